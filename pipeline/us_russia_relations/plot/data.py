"""What the figures share of the data: the days on the axis, names and labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from inspect import signature
from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis.questions.dates import Between, period
from us_russia_relations.analysis.questions.filters import Names, records, several
from us_russia_relations.errors import CallError, UnknownNameError
from us_russia_relations.release.release import Release, nearest

if TYPE_CHECKING:
    import pandas as pd

    Span = tuple[pd.Timestamp, pd.Timestamp]


def axis(release: Release, between: Between | None, full: Span | None = None) -> Span:
    """The first and the last day of the axis: those of the period, an open end reaching as far as the full figure does.

    The full figure covers the months of the release unless it says otherwise. Raises CallError.
    """
    import pandas as pd

    first, last = full or covered(release)
    if between is None:
        return first, last
    days = period(between)
    first = first if days.first == date.min else pd.Timestamp(days.first)
    last = last if days.last == date.max else pd.Timestamp(days.last)
    if first > last:
        ends = f"{first.date()} and {last.date()}"
        raise CallError(f"between={between!r} leaves nothing to show between {ends}; give both ends")
    return first, last


def covered(release: Release) -> Span:
    """The first and the last day of the months that the release covers."""
    import pandas as pd

    months = month_starts(release.load("dyad_month"))
    return months.min(), (months.max() + pd.offsets.MonthEnd()).normalize()


def closed(span: Span) -> Between:
    """The days of an axis as a period to ask questions with."""
    return span[0].date(), span[1].date()


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


def actors(release: Release, argument: str, asked: Names | None, there: Iterable[str]) -> list[str]:
    """The ids of the actors asked for, as questions resolve them; without an argument all that are there."""
    return sorted(there) if asked is None else records(release, argument, asked, "actors")


def known(argument: str, asked: Names, there: Sequence[str]) -> list[str]:
    """The ids asked for. Raises UnknownNameError, with the nearest, for one that is not drawn."""
    wanted = several(argument, asked)
    for name in wanted:
        if name not in there:
            raise UnknownNameError(f"{argument}={name!r} is not drawn; {nearest(name, there)}")
    return wanted


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame, with its columns as attributes."""
    return frame.itertuples(index=False)


def refuse_filters(question: Callable[..., Any], filters: dict[str, Any]) -> None:
    """Raises CallError where a filter beside a frame is not the default of the question."""
    parameters = signature(question).parameters
    given = [name for name, value in filters.items() if value != parameters[name].default]
    if given:
        raise CallError(f"a frame is drawn as it is: filter it before, or leave out {', '.join(given)}")


def need_columns(frame: pd.DataFrame, columns: tuple[str, ...], question: Callable[..., Any]) -> None:
    """Raises CallError where a frame lacks columns that the figure needs."""
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise CallError(f"the frame has no {', '.join(missing)}; keep the columns of usrr.{question.__name__}()")
