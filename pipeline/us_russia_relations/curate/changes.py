"""A change of the raw tables: rows to add and rows to take away, written to all of its files or to none."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from us_russia_relations.definitions import RAW_TABLES
from us_russia_relations.definitions.values import render, render_row
from us_russia_relations.errors import CallError, InvalidDataError
from us_russia_relations.raw.dataset import Sheet
from us_russia_relations.raw.read import read_raw
from us_russia_relations.raw.replace import stage
from us_russia_relations.rules.problem import Problem

Key = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """Rows to take away by table and key, and rows to add; a row that is replaced stands in both."""

    added: tuple[tuple[str, Mapping[str, str]], ...] = ()
    removed: tuple[tuple[str, Key], ...] = ()

    def tables(self) -> list[str]:
        """The tables that it touches, in the order of the definitions."""
        touched = {name for name, _ in (*self.added, *self.removed)}
        return [table.name for table in RAW_TABLES if table.name in touched]


@dataclass(frozen=True)
class Plan:
    """What a change makes of the files: each one's bytes before and after, its lines, and the problems it adds."""

    files: Mapping[str, tuple[bytes, bytes]]
    lines: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]

    @property
    def allowed(self) -> bool:
        """False when the change adds an error; warnings do not stop it."""
        return not any(problem.severity == "error" for problem in self.problems)

    def __str__(self) -> str:
        told: list[str] = []
        for path, lines in self.lines.items():
            told += [path, *(f"  {line}" for line in lines)]
        return "\n".join(told)


def plan(raw: Path, change: Change) -> Plan:
    """Try the change on a copy of the tables.

    Raises InvalidDataError where a file that it touches can't be read whole, since writing it would lose rows.
    """
    dataset, _ = read_raw(raw)
    files: dict[str, tuple[bytes, bytes]] = {}
    lines: dict[str, tuple[str, ...]] = {}
    for name in change.tables():
        sheet = dataset.sheets[name]
        path = sheet.table.path
        if sheet.lost or sheet.broken:
            raise InvalidDataError(f"{path} can't be read whole, so nothing was written; see `usrr validate`")
        before = (raw / path).read_bytes()
        rows, told = _changed(sheet, change)
        after = render([sheet.table.header, *rows]).encode()
        if told:
            files[path], lines[path] = (before, after), told
    return Plan(files, lines, _added_problems(raw, files))


def _changed(sheet: Sheet, change: Change) -> tuple[list[Key], tuple[str, ...]]:
    """The rows of the table after the change, sorted by key, and the lines that differ."""
    table = sheet.table
    gone = {key for name, key in change.removed if name == table.name}
    new = [tuple(cells.get(name, "") for name in table.header) for name, cells in change.added if name == table.name]
    old = [tuple(row[name] for name in table.header) for row in sheet.rows]
    kept = [values for values, row in zip(old, sheet.rows, strict=True) if row.key not in gone]
    places = [table.header.index(name) for name in table.primary_key]
    rows = sorted([*kept, *new], key=lambda values: (tuple(values[place] for place in places), values))
    less, more = Counter(old) - Counter(rows), Counter(rows) - Counter(old)
    minus = [f"- {render_row(values).rstrip()}" for values in less.elements()]
    plus = [f"+ {render_row(values).rstrip()}" for values in more.elements()]
    return rows, (*minus, *plus)


def _added_problems(raw: Path, files: Mapping[str, tuple[bytes, bytes]]) -> tuple[Problem, ...]:
    # The checks load pandas, which those who only read this module do not pay for.
    from us_russia_relations.check.validate import validate

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for table in RAW_TABLES:
            (copy / table.path).parent.mkdir(exist_ok=True)
            if table.path in files:
                (copy / table.path).write_bytes(files[table.path][1])
            elif (raw / table.path).is_file():
                shutil.copyfile(raw / table.path, copy / table.path)
        after = validate(copy).problems
    if not after:
        return ()
    known = Counter(_what(problem) for problem in validate(raw).problems)
    added: list[Problem] = []
    for problem in after:
        if known[_what(problem)]:
            known[_what(problem)] -= 1
        else:
            added.append(problem)
    return tuple(added)


def _what(problem: Problem) -> tuple[str, ...]:
    """What the problem is about without its line, which moves when a row is put in above it."""
    return (problem.file, problem.rule, problem.column, problem.record, problem.value)


def write(raw: Path, made: Plan) -> None:
    """Write the planned files: all of them or, whatever stops it, none.

    Both states of each file are laid beside it first, so that neither going on nor going back needs space on the
    disk. Raises InvalidDataError for a plan that adds errors and CallError where a file changed since it was made.
    """
    if not made.allowed:
        raise InvalidDataError("the change adds errors, so nothing was written")
    targets = {(raw / path).resolve(): states for path, states in made.files.items()}
    with contextlib.ExitStack() as stack:
        staged = [(target, *(stage(target, state, stack) for state in states)) for target, states in targets.items()]
        for target, (before, _) in targets.items():
            if target.read_bytes() != before:
                raise CallError(f"{target.name} was changed by somebody else meanwhile; nothing was written, try again")
        try:
            for target, _, after in staged:
                os.replace(after, target)  # noqa: PTH105 - the tests stop it here
        except BaseException:
            # Ctrl-C counts, too; a file that was not replaced yet is replaced by its equal.
            for target, original, _ in staged:
                original.replace(target)
            raise
