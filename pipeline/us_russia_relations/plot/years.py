"""How much the dataset has, by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from us_russia_relations.analysis import load
from us_russia_relations.analysis.questions.dates import Between
from us_russia_relations.plot import data, style
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PRECISIONS = {"dated to the day": style.BLUE, "dated more coarsely": style.SKY}


@style.styled
def coverage(*, between: Between | None = None, version: str | None = None, release: Release | None = None) -> Figure:
    """How much the dataset has, by year: events, measures adopted, and the sources of an event.

    A year counts what began in it, within the period; a year of which the period covers a part is hatched. Events
    whose day is known have another colour than the rest; refuted ones are left out. The third panel has the median
    number of sources that support an event; a year without events has none.
    ``between`` is a year, month or day, or a pair of them, of which None is an open end.
    ``version`` or ``release`` names the release; without them it is the latest.
    Raises CallError, UnknownVersionError, MissingExtraError.
    """
    source = load.chosen(version, release)
    span = data.axis(source, between)
    tables = _years(source, span)
    figure = style.new_figure(4.6, source)
    panels = figure.subplots(3, 1, sharex=True, height_ratios=(3, 2, 2))
    titles = ("Events", "Measures adopted", "Sources of an event (median)")
    for ax, title, counts in zip(panels, titles, tables, strict=True):
        _bars(ax, counts, span)
        style.titled(ax, title, _parts(span) if ax is panels[0] else ())
    panels[-1].set_xticks(tables[0].index)
    panels[-1].tick_params(axis="x", length=0)
    return figure


def _years(release: Release, span: data.Span) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Events by whether a day is known, measures, and the median of sources, each with a row for every year."""
    import pandas as pd

    years = range(span[0].year, span[1].year + 1)
    events = release.load("events")
    events = events[events["date_start"].between(*span) & (events["certainty"] != "refuted")]
    year = events["date_start"].dt.year.rename("year")
    to_day = (events["date_precision"] == "day").map(dict(zip((True, False), _PRECISIONS, strict=True)))
    counted = pd.crosstab(year, to_day).reindex(index=years, columns=[*_PRECISIONS], fill_value=0)
    measures = release.load("measures")
    adopted = measures["adopted_start"][measures["adopted_start"].between(*span)].dt.year.value_counts()
    evidence = release.load("evidence")
    evidence = evidence[evidence["stance"] == "supports"]
    sources = evidence.groupby("record_id")["citation_id"].nunique()
    each = events["event_id"].map(sources).fillna(0).groupby(year).median()
    return (
        counted,
        adopted.reindex(years, fill_value=0).to_frame("measures"),
        each.reindex(years).to_frame("sources"),
    )


def _bars(ax: Axes, counts: pd.DataFrame, span: data.Span) -> None:
    """Stacked bars with their total on top, hatched where the span covers a part of the year."""
    base = [0.0] * len(counts)
    whole = [_whole(int(year), span) for year in counts.index]
    for (_, column), colour in zip(counts.items(), _PRECISIONS.values(), strict=False):
        bars = ax.bar(counts.index, column.fillna(0), bottom=base, width=0.7, color=colour)
        for bar, full in zip(bars, whole, strict=True):
            bar.set(edgecolor="white", hatch="" if full else "////", linewidth=0)
        base = [under + value for under, value in zip(base, column.fillna(0), strict=True)]
    for year, total, missing in zip(counts.index, base, counts.isna().all(axis="columns"), strict=True):
        ax.annotate("" if missing else f"{total:g}", (year, total), (0, 1.5), textcoords="offset points", ha="center")
    ax.margins(y=0.16)
    ax.grid(visible=False, axis="x")


def _parts(span: data.Span) -> list[Artist]:
    """What the colours mean, and the hatching where there is any."""
    from matplotlib.patches import Patch

    shown: list[Artist] = [Patch(facecolor=colour, label=label) for label, colour in _PRECISIONS.items()]
    if not all(_whole(year, span) for year in range(span[0].year, span[1].year + 1)):
        shown.append(Patch(facecolor=style.GREY, edgecolor="white", hatch="////", linewidth=0, label="part of a year"))
    return shown


def _whole(year: int, span: data.Span) -> bool:
    import pandas as pd

    return span[0] <= pd.Timestamp(year, 1, 1) and pd.Timestamp(year, 12, 31) <= span[1]
