"""Read raw/ as texts with their file positions; every fault of a file is a problem, not an exception.

Nothing in raw/ is trusted: only regular files are opened, links are not followed, and what is read has a bound.
"""

from __future__ import annotations

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
from us_russia_relations.raw.content import BOM, line_of, lines_of, unreadable
from us_russia_relations.raw.dataset import Dataset, RawTable
from us_russia_relations.raw.parse import parse_rows
from us_russia_relations.rules.files import (
    BYTE_ORDER_MARK,
    FINAL_NEWLINE,
    LINE_ENDING,
    MISSING_FILE,
    UNEXPECTED_FILE,
)
from us_russia_relations.rules.problem import Problem

# The most unexpected files that are named.
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

    Returns the tables and the problems of the files themselves. Raises CallError where the folder is not there or
    can't be listed.
    """
    _refuse(raw)
    problems = [*_unexpected(raw)]
    absent = {problem.file: problem for problem in _absent_folders(raw)}
    problems.extend(absent.values())
    tables: dict[str, RawTable] = {}
    for table in RAW_TABLES:
        tables[table.name], of_file = (RawTable(table, lost=True), []) if table.folder in absent else _read(raw, table)
        problems.extend(of_file)
    return Dataset(tables), problems


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
    names = [*islice(_unknown(raw), _UNEXPECTED_LIMIT + 1)]
    for path in names[:_UNEXPECTED_LIMIT]:
        message = "no table has a file of this name"
        yield UNEXPECTED_FILE.problem(path, 0, message)
    if len(names) > _UNEXPECTED_LIMIT:
        message = f"no table has a file of this name, and there are more than {_UNEXPECTED_LIMIT} of them"
        yield UNEXPECTED_FILE.problem(names[-1], 0, message)


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
    actual = stat.S_IFMT(status.st_mode)
    if actual == kind:
        return status, ""
    return None, f"is missing: {_KINDS.get(actual, 'a file')} stands in its place"


def _read(raw: Path, table: Table) -> tuple[RawTable, list[Problem]]:
    """The table in its file below the folder; lost, with the problem, where that can't be read."""
    path = raw / table.path
    status, why = _status(path, stat.S_IFREG)
    message, hint, content = "", "look for what is repeated in it", b""
    if status is None:
        message, hint = f"the file {why}", f"add the file with the header {','.join(table.header)}"
    else:
        try:
            with path.open("rb") as file:
                # The size in the status may be wrong.
                content = file.read(status.st_size + 1) if status.st_size <= limits.FILE else b""
        except OSError as error:
            message, hint = f"the file can't be read: {error.strerror}", "look at its permissions"
        if max(status.st_size, len(content)) > limits.FILE:
            message = f"not read: the file is larger than {limits.FILE >> 20} MiB"
    if message:
        return RawTable(table, lost=True), [MISSING_FILE.problem(table.path, 0, message, hint)]
    return parse(content, table)


def parse(content: bytes, table: Table) -> tuple[RawTable, list[Problem]]:
    """The rows of a table's file with these bytes, and the problems of the file, as ``read_raw`` has them."""
    problems = []
    if content.startswith(BOM):
        message = "the file starts with a byte order mark"
        problems.append(BYTE_ORDER_MARK.problem(table.path, 1, message, "run usrr fmt"))
        content = content[len(BOM) :]
    if fault := unreadable(content):
        return RawTable(table, lost=True), [
            *problems,
            fault.rule.problem(table.path, fault.line, fault.message, fault.hint),
        ]
    if b"\r" in content:
        line = content[: content.index(b"\r")].count(b"\n") + 1
        message = "lines end in CR; LF alone is canonical"
        problems.append(LINE_ENDING.problem(table.path, line, message, "run usrr fmt"))
    if content and not content.endswith((b"\n", b"\r")):
        line = line_of(content, len(content))
        message = "the last line has no newline at its end"
        problems.append(FINAL_NEWLINE.problem(table.path, line, message, "run usrr fmt"))
    raw, of_rows = parse_rows(lines_of(content), table)
    return raw, problems + of_rows


def read_meaning(raw: Path) -> Meaning:
    """What the terms mean by the tables in the folder; nothing where the table can't be read."""
    return Meaning(row.cells for row in _read(raw, TERM_PROPERTIES)[0].intact_rows)
