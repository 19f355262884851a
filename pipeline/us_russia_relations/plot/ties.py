"""Who acts toward whom: actors as points on a circle, and events as arrows between them."""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

from us_russia_relations.analysis import load
from us_russia_relations.errors import CallError, UnknownNameError
from us_russia_relations.plot import source, style
from us_russia_relations.plot.source import Between
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Whose actors stand where: the two sides face each other.
_GROUPS = {
    "USA": ("of the United States", style.BLUE),
    "RUS": ("of Russia", style.VERMILION),
    "": ("others", style.GREEN),
}
_WAYS = ("actor", "country")
Edges = Counter[tuple[str, str]]


@style.drawn
def network(
    frame: pd.DataFrame | None = None,
    *,
    by: Literal["actor", "country"] = "actor",
    at_least: int = 3,
    between: Between | None = None,
    version: str | None = None,
    release: Release | None = None,
    ax: Axes | None = None,
) -> Figure:
    """Who initiated events of which somebody else was the target: an arrow for each pair with ``at_least`` events.

    ``frame`` is what you kept of ``usrr.load("events")``, all by default; ``between`` keeps those whose dates lie
    within these days, months or years, by default within the months that the dataset covers; an open end lies in none.
    With ``by="country"`` an actor stands for the state of its country, one without a country for itself; what happens
    inside a country is left out.

    An event with several initiators or targets is an event of each pair. Refuted events are left out. Actors of the
    two sides face each other and the order is that of events and names: the same data gives the same places.
    Raises CallError, UnknownNameError, UnknownVersionError, MissingExtraError.
    """
    chosen = load.chosen(version, release, frame)
    if by not in _WAYS:
        raise UnknownNameError(f"no network by {by!r}; there are {', '.join(_WAYS)}")
    events = chosen.load("events") if frame is None else frame
    source.columns(events, ("event_id", "date_start", "date_end", "certainty"))
    window = source.span(chosen, between)
    kept = events[(events["date_start"] >= window[0]) & (events["date_end"] <= window[1])]
    actors = _actors(chosen)
    counts = _edges(chosen, {*kept.loc[kept["certainty"] != "refuted", "event_id"]}, actors if by == "country" else {})
    edges = Counter({pair: count for pair, count in counts.items() if count >= at_least})
    if not edges:
        most = max(counts.values(), default=0)
        raise CallError(f"no pair has {at_least} events or more; the most is {most}: lower at_least")
    drawn = style.axes(ax, 7.0, chosen)
    _draw(drawn, edges, actors)
    title = f"Initiators and targets of events, by {by} ({at_least} events or more)"
    style.head(drawn, title, _legend(edges))
    return style.finished(drawn, chosen, given=ax is not None)


def _actors(release: Release) -> dict[str, tuple[str, str, str]]:
    """Of each actor: its name, its group, and the actor that stands for its country."""
    actors = release.load("actors")
    country = actors["country"].fillna("")
    states = actors[(actors["kind"] == "state") & (country != "")]
    capitals = dict(zip(states["country"], states["actor_id"], strict=True))
    return {
        row.actor_id: (row.name, code if code in _GROUPS else "", capitals.get(code, row.actor_id))
        for row, code in zip(source.rows(actors), country, strict=True)
    }


def _edges(release: Release, events: set[str], actors: dict[str, tuple[str, str, str]]) -> Edges:
    """How many of the events go from whom to whom; with actors given, between those that stand for countries."""
    cast = release.load("participants")
    cast = cast[cast["record_id"].isin(events)]
    if actors:
        cast = cast.assign(actor_id=[actors[actor][2] for actor in cast["actor_id"]])
    cast = cast[["record_id", "role", "actor_id"]].drop_duplicates()
    pairs = cast[cast["role"] == "initiator"].merge(cast[cast["role"] == "target"], on="record_id")
    pairs = pairs[pairs["actor_id_x"] != pairs["actor_id_y"]]
    return Counter(zip(pairs["actor_id_x"], pairs["actor_id_y"], strict=True))


def _places(edges: Edges, actors: dict[str, tuple[str, str, str]]) -> dict[str, float]:
    """The angle of each actor: those of the United States on the left, those of Russia on the right, others between."""
    weight: Counter[str] = Counter()
    for (one, other), count in edges.items():
        weight.update({one: count, other: count})
    ranked = sorted(weight, key=lambda actor: (-weight[actor], actor))
    groups = {group: [actor for actor in ranked if actors[actor][1] == group] for group in _GROUPS}
    half = len(groups[""]) // 2
    # From the left upward: a side has its busiest actor in the middle.
    ring = [*_centred(groups["USA"]), *groups[""][:half], *_centred(groups["RUS"]), *groups[""][half:]]
    turn = math.pi + math.pi * (len(groups["USA"]) - 1) / max(len(ring), 1)
    return {actor: turn - 2 * math.pi * at / len(ring) for at, actor in enumerate(ring)}


def _centred(ranked: list[str]) -> list[str]:
    """The first in the middle, the others on both sides in turn."""
    return [*ranked[1::2][::-1], *ranked[::2]]


def _draw(ax: Axes, edges: Edges, actors: dict[str, tuple[str, str, str]]) -> None:
    angles = _places(edges, actors)
    at = {actor: (math.cos(angle), math.sin(angle)) for actor, angle in angles.items()}
    for (one, other), count in sorted(edges.items(), key=lambda edge: (edge[1], edge[0])):
        _arrow(ax, at[one], at[other], count, _GROUPS[actors[one][1]][1])
    for actor, angle in angles.items():
        x, y = at[actor]
        name, group, _ = actors[actor]
        ax.plot([x], [y], "o", markersize=6, color=_GROUPS[group][1], markeredgecolor="white", zorder=4, gid=actor)
        left = x < -1e-9
        turned = math.degrees(angle) + (180 if left else 0)
        place: dict[str, Any] = {"ha": "right" if left else "left", "va": "center", "rotation_mode": "anchor"}
        place |= {"rotation": turned, "multialignment": place["ha"], "linespacing": 1.05, "in_layout": False}
        ax.text(1.05 * x, 1.05 * y, textwrap.fill(name, 26), fontsize=7.5, **place)
    ax.set_aspect("equal")
    # The names stand outside of the circle.
    ax.set_xlim(-1.75, 1.75)
    ax.set_ylim(-1.65, 1.65)
    ax.set_axis_off()


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], count: int, colour: str) -> None:
    from matplotlib.patches import FancyArrowPatch

    arrow = FancyArrowPatch(
        start,
        end,
        connectionstyle="arc3,rad=0.16",
        arrowstyle="-|>,head_length=3.5,head_width=1.8",
        shrinkA=4,
        shrinkB=4,
        linewidth=_width(count),
        color=colour,
        alpha=0.75,
        gid=str(count),
    )
    ax.add_patch(arrow)


def _width(count: int) -> float:
    """The width of an arrow, by the root of the number, so that the area of a few strong pairs hides no weak one."""
    return 0.45 * math.sqrt(count)


def _legend(edges: Edges) -> list[Artist]:
    from matplotlib.lines import Line2D

    ends = sorted({min(edges.values()), max(edges.values())})
    actors = [
        Line2D([], [], linestyle="", marker="o", markersize=6, color=colour, label=label)
        for label, colour in _GROUPS.values()
    ]
    widths = [Line2D([], [], color=style.GREY, linewidth=_width(count), label=f"{count} events") for count in ends]
    return [*actors, *widths]
