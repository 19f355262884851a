"""A change of the raw tables: rows to add and rows to take away, written to all of its files or to none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from us_russia_relations.atomic.disk import state
from us_russia_relations.atomic.writer import writing
from us_russia_relations.definitions import RAW_TABLES, raw_table
from us_russia_relations.definitions.values import render, render_row
from us_russia_relations.errors import InvalidDataError
from us_russia_relations.raw.dataset import Dataset, Key, RawTable
from us_russia_relations.raw.read import parse, read_raw
from us_russia_relations.rules.problem import Problem


@dataclass(frozen=True)
class Edit:
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
    # The state of every raw file when the change was judged.
    read: Mapping[str, str]

    @property
    def allowed(self) -> bool:
        """False when the change adds an error; warnings do not stop it."""
        return not any(problem.severity == "error" for problem in self.problems)

    def __str__(self) -> str:
        shown: list[str] = []
        for path, lines in self.lines.items():
            shown += [path, *(f"  {line}" for line in lines)]
        return "\n".join(shown)


def plan(raw: Path, change: Edit) -> Plan:
    """Try the change in memory.

    Raises InvalidDataError where a file that it touches can't be read whole, since writing it would lose rows.
    """
    # Read before the rows are, so that what somebody writes in between shows when the plan is written. All tables are,
    # since the change was judged beside them.
    read = {table.path: state(raw / table.path) for table in RAW_TABLES}
    paths = [raw_table(name).path for name in change.tables()]
    before = {path: (raw / path).read_bytes() for path in paths if (raw / path).is_file()}
    dataset, problems = read_raw(raw)
    files: dict[str, tuple[bytes, bytes]] = {}
    lines: dict[str, tuple[str, ...]] = {}
    for name in change.tables():
        old = dataset.tables[name]
        path = old.table.path
        if old.lost or old.broken or path not in before:
            raise InvalidDataError(f"{path} can't be read whole, so nothing was written; see `usrr validate`")
        rows, changed = _changed(old, change)
        if changed:
            files[path] = (before[path], render([old.table.header, *rows]).encode())
            lines[path] = changed
    return Plan(files, lines, _added_problems(dataset, problems, files), read)


def _changed(raw: RawTable, change: Edit) -> tuple[list[Key], tuple[str, ...]]:
    """The rows of the table after the change, sorted by key, and the lines that differ."""
    table = raw.table
    gone = {key for name, key in change.removed if name == table.name}
    new = [tuple(cells.get(name, "") for name in table.header) for name, cells in change.added if name == table.name]
    old = raw.tuples(table.header)
    kept = [values for values, key in zip(old, raw.keys, strict=True) if key not in gone]
    indices = [table.header.index(name) for name in table.primary_key]
    rows = sorted([*kept, *new], key=lambda values: (tuple(values[index] for index in indices), values))
    less, more = Counter(old) - Counter(rows), Counter(rows) - Counter(old)
    minus = [f"- {render_row(values).rstrip()}" for values in less.elements()]
    plus = [f"+ {render_row(values).rstrip()}" for values in more.elements()]
    return rows, (*minus, *plus)


def _added_problems(
    dataset: Dataset, problems: Sequence[Problem], files: Mapping[str, tuple[bytes, bytes]]
) -> tuple[Problem, ...]:
    """The problems that the files bring in their new state; ``problems`` are those of the files as they are."""
    # The checks load pandas, which those who only read this module do not pay for.
    from us_russia_relations.check.validate import check

    tables = dict(dataset.tables)
    of_files = {problem for problem in problems if problem.file not in files}
    for name, raw in dataset.tables.items():
        if raw.table.path in files:
            tables[name], of_new = parse(files[raw.table.path][1], raw.table)
            of_files.update(of_new)
    after = sorted({*of_files, *check(Dataset(tables))})
    if not after:
        return ()
    known = Counter(_what(problem) for problem in {*problems, *check(dataset)})
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


def write(raw: Path, planned: Plan) -> None:
    """Write the planned files: all of them or, whatever stops it, none.

    Raises InvalidDataError for a plan that adds errors, ChangedMeanwhileError where a file of the raw tables changed
    since it was made, BusyError where another command writes, and UnwritableError where the system refuses.
    """
    if not planned.allowed:
        raise InvalidDataError("the change adds errors, so nothing was written")
    with writing(raw.resolve(), "change of the raw tables") as prepared:
        prepared.based_on(planned.read)
        for path, (_, after) in planned.files.items():
            prepared.add(path, after)
        prepared.commit([*planned.files], f"the change of {', '.join(planned.files)}")
