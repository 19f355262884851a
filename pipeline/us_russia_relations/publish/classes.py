"""The class of a change, and the least version that a set of changes allows."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from us_russia_relations.definitions import RECORD_TABLES
from us_russia_relations.definitions.links import RETIRED, TERMS
from us_russia_relations.publish.difference import Change
from us_russia_relations.release.versions import order

Level = Literal["major", "minor", "patch"]
LEVELS: tuple[Level, ...] = ("major", "minor", "patch")


@dataclass(frozen=True)
class VersionRule:
    """A sort of change, the part of the version that it raises at least, and what it means for a reader."""

    name: str
    level: Level
    meaning: str


TABLE_REMOVED = VersionRule("table-removed", "major", "a table is gone")
COLUMN_REMOVED = VersionRule("column-removed", "major", "a column is gone")
COLUMN_RETYPED = VersionRule("column-retyped", "major", "a column has another type")
KEY_CHANGED = VersionRule("key-changed", "major", "a table has another primary key")
ID_LOST = VersionRule("id-lost", "major", "an id is gone without a tombstone")
ID_MOVED = VersionRule("id-moved", "major", "an id lives in another table")
TOMBSTONE_REMOVED = VersionRule("tombstone-removed", "major", "a retired id leads nowhere any more")
TERM_REMOVED = VersionRule("term-removed", "major", "a term is gone from its vocabulary")
TABLE_ADDED = VersionRule("table-added", "minor", "a table is new")
COLUMN_ADDED = VersionRule("column-added", "minor", "a column is new")
CONSTRAINT_CHANGED = VersionRule("constraint-changed", "minor", "a column holds to other constraints")
ROW_ADDED = VersionRule("row-added", "minor", "a row is new")
ID_RETIRED = VersionRule("id-retired", "minor", "an id was retired with a tombstone")
ROW_REMOVED = VersionRule("row-removed", "patch", "a row of a link table was taken away")
CELL_CHANGED = VersionRule("cell-changed", "patch", "a value or text was changed")
TEXT_CHANGED = VersionRule("text-changed", "patch", "a table or column is described in other words")
RECOMPUTED = VersionRule("recomputed", "patch", "a computed table holds other rows")

RULES = (
    TABLE_REMOVED,
    COLUMN_REMOVED,
    COLUMN_RETYPED,
    KEY_CHANGED,
    ID_LOST,
    ID_MOVED,
    TOMBSTONE_REMOVED,
    TERM_REMOVED,
    TABLE_ADDED,
    COLUMN_ADDED,
    CONSTRAINT_CHANGED,
    ROW_ADDED,
    ID_RETIRED,
    ROW_REMOVED,
    CELL_CHANGED,
    TEXT_CHANGED,
    RECOMPUTED,
)

_RECORDS = {table.name for table in RECORD_TABLES}


def rule_of(change: Change, ids: AbstractSet[str]) -> VersionRule:
    """The rule that a change of facts falls under; ``ids`` are those of all records of the new state."""
    if not change.record:
        column = bool(change.field)
        if change.kind == "added":
            return COLUMN_ADDED if column else TABLE_ADDED
        return COLUMN_REMOVED if column else TABLE_REMOVED
    if change.kind == "removed":
        return _removal(change, ids)
    return {"added": ROW_ADDED, "retired": ID_RETIRED, "changed": CELL_CHANGED}[change.kind]


def _removal(change: Change, ids: AbstractSet[str]) -> VersionRule:
    if change.table in _RECORDS:
        return ID_MOVED if change.record in ids else ID_LOST
    return {RETIRED.name: TOMBSTONE_REMOVED, TERMS.name: TERM_REMOVED}.get(change.table, ROW_REMOVED)


def bump(version: str, level: Level) -> str:
    """The version with that part raised by one and what follows it at zero."""
    major, minor, patch = order(version)
    if level == "major":
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if level == "minor" else f"{major}.{minor}.{patch + 1}"


def highest(levels: AbstractSet[Level]) -> Level:
    """The highest of the levels, of which there must be one."""
    return next(level for level in LEVELS if level in levels)
