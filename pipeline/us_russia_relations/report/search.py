"""Find records of the raw tables by what is written in them, and the ids that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterator

from us_russia_relations.analysis.lookup import search
from us_russia_relations.analysis.lookup.search import Hit, Searchable, fold
from us_russia_relations.definitions import raw_table
from us_russia_relations.raw.dataset import Dataset

_NEAR = 3


def find(dataset: Dataset, text: str) -> list[Hit]:
    """The records in which the text, or each of its words, stands; the best ones first."""
    return search.find(_entries(dataset), text)


def _entries(dataset: Dataset) -> Iterator[Searchable]:
    for record_id, row in dataset.records.items():
        codes = (code["identifier"] for code in dataset.grouped("identifiers", "record_id").get(record_id, []))
        yield search.entry(record_id, row.sheet.table.name, row.cells, codes)
    yield from (search.listing(row.cells) for row in dataset.rows("listings"))
    for row in dataset.retired.values():
        yield search.gone(row.cells)


def closest(dataset: Dataset, text: str) -> list[str]:
    """The ids nearest to what somebody typed: by id and by name, the nearest first."""
    # Imported when an id was not found, which is the only time that they are needed.
    from rapidfuzz import fuzz, process

    from us_russia_relations.text.nearest import nearest_name

    ids = {record_id: record_id for record_id in (*dataset.records, *dataset.retired)}
    # The titles of sources name everybody.
    called = {
        one.record_id: fold(one.title)
        for one in _entries(dataset)
        if one.table not in {"citations", "listings", "retired"}
    }
    wanted = fold(text)
    found = [
        (score, record_id)
        for among in (ids, called)
        for _, score, record_id in process.extract(wanted, among, scorer=fuzz.WRatio, limit=_NEAR, score_cutoff=60)
    ]
    ranked = [record_id for _, record_id in sorted(found, key=lambda pair: (-pair[0], pair[1]))]
    meant = nearest_name(text, ids)
    return list(dict.fromkeys([meant, *ranked] if meant else ranked))[:_NEAR]


def label_of(dataset: Dataset, vocabulary: str, term: str) -> str:
    """The label of a term; the term where the vocabulary does not have it."""
    key = raw_table("terms").primary_key
    labels = dataset.grouped("terms", key[1]).get(term, [])
    return next((row["label"] for row in labels if row[key[0]] == vocabulary), term)
