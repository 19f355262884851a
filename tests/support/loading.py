"""Releases for the tests of the loader, and their rows read without it."""

import csv
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from us_russia_relations import paths
from us_russia_relations.publish.build import build
from us_russia_relations.raw.read import read_raw
from us_russia_relations.release.release import Release

ROOT = Path(__file__).parent.parent.parent
LATEST = ROOT / "dist" / paths.latest()
TINY = Path(__file__).parent.parent / "tiny"


def candidate(raw: Path, out: Path) -> Release:
    """The release that raw tables would make; the tiny ones come after nothing."""
    dataset, problems = read_raw(raw)
    assert not problems
    build(dataset, out / "candidate", ROOT / "dist" if raw == ROOT / "raw" else out / "none")
    return Release(out / "candidate")


def rows(release: Release, table: str) -> list[tuple[Any, ...]]:
    """The rows of the CSV file, in its order, by the declared types, with nothing of the package but the descriptor."""
    kinds = {field["name"]: field["type"] for field in declared(release, table)}
    made: dict[str, Any] = {"integer": int, "number": float, "date": date.fromisoformat, "string": str}
    made["boolean"] = {"true": True, "false": False}.__getitem__
    with (release.folder / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        read = csv.DictReader(file)
        return [tuple(made[kinds[name]](cell) if cell else None for name, cell in row.items()) for row in read]


def declared(release: Release, table: str) -> list[dict[str, Any]]:
    return next(one for one in release.descriptor["resources"] if one["name"] == table)["schema"]["fields"]


def asked(release: Release, query: str, *values: str) -> list[tuple[Any, ...]]:
    """The answer of the SQLite file."""
    with closing(sqlite3.connect(release.folder / "us-russia-relations.sqlite")) as database:
        return database.execute(query, values).fetchall()
