"""The one parser of raw CSV: rows with the lines that they run over, within the limits, and where a cell stands."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from us_russia_relations.raw.limits import CELL

# Possessive, so that a quote that is never closed costs one pass and no more.
_CELL = re.compile(r'"(?:[^"]|"")*+"[^,]*+|[^,]*+')


class NotCsvError(ValueError):
    """The text can't be read as CSV from a line on; ``in_cell`` tells that one cell of one line is too long."""

    def __init__(self, line: int, message: str, *, in_cell: bool = False) -> None:
        super().__init__(message)
        self.line, self.in_cell = line, in_cell


class CsvRows:
    """The rows of a CSV text, one by one, and of the current one the lines that it runs over and their text.

    Iterating raises NotCsvError.
    """

    def __init__(self, lines: Iterable[str], delimiter: str = ",") -> None:
        csv.field_size_limit(CELL)
        self._lines = iter(lines)
        self._taken: list[str] = []
        self._reader = csv.reader(self._take(), delimiter=delimiter, strict=True)
        self.first = 0

    @classmethod
    def of(cls, text: str, delimiter: str = ",") -> CsvRows:
        """The rows of a text; each kind of line end is read as LF."""
        return cls(io.StringIO(text, newline=None), delimiter)

    @property
    def text(self) -> str:
        """The lines of the current row."""
        return "".join(self._taken)

    @property
    def last(self) -> int:
        return self._reader.line_num

    @property
    def height(self) -> int:
        """Over how many lines the current row runs."""
        return self.last - self.first + 1

    def __iter__(self) -> Iterator[list[str]]:
        reader, taken = self._reader, self._taken
        try:
            while True:
                self.first = reader.line_num + 1
                taken.clear()
                cells = next(reader, None)
                if cells is None:
                    return
                yield cells
        except csv.Error as error:
            raise self._not_csv(error) from error

    def _take(self) -> Iterator[str]:
        for line in self._lines:
            self._taken.append(line)
            yield line

    def _not_csv(self, error: csv.Error) -> NotCsvError:
        long = "limit" in str(error)
        if long and self.last <= self.first:
            return NotCsvError(self.first, f"a cell of the line is longer than {CELL:,} characters", in_cell=True)
        cause = f"a quoted cell that starts here runs on for more than {CELL:,} characters" if long else str(error)
        return NotCsvError(self.first, f"the line can't be read as CSV: {cause}")


def cell_span(line: str, index: int) -> tuple[int, int] | None:
    """Where the cell of that index starts and ends in the line of a row, quotes included; None where it has none."""
    start = 0
    for _ in range(index):
        start = _end(line, start) + 1
    return (start, _end(line, start)) if start <= len(line) else None


def _end(line: str, start: int) -> int:
    cell = _CELL.match(line, start)
    return cell.end() if cell else len(line)
