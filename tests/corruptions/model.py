"""What a corruption is, and the clean tables that it is made from."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Literal

from us_russia_relations.definitions import RAW_TABLES, raw_table
from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.values import render

Record = dict[str, str]
# The new bytes of a file; or that it is gone, or that a folder stands in its place.
Change = bytes | Literal["gone", "folder"]


@dataclass(frozen=True)
class Corruption:
    """What is written over the clean files, and the place and rule of the one problem that must be found."""

    changes: Mapping[str, Change]
    rule: str
    file: str
    line: int
    column: str = ""


@dataclass
class Clean:
    """The clean tables as they stand in the folder."""

    raw: Path
    _rows: dict[str, list[Record]] = field(default_factory=dict)

    def rows(self, table: str) -> list[Record]:
        """The rows of a table, which the caller must not change; row 0 stands on line 2."""
        if table not in self._rows:
            text = (self.raw / raw_table(table).path).read_text(encoding="utf-8")
            self._rows[table] = [*csv.DictReader(io.StringIO(text, newline=""))]
        return self._rows[table]

    def content(self, table: str) -> bytes:
        return (self.raw / raw_table(table).path).read_bytes()

    def lines(self, table: str) -> list[str]:
        """The lines of a file, each with its newline."""
        return self.content(table).decode("utf-8").splitlines(keepends=True)

    @cached_property
    def records(self) -> dict[str, tuple[str, Record]]:
        """Every id of a record table, with its table and row."""
        return {
            row[table.primary_key[0]]: (table.name, row)
            for table in RAW_TABLES
            if table.folder == "" and table.name != "retired"
            for row in self.rows(table.name)
        }


Corrupt = Callable[[Clean, Table, Random], Corruption]


@dataclass(frozen=True)
class Operator:
    """One way to go wrong: its name, the tables where it can, and the function that does it."""

    name: str
    tables: tuple[str, ...]
    corrupt: Corrupt


def written(table: Table, rows: list[Record]) -> bytes:
    """The rows as canonical CSV."""
    cells = [[row[name] for name in table.header] for row in rows]
    return render([table.header, *cells]).encode("utf-8")


def key(table: Table, row: Record) -> tuple[str, ...]:
    return tuple(row[name] for name in table.primary_key)


def with_cell(clean: Clean, table: Table, index: int, column: str, text: str) -> bytes:
    """The file with another text in one cell."""
    rows = [*clean.rows(table.name)]
    rows[index] = {**rows[index], column: text}
    return written(table, rows)


def in_order(clean: Clean, table: Table, index: int, changes: Record) -> bool:
    """True when the row, so changed, still sorts between its neighbours."""
    rows = clean.rows(table.name)
    new = key(table, {**rows[index], **changes})
    before = index == 0 or key(table, rows[index - 1]) < new
    return before and (index + 1 == len(rows) or new < key(table, rows[index + 1]))


def without(clean: Clean, table: Table, gone: set[int]) -> bytes:
    """The file without some of its rows."""
    return written(table, [row for index, row in enumerate(clean.rows(table.name)) if index not in gone])


def added(clean: Clean, table: Table, row: Record) -> tuple[bytes, int]:
    """The file with one more row where its key sorts, and that row's line."""
    full = dict.fromkeys(table.header, "") | row
    rows = sorted([*clean.rows(table.name), full], key=lambda other: key(table, other))
    return written(table, rows), rows.index(full) + 2


def pick(random: Random, candidates: list[int], what: str) -> int:
    """One of the candidates; AssertionError where the tables have none."""
    assert candidates, f"the tables have no place for {what}"
    return random.choice(candidates)
