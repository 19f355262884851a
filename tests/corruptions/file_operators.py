"""What goes wrong with a whole file: its encoding, its shape, its header."""

from __future__ import annotations

import csv
import io
from random import Random

from corruptions.model import Change, Clean, Corruption, Operator, Record, written
from us_russia_relations.definitions import RAW_TABLES
from us_russia_relations.definitions.model import Column, Table

_ALL = tuple(table.name for table in RAW_TABLES)
# The table of retired ids has no row yet, so only its header can be spoilt.
_FILLED = tuple(name for name in _ALL if name != "retired")


def _whole(table: Table, change: Change, rule: str, line: int) -> Corruption:
    return Corruption({table.path: change}, rule, table.path, line)


def _place(clean: Clean, table: Table, random: Random) -> tuple[list[str], int]:
    """The lines of the file, and the place of one of them that is neither the header nor the first or last row."""
    lines = clean.lines(table.name)
    return lines, random.randrange(2, len(lines) - 1)


def _joined(lines: list[str]) -> bytes:
    return "".join(lines).encode("utf-8")


def byte_order_mark(clean: Clean, table: Table, _: Random) -> Corruption:
    return _whole(table, b"\xef\xbb\xbf" + clean.content(table.name), "byte-order-mark", 1)


def crlf(clean: Clean, table: Table, _: Random) -> Corruption:
    return _whole(table, clean.content(table.name).replace(b"\n", b"\r\n"), "line-ending", 1)


def cr(clean: Clean, table: Table, _: Random) -> Corruption:
    return _whole(table, clean.content(table.name).replace(b"\n", b"\r"), "line-ending", 1)


def utf_16(clean: Clean, table: Table, _: Random) -> Corruption:
    text = clean.content(table.name).decode("utf-8")
    return _whole(table, b"\xff\xfe" + text.encode("utf-16-le"), "encoding-error", 1)


def latin_1_byte(clean: Clean, table: Table, random: Random) -> Corruption:
    lines, place = _place(clean, table, random)
    content = _joined(lines[:place]) + lines[place].rstrip("\n").encode("utf-8") + b"\xe9\n"
    return _whole(table, content + _joined(lines[place + 1 :]), "encoding-error", place + 1)


def null_byte(clean: Clean, table: Table, random: Random) -> Corruption:
    lines, place = _place(clean, table, random)
    lines[place] = "\0" + lines[place]
    return _whole(table, _joined(lines), "null-byte", place + 1)


def no_final_newline(clean: Clean, table: Table, _: Random) -> Corruption:
    content = clean.content(table.name)
    return _whole(table, content[:-1], "final-newline", content.count(b"\n"))


def conflict_markers(clean: Clean, table: Table, random: Random) -> Corruption:
    """Two people changed the last cell of one row."""
    lines, place = _place(clean, table, random)
    other = lines[place].rstrip('"\n') + "x" + lines[place][len(lines[place].rstrip('"\n')) :]
    lines[place : place + 1] = ["<<<<<<< HEAD\n", lines[place], "=======\n", other, ">>>>>>> a-branch\n"]
    return _whole(table, _joined(lines), "missing-cell", place + 1)


def header_again(clean: Clean, table: Table, random: Random) -> Corruption:
    """The union merge of two new files keeps both headers."""
    lines, place = _place(clean, table, random)
    lines.insert(place, lines[0])
    return _whole(table, _joined(lines), "incorrect-label", place + 1)


def blank_line(clean: Clean, table: Table, random: Random) -> Corruption:
    lines, place = _place(clean, table, random)
    lines.insert(place, "\n")
    return _whole(table, _joined(lines), "blank-row", place + 1)


def _quoted(values: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(values)
    return text.getvalue()


def row_quoted(clean: Clean, table: Table, random: Random) -> Corruption:
    lines, place = _place(clean, table, random)
    lines[place] = _quoted([*clean.rows(table.name)[place - 1].values()])
    return _whole(table, _joined(lines), "quoting", place + 1)


def all_quoted(clean: Clean, table: Table, _: Random) -> Corruption:
    rows = [[*row.values()] for row in clean.rows(table.name)]
    return _whole(table, _joined([_quoted(row) for row in ([*table.header], *rows)]), "quoting", 1)


def quote_not_closed(clean: Clean, table: Table, _: Random) -> Corruption:
    lines = clean.lines(table.name)
    lines[1] = f'"{lines[1]}'
    return _whole(table, _joined(lines), "quoting", 2)


def semicolons(clean: Clean, table: Table, _: Random) -> Corruption:
    text = io.StringIO()
    rows = [[*row.values()] for row in clean.rows(table.name)]
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([table.header, *rows])
    return _whole(table, text.getvalue().encode("utf-8"), "incorrect-label", 1)


def _with_header(clean: Clean, table: Table, header: list[str]) -> Corruption:
    """The table with these columns, its rows to match."""
    rows: list[Record] = [{name: row.get(name, "") for name in header} for row in clean.rows(table.name)]
    cut = table.with_columns(tuple(_named(table, name) for name in header))
    return _whole(table, written(cut, rows), "incorrect-label", 1)


def _named(table: Table, name: str) -> Column:
    return table.column(name) if name in table.header else Column(name, "A column.", "")


def column_missing(clean: Clean, table: Table, random: Random) -> Corruption:
    gone = random.choice(table.header)
    return _with_header(clean, table, [name for name in table.header if name != gone])


def column_extra(clean: Clean, table: Table, random: Random) -> Corruption:
    header = [*table.header]
    header.insert(random.randrange(len(header) + 1), "remarks")
    return _with_header(clean, table, header)


def column_misspelt(clean: Clean, table: Table, random: Random) -> Corruption:
    lines, name = clean.lines(table.name), random.choice(table.header)
    header = [name[:-1] if other == name else other for other in table.header]
    return _whole(table, _joined([",".join(header) + "\n", *lines[1:]]), "incorrect-label", 1)


def columns_swapped(clean: Clean, table: Table, random: Random) -> Corruption:
    header, place = [*table.header], random.randrange(len(table.header) - 1)
    header[place : place + 2] = header[place + 1], header[place]
    return _with_header(clean, table, header)


def file_missing(_: Clean, table: Table, __: Random) -> Corruption:
    return _whole(table, "gone", "missing-file", 0)


def file_empty(_: Clean, table: Table, __: Random) -> Corruption:
    return _whole(table, b"", "incorrect-label", 1)


def folder_in_place(_: Clean, table: Table, __: Random) -> Corruption:
    return _whole(table, "folder", "missing-file", 0)


OPERATORS = (
    Operator("byte order mark", _ALL, byte_order_mark),
    Operator("lines end in CRLF", _ALL, crlf),
    Operator("lines end in CR", _ALL, cr),
    Operator("UTF-16", _ALL, utf_16),
    Operator("a Latin-1 byte", _FILLED, latin_1_byte),
    Operator("a NUL byte", _FILLED, null_byte),
    Operator("no newline at the end", _ALL, no_final_newline),
    Operator("merge conflict", _FILLED, conflict_markers),
    Operator("header twice", _FILLED, header_again),
    Operator("blank line", _FILLED, blank_line),
    Operator("a row in quotes", _FILLED, row_quoted),
    Operator("all in quotes", _ALL, all_quoted),
    Operator("quote not closed", _FILLED, quote_not_closed),
    Operator("semicolons", _ALL, semicolons),
    Operator("column missing", _ALL, column_missing),
    Operator("column too many", _ALL, column_extra),
    Operator("column misspelt", _ALL, column_misspelt),
    Operator("columns swapped", _ALL, columns_swapped),
    Operator("file missing", _ALL, file_missing),
    Operator("file empty", _ALL, file_empty),
    Operator("folder in place of the file", _ALL, folder_in_place),
)
