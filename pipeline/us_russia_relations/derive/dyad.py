"""The directed dyad of the United States and Russia by month and by year, with zero rows present."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from us_russia_relations.definitions.panels import MEAN_PLACES, QUADS
from us_russia_relations.derive.links import Links
from us_russia_relations.derive.months import Life, Month, has_month, life, month_of, window, year_of, years
from us_russia_relations.derive.typed import Record

DIRECTIONS = (("russia", "usa"), ("usa", "russia"))
# The period in which a date of a record lies, and those in which a life was lived: months or years.
Place = Callable[[Record, str], Month | int | None]
Lived = Callable[[Life], Iterable[Month | int]]


@dataclass
class Tally:
    """What is counted in one period, by column, and the scores of its events."""

    counts: Counter[str] = field(default_factory=Counter)
    scores: list[Decimal] = field(default_factory=list)

    def columns(self) -> Record:
        total = sum(self.scores, Decimal(0))
        mean = float(round(total / len(self.scores), MEAN_PLACES)) if self.scores else None
        scored = {"goldstein_sum": float(total), "goldstein_mean": mean}
        counted = ("events", *QUADS, "meetings", "unscored", "together", "measures_new", "eased", "measures_in_force")
        return {column: self.counts[column] for column in counted} | scored


def dyad_month(links: Links) -> list[Record]:
    """One row for each direction and month, sorted by key.

    An event counts in the month in which it began, in the direction from a state that initiated it to the state that
    was its target; a meeting of both counts in both directions, and so does, apart from the events, what they did
    together. What is refuted or dated more coarsely than a month does not count.
    """
    return [
        {**keys, **month.columns(), **tallies[month].columns()}
        for direction in DIRECTIONS
        for keys, tallies in [(_dyad(links, *direction), _tallies(links, *direction, month_of, Life.months))]
        for month in window()
    ]


def dyad_year(links: Links) -> list[Record]:
    """One row for each direction and year, sorted by key; counts as by month, and what has a year but no month."""
    return [
        {
            **keys,
            "year": year,
            **tallies[year].columns(),
            "events_without_month": tallies[year].counts["events_without_month"],
        }
        for direction in DIRECTIONS
        for keys, tallies in [(_dyad(links, *direction), _tallies(links, *direction, year_of, Life.years))]
        for year in years()
    ]


def _dyad(links: Links, source: str, target: str) -> Record:
    codes = links.identifiers("cow")
    numbers = {"ccode1": int(codes.get(source, 0)), "ccode2": int(codes.get(target, 0))}
    return {"source_id": source, "target_id": target, **numbers}


def _tallies(
    links: Links, source: str, target: str, place: Place, lived: Lived
) -> defaultdict[Month | int | None, Tally]:
    """What goes from the one state to the other in each period; what has no period goes to None."""
    tallies: defaultdict[Month | int | None, Tally] = defaultdict(Tally)
    _tally_events(links, source, target, place, tallies)
    for measure_id, measure in links.held("measures").items():
        if links.has(measure_id, source, "imposer") and links.has(measure_id, target, "target"):
            tallies[place(measure, "adopted")].counts["measures_new"] += 1
            delisted = (place(listing, "delisted") for listing in links.listings[measure_id])
            for period in {place(measure, "ended"), *delisted}:
                tallies[period].counts["eased"] += 1
            for period in lived(life(measure)):
                tallies[period].counts["measures_in_force"] += 1
    return tallies


def _tally_events(
    links: Links, source: str, target: str, place: Place, tallies: defaultdict[Month | int | None, Tally]
) -> None:
    quads, scores = links.event_codes("quad_class"), links.event_codes("goldstein")
    for event_id, event in links.held("events").items():
        ways = links.ways(event_id, source, target)
        if ways.together:
            tallies[place(event, "date")].counts["together"] += 1
        if not ways.there:
            continue
        tally = tallies[place(event, "date")]
        tally.counts["events"] += 1
        tally.counts["meetings"] += ways.met
        tally.counts["events_without_month"] += not has_month(event, "date")
        if event["type"] in quads:
            tally.counts[QUADS[int(quads[event["type"]]) - 1]] += 1
        if event["type"] in scores:
            tally.scores.append(Decimal(scores[event["type"]]))
        else:
            tally.counts["unscored"] += 1
