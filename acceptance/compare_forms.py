"""Compare the forms of a release, cell by cell, with readers that nobody here wrote.

Usage: compare_forms.py RELEASE_FOLDER
"""

import csv
import json
import sqlite3
import sys
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq


def text(value: object, kind: str) -> str:
    """A value as the CSV file writes it; SQLite has 0 and 1 for false and true."""
    if value is None:
        return ""
    if kind == "boolean":
        return {0: "false", 1: "true"}[value]
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def table(rows: list[tuple[object, ...]], kinds: list[str]) -> list[list[str]]:
    return sorted([text(*cell) for cell in zip(row, kinds, strict=True)] for row in rows)


def main(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    database = sqlite3.connect(release / "us-russia-relations.sqlite")
    dangling = database.execute("PRAGMA foreign_key_check").fetchall()
    assert not dangling, f"SQLite has dangling keys: {dangling[:3]}"
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    cells = 0
    for resource in package["resources"]:
        name = resource["name"]
        with (release / resource["path"]).open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        parquet = release / "parquet" / f"{name}.parquet"
        by_arrow = pq.ParquetFile(parquet).read()
        forms = {
            "pyarrow": [tuple(row.values()) for row in by_arrow.to_pylist()],
            "polars": pl.read_parquet(parquet).rows(),
            "duckdb": duckdb.execute("SELECT * FROM read_parquet($1)", [str(parquet)]).fetchall(),
            "sqlite": database.execute(f'SELECT * FROM "{name}"').fetchall(),
        }
        assert by_arrow.column_names == header, f"{name}: the columns differ"
        kinds = [field["type"] for field in resource["schema"]["fields"]]
        for form, found in forms.items():
            assert table(found, kinds) == sorted(rows), f"{name}: {form} differs from the CSV file"
        cells += len(header) * len(rows)
    print(f"{len(package['resources'])} tables, {cells} cells: pyarrow, polars, duckdb and sqlite equal the CSV files")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
