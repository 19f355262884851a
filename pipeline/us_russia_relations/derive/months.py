"""The months and years of the window of coverage, and what falls into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from us_russia_relations.definitions import package
from us_russia_relations.definitions.panels import MONTHLY
from us_russia_relations.derive.typed import Record

OBSERVED_UNTIL = date.fromisoformat(package.WINDOW_END)


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    def next(self) -> Month:
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.next().first - timedelta(days=1)

    def columns(self) -> Record:
        """The columns that every table by month has."""
        return {"year": self.year, "month": self.month, "yearmon": str(self)}


@cache
def window() -> tuple[Month, ...]:
    """Every month that has a day in the window of coverage, in order."""
    month = Month.of(date.fromisoformat(package.WINDOW_START))
    months = [month]
    while month < Month.of(OBSERVED_UNTIL):
        month = month.next()
        months.append(month)
    return tuple(months)


def years() -> list[int]:
    """Every year that has a month in the window, in order."""
    return sorted({month.year for month in window()})


def has_month(record: Record, column: str) -> bool:
    """Whether the date is fine enough to lie in one month."""
    return record[f"{column}_precision"] in MONTHLY


def month_of(record: Record, column: str) -> Month | None:
    """The month in which the date starts; None where it is coarser than a month."""
    start = record[f"{column}_start"]
    return Month.of(start) if start is not None and has_month(record, column) else None


def year_of(record: Record, column: str) -> int | None:
    """The year in which the date starts; None where the year is not known, or it starts in no month of the window."""
    start, end = record[f"{column}_start"], record[f"{column}_end"]
    if start is None or not window()[0] <= Month.of(start) <= window()[-1]:
        return None
    known = has_month(record, column) or (end is not None and end.year == start.year)
    return int(start.year) if known else None


@dataclass(frozen=True)
class Life:
    """When something was in force: from its first day to the day on which it ended (None while it lasts)."""

    start: date | None
    end: date | None

    @property
    def censored(self) -> bool:
        """Whether it had not ended when observation did."""
        return self.end is None or self.end > OBSERVED_UNTIL

    def months(self) -> list[Month]:
        """The months of the window in which it was in force on some day; none where the start is unknown."""
        # The day of the end is the first day on which it is not in force any more.
        if self.start is None or (self.end is not None and self.end <= self.start):
            return []
        return [
            month for month in window() if self.start <= month.last and (self.end is None or month.first < self.end)
        ]

    def years(self) -> set[int]:
        """The years in whose months it was in force."""
        return {month.year for month in self.months()}


def life(measure: Record) -> Life:
    """The life of a measure: from effect (adoption where no effect is known) to its end."""
    return Life(measure["effective_start"] or measure["adopted_start"], measure["ended_start"])
