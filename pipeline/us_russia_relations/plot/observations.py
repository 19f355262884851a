"""Series of observations: the forces that New START counts, against its limits, and what polls found."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis import load
from us_russia_relations.analysis.questions.dates import Between
from us_russia_relations.analysis.questions.filters import Names
from us_russia_relations.errors import CallError
from us_russia_relations.plot import data, style
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TREATY = "new-start"
# Each series of declared numbers, and that of its limit.
_FORCES = {"deployed_warheads": "deployed_warheads_limit", "deployed_launchers": "deployed_launchers_limit"}
_POLLS = ("threat_perception", "favourable_view")
_MARKERS = {"usa": "o", "russia": "s"}
_COLOURS = (style.BLUE, style.VERMILION, style.GREEN, style.PURPLE, style.INK)


@style.styled
def new_start(*, between: Between | None = None, version: str | None = None, release: Release | None = None) -> Figure:
    """Deployed warheads and launchers as each side declared them under New START, and the limits of the treaty.

    Every declaration in the dataset is a mark; neighbours are joined, and where they lie further apart than one and a
    half times the usual distance the line breaks: a declaration between them is missing. The limit is drawn from the
    day from which it applied. The full figure goes from the year of the first declaration to that of the last.
    ``between`` is a year, month or day, or a pair of them, of which None is an open end.
    ``version`` or ``release`` names the release; without them it is the latest.
    Raises CallError where there is no declaration, UnknownVersionError, MissingExtraError.
    """
    source = load.chosen(version, release)
    table = source.load("observations")
    table = table[(table["record_id"] == _TREATY) & table["date_start"].notna()]
    span, forces = _within(source, table[table["series"].isin(_FORCES)], between)
    names, titles = data.names(source), data.labels(source, "series")
    figure = style.new_figure(4.8, source)
    panels = figure.subplots(len(_FORCES), 1, sharex=True)
    for ax, (series, limit) in zip(panels, _FORCES.items(), strict=True):
        style.date_axis(ax, span)
        for actor, rows in forces[forces["series"] == series].groupby("actor_id", observed=True):
            _declared(ax, str(actor), rows.sort_values("date_start"), names[str(actor)])
        for row in data.rows(table[table["series"] == limit]):
            _limit(ax, row.date_start, float(row.value))
        handles = ax.get_legend_handles_labels()[0][::-1] if ax is panels[0] else ()
        style.titled(ax, f"{titles[series]} under New START", handles)
        ax.margins(y=0.12)
    return figure


def _within(release: Release, rows: pd.DataFrame, between: Between | None) -> tuple[data.Span, pd.DataFrame]:
    """The days of the axis and the rows that can lie in them. Raises CallError where there are none."""
    import pandas as pd

    if not rows.empty:
        years = rows["date_start"].dt.year
        span = data.axis(release, between, (pd.Timestamp(years.min(), 1, 1), pd.Timestamp(years.max(), 12, 31)))
        rows = rows[(rows["date_start"] <= span[1]) & ~(rows["date_end"] < span[0])]
    if rows.empty:
        raise CallError(f"there are no such observations{'' if between is None else f' in between={between!r}'}")
    return span, rows


def _declared(ax: Axes, actor: str, rows: pd.DataFrame, name: str) -> None:
    """Declarations as marks, joined where none is missing between them."""
    days = [style.day_number(day) for day in rows["date_start"]]
    values = [float(value) for value in rows["value"]]
    colour = style.SIDES.get(actor, style.GREEN)
    for part in _unbroken(days):
        ax.plot(days[part], values[part], "-" if actor == "usa" else "--", color=colour, linewidth=0.9, gid="joined")
    look: dict[str, Any] = {
        "markerfacecolor": colour if actor == "usa" else "white",
        "markeredgecolor": colour,
        "color": colour,
    }
    marker = _MARKERS.get(actor, "D")
    ax.plot(days, values, linestyle="", marker=marker, markersize=4.5, label=f"{name}, as declared", gid=actor, **look)


def _unbroken(days: list[float]) -> Iterator[slice]:
    """The stretches of days in which no two neighbours are unusually far apart."""
    gaps = sorted(after - before for before, after in pairwise(days))
    most = 1.5 * gaps[len(gaps) // 2] if gaps else 0.0
    start = 0
    for index, (before, after) in enumerate(pairwise(days), start=1):
        if after - before > most:
            yield slice(start, index)
            start = index
    yield slice(start, len(days))


def _limit(ax: Axes, day: pd.Timestamp, value: float) -> None:
    """The limit from its day on."""
    start, right = style.day_number(day), ax.get_xlim()[1]
    ax.plot([start, right], [value, value], color=style.INK, linewidth=1.2, linestyle=":", gid="limit")
    text = f"limit {value:,.0f} from {day.date().isoformat()}"
    ax.annotate(text, (right, value), (0, 3), textcoords="offset points", ha="right", va="bottom", fontsize=7)


@style.styled
def polls(
    *,
    viewed: Names | None = None,
    between: Between | None = None,
    version: str | None = None,
    release: Release | None = None,
) -> Figure:
    """Shares of respondents who see an actor as a threat or favourably, by the question that they were asked.

    Each share is a bar over the days, month or year in which the poll can have been taken, with its value beside it;
    shares are not joined, since nothing is known between polls. The letter is that of the question and the poller,
    as the note of the observation words them. ``viewed`` are ids of actors and keeps what was asked about these. The
    full figure goes from the year of the first poll to that of the last.
    ``between`` is a year, month or day, or a pair of them, of which None is an open end.
    ``version`` or ``release`` names the release; without them it is the latest.
    Raises UnknownNameError, CallError where there is no poll, UnknownVersionError, MissingExtraError.
    """
    source = load.chosen(version, release)
    table = source.load("observations")
    table = table[table["series"].isin(_POLLS) & table["date_start"].notna()]
    if viewed is not None:
        table = table[table["record_id"].isin(data.actors(source, "viewed", viewed, ()))]
    span, table = _within(source, table, between)
    titles = data.labels(source, "series")
    present = [series for series in _POLLS if (table["series"] == series).any()]
    figure = style.new_figure(0.5 + 2.4 * len(present), source)
    panels = figure.subplots(len(present), 1, sharex=True, squeeze=False)[:, 0]
    for ax, series in zip(panels, present, strict=True):
        _shares(ax, table[table["series"] == series])
        style.date_axis(ax, span)
        # Room for the values of the first and the last poll.
        ax.set_xlim(ax.get_xlim()[0] - 60, ax.get_xlim()[1] + 60)
        style.titled(ax, titles[series])
    return figure


def _shares(ax: Axes, rows: pd.DataFrame) -> None:
    """The bars of one series, with a letter for each question, and the questions at the right."""
    from matplotlib.lines import Line2D

    questions = rows["note"].fillna(rows["observation_id"])
    handles, values = [], [*zip(rows["date_start"], rows["value"], strict=True)]
    for number, question in enumerate(dict.fromkeys(questions)):
        letter, colour = chr(ord("A") + number), _COLOURS[number % len(_COLOURS)]
        for row in data.rows(rows[questions == question]):
            start, value = style.day_number(row.date_start), float(row.value)
            end = style.day_number(row.date_end) + 1
            bar = ax.plot([start, end], [value, value], color=colour, linewidth=4, solid_capstyle="butt")[0]
            bar.set_gid(row.observation_id)
            # Below the bar where another is just above it.
            near = [abs((day - row.date_start).days) < 120 and 0 < other - value < 4 for day, other in values]
            text: Any = {"ha": "center", "va": "top" if any(near) else "bottom", "textcoords": "offset points"}
            ax.annotate(f"{letter} {value:g}", ((start + end) / 2, value), (0, -3 if any(near) else 3), **text)
        label = textwrap.fill(f"{letter}  {question}", 38, subsequent_indent="     ")
        handles.append(Line2D([], [], color=colour, linewidth=4, label=label))
    ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.02, 1), labelspacing=0.9)
    ax.set_ylim(0, max(60, float(rows["value"].max()) * 1.15))
    ax.set_ylabel("percent of respondents")
