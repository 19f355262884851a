"""Check what points where: keys, foreign keys, the registry of ids, coded terms, and cycles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from us_russia_relations.schema import LINK_TABLES, RECORD_TABLES
from us_russia_relations.schema.model import ForeignKey
from us_russia_relations.steps.dataset import Dataset, Row, Sheet
from us_russia_relations.steps.nearest import nearest
from us_russia_relations.steps.problem import Problem

# Each relation with the record tables that its subject and its object may come from.
_ACTS = frozenset({"events", "measures", "treaties"})
RELATION_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "part_of": (_ACTS, _ACTS),
    "responds_to": (_ACTS, _ACTS),
    "acts_on": (frozenset({"events", "measures"}), frozenset({"measures", "treaties"})),
    "under_authority_of": (frozenset({"measures"}), frozenset({"measures"})),
    "amends": (_ACTS, frozenset({"measures", "treaties"})),
    "supersedes": (_ACTS, _ACTS),
    "ends": (_ACTS, _ACTS),
    "denies": (frozenset({"events"}), frozenset({"events"})),
    "same_process_as": (_ACTS, _ACTS),
}
_ACYCLIC = ("part_of", "supersedes")


def check_references(dataset: Dataset) -> Iterator[Problem]:
    """Every key, reference, coded pair or relation that does not hold."""
    for sheet in dataset.sheets.values():
        if not sheet.lost:
            yield from _check_key(sheet)
            yield from _check_order(sheet)
            for key in sheet.table.foreign_keys:
                yield from _check_foreign_key(sheet, key, dataset)
    yield from _check_registry(dataset)
    yield from _check_relations(dataset)
    yield from _check_fields(dataset)
    yield from _check_successors(dataset)
    yield from _check_cycles(dataset)


def _check_key(sheet: Sheet) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    for row in sheet.sound_rows():
        if not all(row.key):
            continue
        before = first.setdefault(row.key, row.line)
        if before != row.line:
            column = sheet.table.primary_key[-1]
            yield row.problem(
                "primary-key", column, f"line {before} has the same key ({', '.join(row.key)})", "keep one of the two"
            )


def _check_order(sheet: Sheet) -> Iterator[Problem]:
    rows = [*sheet.sound_rows()]
    for before, row in pairwise(rows):
        if row.key < before.key:
            column = sheet.table.primary_key[0]
            yield row.problem("row-order", column, f"the row sorts before line {before.line}", "rows are sorted by key")
            return


def _check_foreign_key(sheet: Sheet, key: ForeignKey, dataset: Dataset) -> Iterator[Problem]:
    if key.table == "records":
        if any(dataset.sheets[table.name].lost for table in RECORD_TABLES):
            return
        known: set[tuple[str, ...]] = {(name,) for name in dataset.records}
    else:
        if dataset.sheets[key.table].lost:
            return
        known = {tuple(row[name] for name in key.references) for row in dataset.sheets[key.table].rows}
    for row in sheet.sound_rows():
        value = tuple(row[name] for name in key.columns)
        if all(value) and value not in known and _well_formed(row, key.columns):
            yield _dangling(row, key, known, dataset.retired)


def _well_formed(row: Row, columns: tuple[str, ...]) -> bool:
    """False for a cell whose pattern is wrong: that is its one problem."""
    patterns = ((row.sheet.table.column(name).pattern, row[name]) for name in columns)
    return all(not pattern or re.fullmatch(pattern, text) for pattern, text in patterns)


def _dangling(row: Row, key: ForeignKey, known: set[tuple[str, ...]], retired: dict[str, Row]) -> Problem:
    column = key.columns[-1]
    value = tuple(row[name] for name in key.columns)
    gone = retired.get(value[-1])
    if gone is not None:
        successor = gone["replaced_by"]
        hint = f"use {successor}" if successor else gone["reason"]
        return row.problem("retired-id", column, "the id was retired", hint)
    near = {other[-1] for other in known if other[:-1] == value[:-1]}
    return row.problem("foreign-key", column, f"{key.table} has no row {' '.join(value)}", nearest(value[-1], near))


def _check_registry(dataset: Dataset) -> Iterator[Problem]:
    for table in RECORD_TABLES:
        column = table.primary_key[0]
        for row in dataset.rows(table.name):
            other = dataset.records[row[column]]
            if other.sheet.table.name != table.name:
                message = f"{other.sheet.table.path} line {other.line} has the same id"
                yield row.problem(
                    "duplicate-id", column, message, "ids are unique over all tables; rename the newer one"
                )
            elif row[column] in dataset.retired:
                yield row.problem(
                    "retired-id", column, "the id was retired and is never used again", "choose another id"
                )


def _check_relations(dataset: Dataset) -> Iterator[Problem]:
    for row in dataset.rows("relations"):
        ends = RELATION_ENDS.get(row["relation"])
        if ends is None:
            continue
        for column, allowed in zip(("subject_id", "object_id"), ends, strict=True):
            table = dataset.table_of(row[column])
            if table and table not in allowed:
                message = f"{row['relation']} takes {' or '.join(sorted(allowed))} here, and this is one of {table}"
                yield row.problem("relation-ends", column, message)


_LINK_NAMES = frozenset(table.name for table in LINK_TABLES)


def names_a_field(evidence: Row, dataset: Dataset) -> bool:
    """True when a row of evidence names a column of its record, a link table or the row as a whole."""
    record = dataset.records.get(evidence["record_id"])
    field = evidence["field"]
    return record is None or field == "*" or field in _LINK_NAMES or field in record.cells


def _check_fields(dataset: Dataset) -> Iterator[Problem]:
    for row in dataset.rows("evidence"):
        if not names_a_field(row, dataset) and _well_formed(row, ("field",)):
            table = dataset.records[row["record_id"]].sheet.table
            message = f"{table.name} has no column and no link table of this name"
            yield row.problem("unknown-field", "field", message, nearest(row["field"], {*table.header, *_LINK_NAMES}))


def _check_successors(dataset: Dataset) -> Iterator[Problem]:
    if dataset.lost(*(table.name for table in RECORD_TABLES)):
        return
    known = {*dataset.records, *dataset.retired}
    for row in dataset.rows("retired"):
        successor = row["replaced_by"]
        if successor and successor not in known and _well_formed(row, ("replaced_by",)):
            yield row.problem("foreign-key", "replaced_by", f"no record {successor}", nearest(successor, known))


def _check_cycles(dataset: Dataset) -> Iterator[Problem]:
    for relation in _ACYCLIC:
        edges: dict[str, list[tuple[str, Row]]] = {}
        for row in dataset.rows("relations"):
            if row["relation"] == relation:
                edges.setdefault(row["subject_id"], []).append((row["object_id"], row))
        yield from _cycles(edges, "object_id", relation)
    parts: dict[str, list[tuple[str, Row]]] = {}
    for row in dataset.rows("affiliations"):
        if row["position"] == "part of":
            parts.setdefault(row["actor_id"], []).append((row["organisation_id"], row))
    yield from _cycles(parts, "organisation_id", "part of")
    replaced = {row["retired_id"]: [(row["replaced_by"], row)] for row in dataset.rows("retired") if row["replaced_by"]}
    yield from _cycles(replaced, "replaced_by", "replaced_by")


def _cycles(edges: dict[str, list[tuple[str, Row]]], column: str, relation: str) -> Iterator[Problem]:
    """One problem for each cycle, on the row that closes it."""
    done: set[str] = set()
    for root in edges:
        path: list[str] = []
        stack: list[tuple[str, int]] = [(root, 0)]
        while stack:
            node, turn = stack.pop()
            if turn == 0:
                if node in done:
                    continue
                path.append(node)
            targets = edges.get(node, [])
            if turn < len(targets):
                stack.append((node, turn + 1))
                target, row = targets[turn]
                if target in path:
                    around = " > ".join([*path[path.index(target) :], target])
                    yield row.problem("cycle", column, f"{relation} runs in a circle: {around}")
                elif target not in done:
                    stack.append((target, 0))
            else:
                done.add(node)
                path.pop()
