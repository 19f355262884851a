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


def arrows(figure: Figure) -> dict[tuple[str, str], int]:
    """The number of each arrow of a network, by the actors at its ends."""
    (ax,) = figure.axes
    actors = {(line.get_xdata()[0], line.get_ydata()[0]): line.get_gid() for line in ax.lines}
    ends: list[Any] = [arrow for arrow in ax.patches if hasattr(arrow, "_posA_posB")]
    return {(actors[arrow._posA_posB[0]], actors[arrow._posA_posB[1]]): int(arrow.get_gid()) for arrow in ends}


def drawn(figure: Figure) -> list[tuple[Any, ...]]:
    """All that the axes of a figure show, in a form that can be compared."""
    shown: list[tuple[Any, ...]] = []
    for ax in figure.axes:
        shown.append((ax.get_title("left"), *ax.get_xlim(), *ax.get_ylim()))
        shown += [("line", line.get_gid(), line.get_xydata().tolist()) for line in ax.lines]
        shown += [("patch", patch.get_gid(), patch.get_path().vertices.tolist(), str(patch)) for patch in ax.patches]
        shown += [
            ("block", one.get_gid(), [path.vertices.tolist() for path in one.get_paths()]) for one in ax.collections
        ]
        shown += [("text", text.get_text()) for text in ax.texts]
    return shown
