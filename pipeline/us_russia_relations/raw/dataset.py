"""The raw tables as texts that remember where they stand in their files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from us_russia_relations.definitions import RECORD_TABLES, edtf
from us_russia_relations.definitions.links import TERM_PROPERTIES
from us_russia_relations.definitions.meaning import Meaning
from us_russia_relations.definitions.model import Table
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.rule import Rule


@dataclass(frozen=True)
class Row:
    """One row of a file: its line, and its cells by column name (empty text where nothing stands)."""

    sheet: Sheet
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def table(self) -> Table:
        return self.sheet.table

    @cached_property
    def key(self) -> tuple[str, ...]:
        return tuple([self.cells[name] for name in self.sheet.table.primary_key])

    def span(self, column: str) -> edtf.Span | None:
        """What the date in the column can mean; None where the cell is empty or is no date."""
        text = self.cells[column]
        if not text:
            return None
        try:
            return edtf.parse(text)
        except ValueError:
            return None

    def problem(self, rule: Rule, column: str, message: str, hint: str = "", value: str | None = None) -> Problem:
        """A problem of this row; the value is that of the column where none is given."""
        shown = self.cells.get(column, "") if value is None else value
        return rule.problem(
            self.sheet.table.path,
            self.line,
            message,
            hint,
            column=column,
            record=" ".join(self.key),
            value=shown,
        )


@dataclass
class Sheet:
    """One file of raw/: its definition and its rows in file order.

    ``broken`` holds the lines whose cell count is wrong: their ids still count as present, but their
    cells are not judged, since nobody knows which cell is which. ``lost`` marks a file that could not be
    read at all: what points into it is not judged either.
    """

    table: Table
    rows: list[Row] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    lost: bool = False

    def problem(self, rule: Rule, line: int, message: str, hint: str = "") -> Problem:
        """A problem of a line, or with line 0 of the file as a whole."""
        return rule.problem(self.table.path, line, message, hint)

    def sound_rows(self) -> Iterator[Row]:
        return (row for row in self.rows if row.line not in self.broken)


@dataclass
class Dataset:
    """All sheets by table name, with the look-ups that the checks share."""

    sheets: dict[str, Sheet]

    def rows(self, table: str) -> list[Row]:
        return [*self.sheets[table].sound_rows()]

    @cached_property
    def records(self) -> dict[str, Row]:
        """Every id of a record table, with the row that has it first."""
        found: dict[str, Row] = {}
        for table in RECORD_TABLES:
            for row in self.sheets[table.name].rows:
                found.setdefault(row[table.primary_key[0]], row)
        return found

    @cached_property
    def retired(self) -> dict[str, Row]:
        return {row["retired_id"]: row for row in self.rows("retired")}

    @cached_property
    def terms(self) -> dict[str, frozenset[str]]:
        """The terms of each vocabulary."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        # A broken row still names its term: its two first cells are whole, whatever is wrong behind them.
        for row in self.sheets["terms"].rows:
            found[row["vocabulary"]].add(row["term"])
        return {vocabulary: frozenset(terms) for vocabulary, terms in found.items()}

    @cached_property
    def meaning(self) -> Meaning:
        """What the terms mean to the checks."""
        return Meaning(row.cells for row in self.rows(TERM_PROPERTIES.name))

    def grouped(self, table: str, column: str) -> dict[str, list[Row]]:
        """The rows of a table by the value of a column; computed once for each pair."""
        key = (table, column)
        if key not in self._groups:
            groups: defaultdict[str, list[Row]] = defaultdict(list)
            for row in self.rows(table):
                groups[row[column]].append(row)
            self._groups[key] = dict(groups)
        return self._groups[key]

    @cached_property
    def _groups(self) -> dict[tuple[str, str], dict[str, list[Row]]]:
        return {}

    def lost(self, *tables: str) -> bool:
        """True when one of the files could not be read, so that nothing can be said of what is missing in it."""
        return any(self.sheets[table].lost for table in tables)

    def unsure(self, *tables: str) -> frozenset[str]:
        """Every text in the broken rows of the tables: what such a row names can't be called missing."""
        if tables not in self._doubts:
            sheets = [self.sheets[table] for table in tables]
            rows = (row for sheet in sheets if sheet.broken for row in sheet.rows if row.line in sheet.broken)
            self._doubts[tables] = frozenset(text for row in rows for text in row.cells.values())
        return self._doubts[tables]

    @cached_property
    def _doubts(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}

    def participants(self, record_id: str) -> list[Row]:
        return self.grouped("participants", "record_id").get(record_id, [])

    def evidence(self, record_id: str) -> list[Row]:
        return self.grouped("evidence", "record_id").get(record_id, [])

    def table_of(self, record_id: str) -> str:
        """The record table of an id; empty where the id is unknown."""
        row = self.records.get(record_id)
        return row.sheet.table.name if row else ""
