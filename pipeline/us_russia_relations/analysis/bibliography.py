"""Cite the dataset, the sources of a frame, and the evidence of a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from us_russia_relations.analysis import load
from us_russia_relations.analysis.cite import csl, edition, frames
from us_russia_relations.analysis.cite.forms import known, written
from us_russia_relations.release import identity
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd


def cite(style: str = "apa", *, version: str | None = None, release: Release | None = None) -> str:
    """How the dataset is cited, with version, fingerprint and, once there is one, DOI.

    Styles are apa, chicago, apsr, bibtex, ris and csl-json.
    ``version`` or ``release`` names the release; without them it is the latest.
    Raises UnknownNameError, with the nearest name, for another style, and UnknownVersionError; MissingExtraError for
    the first three where the release does not ship its citation and the extra ``cite`` is not installed.
    """
    return edition.citation(load.chosen(version, release), style)


def bibliography(
    frame: pd.DataFrame,
    style: str = "bibtex",
    *,
    columns: Sequence[str] | None = None,
    by: str | None = None,
    version: str | None = None,
    release: Release | None = None,
) -> str:
    """The sources of the records in a frame, and of no others, in the order of their ids.

    The id column of the table that the frame was loaded from names the records, else the first column or index level
    that is an id column of some table, else the column ``by``. ``columns`` keeps only the evidence for these columns;
    a column that has none rests on that for the row as a whole. In a frame of a link table, such as listings, the
    evidence is that for the table and for the record as a whole; a frame of citations or evidence names its sources.
    Missing ids are ignored; a retired id stands for its successor, with a RetiredIdWarning.

    Styles are bibtex, csl-json, ris, apa, chicago and apsr; the last three need the extra ``cite``.
    ``version`` or ``release`` names the release; without them it is that of the frame, else the latest.
    Raises UnknownNameError for a style, column or id that there is not, UnknownVersionError, MissingExtraError, and
    CallError where nothing in the frame names records.
    """
    known(style)
    source = load.chosen(version, release, frame)
    index = frames.EvidenceIndex(source)
    ids = frames.ids(frame, index.id_column(frame, by))
    records = {record if record in index.tables else identity.resolve(source, record) for record in ids}
    if isinstance(columns, str):
        columns = [columns]
    wanted = index.sources(records, frame.attrs.get("table"), columns)
    citations = {row["citation_id"]: row for row in source.arrow("citations").to_pylist()}
    return written([csl.item(citations[citation]) for citation in wanted], style)


def sources(record_id: str, *, version: str | None = None, release: Release | None = None) -> pd.DataFrame:
    """The evidence of a record: one row for each source of each field, with stance, locator and what the source is.

    ``version`` or ``release`` names the release; without them it is the latest. A retired id stands for its
    successor, with a RetiredIdWarning.
    Raises UnknownNameError, with the nearest id, where there is no such record, and UnknownVersionError.
    """
    source = load.chosen(version, release)
    current = identity.resolve(source, record_id)
    evidence = source.load("evidence")
    own = evidence.loc[evidence["record_id"] == current, ["field", "stance", "locator", "claimed_value", "note"]]
    own = own.assign(citation_id=evidence["citation_id"])
    citations = source.load("citations").set_index("citation_id")
    citations["url"] = citations["url"].fillna(citations["archived_url"])
    answer = own.join(citations[["title", "authors", "issued", "url"]], on="citation_id").reset_index(drop=True)
    answer.attrs = {**evidence.attrs, "record_id": current}
    return answer
