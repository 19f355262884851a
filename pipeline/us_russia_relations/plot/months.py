"""What the tables by month tell: acts of each side toward the other, and measures in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis import load
from us_russia_relations.errors import CallError
from us_russia_relations.plot import source, style
from us_russia_relations.plot.source import Between, Ids
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Outward from zero: what is said, then what is done; cooperation upward, conflict downward.
_ACTS = {
    "verbal_cooperation": ("verbal cooperation", style.SKY, 1),
    "material_cooperation": ("material cooperation", style.BLUE, 1),
    "verbal_conflict": ("verbal conflict", style.ORANGE, -1),
    "material_conflict": ("material conflict", style.VERMILION, -1),
}
# The shades of measures in force: from so many on. They grow as the numbers do, so that one and two stay apart.
_SHADES = {1: "#C6DBEF", 2: "#93BEDF", 5: "#559ACB", 10: "#20659E", 20: "#0A2C50"}
_LINES = {"usa": (style.BLUE, "-"), "russia": (style.VERMILION, (0, (4, 1.2)))}


@style.drawn
def cooperation_and_conflict(
    *, between: Between | None = None, version: str | None = None, release: Release | None = None
) -> Figure:
    """Events by month from each side toward the other, cooperation upward and conflict downward.

    These are the quad counts of the table ``dyad_month``, whose description says what counts: events dated to a month
    or finer, and a meeting of both sides counts in both directions. A month without bars has no such events in the
    dataset. ``between`` are the first and last month shown, by default all of them.
    Raises CallError, UnknownVersionError, MissingExtraError.
    """
    chosen = load.chosen(version, release)
    window = source.span(chosen, between)
    months = _dyad(chosen, window)
    names = source.names(chosen)
    figure = style.sheet(4.2, chosen)
    both = _directions(months)
    panels = figure.subplots(len(both), 1, sharex=True, sharey=True)
    for ax, (actor, target) in zip(panels, both, strict=True):
        _mirrored(ax, months[(months["source_id"] == actor) & (months["target_id"] == target)])
        style.dates(ax, window)
        title = f"{names[actor]} toward {names[target]}"
        style.head(ax, title, _acts() if ax is panels[0] else ())
    return figure


def _directions(months: pd.DataFrame) -> list[tuple[str, str]]:
    """The directions that there are, the United States first where it acts."""
    pairs = {*zip(months["source_id"], months["target_id"], strict=True)}
    return sorted(pairs, key=_order)


def _dyad(release: Release, window: source.Span) -> pd.DataFrame:
    """The months of the dyad in the window. Raises CallError where there are none."""
    months = _within(release.load("dyad_month"), window)
    if months.empty:
        covered = " to ".join(day.date().isoformat() for day in source.span(release, None))
        raise CallError(f"no month lies between these dates; release {release.version} covers {covered}")
    return months


def _order(pair: tuple[str, str]) -> tuple[tuple[int, str], tuple[int, str]]:
    return style.rank(pair[0]), style.rank(pair[1])


def _within(frame: pd.DataFrame, window: source.Span) -> pd.DataFrame:
    """The rows of the months that have a day in the window, with their first day and the day after their last."""
    import pandas as pd

    start = source.month_starts(frame)
    end = start + pd.offsets.MonthBegin()
    kept = frame.assign(start=start, end=end)
    return kept[(end > window[0]) & (start <= window[1])].sort_values("start")


def _mirrored(ax: Axes, months: pd.DataFrame) -> None:
    """Stacked bars, a month wide, on both sides of zero."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    left = [style.days(day) for day in months["start"]]
    width = [style.days(end) - start for start, end in zip(left, months["end"], strict=True)]
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
    """What is done is outlined, so that it stays apart from what is said in print without colours."""
    outlined = column.startswith("material")
    return {"edgecolor": style.INK if outlined else "white", "linewidth": 0.5 if outlined else 0.2}


def _acts() -> list[Artist]:
    from matplotlib.patches import Patch

    return [Patch(facecolor=colour, label=label, **_edge(column)) for column, (label, colour, _) in _ACTS.items()]


@style.drawn
def measures_in_force(
    *,
    imposer: Ids = None,
    target: Ids = None,
    between: Between | None = None,
    version: str | None = None,
    release: Release | None = None,
) -> Figure:
    """Measures in force by month: how many by each side against the other, and of which type by whom against whom.

    ``imposer`` and ``target`` are ids of actors, one or several; without them it is each side against the other. The
    lines of the first panel count each measure once (``dyad_month``); it is there for these two directions only. In the
    panels below, a measure of two types has a place in both rows, so that rows do not add up (``measures_in_force``).
    No shade is zero. As far as the dataset covers them.
    Raises UnknownNameError for another imposer or target, CallError, UnknownVersionError, MissingExtraError.
    """
    chosen = load.chosen(version, release)
    window = source.span(chosen, between)
    months = _dyad(chosen, window)
    cells = _within(chosen.load("measures_in_force"), window)
    cells = cells[cells["measures"] > 0]
    both = _directions(months)
    pairs = both if imposer is None and target is None else _asked(cells, imposer, target)
    lines = [pair for pair in both if pair in pairs]
    names, types = source.names(chosen), source.labels(chosen, "measure_type")
    panels = [_types(cells, pair) for pair in pairs]
    heights = [*([8.0] if lines else []), *(max(len(rows), 1) + 2.2 for rows in panels)]
    figure = style.sheet(0.85 + 0.165 * sum(heights), chosen)
    drawn = figure.subplots(len(heights), 1, sharex=True, squeeze=False, height_ratios=heights)[:, 0]
    if lines:
        _steps(drawn[0], months, lines, names)
    for ax, rows, pair in zip(drawn[-len(pairs) :], panels, pairs, strict=True):
        _shades(ax, rows, types)
        title = f"{names[pair[0]]} against {names[pair[1]]}, by type"
        style.head(ax, title, _scale() if pair == pairs[0] else ())
    for ax in drawn:
        style.dates(ax, window)
    return figure


def _asked(cells: pd.DataFrame, imposer: Ids, target: Ids) -> list[tuple[str, str]]:
    """The pairs of those imposers and targets between which measures were in force, by who imposed them."""
    imposers = source.known(imposer, sorted({*cells["imposer_id"]}), "imposer of measures in these months")
    targets = source.known(target, sorted({*cells["target_id"]}), "target of measures in these months")
    pairs = {*zip(cells["imposer_id"], cells["target_id"], strict=True)}
    found = [pair for pair in pairs if pair[0] in imposers and pair[1] in targets]
    if not found:
        raise CallError(f"no measure by {', '.join(imposers)} against {', '.join(targets)} was in force")
    return sorted(found, key=_order)


def _types(cells: pd.DataFrame, pair: tuple[str, str]) -> dict[str, pd.DataFrame]:
    """The months of each type of measure of the pair; first where most measures were in force for most months."""
    found = cells[(cells["imposer_id"] == pair[0]) & (cells["target_id"] == pair[1])]
    kinds = [(str(kind), rows) for kind, rows in found.groupby("measure_type", observed=True)]
    return dict(sorted(kinds, key=lambda one: (-int(one[1]["measures"].sum()), one[0])))


def _steps(ax: Axes, months: pd.DataFrame, pairs: list[tuple[str, str]], names: dict[str, str]) -> None:
    for actor, target in pairs:
        rows = months[(months["source_id"] == actor) & (months["target_id"] == target)]
        edges = [*(style.days(day) for day in rows["start"]), style.days(rows["end"].iloc[-1])]
        counts = [int(count) for count in rows["measures_in_force"]]
        colour, dashes = _LINES.get(actor, (style.INK, ":"))
        label = f"{names[actor]} against {names[target]}"
        ax.step(edges, [*counts, counts[-1]], where="post", color=colour, linestyle=dashes, linewidth=1.6, label=label)
    ax.set_ylim(bottom=0)
    ax.set_ylabel("measures")
    style.head(ax, "Measures in force, each counted once", ax.get_legend_handles_labels()[0])


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
    for row in source.rows(months.sort_values("start")):
        start, end = style.days(row.start), style.days(row.end)
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
