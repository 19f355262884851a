"""Read raw/ as texts with their file positions; every fault of a file is a problem, not an exception."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

from us_russia_relations.errors import CallError
from us_russia_relations.schema import RAW_TABLES
from us_russia_relations.schema.model import Table
from us_russia_relations.steps.canonical import render_row
from us_russia_relations.steps.catalogue import SEVERITY
from us_russia_relations.steps.dataset import Dataset, Row, Sheet
from us_russia_relations.steps.problem import Problem

BOM = b"\xef\xbb\xbf"
_CELL_LIMIT = 1 << 20


def read_raw(raw: Path) -> tuple[Dataset, list[Problem]]:
    """Read every raw table below the folder.

    Returns the sheets and the problems of the files themselves. Raises CallError where the folder is not there.
    """
    if not raw.is_dir():
        raise CallError(f"{raw} is not a folder; give the folder that holds actors.csv, events.csv, ...")
    csv.field_size_limit(_CELL_LIMIT)
    problems = list(_unexpected(raw))
    sheets: dict[str, Sheet] = {}
    for table in RAW_TABLES:
        sheet, found = _read_table(raw / table.path, table)
        sheets[table.name] = sheet
        problems.extend(found)
    return Dataset(sheets), problems


def _unexpected(raw: Path) -> Iterator[Problem]:
    known = {table.path for table in RAW_TABLES}
    for folder, _, names in sorted(os.walk(raw)):
        for name in sorted(names):
            path = (Path(folder) / name).relative_to(raw).as_posix()
            if path not in known and not name.startswith("."):
                yield _file_problem("unexpected-file", path, 0, "no table has a file of this name", "")


def _read_table(path: Path, table: Table) -> tuple[Sheet, list[Problem]]:
    lost = Sheet(table, lost=True)
    if not path.is_file():
        hint = f"add the file with the header {','.join(table.header)}"
        return lost, [_file_problem("missing-file", table.path, 0, "the file is missing", hint)]
    content = path.read_bytes()
    problems: list[Problem] = []
    if content.startswith(BOM):
        problems.append(_file_problem("byte-order-mark", table.path, 1, "the file starts with a byte order mark"))
        content = content[len(BOM) :]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"the line holds a byte (0x{content[error.start]:02x}) that is not UTF-8"
        return lost, [*problems, _file_problem("encoding-error", table.path, line, message, "save the file as UTF-8")]
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return lost, [*problems, _file_problem("null-byte", table.path, line, "the line holds a NUL byte")]
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        problems.append(_file_problem("line-ending", table.path, line, "lines end in CR; LF alone is canonical"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text and not text.endswith("\n"):
        line = text.count("\n") + 1
        problems.append(_file_problem("final-newline", table.path, line, "the last line has no newline at its end"))
        text += "\n"
    sheet, found = _parse(text, table)
    return sheet, problems + found


def _parse(text: str, table: Table) -> tuple[Sheet, list[Problem]]:
    sheet = Sheet(table)
    problems: list[Problem] = []
    header, lines = list(table.header), text.split("\n")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 0
    try:
        for values in reader:
            first, line = line + 1, reader.line_num
            if first == 1:
                if values != header:
                    sheet.lost = True
                    return sheet, [_header_problem(values, table)]
                if '"' in lines[0]:
                    message = "the header is quoted, and needs no quotes"
                    problems.append(_file_problem("quoting", table.path, 1, message))
                continue
            row = Row(sheet, first, dict(zip(header, _fitted(values, len(header)), strict=True)))
            fault = _row_fault(row, values, line - first + 1)
            if fault:
                sheet.broken.add(first)
                problems.append(fault)
            # A line without quotes can't be quoted in two ways.
            elif '"' in lines[first - 1] and f"{lines[first - 1]}\n" != render_row(values):
                problems.append(row.problem("quoting", "", "cells are quoted that need no quotes", value=""))
            if values:
                sheet.rows.append(row)
    except csv.Error as error:
        message = f"the line can't be read as CSV: {error}"
        sheet.lost = True
        return sheet, [_file_problem("quoting", table.path, line + 1, message, "look for a quote that is not closed")]
    if not line:
        sheet.lost = True
        problems.append(_header_problem([], table))
    return sheet, problems


def _fitted(values: list[str], width: int) -> list[str]:
    return (values + [""] * width)[:width]


def _row_fault(row: Row, values: list[str], height: int) -> Problem | None:
    width = len(row.sheet.table.header)
    if not values:
        return row.problem("blank-row", "", "the line is empty", "delete the line", value="")
    if height > 1:
        hint = "look for a quote that is not closed; a cell may not hold a newline"
        return row.problem("newline-in-cell", "", f"the row runs over {height} lines", hint, value="")
    if len(values) < width:
        return row.problem("missing-cell", "", f"the row has {len(values)} cells, the header {width}", value="")
    if len(values) > width:
        hint = "put a cell that holds a comma in double quotes"
        return row.problem("extra-cell", "", f"the row has {len(values)} cells, the header {width}", hint, value="")
    return None


def _header_problem(values: list[str], table: Table) -> Problem:
    wanted = ",".join(table.header)
    missing = [name for name in table.header if name not in values]
    extra = [name for name in values if name not in table.header]
    told = [f"missing: {', '.join(missing)}"] if missing else []
    told += [f"not known: {', '.join(extra)}"] if extra else []
    message = f"the header is not the table's ({'; '.join(told) or 'columns stand in another order'})"
    return _file_problem("incorrect-label", table.path, 1, message, f"the header must read {wanted}")


def _file_problem(rule: str, path: str, line: int, message: str, hint: str = "") -> Problem:
    return Problem(path, line, "", rule, SEVERITY[rule], "", "", message, hint)
