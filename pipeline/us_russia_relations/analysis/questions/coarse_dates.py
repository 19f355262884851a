"""When a statement about coarse dates holds: under some reading of them, or under every reading.

A date that is known to the month can be any day of that month. A **reading** picks one day for each date that a
statement is about, in the record and in the question. The statement is **possible** where some reading makes it true,
**certain** where every reading does. With dates that are known to the day there is one reading, and the two agree.

What lasts begins on a day S and is over on a day E, the first on which it is not in force any more.
S lies in [s0, s1], E in [e0, e1]: the bounds that the tables publish. The question names the days [a, b].

=================================================  ===============================  ===========================
statement                                          possible                         certain
=================================================  ===============================  ===========================
in force ``on`` the day meant, one of [a, b]       s0 <= b, a < e1, s0 < e1         s1 <= a, b < e0
in force on some day of the period ``between``     s0 <= b, a < e1, s0 < e1         s1 <= b, a < e0, s1 < e0
happened (in [s0, s1]) ``on`` the day meant        s0 <= b, a <= s1                 s0 = s1 = a = b
happened (in [s0, s1]) in the period ``between``   s0 <= b, a <= s1                 a <= s0, s1 <= b
=================================================  ===============================  ===========================

A bound that is empty is open: no day is too early, or too late. A record without any date of its end has no end, as
far as is known: it counts as in force from S on, also for ``certain``. Requiring that S not come after E would change
no cell of the table. A finer date leaves fewer readings, so that it never makes a statement possible, and never takes
a certain one away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from us_russia_relations.analysis.questions.dates import Between, Moment, Period, moment, period
from us_russia_relations.errors import CallError, UnknownNameError
from us_russia_relations.release.release import nearest

if TYPE_CHECKING:
    import pandas as pd

When = Literal["possible", "certain"]
WHEN: Sequence[str] = ("possible", "certain")
# Days before and after all that a table can hold, counted from 1970-01-01.
_EARLY, _LATE = -1_000_000, 3_000_000
# An array of days, or of truth values, one for each record.
Array = Any


@dataclass(frozen=True)
class Time:
    """The days that a question names, and whether one of them is meant (``on``) or all of them (``between``)."""

    days: Period
    one_day: bool


def time_of(on: Moment | None, between: Between | None) -> Time | None:
    """The days that ``on`` or ``between`` names; None where neither is given. Raises CallError where both are."""
    if on is not None and between is not None:
        raise CallError("give on=..., for one day, or between=..., for a period, not both")
    if on is not None:
        return Time(moment(on), one_day=True)
    return Time(period(between), one_day=False) if between is not None else None


@dataclass(frozen=True)
class Days:
    """For each record the first and the last day that a date can mean."""

    first: Array
    last: Array

    @classmethod
    def of(cls, frame: pd.DataFrame, column: str) -> Days:
        """The bounds of a date column; an empty one is open."""
        return cls.bounded(frame[f"{column}_start"], frame[f"{column}_end"])

    @classmethod
    def bounded(cls, first: pd.Series[Any], last: pd.Series[Any]) -> Days:
        """The bounds as two columns of days; an empty one is open."""
        import numpy as np

        early, late = first.to_numpy(dtype="datetime64[D]"), last.to_numpy(dtype="datetime64[D]")
        return cls(
            np.where(np.isnat(early), np.datetime64(_EARLY, "D"), early),
            np.where(np.isnat(late), np.datetime64(_LATE, "D"), late),
        )

    def where(self, known: pd.Series[bool], other: Days) -> Days:
        """These days for the records where the mask is true, those of the other for the rest."""
        import numpy as np

        mask = known.to_numpy(dtype=bool)
        return Days(np.where(mask, self.first, other.first), np.where(mask, self.last, other.last))

    def or_never(self, known: pd.Series[bool]) -> Days:
        """These days for the records where the mask is true; for the rest a day after all others."""
        import numpy as np

        never = np.full(len(known), np.datetime64(_LATE + 1, "D"))
        return self.where(known, Days(never, never))


@dataclass(frozen=True)
class Matches:
    """For each record whether the statement is possible, and whether it is certain."""

    possible: Array
    certain: Array

    def rows(self, frame: pd.DataFrame, when: When) -> pd.DataFrame:
        """The rows for which the statement holds, with a last column ``when`` that says how surely.

        Raises UnknownNameError where ``when`` is neither "possible" nor "certain".
        """
        import pandas as pd

        if when not in WHEN:
            raise UnknownNameError(f"when={when!r} is neither 'possible' nor 'certain'; {nearest(str(when), WHEN)}")
        words = ["certain" if certain else "possible" for certain in self.certain]
        word = pd.Categorical(words, [*WHEN], ordered=True)
        return frame.assign(when=word)[self.possible if when == "possible" else self.certain]


def lasted(start: Days, end: Days, time: Time | None) -> Matches:
    """In force from the start to the day before the end: on the day, on some day of the period; else at all."""
    if time is None:
        return _every(len(start.first))
    a, b = _edges(time)
    possible = (start.first <= b) & (a < end.last) & (start.first < end.last)
    if time.one_day:
        return Matches(possible, (start.last <= a) & (b < end.first))
    return Matches(possible, (start.last <= b) & (a < end.first) & (start.last < end.first))


def happened(days: Days, time: Time | None) -> Matches:
    """Happened on the day, in the period; else at all."""
    if time is None:
        return _every(len(days.first))
    a, b = _edges(time)
    possible = (days.first <= b) & (a <= days.last)
    if time.one_day:
        return Matches(possible, (days.first == b) & (days.last == a) & (a == b))
    return Matches(possible, (a <= days.first) & (days.last <= b))


def _edges(time: Time) -> tuple[Any, Any]:
    """The first and the last day of the question; an end of a period that is open lies beyond all days."""
    import numpy as np

    first, last = time.days.first, time.days.last
    early = np.datetime64(_EARLY, "D") if first == date.min else np.datetime64(first, "D")
    return early, np.datetime64(_LATE, "D") if last == date.max else np.datetime64(last, "D")


def _every(count: int) -> Matches:
    import numpy as np

    return Matches(np.ones(count, dtype=bool), np.ones(count, dtype=bool))
