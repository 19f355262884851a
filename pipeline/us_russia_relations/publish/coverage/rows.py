"""Rows by year, type and direction of the dyad, and by theme."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import Any

from us_russia_relations.definitions import ACT_TABLES, package
from us_russia_relations.definitions.meaning import Meaning
from us_russia_relations.derive.typed import Record, Tables

UNITED_STATES, RUSSIA = "usa", "russia"
# The directions that a row can have, in the order in which they are told.
DIRECTIONS = ("usa_to_russia", "russia_to_usa", "both", "other")

_Cell = tuple[str, int | None, str, str]


def cells(tables: Tables) -> list[dict[str, Any]]:
    """How many rows each table, year, type and direction has, where there are any."""
    counts = _counts(tables)
    return [
        {
            "table": table,
            "year": year,
            "type": kind,
            "direction": direction,
            "rows": counts[table, year, kind, direction],
        }
        for table, year, kind, direction in sorted(counts, key=_order)
    ]


def years(tables: Tables) -> list[dict[str, Any]]:
    """How many rows each table, year and direction has: each year of the window, with its zeros, and those outside."""
    counts: Counter[tuple[str, int | None, str]] = Counter()
    for (table, year, _, direction), rows in _counts(tables).items():
        counts[table, year, direction] += rows
    window = range(int(package.WINDOW_START[:4]), int(package.WINDOW_END[:4]) + 1)
    found: list[dict[str, Any]] = []
    for one in ACT_TABLES:
        there = {year for table, year, _ in counts if table == one.name} | {*window}
        for year, direction in product(sorted(there, key=_last_if_none), DIRECTIONS):
            rows = counts[one.name, year, direction]
            found.append({"table": one.name, "year": year, "direction": direction, "rows": rows})
    return found


def types(tables: Tables) -> list[dict[str, Any]]:
    """How many rows each table, type and direction has, where there are any."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for (table, _, kind, direction), rows in _counts(tables).items():
        counts[table, kind, direction] += rows
    order = sorted(counts, key=lambda cell: (_place(cell[0]), cell[1], DIRECTIONS.index(cell[2])))
    return [{"table": cell[0], "type": cell[1], "direction": cell[2], "rows": counts[cell]} for cell in order]


def themes(tables: Tables) -> list[dict[str, Any]]:
    """How many events, measures and treaties have each tag; zeros are told where the table uses the vocabulary."""
    home = {row[one.id]: one.name for one in ACT_TABLES for row in tables[one.name]}
    counts = Counter((row["vocabulary"], row["term"], home[row["record_id"]]) for row in tables["tags"])
    used = sorted({(vocabulary, table) for vocabulary, _, table in counts}, key=lambda use: (use[0], _place(use[1])))
    terms: defaultdict[str, list[str]] = defaultdict(list)
    for row in tables["terms"]:
        terms[row["vocabulary"]].append(row["term"])
    return [
        {"vocabulary": vocabulary, "term": term, "table": table, "rows": counts[vocabulary, term, table]}
        for vocabulary, table in used
        for term in terms[vocabulary]
    ]


def _counts(tables: Tables) -> Counter[_Cell]:
    cast: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in tables["participants"]:
        cast[row["record_id"]][row["actor_id"]].add(row["role"])
    meaning = Meaning(tables["term_properties"])
    return Counter(
        (one.name, _year(row, one.date), row[one.type], direction(cast[row[one.id]], meaning))
        for one in ACT_TABLES
        for row in tables[one.name]
    )


def direction(cast: dict[str, set[str]], meaning: Meaning) -> str:
    """The direction of a row, by the roles that each actor has in it.

    From the state that initiates or imposes to the state that is its target; ``both`` where that holds both ways or
    where both states take part as equals; ``other`` for all else, as acts toward third countries.
    """
    american, russian = cast.get(UNITED_STATES, set()), cast.get(RUSSIA, set())
    aims, aimed_at = meaning.terms("role", "aims"), meaning.terms("role", "aimed_at")
    together = meaning.terms("role", "meets") | meaning.terms("role", "binds")
    there = bool(american & aims and russian & aimed_at)
    back = bool(russian & aims and american & aimed_at)
    if there != back:
        return "usa_to_russia" if there else "russia_to_usa"
    return "both" if there or (american & together and russian & together) else "other"


def _year(row: Record, column: str) -> int | None:
    first = row[f"{column}_start"]
    return first.year if first is not None else None


def _last_if_none(year: int | None) -> tuple[bool, int]:
    return (year is None, year or 0)


def _place(table: str) -> int:
    return next(place for place, one in enumerate(ACT_TABLES) if one.name == table)


def _order(cell: _Cell) -> tuple[int, tuple[bool, int], str, int]:
    table, year, kind, way = cell
    return (_place(table), _last_if_none(year), kind, DIRECTIONS.index(way))
