"""Check keys, foreign keys, the registry of ids, coded terms, and cycles of references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from us_russia_relations.check.hints import LINK_NAMES, Hints, field_hint, retired_hint
from us_russia_relations.check.meaning import unreadable_terms
from us_russia_relations.check.renamed import references, renamed
from us_russia_relations.definitions import RECORD_TABLES
from us_russia_relations.definitions.derived import RECORDS
from us_russia_relations.definitions.links import AFFILIATIONS, EVIDENCE, RELATIONS, RETIRED, TERMS
from us_russia_relations.definitions.model import ForeignKey
from us_russia_relations.raw.dataset import Dataset, RawTable, Row
from us_russia_relations.rules.files import ROW_ORDER
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.references import (
    CYCLE,
    DUPLICATE_ID,
    FOREIGN_KEY,
    PRIMARY_KEY,
    RELATION_ENDS,
    RETIRED_ID,
    UNKNOWN_FIELD,
)

# So many ids of a longer cycle are shown.
_SHOWN = 8


def check_references(dataset: Dataset) -> Iterator[Problem]:
    """Every key, reference, coded pair or relation that does not hold."""
    hints, slips, known = Hints(dataset), renamed(dataset), _Known(dataset)
    for raw in dataset.tables.values():
        if not raw.lost:
            yield from _check_key(raw)
            yield from _check_order(raw, known, dataset, slips)
    yield from _check_foreign_keys(dataset, known, hints, reported=frozenset(slips.values()))
    yield from _check_slips(slips, dataset)
    yield from _check_registry(dataset)
    yield from _check_relations(dataset)
    yield from _check_fields(dataset)
    yield from _check_successors(dataset, hints)
    yield from _check_cycles(dataset)


def _check_key(raw: RawTable) -> Iterator[Problem]:
    if len({*raw.keys}) == len(raw.keys):
        return
    first: dict[tuple[str, ...], int] = {}
    for row in raw.intact_rows:
        if not all(row.key):
            continue
        before = first.setdefault(row.key, row.line)
        if before != row.line:
            column = raw.table.primary_key[-1]
            yield row.problem(
                PRIMARY_KEY, column, f"line {before} has the same key ({', '.join(row.key)})", "keep one of the two"
            )


class _Known:
    """The keys that a foreign key to a table may name; computed once for each table."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._by_table: dict[str, set[tuple[str, ...]]] = {}

    def __getitem__(self, table: str) -> set[tuple[str, ...]]:
        if table not in self._by_table:
            records = table == RECORDS.name
            keys = ((name,) for name in self._dataset.records) if records else self._dataset.tables[table].keys
            self._by_table[table] = {*keys}
        return self._by_table[table]


def _check_order(raw: RawTable, known: _Known, dataset: Dataset, slips: Mapping[str, str]) -> Iterator[Problem]:
    if all(before <= key for before, key in pairwise(raw.keys)):
        return
    # A row with a wrong key has its own problem, and its position follows from the right key.
    settled = [row for row in raw.intact_rows if row.key[0] not in slips and _settled(row, known, dataset)]
    for before, row in pairwise(settled):
        if row.key < before.key:
            column = raw.table.primary_key[0]
            yield row.problem(ROW_ORDER, column, f"the row sorts before line {before.line}", "run usrr fmt")
            return


def _settled(row: Row, known: _Known, dataset: Dataset) -> bool:
    """True where no other check reports a cell of the row's key."""
    table = row.table
    coded = [table.column(name) for name in table.primary_key if table.column(name).vocabulary]
    return (
        _well_formed(row, table.primary_key)
        and all(row[column.name] in dataset.terms.get(column.vocabulary, ()) for column in coded)
        and all(_named(row, key) in known[key.table] for key in table.foreign_keys if _keyed(key, row))
        and (table.name != EVIDENCE.name or names_a_field(row, dataset))
    )


def _keyed(key: ForeignKey, row: Row) -> bool:
    """True where a foreign key is part of the row's own key."""
    return set(key.columns) <= set(row.table.primary_key)


def _named(row: Row, key: ForeignKey) -> tuple[str, ...]:
    """What the row names by a foreign key."""
    return tuple([row[name] for name in key.columns])


def _check_foreign_keys(
    dataset: Dataset, known: _Known, hints: Hints, *, reported: frozenset[str]
) -> Iterator[Problem]:
    """One problem for each id or term that is not there, on the first row that names it."""
    unresolved: dict[tuple[str, ...], list[tuple[Row, ForeignKey]]] = {}
    for raw in dataset.tables.values():
        for key in () if raw.lost else raw.table.foreign_keys:
            for row in _unresolved(raw, key, known, dataset):
                if row[key.columns[-1]] not in reported:
                    unresolved.setdefault(_named(row, key), []).append((row, key))
    for rows in unresolved.values():
        row, key = rows[0]
        yield _dangling(row, key, [other for other, _ in rows[1:]], dataset.retired, hints)


def _unresolved(raw: RawTable, key: ForeignKey, known: _Known, dataset: Dataset) -> Iterator[Row]:
    parents = [table.name for table in RECORD_TABLES] if key.table == RECORDS.name else [key.table]
    if dataset.lost(*parents):
        return
    missing = {value for value in {*raw.tuples(key.columns)} - known[key.table] if all(value)}
    for row in raw.intact_rows if missing else ():
        if _named(row, key) in missing and _well_formed(row, key.columns):
            yield row


def _check_slips(slips: dict[str, str], dataset: Dataset) -> Iterator[Problem]:
    """One problem on a record whose own id is wrong, instead of one on each row that refers to it."""
    used = references(dataset) if slips else {}
    for name, meant in slips.items():
        row = dataset.records[name]
        column = row.table.primary_key[0]
        if _well_formed(row, (column,)):
            message = f"no row refers to this id, and {used[meant]} refer to {meant}, which is no record"
            yield row.problem(FOREIGN_KEY, column, message, f"write {meant}, or correct the {used[meant]} rows")


def _well_formed(row: Row, columns: tuple[str, ...]) -> bool:
    """False for a cell whose pattern is wrong: that is its one problem."""
    patterns = ((row.table.column(name).pattern, row[name]) for name in columns)
    return all(not pattern or re.fullmatch(pattern, text) for pattern, text in patterns)


def _dangling(row: Row, key: ForeignKey, others: list[Row], retired: dict[str, Row], hints: Hints) -> Problem:
    column = key.columns[-1]
    text = row[column]
    # All references to a deleted row have one cause, and are one problem.
    more = f"; {len(others)} more rows name it, such as {_place(others[0])}" if others else ""
    if key.table == TERMS.name:
        vocabulary = row[key.columns[0]]
        message = f"the vocabulary {vocabulary} has no term {text}{more}"
        return row.problem(FOREIGN_KEY, column, message, hints.term(text, vocabulary))
    if text in retired:
        return row.problem(RETIRED_ID, column, f"the id was retired{more}", retired_hint(retired, text))
    return row.problem(FOREIGN_KEY, column, f"{key.table} has no row {text}{more}", hints.record(text, key.table))


def _place(row: Row) -> str:
    return f"{row.table.path} line {row.line}"


def _check_registry(dataset: Dataset) -> Iterator[Problem]:
    for table in RECORD_TABLES:
        column = table.primary_key[0]
        for row in dataset.rows(table.name):
            other = dataset.records[row[column]]
            if other.table.name != table.name:
                message = f"{other.table.path} line {other.line} has the same id"
                yield row.problem(DUPLICATE_ID, column, message, "ids are unique over all tables; rename the newer one")
            elif row[column] in dataset.retired:
                yield row.problem(RETIRED_ID, column, "the id was retired and is never used again", "choose another id")


def _check_relations(dataset: Dataset) -> Iterator[Problem]:
    unsure = unreadable_terms(dataset)
    for row in dataset.rows(RELATIONS.name):
        if ("relation", row["relation"]) in unsure:
            continue
        for column, end in (("subject_id", "subject_table"), ("object_id", "object_table")):
            allowed = dataset.meaning.values("relation", end, row["relation"])
            table = dataset.table_of(row[column])
            # An unknown relation is a problem of its own cell, one without ends a problem of the term.
            if table and allowed and table not in allowed:
                message = f"{row['relation']} takes {' or '.join(sorted(allowed))} here, and this is one of {table}"
                yield row.problem(RELATION_ENDS, column, message)


def names_a_field(evidence: Row, dataset: Dataset) -> bool:
    """True when a row of evidence names a column of its record, a link table or the row as a whole."""
    record = dataset.records.get(evidence["record_id"])
    field = evidence["field"]
    return record is None or field == "*" or field in LINK_NAMES or field in record


def _check_fields(dataset: Dataset) -> Iterator[Problem]:
    for row in dataset.rows(EVIDENCE.name):
        if not names_a_field(row, dataset) and _well_formed(row, ("field",)):
            record = dataset.records[row["record_id"]]
            message = f"{record.table.name} has no column and no link table of this name"
            yield row.problem(UNKNOWN_FIELD, "field", message, field_hint(row["field"], record))


def _check_successors(dataset: Dataset, hints: Hints) -> Iterator[Problem]:
    if dataset.lost(*(table.name for table in RECORD_TABLES)):
        return
    known = {*dataset.records, *dataset.retired}
    for row in dataset.rows(RETIRED.name):
        successor = row["replaced_by"]
        if successor and successor not in known and _well_formed(row, ("replaced_by",)):
            message, hint = f"no record {successor}", hints.record(successor, RECORDS.name)
            yield row.problem(FOREIGN_KEY, "replaced_by", message, hint)


def _check_cycles(dataset: Dataset) -> Iterator[Problem]:
    for relation in sorted(dataset.meaning.terms("relation", "acyclic")):
        edges: dict[str, list[tuple[str, Row]]] = {}
        for row in dataset.rows(RELATIONS.name):
            if row["relation"] == relation:
                edges.setdefault(row["subject_id"], []).append((row["object_id"], row))
        yield from _cycles(edges, "object_id", relation)
    parts: dict[str, list[tuple[str, Row]]] = {}
    for row in dataset.rows(AFFILIATIONS.name):
        if row["position"] == "part of":
            parts.setdefault(row["actor_id"], []).append((row["organisation_id"], row))
    yield from _cycles(parts, "organisation_id", "part of")
    replaced = {
        row["retired_id"]: [(row["replaced_by"], row)] for row in dataset.rows(RETIRED.name) if row["replaced_by"]
    }
    yield from _cycles(replaced, "replaced_by", "replaced_by")


def _cycles(edges: dict[str, list[tuple[str, Row]]], column: str, relation: str) -> Iterator[Problem]:
    """One problem for each cycle, on the row that closes it."""
    done: set[str] = set()
    for root in edges:
        # In the order of the walk; a dictionary, since a list would be searched again at each step.
        path: dict[str, None] = {}
        stack: list[tuple[str, int]] = [(root, 0)]
        while stack:
            node, turn = stack.pop()
            if turn == 0:
                if node in done:
                    continue
                path[node] = None
            targets = edges.get(node, [])
            if turn < len(targets):
                stack.append((node, turn + 1))
                target, row = targets[turn]
                if target in path:
                    yield row.problem(CYCLE, column, f"{relation} runs in a circle: {_circle([*path], target)}")
                elif target not in done:
                    stack.append((target, 0))
            else:
                done.add(node)
                path.popitem()


def _circle(path: list[str], start: str) -> str:
    members = path[path.index(start) :]
    shown = members if len(members) <= _SHOWN else [*members[:_SHOWN], f"{len(members) - _SHOWN} more"]
    return " > ".join([*shown, start])
