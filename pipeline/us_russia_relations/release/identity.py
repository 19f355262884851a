"""What an id stands for in a release: itself, or the record that took its place."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import Any

from us_russia_relations.definitions.derived import RECORDS
from us_russia_relations.definitions.records import CITATIONS
from us_russia_relations.errors import RetiredIdWarning, UnknownNameError
from us_russia_relations.release.release import Release
from us_russia_relations.text.nearest import Names, did_you_mean

_COLUMNS = ("record_id", "table", "title", "status", "replaced_by")


def resolve(release: Release, record_id: str) -> str:
    """The current id for an id that was ever published.

    A retired id leads to its successor, with a RetiredIdWarning that names it. Raises UnknownNameError for an id
    that was retired without a successor, with the reason, and for one that never was, with the nearest one.
    """
    registry = {row["record_id"]: row for row in release.arrow(RECORDS.name, _COLUMNS).to_pylist()}
    if record_id not in registry:
        raise UnknownNameError(unknown(record_id, registry.values()))
    current, seen = record_id, {record_id}
    while registry[current]["status"] == "retired":
        reason, successor = registry[current]["title"], registry[current]["replaced_by"]
        if not successor or successor in seen:
            raise UnknownNameError(f"{record_id!r} was retired, and nothing took its place: {reason}")
        warnings.warn(f"{current!r} was retired ({reason}); use {successor!r}", RetiredIdWarning, stacklevel=3)
        seen.add(successor)
        current = successor
    return current


def unknown(record_id: str, registry: Iterable[Mapping[str, Any]]) -> str:
    """What is said of an id that never was, with what is meant by it; ``registry`` are rows of the table of ids."""
    hint = meant(record_id, registry)
    return f"no record has the id {record_id!r}{f'; {hint}' if hint else ''}"


def meant(text: str, registry: Iterable[Mapping[str, Any]]) -> str:
    """'did you mean X?' for the records of the registry that contain the words, else the nearest; may be empty."""
    # Of a retired id the registry has the reason in the place of a title.
    rows = ((row["record_id"], row["title"] if row["status"] == "current" else "", row["table"]) for row in registry)
    return did_you_mean(names_of(rows).proposed(text), repr, more=f"usrr.search({text!r})")


def names_of(records: Iterable[tuple[str, str, str]]) -> Names:
    """Records, each by its id, title and table, as people look for them.

    The titles of sources name everybody: sources are found by their ids, and only where nothing else is.
    """
    titles = {record_id: (title, table == CITATIONS.name) for record_id, title, table in records}
    sources = {record_id for record_id, (_, is_source) in titles.items() if is_source}
    spellings = ((title, record_id) for record_id, (title, is_source) in titles.items() if title and not is_source)
    return Names([*titles], spellings, sources)
