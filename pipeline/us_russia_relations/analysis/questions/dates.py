"""Dates and periods as an analyst writes them: a year, a month or a day.

Three forms of text (``"2018"``, ``"2018-12"``, ``"2018-12-31"``), a year as a number, a ``datetime.date``, and a
``datetime.datetime`` or pandas Timestamp, which stands for its day. Seasons, qualifiers and intervals of EDTF are for
what the sources leave open and not for questions.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from numbers import Integral

from us_russia_relations.errors import CallError

Moment = str | int | date
Between = Moment | Sequence[Moment | None]

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
_MONTHS = 12


@dataclass(frozen=True)
class Period:
    """The days from the first to the last, both included."""

    first: date
    last: date


def moment(value: Moment) -> Period:
    """The days that a date can mean. Raises CallError for what is no date."""
    if isinstance(value, date):
        # NaT calls itself a datetime, and equals nothing.
        if value != value:  # noqa: PLR0124
            raise CallError("the date is missing (NaT)")
        day = value.date() if isinstance(value, datetime) else value
        return Period(day, day)
    text = f"{value:04d}" if isinstance(value, Integral) and not isinstance(value, bool) else value
    match = _FORM.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise CallError(f"{value!r} is no date; write 2018, 2018-12 or 2018-12-31, or give a datetime.date")
    year, month, day_of_month = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day_of_month or 1)
    except ValueError as error:
        raise CallError(f"{value!r} is no date: {error}") from error
    last_month = month or _MONTHS
    return Period(first, date(year, last_month, day_of_month or calendar.monthrange(year, last_month)[1]))


def period(value: Between) -> Period:
    """The period that two dates mean, from the first day of the one to the last day of the other.

    A single date is the period of its days; None is an end that is open.
    Raises CallError for what is no period and for one that ends before it begins.
    """
    if isinstance(value, (str, date)) or not isinstance(value, Iterable):
        return moment(value)
    ends = [*value]
    if len(ends) != 2:
        raise CallError(f"between={value!r} is no period; write it as between=('2014', '2016-06')")
    first = date.min if ends[0] is None else moment(ends[0]).first
    last = date.max if ends[1] is None else moment(ends[1]).last
    if last < first:
        raise CallError(f"between={value!r} ends before it begins")
    return Period(first, last)
