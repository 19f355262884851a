"""Counts by direction: the panel of the dyad by month, and the network of who acted toward whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from us_russia_relations.analysis.load import chosen
from us_russia_relations.analysis.questions.dates import Between, Moment, period
from us_russia_relations.analysis.questions.lives import in_force
from us_russia_relations.analysis.questions.names import Names, at_least, several, tagged, terms
from us_russia_relations.analysis.questions.readings import Days, When, asked, happened
from us_russia_relations.analysis.questions.roles import Cast
from us_russia_relations.definitions.panels import QUADS
from us_russia_relations.errors import UnknownNameError
from us_russia_relations.release.release import Release, nearest

if TYPE_CHECKING:
    import pandas as pd


def dyad_month(
    direction: Names | None = None,
    *,
    between: Between | None = None,
    version: str | None = None,
    release: Release | None = None,
) -> pd.DataFrame:
    """The panel of the directed dyad by month: rows of the table dyad_month.

    ``usrr.load("dyad_month")`` is the table; this asks it. ``direction`` is "usa>russia" or "russia>usa", who acts and
    on whom. ``between`` keeps the months of which a day lies in the period.
    Raises CallError for what is no period, UnknownNameError, with the nearest one, for an unknown direction, and
    UnknownVersionError.
    """
    source = chosen(version, release)
    frame = source.load("dyad_month")
    directions = frame["source_id"] + ">" + frame["target_id"]
    kept = directions.notna()
    if direction is not None:
        known = sorted({*directions})
        wanted = several("direction", direction)
        for name in wanted:
            if name not in known:
                raise UnknownNameError(f"direction={name!r} is none of the panel; {nearest(name, known)}")
        kept &= directions.isin(wanted)
    if between is not None:
        days = period(between)
        months = frame["year"] * 12 + frame["month"]
        kept &= (months >= days.first.year * 12 + days.first.month) & (months <= days.last.year * 12 + days.last.month)
    answer = frame[kept.astype(bool)].reset_index(drop=True)
    answer.attrs = dict(frame.attrs)
    return answer


def network(
    on: Moment | None = None,
    *,
    between: Between | None = None,
    kind: Names | None = ("state", "igo"),
    issue: Names | None = None,
    certainty: Names | None = "reported",
    when: When = "possible",
    version: str | None = None,
    release: Release | None = None,
) -> pd.DataFrame:
    """Who acted toward whom, on a day or in a period: one row for each source_id and target_id, with counts.

    Counted are events, of these those of each quad class and the meetings, and the measures of the one against the
    other in force on the day or on some day of the period; without either, all that the release holds. Who acts
    toward whom is read from roles as for ``events``; an event without a quad class in the crosswalk counts in no
    quad column.

    ``kind`` are kinds of actors: by default states and international organisations, since states take part beside the
    persons and bodies that acted for them, and counting both would tell an act twice; None takes every actor.
    ``issue``, ``certainty``, ``when`` and the errors are as for ``events`` and ``in_force``. The rows are computed: for
    their sources, cite the frames of ``events`` and ``in_force`` with the same arguments.
    """
    question = asked(on, between)
    source = chosen(version, release)
    actors = source.load("actors")
    if kind is not None:
        actors = actors[actors["kind"].isin(terms("kind", kind, actors["kind"].cat.categories))]
    table = source.load("events")
    kept = at_least(table["certainty"], certainty)
    if issue is not None:
        kept &= table["event_id"].isin(tagged(source, "issue", "issue", issue))
    found = happened(Days.of(table, "date"), question).kept(table, when)
    found = found[kept.reindex(found.index)]
    ever = (None, None) if question is None else between
    measures = in_force(on, between=ever, issue=issue, certainty=certainty, when=when, release=source)
    pairs = Cast(source).pairs()
    pairs = pairs[pairs["source_id"].isin(actors["actor_id"]) & pairs["target_id"].isin(actors["actor_id"])]
    edges = _counts(source, found, measures, pairs)
    edges.attrs = {"table": "network", "version": source.version}
    return edges


def _counts(source: Release, found: pd.DataFrame, measures: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """One row for each pair with an event or a measure, sorted, zeros where one has none."""
    import pandas as pd

    crosswalk = source.load("crosswalk")
    classes = crosswalk[(crosswalk["vocabulary"] == "event_type") & (crosswalk["scheme"] == "quad_class")]
    quads = found["type"].astype(str).map(classes.set_index("term")["code"])
    told = pd.DataFrame({"record_id": found["event_id"], "events": 1})
    for code, column in enumerate(QUADS, start=1):
        told[column] = (quads == str(code)).astype(int)
    told["meetings"] = found["type"].isin(source.meaning.terms("event_type", "meeting")).astype(int)
    told["measures_in_force"] = 0
    acts = pd.DataFrame({"record_id": measures["measure_id"], "measures_in_force": 1})
    rows = pd.concat([told, acts.reindex(columns=told.columns, fill_value=0)], ignore_index=True)
    counted = pairs.merge(rows, on="record_id").drop(columns="record_id")
    return counted.groupby(["source_id", "target_id"], as_index=False).sum()
