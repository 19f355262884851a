"""What differs between two states: changed facts and not changed bytes, each as one value.

A row is known by its primary key, so a link row whose key changes is one removed and one added. ``apply`` is the
inverse: the changes from A to B, made to A, give B.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from us_russia_relations.definitions import DERIVED_TABLES, RAW_TABLES, RECORD_TABLES, raw_table
from us_russia_relations.definitions.derived import BOUNDS
from us_russia_relations.definitions.links import CROSSWALK, RETIRED, TERMS
from us_russia_relations.definitions.values import render_row
from us_russia_relations.publish.states import Content, Fault, Key, State

Kind = Literal["added", "removed", "retired", "changed"]

_RECORDS = {table.name for table in RECORD_TABLES}
_TITLED = (*(table.name for table in RECORD_TABLES), TERMS.name)
_COMPUTED = {table.name for table in DERIVED_TABLES}
_ORDER = {table.name: index for index, table in enumerate(RAW_TABLES)}


@dataclass(frozen=True)
class Change:
    """One difference.

    ``record`` is the row's primary key as a line of CSV (for a record its id), empty where a table or column as a
    whole was added or removed; ``field`` is the column, empty where the row or table as a whole is meant. ``old`` and
    ``new`` are the cell's texts; for a row the JSON object of its filled cells, for a table its header as CSV.
    A record is retired, and not removed, when the new state has a tombstone for its id.
    """

    table: str
    record: str
    field: str
    kind: Kind
    old: str
    new: str

    @cached_property
    def key(self) -> Key:
        """The row's primary key; empty where no row is meant."""
        return _values(self.record) if self.record else ()

    @cached_property
    def owner(self) -> Key:
        """What the change is listed under: the id of the record, a vocabulary and its term, or nothing."""
        if not self.record:
            return ()
        return self.key[:2] if self.table in (TERMS.name, CROSSWALK.name) else self.key[:1]


@dataclass(frozen=True)
class Subject:
    """What a change is about: the table that it lives in and its title, both empty where nothing has that id."""

    table: str
    title: str


@dataclass(frozen=True)
class Difference:
    """All changes from the state ``a`` to the state ``b``, and what could not be compared.

    The changes are in an order in which they can be applied; ``subjects`` describes the owner of each.
    """

    a: str
    b: str
    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]
    subjects: dict[Key, Subject]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many changes of each kind there are in the rows of each table."""
        counts: dict[str, dict[str, int]] = {}
        for change in self.changes:
            if change.record:
                kinds = counts.setdefault(change.table, {})
                kinds[change.kind] = kinds.get(change.kind, 0) + 1
        return counts


class ApplyError(ValueError):
    """A change does not fit the state that it is made to."""


def compare(a: State, b: State) -> Difference:
    """What changed from A to B; tables and rows that can't be read in one of them are left out on both sides."""
    lost = a.lost | b.lost
    names = sorted((a.tables.keys() | b.tables.keys()) - lost, key=lambda name: (_ORDER.get(name, len(_ORDER)), name))
    changes: list[Change] = []
    for name in names:
        changes.extend(_of_table(name, a.tables.get(name), b.tables.get(name), _tombstones(b)))
    subjects = {owner: _subject(owner, (b, a)) for owner in dict.fromkeys(change.owner for change in changes) if owner}
    return Difference(a.name, b.name, tuple(changes), (*a.faults, *b.faults), subjects)


def is_fact(change: Change) -> bool:
    """Whether a change that a release publishes is one of facts, which ``apply`` makes, and not of a definition."""
    if change.table in _COMPUTED:
        return False
    return bool(change.record) or (change.kind != "changed" and not change.field.endswith(BOUNDS))


def _tombstones(state: State) -> dict[Key, dict[str, str]]:
    return state.tables[RETIRED.name].rows if RETIRED.name in state.tables else {}


def _of_table(name: str, a: Content | None, b: Content | None, retired: dict[Key, dict[str, str]]) -> Iterator[Change]:
    old, new = a or Content(()), b or Content(())
    if a is None:
        yield Change(name, "", "", "added", "", _line(new.header))
    elif b is not None:
        yield from _columns(name, "added", [column for column in new.header if column not in old.header])
    skipped = old.doubtful | new.doubtful
    for key in sorted((old.rows.keys() | new.rows.keys()) - skipped):
        before, after = old.rows.get(key), new.rows.get(key)
        if before != after:
            yield from _of_row(name, key, before, after, retired)
    if b is None:
        yield Change(name, "", "", "removed", _line(old.header), "")
    elif a is not None:
        yield from _columns(name, "removed", [column for column in old.header if column not in new.header])


def _columns(table: str, kind: Kind, names: list[str]) -> Iterator[Change]:
    return (Change(table, "", name, kind, "", "") for name in names)


def _of_row(
    table: str,
    key: Key,
    before: dict[str, str] | None,
    after: dict[str, str] | None,
    retired: dict[Key, dict[str, str]],
) -> Iterator[Change]:
    record = _line(key)
    if before is None and after is not None:
        yield Change(table, record, "", "added", "", _cells(after))
    elif before is not None and after is None:
        gone: Kind = "retired" if table in _RECORDS and key in retired else "removed"
        successor = retired[key].get("replaced_by", "") if gone == "retired" else ""
        yield Change(table, record, "", gone, _cells(before), successor)
    elif before is not None and after is not None:
        # The cells of a removed column go with the column, which is reported once.
        for name in after:
            old, new = before.get(name, ""), after[name]
            if old != new:
                yield Change(table, record, name, "changed", old, new)


def _line(values: Iterable[str]) -> str:
    texts = [*values]
    if any("\r" in text for text in texts):
        # The csv module writes a lone carriage return without quotes, and then does not read it.
        return ",".join('"' + text.replace('"', '""') + '"' for text in texts)
    return render_row(texts)[:-1]


def _values(line: str) -> Key:
    if '"' not in line:
        return tuple(line.split(","))
    return tuple(next(csv.reader(io.StringIO(line, newline=""))))


def _cells(row: dict[str, str]) -> str:
    return json.dumps({name: text for name, text in row.items() if text}, ensure_ascii=False)


def _subject(owner: Key, states: tuple[State, State]) -> Subject:
    for state in states:
        for table in _TITLED:
            content = state.tables.get(table)
            row = content.rows.get(owner) if content else None
            if row:
                return Subject(table, raw_table(table).name_of(row))
    return Subject("", "")


def apply(difference: Difference, state: State) -> State:
    """The state with the changes made, named as B; the given one stays as it is.

    Raises ApplyError where a change does not fit the state.
    """
    tables = deepcopy(state.tables)
    for change in difference.changes:
        if change.record:
            _apply_to_row(change, tables)
        elif change.field:
            _apply_to_column(change, tables)
        elif change.kind == "added":
            tables[change.table] = Content(_values(change.new))
        else:
            tables.pop(change.table, None)
    return State(difference.b, tables, set(state.lost))


def _apply_to_column(change: Change, tables: dict[str, Content]) -> None:
    content = _content(change, tables)
    if (change.field in content.header) == (change.kind == "added"):
        raise ApplyError(f"{change.table}: the column {change.field} can't be {change.kind}")
    if change.kind == "added":
        content.header = (*content.header, change.field)
        for cells in content.rows.values():
            cells[change.field] = ""
    else:
        content.header = tuple(name for name in content.header if name != change.field)
        for cells in content.rows.values():
            del cells[change.field]


def _apply_to_row(change: Change, tables: dict[str, Content]) -> None:
    content, key = _content(change, tables), change.key
    if (key in content.rows) == (change.kind == "added"):
        raise ApplyError(f"{change.table}: the row {change.record} can't be {change.kind}")
    if change.kind == "added":
        content.rows[key] = {**dict.fromkeys(content.header, ""), **json.loads(change.new)}
    elif change.kind != "changed":
        _expect(change, _cells(content.rows.pop(key)))
    else:
        _expect(change, content.rows[key].get(change.field, ""))
        content.rows[key][change.field] = change.new


def _content(change: Change, tables: dict[str, Content]) -> Content:
    if change.table not in tables:
        raise ApplyError(f"there is no table {change.table}")
    return tables[change.table]


def _expect(change: Change, current: str) -> None:
    same = json.loads(current) == json.loads(change.old) if not change.field else current == change.old
    if not same:
        raise ApplyError(
            f"{change.table}: {change.record} {change.field} holds {current!r:.200}, not {change.old!r:.200}"
        )
