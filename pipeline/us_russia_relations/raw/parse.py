"""Parse the lines of a file into rows; one cause, such as a merge conflict or a file cut anew, is one problem."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator

from us_russia_relations.definitions.values import render_row
from us_russia_relations.raw.dataset import Row, Sheet
from us_russia_relations.raw.limits import BROKEN, CELL, MARKS
from us_russia_relations.raw.shape import is_conflict, listed, overloaded
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

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def parse_rows(lines: Iterable[str], sheet: Sheet) -> Iterator[Problem]:
    """The problems of header and rows; the rows go into the sheet, which is lost no longer where they can be read."""
    csv.field_size_limit(CELL)
    source = _Source(lines)
    # The first row decides, and what follows an error is in doubt.
    try:
        first = next(source.rows, [])
        if first != [*sheet.table.header]:
            yield _header_problem(first, source.text, sheet)
            return
        quoted = '"' in source.text
        if quoted:
            yield sheet.problem(QUOTING, 1, "the header is quoted, and needs no quotes", "run usrr fmt")
        sheet.lost = False
        parser = _Parser(sheet, source)
        yield from parser.problems()
        # Who quotes the header quotes all.
        if not quoted:
            yield from parser.quoted()
    except csv.Error as error:
        sheet.lost = True
        yield _not_csv(error, source, sheet)


class _Source:
    """The rows of a file, and of the current one its lines: the first, the last and their text."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._taken: list[str] = []
        self._reader = csv.reader(self._take(), strict=True)
        self.first = 0
        self.rows = self._rows()

    @property
    def text(self) -> str:
        return "".join(self._taken)

    @property
    def last(self) -> int:
        return self._reader.line_num

    def _take(self) -> Iterator[str]:
        for line in self._lines:
            self._taken.append(line)
            yield line

    def _rows(self) -> Iterator[list[str]]:
        while True:
            self.first = self._reader.line_num + 1
            self._taken.clear()
            values = next(self._reader, None)
            if values is None:
                return
            yield values


class _Parser:
    """Takes rows into a sheet one after the other, and tells what is wrong with their shape."""

    def __init__(self, sheet: Sheet, source: _Source) -> None:
        self._sheet, self._source = sheet, source
        # The line on which a run of empty lines or a merge conflict starts, and how many lines are empty in a row.
        self._blank_from, self._blank, self._conflict_from = 0, 0, 0
        # The first row with needless quotes, and how many there are: who quotes one file quotes all its rows.
        self._first_quoted: Row | None = None
        self._quoted = 0

    def problems(self) -> Iterator[Problem]:
        faults = 0
        for values in self._source.rows:
            for problem in self._take(values):
                yield problem
                faults += 1
            if faults + self._blank >= BROKEN:
                # What the rest would have named must not be missed.
                self._sheet.lost = True
                break
        yield from self._end_of_blank()
        if self._conflict_from:
            yield self._unresolved("the end")
        if self._sheet.lost:
            message = f"more than {BROKEN:,} rows are broken, and the rest of the file is not read"
            yield self._sheet.problem(MISSING_CELL, self._source.first, message, "look at the first of them")

    def quoted(self) -> Iterator[Problem]:
        """One problem for all rows that are quoted without need."""
        if self._first_quoted:
            more = f", here and in {self._quoted - 1:,} more rows" if self._quoted > 1 else ""
            message = f"cells are quoted that need no quotes{more}"
            yield self._first_quoted.problem(QUOTING, "", message, "run usrr fmt", value="")

    def _take(self, values: list[str]) -> Iterator[Problem]:
        """Keeps the row, or tells why it is none, once for a run of lines with one cause."""
        if not any(values):
            self._blank_from = self._blank_from or self._source.first
            self._blank += 1
            return
        yield from self._end_of_blank()
        header = [*self._sheet.table.header]
        if values == header:
            message = "the header stands a second time"
            yield self._sheet.problem(INCORRECT_LABEL, self._source.first, message, "delete the line")
        elif is_conflict(values, len(header)):
            yield from self._marker(values[0])
        else:
            row = Row(self._sheet, self._source.first, dict(zip(header, _fitted(values, len(header)), strict=True)))
            self._sheet.rows.append(row)
            yield from self._judge(row, values)

    def _end_of_blank(self) -> Iterator[Problem]:
        if self._blank:
            one = self._blank == 1
            message = "the line is empty" if one else f"{self._blank:,} lines are empty"
            hint = "delete the line" if one else "delete the lines"
            yield self._sheet.problem(BLANK_ROW, self._blank_from, message, hint)
        self._blank_from = self._blank = 0

    def _marker(self, mark: str) -> Iterator[Problem]:
        if mark.startswith("<") and not self._conflict_from:
            self._conflict_from = self._source.first
        elif not self._conflict_from:
            yield self._unresolved(f"line {self._source.first}", self._source.first)
        elif mark.startswith(">"):
            yield self._unresolved(f"line {self._source.first}")

    def _unresolved(self, end: str, start: int = 0) -> Problem:
        start, self._conflict_from = start or self._conflict_from, 0
        message = f"a merge conflict is not resolved, from line {start} to {end}"
        return self._sheet.problem(MISSING_CELL, start, message, "keep what is right and delete the markers")

    def _judge(self, row: Row, values: list[str]) -> Iterator[Problem]:
        fault = _fault(row, values, self._source.last - row.line + 1)
        if fault or self._conflict_from:
            self._sheet.broken.add(row.line)
        if fault and not self._conflict_from:
            yield fault
        # A line without quotes can't be quoted in two ways; a last line without its newline has its own problem.
        elif '"' in self._source.text and self._source.text.removesuffix("\n") != render_row(values).removesuffix("\n"):
            self._first_quoted = self._first_quoted or row
            self._quoted += 1


def _fitted(values: list[str], width: int) -> list[str]:
    return (values + [""] * width)[:width]


def _fault(row: Row, values: list[str], height: int) -> Problem | None:
    """What keeps the row from being told apart into cells."""
    width = len(row.sheet.table.header)
    if height > 1:
        hint = "look for a quote that is not closed; a cell may not hold a newline"
        return row.problem(NEWLINE_IN_CELL, "", f"the row runs over {height} lines", hint, value="")
    if len(values) < width:
        hint = "put the cell that is missing back; an empty cell still has its comma"
        return row.problem(MISSING_CELL, "", f"the row has {len(values)} cells, the header {width}", hint, value="")
    if len(values) > width:
        hint = "put a cell that holds a comma in double quotes"
        return row.problem(EXTRA_CELL, "", f"the row has {len(values)} cells, the header {width}", hint, value="")
    heavy = next((column for column, text in row.cells.items() if overloaded(text)), "")
    if heavy:
        message = f"a letter carries more than {MARKS} marks"
        return row.problem(UNICODE_NORMALIZATION, heavy, message, "delete the marks")
    return None


def _not_csv(error: csv.Error, source: _Source, sheet: Sheet) -> Problem:
    long = "limit" in str(error)
    if long and source.last <= source.first:
        message = f"a cell of the line is longer than {CELL:,} characters"
        return sheet.problem(QUOTING, source.first, message, "look for text that was pasted into it")
    told = f"a quoted cell that starts here runs on for more than {CELL:,} characters" if long else str(error)
    message = f"the line can't be read as CSV: {told}"
    return sheet.problem(QUOTING, source.first, message, "look for a quote that is not closed")


def _header_problem(values: list[str], text: str, sheet: Sheet) -> Problem:
    wanted = sheet.table.header
    if values and is_conflict(values, len(wanted)):
        message = "a merge conflict is not resolved, and the header stands in it"
        return sheet.problem(MISSING_CELL, 1, message, "keep what is right and delete the markers")
    separator = next((mark for mark in (";", "\t", "|") if text.strip().replace('"', "").split(mark) == [*wanted]), "")
    if separator:
        message = f"the cells are separated by {_SEPARATORS[separator]} and not by commas"
        return sheet.problem(INCORRECT_LABEL, 1, message, "run usrr fmt")
    present, counts = frozenset(values), Counter(values)
    told = {
        "missing": [name for name in wanted if name not in present],
        "not known": [name for name in counts if name not in wanted],
        "twice": [name for name in wanted if counts[name] > 1],
    }
    causes = "; ".join(f"{what}: {listed(names)}" for what, names in told.items() if names)
    message = f"the header is not the table's ({causes or 'columns stand in another order'})"
    return sheet.problem(INCORRECT_LABEL, 1, message, f"the header must read {','.join(wanted)}")
