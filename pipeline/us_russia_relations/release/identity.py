"""What an id stands for in a release: itself, or the record that took its place."""

from __future__ import annotations

import warnings
from collections.abc import Iterable

from us_russia_relations.definitions.derived import RECORDS
from us_russia_relations.errors import RetiredIdWarning, UnknownNameError
from us_russia_relations.release.release import Release, nearest

_COLUMNS = ("record_id", "title", "status", "replaced_by")


def resolve(release: Release, record_id: str) -> str:
    """The current id for an id that was ever published.

    A retired id leads to its successor, with a RetiredIdWarning that names it. Raises UnknownNameError for an id
    that was retired without a successor, with the reason, and for one that never was, with the nearest one.
    """
    registry = {row["record_id"]: row for row in release.arrow(RECORDS.name, _COLUMNS).to_pylist()}
    if record_id not in registry:
        raise UnknownNameError(unknown(record_id, registry))
    current, seen = record_id, {record_id}
    while registry[current]["status"] == "retired":
        reason, successor = registry[current]["title"], registry[current]["replaced_by"]
        if not successor or successor in seen:
            raise UnknownNameError(f"{record_id!r} was retired, and nothing took its place: {reason}")
        warnings.warn(f"{current!r} was retired ({reason}); use {successor!r}", RetiredIdWarning, stacklevel=3)
        seen.add(successor)
        current = successor
    return current


def unknown(record_id: str, known: Iterable[str]) -> str:
    """What is said of an id that never was, with the nearest one."""
    near = nearest(record_id, known) if len(record_id) < 200 else ""
    hint = f"; {near}" if near.startswith("did") else ""
    return f"no record has the id {record_id!r}{hint}"
