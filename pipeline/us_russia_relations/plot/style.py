"""How every figure looks: colours, type, grid, the axis of dates, the line in the corner."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

from us_russia_relations.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from us_russia_relations.release.release import Release

Arguments = ParamSpec("Arguments")

# Okabe and Ito's colours; in grey they are told apart by shape, hatching or place.
BLUE, VERMILION, GREEN, SKY, ORANGE, PURPLE = "#0072B2", "#D55E00", "#009E73", "#56B4E9", "#E69F00", "#CC79A7"
INK, GREY, PALE = "#222222", "#6B6B6B", "#D9D9D9"
SIDES = {"usa": BLUE, "russia": VERMILION}
# Inches: the text width of a journal's page.
WIDTH = 7.2
_SETTINGS = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # matplotlib ships it, so that a figure has the same letters everywhere
    "font.size": 8,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.6,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": PALE,
    "grid.linewidth": 0.5,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
    "legend.fontsize": 7.5,
    "legend.borderaxespad": 0,
    "legend.borderpad": 0,
    "legend.handlelength": 1.4,
    "hatch.linewidth": 0.7,
    "savefig.dpi": 300,
    "svg.hashsalt": "us-russia-relations",
}


def applied() -> AbstractContextManager[None]:
    """Matplotlib's defaults with the settings of the figures, whatever the user has set, until the block ends.

    Raises MissingExtraError without matplotlib.
    """
    try:
        from matplotlib import style
    except ImportError as error:
        raise MissingExtraError(
            'figures need matplotlib: pip install "us-russia-relations[plot]"; the tables need nothing more'
        ) from error
    return style.context(["default", _SETTINGS])


def styled(draw: Callable[Arguments, Figure]) -> Callable[Arguments, Figure]:
    """The function, run in the style of the figures. Raises MissingExtraError without matplotlib."""

    @wraps(draw)
    def draw_styled(*args: Arguments.args, **options: Arguments.kwargs) -> Figure:
        with applied():
            return draw(*args, **options)

    return draw_styled


def new_figure(height: float, release: Release, width: float = WIDTH) -> Figure:
    """An empty figure of that size in inches, with the line on its data in the corner."""
    from us_russia_relations.plot.figure import Layout, ReproducibleFigure

    # The layout does not know the line in the corner: keep a strip free for it.
    figure = ReproducibleFigure(figsize=(width, height), layout=Layout(0.2 / height))
    figure.text(0.995, 0.06 / height, source_line(release), ha="right", va="bottom", fontsize=6, color=GREY)
    return figure


def source_line(release: Release) -> str:
    """The line on the data under every figure."""
    return f"{release.descriptor['title']}, version {release.version}; sources: usrr.bibliography"


def axes_or_new(ax: Axes | None, height: float, release: Release) -> Axes:
    """The axes that the user gave, else those of a new figure."""
    return new_figure(height, release).add_subplot() if ax is None else ax


def annotated(ax: Axes, release: Release, entries: Iterable[str] = (), *, given: bool) -> Figure:
    """The whole figure of the axes, with numbered entries under them; and the line on the data, if they were given."""
    lines = [*entries, *([source_line(release)] if given else [])]
    if lines:
        # Below the axis of dates and its labels.
        place: Any = {"xy": (0, 0), "xycoords": "axes fraction", "xytext": (0, -20), "textcoords": "offset points"}
        ax.annotate("\n".join(lines), va="top", fontsize=6.5, linespacing=1.35, annotation_clip=False, **place)
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


def titled(ax: Axes, title: str, legend: Sequence[Artist] = ()) -> None:
    """The title over the axes and, between the two, the legend in a line."""
    ax.set_title(title, pad=20 if legend else 6)
    if legend:
        place: Any = {"loc": "lower left", "bbox_to_anchor": (0, 1.015), "borderaxespad": 0}
        ax.legend(handles=[*legend], ncols=len(legend), columnspacing=1.2, **place)


def date_axis(ax: Axes, span: tuple[pd.Timestamp, pd.Timestamp]) -> None:
    """An axis of dates from the first day to the end of the last, written as ISO 8601 whatever the locale."""
    from matplotlib import dates as mdates

    first, last = day_number(span[0]), day_number(span[1]) + 1
    ax.set_xlim(first, last)
    locator: mdates.DateLocator = mdates.AutoDateLocator(minticks=3, maxticks=9)
    if 4 * 366 < last - first < 15 * 366:
        locator = mdates.YearLocator()
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.AutoDateFormatter(locator))
    ax.tick_params(axis="x", length=3)


def day_number(day: pd.Timestamp) -> float:
    """A date as the number that the axes use."""
    from matplotlib.dates import date2num

    return float(date2num(day.to_pydatetime()))


def key_height(entries: int) -> float:
    """What the key needs, in inches."""
    return 0.12 + 0.13 * entries if entries else 0.0


def badge(ax: Axes, x: float, y: float, text: str) -> None:
    """A number in a circle, that the key under the axes explains."""
    ax.plot([x], [y], "o", markersize=8, color="white", markeredgecolor=INK, markeredgewidth=0.7, zorder=5)
    ax.text(x, y, text, ha="center", va="center_baseline", fontsize=5.5, zorder=6, clip_on=True)


def key_entry(number: int, date: str, title: str) -> str:
    """A numbered entry of the key, cut at a word where it is longer than a line."""
    return f"{number}  {date}  {textwrap.shorten(title, 90, placeholder=' …')}"


def side_order(actor: str) -> tuple[int, str]:
    """Sorts the two sides first, the United States before Russia, and then by id."""
    sides = [*SIDES]
    return (sides.index(actor) if actor in sides else len(sides), actor)
