"""Does every id that was ever published still lead somewhere: to its row, or to its tombstone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from us_russia_relations.definitions.derived import CHANGES, RECORDS
from us_russia_relations.definitions.links import RETIRED
from us_russia_relations.release.release import Release
from us_russia_relations.release.resource import Values
from us_russia_relations.release.versions import before, is_version


def check_ids(release: Release, rows: Mapping[str, list[Values]]) -> Iterator[str]:
    """A sentence for each lost id, found by the registry, the changes, and the releases in the same folder."""
    if not {RECORDS.name, RETIRED.name} <= rows.keys():
        return
    registry = {row["record_id"]: row for row in _named(release, RECORDS.name, rows)}
    tombstones = {row["retired_id"] for row in _named(release, RETIRED.name, rows)}
    retired = {record_id for record_id, row in registry.items() if row["status"] == "retired"}
    for record_id in sorted(retired ^ tombstones):
        lacks = "no tombstone" if record_id in retired else "a tombstone, and the registry does not call it retired"
        yield f"retired: {record_id} has {lacks}"
    yield from _check_rows(release, rows, {record_id: row["table"] for record_id, row in registry.items()})
    for row in _named(release, CHANGES.name, rows) if CHANGES.name in rows else ():
        if row["kind"] == "retired" and row["record"] not in tombstones:
            yield f"retired: {row['record']} has no tombstone, and change {row['number']} says that it was retired"
    yield from _check_earlier(release, registry.keys())


def _check_rows(release: Release, rows: Mapping[str, list[Values]], tables: Mapping[str, str]) -> Iterator[str]:
    """Every record that the registry calls current has its row, and every row is in the registry."""
    for name in sorted({*tables.values()} - {RETIRED.name}):
        if name not in rows:
            continue
        index = release.resources[name].indices(release.resources[name].key)[0]
        present = {row[index] for row in rows[name]}
        registered = {record_id for record_id, table in tables.items() if table == name}
        for record_id in sorted(present ^ registered):
            there = "is in" if record_id in registered else "is not in"
            yield f"records: {record_id} {there} the registry, not so in {name}"


def _check_earlier(release: Release, known: AbstractSet[object]) -> Iterator[str]:
    """No id of the release before is gone, where that release is in the same folder."""
    if not is_version(release.folder.name):
        return
    beside = release.folder.resolve().parent
    older = before(beside, release.version)
    if older:
        ids = {row["record_id"] for row in Release(beside / older).arrow(RECORDS.name, ["record_id"]).to_pylist()}
        for record_id in sorted(ids - known):
            yield f"records: {record_id} is in release {older}, and neither a record nor retired here"


def _named(release: Release, table: str, rows: Mapping[str, list[Values]]) -> Iterator[dict[str, Any]]:
    header = release.resources[table].header
    return (dict(zip(header, row, strict=True)) for row in rows[table])
