"""Find records of the raw tables by what is written in them, and the ids that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterator

from us_russia_relations.analysis.lookup import search
from us_russia_relations.analysis.lookup.search import Hit, Searchable
from us_russia_relations.definitions import raw_table
from us_russia_relations.raw.dataset import Dataset


def find(dataset: Dataset, text: str) -> list[Hit]:
    """The records in which the text, or each of its words, stands; the best ones first."""
    return search.find(_entries(dataset), text)


def _entries(dataset: Dataset) -> Iterator[Searchable]:
    for record_id, row in dataset.records.items():
        codes = (code["identifier"] for code in dataset.grouped("identifiers", "record_id").get(record_id, []))
        yield search.entry(record_id, row.table.name, row.cells, codes)
    yield from (search.listing(row.cells) for row in dataset.rows("listings"))
    for row in dataset.retired.values():
        yield search.gone(row.cells)


def closest(dataset: Dataset, text: str) -> list[str]:
    """The ids that somebody probably meant, by id and by name, the likeliest first."""
    return search.closest(_entries(dataset), text)


def label_of(dataset: Dataset, vocabulary: str, term: str) -> str:
    """The label of a term; the term where the vocabulary does not have it."""
    key = raw_table("terms").primary_key
    labels = dataset.grouped("terms", key[1]).get(term, [])
    return next((row["label"] for row in labels if row[key[0]] == vocabulary), term)
