"""Load the tables of a release, and look up records and what names mean."""

from __future__ import annotations

import os
import warnings
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from us_russia_relations import paths
from us_russia_relations.errors import CallError, SpellingWarning, UnknownNameError, UnknownVersionError
from us_russia_relations.release import identity
from us_russia_relations.release.release import Release
from us_russia_relations.release.versions import is_version, order, released

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pandera.pandas as pandera
    import polars as pl
    import pyarrow as pa

    from us_russia_relations.analysis.lookup.meaning import Description
    from us_russia_relations.analysis.lookup.record import Record
    from us_russia_relations.names import ColumnName, Table
    from us_russia_relations.release.backends import Backend, Frame


def versions() -> list[str]:
    """The releases that can be loaded here, oldest first: all of them in a checkout, the wheel's own in a wheel."""
    return released(paths.data_root() / "dist")


def schema(table: Table, *, version: str | None = None, release: Release | None = None) -> pandera.DataFrameSchema:
    """The pandera schema of a table as ``load`` gives it, for a pipeline that enforces or extends it.

    ``usrr.schema("events").validate(frame)`` holds a frame to the types, terms, required columns, patterns and key of
    the release. ``version`` or ``release`` names the release; without them it is the latest.
    Raises UnknownNameError for another table, UnknownVersionError, MissingExtraError where pandera is not installed.
    """
    from us_russia_relations.release.schemas import frame_schema

    return frame_schema(chosen(version, release), table)


def open_release(path: str | os.PathLike[str]) -> Release:
    """The release in a folder, of whatever version: a download, an archive that was unpacked, a candidate.

    Raises DataNotFoundError where the folder holds no release. Published as ``us_russia_relations.open``.
    """
    release = Release(Path(path))
    _ = release.descriptor
    return release


def chosen(version: str | None, release: Release | None, frame: pd.DataFrame | None = None) -> Release:
    """The release that a call names by version or as opened, else the one that its frame came from, else the latest.

    Every public function reads its arguments ``version`` and ``release`` here.
    Raises CallError where both are given or one of them is no version or release, UnknownVersionError.
    """
    if version is not None and release is not None:
        raise CallError("give a version or a release, not both")
    if release is not None:
        if not isinstance(release, Release):
            raise CallError(f"release={release!r} is no release; open its folder with us_russia_relations.open(path)")
        return release
    if version is not None:
        return _opened(paths.data_root(), version)
    origin = None if frame is None else frame.attrs.get("version")
    try:
        return _opened(paths.data_root(), origin or paths.latest())
    except UnknownVersionError as error:
        if origin is None:
            raise
        raise UnknownVersionError(
            f"the frame came from release {origin}, which is not here; pass release=us_russia_relations.open(path) "
            f"with its folder, or version=... to look its records up in another"
        ) from error


def release(version: str | None = None) -> Release:
    """The release of that version; without one, the latest. Raises UnknownVersionError where it is not here."""
    return chosen(version, None)


def tables(*, version: str | None = None, release: Release | None = None) -> list[Table]:
    """The names of the tables of a release.

    ``version`` or ``release`` names the release; without them it is the latest.
    """
    names: Any = chosen(version, release).tables()
    return [*names]


@overload
def load(
    table: Table, *, version: str | None = None, release: Release | None = None, as_: Literal["pandas"] = "pandas"
) -> pd.DataFrame: ...
@overload
def load(
    table: Table, *, version: str | None = None, release: Release | None = None, as_: Literal["arrow"]
) -> pa.Table: ...
@overload
def load(
    table: Table, *, version: str | None = None, release: Release | None = None, as_: Literal["polars"]
) -> pl.DataFrame: ...
@overload
def load(
    table: Table,
    *,
    version: str | None = None,
    release: Release | None = None,
    as_: Literal["duckdb"],
    connection: duckdb.DuckDBPyConnection | None = None,
) -> duckdb.DuckDBPyRelation: ...
def load(
    table: Table,
    *,
    version: str | None = None,
    release: Release | None = None,
    as_: Backend = "pandas",
    connection: duckdb.DuckDBPyConnection | None = None,
) -> Frame:
    """A table of a release as a DataFrame.

    ``version`` or ``release`` names the release; without them it is the latest.
    Dates are dates, ids and texts strings, counts nullable integers, and a coded column has the terms of its
    vocabulary in their order: a categorical in pandas, which compares where the order has a meaning. A missing value
    is NA. ``attrs`` has the table, the version and the fingerprint of the table.

    ``as_`` gives the same values, of the nearest types, to another library:

    - ``"arrow"``: a ``pyarrow.Table`` with dictionaries for coded columns; its schema's metadata are those in
      ``attrs``.
    - ``"polars"``: a ``polars.DataFrame`` with ``Enum`` for coded columns (extra ``polars``).
    - ``"duckdb"``: a ``DuckDBPyRelation`` over the Parquet file with ``ENUM`` for coded columns (extra ``duckdb``),
      on ``connection``, else on the one that ``duckdb.sql`` uses, so that a query finds it under the name of its
      variable. An ENUM sorts by the order of its terms; beside a plain text it is compared as text: instead of
      ``certainty >= 'reported'`` write ``certainty IN (...)``, or cast the text to the ENUM.

    Raises UnknownNameError, with the nearest name, where there is no such table or form, UnknownVersionError, and
    MissingExtraError where the library is not installed.
    """
    # One call for all of its overloads.
    source: Any = chosen(version, release)
    loaded: Frame = source.load(table, as_=as_, connection=connection)
    return loaded


@overload
def describe(name: Table, *, version: str | None = None, release: Release | None = None) -> pd.DataFrame: ...
@overload
def describe(name: ColumnName, *, version: str | None = None, release: Release | None = None) -> Description: ...
@overload
def describe(
    name: str, *, version: str | None = None, release: Release | None = None
) -> pd.DataFrame | Description: ...
def describe(name: str, *, version: str | None = None, release: Release | None = None) -> pd.DataFrame | Description:
    """What a table, a column, a vocabulary or a term means.

    A table (``events``) gives a DataFrame: one row for each column, with type, whether it is required, description,
    terms and example. Everything else gives a Description, which prints well: a column (``events.certainty``, or
    ``certainty`` where all tables mean the same by it), a vocabulary (``event_type``), a term (``event_type.summit``,
    or ``summit`` where only one vocabulary has it). Of equal names a table comes before a column, a column before a
    vocabulary, a vocabulary before a term.

    ``version`` or ``release`` names the release; without them it is the latest.
    Raises UnknownNameError, with the nearest name, where there is nothing of that name, and CallError where it means
    several things, with the name of each.
    """
    source = chosen(version, release)
    if name in source.resources:
        return source.describe(name)
    from us_russia_relations.analysis.lookup.meaning import described

    return described(source, name)


def show(record_id: str, *, version: str | None = None, release: Release | None = None) -> Record:
    """Everything about a record, current or retired: ``print`` shows it whole, its attributes are frames.

    ``version`` or ``release`` names the release; without them it is the latest.
    A retired id is shown as its tombstone; ``resolve`` leads to its successor.
    Raises UnknownNameError, with the nearest id, where the id was never published.
    """
    from us_russia_relations.analysis.lookup.record import record
    from us_russia_relations.analysis.lookup.source import Published

    opened = chosen(version, release)
    with Published(opened) as source:
        registry = source.find("records", "record_id", record_id)
        history = f"first published in version {registry[0]['first_version']}" if registry else ""
        shown = record(source, record_id, f"{history}; told by release {opened.version}")
        if shown is None:
            raise UnknownNameError(identity.unknown(record_id, source.rows("records")))
    return shown


def search(text: str, *, version: str | None = None, release: Release | None = None) -> pd.DataFrame:
    """The records that contain all words of a text, in any order, the best ones first.

    Searched are ids, titles, names (in the original script, too), identifiers, summaries, descriptions, notes, and
    what a source is; case and accents do not matter. One row is a record: ``record_id``, ``table``, ``title``,
    ``date`` (EDTF) and ``found_in``, the columns that hold the words, separated by ``; ``. Without a match the frame
    has no rows. Where nothing holds a word that is nearly one of a name, that name is searched for instead, with a
    SpellingWarning. ``version`` or ``release`` names the release; without them it is the latest.
    Raises CallError for a text without words, UnknownVersionError.
    """
    import pandas as pd

    from us_russia_relations.analysis.lookup.search import entries, find, respelt
    from us_russia_relations.analysis.lookup.source import Published

    if not text.strip():
        raise CallError("give something to search for")
    opened = chosen(version, release)
    with Published(opened) as source:
        among = [*entries(source)]
    hits = find(among, text)
    if not hits and (other := respelt(among, text)):
        hits = find(among, other)
        warnings.warn(f"nothing holds {text!r}; these hold {other!r}", SpellingWarning, stacklevel=2)
    rows = [(hit.record_id, hit.table, hit.title, hit.date, "; ".join(hit.found_in)) for hit in hits]
    answer = pd.DataFrame(rows, columns=["record_id", "table", "title", "date", "found_in"])
    answer.attrs = {"table": "records", "version": opened.version}
    return answer


def resolve(record_id: str, *, version: str | None = None, release: Release | None = None) -> str:
    """The current id for an id that was ever published: itself, or the one that took its place.

    ``version`` or ``release`` names the release; without them it is the latest.
    A retired id is answered with a RetiredIdWarning that names the successor. Raises UnknownNameError where there is
    none, or where the id was never published.
    """
    return identity.resolve(chosen(version, release), record_id)


def changes(old: str, new: str) -> pd.DataFrame:
    """What changed from one release to a later one: the tables ``changes`` of all releases between, in order.

    The column ``version`` names the release that brought a change. Raises CallError where the versions run backwards
    and UnknownVersionError where a release on the way is not here.
    """
    import pandas as pd

    for version in (old, new):
        if not is_version(version):
            raise CallError(f"{version!r} is no version, such as 0.2.0")
    if order(old) > order(new):
        raise CallError(f"{old} is newer than {new}; ask for changes({new!r}, {old!r})")
    frames = []
    for step in _releases_after(old, new):
        frame = step.load("changes")
        frame.insert(0, "version", step.version)
        frames.append(frame)
    if not frames:
        frames = [release(new).load("changes").iloc[:0]]
        frames[0].insert(0, "version", "")
    answer = pd.concat(frames, ignore_index=True)
    answer.attrs = {"table": "changes", "versions": (old, new)}
    return answer


def _releases_after(old: str, new: str) -> list[Release]:
    """The releases after the old one, up to the new one, by what each names as the one before it."""
    steps: list[Release] = []
    version: str | None = new
    while version is not None and order(version) > order(old):
        steps.insert(0, release(version))
        version = steps[0].previous
    if version != old:
        raise UnknownVersionError(
            f"{old} is not on the way to {new}, which starts from {version or 'nothing before it'}"
        )
    return steps


@lru_cache(maxsize=16)
def _opened(root: Path, version: str) -> Release:
    folder = root / "dist" / version
    if not is_version(version) or not (folder / "datapackage.json").is_file():
        raise UnknownVersionError(
            f"release {version} is not here; there are {', '.join(released(root / 'dist')) or 'none'}. An installed "
            f"package carries its own release only: install the package of that version, or open its folder with "
            f"us_russia_relations.open(path)"
        )
    return Release(folder)
