"""Edit cells of a record, with the evidence for the new values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from us_russia_relations.curate.changes import Edit
from us_russia_relations.definitions import RECORD_TABLES
from us_russia_relations.definitions.links import EVIDENCE
from us_russia_relations.definitions.records import CITATIONS
from us_russia_relations.errors import CallError, InvalidDataError
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.text.nearest import nearest

# The dataset's own words, which no source says; a typing error in them needs none.
OWN_WORDS = frozenset({"title", "summary", "description", "scope", "note"})


@dataclass(frozen=True)
class Proof:
    """The source of a change: a citation, where to look in it, and what a reader must know."""

    citation_id: str
    locator: str
    note: str = ""


def find_record(dataset: Dataset, record_id: str) -> Row:
    """The row of a current record; raises CallError naming the successor or the nearest id where there is none.

    Raises InvalidDataError where a table can't be read, since the id may be in it.
    """
    row = dataset.records.get(record_id)
    if row is not None:
        return row
    gone = dataset.retired.get(record_id)
    if gone is not None:
        successor = gone["replaced_by"]
        raise CallError(f"{record_id} was retired{f'; use {successor}' if successor else ''}: {gone['reason']}")
    unread = [table.path for table in RECORD_TABLES if dataset.lost(table.name)]
    if unread:
        raise InvalidDataError(f"{', '.join(unread)} can't be read, and may hold {record_id}; see `usrr validate`")
    raise CallError(f"no record has the id {record_id}; {nearest(record_id, dataset.records)}".rstrip("; "))


def parse_cells(record: Row, assignments: list[str]) -> dict[str, str]:
    """The new cells in ``field=value``; raises CallError for what is no column or may not be changed."""
    table = record.table
    cells: dict[str, str] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals:
            raise CallError(f"write field=value, not {assignment}")
        if name == table.primary_key[0]:
            raise CallError(
                f"{name} can't be changed: an id that was given stays what it is, since others refer to it. "
                "Where the record has to go, see `usrr retire`"
            )
        if name not in table.header:
            hint = nearest(name, table.header)
            raise CallError(f"{table.name} has no column {name}; {hint or 'it has ' + ', '.join(table.header)}")
        cells[name] = value.strip()
    return cells


def needs_source(record: Row, cells: Mapping[str, str]) -> bool:
    """False for the dataset's own words and for a citation, which is its own source."""
    return record.table.name != CITATIONS.name and not OWN_WORDS.issuperset(cells)


def amend(dataset: Dataset, record: Row, cells: Mapping[str, str], proof: Proof | None) -> Edit:
    """The record with the new cells and, for each of them, a row of evidence; an older row of the same source goes."""
    record_id, table = record.key[0], record.table
    added: list[tuple[str, Mapping[str, str]]] = [(table.name, {**record.cells, **cells})]
    removed = [(table.name, record.key)]
    if proof is not None:
        known = {row.key for row in dataset.rows(EVIDENCE.name)}
        for name in cells:
            key = (record_id, name, proof.citation_id, "supports")
            if key in known:
                removed.append((EVIDENCE.name, key))
            columns = ("record_id", "field", "citation_id", "stance", "locator", "note")
            added.append((EVIDENCE.name, dict(zip(columns, (*key, proof.locator, proof.note), strict=True))))
    return Edit(tuple(added), tuple(removed))


def older_evidence(dataset: Dataset, record: Row, cells: Mapping[str, str], proof: Proof | None) -> list[Row]:
    """Evidence that supported the old value of a changed cell, and that somebody has to look at again."""
    source = proof.citation_id if proof else ""
    return [
        row
        for row in dataset.evidence(record.key[0])
        if row["field"] in cells
        and cells[row["field"]] != record[row["field"]]
        and row["stance"] == "supports"
        and row["citation_id"] != source
    ]
