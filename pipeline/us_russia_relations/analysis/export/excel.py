"""Tables as one workbook of Excel: a sheet for each table, its header frozen, with filters, and never a formula."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis.export.content import ExportColumn, ExportTable, short_names
from us_russia_relations.errors import ExportError, MissingExtraError
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import xlsxwriter

# Limits of Excel: characters of a sheet's name, characters of a cell (as UTF-16 counts them), rows of a sheet.
_NAME, _CELL, _ROWS = 31, 32_767, 1_048_576
# Widths of columns, in characters.
_NARROW, _WIDE = 8, 60
# The names contain a space, so that no table has them.
_ABOUT, _COLUMNS = "About this release", "About the columns"
_NO_DAY = "1970-01-01"
# Texts are written as they are and never read as formula, number or link.
_LITERAL = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def names(release: Release, tables: Iterable[str]) -> list[str]:
    """The file that ``write`` makes: one workbook, with the version in its name."""
    del tables
    return [f"us-russia-relations-{release.version}.xlsx"]


def write(release: Release, contents: Iterable[ExportTable], folder: Path) -> None:
    """One workbook: about the release, a sheet for each table, and what the columns mean.

    Numbers are numbers. Everything else is text, and stays text when a cell is edited: dates too, since Excel has
    none before 1900 and would misread a year or a partial date.
    Raises MissingExtraError without XlsxWriter, and ExportError where a cell or a table is too long for Excel.
    """
    try:
        import xlsxwriter.exceptions
    except ImportError as error:
        raise MissingExtraError(
            'a workbook needs XlsxWriter: pip install "us-russia-relations[excel]"; Excel opens the CSV files too'
        ) from error
    try:
        with xlsxwriter.Workbook(folder / names(release, ())[0], _LITERAL) as book:
            # A fixed time where the release has no date: the same release gives the same bytes.
            book.set_properties({"created": datetime.fromisoformat(release.released or _NO_DAY)})
            _fill(_Workbook(book), release, [*contents])
    except xlsxwriter.exceptions.FileCreateError as error:
        raise ExportError(f"the workbook can't be written: {error}; nothing was changed") from error


def _fill(workbook: _Workbook, release: Release, tables: list[ExportTable]) -> None:
    sheets = short_names([content.name for content in tables], _NAME)
    workbook.sheet(_ABOUT, ("", ""), _about(release))
    for content in tables:
        if content.rows.num_rows >= _ROWS:
            raise ExportError(f"{content.name} has more rows than a sheet; take CSV or Parquet")
        rows = zip(*(_texts(content, column) for column in content.columns), strict=True)
        workbook.sheet(sheets[content.name], [column.name for column in content.columns], rows)
    workbook.sheet(_COLUMNS, ("sheet", "column", "type", "meaning", "terms"), _meanings(tables, sheets))


class _Workbook:
    """The workbook with the formats of its cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
        # '@' is Excel's format of texts: a cell that is edited is not read as a number, a date or a formula.
        self._text = book.add_format({"num_format": "@"})

    def sheet(self, name: str, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
        """A sheet with a frozen header and filters; a cell that is None stays empty."""
        sheet = self._book.add_worksheet(name)
        widths = []
        for index, title in enumerate(header):
            sheet.write_string(0, index, title, self._head)
            widths.append(max(_NARROW, len(title) + 4))
        last = 0
        for last, row in enumerate(rows, start=1):
            for index, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(last, index, cell, self._text)
                elif cell is not None:
                    sheet.write(last, index, cell)
                widths[index] = max(widths[index], min(len(str(cell or "")), _WIDE))
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(widths) - 1)
        # Years and codes are texts on purpose: no warning in each of their cells.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})


def _texts(content: ExportTable, column: ExportColumn) -> list[Any]:
    """The cells of a column as a sheet holds them. Raises ExportError for one that is too long."""
    cells = [cell.isoformat() if isinstance(cell, date) else cell for cell in content.cells(column)]
    for row, cell in enumerate(cells, start=1):
        if isinstance(cell, str) and len(cell.encode("utf-16-le")) // 2 > _CELL:
            raise ExportError(
                f"{content.name}.{column.name}, row {row}: the text is longer than the {_CELL} characters of a cell "
                f"of Excel; take CSV or Parquet, or leave the table out"
            )
    return cells


def _about(release: Release) -> list[tuple[str, str]]:
    descriptor = release.descriptor
    return [
        ("Title", descriptor["title"]),
        ("Version", release.version),
        ("Released", release.released or "not yet"),
        ("Fingerprint", f"sha256:{release.fingerprint}"),
        ("Licence", ", ".join(licence["name"] for licence in descriptor["licenses"])),
        ("Citation", f"usrr cite --version {release.version} prints it, with version and fingerprint"),
        ("Dates", "are texts: as precise as the sources, and beside them the first and last day that they can mean"),
    ]


def _meanings(tables: Iterable[ExportTable], sheets: dict[str, str]) -> list[tuple[str, ...]]:
    return [
        (sheets[content.name], column.name, column.kind, column.description, ", ".join(column.terms))
        for content in tables
        for column in content.columns
    ]
