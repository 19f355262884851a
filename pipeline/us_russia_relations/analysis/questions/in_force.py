"""What was in force when: measures, listings, status of treaties. The rule for dates is in coarse_dates.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from us_russia_relations.analysis.load import chosen
from us_russia_relations.analysis.questions.coarse_dates import Days, When, lasted, time_of
from us_russia_relations.analysis.questions.dates import Between, Moment
from us_russia_relations.analysis.questions.filters import Names, at_least, records, selected, tagged, terms
from us_russia_relations.analysis.questions.listing_names import with_name, with_number
from us_russia_relations.analysis.questions.participants import Participants
from us_russia_relations.errors import CallError
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd


def in_force(
    on: Moment | None = None,
    *,
    between: Between | None = None,
    imposer: Names | None = None,
    target: Names | None = None,
    type: Names | None = None,  # noqa: A002 - the field's own term
    issue: Names | None = None,
    level: Names | None = None,
    certainty: Names | None = "reported",
    when: When = "possible",
    version: str | None = None,
    release: Release | None = None,
) -> pd.DataFrame:
    """The measures in force on a day, or on some day of a period: rows of the table measures.

    A measure is in force from ``effective`` (from ``adopted`` where no effect is recorded) to the day before
    ``ended``; an empty ``ended`` means that no end is known. ``imposer`` and ``target`` are ids of actors, ``type``
    terms of measure_type, ``issue`` of issue, ``level`` authority or action; several are alternatives.

    ``on`` is one day; a month or year is a day in it of which no more is known. ``between`` is a year, month or day,
    or a pair of them, of which None is an open end. ``when`` is "possible" for what some reading of coarse dates makes
    true, or "certain" for what every reading does; the last column, ``when``, says which of the two a row is.
    ``certainty`` is the least certainty that is kept, or several terms; None keeps all.
    ``version`` or ``release`` names the release; without them it is the latest.
    Raises CallError for what is no date and where neither ``on`` nor ``between`` is given, UnknownNameError, with
    the nearest name, for an unknown id or term, and UnknownVersionError.
    """
    time = time_of(on, between)
    if time is None:
        raise CallError("say when: on='2018-12-31', or between=('2014', '2016-06')")
    source = chosen(version, release)
    frame = source.load("measures")
    start = Days.of(frame, "effective").where(frame["effective"].notna(), Days.of(frame, "adopted"))
    end = Days.of(frame, "ended").or_never(frame["ended"].notna())
    kept = at_least(frame["certainty"], certainty)
    if level is not None:
        kept &= frame["level"].isin(terms("level", level, frame["level"].cat.categories))
    participants = Participants(source)
    for role, names in (("imposer", imposer), ("target", target)):
        if names is not None:
            kept &= frame["measure_id"].isin(participants.with_role(role, records(source, role, names, "actors")))
    for vocabulary, what, names in (("measure_type", "type", type), ("issue", "issue", issue)):
        if names is not None:
            kept &= frame["measure_id"].isin(tagged(source, what, vocabulary, names))
    return selected(frame, kept, lasted(start, end, time), when)


def listings(
    on: Moment | None = None,
    *,
    between: Between | None = None,
    programme: Names | None = None,
    actor: Names | None = None,
    imposer: Names | None = None,
    measure: Names | None = None,
    name: Names | None = None,
    number: Names | None = None,
    certainty: Names | None = "reported",
    when: When = "possible",
    version: str | None = None,
    release: Release | None = None,
) -> pd.DataFrame:
    """Who was listed on a day, or on some day of a period: rows of the table listings; without either, all.

    ``usrr.load("listings")`` is the table; this asks it. A name is listed from ``listed`` to the day before
    ``delisted``; an empty ``delisted`` means that no removal is known. The end of a measure as a whole is not the end
    of its listings. ``actor`` is the id of an actor, or several: who was listed. ``imposer`` is whose measure it was,
    ``programme`` a term, ``measure`` an id. ``name`` is a part of the name on the list, in Latin or Cyrillic letters
    and in any romanisation, without regard to case and accents; ``number`` the number of the entry on the list.
    Several values are alternatives. Releases before 1.0.0 list actors alone: there ``name`` is the actor's, and
    ``number`` his under the scheme ofac_uid.

    ``on`` is one day; a month or year is a day in it of which no more is known. ``between`` is a year, month or day,
    or a pair of them, of which None is an open end. ``when`` is "possible" for what some reading of coarse dates makes
    true, or "certain" for what every reading does. ``certainty`` is the least certainty that is kept, or several
    terms; None keeps all. It is that of the measure.
    ``version`` or ``release`` names the release; without them it is the latest. The errors are those of ``in_force``.
    """
    time = time_of(on, between)
    source = chosen(version, release)
    frame = source.load("listings")
    measures = source.load("measures")
    kept = frame["measure_id"].isin(measures.loc[at_least(measures["certainty"], certainty), "measure_id"])
    if programme is not None:
        kept &= frame["programme"].isin(terms("programme", programme, frame["programme"].cat.categories))
    if actor is not None:
        kept &= frame["actor_id"].isin(records(source, "actor", actor, "actors"))
    if measure is not None:
        kept &= frame["measure_id"].isin(records(source, "measure", measure, "measures"))
    if name is not None:
        kept &= with_name(source, frame, name)
    if number is not None:
        kept &= with_number(source, frame, number)
    if imposer is not None:
        imposers = records(source, "imposer", imposer, "actors")
        kept &= frame["measure_id"].isin(Participants(source).with_role("imposer", imposers))
    end = Days.of(frame, "delisted").or_never(frame["delisted"].notna())
    return selected(frame, kept, lasted(Days.of(frame, "listed"), end, time), when)


def treaty_status(
    on: Moment | None = None,
    *,
    between: Between | None = None,
    party: Names | None = None,
    treaty: Names | None = None,
    status: Names | None = None,
    when: When = "possible",
    version: str | None = None,
    release: Release | None = None,
) -> pd.DataFrame:
    """Which status a treaty had for a party on a day, or on some day of a period: rows of the table treaty_status.

    Without either, all spells: the history. ``usrr.load("treaty_status")`` is the table; this asks it. A spell lasts
    from ``start`` to the day before ``end``, which begins the next one. ``party`` is the id of an actor, ``treaty``
    that of a treaty, ``status`` a term; several are alternatives. Treaties carry no certainty.

    ``on`` is one day; a month or year is a day in it of which no more is known. ``between`` is a year, month or day,
    or a pair of them, of which None is an open end. ``when`` is "possible" for what some reading of coarse dates makes
    true, or "certain" for what every reading does. The table has the first day that a change can mean; the last is
    that of the event or treaty date that the change rests on, so that a status may be possible on a day on which the
    one before it is possible, too.
    ``version`` or ``release`` names the release; without them it is the latest. The errors are those of ``in_force``.
    """
    time = time_of(on, between)
    source = chosen(version, release)
    frame = source.load("treaty_status")
    kept = frame["start"].notna()
    if party is not None:
        kept &= frame["actor_id"].isin(records(source, "party", party, "actors"))
    if treaty is not None:
        kept &= frame["treaty_id"].isin(records(source, "treaty", treaty, "treaties"))
    if status is not None:
        kept &= frame["status"].isin(terms("status", status, frame["status"].cat.categories))
    last = _last_days(source, frame)
    start = Days.bounded(frame["start"], last)
    # The end of a spell is the start of the next one of the same party.
    following = last.groupby([frame["treaty_id"], frame["actor_id"]]).shift(-1)
    end = Days.bounded(frame["end"], following).or_never(frame["end"].notna())
    return selected(frame, kept, lasted(start, end, time), when)


def _last_days(source: Release, frame: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    """For each spell the last day on which it can have begun; missing where that is open.

    A start rests on the date of its event or, where that begins on another day or there is none, on the treaty's.
    """
    import pandas as pd

    events = source.load("events").set_index("event_id")
    treaties = source.load("treaties").set_index("treaty_id")
    event = events.reindex(frame["start_event"])[["date_start", "date_end"]].set_axis(frame.index)
    last = event["date_end"].where(event["date_start"] == frame["start"])
    for status in ("in_force", "ended"):
        own = treaties.reindex(frame["treaty_id"]).set_axis(frame.index)
        dated = (frame["status"] == status) & (own[f"{status}_start"] == frame["start"])
        # Event and treaty date the same day, so that it lies before the end of either date.
        last = last.where(~dated, pd.concat([last, own[f"{status}_end"]], axis=1).min(axis=1))
    return last
