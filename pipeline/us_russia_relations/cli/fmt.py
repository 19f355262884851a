"""usrr fmt: write the raw tables in their one canonical form, without ever changing a value."""

from __future__ import annotations

import argparse
import os
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from us_russia_relations.cli import add_raw, raw_folder, recovered
from us_russia_relations.cli.writing import say
from us_russia_relations.errors import CallError

if TYPE_CHECKING:
    from us_russia_relations.definitions.model import Table
    from us_russia_relations.raw.sources import Revision
    from us_russia_relations.rules.problem import Problem

NAME = "fmt"
HELP = "write the raw tables in canonical form, without ever changing a value"


def add(parser: argparse.ArgumentParser) -> None:
    add_raw(parser)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file would change")
    parser.add_argument(
        "--no-compare", action="store_true", help="do not look in the last commit for what a spreadsheet changed"
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files to format (default: all in DIR)")


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.atomic.disk import state
    from us_russia_relations.atomic.writer import write_files
    from us_russia_relations.raw.fmt import canonicalize
    from us_russia_relations.raw.read import read_meaning
    from us_russia_relations.raw.sources import Folder, UnreadableError
    from us_russia_relations.report.text import paragraphs

    same = 0
    refused: list[Problem] = []
    # By folder: the new content of each file, its old state, and how the report names it.
    formatted: dict[Path, dict[str, tuple[bytes, str, str]]] = {}
    meanings = cache(read_meaning)
    for target in _targets(call):
        home, path = _home(target)
        recovered(home)
        before_reading = state(home / path)
        try:
            content = Folder(target.folder).content(target.path)
        except UnreadableError as error:
            refused.append(_unreadable(target, error))
            continue
        before = None if call.no_compare else _committed(target)
        meaning = meanings(_raw_of(target))
        outcome = canonicalize(content, target.table, target.shown, before, meaning)
        refused += outcome.problems
        if outcome.content == content:
            same += 1
        elif outcome.content is not None:
            formatted.setdefault(home, {})[path] = (outcome.content, before_reading, target.shown)
    for home, files in formatted.items():
        if not call.check:
            contents = {path: content for path, (content, _, _) in files.items()}
            read = {path: before for path, (_, before, _) in files.items()}
            write_files(home, contents, f"the formatting of {', '.join(files)}", read=read)
        for _, _, shown in files.values():
            say(f"{'would change' if call.check else 'changed'} {shown}")
    for paragraph in paragraphs(refused):
        say(f"{paragraph}\n")
    changed = sum(map(len, formatted.values()))
    say(_closing(changed, same, refused, check=call.check))
    return 1 if refused or (call.check and changed) else 0


class _Target(NamedTuple):
    """A file to format: the folder, the path in it, which table it is, and how the report names it."""

    folder: Path
    path: str
    table: Table
    shown: str


def _targets(call: argparse.Namespace) -> list[_Target]:
    """The files that the call is about. Raises CallError where it names what is not there or no table's."""
    from us_russia_relations.definitions import RAW_TABLES

    if not call.files:
        raw = raw_folder(call)
        # `usrr validate` reports a missing table.
        present = [table for table in RAW_TABLES if os.path.lexists(raw / table.path)]
        if not present:
            raise CallError(f"{raw} holds no raw table; give the folder that holds actors.csv, events.csv, ...")
        return [_Target(raw, table.path, table, table.path) for table in present]
    by_name = {f"{table.name}.csv": table for table in RAW_TABLES}
    targets: dict[Path, _Target] = {}
    for path in call.files:
        table = by_name.get(path.name)
        if table is None:
            raise CallError(f"no table has a file named {path.name}; it must be one of {', '.join(sorted(by_name))}")
        candidates = [path, call.raw / path] if call.raw is not None else [path]
        target = next((candidate for candidate in candidates if os.path.lexists(candidate)), None)
        if target is None:
            raise CallError(f"{path} is not there")
        targets[target.absolute()] = _Target(target.parent, target.name, table, path.as_posix())
    return [*targets.values()]


def _committed(target: _Target) -> bytes | None:
    """The file as it was when last committed; None where it is in no raw/ of a checkout, or was not there."""
    from us_russia_relations.raw.sources import UnreadableError

    path = (target.folder / target.path).resolve()
    raw = _raw_of(target)
    if raw.name != "raw" or path != raw / target.table.path:
        return None
    revision = _head(raw.parent)
    try:
        return revision.content(target.table.path) if revision and target.table.path in revision.paths() else None
    except UnreadableError:
        return None


def _raw_of(target: _Target) -> Path:
    """The folder of raw tables that the file is in, if it is in one."""
    return (target.folder / target.path).resolve().parents[target.table.path.count("/")]


def _home(target: _Target) -> tuple[Path, str]:
    """The folder of raw tables that the file is in, where all that write them meet, and its path there.

    For a file elsewhere its own folder and its name.
    """
    raw, path = _raw_of(target), target.folder / target.path
    return (raw, target.table.path) if path.resolve() == raw / target.table.path else (path.parent, path.name)


@cache
def _head(checkout: Path) -> Revision | None:
    from us_russia_relations.raw.sources import Revision

    return Revision.find(checkout, "HEAD") if shutil.which("git") else None


def _unreadable(target: _Target, error: Exception) -> Problem:
    from us_russia_relations.rules.files import MISSING_FILE

    return MISSING_FILE.problem(target.shown, 0, f"the table can't be read: {error}")


def _closing(changed: int, same: int, refused: list[Problem], *, check: bool) -> str:
    files = len({problem.file for problem in refused})
    counts = [f"{changed} {'would change' if check else 'changed'}", f"{same} canonical"]
    counts += [f"{files} refused and left as it was"] if files == 1 else []
    counts += [f"{files} refused and left as they were"] if files > 1 else []
    return ", ".join(counts)
