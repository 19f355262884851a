"""Parse the lines of a file into a raw table; one cause, such as a merge conflict, is one problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.values import render_row
from us_russia_relations.raw.csv_rows import CsvRows, NotCsvError
from us_russia_relations.raw.dataset import RawTable
from us_russia_relations.raw.limits import BROKEN, MARKS
from us_russia_relations.raw.shape import header_faults, is_conflict, overloaded
from us_russia_relations.rules.cells import UNICODE_NORMALIZATION
from us_russia_relations.rules.files import (
    BLANK_ROW,
    EXTRA_CELL,
    INCORRECT_LABEL,
    MISSING_CELL,
    NEWLINE_IN_CELL,
    QUOTING,
)
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.rule import Rule

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def parse_rows(lines: Iterable[str], table: Table) -> tuple[RawTable, list[Problem]]:
    """The table of the rows below the header, and its problems; it is lost where the rows can't be read."""
    parser = _Parser(table, CsvRows(lines))
    lost = False
    try:
        lost = not parser.parse()
    except NotCsvError as error:
        lost = True
        hint = "look for text that was pasted into it" if error.in_cell else "look for a quote that is not closed"
        parser.report(QUOTING, error.line, str(error), hint)
    raw = RawTable(table, parser.rows, parser.lines, broken=parser.broken, lost=lost)
    return raw, parser.problems


class _Parser:
    """Takes rows one after the other, and reports what is wrong with their shape."""

    def __init__(self, table: Table, source: CsvRows) -> None:
        self._table, self._source = table, source
        self._header = [*table.header]
        self.rows: list[list[str]] = []
        self.lines: list[int] = []
        self.broken: set[int] = set()
        self.problems: list[Problem] = []
        # The line on which a run of empty lines or a merge conflict starts, and how many lines are empty in a row.
        self._blank_from, self._blank, self._conflict_from = 0, 0, 0
        # The line and key of the first row with needless quotes, and how many such rows there are.
        self._first_quoted, self._record_quoted, self._quoted = 0, "", 0

    def report(self, rule: Rule, line: int, message: str, hint: str = "", **cell: str) -> None:
        """Report a problem of a line; ``cell`` are its record, column and value, as far as they are known."""
        self.problems.append(rule.problem(self._table.path, line, message, hint, **cell))

    @property
    def _record(self) -> str:
        """The key of the row that was kept last."""
        cells = dict(zip(self._header, self.rows[-1], strict=True))
        return " ".join(cells[name] for name in self._table.primary_key)

    def parse(self) -> bool:
        """Take the header and all rows; False where they can't be read."""
        rows = iter(self._source)
        # Without the right header no cell has a column.
        first = next(rows, [])
        if first != self._header:
            self.report(*_header_problem(first, self._source.text, self._table))
            return False
        quoted = '"' in self._source.text
        if quoted:
            self.report(QUOTING, 1, "the header is quoted, and needs no quotes", "run usrr fmt")
        whole = self._take_all(rows)
        # If the header is quoted, every row probably is; it is reported once.
        if self._quoted and not quoted:
            more = f", here and in {self._quoted - 1:,} more rows" if self._quoted > 1 else ""
            message = f"cells are quoted that need no quotes{more}"
            self.report(QUOTING, self._first_quoted, message, "run usrr fmt", record=self._record_quoted)
        return whole

    def _take_all(self, rows: Iterator[list[str]]) -> bool:
        """Take the rows below the header; False where so many are broken that the rest is not read."""
        source, width, name = self._source, len(self._header), self._header[0]
        for cells in rows:
            # Nearly every row: of the right width, on one line, without quotes, and none of the kinds looked for.
            if (
                len(cells) == width
                and source.first == source.last
                and (first := cells[0])
                and first != name
                and first[0] not in "<=>|"
                and '"' not in (text := source.text)
                and not self._blank
                and not self._conflict_from
                and (text.isascii() or not overloaded(text))
            ):
                self.rows.append(cells)
                self.lines.append(source.first)
            else:
                self._take(cells)
                if len(self.problems) + self._blank >= BROKEN:
                    break
        whole = len(self.problems) + self._blank < BROKEN
        self._end_of_blank()
        if self._conflict_from:
            self._unresolved("the end")
        if not whole:
            # References to rows in the rest of the file must not be reported as missing.
            message = f"more than {BROKEN:,} rows are broken, and the rest of the file is not read"
            self.report(MISSING_CELL, source.first, message, "look at the first of them")
        return whole

    def _take(self, cells: list[str]) -> None:
        """Keep the row, or report why it is not one; a run of lines with one cause is reported once."""
        line = self._source.first
        if not any(cells):
            self._blank_from = self._blank_from or line
            self._blank += 1
            return
        self._end_of_blank()
        if cells == self._header:
            self.report(INCORRECT_LABEL, line, "the header stands a second time", "delete the line")
        elif is_conflict(cells, len(self._header)):
            self._marker(cells[0])
        else:
            width = len(self._header)
            self.rows.append((cells + [""] * width)[:width])
            self.lines.append(line)
            self._judge(cells)

    def _end_of_blank(self) -> None:
        if self._blank:
            one = self._blank == 1
            message = "the line is empty" if one else f"{self._blank:,} lines are empty"
            self.report(BLANK_ROW, self._blank_from, message, "delete the line" if one else "delete the lines")
        self._blank_from = self._blank = 0

    def _marker(self, mark: str) -> None:
        line = self._source.first
        if mark.startswith("<") and not self._conflict_from:
            self._conflict_from = line
        elif not self._conflict_from:
            self._unresolved(f"line {line}", line)
        elif mark.startswith(">"):
            self._unresolved(f"line {line}")

    def _unresolved(self, end: str, start: int = 0) -> None:
        start, self._conflict_from = start or self._conflict_from, 0
        message = f"a merge conflict is not resolved, from line {start} to {end}"
        self.report(MISSING_CELL, start, message, "keep what is right and delete the markers")

    def _judge(self, cells: list[str]) -> None:
        """Report why the last row can't be split into cells; count it if it is quoted without need."""
        line, text = self._source.first, self._source.text
        fault = _fault(cells, self._header, self._source.height) or _heavy_letter(cells, self._header, text)
        if fault or self._conflict_from:
            self.broken.add(line)
        if fault and not self._conflict_from:
            rule, message, hint, column = fault
            value = cells[self._header.index(column)] if column else ""
            self.report(rule, line, message, hint, column=column, record=self._record, value=value)
        # A line without quotes can't be quoted in two ways; a last line without its newline has its own problem.
        elif '"' in text and text.removesuffix("\n") != render_row(cells).removesuffix("\n"):
            if not self._quoted:
                self._first_quoted, self._record_quoted = line, self._record
            self._quoted += 1


def _fault(cells: list[str], header: list[str], height: int) -> tuple[Rule, str, str, str] | None:
    """Why the row can't be split into cells: rule, message, hint, and the column if one causes it."""
    width = len(header)
    if height > 1:
        hint = "look for a quote that is not closed; a cell may not hold a newline"
        return NEWLINE_IN_CELL, f"the row runs over {height} lines", hint, ""
    if len(cells) < width:
        hint = "put the cell that is missing back; an empty cell still has its comma"
        return MISSING_CELL, f"the row has {len(cells)} cells, the header {width}", hint, ""
    if len(cells) > width:
        hint = "put a cell that holds a comma in double quotes"
        return EXTRA_CELL, f"the row has {len(cells)} cells, the header {width}", hint, ""
    return None


def _heavy_letter(cells: list[str], header: list[str], text: str) -> tuple[Rule, str, str, str] | None:
    """The cell with a letter of too many marks, in the same form; ``text`` are the lines of the row."""
    if not overloaded(text):
        return None
    heavy = next((name for name, cell in zip(header, cells, strict=True) if overloaded(cell)), "")
    message = f"a letter carries more than {MARKS} marks"
    return (UNICODE_NORMALIZATION, message, "delete the marks", heavy) if heavy else None


def _header_problem(cells: list[str], text: str, table: Table) -> tuple[Rule, int, str, str]:
    wanted = table.header
    if cells and is_conflict(cells, len(wanted)):
        message = "a merge conflict is not resolved, and the header stands in it"
        return MISSING_CELL, 1, message, "keep what is right and delete the markers"
    separator = next((mark for mark in _SEPARATORS if text.strip().replace('"', "").split(mark) == [*wanted]), "")
    if separator:
        message = f"the cells are separated by {_SEPARATORS[separator]} and not by commas"
        return INCORRECT_LABEL, 1, message, "run usrr fmt"
    causes = header_faults(cells, wanted) or "columns stand in another order"
    return INCORRECT_LABEL, 1, f"the header is not the table's ({causes})", f"the header must read {','.join(wanted)}"
