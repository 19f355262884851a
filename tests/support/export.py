"""Releases for the tests of exports: the latest as its CSV files tell it, and small ones of generated cells."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from us_russia_relations.release.release import Release

_ARROW = {
    "string": pa.string(),
    "date": pa.date32(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}


def csv_rows(release: Release, table: str) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a table, as the published CSV file has them."""
    with (release.folder / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    return header, rows


def fields(release: Release, table: str) -> list[dict[str, Any]]:
    """The columns of a table as the descriptor declares them."""
    return next(one["schema"]["fields"] for one in release.descriptor["resources"] if one["name"] == table)


def made(
    folder: Path, columns: Mapping[str, tuple[str, Sequence[str]]], rows: Sequence[Sequence[Any]], table: str = "made"
) -> Release:
    """A release of one table: its columns with type and terms, and its cells as Python values."""
    (folder / "parquet").mkdir(parents=True, exist_ok=True)
    declared = [
        {
            "name": name,
            "type": kind,
            "description": f"Column {name}. More.",
            "categories": [{"value": t} for t in terms],
        }
        if terms
        else {"name": name, "type": kind, "description": f"Column {name}. More."}
        for name, (kind, terms) in columns.items()
    ]
    schema = {"fields": declared, "primaryKey": [next(iter(columns))]}
    descriptor = {
        "name": "made",
        "title": "A made release",
        "version": "0.0.1",
        "licenses": [{"name": "CC-BY-4.0"}],
        "resources": [{"name": table, "path": f"csv/{table}.csv", "hash": "sha256:00", "schema": schema}],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    cells = {
        name: pa.array([row[place] for row in rows], _ARROW[kind])
        for place, (name, (kind, _)) in enumerate(columns.items())
    }
    pq.write_table(pa.table(cells), folder / "parquet" / f"{table}.parquet")
    return Release(folder)
