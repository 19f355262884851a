"""What happened: events, and the dated entries of the timeline, by who, toward whom, what, when and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from us_russia_relations.analysis.load import chosen
from us_russia_relations.analysis.questions.coarse_dates import Days, When, happened, time_of
from us_russia_relations.analysis.questions.dates import Between
from us_russia_relations.analysis.questions.filters import Names, at_least, records, selected, tagged, terms
from us_russia_relations.analysis.questions.participants import Participants
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd


def events(
    *,
    actor: Names | None = None,
    toward: Names | None = None,
    type: Names | None = None,  # noqa: A002 - the column's own name
    issue: Names | None = None,
    between: Between | None = None,
    certainty: Names | None = "reported",
    when: When = "possible",
    together: bool = True,
    version: str | None = None,
    release: Release | None = None,
) -> pd.DataFrame:
    """What an actor did, toward whom, of which type and issue, in which period: rows of the table events.

    ``usrr.load("events")`` is the table; this asks it. ``actor`` is the id of an actor, or several: one of them acted,
    as initiator, participant, host or mediator. ``toward`` was the target of an initiator, or met the actor (in a
    meeting all act toward each other). A state takes part beside the persons and bodies that acted for it.
    ``together`` counts joint acts that are no meetings (signings, exercises, statements) as toward each other, too.
    ``type`` and ``issue`` are terms. Several values are alternatives.

    ``between`` is a year, month or day, or a pair of them, of which None is an open end. ``when`` is "possible" for
    what some reading of coarse dates makes true, or "certain" for what every reading does: an event is kept where it
    can have happened, or lasted, in the period, or where all of its date lies inside. The last column, ``when``, says
    which of the two a row is. ``certainty`` is the least certainty that is kept, or several terms; None keeps all.
    ``version`` or ``release`` names the release; without them it is the latest.
    Raises CallError for what is no period, UnknownNameError, with the nearest name, for an unknown id or term, and
    UnknownVersionError.
    """
    source = chosen(version, release)
    filters = _Filters(actor, toward, type, issue, between, certainty, when, together)
    return filters.rows(source.load("events"), "event_id", source)


def timeline(
    *,
    actor: Names | None = None,
    toward: Names | None = None,
    type: Names | None = None,  # noqa: A002 - as for events
    issue: Names | None = None,
    between: Between | None = None,
    certainty: Names | None = "reported",
    when: When = "possible",
    together: bool = True,
    version: str | None = None,
    release: Release | None = None,
) -> pd.DataFrame:
    """The same of events, measures and treaties together: rows of the table timeline, in the order of their dates.

    ``usrr.load("timeline")`` is the table, in the order of its ids. ``actor`` is the id of an actor, or several; for
    measures it is an imposer and ``toward`` a target; parties and signatories of a treaty act toward each other.
    ``together`` counts joint acts that are no meetings (signings, exercises, statements) as toward each other, too.
    ``type`` is a type of event, so that it keeps events only.

    ``between`` is a year, month or day, or a pair of them, of which None is an open end. ``when`` is "possible" for
    what some reading of coarse dates makes true, or "certain" for what every reading does. ``certainty`` is the least
    certainty that is kept, or several terms; None keeps all. A treaty counts as established.
    ``version`` or ``release`` names the release; without them it is the latest. The errors are those of ``events``.
    """
    source = chosen(version, release)
    filters = _Filters(actor, toward, type, issue, between, certainty, when, together)
    answer = filters.rows(source.load("timeline"), "record_id", source)
    ordered = answer.sort_values(["date_start", "date_end", "entry_id"], ignore_index=True, na_position="first")
    ordered.attrs = answer.attrs
    return ordered


@dataclass(frozen=True)
class _Filters:
    """The arguments that ``events`` and ``timeline`` share."""

    actor: Names | None
    toward: Names | None
    type: Names | None
    issue: Names | None
    between: Between | None
    certainty: Names | None
    when: When
    together: bool

    def rows(self, frame: pd.DataFrame, key: str, source: Release) -> pd.DataFrame:
        """The rows of the table that pass all filters; ``key`` is the column with the id of their record."""
        kept = at_least(frame["certainty"], self.certainty)
        actors = records(source, "actor", self.actor, "actors") if self.actor is not None else None
        others = records(source, "toward", self.toward, "actors") if self.toward is not None else None
        acting = Participants(source).acting(actors, others, together=self.together) if actors or others else None
        if acting is not None:
            kept &= frame[key].isin(acting)
        if self.type is not None:
            table = source.load("events")
            wanted = terms("type", self.type, table["type"].cat.categories)
            kept &= frame[key].isin(table.loc[table["type"].isin(wanted), "event_id"])
        if self.issue is not None:
            kept &= frame[key].isin(tagged(source, "issue", "issue", self.issue))
        matches = happened(Days.of(frame, "date"), time_of(None, self.between))
        return selected(frame, kept, matches, self.when)
