"""Rows by year, type and direction of the dyad, and by theme."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import Any

from us_russia_relations.definitions import ACT_TABLES, package
from us_russia_relations.derive.links import Links, Ways
from us_russia_relations.derive.typed import Record, Tables

UNITED_STATES, RUSSIA = "usa", "russia"
# The directions that a row can have, in the order of the report.
DIRECTIONS = ("usa_to_russia", "russia_to_usa", "both", "together", "other")

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
    counts = _summed(tables, 0, 1, 3)
    window = range(int(package.WINDOW_START[:4]), int(package.WINDOW_END[:4]) + 1)
    lines: list[dict[str, Any]] = []
    for one in ACT_TABLES:
        years_of_table = {year for table, year, _ in counts if table == one.name} | {*window}
        for year, direction in product(sorted(years_of_table, key=_none_last), DIRECTIONS):
            rows = counts[one.name, year, direction]
            lines.append({"table": one.name, "year": year, "direction": direction, "rows": rows})
    return lines


def types(tables: Tables) -> list[dict[str, Any]]:
    """How many rows each table, type and direction has, where there are any."""
    counts = _summed(tables, 0, 2, 3)
    order = sorted(counts, key=lambda cell: (_index(cell[0]), cell[1], DIRECTIONS.index(cell[2])))
    return [{"table": cell[0], "type": cell[1], "direction": cell[2], "rows": counts[cell]} for cell in order]


def themes(tables: Tables) -> list[dict[str, Any]]:
    """How many events, measures and treaties have each tag; zeros are there where the table uses the vocabulary."""
    home = {row[one.id]: one.name for one in ACT_TABLES for row in tables[one.name]}
    counts = Counter((row["vocabulary"], row["term"], home[row["record_id"]]) for row in tables["tags"])
    used = sorted({(vocabulary, table) for vocabulary, _, table in counts}, key=lambda use: (use[0], _index(use[1])))
    terms: defaultdict[str, list[str]] = defaultdict(list)
    for row in tables["terms"]:
        terms[row["vocabulary"]].append(row["term"])
    return [
        {"vocabulary": vocabulary, "term": term, "table": table, "rows": counts[vocabulary, term, table]}
        for vocabulary, table in used
        for term in terms[vocabulary]
    ]


def _summed(tables: Tables, *parts: int) -> Counter[tuple[Any, ...]]:
    """The counts by some parts of the cell."""
    counts: Counter[tuple[Any, ...]] = Counter()
    for cell, rows in _counts(tables).items():
        counts[tuple(cell[part] for part in parts)] += rows
    return counts


def _counts(tables: Tables) -> Counter[_Cell]:
    links = Links(tables)
    return Counter(
        (one.name, _year(row, one.date), row[one.type], direction(links.ways(row[one.id], UNITED_STATES, RUSSIA)))
        for one in ACT_TABLES
        for row in tables[one.name]
    )


def direction(ways: Ways) -> str:
    """The direction of a row, by the rule of the panels of the dyad.

    From the state that initiates or imposes to the state that is its target; ``both`` where that holds both ways, in a
    meeting of both and in a treaty of both; ``together`` for any other act in which both take part as equals;
    ``other`` for all else, as acts toward third countries.
    """
    if ways.there and ways.back:
        return "both"
    if ways.there or ways.back:
        return "usa_to_russia" if ways.there else "russia_to_usa"
    return "together" if ways.together else "other"


def _year(row: Record, column: str) -> int | None:
    first = row[f"{column}_start"]
    return first.year if first is not None else None


def _none_last(year: int | None) -> tuple[bool, int]:
    return (year is None, year or 0)


def _index(table: str) -> int:
    return next(index for index, one in enumerate(ACT_TABLES) if one.name == table)


def _order(cell: _Cell) -> tuple[int, tuple[bool, int], str, int]:
    table, year, kind, direction_name = cell
    return (_index(table), _none_last(year), kind, DIRECTIONS.index(direction_name))
