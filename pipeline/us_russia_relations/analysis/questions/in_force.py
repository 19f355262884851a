"""What was in force when: measures, listings, and the status of treaties. The rule for dates is in readings.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from us_russia_relations.analysis.load import chosen
from us_russia_relations.analysis.questions.dates import Between, Moment
from us_russia_relations.analysis.questions.lists import called, numbered
from us_russia_relations.analysis.questions.names import Names, at_least, records, tagged, terms
from us_russia_relations.analysis.questions.readings import Days, When, asked, lived
from us_russia_relations.analysis.questions.roles import Cast
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

    A measure is in force from ``effective`` (from ``adopted`` where no effect is told) to the day before ``ended``;
    an empty ``ended`` means that no end is known. ``imposer`` and ``target`` are ids of actors, ``type`` terms of
    measure_type, ``issue`` of issue, ``level`` authority or action; several are alternatives. Measures less sure
    than ``certainty`` are left out ("reported" by default; a list names terms, None takes all).

    Dates may be coarse: ``when="possible"`` keeps what is in force under some reading of the dates, ``"certain"``
    what is under every reading. The default leaves out nothing because its date is coarse, and the last column,
    ``when``, says how surely each row is there.
    Raises CallError for what is no date and where neither ``on`` nor ``between`` is given, UnknownNameError, with
    the nearest name, for an unknown id or term, and UnknownVersionError.
    """
    question = asked(on, between)
    if question is None:
        raise CallError("say when: on='2018-12-31', or between=('2014', '2016-06')")
    source = chosen(version, release)
    frame = source.load("measures")
    start = Days.of(frame, "effective").where(frame["effective"].notna(), Days.of(frame, "adopted"))
    end = Days.of(frame, "ended").never(frame["ended"].notna())
    kept = at_least(frame["certainty"], certainty)
    if level is not None:
        kept &= frame["level"].isin(terms("level", level, frame["level"].cat.categories))
    cast = Cast(source)
    for role, names in (("imposer", imposer), ("target", target)):
        if names is not None:
            kept &= frame["measure_id"].isin(cast.having(role, records(source, role, names, "actors")))
    for vocabulary, what, names in (("measure_type", "type", type), ("issue", "issue", issue)):
        if names is not None:
            kept &= frame["measure_id"].isin(tagged(source, what, vocabulary, names))
    return _answer(lived(start, end, question).kept(frame, when), frame, kept)


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
    of its listings. ``actor`` is who was listed, ``imposer`` whose measure it was, ``programme`` a term, ``measure``
    an id; ``certainty`` is that of the measure. ``name`` is a part of the name on the list, in Latin or Cyrillic
    letters and in any romanisation, without regard to case and accents; ``number`` the number of the entry on the
    list. Several values are alternatives. Releases before 1.0.0 list actors alone: there ``name`` is the actor's, and
    ``number`` his under the scheme ofac_uid.

    ``certainty``, ``when``, the column ``when`` and the errors are as for ``in_force``.
    """
    question = asked(on, between)
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
        kept &= called(source, frame, name)
    if number is not None:
        kept &= numbered(source, frame, number)
    if imposer is not None:
        imposers = records(source, "imposer", imposer, "actors")
        kept &= frame["measure_id"].isin(Cast(source).having("imposer", imposers))
    end = Days.of(frame, "delisted").never(frame["delisted"].notna())
    return _answer(lived(Days.of(frame, "listed"), end, question).kept(frame, when), frame, kept)


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

    The table gives the first day that a change can mean. Its last day is that of the event or treaty date that the
    change rests on, so that a status may be possible on a day on which the one before it is possible, too.
    ``when``, the column ``when`` and the errors are as for ``in_force``.
    """
    question = asked(on, between)
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
    end = Days.bounded(frame["end"], following).never(frame["end"].notna())
    return _answer(lived(start, end, question).kept(frame, when), frame, kept)


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
        told = (frame["status"] == status) & (own[f"{status}_start"] == frame["start"])
        # Both tell of the same day, so that it lies before the end of either.
        last = last.where(~told, pd.concat([last, own[f"{status}_end"]], axis=1).min(axis=1))
    return last


def _answer(found: pd.DataFrame, table: pd.DataFrame, kept: pd.Series[bool]) -> pd.DataFrame:
    """The rows that were found and are kept, numbered from 0, with the origin of the table."""
    answer = found[kept.reindex(found.index)].reset_index(drop=True)
    answer.attrs = dict(table.attrs)
    return answer
