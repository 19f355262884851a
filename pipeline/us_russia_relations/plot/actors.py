"""Who acts toward whom: actors as points on a circle, and events as arrows between them."""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis import load
from us_russia_relations.analysis.questions import events, panels
from us_russia_relations.analysis.questions.coarse_dates import When
from us_russia_relations.analysis.questions.dates import Between, Moment
from us_russia_relations.analysis.questions.filters import Names
from us_russia_relations.analysis.questions.panels import By
from us_russia_relations.errors import CallError
from us_russia_relations.plot import data, style
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Whose actors are where: the two sides face each other.
_GROUPS = {
    "USA": ("of the United States", style.BLUE),
    "RUS": ("of Russia", style.VERMILION),
    "": ("others", style.GREEN),
}
Edges = dict[tuple[str, str], int]


@style.styled
def network(
    frame: pd.DataFrame | None = None,
    *,
    on: Moment | None = None,
    between: Between | None = None,
    kind: Names | None = ("state", "igo"),
    by: By = "actor",
    issue: Names | None = None,
    certainty: Names | None = "reported",
    when: When = "possible",
    together: bool = True,
    at_least: int = 3,
    version: str | None = None,
    release: Release | None = None,
    ax: Axes | None = None,
) -> Figure:
    """The acts that ``usrr.network`` counts: an arrow for each pair with ``at_least`` of them.

    An arrow stands for ``events`` and ``together`` of its pair; measures are not drawn. The filters are those of
    ``usrr.network``: ``kind`` are kinds of actors, ``issue`` terms, with ``by="country"`` an actor stands for the state
    of its country. ``together`` counts joint acts that are no meetings (signings, exercises, statements) as toward each
    other, too. ``on`` is one day; a month or year is a day in it of which no more is known. ``between`` is a year,
    month or day, or a pair of them, of which None is an open end. ``when`` is "possible" for what some reading of
    coarse dates makes true, or "certain" for what every reading does. ``certainty`` is the least certainty that is
    kept, or several terms; None keeps all.

    ``frame`` is what you kept of ``usrr.network``, or of ``usrr.events``, whose rows are then counted; only the
    filters ``kind``, ``by`` and ``together`` go with it. Actors of the two sides face each other and the order is that
    of events and names: the same data gives the same positions.
    ``version`` or ``release`` names the release; without them it is that of the frame, else the latest.
    Raises CallError, UnknownNameError, UnknownVersionError, MissingExtraError.
    """
    source = load.chosen(version, release, frame)
    filters: dict[str, Any] = {"on": on, "between": between, "issue": issue, "certainty": certainty, "when": when}
    pairs: dict[str, Any] = {"kind": kind, "by": by, "together": together}
    if frame is None:
        counts = panels.network(**filters, **pairs, release=source)
    else:
        data.refuse_filters(panels.network, filters)
        counts = _counts(frame, source, pairs)
    acts = {(row.source_id, row.target_id): int(row.events + row.together) for row in data.rows(counts)}
    edges = {pair: count for pair, count in acts.items() if count >= max(at_least, 1)}
    if not edges:
        most = max(acts.values(), default=0)
        raise CallError(f"no pair has {at_least} events or more; the most is {most}: lower at_least")
    axes = style.axes_or_new(ax, 7.0, source)
    _draw(axes, edges, _actors(source))
    style.titled(axes, f"Who acts toward whom, by {by} ({at_least} events or more)", _legend(edges))
    return style.annotated(axes, source, given=ax is not None)


def _counts(frame: pd.DataFrame, source: Release, pairs: dict[str, Any]) -> pd.DataFrame:
    """The counts that a frame holds, or those of the events that it holds. Raises CallError for another frame."""
    if "event_id" not in frame:
        data.need_columns(frame, ("source_id", "target_id", "events", "together"), panels.network)
        return frame
    data.need_columns(frame, ("type",), events.events)
    return panels.counted(source, frame.drop_duplicates("event_id"), (), panels.acting_pairs(source, **pairs))


def _actors(release: Release) -> dict[str, tuple[str, str]]:
    """The name and the group of each actor."""
    actors = release.load("actors")
    groups = actors["country"].where(actors["country"].isin(_GROUPS), "")
    return dict(zip(actors["actor_id"], zip(actors["name"], groups, strict=True), strict=True))


def _angles(edges: Edges, actors: dict[str, tuple[str, str]]) -> dict[str, float]:
    """The angle of each actor: those of the United States on the left, those of Russia on the right, others between."""
    weight: Counter[str] = Counter()
    for (source, target), count in edges.items():
        weight.update({source: count, target: count})
    ranked = sorted(weight, key=lambda actor: (-weight[actor], actor))
    groups = {group: [actor for actor in ranked if actors[actor][1] == group] for group in _GROUPS}
    half = len(groups[""]) // 2
    # From the left upward: a side has its busiest actor in the middle.
    ring = [*_centred(groups["USA"]), *groups[""][:half], *_centred(groups["RUS"]), *groups[""][half:]]
    turn = math.pi + math.pi * (len(groups["USA"]) - 1) / max(len(ring), 1)
    return {actor: turn - 2 * math.pi * index / len(ring) for index, actor in enumerate(ring)}


def _centred(ranked: list[str]) -> list[str]:
    """The first in the middle, the others on both sides in turn."""
    return [*ranked[1::2][::-1], *ranked[::2]]


def _draw(ax: Axes, edges: Edges, actors: dict[str, tuple[str, str]]) -> None:
    angles = _angles(edges, actors)
    points = {actor: (math.cos(angle), math.sin(angle)) for actor, angle in angles.items()}
    for (source, target), count in sorted(edges.items(), key=lambda edge: (edge[1], edge[0])):
        _arrow(ax, points[source], points[target], count, _GROUPS[actors[source][1]][1])
    for actor, angle in angles.items():
        x, y = points[actor]
        name, group = actors[actor]
        ax.plot([x], [y], "o", markersize=6, color=_GROUPS[group][1], markeredgecolor="white", zorder=4, gid=actor)
        left = x < -1e-9
        turned = math.degrees(angle) + (180 if left else 0)
        text: dict[str, Any] = {"ha": "right" if left else "left", "va": "center", "rotation_mode": "anchor"}
        text |= {"rotation": turned, "multialignment": text["ha"], "linespacing": 1.05, "in_layout": False}
        ax.text(1.05 * x, 1.05 * y, textwrap.fill(name, 26), fontsize=7.5, **text)
    ax.set_aspect("equal")
    # Room for the names outside of the circle.
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
