"""The timeline: each dated entry of events, measures and treaties as one mark."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis import load
from us_russia_relations.analysis.questions import events
from us_russia_relations.analysis.questions.coarse_dates import Days, When, happened, time_of
from us_russia_relations.analysis.questions.dates import Between
from us_russia_relations.analysis.questions.filters import Names
from us_russia_relations.analysis.questions.panels import quad_classes
from us_russia_relations.definitions.panels import QUADS
from us_russia_relations.plot import data, style
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# From the top: the quad classes of events as the field names them, events without one, measures and treaties.
_CLASSES = zip(QUADS, (style.SKY, style.BLUE, style.ORANGE, style.VERMILION), strict=True)
LANES = {
    **{
        str(code): (name.replace("_", " ").capitalize(), colour)
        for code, (name, colour) in enumerate(_CLASSES, start=1)
    },
    "": ("No quad class", style.GREY),
    "measures": ("Measures", style.PURPLE),
    "treaties": ("Treaties", style.GREEN),
}
# These lanes are there only where they have a mark.
_OPTIONAL = [*LANES][-2:]
_COLUMNS = ("title", "date", "date_start", "date_end", "certainty")
_DOT: dict[str, Any] = {"markersize": 4.2, "markeredgewidth": 0.8}
# In inches: between two levels of marks, between two lanes, and what is above and below the lanes.
_PITCH, _GAP, _MARGIN = 0.085, 0.16, 0.95


@dataclass(frozen=True)
class Mark:
    """An entry between two days, both as numbers of the axis, at a level of its lane."""

    entry_id: str
    start: float
    end: float
    point: bool
    certainty: str
    level: int = 0


@style.styled
def timeline(
    frame: pd.DataFrame | None = None,
    *,
    actor: Names | None = None,
    toward: Names | None = None,
    type: Names | None = None,  # noqa: A002 - as in the question
    issue: Names | None = None,
    between: Between | None = None,
    certainty: Names | None = "reported",
    when: When = "possible",
    together: bool = True,
    mark: Names = (),
    version: str | None = None,
    release: Release | None = None,
    ax: Axes | None = None,
) -> Figure:
    """The rows of ``usrr.timeline``, one mark each: events in a lane for each quad class, measures, treaties.

    The filters are those of ``usrr.timeline``. ``actor`` is the id of an actor, or several; ``toward`` likewise.
    ``type`` and ``issue`` are terms. ``together`` counts joint acts that are no meetings (signings, exercises,
    statements) as toward each other, too. ``between`` is a year, month or day, or a pair of them, of which None is an
    open end. ``when`` is "possible" for what some reading of coarse dates makes true, or "certain" for what every
    reading does. ``certainty`` is the least certainty that is kept, or several terms; None keeps all.

    In place of filters, ``frame`` is what you kept of ``usrr.timeline`` or ``usrr.events``. Entries whose ids, or those
    of whose records, are in ``mark`` get a number, explained under the axes.

    A point is an entry dated to the day. A coarser date is a bar from the first to the last day that it can mean, an
    open one a bar to the edge. What is alleged is hollow, what is refuted crossed out. The class of an event is that of
    its type in the crosswalk; which side acts is not shown.
    ``version`` or ``release`` names the release; without them it is that of the frame, else the latest.
    Raises CallError, UnknownNameError for an id in ``mark`` that is not drawn, UnknownVersionError, MissingExtraError.
    """
    source = load.chosen(version, release, frame)
    span = data.axis(source, between)
    period = data.closed(span)
    filters: dict[str, Any] = {"actor": actor, "toward": toward, "type": type, "issue": issue}
    filters |= {"certainty": certainty, "when": when, "together": together}
    if frame is None:
        rows = events.timeline(**filters, between=period, release=source)
    else:
        data.refuse_filters(events.timeline, filters)
        rows = happened(Days.of(_checked(frame), "date"), time_of(None, period)).rows(frame, "possible")
    entries = _entries(rows, source)
    marked = data.known("mark", mark, [*entries["entry_id"], *entries["record_id"]]) if [*mark] else []
    lanes = _lanes(entries, span)
    levels = sum(_height(marks) for marks in lanes.values())
    numbered = entries[entries["entry_id"].isin(marked) | entries["record_id"].isin(marked)]
    height = _MARGIN + levels * _PITCH + _GAP * len(lanes) + style.key_height(len(numbered))
    axes = style.axes_or_new(ax, height, source)
    style.date_axis(axes, span)
    key = _number(axes, numbered, _draw(axes, lanes))
    axes.grid(visible=False, axis="y")
    others = [LANES[lane][0].lower() for lane in _OPTIONAL if lane in lanes]
    style.titled(
        axes, " and ".join([", ".join(["Events by quad class", *others[:-1]]), *others[-1:]]), _legend(entries)
    )
    return style.annotated(axes, source, key, given=ax is not None)


def _checked(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame, if it is one of entries or events. Raises CallError."""
    keys = ("event_id", "type") if "event_id" in frame else ("entry_id", "record_id")
    data.need_columns(frame, (*keys, *_COLUMNS), events.events if "event_id" in frame else events.timeline)
    return frame


def _entries(rows: pd.DataFrame, source: Release) -> pd.DataFrame:
    """The entries in order, each once, with the lane of each."""
    quads = quad_classes(source)
    if "event_id" in rows:
        lane = rows["type"].astype(str).map(quads)
        rows = rows.assign(entry_id=rows["event_id"], record_id=rows["event_id"])
    else:
        table = source.load("events").set_index("event_id")["type"].astype(str)
        registry = source.load("records").set_index("record_id")["table"].astype(str)
        lane = rows["record_id"].map(table).map(quads)
        lane = lane.fillna(rows["record_id"].map(registry).where(lambda name: name.isin(_OPTIONAL)))
    return (
        rows.assign(lane=lane.fillna(""))
        .drop_duplicates("entry_id")
        .sort_values(["date_start", "entry_id"], na_position="first")
    )


def _lanes(entries: pd.DataFrame, span: data.Span) -> dict[str, list[Mark]]:
    """The marks of each lane; bars lie at the foot of their lane, points are piled above them."""
    import pandas as pd

    # The width of a point, in days.
    width = (style.day_number(span[1]) - style.day_number(span[0])) / 125
    lanes: dict[str, list[Mark]] = {lane: [] for lane in LANES}
    for row in data.rows(entries):
        start = span[0] if pd.isna(row.date_start) else row.date_start
        end = span[1] if pd.isna(row.date_end) else row.date_end
        days = style.day_number(start), style.day_number(end) + 1
        lanes[row.lane].append(Mark(row.entry_id, *days, start == end, str(row.certainty)))
    return {lane: _piled(marks, width) for lane, marks in lanes.items() if marks or lane not in _OPTIONAL}


def _piled(marks: list[Mark], width: float) -> list[Mark]:
    """The marks, each at the lowest level at which it touches no other; every point above the bars."""
    # For each level the day from which it is free.
    free: list[float] = []
    piled = []
    bars = sorted((mark for mark in marks if not mark.point), key=lambda bar: (bar.start, bar.end))
    for group in bars, [mark for mark in marks if mark.point]:
        floor = len(free)
        for mark in group:
            level = _lowest_free(free, mark.start, max(mark.end, mark.start + width), floor)
            piled.append(replace(mark, level=level))
    return piled


def _lowest_free(free: list[float], start: float, end: float, floor: int = 0) -> int:
    """The lowest level, not below the floor, that is free from the start on; it is then taken until the end."""
    level = next((level for level in range(floor, len(free)) if free[level] <= start), len(free))
    free[level : level + 1] = [end]
    return level


def _height(marks: list[Mark]) -> int:
    """How many levels a lane is high: at least the two lines of its label."""
    return max(3, 1 + max((mark.level for mark in marks), default=0))


def _draw(ax: Axes, lanes: dict[str, list[Mark]]) -> dict[str, tuple[float, float]]:
    """Draws the lanes from the last at the foot to the first; the position of each entry."""
    positions: dict[str, tuple[float, float]] = {}
    ticks: dict[float, str] = {}
    gap = _GAP / _PITCH
    base = gap / 2
    for lane in reversed(lanes):
        label, colour = LANES[lane]
        marks = lanes[lane]
        for mark in marks:
            y = base + mark.level + 0.5
            left = (mark.start + mark.end) / 2 if mark.point else mark.start
            positions[mark.entry_id] = (max(left, ax.get_xlim()[0]), y)
            _mark(ax, mark, y, colour)
        height = _height(marks)
        ticks[base + height / 2] = f"{label}\n({len(marks)})"
        base += height + gap
        ax.axhline(base - gap / 2, color=style.PALE, linewidth=0.6, zorder=0)
    ax.set_ylim(0, base - gap / 2)
    ax.set_yticks([*ticks], labels=[*ticks.values()])
    ax.tick_params(axis="y", length=0)
    return positions


def _mark(ax: Axes, mark: Mark, y: float, colour: str) -> None:
    face = "white" if mark.certainty in {"alleged", "refuted"} else colour
    refuted = mark.certainty == "refuted"
    if mark.point:
        x, marker = (mark.start + mark.end) / 2, "X" if refuted else "o"
        ax.plot([x], [y], marker, color=face, markeredgecolor=colour, clip_on=False, gid=mark.entry_id, **_DOT)
    else:
        bar: dict[str, Any] = {"height": 0.62, "facecolor": face, "edgecolor": colour, "linewidth": 0.7}
        hatch = "xxxxxx" if refuted else ""
        ax.barh([y], [mark.end - mark.start], left=mark.start, hatch=hatch, **bar)[0].set_gid(mark.entry_id)


def _number(ax: Axes, numbered: pd.DataFrame, positions: dict[str, tuple[float, float]]) -> list[str]:
    """Numbers in a strip over the lanes, each with a line down to its entry; what they mean."""
    if numbered.empty:
        return []
    top = ax.get_ylim()[1]
    # The width of a number in its circle, in days.
    width = (ax.get_xlim()[1] - ax.get_xlim()[0]) / 45
    free: list[float] = []
    key = []
    for number, row in enumerate(data.rows(numbered), start=1):
        x, y = positions[str(row.entry_id)]
        badge = top + 1.2 + 1.7 * _lowest_free(free, x, x + width)
        ax.plot([x, x], [y, badge], color=style.INK, linewidth=0.5, zorder=1)
        style.badge(ax, x, badge, str(number))
        key.append(style.key_entry(number, str(row.date), str(row.title)))
    ax.set_ylim(0, top + 0.7 + 1.7 * len(free))
    return key


def _legend(entries: pd.DataFrame) -> list[Artist]:
    """What the marks mean; what is alleged or refuted only where there is any."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    def dot(label: str, marker: str = "o", colour: str = style.GREY) -> Artist:
        look: dict[str, Any] = {"color": colour, "markeredgecolor": style.GREY, **_DOT}
        return Line2D([], [], linestyle="", label=label, marker=marker, **look)

    certainties = {*entries["certainty"].astype(str)}
    handles = [dot("dated to the day"), Patch(facecolor=style.GREY, label="within these bounds", edgecolor=style.GREY)]
    handles += [dot("alleged", colour="none")] if "alleged" in certainties else []
    return handles + ([dot("refuted", "X", "none")] if "refuted" in certainties else [])
