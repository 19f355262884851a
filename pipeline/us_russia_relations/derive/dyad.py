"""The directed dyad of the United States and Russia by month and by year, with zero rows present."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from us_russia_relations.definitions.panels import DYAD_MONTH, DYAD_YEAR, MEAN_PLACES, QUADS
from us_russia_relations.definitions.records import EVENTS, MEASURES
from us_russia_relations.derive.links import Links
from us_russia_relations.derive.months import Life, Month, has_month, life, month_of, window, year_of, years
from us_russia_relations.derive.typed import Record

DIRECTIONS = (("russia", "usa"), ("usa", "russia"))
# A month or a year, the one in which a date of a record lies, and those in which something was in force.
Period = Month | int
PeriodOf = Callable[[Record, str], Period | None]
InForce = Callable[[Life], Iterable[Period]]


@dataclass
class Tally:
    """What is counted in one period, by column, and the scores of its events."""

    counts: Counter[str] = field(default_factory=Counter)
    scores: list[Decimal] = field(default_factory=list)

    def columns(self, header: tuple[str, ...]) -> Record:
        """The columns after the key and the codes, of a panel with this header."""
        total = sum(self.scores, Decimal(0))
        mean = float(round(total / len(self.scores), MEAN_PLACES)) if self.scores else None
        scores = {"goldstein_sum": float(total), "goldstein_mean": mean}
        return {column: scores.get(column, self.counts[column]) for column in header[header.index("events") :]}


def dyad_month(links: Links) -> list[Record]:
    """One row for each direction and month, sorted by key.

    An event counts in the month in which it began, in the direction from a state that initiated it to the state that
    was its target; a meeting of both counts in both directions, and so does, apart from the events, what they did
    together. What is refuted or dated more coarsely than a month does not count.
    """
    return [
        {**keys, **month.columns(), **tallies[month].columns(DYAD_MONTH.header)}
        for direction in DIRECTIONS
        for keys, tallies in [(_dyad(links, *direction), _tallies(links, *direction, month_of, Life.months))]
        for month in window()
    ]


def dyad_year(links: Links) -> list[Record]:
    """One row for each direction and year, sorted by key; counts as by month, and what has a year but no month."""
    return [
        {**keys, "year": year, **tallies[year].columns(DYAD_YEAR.header)}
        for direction in DIRECTIONS
        for keys, tallies in [(_dyad(links, *direction), _tallies(links, *direction, year_of, Life.years))]
        for year in years()
    ]


def _dyad(links: Links, source: str, target: str) -> Record:
    codes = links.identifiers("cow")
    numbers = {"ccode1": int(codes.get(source, 0)), "ccode2": int(codes.get(target, 0))}
    return {"source_id": source, "target_id": target, **numbers}


def _tallies(
    links: Links, source: str, target: str, period_of: PeriodOf, in_force: InForce
) -> defaultdict[Period | None, Tally]:
    """The acts from the one state to the other by period; those of no period are under None."""
    tallies: defaultdict[Period | None, Tally] = defaultdict(Tally)
    _tally_events(links, source, target, period_of, tallies)
    for measure_id, measure in links.not_refuted(MEASURES).items():
        if links.has(measure_id, source, "imposer") and links.has(measure_id, target, "target"):
            tallies[period_of(measure, "adopted")].counts["measures_new"] += 1
            delisted = (period_of(listing, "delisted") for listing in links.listings[measure_id])
            for period in {period_of(measure, "ended"), *delisted}:
                tallies[period].counts["eased"] += 1
            for period in in_force(life(measure)):
                tallies[period].counts["measures_in_force"] += 1
    return tallies


def _tally_events(
    links: Links, source: str, target: str, period_of: PeriodOf, tallies: defaultdict[Period | None, Tally]
) -> None:
    quads, scores = links.event_codes("quad_class"), links.event_codes("goldstein")
    for event_id, event in links.not_refuted(EVENTS).items():
        ways = links.ways(event_id, source, target)
        if ways.together:
            tallies[period_of(event, EVENTS.date)].counts["together"] += 1
        if not ways.there:
            continue
        tally = tallies[period_of(event, EVENTS.date)]
        tally.counts["events"] += 1
        tally.counts["meetings"] += ways.met
        tally.counts["events_without_month"] += not has_month(event, EVENTS.date)
        if event["type"] in quads:
            tally.counts[QUADS[int(quads[event["type"]]) - 1]] += 1
        if event["type"] in scores:
            tally.scores.append(Decimal(scores[event["type"]]))
        else:
            tally.counts["unscored"] += 1
