"""What a release changes, against the one before it: facts, definitions and computed tables, each with its class."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from us_russia_relations.definitions import DERIVED_TABLES, PUBLISHED_TABLES, RECORD_TABLES
from us_russia_relations.definitions.custom_properties import MEANING
from us_russia_relations.definitions.links import EVIDENCE, RETIRED
from us_russia_relations.derive.typed import Record, Tables
from us_russia_relations.errors import PublishError
from us_russia_relations.forms.descriptor import about
from us_russia_relations.publish import classes
from us_russia_relations.publish.classes import Level, VersionRule
from us_russia_relations.publish.difference import Change, Difference, compare
from us_russia_relations.publish.states import State, read_release, state_of
from us_russia_relations.release.release import Release

Schema = Mapping[str, Any]

_COMPUTED = {table.name for table in DERIVED_TABLES}
# The terms of an enumeration are left out: they follow from the table of terms, whose changes are reported.
_CONSTRAINTS = ("required", "unique", "pattern")


@dataclass(frozen=True)
class ClassifiedChange:
    """A change with the rule that it falls under, and why it was made where the data say so."""

    change: Change
    rule: VersionRule
    reason: str = ""


@dataclass(frozen=True)
class History:
    """All changes from the release before to a new state, in an order in which they can be applied."""

    previous: str | None
    entries: tuple[ClassifiedChange, ...]
    difference: Difference | None

    @property
    def level(self) -> Level | None:
        """The highest class of the changes; None where there are none."""
        levels = {entry.rule.level for entry in self.entries}
        return classes.highest(levels) if levels else None

    @property
    def least(self) -> str | None:
        """The least version that the changes allow; None where there are none, or nothing to change."""
        return classes.bump(self.previous, self.level) if self.previous and self.level else None

    def of(self, rule: VersionRule) -> list[ClassifiedChange]:
        return [entry for entry in self.entries if entry.rule == rule]

    def rows(self) -> list[Record]:
        """The rows of the published table ``changes``."""
        return [
            {
                "number": number,
                "table": entry.change.table,
                "record": entry.change.record or None,
                "field": entry.change.field or None,
                "kind": entry.change.kind,
                "old": entry.change.old or None,
                "new": entry.change.new or None,
                "class": entry.rule.level,
                "reason": entry.reason or None,
            }
            for number, entry in enumerate(self.entries, start=1)
        ]


def history(
    before: Release | None, tables: Tables, schemas: Mapping[str, Schema], fingerprints: Mapping[str, str]
) -> History:
    """What the tables, with these Table Schemas and fingerprints, change against the release before.

    Raises PublishError where that release can't be read whole.
    """
    if before is None:
        return History(None, (), None)
    old, new = read_release(before.folder, f"release {before.version}"), state_of(tables, "the new state")
    difference = compare(old, new)
    if difference.faults:
        raise PublishError(f"release {before.version} can't be read whole: {difference.faults[0].message}")
    ids = {row[table.primary_key[0]] for table in RECORD_TABLES for row in tables[table.name]}
    reasons = _reasons(difference, new)
    facts = [
        ClassifiedChange(change, classes.rule_of(change, ids), reasons.get((change.record, change.field), ""))
        for change in difference.changes
    ]
    reported = {(change.table, change.field, change.kind) for change in difference.changes if not change.record}
    defined = [
        entry
        for entry in _definitions(before, schemas)
        if (entry.change.table, entry.change.field, entry.change.kind) not in reported
    ]
    gone = [entry for entry in defined if entry.change.kind == "removed"]
    others = [entry for entry in defined if entry.change.kind != "removed"]
    computed = _computed(before, fingerprints)
    return History(before.version, (*others, *facts, *gone, *computed), difference)


def _definitions(before: Release, schemas: Mapping[str, Schema]) -> Iterator[ClassifiedChange]:
    """Tables and columns that are defined anew, also those of raw tables that come and go among the facts."""
    resources = {declared["name"]: declared for declared in before.descriptor["resources"]}
    old = {name: declared["schema"] for name, declared in resources.items()}
    tables = {table.name: table for table in PUBLISHED_TABLES}
    for name in [*schemas, *(name for name in old if name not in schemas)]:
        if name not in schemas or name not in old:
            yield _table(name, old.get(name), schemas.get(name))
        else:
            new = _comparable(about(tables[name]), resources[name])
            yield from _changed(name, "", {part: resources[name].get(part) for part in new}, new, classes.TEXT_CHANGED)
            yield from _of_schema(name, old[name], schemas[name])


def _table(name: str, old: Schema | None, new: Schema | None) -> ClassifiedChange:
    header = ",".join(field["name"] for field in (new or old or {})["fields"])
    if new is not None:
        return ClassifiedChange(Change(name, "", "", "added", "", header), classes.TABLE_ADDED)
    return ClassifiedChange(Change(name, "", "", "removed", header, ""), classes.TABLE_REMOVED)


def _of_schema(name: str, old: Schema, new: Schema) -> Iterator[ClassifiedChange]:
    for part, rule in (("primaryKey", classes.KEY_CHANGED), ("foreignKeys", classes.CONSTRAINT_CHANGED)):
        yield from _changed(name, "", {part: old.get(part)}, {part: new.get(part)}, rule)
    before, after = ({field["name"]: field for field in schema["fields"]} for schema in (old, new))
    for column in [*after, *(column for column in before if column not in after)]:
        if column in before and column in after:
            yield from _of_column(name, before[column], after[column])
        else:
            yield _column(name, column, added=column in after)


def _column(table: str, column: str, *, added: bool) -> ClassifiedChange:
    if added:
        return ClassifiedChange(Change(table, "", column, "added", "", ""), classes.COLUMN_ADDED)
    return ClassifiedChange(Change(table, "", column, "removed", "", ""), classes.COLUMN_REMOVED)


def _of_column(table: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[ClassifiedChange]:
    parts = (
        (classes.COLUMN_RETYPED, lambda field: {"type": field["type"]}),
        (classes.CONSTRAINT_CHANGED, _constraints),
        (
            classes.TEXT_CHANGED,
            lambda field: {part: field.get(part, "") for part in ("description", "formula", "example", MEANING)},
        ),
    )
    new = _comparable(new, old)
    for rule, part in parts:
        yield from _changed(table, old["name"], part(old), part(new), rule)


def _comparable(new: dict[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """What is comparable with a release: those before 1.0.0 have no ``meaning``, and gaining it is no change."""
    return new if MEANING in old else {part: value for part, value in new.items() if part != MEANING}


def _changed(table: str, column: str, old: Schema, new: Schema, rule: VersionRule) -> Iterator[ClassifiedChange]:
    if old != new:
        texts = (json.dumps(value, ensure_ascii=False) for value in (old, new))
        yield ClassifiedChange(Change(table, "", column, "changed", *texts), rule)


def _constraints(field: dict[str, Any]) -> dict[str, Any]:
    constraints = field.get("constraints", {})
    kept = {name: constraints[name] for name in _CONSTRAINTS if name in constraints}
    return {**kept, "enum": "the terms of a vocabulary"} if "enum" in constraints else kept


def _computed(before: Release, fingerprints: Mapping[str, str]) -> list[ClassifiedChange]:
    """The computed tables whose rows are others: they follow from the facts, so they are not reported row by row."""
    return [
        ClassifiedChange(Change(name, "", "", "changed", before.resources[name].digest, digest), classes.RECOMPUTED)
        for name, digest in fingerprints.items()
        if name in _COMPUTED and name in before.resources and before.resources[name].digest != digest
    ]


def _reasons(difference: Difference, new: State) -> dict[tuple[str, str], str]:
    """Why records went, by their tombstones, and why cells changed, by the notes of the evidence that came with it."""
    reasons = {
        (change.record, ""): new.tables[RETIRED.name].rows[change.key]["reason"]
        for change in difference.changes
        if change.kind == "retired"
    }
    notes: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    fresh = dict.fromkeys(
        change.key
        for change in difference.changes
        if change.table == EVIDENCE.name and change.kind in ("added", "changed")
    )
    for key in fresh:
        row = new.tables[EVIDENCE.name].rows[key]
        if row["note"]:
            notes[row["record_id"], row["field"]].append(row["note"])
    return reasons | {field: " ".join(texts) for field, texts in notes.items()}
