"""The registry of ids: every id that the dataset has ever published."""

from __future__ import annotations

from us_russia_relations.definitions import RECORD_TABLES
from us_russia_relations.derive.typed import Record, Tables


def records(tables: Tables, version: str, first_versions: dict[str, str]) -> list[Record]:
    """One row for each id; ``first_versions`` tells, from the release before, which version had an id first."""
    rows: list[Record] = []
    for table in RECORD_TABLES:
        for row in tables[table.name]:
            record_id = row[table.primary_key[0]]
            rows.append(_entry(record_id, table.name, table.name_of(row), first_versions.get(record_id, version)))
    for row in tables["retired"]:
        record_id = row["retired_id"]
        entry = _entry(record_id, "retired", row["reason"], first_versions.get(record_id, version))
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
