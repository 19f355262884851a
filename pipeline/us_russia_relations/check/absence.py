"""Separate what is missing from what only seems so, because a reference to it, or its own id, is written wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from us_russia_relations.check.renamed import renamed
from us_russia_relations.definitions import RECORD_TABLES
from us_russia_relations.definitions.model import ID_PATTERN
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.problem import Problem
from us_russia_relations.text.nearest import nearest_name

# The id of the record that seems to lack something, and what it seems to lack.
Absence = tuple[str, Problem]


def intact_record(dataset: Dataset, record_id: str) -> Row | None:
    """The row of a record; None where there is none, or where it has a wrong number of cells."""
    row = dataset.records.get(record_id)
    return None if row is None or not row.intact else row


def unexplained(
    absences: Iterable[Absence], naming: Mapping[str, tuple[str, ...]], dataset: Dataset
) -> Iterator[Problem]:
    """The problems that no wrong id and no unresolved reference can have caused.

    ``naming`` says in which columns of which tables the missing row would name its record. A text there that is near
    the id of a record is meant for it; one that is near none may be meant for any one record.
    """
    absences = [*absences]
    if not absences:
        return
    misnamed = {*_misnamed(dataset)}
    known, unmatched = frozenset(dataset.records), set[str]()
    for text in {*_references(naming, dataset)} - known:
        nearest = nearest_name(text, known) if text else ""
        if nearest:
            misnamed.add(nearest)
        else:
            unmatched.add(text)
    left = [(name, problem) for name, problem in absences if name not in misnamed]
    if len({name for name, _ in left}) > len(unmatched):
        yield from (problem for _, problem in left)


def _references(naming: Mapping[str, tuple[str, ...]], dataset: Dataset) -> Iterator[str]:
    """The texts of the columns; an empty one for a broken row, and where the cell must not be empty."""
    for table, columns in naming.items():
        raw = dataset.tables[table]
        if raw.broken:
            yield ""
        for column in columns:
            required = raw.table.column(column).required
            yield from (text for text in dataset.grouped(table, column) if text or required)


def _misnamed(dataset: Dataset) -> Iterator[str]:
    """Ids that are wrong themselves, and have their own problem: what refers to the record does not name them."""
    yield from renamed(dataset)
    for table in RECORD_TABLES:
        for row in dataset.rows(table.name):
            name = row[table.primary_key[0]]
            if not re.fullmatch(ID_PATTERN, name) or dataset.records[name].source is not row.source:
                yield name
