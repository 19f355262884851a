"""Figures by month: acts of each side toward the other, and measures in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis import load
from us_russia_relations.analysis.questions.dates import Between
from us_russia_relations.analysis.questions.filters import Names
from us_russia_relations.analysis.questions.panels import dyad_month
from us_russia_relations.errors import CallError
from us_russia_relations.plot import data, style
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Outward from zero: verbal, then material acts; cooperation upward, conflict downward.
_ACTS = {
    "verbal_cooperation": ("verbal cooperation", style.SKY, 1),
    "material_cooperation": ("material cooperation", style.BLUE, 1),
    "verbal_conflict": ("verbal conflict", style.ORANGE, -1),
    "material_conflict": ("material conflict", style.VERMILION, -1),
}
# The shades of measures in force: from so many on. They grow as the numbers do, so that one and two stay apart.
_SHADES = {1: "#C6DBEF", 2: "#93BEDF", 5: "#559ACB", 10: "#20659E", 20: "#0A2C50"}
_LINES = {"usa": (style.BLUE, "-"), "russia": (style.VERMILION, (0, (4, 1.2)))}


@style.styled
def cooperation_and_conflict(
    *, between: Between | None = None, version: str | None = None, release: Release | None = None
) -> Figure:
    """Events by month from each side toward the other, cooperation upward and conflict downward.

    These are the quad counts of the table ``dyad_month``, whose description says what counts: events dated to a month
    or finer, and a meeting of both sides counts in both directions. A month without bars has no such events in the
    dataset. Shown are the months of which a day lies in the period.
    ``between`` is a year, month or day, or a pair of them, of which None is an open end.
    ``version`` or ``release`` names the release; without them it is the latest.
    Raises CallError, UnknownVersionError, MissingExtraError.
    """
    source = load.chosen(version, release)
    span = data.axis(source, between)
    months = _dyad(source, span)
    names = data.names(source)
    figure = style.new_figure(4.2, source)
    pairs = _directions(months)
    panels = figure.subplots(len(pairs), 1, sharex=True, sharey=True)
    for ax, (actor, target) in zip(panels, pairs, strict=True):
        _mirrored(ax, _of_pair(months, actor, target))
        style.date_axis(ax, span)
        title = f"{names[actor]} toward {names[target]}"
        style.titled(ax, title, _acts() if ax is panels[0] else ())
    return figure


def _directions(months: pd.DataFrame) -> list[tuple[str, str]]:
    """The directions of the panel, the United States first where it acts."""
    return sorted({*zip(months["source_id"], months["target_id"], strict=True)}, key=_order)


def _of_pair(months: pd.DataFrame, actor: str, target: str) -> pd.DataFrame:
    return months[(months["source_id"] == actor) & (months["target_id"] == target)]


def _dyad(release: Release, span: data.Span) -> pd.DataFrame:
    """The months of the dyad in the span. Raises CallError where there are none."""
    months = _with_days(dyad_month(between=data.closed(span), release=release))
    if months.empty:
        days = " to ".join(day.date().isoformat() for day in data.covered(release))
        raise CallError(f"no month lies between these dates; release {release.version} covers {days}")
    return months


def _order(pair: tuple[str, str]) -> tuple[tuple[int, str], tuple[int, str]]:
    return style.side_order(pair[0]), style.side_order(pair[1])


def _with_days(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table by month in order, with the first day of their month and the day after the last."""
    import pandas as pd

    start = data.month_starts(frame)
    return frame.assign(start=start, end=start + pd.offsets.MonthBegin()).sort_values("start")


def _mirrored(ax: Axes, months: pd.DataFrame) -> None:
    """Stacked bars, a month wide, on both sides of zero."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    left = [style.day_number(day) for day in months["start"]]
    width = [style.day_number(end) - start for start, end in zip(left, months["end"], strict=True)]
    base = {1: [0] * len(left), -1: [0] * len(left)}
    for column, (label, colour, sign) in _ACTS.items():
        counts = [sign * int(count) for count in months[column]]
        bars = ax.bar(left, counts, width, base[sign], align="edge", color=colour, label=label, **_edge(column))
        for bar, count in zip(bars, counts, strict=True):
            # The outline of a bar without height would be a line.
            bar.set_visible(count != 0)
        base[sign] = [under + count for under, count in zip(base[sign], counts, strict=True)]
    ax.axhline(0, color=style.GREY, linewidth=0.7)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):g}"))
    ax.set_ylabel("conflict  |  cooperation\nevents in a month")


def _edge(column: str) -> dict[str, Any]:
    """Material acts are outlined, so that they differ from verbal ones without colours."""
    outlined = column.startswith("material")
    return {"edgecolor": style.INK if outlined else "white", "linewidth": 0.5 if outlined else 0.2}


def _acts() -> list[Artist]:
    from matplotlib.patches import Patch

    return [Patch(facecolor=colour, label=label, **_edge(column)) for column, (label, colour, _) in _ACTS.items()]


@style.styled
def measures_in_force(
    *,
    imposer: Names | None = None,
    target: Names | None = None,
    between: Between | None = None,
    version: str | None = None,
    release: Release | None = None,
) -> Figure:
    """Measures in force by month: how many by each side against the other, and of which type by whom against whom.

    ``imposer`` and ``target`` are ids of actors, one or several; without them it is each side against the other. The
    lines of the first panel count each measure once (``dyad_month``), for these two directions only. In the panels
    below, a measure of two types is in both rows, so that rows do not add up (the table ``measures_in_force``). No
    shade is zero.
    ``between`` is a year, month or day, or a pair of them, of which None is an open end.
    ``version`` or ``release`` names the release; without them it is the latest.
    Raises UnknownNameError for an unknown id, CallError, UnknownVersionError, MissingExtraError.
    """
    source = load.chosen(version, release)
    span = data.axis(source, between)
    months = _dyad(source, span)
    cells = _with_days(source.load("measures_in_force"))
    cells = cells[(cells["end"] > span[0]) & (cells["start"] <= span[1]) & (cells["measures"] > 0)]
    directions = _directions(months)
    pairs = directions if imposer is None and target is None else _asked(source, cells, imposer, target)
    lines = [pair for pair in directions if pair in pairs]
    names, types = data.names(source), data.labels(source, "measure_type")
    by_type = [_types(cells, pair) for pair in pairs]
    heights = [*([8.0] if lines else []), *(max(len(rows), 1) + 2.2 for rows in by_type)]
    figure = style.new_figure(0.85 + 0.165 * sum(heights), source)
    panels = figure.subplots(len(heights), 1, sharex=True, squeeze=False, height_ratios=heights)[:, 0]
    if lines:
        _steps(panels[0], months, lines, names)
    for ax, rows, pair in zip(panels[-len(pairs) :], by_type, pairs, strict=True):
        _shades(ax, rows, types)
        title = f"{names[pair[0]]} against {names[pair[1]]}, by type"
        style.titled(ax, title, _scale() if pair == pairs[0] else ())
    for ax in panels:
        style.date_axis(ax, span)
    return figure


def _asked(release: Release, cells: pd.DataFrame, imposer: Names | None, target: Names | None) -> list[tuple[str, str]]:
    """The pairs of those imposers and targets between which measures were in force, by who imposed them."""
    imposers = data.actors(release, "imposer", imposer, {*cells["imposer_id"]})
    targets = data.actors(release, "target", target, {*cells["target_id"]})
    pairs = {*zip(cells["imposer_id"], cells["target_id"], strict=True)}
    kept = [pair for pair in pairs if pair[0] in imposers and pair[1] in targets]
    if not kept:
        raise CallError(f"no measure by {', '.join(imposers)} against {', '.join(targets)} was in force")
    return sorted(kept, key=_order)


def _types(cells: pd.DataFrame, pair: tuple[str, str]) -> dict[str, pd.DataFrame]:
    """The months of each type of measure of the pair; first where most measures were in force for most months."""
    of_pair = cells[(cells["imposer_id"] == pair[0]) & (cells["target_id"] == pair[1])]
    kinds = [(str(kind), rows) for kind, rows in of_pair.groupby("measure_type", observed=True)]
    return dict(sorted(kinds, key=lambda item: (-int(item[1]["measures"].sum()), item[0])))


def _steps(ax: Axes, months: pd.DataFrame, pairs: list[tuple[str, str]], names: dict[str, str]) -> None:
    for actor, target in pairs:
        rows = _of_pair(months, actor, target)
        edges = [*(style.day_number(day) for day in rows["start"]), style.day_number(rows["end"].iloc[-1])]
        counts = [int(count) for count in rows["measures_in_force"]]
        colour, dashes = _LINES.get(actor, (style.INK, ":"))
        label = f"{names[actor]} against {names[target]}"
        ax.step(edges, [*counts, counts[-1]], where="post", color=colour, linestyle=dashes, linewidth=1.6, label=label)
    ax.set_ylim(bottom=0)
    ax.set_ylabel("measures")
    style.titled(ax, "Measures in force, each counted once", ax.get_legend_handles_labels()[0])


def _shades(ax: Axes, rows: dict[str, pd.DataFrame], types: dict[str, str]) -> None:
    """A row for each type; runs of months with the same shade are one block; at the right the most in a month."""
    for y, (kind, months) in enumerate(rows.items()):
        for start, end, shade in _runs(months):
            ax.broken_barh([(start, end - start)], (y - 0.4, 0.8), facecolor=_SHADES[shade], gid=f"{kind}:{shade}")
        most = int(months["measures"].max())
        ax.annotate(str(most), (1.005, y), xycoords=("axes fraction", "data"), va="center", fontsize=7)
    ax.annotate("most", (1.005, -0.95), xycoords=("axes fraction", "data"), va="center", fontsize=6, color=style.GREY)
    ax.set_yticks([*range(len(rows))], labels=[types.get(kind, kind) for kind in rows])
    ax.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0, labelsize=7)
    ax.grid(visible=False, axis="y")


def _runs(months: pd.DataFrame) -> list[tuple[float, float, int]]:
    """Stretches of consecutive months with the same shade: first day, day after the last, shade."""
    runs: list[tuple[float, float, int]] = []
    for row in data.rows(months.sort_values("start")):
        start, end = style.day_number(row.start), style.day_number(row.end)
        shade = max(least for least in _SHADES if least <= int(row.measures))
        if runs and runs[-1][1] == start and runs[-1][2] == shade:
            start = runs.pop()[0]
        runs.append((start, end, shade))
    return runs


def _scale() -> list[Artist]:
    """What each shade means."""
    from matplotlib.patches import Patch

    bounds = [*_SHADES]
    texts = [
        str(least) if after == least + 1 else f"{least} to {after - 1}" if after else f"{least} or more"
        for least, after in zip(bounds, [*bounds[1:], 0], strict=True)
    ]
    return [Patch(facecolor=_SHADES[least], label=text) for least, text in zip(bounds, texts, strict=True)]
