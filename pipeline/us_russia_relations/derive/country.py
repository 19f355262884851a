"""Each state of the dataset by year: events that it took part in, measures that it imposed and received."""

from __future__ import annotations

from collections import Counter, defaultdict

from us_russia_relations.definitions.panels import COUNTRY_YEAR, EVENT_ROLES, MEASURE_ROLES
from us_russia_relations.definitions.records import EVENTS, MEASURES
from us_russia_relations.derive.links import Links
from us_russia_relations.derive.months import has_month, life, year_of, years
from us_russia_relations.derive.typed import Record

# These have rows even where nothing is counted.
ALWAYS = frozenset({"usa", "russia"})
_COLUMN_OF = {role: column for column, roles in EVENT_ROLES.items() for role in roles}
# The counts stand after the key and the codes of the state.
_COUNTED = COUNTRY_YEAR.header[COUNTRY_YEAR.header.index("year") + 1 :]
_Counts = defaultdict[str, Counter[tuple[int | None, str]]]


def country_year(links: Links) -> list[Record]:
    """One row for each state with a COW number that some year counts, and year, sorted by key; zero rows present."""
    counts: _Counts = defaultdict(Counter)
    _count_events(links, counts)
    _count_measures(links, counts)
    cow, gw, iso3 = (links.identifiers(scheme) for scheme in ("cow", "gw", "iso3"))
    states = sorted(
        actor
        for actor, row in links.actors.items()
        if actor in ALWAYS
        or (row["kind"] == "state" and actor in cow and any(year is not None for year, _ in counts[actor]))
    )
    return [
        {
            "actor_id": state,
            "ccode": int(cow.get(state, 0)),
            "gwcode": int(gw[state]) if state in gw else None,
            "iso3": iso3.get(state),
            "year": year,
            **{column: counts[state][year, column] for column in _COUNTED},
        }
        for state in states
        for year in years()
    ]


def _count_events(links: Links, counts: _Counts) -> None:
    for event_id, event in links.not_refuted(EVENTS).items():
        year = year_of(event, "date")
        parts: defaultdict[str, set[str]] = defaultdict(set)
        for role, actors in links.participants.get(event_id, {}).items():
            for actor in actors if role in _COLUMN_OF else ():
                parts[actor].add(_COLUMN_OF[role])
        for actor, columns in parts.items():
            counts[actor].update((year, column) for column in ("events", *columns))
            if not has_month(event, "date"):
                counts[actor][year, "events_without_month"] += 1


def _count_measures(links: Links, counts: _Counts) -> None:
    for measure_id, measure in links.not_refuted(MEASURES).items():
        adopted, lived = year_of(measure, "adopted"), life(measure).years()
        for column, role in MEASURE_ROLES.items():
            for actor in links.participants.get(measure_id, {}).get(role, ()):
                counts[actor][adopted, column] += 1
                counts[actor].update((year, f"{column}_in_force") for year in lived)
