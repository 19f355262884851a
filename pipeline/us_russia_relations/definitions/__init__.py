"""The definitions: every table of the dataset, defined once. All else is computed from here."""

from __future__ import annotations

from us_russia_relations.definitions.derived import DERIVED_TABLES, with_bounds
from us_russia_relations.definitions.links import LINK_TABLES, RETIRED, VOCABULARY_TABLES
from us_russia_relations.definitions.model import Table, check_definitions
from us_russia_relations.definitions.records import RECORD_TABLES
from us_russia_relations.definitions.vocabularies import VOCABULARIES, Vocabulary, check_vocabularies

RAW_TABLES: tuple[Table, ...] = (*RECORD_TABLES, *LINK_TABLES, *VOCABULARY_TABLES, RETIRED)
PUBLISHED_TABLES: tuple[Table, ...] = (*(with_bounds(table) for table in RAW_TABLES), *DERIVED_TABLES)

# The tables whose rows are acts: events, measures and treaties.
ACT_TABLES: tuple[Table, ...] = tuple(table for table in RECORD_TABLES if table.act)

check_definitions((*RAW_TABLES, *DERIVED_TABLES))
check_definitions(PUBLISHED_TABLES)
check_vocabularies(PUBLISHED_TABLES, VOCABULARIES)

__all__ = [
    "ACT_TABLES",
    "DERIVED_TABLES",
    "LINK_TABLES",
    "PUBLISHED_TABLES",
    "RAW_TABLES",
    "RECORD_TABLES",
    "VOCABULARIES",
    "VOCABULARY_TABLES",
    "Vocabulary",
    "raw_table",
]


def raw_table(name: str) -> Table:
    """The raw table of that name; KeyError where there is none."""
    return {table.name: table for table in RAW_TABLES}[name]
