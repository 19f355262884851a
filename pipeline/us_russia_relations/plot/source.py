"""What the figures draw from: the release that is meant, the span of time, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from us_russia_relations.errors import CallError, UnknownNameError
from us_russia_relations.release.release import Release, nearest

if TYPE_CHECKING:
    import pandas as pd

    Span = tuple[pd.Timestamp, pd.Timestamp]

# One id, several, or all.
Ids = str | Sequence[str] | None
Between = tuple[str | date, str | date]
# A day, a month or a year of ISO 8601.
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


def span(release: Release, between: Between | None) -> Span:
    """The first and the last day that are drawn: those given, else of the months that the release covers.

    A year or month stands for its first day at the start and for its last at the end. Raises CallError.
    """
    import pandas as pd

    if between is None:
        months = month_starts(release.load("dyad_month"))
        return months.min(), (months.max() + pd.offsets.MonthEnd()).normalize()
    try:
        start, end = between
        first, last = _period(start).start_time, _period(end).end_time.normalize()
    except ValueError as error:
        raise CallError(
            f"between={between!r} is no pair of dates, such as ('2014-03-01', '2016') (ISO 8601)"
        ) from error
    if first > last:
        raise CallError(f"between={between!r} ends before it starts")
    return first, last


def _period(day: str | date) -> pd.Period:
    import pandas as pd

    text = day if isinstance(day, str) else day.isoformat()[:10]
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return pd.Period(text)


def month_starts(frame: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    """The first day of the month of each row of a table by month."""
    import pandas as pd

    return pd.to_datetime(frame[["year", "month"]].astype(int).assign(day=1))


def names(release: Release) -> dict[str, str]:
    """The name of each actor by its id."""
    actors = release.load("actors")
    return dict(zip(actors["actor_id"], actors["name"], strict=True))


def labels(release: Release, vocabulary: str) -> dict[str, str]:
    """The label of each term of a vocabulary, in the order of the terms."""
    terms = release.load("terms")
    terms = terms[terms["vocabulary"] == vocabulary]
    return dict(zip(terms["term"], terms["label"], strict=True))


def known(asked: Ids, there: Sequence[str], what: str) -> list[str]:
    """The names asked for, all of them without a wish. Raises UnknownNameError with the nearest for another."""
    wanted = there if asked is None else [asked] if isinstance(asked, str) else [*asked]
    for name in wanted:
        if name not in there:
            raise UnknownNameError(f"no {what} {name!r}; {nearest(name, there)}")
    return [*wanted]


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame, with its columns as attributes."""
    return frame.itertuples(index=False)


def columns(frame: pd.DataFrame, wanted: tuple[str, ...]) -> None:
    """Raises CallError where a frame lacks columns that the figure needs."""
    missing = [name for name in wanted if name not in frame.columns]
    if missing:
        raise CallError(f"the frame has no {', '.join(missing)}; keep the columns of usrr.load('events')")
