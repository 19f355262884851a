"""Read raw/ as texts with their file positions; every fault of a file is a problem, not an exception.

Nothing in raw/ is trusted: only regular files are opened, links are not followed, and what is read has a bound.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from us_russia_relations.definitions import RAW_TABLES
from us_russia_relations.definitions.links import TERM_PROPERTIES
from us_russia_relations.definitions.meaning import Meaning
from us_russia_relations.definitions.model import Table
from us_russia_relations.errors import CallError
from us_russia_relations.raw import limits
from us_russia_relations.raw.dataset import Dataset, Sheet
from us_russia_relations.raw.encodings import not_utf8, wide_encoding
from us_russia_relations.raw.parse import parse_rows
from us_russia_relations.rules.files import (
    BYTE_ORDER_MARK,
    ENCODING_ERROR,
    FINAL_NEWLINE,
    LINE_ENDING,
    MISSING_FILE,
    NULL_BYTE,
    QUOTING,
    UNEXPECTED_FILE,
)
from us_russia_relations.rules.problem import Problem

BOM = b"\xef\xbb\xbf"
# So many files that no table has are named, and no more.
_UNEXPECTED_LIMIT = 100
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
}


def read_raw(raw: Path) -> tuple[Dataset, list[Problem]]:
    """Read every raw table below the folder.

    Returns the sheets and the problems of the files themselves. Raises CallError where the folder is not there or
    can't be listed.
    """
    _refuse(raw)
    problems = [*_unexpected(raw)]
    absent = {problem.file: problem for problem in _absent_folders(raw)}
    problems.extend(absent.values())
    sheets: dict[str, Sheet] = {}
    for table in RAW_TABLES:
        sheets[table.name] = sheet = Sheet(table, lost=True)
        if table.folder not in absent:
            problems.extend(_read_sheet(raw, sheet))
    return Dataset(sheets), problems


def _refuse(raw: Path) -> None:
    wanted = "give the folder that holds actors.csv, events.csv, ..."
    try:
        with os.scandir(raw):
            return
    except PermissionError as error:
        raise CallError(f"{raw} can't be listed: {error.strerror}") from error
    except (OSError, ValueError) as error:
        raise CallError(f"{raw} is not a folder; {wanted}") from error


def _unexpected(raw: Path) -> Iterator[Problem]:
    found = [*islice(_unknown(raw), _UNEXPECTED_LIMIT + 1)]
    for path in found[:_UNEXPECTED_LIMIT]:
        message = "no table has a file of this name"
        yield UNEXPECTED_FILE.problem(path, 0, message)
    if len(found) > _UNEXPECTED_LIMIT:
        message = f"no table has a file of this name, and there are more than {_UNEXPECTED_LIMIT} of them"
        yield UNEXPECTED_FILE.problem(found[-1], 0, message)


def _unknown(raw: Path) -> Iterator[str]:
    """The path of every file that no table has, and of every folder below the tables' that can't be listed."""
    known = {table.path for table in RAW_TABLES}
    folders = [""]
    # No recursion, so that no depth of folders is too deep.
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(f"{raw}/{folder}") as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError:
            yield folder
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith(".") or path in known:
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif path not in _FOLDERS:
                yield path


_FOLDERS = tuple(sorted({table.folder for table in RAW_TABLES if table.folder}))


def _absent_folders(raw: Path) -> Iterator[Problem]:
    for folder in _FOLDERS:
        status, why = _status(raw / folder, stat.S_IFDIR)
        if status is None:
            yield MISSING_FILE.problem(folder, 0, f"the folder {why}", "restore the folder with the tables in it")


def _status(path: Path, kind: int) -> tuple[os.stat_result | None, str]:
    """The status of what lies at the path; None, with the reason, where it is nothing of that kind."""
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None, "is missing"
    except OSError as error:
        return None, f"can't be read: {error.strerror}"
    found = stat.S_IFMT(status.st_mode)
    if found == kind:
        return status, ""
    return None, f"is missing: {_KINDS.get(found, 'a file')} stands in its place"


def _read_sheet(raw: Path, sheet: Sheet) -> Iterator[Problem]:
    path = raw / sheet.table.path
    status, why = _status(path, stat.S_IFREG)
    if status is None:
        hint = f"add the file with the header {','.join(sheet.table.header)}"
        yield sheet.problem(MISSING_FILE, 0, f"the file {why}", hint)
        return
    try:
        with path.open("rb") as file:
            # What a file says of its size need not be true.
            content = file.read(status.st_size + 1) if status.st_size <= limits.FILE else b""
    except OSError as error:
        yield sheet.problem(MISSING_FILE, 0, f"the file can't be read: {error.strerror}", "look at its permissions")
        return
    if max(status.st_size, len(content)) > limits.FILE:
        hint = "look for what is repeated in it"
        yield sheet.problem(MISSING_FILE, 0, f"not read: the file is larger than {limits.FILE >> 20} MiB", hint)
        return
    yield from _read_content(content, sheet)


def parse(content: bytes, table: Table) -> tuple[Sheet, list[Problem]]:
    """The rows of a table's file with these bytes, and the problems of the file, as ``read_raw`` has them."""
    sheet = Sheet(table, lost=True)
    return sheet, [*_read_content(content, sheet)]


def _read_content(content: bytes, sheet: Sheet) -> Iterator[Problem]:
    """The problems of the bytes; the rows go into the sheet, which is lost no longer where they can be read."""
    if content.startswith(BOM):
        yield sheet.problem(BYTE_ORDER_MARK, 1, "the file starts with a byte order mark", "run usrr fmt")
        content = content[len(BOM) :]
    if fault := _unreadable(content, sheet):
        yield fault
        return
    if b"\r" in content:
        line = content[: content.index(b"\r")].count(b"\n") + 1
        yield sheet.problem(LINE_ENDING, line, "lines end in CR; LF alone is canonical", "run usrr fmt")
    if content and not content.endswith((b"\n", b"\r")):
        line = _line(content, len(content))
        yield sheet.problem(FINAL_NEWLINE, line, "the last line has no newline at its end", "run usrr fmt")
    # Decoded line by line, with each kind of line end read as LF.
    yield from parse_rows(io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline=None), sheet)


def _unreadable(content: bytes, sheet: Sheet) -> Problem | None:
    """What keeps the bytes from being read as lines of UTF-8."""
    if wide := wide_encoding(content):
        hint = "save the file as UTF-8 ('CSV UTF-8' in a spreadsheet)"
        return sheet.problem(ENCODING_ERROR, 1, f"the file is written in {wide}, not in UTF-8", hint)
    if content.count(b"\n") + content.count(b"\r") > limits.LINES:
        hint = "look for what is repeated in it"
        return sheet.problem(MISSING_FILE, 0, f"not read: the file has more than {limits.LINES:,} lines", hint)
    if long := _long_line(content):
        message = f"the line is longer than {limits.LINE >> 20} MiB"
        return sheet.problem(QUOTING, long, message, "look for text that was pasted into it")
    place = not_utf8(content)
    if place is not None:
        message = f"the line holds a byte (0x{content[place]:02x}) that is not UTF-8"
        return sheet.problem(ENCODING_ERROR, _line(content, place), message, "save the file as UTF-8")
    if b"\0" in content:
        line = _line(content, content.index(b"\0"))
        return sheet.problem(NULL_BYTE, line, "the line holds a NUL byte", "delete the byte")
    return None


def _long_line(content: bytes) -> int:
    """The first line that is too long; 0 where there is none."""
    if len(content) <= limits.LINE:
        return 0
    source = io.BytesIO(content)
    lines = iter(lambda: source.readline(limits.LINE + 1), b"")
    return next((number for number, line in enumerate(lines, 1) if len(line) > limits.LINE), 0)


def _line(content: bytes, place: int) -> int:
    """The line that the byte at the place stands on, whatever ends lines."""
    before = [content.count(end, 0, place) for end in (b"\n", b"\r", b"\r\n")]
    return before[0] + before[1] - before[2] + 1


def read_meaning(raw: Path) -> Meaning:
    """What the terms mean by the tables in the folder; nothing where the table can't be read."""
    sheet = Sheet(TERM_PROPERTIES, lost=True)
    list(_read_sheet(raw, sheet))
    return Meaning(row.cells for row in sheet.sound_rows())
