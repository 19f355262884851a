"""Read a CSV file of new rows: its columns and cells, and the problems of their shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from us_russia_relations.curate.entries import KINDS, LinkFlag
from us_russia_relations.definitions import LINK_TABLES, RECORD_TABLES
from us_russia_relations.definitions.model import Table
from us_russia_relations.errors import CallError
from us_russia_relations.raw import limits
from us_russia_relations.raw.content import BOM, lines_of, unreadable
from us_russia_relations.raw.csv_rows import CsvRows, NotCsvError
from us_russia_relations.rules.files import EXTRA_CELL, INCORRECT_LABEL, MISSING_CELL
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.rule import Rule
from us_russia_relations.text.nearest import nearest

TABLES = (*RECORD_TABLES, *LINK_TABLES)
# The columns of evidence that may stand beside those of a table, and what they are called there.
EVIDENCE = {
    "source": "citation_id",
    "locator": "locator",
    "stance": "stance",
    "field": "field",
    "claimed_value": "claimed_value",
}
# These follow from the other cells where they are left empty.
_PROPOSED = ("scope",)
_SEPARATORS = (",", ";", "\t")

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """A row of the file: the line that it begins on, and its filled cells by column."""

    number: int
    cells: Cells


@dataclass
class Intake:
    """A file as it was read: its columns, its rows, and what is wrong with them as they stand."""

    name: str
    header: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, rule: Rule, line: int, column: str, message: str, hint: str = "", *, value: str = "") -> None:
        self.problems.append(rule.problem(self.name, line, message, hint, column=column, value=value))


def read(path: Path) -> Intake:
    """The rows of a CSV file of UTF-8, separated by commas, semicolons or tabs.

    Raises CallError where it can't be read as one; rows of another width are problems.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CallError(f"{path} can't be read: {error.strerror}") from error
    if len(content) > limits.FILE:
        raise CallError(f"{path} is larger than {limits.FILE >> 20} MiB; enter it in parts")
    content = content.removeprefix(BOM)
    if fault := unreadable(content):
        raise CallError(f"{path}: line {fault.line}: {fault.message}; {fault.hint}")
    first = next(iter(lines_of(content)), "")
    try:
        return _parsed(path.name, CsvRows(lines_of(content), max(_SEPARATORS, key=first.count)))
    except NotCsvError as error:
        raise CallError(f"{path} line {error.line}: {error}") from error


def _parsed(name: str, source: CsvRows) -> Intake:
    rows = iter(source)
    header = tuple(cell.strip() for cell in next(rows, []))
    if not any(header):
        raise CallError(f"{name} has no header; its first line names the columns")
    intake = Intake(name, header)
    for column in {column for column in header if column and header.count(column) > 1}:
        intake.problem(INCORRECT_LABEL, 1, column, "the header names the column twice")
    for values in rows:
        cells = [value.strip() for value in values]
        if any(cells):
            _take(intake, source.first, cells)
    return intake


def _take(intake: Intake, number: int, cells: list[str]) -> None:
    width = len(intake.header)
    if len(cells) < width:
        intake.problem(MISSING_CELL, number, "", f"the row has {len(cells)} cells, the header {width}")
    elif any(cells[width:]):
        hint = "a cell that holds the separator stands in quotes"
        intake.problem(EXTRA_CELL, number, "", f"the row has {len(cells)} cells, the header {width}", hint)
    else:
        named = zip(intake.header, cells[:width], strict=True)
        intake.lines.append(Line(number, {column: cell for column, cell in named if column and cell}))


def table_of(intake: Intake, name: str) -> Table:
    """The table that the rows are of: the one that is named, else the only one whose columns the file can have.

    Raises CallError where there is no such table, or not exactly one.
    """
    names = {table.name: table for table in TABLES}
    if name:
        if name not in names:
            raise CallError(f"--table {name}: {nearest(name, names) or 'there are ' + ', '.join(names)}")
        return names[name]
    columns = {column for column in intake.header if column}
    fitting = [table for table in TABLES if _needed(table) <= columns <= {*_known(table)}]
    if len(fitting) != 1:
        fits = f"fits {', '.join(table.name for table in fitting)}" if fitting else "fits no table"
        raise CallError(f"the header of {intake.name} {fits}; say with --table which one is meant")
    return fitting[0]


def check_header(intake: Intake, table: Table) -> None:
    """Add to the problems of the file each column that the table does not have, and each that is missing."""
    known = _known(table)
    for column in intake.header:
        if column and column not in known:
            hint = nearest(column, known) or f"there are {', '.join(known)}"
            intake.problem(INCORRECT_LABEL, 1, column, f"{table.name} has no such column", hint)
    for column in sorted(_needed(table) - {*intake.header}):
        intake.problem(INCORRECT_LABEL, 1, column, f"the column is missing, and {table.name} needs it")


def links_of(table: Table) -> tuple[LinkFlag, ...]:
    """The links of a record that may stand beside its cells, as the flags of `usrr new` have them."""
    return next((kind.links for kind in KINDS if kind.table == table.name), ())


def evidence_of(table: Table) -> tuple[str, ...]:
    """The columns of evidence that may stand beside those of the table."""
    return () if table.name in {"evidence", "citations"} else tuple(EVIDENCE)


def _known(table: Table) -> tuple[str, ...]:
    # A citation has an issue of its own, and no link of that name.
    return (*table.header, *(link.flag for link in links_of(table)), *evidence_of(table))


def _needed(table: Table) -> set[str]:
    free = {*_PROPOSED, *(table.primary_key if table in RECORD_TABLES else ())}
    return {column.name for column in table.columns if column.required} - free
