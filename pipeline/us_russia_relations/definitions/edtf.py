"""A date text as bounds: EDTF (ISO 8601-2) level 1 to a first day, a last day and a precision.

The grammar is level 1 narrowed to what the data model allows: years 0001 to 9999, seasons, the qualifiers ``~ ? %``,
unspecified digits at the end, closed intervals, and ends that are open with ``..`` (both, where only the fact is
known).
The ``edtf`` package knows all of EDTF, but takes 16 ms for one date; the tests hold this module against it.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_DATE = re.compile(
    r"(?P<decade>[0-9]{3}X|[0-9]{2}XX)"
    r"|(?P<year>[0-9]{4})(-XX(-XX)?|-(?P<season>2[1-4])|-(?P<month>0[1-9]|1[0-2])(-XX|-(?P<day>[0-9]{2}))?)?"
)
_QUALIFIERS = "~?%"
# First month of each season of the northern hemisphere; winter runs into the next year.
_SEASONS = {"21": 3, "22": 6, "23": 9, "24": 12}


@dataclass(frozen=True)
class Span:
    """What a date text can mean: inclusive bounds (None where open) and a term of date_precision."""

    start: date | None
    end: date | None
    precision: str

    def surely_before(self, other: Span) -> bool:
        """True when no reading of the two lets this one end on or after the start of the other."""
        return self.end is not None and other.start is not None and self.end < other.start

    def overlaps(self, other: Span) -> bool:
        """True when some day lies in both."""
        return not self.surely_before(other) and not other.surely_before(self)


@lru_cache(maxsize=65536)
def parse(text: str) -> Span:
    """The span of an EDTF text.

    Raises ValueError, with the reason, for anything that is not EDTF level 1 as described above, and for
    an interval that ends before it starts.
    """
    if "/" not in text:
        return _single(text)
    first, _, last = text.partition("/")
    start = None if first == ".." else _single(first)
    end = None if last == ".." else _single(last)
    if start is None or end is None:
        return Span(start.start if start else None, end.end if end else None, "open")
    if end.surely_before(start):
        raise ReversedIntervalError(f"the interval ends ({last}) before it starts ({first})")
    days = {start.precision, end.precision} == {"day"}
    return Span(start.start, end.end, "days" if days else "interval")


class ReversedIntervalError(ValueError):
    """An interval whose end lies before its start."""


def _single(text: str) -> Span:
    bare = text[:-1] if text.endswith(tuple(_QUALIFIERS)) else text
    match = _DATE.fullmatch(bare)
    if match is None:
        raise ValueError("not a date in EDTF level 1")
    try:
        return _span(**match.groupdict())
    except ValueError as error:
        raise ValueError(f"not a date in EDTF level 1: {error}") from error


def _span(decade: str | None, year: str | None, season: str | None, month: str | None, day: str | None) -> Span:
    if decade:
        first, last = int(decade.replace("X", "0")), int(decade.replace("X", "9"))
        return Span(date(first, 1, 1), date(last, 12, 31), "interval")
    number = int(year or 0)
    if season:
        return _months(number, _SEASONS[season], 3, "season")
    if month and day:
        exact = date(number, int(month), int(day))
        return Span(exact, exact, "day")
    if month:
        return _months(number, int(month), 1, "month")
    return _months(number, 1, 12, "year")


def _months(year: int, month: int, count: int, precision: str) -> Span:
    after = month - 1 + count
    last_year, last_month = year + (after - 1) // 12, (after - 1) % 12 + 1
    last_day = calendar.monthrange(last_year, last_month)[1]
    return Span(date(year, month, 1), date(last_year, last_month, last_day), precision)
