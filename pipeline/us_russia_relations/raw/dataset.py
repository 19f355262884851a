"""The raw tables as columns of texts that know the lines of their files, and the look-ups that the checks share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from us_russia_relations.definitions import RECORD_TABLES, edtf
from us_russia_relations.definitions.links import TERM_PROPERTIES
from us_russia_relations.definitions.meaning import Meaning
from us_russia_relations.definitions.model import Table
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.rule import Rule

Key = tuple[str, ...]


class RawTable:
    """One file of raw/ as columns of texts, with the line that each row begins on; rows are views, made on demand.

    ``broken`` holds the lines whose cell count is wrong: their ids still count as present, but their
    cells are not checked, since it is not known which column each belongs to. ``lost`` marks a file that could not be
    read at all: what points into it is not judged either.
    """

    def __init__(
        self,
        table: Table,
        rows: Sequence[Sequence[str]] = (),
        lines: Sequence[int] = (),
        *,
        broken: Collection[int] = (),
        lost: bool = False,
    ) -> None:
        """``rows`` have a cell for each column of the table; ``lines`` are empty where they come from no file."""
        self.table, self.broken, self.lost = table, frozenset(broken), lost
        columns = zip(*rows, strict=True) if rows else ((),) * len(table.header)
        self.columns: dict[str, Sequence[str]] = dict(zip(table.header, columns, strict=True))
        self.lines = lines or (0,) * len(rows)

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def rows(self) -> list[Row]:
        """A view of each row, the broken ones among them."""
        return [Row(self, index) for index in range(len(self))]

    @cached_property
    def keys(self) -> list[Key]:
        """The primary key of each row."""
        return self.tuples(self.table.primary_key)

    def tuples(self, names: Sequence[str]) -> list[Key]:
        """The cells of some columns, row by row."""
        return [*zip(*[self.columns[name] for name in names], strict=True)]

    @cached_property
    def intact_rows(self) -> list[Row]:
        """The rows that have one cell for each column."""
        return [row for row in self.rows if row.line not in self.broken] if self.broken else self.rows

    def values(self, column: str) -> Sequence[str]:
        """The texts of a column in the intact rows, in their order."""
        return [row[column] for row in self.intact_rows] if self.broken else self.columns[column]

    def problem(self, rule: Rule, line: int, message: str, hint: str = "") -> Problem:
        """A problem of a line, or with line 0 of the file as a whole."""
        return rule.problem(self.table.path, line, message, hint)


class Row:
    """A row of a raw table: its line, and its cells by column name (empty text where nothing stands)."""

    __slots__ = ("index", "source")

    def __init__(self, source: RawTable, index: int) -> None:
        self.source, self.index = source, index

    def __getitem__(self, column: str) -> str:
        return self.source.columns[column][self.index]

    def __contains__(self, column: str) -> bool:
        return column in self.source.columns

    @property
    def line(self) -> int:
        return self.source.lines[self.index]

    @property
    def table(self) -> Table:
        return self.source.table

    @property
    def cells(self) -> dict[str, str]:
        """A copy of the cells by column name."""
        return {name: column[self.index] for name, column in self.source.columns.items()}

    @property
    def intact(self) -> bool:
        """True where it has one cell for each column."""
        return self.line not in self.source.broken

    @property
    def key(self) -> Key:
        return self.source.keys[self.index]

    def span(self, column: str) -> edtf.Span | None:
        """What the date in the column can mean; None where the cell is empty or is no date."""
        text = self[column]
        if not text:
            return None
        try:
            return edtf.parse(text)
        except ValueError:
            return None

    def problem(self, rule: Rule, column: str, message: str, hint: str = "", value: str | None = None) -> Problem:
        """A problem of this row; the value is that of the column where none is given."""
        shown = self.source.columns[column][self.index] if column and value is None else value or ""
        return rule.problem(
            self.table.path, self.line, message, hint, column=column, record=" ".join(self.key), value=shown
        )


@dataclass
class Dataset:
    """All raw tables by name, with the look-ups that the checks share."""

    tables: dict[str, RawTable]

    def rows(self, table: str) -> list[Row]:
        """The rows of a table that have one cell for each column."""
        return self.tables[table].intact_rows

    @cached_property
    def records(self) -> dict[str, Row]:
        """Every id of a record table, with the row that has it first."""
        result: dict[str, Row] = {}
        for table in RECORD_TABLES:
            raw = self.tables[table.name]
            for record_id, row in zip(raw.columns[table.primary_key[0]], raw.rows, strict=True):
                result.setdefault(record_id, row)
        return result

    @cached_property
    def retired(self) -> dict[str, Row]:
        return {row["retired_id"]: row for row in self.rows("retired")}

    @cached_property
    def terms(self) -> dict[str, frozenset[str]]:
        """The terms of each vocabulary."""
        result: defaultdict[str, set[str]] = defaultdict(set)
        # A broken row still names its term: its two first cells are whole, whatever is wrong behind them.
        for vocabulary, term in self.tables["terms"].tuples(("vocabulary", "term")):
            result[vocabulary].add(term)
        return {vocabulary: frozenset(terms) for vocabulary, terms in result.items()}

    @cached_property
    def meaning(self) -> Meaning:
        """What the terms mean to the checks."""
        return Meaning(row.cells for row in self.rows(TERM_PROPERTIES.name))

    def grouped(self, table: str, column: str) -> dict[str, list[Row]]:
        """The rows of a table by the value of a column; computed once for each pair."""
        key = (table, column)
        if key not in self._groups:
            groups: defaultdict[str, list[Row]] = defaultdict(list)
            raw = self.tables[table]
            for text, row in zip(raw.values(column), raw.intact_rows, strict=True):
                groups[text].append(row)
            self._groups[key] = dict(groups)
        return self._groups[key]

    @cached_property
    def _groups(self) -> dict[tuple[str, str], dict[str, list[Row]]]:
        return {}

    def lost(self, *tables: str) -> bool:
        """True when one of the files could not be read, so that nothing can be said of what is missing in it."""
        return any(self.tables[table].lost for table in tables)

    def unsure(self, *tables: str) -> frozenset[str]:
        """Every text in the broken rows of the tables: what such a row names can't be called missing."""
        if tables not in self._doubts:
            raws = [self.tables[table] for table in tables]
            rows = (row for raw in raws if raw.broken for row in raw.rows if row.line in raw.broken)
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
        return row.table.name if row else ""
