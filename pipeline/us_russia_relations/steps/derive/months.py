"""The months of the window of coverage, and what falls into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from us_russia_relations.schema import package


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    def next(self) -> Month:
        return Month(self.year + self.month // 12, self.month % 12 + 1)


def window() -> list[Month]:
    """Every month that has a day in the window of coverage, in order."""
    month = Month.of(date.fromisoformat(package.WINDOW_START))
    last = Month.of(date.fromisoformat(package.WINDOW_END))
    months = [month]
    while month < last:
        month = month.next()
        months.append(month)
    return months


@dataclass(frozen=True)
class Life:
    """When something was in force: from its first day to the day on which it ended (None while it lasts)."""

    start: date | None
    end: date | None

    def months(self, among: list[Month]) -> list[Month]:
        """The months in which it was in force on some day; none where the start is unknown."""
        if self.start is None:
            return []
        # The day of the end is the first day on which it is not in force any more.
        return [
            month
            for month in among
            if Month.of(self.start) <= month and (self.end is None or date(month.year, month.month, 1) < self.end)
        ]


def life(record: dict[str, object]) -> Life:
    """The life of a measure: from effect (adoption where no effect is known) to its end."""
    start = record["effective_start"] or record["adopted_start"]
    end = record["ended_start"]
    return Life(start if isinstance(start, date) else None, end if isinstance(end, date) else None)
