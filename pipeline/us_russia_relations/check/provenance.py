"""Check that every claim has a source that can support it, and that every source and actor is referred to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from us_russia_relations.check.absence import Absence, intact_record, unexplained
from us_russia_relations.check.references import names_a_field
from us_russia_relations.definitions import RAW_TABLES
from us_russia_relations.definitions.links import EVIDENCE, IDENTIFIERS
from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.records import ACTORS, CITATIONS
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.provenance import (
    CLAIMED_VALUE,
    NO_EVIDENCE,
    ORPHAN_ACTOR,
    ORPHAN_CITATION,
    SOURCE_TOO_EARLY,
)

_CLAIMS = tuple(table for table in RAW_TABLES if table.evidence == "record")
_LINKS = tuple(table for table in RAW_TABLES if table.evidence == "link")
# What names an actor, by table.
_NAMING = {table.name: columns for table in RAW_TABLES if (columns := table.keys_to(ACTORS.name))}
# A source issued in Washington on the day before is of the same moment for what happened farther east.
TIME_ZONES = timedelta(days=1)


def check_provenance(dataset: Dataset) -> Iterator[Problem]:
    """Every claim without a source, source without a claim, and source issued before what it supports."""
    if dataset.lost(EVIDENCE.name):
        return
    yield from unexplained(_unsupported(dataset), {EVIDENCE.name: ("record_id",)}, dataset)
    yield from _check_evidence(dataset)
    yield from _check_orphan_citations(dataset)
    yield from _check_orphan_actors(dataset)


def _unsupported(dataset: Dataset) -> Iterator[Absence]:
    unreadable = _unreadable(dataset)
    for table in _CLAIMS:
        for record in dataset.rows(table.name):
            if record.key[0] not in unreadable:
                yield from _check_fields(record, table, dataset)
    for table in _LINKS:
        for record_id, rows in dataset.grouped(table.name, table.owner).items():
            if record_id not in unreadable and intact_record(dataset, record_id):
                yield from _check_link(rows[0], table.owner, record_id, dataset)


def _unreadable(dataset: Dataset) -> frozenset[str]:
    """Records with evidence that can't be read: it may be the evidence that seems to be missing."""
    stances = dataset.terms.get("stance", frozenset())
    unread = (row["record_id"] for row in dataset.rows(EVIDENCE.name) if row["stance"] not in stances)
    misnamed = (row["record_id"] for row in dataset.rows(EVIDENCE.name) if not names_a_field(row, dataset))
    return dataset.unsure(EVIDENCE.name) | {*unread, *misnamed}


def _supported(dataset: Dataset, record_id: str) -> set[str]:
    return {row["field"] for row in dataset.evidence(record_id) if row["stance"] == "supports"}


def _check_fields(record: Row, table: Table, dataset: Dataset) -> Iterator[Absence]:
    name = record.key[0]
    supported = _supported(dataset, name)
    if not supported:
        hint = "add a row to links/evidence.csv with the source and where to look in it"
        yield name, record.problem(NO_EVIDENCE, table.primary_key[0], "no source supports the record", hint)
        return
    for column in table.columns:
        if column.key and record[column.name] and column.name not in supported:
            hint = f"add a row to links/evidence.csv with {column.name} as its field"
            yield name, record.problem(NO_EVIDENCE, column.name, "no source supports this field", hint)


def _check_link(row: Row, column: str, record_id: str, dataset: Dataset) -> Iterator[Absence]:
    table, carried = row.table.name, _supported(dataset, record_id)
    # A legal reference is proved by the same place in the same source as the identifier that it holds; where it lacks
    # a source, that is the one problem.
    record = dataset.records[record_id]
    held = table == IDENTIFIERS.name and "legal_reference" in record and record["legal_reference"]
    if table not in carried and not held:
        hint = f"add a row to links/evidence.csv for {record_id} with {table} as its field"
        yield record_id, row.problem(NO_EVIDENCE, column, f"no source supports the {table} of {record_id}", hint)


def _check_evidence(dataset: Dataset) -> Iterator[Problem]:
    early: dict[str, list[Problem]] = {}
    for row in dataset.rows(EVIDENCE.name):
        if row["stance"] == "contradicts" and not row["claimed_value"]:
            message = "the source contradicts, but what it says instead is missing"
            yield row.problem(CLAIMED_VALUE, "claimed_value", message, "write the source's value, as short as can be")
        if problem := _too_early(row, dataset):
            early.setdefault(row["citation_id"], []).append(problem)
    for first, *more in early.values():
        # A source that comes too early for several rows has a wrong date itself.
        others = f"; so it is for {len(more)} more rows that cite it" if more else ""
        yield replace(first, message=first.message + others)


def _too_early(row: Row, dataset: Dataset) -> Problem | None:
    if row["stance"] != "supports":
        return None
    record, source = intact_record(dataset, row["record_id"]), intact_record(dataset, row["citation_id"])
    if record is None or source is None or "issued" not in source:
        return None
    issued = source.span("issued")
    spans = [record.span(column) for column in _happened(record.table)]
    starts = [span.start for span in spans if span is not None and span.start is not None]
    if issued is None or issued.end is None or not starts or issued.end + TIME_ZONES >= min(starts):
        return None
    message = f"the source was issued {source['issued']}, before it happened ({min(starts)})"
    return row.problem(SOURCE_TOO_EARLY, "citation_id", message, "cite a later source, or make it context")


def _happened(table: Table) -> tuple[str, ...]:
    """The columns with dates that a source can't precede."""
    return table.known_from() if table.evidence == "record" else ()


def _check_orphan_citations(dataset: Dataset) -> Iterator[Problem]:
    cited = {row[column] for row in dataset.rows(EVIDENCE.name) for column in ("citation_id", "record_id")}
    named, message = cited | dataset.unsure(EVIDENCE.name), "no evidence names the source"
    orphans = (row for row in dataset.rows(CITATIONS.name) if row["citation_id"] not in named)
    absences = (
        (row.key[0], row.problem(ORPHAN_CITATION, "citation_id", message, "cite it or take it out")) for row in orphans
    )
    yield from unexplained(absences, {EVIDENCE.name: ("citation_id",)}, dataset)


def _check_orphan_actors(dataset: Dataset) -> Iterator[Problem]:
    if dataset.lost(*_NAMING):
        return
    named = {row[column] for table, columns in _NAMING.items() for row in dataset.rows(table) for column in columns}
    named, message = named | dataset.unsure(*_NAMING), "no row names the actor"
    hint = "add it as a participant where it took part, or take it out"
    orphans = (row for row in dataset.rows(ACTORS.name) if row["actor_id"] not in named)
    absences = ((row.key[0], row.problem(ORPHAN_ACTOR, "actor_id", message, hint)) for row in orphans)
    yield from unexplained(absences, _NAMING, dataset)
