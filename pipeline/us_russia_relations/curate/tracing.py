"""Report the problems of an edit at the lines and columns of the file that its rows come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from us_russia_relations.curate.changes import Plan
from us_russia_relations.curate.entering import Entered, NewRow
from us_russia_relations.curate.intake import EVIDENCE, TABLES, Intake
from us_russia_relations.raw.dataset import Key
from us_russia_relations.raw.read import parse
from us_russia_relations.rules.cells import REQUIRED
from us_russia_relations.rules.files import INCORRECT_LABEL
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.references import PRIMARY_KEY

_COLUMNS = {column: name for name, column in EVIDENCE.items()}
_TABLES = {table.path: table for table in TABLES}
# Messages name other rows by their file and line, or by the line alone where it is of the same file.
_LOCATION = re.compile(r"(?:(?P<file>[\w/]+\.csv) )?\bline (?P<line>[0-9]+)")


def traced(plan: Plan, entered: Entered, intake: Intake) -> list[Problem]:
    """All problems of the file and of the tables that it would change, sorted by file and line."""
    trace = _Trace(plan, entered, intake)
    absent = {problem.column for problem in intake.problems if problem.rule == INCORRECT_LABEL.name}
    moved = (trace.moved(problem) for problem in plan.problems)
    # A missing column is reported once, and not for each row.
    missing = {(intake.name, REQUIRED.name, column) for column in absent}
    kept = (one for one in moved if (one.file, one.rule, one.column) not in missing)
    return sorted({*intake.problems, *kept})


@dataclass(frozen=True)
class _Rows:
    """The rows of one table: those after the change by line, and the lines of those before it."""

    after: dict[int, Key]
    before: dict[Key, int]


class _Trace:
    def __init__(self, plan: Plan, entered: Entered, intake: Intake) -> None:
        self._entered, self._intake = entered, intake
        self._rows = {
            path: _Rows(dict(_numbered(path, after)), {cells: line for line, cells in _numbered(path, before)})
            for path, (before, after) in plan.files.items()
        }

    def moved(self, problem: Problem) -> Problem:
        """The problem where the file has what is wrong; else where the table has it now."""
        problem = self._turned(problem)
        named = replace(
            problem, message=_LOCATION.sub(lambda match: self._location(match, problem.file), problem.message)
        )
        new_row = self._new_row(problem.file, problem.line)
        if new_row is None:
            return replace(named, line=self._before(problem.file, problem.line))
        return replace(
            named,
            file=self._intake.name,
            line=self._entered.lines[new_row][0],
            column=self._column(new_row, problem.column),
        )

    def _turned(self, problem: Problem) -> Problem:
        """Of two rows with one key the new one has the problem, whichever comes first."""
        match = _LOCATION.search(problem.message) if problem.rule == PRIMARY_KEY.name else None
        if match is None or self._new_row(problem.file, problem.line) is not None:
            return problem
        old, new = f"line {problem.line}", int(match["line"])
        return replace(problem, line=new, message=_LOCATION.sub(old, problem.message))

    def _location(self, match: re.Match[str], own: str) -> str:
        file, line = match["file"] or own, int(match["line"])
        new_row = self._new_row(file, line)
        if new_row is not None:
            return f"{self._intake.name} line {self._entered.lines[new_row][0]}"
        return f"{file} line {self._before(file, line)}"

    def _column(self, new_row: NewRow, column: str) -> str:
        """The column of the file that holds a cell of a row of a table."""
        if new_row in self._entered.columns:
            return self._entered.columns[new_row]
        if new_row[0] == self._entered.table.name:
            return column
        return self._entered.owner if column == "record_id" else _COLUMNS.get(column, column)

    def _new_row(self, file: str, line: int) -> NewRow | None:
        """The row on that line, if it comes from the file; else None."""
        cells = self._rows[file].after.get(line) if file in self._rows else None
        new_row = (_TABLES[file].name, cells) if cells is not None else None
        return new_row if new_row in self._entered.lines else None

    def _before(self, file: str, line: int) -> int:
        """The line on which a row stood before rows were put in above it."""
        cells = self._rows[file].after.get(line) if file in self._rows else None
        return self._rows[file].before.get(cells, line) if cells is not None else line


def _numbered(path: str, content: bytes) -> Iterator[tuple[int, Key]]:
    """The rows of a table's file with the lines that they begin on."""
    raw, _ = parse(content, _TABLES[path])
    return zip(raw.lines, raw.tuples(raw.table.header), strict=True)
