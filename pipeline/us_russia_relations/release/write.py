"""Write the tables of a release as CSV, Parquet and SQLite, and read them back."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from us_russia_relations.errors import PublishError
from us_russia_relations.forms import sql
from us_russia_relations.forms.descriptor import Vocabulary
from us_russia_relations.schema import PUBLISHED_TABLES
from us_russia_relations.schema.model import Column, Table
from us_russia_relations.steps.canonical import render
from us_russia_relations.steps.typed import Record, Tables, arrow_table, text_of, value_of

DATABASE = "us-russia-relations.sqlite"
_ROW_GROUP = 1 << 16
Vocabularies = Mapping[str, Vocabulary]


def write_tables(folder: Path, tables: Tables, vocabularies: Vocabularies) -> None:
    """Write csv/, parquet/ and the SQLite file into the folder."""
    for name in ("csv", "parquet"):
        (folder / name).mkdir()
    for table in PUBLISHED_TABLES:
        rows = tables[table.name]
        _write_csv(folder / "csv" / f"{table.name}.csv", table, rows)
        # The schema metadata stays free of pandas and of versions, so that the same rows give the same bytes.
        pq.write_table(
            arrow_table(table, rows),
            folder / "parquet" / f"{table.name}.parquet",
            compression="snappy",
            row_group_size=_ROW_GROUP,
        )
    _write_sqlite(folder / DATABASE, tables, vocabularies)


def _write_csv(path: Path, table: Table, rows: list[Record]) -> None:
    lines = ([text_of(row[name]) for name in table.header] for row in rows)
    path.write_text(render([table.header, *lines]), encoding="utf-8", newline="\n")


def _write_sqlite(path: Path, tables: Tables, vocabularies: Vocabularies) -> None:
    with sqlite3.connect(path) as database:
        for table in PUBLISHED_TABLES:
            database.execute(sql.create_table(table, vocabularies))
        for table in PUBLISHED_TABLES:
            cells = [[_sql_value(row[column.name], column) for column in table.columns] for row in tables[table.name]]
            database.executemany(sql.insert_into(table), cells)
        dangling = database.execute("PRAGMA foreign_key_check").fetchall()
        if dangling:
            raise PublishError(f"the SQLite file has dangling foreign keys: {dangling[:5]}")
    database.close()


def _sql_value(value: object, column: Column) -> object:
    return text_of(value) if column.type == "date" and value is not None else value


def read_back(folder: Path, tables: Tables) -> None:
    """Raise PublishError where a file does not hold exactly the rows that were written."""
    database = sqlite3.connect(folder / DATABASE)
    for table in PUBLISHED_TABLES:
        wanted = [[row[name] for name in table.header] for row in tables[table.name]]
        _compare(table, "CSV", wanted, _csv_rows(folder / "csv" / f"{table.name}.csv", table))
        _compare(table, "Parquet", wanted, _parquet_rows(folder / "parquet" / f"{table.name}.parquet"))
        names = ", ".join(f'"{name}"' for name in table.header)
        order = ", ".join(f'"{name}"' for name in table.primary_key)
        found = database.execute(f'SELECT {names} FROM "{table.name}" ORDER BY {order}')
        typed = ([_from_sql(value, column) for value, column in zip(row, table.columns, strict=True)] for row in found)
        _compare(table, "SQLite", wanted, typed)
    database.close()


def _compare(table: Table, form: str, wanted: list[list[object]], found: Iterable[list[object]]) -> None:
    if wanted != [*found]:
        raise PublishError(f"{table.name}: the {form} file does not read back equal to what was written")


def _csv_rows(path: Path, table: Table) -> Iterable[list[object]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            yield [value_of(text, column) for text, column in zip(row, table.columns, strict=True)]


def _parquet_rows(path: Path) -> Iterable[list[object]]:
    read: pa.Table = pq.ParquetFile(path).read()
    return ([*row.values()] for row in read.to_pylist())


def _from_sql(value: object, column: Column) -> object:
    return value_of(value, column) if column.type == "date" and isinstance(value, str) else value
