"""Check one answer by the rules of the checks, before there is a file to check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from us_russia_relations.definitions import LINK_TABLES, RAW_TABLES
from us_russia_relations.definitions.derived import RECORDS
from us_russia_relations.definitions.links import TERMS
from us_russia_relations.definitions.model import Column, Table
from us_russia_relations.raw.dataset import Dataset, RawTable, Row


@dataclass(frozen=True)
class AnswerCheck:
    """Which answers a cell of the dataset can take, and what is wrong with one."""

    dataset: Dataset

    @cached_property
    def _definitions(self) -> dict[tuple[str, str], Row]:
        return {(row["vocabulary"], row["term"]): row for row in self.dataset.rows(TERMS.name)}

    def choices(self, table: Table, column: Column) -> dict[str, str] | None:
        """The ids or terms that the cell can take, each with its label; None where any text will do."""
        if column.vocabulary:
            terms = self.dataset.terms.get(column.vocabulary, frozenset())
            return {term: self._definitions[column.vocabulary, term]["label"] for term in sorted(terms)}
        for key in table.foreign_keys:
            if key.columns == (column.name,):
                return self._labels(table.owners if key.table == RECORDS.name else (key.table,))
        return None

    def definition(self, column: Column, term: str) -> str:
        """What a term of the column's vocabulary means; empty for an id."""
        row = self._definitions.get((column.vocabulary, term))
        return row["definition"] if row is not None else ""

    def _labels(self, tables: tuple[str, ...]) -> dict[str, str]:
        return {
            record_id: label(row)
            for record_id, row in sorted(self.dataset.records.items())
            if not tables or row.table.name in tables
        }

    def fields(self, record_id: str, table: Table | None = None) -> dict[str, str]:
        """What evidence of the record can name: its columns, the link tables, or the row as a whole."""
        row = self.dataset.records.get(record_id)
        table = row.table if row is not None else table
        columns = {column.name: "" for column in table.columns} if table else {}
        return {"*": "the row as a whole", **columns, **{link.name: "" for link in LINK_TABLES}}

    def id_fault(self, record_id: str) -> str:
        """Why the id can't be given to a new record; empty where it can."""
        taken = self.dataset.records.get(record_id)
        if taken is not None:
            return f"duplicate-id: {taken.table.path} line {taken.line} has the same id"
        return "retired-id: the id was retired and is never used again" if record_id in self.dataset.retired else ""

    def problems(self, table: Table, cells: Mapping[str, str], name: str) -> list[str]:
        """What the checks report for one cell, given those of its row that are known already."""
        from us_russia_relations.check.cells import check_column
        from us_russia_relations.check.chronology import check_chronology
        from us_russia_relations.check.codes import check_codes
        from us_russia_relations.check.hints import Hints
        from us_russia_relations.check.text import check_text

        row = RawTable(table, [[cells.get(column, "") for column in table.header]])
        alone = Dataset({**{other.name: RawTable(other) for other in RAW_TABLES}, table.name: row})
        alone.terms, alone.meaning = self.dataset.terms, self.dataset.meaning
        problems = {
            *check_column(row, table.column(name), self.dataset.terms, Hints(self.dataset)),
            *check_text(alone),
            *check_codes(alone),
            *check_chronology(alone),
        }
        return [
            f"{problem.rule}: {problem.message}" + (f" ({problem.hint})" if problem.hint else "")
            for problem in sorted(problems)
            if problem.file == table.path and problem.column == name
        ]


def label(row: Row) -> str:
    """What the record is called; empty for a number, whose id says more."""
    return "" if row.table.label_format else row.table.name_of(row.cells)
