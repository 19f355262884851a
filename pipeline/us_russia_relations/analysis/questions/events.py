"""What happened: events, and the dated entries of the timeline, by who, toward whom, what, when and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from us_russia_relations.analysis.load import chosen
from us_russia_relations.analysis.questions.dates import Between
from us_russia_relations.analysis.questions.names import Names, at_least, records, tagged, terms
from us_russia_relations.analysis.questions.readings import Days, When, asked, happened
from us_russia_relations.analysis.questions.roles import Cast
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
    version: str | None = None,
    release: Release | None = None,
) -> pd.DataFrame:
    """What an actor did, toward whom, of which type and issue, in which period: rows of the table events.

    ``usrr.load("events")`` is the table; this asks it. ``actor`` acted, as initiator, participant, host or mediator;
    ``toward`` was the target of an initiator, or met the actor (in a meeting all act toward each other). Both are ids;
    a state takes part beside the persons and bodies that acted for it. ``type`` and ``issue`` are terms; several
    values are alternatives. Events less sure than ``certainty`` are left out ("reported" by default, so that what is
    alleged or refuted is there on demand; a list names terms, None takes all).

    ``between`` is a year, month or day or a pair of them; None is an open end. Under ``when="possible"`` an event is
    kept where it can have happened, or lasted, in the period, under ``"certain"`` where all of its date lies inside.
    The default leaves out nothing because its date is coarse, and the last column, ``when``, says how surely each row
    is there.
    Raises CallError for what is no period, UnknownNameError, with the nearest name, for an unknown id or term, and
    UnknownVersionError.
    """
    source = chosen(version, release)
    wish = _Wish(actor, toward, type, issue, between, certainty, when)
    return wish.of(source.load("events"), "event_id", source)


def timeline(
    *,
    actor: Names | None = None,
    toward: Names | None = None,
    type: Names | None = None,  # noqa: A002 - as for events
    issue: Names | None = None,
    between: Between | None = None,
    certainty: Names | None = "reported",
    when: When = "possible",
    version: str | None = None,
    release: Release | None = None,
) -> pd.DataFrame:
    """The same of events, measures and treaties together: rows of the table timeline, in the order of their dates.

    ``usrr.load("timeline")`` is the table, in the order of its ids. For measures ``actor`` is an imposer and
    ``toward`` a target; parties and signatories of a treaty act toward each other. ``type`` is a type of event, so
    that it keeps events only. All else is as for ``events``.
    """
    source = chosen(version, release)
    wish = _Wish(actor, toward, type, issue, between, certainty, when)
    answer = wish.of(source.load("timeline"), "record_id", source)
    ordered = answer.sort_values(["date_start", "date_end", "entry_id"], ignore_index=True, na_position="first")
    ordered.attrs = answer.attrs
    return ordered


@dataclass(frozen=True)
class _Wish:
    """What ``events`` and ``timeline`` are asked for."""

    actor: Names | None
    toward: Names | None
    type: Names | None
    issue: Names | None
    between: Between | None
    certainty: Names | None
    when: When

    def of(self, frame: pd.DataFrame, key: str, source: Release) -> pd.DataFrame:
        """The rows of the table for which it holds; ``key`` is the column of their record."""
        question = asked(None, self.between)
        kept = at_least(frame["certainty"], self.certainty)
        actors = records(source, "actor", self.actor, "actors") if self.actor is not None else None
        others = records(source, "toward", self.toward, "actors") if self.toward is not None else None
        acted = Cast(source).between(actors, others) if actors or others else None
        if acted is not None:
            kept &= frame[key].isin(acted)
        if self.type is not None:
            table = source.load("events")
            wanted = terms("type", self.type, table["type"].cat.categories)
            kept &= frame[key].isin(table.loc[table["type"].isin(wanted), "event_id"])
        if self.issue is not None:
            kept &= frame[key].isin(tagged(source, "issue", "issue", self.issue))
        found = happened(Days.of(frame, "date"), question).kept(frame, self.when)
        answer = found[kept.reindex(found.index)].reset_index(drop=True)
        answer.attrs = dict(frame.attrs)
        return answer
