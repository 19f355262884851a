"""The status of treaties over time for each party, and who left when."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis import load
from us_russia_relations.analysis.questions.dates import Between
from us_russia_relations.analysis.questions.filters import Names
from us_russia_relations.analysis.questions.in_force import treaty_status
from us_russia_relations.plot import data, style
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 0.155  # inches


@style.styled
def treaty_lives(
    *,
    treaty: Names | None = None,
    party: Names | None = ("usa", "russia"),
    between: Between | None = None,
    version: str | None = None,
    release: Release | None = None,
    ax: Axes | None = None,
) -> Figure:
    """The spells of each treaty for each party: in force, suspended, notice of withdrawal given; then nothing.

    These are the rows of ``usrr.treaty_status`` for ``treaty`` and ``party``, ids, one or several; without them all
    treaties, for the United States and Russia; ``party=None`` is every party. Treaties without a date of entry into
    force are not there, and a spell begins on the first day that its date can mean. A number is the event that a
    change rests on, explained under the axes; a cross is a change without an event in the dataset.
    ``between`` is a year, month or day, or a pair of them, of which None is an open end.
    ``version`` or ``release`` names the release; without them it is the latest.
    Raises UnknownNameError for an unknown treaty or party, CallError, UnknownVersionError, MissingExtraError.
    """
    source = load.chosen(version, release)
    span = data.axis(source, between)
    spells = treaty_status(treaty=treaty, party=party, release=source)
    spells = spells[(spells["start"] <= span[1]) & ~(spells["end"] <= span[0])]
    numbers = _numbers(spells, span)
    rows = _rows(spells)
    axes = style.axes_or_new(ax, 0.85 + _ROW * len(rows) + style.key_height(len(numbers)), source)
    style.date_axis(axes, span)
    _label(axes, rows, source)
    for y, (one, actor) in enumerate(rows):
        _spells(axes, y, spells[(spells["treaty_id"] == one) & (spells["actor_id"] == actor)], numbers)
    style.titled(axes, "Treaties and other agreements, by party", _legend())
    return style.annotated(axes, source, _entries(numbers, source), given=ax is not None)


def _rows(spells: pd.DataFrame) -> list[tuple[str, str]]:
    """From the top: each treaty with a line for its name (no actor) and one for each party, the oldest treaty first."""
    rows: list[tuple[str, str]] = []
    first = spells.groupby("treaty_id")["start"].min()
    for one in sorted(first.index, key=lambda treaty: (first[treaty], treaty)):
        parties = {*spells.loc[spells["treaty_id"] == one, "actor_id"]}
        rows.append((one, ""))
        rows += [(one, actor) for actor in sorted(parties, key=style.side_order)]
    return rows


def _label(ax: Axes, rows: list[tuple[str, str]], release: Release) -> None:
    """Parties as ticks, the name of each treaty over its spells."""
    treaties = release.load("treaties").set_index("treaty_id")
    called = treaties["short_name"].fillna(treaties["name"])
    names = data.names(release)
    for y, (one, actor) in enumerate(rows):
        if not actor:
            ax.annotate(
                textwrap.shorten(str(called[one]), 80, placeholder=" …"),
                (0.002, y + 0.05),
                xycoords=("axes fraction", "data"),
                va="center",
                fontweight="bold",
            )
    ticks = {y: names[actor] for y, (_, actor) in enumerate(rows) if actor}
    ax.set_yticks([*ticks], labels=[*ticks.values()])
    ax.set_ylim(max(len(rows), 1) - 0.3, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=False, axis="y")


def _numbers(spells: pd.DataFrame, span: data.Span) -> dict[str, int]:
    """The events that changes within the span rest on, numbered by day."""
    changes = spells[(spells["status"] != "in_force") & spells["start"].between(*span)]
    events = changes.sort_values(["start", "start_event"])["start_event"].dropna()
    return {event: number for number, event in enumerate(dict.fromkeys(events), start=1)}


def _spells(ax: Axes, y: int, spells: pd.DataFrame, numbers: dict[str, int]) -> None:
    """The spells of a treaty for a party as bars, and a mark for each change."""
    import pandas as pd

    left, right = ax.get_xlim()
    for spell in data.rows(spells.sort_values("start")):
        start, status = style.day_number(spell.start), str(spell.status)
        end = right if pd.isna(spell.end) else style.day_number(spell.end)
        if status != "ended":
            look = _look(status, str(spell.actor_id))
            ax.barh([y], [end - start], 0.62, start, gid=status, linewidth=0.8, **look)
        # Only where there is room for it.
        if start < left and status == "in_force" and end - left > (right - left) / 8:
            since = f" since {spell.start.date().isoformat()}"
            ax.text(left, y, since, va="center_baseline", fontsize=5.5, color="white", clip_on=True)
        if status != "in_force" and left <= start < right:
            number = numbers.get(str(spell.start_event))
            if number:
                style.badge(ax, start, y, str(number))
            else:
                ax.plot([start], [y], "x", color=style.INK, markersize=5, gid="ended")


def _look(status: str, actor: str) -> dict[str, Any]:
    """Full while in force, hatched while suspended, cross-hatched under notice; each side in its colour."""
    colour = style.SIDES.get(actor, style.GREEN)
    face = colour if status == "in_force" else "white"
    return {
        "facecolor": face,
        "edgecolor": colour,
        "hatch": {"suspended": "//////", "withdrawal_pending": "xxxxx"}.get(status, ""),
    }


def _entries(numbers: dict[str, int], release: Release) -> list[str]:
    events = release.load("events").set_index("event_id")
    return [
        style.key_entry(number, str(events.loc[event, "date"]), str(events.loc[event, "title"]))
        for event, number in numbers.items()
    ]


def _legend() -> list[Artist]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    looks = {"in force": "in_force", "suspended": "suspended", "withdrawal pending": "withdrawal_pending"}
    patches = []
    for label, status in looks.items():
        look = {**_look(status, ""), "edgecolor": style.GREY}
        if status == "in_force":
            look["facecolor"] = style.GREY
        patches.append(Patch(label=label, linewidth=0.8, **look))
    number = Line2D([], [], linestyle="", marker="o", markersize=7, color="white", label="by this event")
    number.set_markeredgecolor(style.INK)
    cross = Line2D([], [], linestyle="", marker="x", markersize=5, color=style.INK, label="event not recorded")
    return [*patches, number, cross]
