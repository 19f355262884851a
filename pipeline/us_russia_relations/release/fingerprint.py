"""Fingerprints of data and not of files: the same from CSV, Parquet and SQLite, and from any version of their writers.

The fingerprint of a table is the SHA-256 of its canonical CSV: header, rows sorted by primary key, UTF-8. That of a
release is the SHA-256 of the lines `<fingerprint>  <table>` of its tables, sorted by name, as `sha256sum` prints them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from us_russia_relations.definitions.values import render, text_of
from us_russia_relations.release.resource import Resource, Values


def of_rows(resource: Resource, rows: Iterable[Values]) -> str:
    """The fingerprint of rows as a table, in hexadecimal; their order does not matter."""
    indices = resource.indices(resource.key)
    # Numbers sort as numbers; a cell that should be a number and is not sorts after them, and the digest shows it.
    ordered = sorted(rows, key=lambda row: [_sortable(row[index]) for index in indices])
    lines = ([text_of(value) for value in row] for row in ordered)
    return hashlib.sha256(render([resource.header, *lines]).encode()).hexdigest()


def of_tables(fingerprints: Mapping[str, str]) -> str:
    """The fingerprint of a release from those of its tables."""
    lines = "".join(f"{fingerprints[name]}  {name}\n" for name in sorted(fingerprints))
    return hashlib.sha256(lines.encode()).hexdigest()


def _sortable(value: object) -> tuple[bool, float, str]:
    number = isinstance(value, int | float)
    return (not number, float(value) if isinstance(value, int | float) else 0.0, text_of(value))
