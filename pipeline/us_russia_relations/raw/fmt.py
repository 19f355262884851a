"""A raw table's file made canonical, whatever program wrote it, without ever changing a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from us_russia_relations.definitions.meaning import Meaning
from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.values import render
from us_russia_relations.raw.csv_rows import CsvRows, NotCsvError
from us_russia_relations.raw.decode import UndecodableError, decode
from us_russia_relations.raw.limits import CELL, MARKS
from us_russia_relations.raw.shape import header_faults, is_conflict, overloaded
from us_russia_relations.raw.spreadsheet import Damage, damage, lost_digits, repaired
from us_russia_relations.rules.cells import TYPE_ERROR, UNICODE_NORMALIZATION
from us_russia_relations.rules.files import (
    ENCODING_ERROR,
    EXTRA_CELL,
    INCORRECT_LABEL,
    MISSING_CELL,
    NEWLINE_IN_CELL,
    NULL_BYTE,
    QUOTING,
)
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.rule import Rule

_DELIMITERS = (",", ";", "\t")
# Excel's own line that names the delimiter.
_DIRECTIVE = re.compile(r"sep=(.)\r?[\n\r]")


@dataclass(frozen=True)
class Outcome:
    """The canonical bytes of a file, or the reasons why there are none (then ``content`` is None)."""

    content: bytes | None
    problems: tuple[Problem, ...] = ()


def canonicalize(
    content: bytes, table: Table, file: str = "", before: bytes | None = None, meaning: Meaning | None = None
) -> Outcome:
    """The canonical form of a table's file; problems name it ``file`` (default: its path below raw/).

    Cells that only a guess could repair are refused, all at once. ``before`` is the file as last committed, which
    shows more of what a spreadsheet changed; ``meaning`` has the patterns of codes.
    """
    meaning = meaning or Meaning(())
    former = canonicalize(before, table).content if before is not None and before != content else None
    rows = CsvRows.of(former.decode("utf-8") if former else "")
    return _Formatter(table, file or table.path, tuple(map(tuple, rows))[1:], meaning).format(content)


class _RefusalError(Exception):
    """The file as a whole can't be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True)
class _Formatter:
    table: Table
    file: str
    former: tuple[tuple[str, ...], ...]
    meaning: Meaning

    def format(self, content: bytes) -> Outcome:
        try:
            source, header = self._opened(content)
            rows, problems = self._rows(source, header)
        except _RefusalError as refusal:
            return Outcome(None, (refusal.problem,))
        if problems:
            return Outcome(None, tuple(sorted(problems)))
        key = [self.table.header.index(name) for name in self.table.primary_key]
        # The row itself breaks ties, so that the order of the input never shows.
        rows.sort(key=lambda row: ([row[index] for index in key], row))
        return Outcome(render([self.table.header, *rows]).encode("utf-8"))

    def _opened(self, content: bytes) -> tuple[CsvRows, list[str]]:
        """The rows below the header, and the names in it; the delimiter is the one that gives the most of them."""
        try:
            text = decode(content)
        except UndecodableError as error:
            raise _RefusalError(self._problem(ENCODING_ERROR, error.line, error.message, error.hint)) from error
        if "\0" in text:
            line = len(re.findall(r"\r\n|\r|\n", text[: text.index("\0")])) + 1
            raise _RefusalError(self._problem(NULL_BYTE, line, "the line holds a NUL byte"))
        named, known = _DIRECTIVE.match(text), {*self.table.header}
        tried = [_headed(text, delimiter, directive=bool(named)) for delimiter in (named[1] if named else _DELIMITERS)]
        source, header = max(tried, key=lambda pair: len(known & {*pair[1]}))
        # Names are compared, not their order; columns without a name may be empty.
        causes = header_faults([name for name in header if name], self.table.header)
        if causes:
            hint = f"the header must name {','.join(self.table.header)}"
            message = f"the header is not the table's ({causes})"
            raise _RefusalError(self._problem(INCORRECT_LABEL, 2 if named else 1, message, hint))
        return source, header

    def _rows(self, source: CsvRows, header: list[str]) -> tuple[list[list[str]], list[Problem]]:
        """The rows in the table's order of columns, and what is wrong with them."""
        rows: list[tuple[int, list[str]]] = []
        problems: list[Problem] = []
        indices = [header.index(name) for name in self.table.header]
        unnamed = [index for index, name in enumerate(header) if not name]
        try:
            for cells in source:
                if not any(cells):
                    continue
                fault = self._fault(source, cells, header) or self._cell_fault(source.first, cells, header, unnamed)
                if fault:
                    problems.append(fault)
                    continue
                ordered = [unicodedata.normalize("NFC", cells[index]) for index in indices]
                row = [repaired(cell, column) for cell, column in zip(ordered, self.table.columns, strict=True)]
                rows.append((source.first, row))
        except NotCsvError as error:
            # What was found above it is reported, too.
            problems.append(self._problem(QUOTING, error.line, str(error), "look for a quote that is not closed"))
        problems.extend(self._damages(rows))
        return [row for _, row in rows], problems

    def _fault(self, source: CsvRows, cells: list[str], header: list[str]) -> Problem | None:
        """Why the row can't be split into cells, as one problem."""
        line, width = source.first, len(header)
        if is_conflict(cells, width):
            hint = "keep one side and delete the markers"
            return self._problem(MISSING_CELL, line, "a merge conflict is not resolved", hint)
        if [cell.strip() for cell in cells] == header:
            return self._problem(INCORRECT_LABEL, line, "the header stands a second time", "delete the line")
        if source.height > 1:
            index = next((index for index, cell in enumerate(cells) if "\n" in cell), 0)
            column = header[index] if index < width else ""
            hint = "look for a quote that is not closed; a cell may not hold a newline"
            message = f"the row runs over {source.height} lines"
            return self._problem(NEWLINE_IN_CELL, line, message, hint, column=column, value=cells[index])
        if len(cells) != width:
            rule = MISSING_CELL if len(cells) < width else EXTRA_CELL
            hint = "put a cell that holds the delimiter in double quotes" if len(cells) > width else ""
            return self._problem(rule, line, f"the row has {len(cells)} cells, the header {width}", hint)
        return None

    def _cell_fault(self, line: int, cells: list[str], header: list[str], unnamed: Sequence[int]) -> Problem | None:
        """A cell for which there is no column in a canonical row."""
        stray = next((cells[index] for index in unnamed if cells[index]), "")
        if stray:
            message = "a cell stands in a column without a name"
            return self._problem(EXTRA_CELL, line, message, "delete it, or move it", value=stray)
        heavy = next((index for index, cell in enumerate(cells) if overloaded(cell)), None)
        if heavy is not None:
            message = f"a letter carries more than {MARKS} marks"
            return self._problem(UNICODE_NORMALIZATION, line, message, "delete them", column=header[heavy])
        return None

    def _damages(self, rows: Sequence[tuple[int, list[str]]]) -> Iterator[Problem]:
        """Every cell that a spreadsheet has damaged."""
        lost = lost_digits([row for _, row in rows], self.former, self.table)
        for number, (line, row) in enumerate(rows):
            cells = dict(zip(self.table.header, row, strict=True))
            for column in self.table.columns:
                damaged = damage(cells[column.name], self.table, column, cells, self.meaning)
                damaged = damaged or lost.get((number, column.name))
                if damaged:
                    yield self._damaged(line, column.name, cells, damaged)

    def _damaged(self, line: int, column: str, cells: Mapping[str, str], damaged: Damage) -> Problem:
        record = " ".join(cells[name] for name in self.table.primary_key)
        value = cells[column]
        return self._problem(TYPE_ERROR, line, damaged.cause, damaged.hint, column=column, value=value, record=record)

    def _problem(
        self,
        rule: Rule,
        line: int,
        message: str,
        hint: str = "",
        *,
        column: str = "",
        value: str = "",
        record: str = "",
    ) -> Problem:
        return rule.problem(self.file, line, message, hint, column=column, record=record, value=value)


def _headed(text: str, delimiter: str, *, directive: bool) -> tuple[CsvRows, list[str]]:
    """The rows below the header, and the names in it; none where it can't be read with the delimiter."""
    source = CsvRows.of(text, delimiter)
    rows = iter(source)
    try:
        for _ in range(directive):
            next(rows, None)
        cells = next(rows, [])
    except NotCsvError:
        return source, []
    return source, [unicodedata.normalize("NFC", cell).strip() if len(cell) < CELL >> 10 else cell for cell in cells]
