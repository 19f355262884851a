"""Remove a record and leave its tombstone; its own links are removed, references move to the successor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from us_russia_relations.curate.changes import Edit
from us_russia_relations.definitions import LINK_TABLES, RECORD_TABLES
from us_russia_relations.definitions.links import RETIRED
from us_russia_relations.errors import CallError
from us_russia_relations.raw.dataset import Dataset, Key, Row
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.provenance import ORPHAN_ACTOR, ORPHAN_CITATION


@dataclass(frozen=True)
class Tombstone:
    """What the row in retired.csv says."""

    retired_id: str
    status: str
    replaced_by: str
    since: str
    reason: str


@dataclass(frozen=True)
class Reference:
    """A row of another record that names the one that goes, in these columns."""

    row: Row
    columns: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.row.table.path} line {self.row.line}: {' '.join(self.row.key)}"


def references(dataset: Dataset, record_id: str) -> list[Reference]:
    """The rows of other records that name the id."""
    result: list[Reference] = []
    for table in (*LINK_TABLES, *RECORD_TABLES):
        own = table.owner or table.id
        columns = [key.columns[0] for key in table.foreign_keys if len(key.columns) == 1 and key.columns[0] != own]
        for row in dataset.rows(table.name):
            named = tuple(name for name in columns if row[name] == record_id)
            if named and row[own] != record_id:
                result.append(Reference(row, named))
    return result


def retire(dataset: Dataset, record: Row, tombstone: Tombstone, before: Edit | None = None) -> tuple[Edit, list[Row]]:
    """The change that retires the record, and the references that the successor has already and that are dropped.

    What an earlier change takes away does not count as a reference; the result holds that change, too. Raises
    CallError, listing them, where references have no successor to go to.
    """
    before = before or Edit()
    gone = {*before.removed}
    pointing = [
        reference
        for reference in references(dataset, tombstone.retired_id)
        if (reference.row.table.name, reference.row.key) not in gone
    ]
    if pointing and not tombstone.replaced_by:
        listed = "\n".join(f"  {reference}" for reference in pointing)
        raise CallError(
            f"{tombstone.retired_id} is named by rows that would lead nowhere; give --replaced-by, or change them "
            f"first:\n{listed}"
        )
    removed: list[tuple[str, Key]] = [(record.table.name, record.key), *_own_rows(dataset, tombstone.retired_id)]
    removed += [(reference.row.table.name, reference.row.key) for reference in pointing]
    added: list[tuple[str, Mapping[str, str]]] = [(RETIRED.name, vars(tombstone))]
    present = {(table.name, row.key) for table in LINK_TABLES for row in dataset.rows(table.name)} - {*removed, *gone}
    dropped: list[Row] = []
    for reference in pointing:
        table = reference.row.table
        cells = {**reference.row.cells, **dict.fromkeys(reference.columns, tombstone.replaced_by)}
        key = tuple(cells[name] for name in table.primary_key)
        # Nothing stands in a relation to itself, and no actor is part of itself.
        if (table.name, key) in present or cells.get(table.owner) == tombstone.replaced_by:
            dropped.append(reference.row)
        else:
            present.add((table.name, key))
            added.append((table.name, cells))
    return Edit((*before.added, *added), (*before.removed, *removed)), dropped


def orphans(problems: Sequence[Problem]) -> list[str]:
    """The sources and actors that a change leaves without anything that names them."""
    return [problem.record for problem in problems if problem.rule in {ORPHAN_CITATION.name, ORPHAN_ACTOR.name}]


def _own_rows(dataset: Dataset, record_id: str) -> Iterator[tuple[str, Key]]:
    for table in LINK_TABLES:
        for row in dataset.grouped(table.name, table.owner).get(record_id, []):
            yield table.name, row.key
