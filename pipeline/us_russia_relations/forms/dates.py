"""A date text as bounds: EDTF (ISO 8601-2) level 1 to a first day, a last day and a precision.

The grammar is that of the ``edtf`` package, narrowed to what the data model allows: years 0001 to 9999, seasons,
the qualifiers ``~ ? %``, unspecified digits, closed intervals and ends that are open with ``..`` (both, where only the fact is known).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH_OR_SEASON = r"(0[1-9]|1[0-2]|2[1-4]|XX)"
_LEVEL_1 = re.compile(rf"([0-9]{{4}}|[0-9]{{3}}X|[0-9]{{2}}XX)(-{_MONTH_OR_SEASON}(-([0-9]{{2}}|XX))?)?[~?%]?")
_WINTER = re.compile(r"([0-9]{4})-24[~?%]?")


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
    if _DAY.fullmatch(text):
        return _day(text)
    if not _LEVEL_1.fullmatch(text):
        raise ValueError("not a date in EDTF level 1")
    winter = _WINTER.fullmatch(text)
    if winter:
        # The library ends winter with December; a northern winter runs to the end of February.
        year = int(winter[1])
        return Span(date(year, 12, 1), date(year + 1, 3, 1) - timedelta(days=1), "season")
    # Imported late: its grammar costs more than all full days of a file together.
    import edtf

    try:
        parsed: Any = edtf.parse_edtf(text)
        first, last = parsed.lower_strict(), parsed.upper_strict()
        return Span(date(*first[:3]), date(*last[:3]), _precision(text))
    except (edtf.EDTFParseException, ValueError) as error:
        raise ValueError("not a date in EDTF level 1") from error


def _day(text: str) -> Span:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"not a date in EDTF level 1: {error}") from error
    return Span(day, day, "day")


def _precision(text: str) -> str:
    bare = text.rstrip("~?%")
    if "X" in bare:
        return "interval" if bare[:4].endswith("X") else ("year" if bare[5:7] == "XX" else "month")
    if len(bare) == 4:
        return "year"
    if len(bare) == 10:
        return "day"
    return "season" if bare[5:] in {"21", "22", "23"} else "month"
