"""What goes wrong with the rows of a file: a cell too few or too many, a row twice, rows out of order."""

from __future__ import annotations

from random import Random

from corruptions.model import Clean, Corruption, Operator, written
from us_russia_relations.definitions import RAW_TABLES
from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.values import render_row

_FILLED = tuple(table.name for table in RAW_TABLES if table.name != "retired")
_TEXTS = {
    "actors": "description",
    "events": "summary",
    "measures": "summary",
    "treaties": "summary",
    "citations": "publisher",
    "observations": "note",
    "evidence": "locator",
    "crosswalk": "note",
    "terms": "definition",
    "listings": "list_number",
}


def _at(table: Table, content: bytes, rule: str, index: int, column: str = "") -> Corruption:
    return Corruption({table.path: content}, rule, table.path, index + 2, column)


def _line(clean: Clean, table: Table, random: Random) -> tuple[list[str], int]:
    lines = clean.lines(table.name)
    return lines, random.randrange(len(lines) - 1)


def short_row(clean: Clean, table: Table, random: Random) -> Corruption:
    """A cell in the middle or at the end has gone with its comma."""
    lines, index = _line(clean, table, random)
    cells = [*clean.rows(table.name)[index].values()]
    cells.pop(random.randrange(1, len(cells)))
    lines[index + 1] = render_row(cells)
    return _at(table, "".join(lines).encode(), "missing-cell", index)


def long_row(clean: Clean, table: Table, random: Random) -> Corruption:
    """A comma that nobody quoted."""
    lines, index = _line(clean, table, random)
    lines[index + 1] = lines[index + 1].rstrip("\n") + ", and more\n"
    return _at(table, "".join(lines).encode(), "extra-cell", index)


def row_twice(clean: Clean, table: Table, random: Random) -> Corruption:
    lines, index = _line(clean, table, random)
    lines.insert(index + 1, lines[index + 1])
    return _at(table, "".join(lines).encode(), "primary-key", index + 1, table.primary_key[-1])


def key_twice(clean: Clean, table: Table, random: Random) -> Corruption:
    """The row stands there again with another text, as after a merge of two people's changes."""
    rows, column = [*clean.rows(table.name)], _TEXTS[table.name]
    index = random.randrange(len(rows))
    other = "2021-01-20" if column == "delisted" else f"{rows[index][column]} Revised".strip()
    rows.insert(index + 1, {**rows[index], column: other})
    return _at(table, written(table, rows), "primary-key", index + 1, table.primary_key[-1])


def rows_swapped(clean: Clean, table: Table, random: Random) -> Corruption:
    rows = [*clean.rows(table.name)]
    index = random.randrange(len(rows) - 1)
    rows[index : index + 2] = rows[index + 1], rows[index]
    return _at(table, written(table, rows), "row-order", index + 1, table.primary_key[0])


def row_moved(clean: Clean, table: Table, random: Random) -> Corruption:
    """The row was added at the end, as people do who don't sort."""
    rows = [*clean.rows(table.name)]
    rows.append(rows.pop(random.randrange(len(rows) - 2)))
    return _at(table, written(table, rows), "row-order", len(rows) - 1, table.primary_key[0])


OPERATORS = (
    Operator("row too short", _FILLED, short_row),
    Operator("row too long", _FILLED, long_row),
    Operator("row twice", _FILLED, row_twice),
    Operator("key twice", tuple(_TEXTS), key_twice),
    Operator("rows swapped", _FILLED, rows_swapped),
    Operator("row at the end", _FILLED, row_moved),
)
