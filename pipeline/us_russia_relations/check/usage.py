"""Check that terms are used as their vocabularies say: roles, tags, and relations by kind and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from us_russia_relations.check.absence import Absence, intact_record, unexplained
from us_russia_relations.definitions import ACT_TABLES, RAW_TABLES
from us_russia_relations.definitions.derived import RECORDS
from us_russia_relations.definitions.links import PARTICIPANTS, RELATIONS, TAGS
from us_russia_relations.definitions.vocabularies import VOCABULARIES
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.usage import LINK_OWNER, ROLE_RECORD, TAG_MISSING, TAG_VOCABULARY, TERM_ALONE

# What may belong to any record by its key; relations have a check of their own ends.
_OWNED = tuple(
    table for table in RAW_TABLES if table.name != RELATIONS.name and table.owner in table.keys_to(RECORDS.name)
)
_TAGGED = {vocabulary.name: vocabulary.tags for vocabulary in VOCABULARIES if vocabulary.tags}
_NEEDED = tuple(vocabulary for vocabulary in VOCABULARIES if vocabulary.needed)


def check_usage(dataset: Dataset) -> Iterator[Problem]:
    """Every link of a record that can have none, role or tag that is not for it, and record without an issue."""
    for table in _OWNED:
        for record_id, rows in dataset.grouped(table.name, table.owner).items():
            owner = intact_record(dataset, record_id)
            if owner is not None and owner.table.name not in table.owners:
                message = f"{owner.table.name} have no {table.name}"
                hint = f"name one of {', '.join(table.owners)}"
                yield from (row.problem(LINK_OWNER, table.owner, message, hint) for row in rows)
    for record_id, rows in dataset.grouped(PARTICIPANTS.name, PARTICIPANTS.owner).items():
        record = intact_record(dataset, record_id)
        if record is not None and record.table.act:
            for row in rows:
                yield from _check_role(row, record.table.name, dataset)
    if not dataset.lost(TAGS.name):
        yield from _check_tags(dataset)


def in_place(role: str, table: str, dataset: Dataset) -> bool:
    """True for a known role that is for records of the table."""
    tables = dataset.meaning.values("role", "record_table", role)
    return role in dataset.terms.get("role", ()) and (not tables or table in tables)


def _check_role(row: Row, table: str, dataset: Dataset) -> Iterator[Problem]:
    tables = dataset.meaning.values("role", "record_table", row["role"])
    if tables and table not in tables:
        message = f"the role is for {' and '.join(tables)}, and this is one of {table}"
        roles = dataset.meaning.terms("role", "record_table")
        fitting = sorted(role for role in roles if in_place(role, table, dataset))
        yield row.problem(ROLE_RECORD, "role", message, f"roles of {table}: {', '.join(fitting)}")


def _check_tags(dataset: Dataset) -> Iterator[Problem]:
    tags: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in dataset.rows(TAGS.name):
        tags[row["record_id"], row["vocabulary"]].append(row)
        tables, record = _TAGGED.get(row["vocabulary"], ()), intact_record(dataset, row["record_id"])
        known = row["term"] in dataset.terms.get(row["vocabulary"], ())
        if known and record is not None and record.table.act and record.table.name not in tables:
            own = sorted(name for name, tagged in _TAGGED.items() if record.table.name in tagged)
            message = f"{row['vocabulary']} is no vocabulary of tags for {record.table.name}"
            yield row.problem(TAG_VOCABULARY, "vocabulary", message, f"tags of {record.table.name}: {', '.join(own)}")
    for (_, vocabulary), rows in tags.items():
        alone = dataset.meaning.terms(vocabulary, "alone")
        for row in rows if alone and len(rows) > 1 else ():
            if row["term"] in alone:
                yield row.problem(TERM_ALONE, "term", "the term is used alone, and others stand beside it")
    yield from unexplained(_untagged(tags, dataset), {TAGS.name: ("record_id",)}, dataset)


def _untagged(tags: defaultdict[tuple[str, str], list[Row]], dataset: Dataset) -> Iterator[Absence]:
    unsure = dataset.unsure(TAGS.name)
    # A vocabulary that is written wrong may be the one that seems to be missing.
    unsure |= {row["record_id"] for row in dataset.rows(TAGS.name) if row["vocabulary"] not in _TAGGED}
    for vocabulary in _NEEDED:
        for table in ACT_TABLES:
            for record in dataset.rows(table.name) if table.name in vocabulary.tags else ():
                name = record.key[0]
                if (name, vocabulary.name) not in tags and name not in unsure:
                    message = f"no {vocabulary.name} is given"
                    hint = f"add a row to links/tags.csv with the vocabulary {vocabulary.name}"
                    yield name, record.problem(TAG_MISSING, table.id, message, hint)
