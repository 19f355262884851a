"""Counts by direction: the panel of the dyad by month, and the network of who acted toward whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from us_russia_relations.analysis.load import chosen
from us_russia_relations.analysis.questions.coarse_dates import Days, When, happened, time_of
from us_russia_relations.analysis.questions.dates import Between, Moment, period
from us_russia_relations.analysis.questions.filters import Names, at_least, selected, several, tagged, terms
from us_russia_relations.analysis.questions.in_force import in_force
from us_russia_relations.analysis.questions.participants import Participants
from us_russia_relations.definitions.panels import QUADS
from us_russia_relations.errors import UnknownNameError
from us_russia_relations.release.release import Release, nearest

if TYPE_CHECKING:
    import pandas as pd

By = Literal["actor", "country"]
_BY = ("actor", "country")
_MEASURES = "measures_in_force"


def dyad_month(
    direction: Names | None = None,
    *,
    between: Between | None = None,
    version: str | None = None,
    release: Release | None = None,
) -> pd.DataFrame:
    """The panel of the directed dyad by month: rows of the table dyad_month.

    ``usrr.load("dyad_month")`` is the table; this asks it. ``direction`` is "usa>russia" or "russia>usa", who acts and
    on whom. The months are those of which a day lies in the period.
    ``between`` is a year, month or day, or a pair of them, of which None is an open end.
    ``version`` or ``release`` names the release; without them it is the latest.
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
    by: By = "actor",
    issue: Names | None = None,
    certainty: Names | None = "reported",
    when: When = "possible",
    together: bool = True,
    version: str | None = None,
    release: Release | None = None,
) -> pd.DataFrame:
    """Who acted toward whom, on a day or in a period: one row for each source_id and target_id, with counts.

    Counted are ``events``, of these those of each quad class and the ``meetings``; the joint acts that are no meetings
    (``together``); and the measures of the one against the other in force on the day or on some day of the period;
    without either, all that the release holds. The columns mean what they do in ``dyad_month``.
    ``together`` counts joint acts that are no meetings (signings, exercises, statements) as toward each other, too.

    ``kind`` are kinds of actors: by default states and international organisations, since states take part beside the
    persons and bodies that acted for them, and counting both would count an act twice; None takes every actor. With
    ``by="country"`` an actor stands for the state of its country, and acts inside a country are left out. ``issue``
    are terms.

    ``on`` is one day; a month or year is a day in it of which no more is known. ``between`` is a year, month or day,
    or a pair of them, of which None is an open end. ``when`` is "possible" for what some reading of coarse dates makes
    true, or "certain" for what every reading does. ``certainty`` is the least certainty that is kept, or several
    terms; None keeps all. ``version`` or ``release`` names the release; without them it is the latest.
    The rows are computed: for their sources, cite the frames of ``events`` and ``in_force`` with the same arguments.
    Raises CallError, UnknownNameError, UnknownVersionError.
    """
    time = time_of(on, between)
    source = chosen(version, release)
    table = source.load("events")
    kept = at_least(table["certainty"], certainty)
    if issue is not None:
        kept &= table["event_id"].isin(tagged(source, "issue", "issue", issue))
    happening = selected(table, kept, happened(Days.of(table, "date"), time), when)
    ever = (None, None) if time is None else between
    measures = in_force(on, between=ever, issue=issue, certainty=certainty, when=when, release=source)
    return counted(source, happening, measures["measure_id"], acting_pairs(source, kind=kind, by=by, together=together))


def acting_pairs(source: Release, *, kind: Names | None, by: By, together: bool) -> pd.DataFrame:
    """The pairs of actors of these kinds in each record, or of the states that they stand for."""
    if by not in _BY:
        raise UnknownNameError(f"no network by {by!r}; {nearest(str(by), _BY)}")
    actors = source.load("actors")
    pairs = Participants(source).pairs(together=together)
    if by == "country":
        states = actors[(actors["kind"] == "state") & actors["country"].notna()].drop_duplicates("country")
        own = actors.set_index("actor_id")["country"].map(states.set_index("country")["actor_id"])
        pairs[["source_id", "target_id"]] = pairs[["source_id", "target_id"]].apply(
            lambda ids: ids.map(own).fillna(ids)
        )
        # A pair that is both directed and joint is directed, and one that is both directed and a meeting is a meeting.
        order = ["together", "met"]
        pairs = pairs[pairs["source_id"] != pairs["target_id"]].sort_values(
            order, ascending=[True, False], kind="stable"
        )
        pairs = pairs.drop_duplicates(["record_id", "source_id", "target_id"])
    if kind is not None:
        ids = actors.loc[actors["kind"].isin(terms("kind", kind, actors["kind"].cat.categories)), "actor_id"]
        pairs = pairs[pairs["source_id"].isin(ids) & pairs["target_id"].isin(ids)]
    return pairs


def counted(source: Release, events: pd.DataFrame, measures: Iterable[str], pairs: pd.DataFrame) -> pd.DataFrame:
    """One row for each pair with one of the events or measures (ids), sorted, zeros where one has none."""
    import pandas as pd

    quads = events["type"].astype(str).map(quad_classes(source))
    of_events = ["events", *QUADS, "meetings"]
    columns = {"record_id": events["event_id"], of_events[0]: 1}
    columns |= {column: (quads == str(code)).astype(int) for code, column in enumerate(QUADS, start=1)}
    columns |= {"meetings": 1, _MEASURES: 0}
    acts = pd.DataFrame({"record_id": [*measures], _MEASURES: 1})
    rows = pd.concat([pd.DataFrame(columns), acts.reindex(columns=[*columns], fill_value=0)], ignore_index=True)
    counts = pairs.merge(rows, on="record_id").drop(columns="record_id")
    counts[of_events] = counts[of_events].where(~counts["together"], 0)
    counts["meetings"] *= counts.pop("met")
    counts["together"] = counts["together"].astype(int)
    edges = counts.groupby(["source_id", "target_id"], as_index=False).sum()
    edges = edges[["source_id", "target_id", *of_events, "together", _MEASURES]]
    edges.attrs = {"table": "network", "version": source.version}
    return edges


def quad_classes(release: Release) -> dict[str, str]:
    """The quad class of each event type that has exactly one."""
    crosswalk = release.load("crosswalk")
    rows = crosswalk[(crosswalk["vocabulary"] == "event_type") & (crosswalk["scheme"] == "quad_class")]
    rows = rows.drop_duplicates("term", keep=False)
    return dict(zip(rows["term"], rows["code"], strict=True))
