"""The registry of ids: every id that the dataset has ever published."""

from __future__ import annotations

from us_russia_relations.definitions import RECORD_TABLES
from us_russia_relations.definitions.links import RETIRED
from us_russia_relations.derive.typed import Record, Tables


def records(tables: Tables, version: str, first_versions: dict[str, str]) -> list[Record]:
    """One row for each id; ``first_versions`` has the first version of each id of the release before."""
    rows: list[Record] = []
    for table in RECORD_TABLES:
        for row in tables[table.name]:
            record_id = row[table.id]
            rows.append(_entry(record_id, table.name, table.name_of(row), first_versions.get(record_id, version)))
    for row in tables[RETIRED.name]:
        record_id = row[RETIRED.id]
        entry = _entry(record_id, RETIRED.name, row["reason"], first_versions.get(record_id, version))
        rows.append({**entry, "status": "retired", "replaced_by": row["replaced_by"]})
    return sorted(rows, key=lambda row: str(row["record_id"]))


def _entry(record_id: str, table: str, title: str, first_version: str) -> Record:
    return {
        "record_id": record_id,
        "table": table,
        "title": title,
        "status": "current",
        "replaced_by": None,
        "first_version": first_version,
    }
