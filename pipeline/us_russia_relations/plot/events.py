"""Events along time: each one, by quad class; and how many the dataset has by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis import load
from us_russia_relations.definitions import panels
from us_russia_relations.plot import source, style
from us_russia_relations.plot.source import Between
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# The quad classes by their codes, as the panels name them, and last the events whose type has none.
QUADS = {
    str(code): (name.replace("_", " ").capitalize(), colour)
    for code, (name, colour) in enumerate(
        zip(panels.QUADS, (style.SKY, style.BLUE, style.ORANGE, style.VERMILION), strict=True), start=1
    )
} | {"": ("No quad class", style.GREY)}
_COLUMNS = ("event_id", "title", "date", "date_start", "date_end", "type", "certainty")
_PRECISIONS = {"dated to the day": style.BLUE, "dated more coarsely": style.SKY}
_DOT: dict[str, Any] = {"markersize": 4.2, "markeredgewidth": 0.8}
# In inches: between two rows of marks, between two lanes, and what stands above and below the lanes.
_PITCH, _GAP, _MARGIN = 0.085, 0.16, 0.95


@dataclass(frozen=True)
class Mark:
    """An event between two days, both as numbers of the axis, at a level of its lane."""

    event_id: str
    start: float
    end: float
    point: bool
    hollow: bool
    level: int = 0


@style.drawn
def timeline(
    frame: pd.DataFrame | None = None,
    *,
    between: Between | None = None,
    mark: Sequence[str] = (),
    version: str | None = None,
    release: Release | None = None,
    ax: Axes | None = None,
) -> Figure:
    """Events over time, one mark each, in a lane for each quad class.

    ``frame`` is what you kept of ``usrr.load("events")``, all of them by default; ``between`` are the first and last
    day, month or year shown, by default the months that the dataset covers. Events whose ids are in ``mark`` get a
    number, explained under the axes.

    A point is an event dated to the day. A coarser date is a bar from the first to the last day that it can mean, an
    open one a bar to the edge. An alleged event is hollow; a refuted one is left out, and so is one without any date.
    The class is that of the event's type in the crosswalk; which side acts is not told here.
    Raises CallError, UnknownNameError for an id that is not in the frame, UnknownVersionError, MissingExtraError.
    """
    chosen = load.chosen(version, release, frame)
    events = chosen.load("events") if frame is None else frame
    source.columns(events, _COLUMNS)
    window = source.span(chosen, between)
    kept = _shown(events, window)
    marked = source.known([*mark], [*kept["event_id"]], "event drawn with the id")
    lanes = _lanes(kept, _quads(chosen), window)
    rows = sum(_height(marks) for marks in lanes.values())
    height = _MARGIN + rows * _PITCH + _GAP * len(lanes) + style.key_height(len(marked))
    drawn = style.axes(ax, height, chosen)
    style.dates(drawn, window)
    entries = _number(drawn, kept, marked, _draw(drawn, lanes))
    drawn.grid(visible=False, axis="y")
    style.head(drawn, "Events by quad class", _legend())
    return style.finished(drawn, chosen, entries, given=ax is not None)


def _shown(events: pd.DataFrame, window: source.Span) -> pd.DataFrame:
    """The events with a date that reaches into the window, but for refuted ones, in order."""
    start, end = events["date_start"], events["date_end"]
    dated = (start.notna() | end.notna()) & ~(start > window[1]) & ~(end < window[0])
    kept = events[dated & (events["certainty"] != "refuted")]
    return kept.drop_duplicates("event_id").sort_values(["date_start", "event_id"], na_position="first")


def _quads(release: Release) -> dict[str, str]:
    """The quad class of each event type that has one."""
    walk = release.load("crosswalk")
    walk = walk[(walk["vocabulary"] == "event_type") & (walk["scheme"] == "quad_class")]
    return dict(zip(walk["term"], walk["code"], strict=True))


def _lanes(events: pd.DataFrame, quads: dict[str, str], window: source.Span) -> dict[str, list[Mark]]:
    """The marks of each class; bars lie at the foot of their lane, points are piled above them."""
    import pandas as pd

    # As wide as a point is drawn, in days.
    wide = (style.days(window[1]) - style.days(window[0])) / 125
    lanes: dict[str, list[Mark]] = {quad: [] for quad in QUADS}
    for row in source.rows(events):
        start = window[0] if pd.isna(row.date_start) else row.date_start
        end = window[1] if pd.isna(row.date_end) else row.date_end
        mark = Mark(row.event_id, style.days(start), style.days(end) + 1, start == end, row.certainty == "alleged")
        lanes[quads.get(str(row.type), "")].append(mark)
    return {
        quad: _piled([mark for mark in marks if not mark.point], [mark for mark in marks if mark.point], wide)
        for quad, marks in lanes.items()
    }


def _piled(bars: list[Mark], points: list[Mark], wide: float) -> list[Mark]:
    """The marks, each at the lowest level at which it touches no other; every point above the bars."""
    # Where each level is free again.
    free: list[float] = []
    piled = []
    for marks in sorted(bars, key=lambda bar: (bar.start, bar.end)), points:
        floor = len(free)
        for mark in marks:
            level = next((at for at in range(floor, len(free)) if free[at] <= mark.start), len(free))
            free += [mark.start] * (level == len(free))
            free[level] = max(mark.end, mark.start + wide)
            piled.append(replace(mark, level=level))
    return piled


def _height(marks: list[Mark]) -> int:
    """How many levels a lane is high: at least the two lines of its label."""
    return max(3, 1 + max((mark.level for mark in marks), default=0))


def _draw(ax: Axes, lanes: dict[str, list[Mark]]) -> dict[str, tuple[float, float]]:
    """Draws the lanes from the last at the foot to the first; the place of each event."""
    places: dict[str, tuple[float, float]] = {}
    ticks: dict[float, str] = {}
    gap = _GAP / _PITCH
    base = gap / 2
    for quad in reversed(QUADS):
        label, colour = QUADS[quad]
        marks = lanes[quad]
        for mark in marks:
            y = base + mark.level + 0.5
            left = (mark.start + mark.end) / 2 if mark.point else mark.start
            places[mark.event_id] = (max(left, ax.get_xlim()[0]), y)
            _mark(ax, mark, y, colour)
        height = _height(marks)
        ticks[base + height / 2] = f"{label}\n({len(marks)})"
        base += height + gap
        ax.axhline(base - gap / 2, color=style.PALE, linewidth=0.6, zorder=0)
    ax.set_ylim(0, base - gap / 2)
    ax.set_yticks([*ticks], labels=[*ticks.values()])
    ax.tick_params(axis="y", length=0)
    return places


def _mark(ax: Axes, mark: Mark, y: float, colour: str) -> None:
    face = "white" if mark.hollow else colour
    if mark.point:
        x = (mark.start + mark.end) / 2
        ax.plot([x], [y], "o", color=face, markeredgecolor=colour, clip_on=False, gid=mark.event_id, **_DOT)
    else:
        bar: dict[str, Any] = {"height": 0.62, "facecolor": face, "edgecolor": colour, "linewidth": 0.7}
        ax.barh([y], [mark.end - mark.start], left=mark.start, **bar)[0].set_gid(mark.event_id)


def _number(ax: Axes, kept: pd.DataFrame, marked: list[str], places: dict[str, tuple[float, float]]) -> list[str]:
    """Numbers in a strip over the lanes, each with a line down to its event; what they mean."""
    rows = kept[kept["event_id"].isin(marked)]
    if rows.empty:
        return []
    top = ax.get_ylim()[1]
    # As wide as a number in its circle, in days.
    wide = (ax.get_xlim()[1] - ax.get_xlim()[0]) / 45
    free: list[float] = []
    entries = []
    for number, row in enumerate(source.rows(rows), start=1):
        x, y = places[str(row.event_id)]
        level = next((at for at, until in enumerate(free) if until <= x), len(free))
        free += [x] * (level == len(free))
        free[level] = x + wide
        head = top + 1.2 + 1.7 * level
        ax.plot([x, x], [y, head], color=style.INK, linewidth=0.5, zorder=1)
        style.badge(ax, x, head, str(number))
        entries.append(style.entry(number, str(row.date), str(row.title)))
    ax.set_ylim(0, top + 0.7 + 1.7 * len(free))
    return entries


def _legend() -> list[Artist]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    empty: dict[str, Any] = {"color": "none", "markeredgecolor": style.GREY, **_DOT}
    return [
        Line2D([], [], linestyle="", label="dated to the day", marker="o", **{**empty, "color": style.GREY}),
        Patch(facecolor=style.GREY, label="within these bounds", edgecolor=style.GREY),
        Line2D([], [], linestyle="", label="alleged", marker="o", **empty),
    ]


@style.drawn
def coverage(*, between: Between | None = None, version: str | None = None, release: Release | None = None) -> Figure:
    """How much the dataset has, by year: events, measures adopted, and the sources of an event.

    A year counts what began in it, within ``between``, by default the months that the dataset covers; a year of which
    these cover a part is hatched. Events are told apart by whether a day is known. The third panel has the median
    number of sources that support an event; a year without events has none. Raises CallError and MissingExtraError.
    """
    chosen = load.chosen(version, release)
    window = source.span(chosen, between)
    tables = _years(chosen, window)
    figure = style.sheet(4.6, chosen)
    panels = figure.subplots(3, 1, sharex=True, height_ratios=(3, 2, 2))
    titles = ("Events", "Measures adopted", "Sources of an event (median)")
    for ax, title, counts in zip(panels, titles, tables, strict=True):
        _bars(ax, counts, window)
        style.head(ax, title, _parts(window) if ax is panels[0] else ())
    panels[-1].set_xticks(tables[0].index)
    panels[-1].tick_params(axis="x", length=0)
    return figure


def _years(release: Release, window: source.Span) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Events by whether a day is known, measures, and the median of sources, each with a row for every year."""
    import pandas as pd

    years = range(window[0].year, window[1].year + 1)
    events = release.load("events")
    events = events[events["date_start"].between(*window) & (events["certainty"] != "refuted")]
    year = events["date_start"].dt.year.rename("year")
    to_day = (events["date_precision"] == "day").map(dict(zip((True, False), _PRECISIONS, strict=True)))
    counted = pd.crosstab(year, to_day).reindex(index=years, columns=[*_PRECISIONS], fill_value=0)
    measures = release.load("measures")
    adopted = measures["adopted_start"][measures["adopted_start"].between(*window)].dt.year.value_counts()
    evidence = release.load("evidence")
    evidence = evidence[evidence["stance"] == "supports"]
    sources = evidence.groupby("record_id")["citation_id"].nunique()
    each = events["event_id"].map(sources).fillna(0).groupby(year).median()
    return (
        counted,
        adopted.reindex(years, fill_value=0).to_frame("measures"),
        each.reindex(years).to_frame("sources"),
    )


def _bars(ax: Axes, counts: pd.DataFrame, window: source.Span) -> None:
    """Stacked bars with their total on top, hatched where the window covers a part of the year."""
    base = [0.0] * len(counts)
    whole = [_whole(int(year), window) for year in counts.index]
    for (_, column), colour in zip(counts.items(), _PRECISIONS.values(), strict=False):
        bars = ax.bar(counts.index, column.fillna(0), bottom=base, width=0.7, color=colour)
        for bar, full in zip(bars, whole, strict=True):
            bar.set(edgecolor="white", hatch="" if full else "////", linewidth=0)
        base = [under + value for under, value in zip(base, column.fillna(0), strict=True)]
    for year, total, missing in zip(counts.index, base, counts.isna().all(axis="columns"), strict=True):
        ax.annotate("" if missing else f"{total:g}", (year, total), (0, 1.5), textcoords="offset points", ha="center")
    ax.margins(y=0.16)
    ax.grid(visible=False, axis="x")


def _parts(window: source.Span) -> list[Artist]:
    """What the colours mean, and the hatching where there is any."""
    from matplotlib.patches import Patch

    shown: list[Artist] = [Patch(facecolor=colour, label=label) for label, colour in _PRECISIONS.items()]
    if not all(_whole(year, window) for year in range(window[0].year, window[1].year + 1)):
        shown.append(Patch(facecolor=style.GREY, edgecolor="white", hatch="////", linewidth=0, label="part of a year"))
    return shown


def _whole(year: int, window: source.Span) -> bool:
    import pandas as pd

    return window[0] <= pd.Timestamp(year, 1, 1) and pd.Timestamp(year, 12, 31) <= window[1]
