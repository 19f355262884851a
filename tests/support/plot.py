"""What a figure shows, told from its artists, and the same facts asked of a release with SQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

from matplotlib.axes import Axes
from matplotlib.dates import num2date
from matplotlib.figure import Figure
from matplotlib.text import Text

from us_russia_relations.release.release import Release


def asked(release: Release, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(release.folder / "us-russia-relations.sqlite")) as database:
        return database.execute(query, values).fetchall()


def day(number: float) -> date:
    return num2date(number).date()


def texts(figure: Figure) -> list[str]:
    """Every text that is shown, once the figure has been laid out."""
    return [text.get_text() for text in shown_texts(figure)]


def shown_texts(figure: Figure) -> list[Text]:
    figure.draw_without_rendering()
    found = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    ticks = {id(label) for ax in figure.axes for label in [*ax.get_xticklabels(), *ax.get_yticklabels()]}
    seen = {id(label) for ax in figure.axes for label in _seen(ax)}
    return [text for text in found if id(text) not in ticks or id(text) in seen]


def _seen(ax: Axes) -> Iterator[Text]:
    """The labels of the ticks within the limits of the axes; the others exist and are not drawn."""
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        if ax.axison:
            yield from (tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high)


def bars(ax: Axes, gid: str | None = None) -> list[Any]:
    """The bars that have a length, those of that gid or all of them."""
    return [bar for bar in ax.patches if bar.get_visible() and gid in {None, bar.get_gid()}]
