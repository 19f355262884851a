"""Find records by what is written in them, and the ids that somebody probably meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from us_russia_relations.schema import raw_table
from us_russia_relations.steps.dataset import Dataset, Row

# What a record is called, what else it is called, and what is told of it.
_NAMES = ("title", "name", "short_name", "name_native", "series")
_PROSE = (
    "summary",
    "description",
    "note",
    "authors",
    "container_title",
    "publisher",
    "legal_reference",
    "place",
    "url",
    "archived_url",
    "doi",
)
_DATES = ("date", "adopted", "signed", "issued", "active")
# Among equals what happened comes first, and sources come last.
_PLACES = ("actors", "treaties", "measures", "events", "observations", "citations")
_NEAR = 3


@dataclass(frozen=True, order=True)
class Hit:
    """A record that was found; the better it fits, the lower its rank."""

    rank: int
    place: int
    record_id: str
    table: str
    date: str
    title: str


def fold(text: str) -> str:
    """The text without case and accents, for comparing."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def find(dataset: Dataset, text: str) -> list[Hit]:
    """The records in which the text, or each of its words, stands; the best ones first."""
    wanted = fold(text.strip())
    if not wanted:
        return []
    codes: dict[str, list[str]] = {}
    for row in dataset.rows("identifiers"):
        codes.setdefault(row["record_id"], []).append(fold(row["identifier"]))
    hits: list[Hit] = []
    for record_id, row in dataset.records.items():
        rank = _rank(wanted, row, codes.get(record_id, []))
        if rank is not None:
            place = _PLACES.index(row.sheet.table.name)
            hits.append(Hit(rank, place, record_id, row.sheet.table.name, date(row), title(row)))
    for record_id, row in dataset.retired.items():
        if wanted in record_id or wanted in fold(row["reason"]):
            hits.append(
                Hit(0 if wanted == record_id else 8, len(_PLACES), record_id, "retired", row["since"], row["reason"])
            )
    return sorted(hits)


def _rank(wanted: str, row: Row, codes: list[str]) -> int | None:
    record_id = row.key[0]
    names = [record_id, *(fold(text) for text in _texts(row, _NAMES))]
    if wanted in names or wanted in codes:
        return 0 if wanted == record_id else 1
    if any(name.startswith(wanted) for name in names):
        return 2
    if any(wanted in name for name in names):
        return 3
    words = wanted.replace("-", " ").split()
    called = " ".join([*names, *codes])
    if words and all(word in called for word in words):
        return 4
    prose = " ".join(fold(text) for text in _texts(row, _PROSE))
    if wanted in prose:
        return 5
    return 6 if words and all(word in f"{called} {prose}" for word in words) else None


def _texts(row: Row, columns: tuple[str, ...]) -> Iterator[str]:
    return (row[name] for name in columns if row.cells.get(name))


def title(row: Row) -> str:
    """What the record is called."""
    if row.sheet.table.name == "observations":
        return " ".join(part for part in (row["series"], row["value"], row["unit"], row["record_id"]) if part)
    return next(_texts(row, _NAMES), "")


def date(row: Row) -> str:
    """When the record is of: the first of its dates."""
    return next(_texts(row, _DATES), "")


def closest(dataset: Dataset, text: str) -> list[str]:
    """The ids nearest to what somebody typed: by id and by name, the nearest first."""
    # Imported when an id was not found, which is the only time that they are needed.
    from rapidfuzz import fuzz, process

    from us_russia_relations.steps.nearest import nearest_name

    ids = {record_id: record_id for record_id in (*dataset.records, *dataset.retired)}
    # The titles of sources name everybody.
    records = [(record_id, row) for record_id, row in dataset.records.items() if row.sheet.table.name != "citations"]
    called = {record_id: fold(title(row)) for record_id, row in records}
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
