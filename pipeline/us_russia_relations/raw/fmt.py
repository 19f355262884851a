"""A raw table's file made canonical, whatever program wrote it, without ever changing a value."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from us_russia_relations.definitions.meaning import Meaning
from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.values import render
from us_russia_relations.raw.decode import UndecodableError, decode
from us_russia_relations.raw.limits import CELL, MARKS
from us_russia_relations.raw.shape import is_conflict, listed, overloaded
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


@dataclass(frozen=True)
class _Line:
    """One row as the file has it: where it starts, over how many lines it runs, its cells."""

    number: int
    height: int
    cells: list[str]


def canonicalize(
    content: bytes, table: Table, file: str = "", before: bytes | None = None, meaning: Meaning | None = None
) -> Outcome:
    """The canonical form of a table's file; problems name it ``file`` (default: its path below raw/).

    What only a guess could repair is refused, every such place at once. ``before`` is the file as it was when last
    committed, beside which more of a spreadsheet's doing shows; ``meaning`` tells how codes are written.
    """
    meaning = meaning or Meaning(())
    former = canonicalize(before, table).content if before is not None and before != content else None
    rows = csv.reader(io.StringIO(former.decode("utf-8") if former else "", newline=""))
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
            lines, header, delimiter = self._opened(content)
            rows, problems = self._rows(self._lines(lines, delimiter), header)
        except _RefusalError as refusal:
            return Outcome(None, (refusal.problem,))
        if problems:
            return Outcome(None, tuple(sorted(problems)))
        key = [self.table.header.index(name) for name in self.table.primary_key]
        # The row itself breaks ties, so that the order of the input never shows.
        rows.sort(key=lambda row: ([row[place] for place in key], row))
        return Outcome(render([self.table.header, *rows]).encode("utf-8"))

    def _opened(self, content: bytes) -> tuple[str, list[str], str]:
        """The text, the names in its header and its delimiter."""
        try:
            text = decode(content)
        except UndecodableError as error:
            raise _RefusalError(self._problem(ENCODING_ERROR, error.line, error.message, error.hint)) from error
        if "\0" in text:
            line = len(re.findall(r"\r\n|\r|\n", text[: text.index("\0")])) + 1
            raise _RefusalError(self._problem(NULL_BYTE, line, "the line holds a NUL byte"))
        named = _DIRECTIVE.match(text)
        delimiters = (named[1],) if named else _DELIMITERS
        headers = {
            delimiter: self._header(text, delimiter, start=named.end() if named else 0) for delimiter in delimiters
        }
        known = set(self.table.header)
        delimiter = max(headers, key=lambda delimiter: len(known & set(headers[delimiter])))
        self._check_header(headers[delimiter], 2 if named else 1)
        return text, headers[delimiter], delimiter

    def _header(self, text: str, delimiter: str, start: int) -> list[str]:
        source = io.StringIO(text, newline="")
        source.seek(start)
        try:
            cells = next(csv.reader(source, delimiter=delimiter, strict=True), [])
        except csv.Error:
            return []
        return [unicodedata.normalize("NFC", cell).strip() if len(cell) < CELL >> 10 else cell for cell in cells]

    def _check_header(self, header: list[str], line: int) -> None:
        counts = Counter(name for name in header if name)
        missing = [name for name in self.table.header if name not in counts]
        extra = [name for name in counts if name not in self.table.header]
        twice = [name for name in self.table.header if counts[name] > 1]
        told = [
            f"{what}: {listed(names)}"
            for what, names in (("missing", missing), ("not known", extra), ("twice", twice))
            if names
        ]
        if told:
            hint = f"the header must name {','.join(self.table.header)}"
            message = f"the header is not the table's ({'; '.join(told)})"
            raise _RefusalError(self._problem(INCORRECT_LABEL, line, message, hint))

    def _lines(self, text: str, delimiter: str) -> Iterator[_Line]:
        """The rows below the header that hold anything."""
        csv.field_size_limit(CELL)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        skipped = 2 if _DIRECTIVE.match(text) else 1
        before = 0
        try:
            for number, cells in enumerate(reader, start=1):
                line = _Line(before + 1, reader.line_num - before, cells)
                before = reader.line_num
                if number > skipped and any(cells):
                    yield line
        except csv.Error as error:
            message = f"the line can't be read as CSV: {error}"
            hint = "look for a quote that is not closed"
            raise _RefusalError(self._problem(QUOTING, before + 1, message, hint)) from error

    def _rows(self, lines: Iterator[_Line], header: list[str]) -> tuple[list[list[str]], list[Problem]]:
        """The rows in the table's order of columns, and what is wrong with them."""
        rows: list[tuple[int, list[str]]] = []
        problems: list[Problem] = []
        places = [header.index(name) for name in self.table.header]
        unnamed = [place for place, name in enumerate(header) if not name]
        try:
            for line in lines:
                fault = self._fault(line, header, unnamed)
                if fault:
                    problems.append(fault)
                    continue
                cells = [unicodedata.normalize("NFC", line.cells[place]) for place in places]
                row = [repaired(cell, column) for cell, column in zip(cells, self.table.columns, strict=True)]
                rows.append((line.number, row))
        except _RefusalError as refusal:
            # What was found above it is told, too.
            problems.append(refusal.problem)
        problems.extend(self._damages(rows))
        return [row for _, row in rows], problems

    def _fault(self, line: _Line, header: list[str], unnamed: Sequence[int]) -> Problem | None:
        """What keeps the row from being told apart into cells, as one problem."""
        cells, width = line.cells, len(header)
        if is_conflict(cells, width):
            hint = "keep one side and delete the markers"
            return self._problem(MISSING_CELL, line.number, "a merge conflict is not resolved", hint)
        if [cell.strip() for cell in cells] == header:
            return self._problem(INCORRECT_LABEL, line.number, "the header stands a second time", "delete the line")
        if line.height > 1:
            place = next((place for place, cell in enumerate(cells) if "\n" in cell or "\r" in cell), 0)
            column = header[place] if place < width else ""
            hint = "look for a quote that is not closed; a cell may not hold a newline"
            message = f"the row runs over {line.height} lines"
            return self._problem(NEWLINE_IN_CELL, line.number, message, hint, column=column, value=cells[place])
        if len(cells) != width:
            rule = MISSING_CELL if len(cells) < width else EXTRA_CELL
            hint = "put a cell that holds the delimiter in double quotes" if len(cells) > width else ""
            return self._problem(rule, line.number, f"the row has {len(cells)} cells, the header {width}", hint)
        return self._cell_fault(line, header, unnamed)

    def _cell_fault(self, line: _Line, header: list[str], unnamed: Sequence[int]) -> Problem | None:
        """A cell for which there is no place in a canonical row."""
        cells = line.cells
        stray = next((cells[place] for place in unnamed if cells[place]), "")
        if stray:
            message = "a cell stands in a column without a name"
            return self._problem(EXTRA_CELL, line.number, message, "delete it, or move it", value=stray)
        heavy = next((place for place, cell in enumerate(cells) if overloaded(cell)), None)
        if heavy is not None:
            message = f"a letter carries more than {MARKS} marks"
            return self._problem(UNICODE_NORMALIZATION, line.number, message, "delete them", column=header[heavy])
        return None

    def _damages(self, rows: Sequence[tuple[int, list[str]]]) -> Iterator[Problem]:
        """Every cell that a spreadsheet has spoilt."""
        spoilt = lost_digits([row for _, row in rows], self.former, self.table)
        for number, (line, row) in enumerate(rows):
            cells = dict(zip(self.table.header, row, strict=True))
            for column in self.table.columns:
                found = damage(cells[column.name], self.table, column, cells, self.meaning)
                found = found or spoilt.get((number, column.name))
                if found:
                    yield self._spoilt(line, column.name, cells, found)

    def _spoilt(self, line: int, column: str, cells: Mapping[str, str], found: Damage) -> Problem:
        record = " ".join(cells[name] for name in self.table.primary_key)
        value = cells[column]
        return self._problem(TYPE_ERROR, line, found.cause, found.hint, column=column, value=value, record=record)

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
