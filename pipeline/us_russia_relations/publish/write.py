"""Write the tables of a release as CSV, Parquet and SQLite, and read them back."""

from __future__ import annotations

import csv
import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq

from us_russia_relations.definitions import PUBLISHED_TABLES
from us_russia_relations.definitions.model import Column, Table
from us_russia_relations.definitions.values import render, text_of
from us_russia_relations.derive.typed import Record, Tables, arrow_table
from us_russia_relations.errors import PublishError
from us_russia_relations.forms import sql
from us_russia_relations.forms.descriptor import Vocabulary
from us_russia_relations.release.release import Release
from us_russia_relations.release.resource import DATABASE, Values

_ROW_GROUP = 1 << 16
# Where the header of an SQLite file holds the number of the library that wrote it, which is no content.
_WRITER = slice(96, 100)
Vocabularies = Mapping[str, Vocabulary]


def csv_text(table: Table, rows: list[Record]) -> str:
    """A table as canonical CSV."""
    return render([table.header, *([text_of(row[name]) for name in table.header] for row in rows)])


def write_tables(
    folder: Path, tables: Tables, texts: Mapping[str, str], vocabularies: Vocabularies, version: str
) -> None:
    """Write csv/, parquet/ and the SQLite file into the folder; ``texts`` are the tables as canonical CSV.

    A Parquet file names in its metadata the table, the version and the fingerprint of the table.
    """
    for name in ("csv", "parquet"):
        (folder / name).mkdir()
    for table in PUBLISHED_TABLES:
        text = texts[table.name]
        (folder / "csv" / f"{table.name}.csv").write_text(text, encoding="utf-8", newline="\n")
        origin = {"table": table.name, "version": version, "fingerprint": digest(text.encode())}
        # Nothing else: metadata of pandas would hold versions, and the same rows would not give the same bytes.
        pq.write_table(
            arrow_table(table, tables[table.name]).replace_schema_metadata(origin),
            folder / "parquet" / f"{table.name}.parquet",
            compression="snappy",
            row_group_size=_ROW_GROUP,
        )
    _write_sqlite(folder / DATABASE, tables, vocabularies)


def digest(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _write_sqlite(path: Path, tables: Tables, vocabularies: Vocabularies) -> None:
    try:
        with closing(sqlite3.connect(path)) as database, database:
            _fill(database, tables, vocabularies)
    except sqlite3.OperationalError as error:
        # SQLite has its own words for a full disk.
        raise PublishError(f"the SQLite file can't be written: {error}; nothing was changed") from error
    content = bytearray(path.read_bytes())
    content[_WRITER] = bytes(4)
    path.write_bytes(content)


def _fill(database: sqlite3.Connection, tables: Tables, vocabularies: Vocabularies) -> None:
    for table in PUBLISHED_TABLES:
        database.execute(sql.create_table(table, vocabularies))
    for table in PUBLISHED_TABLES:
        cells = [[_sql_value(row[column.name], column) for column in table.columns] for row in tables[table.name]]
        database.executemany(sql.insert_into(table), cells)
    dangling = database.execute("PRAGMA foreign_key_check").fetchall()
    if dangling:
        raise PublishError(f"the SQLite file has dangling foreign keys: {dangling[:5]}")


def _sql_value(value: object, column: Column) -> object:
    return text_of(value) if column.type == "date" and value is not None else value


def read_back(release: Release, tables: Tables) -> None:
    """Raise PublishError where a file of the release does not hold exactly the rows that were written.

    ``verify`` compares fingerprints, for which an empty text is a null and the order of a Parquet file's rows no
    matter; here the values are compared, as the release's own reader gives them.
    """
    for table in PUBLISHED_TABLES:
        resource = release.resources[table.name]
        wanted = [tuple(row[name] for name in table.header) for row in tables[table.name]]
        in_sql = [
            tuple(_sql_value(value, column) for value, column in zip(row, table.columns, strict=True)) for row in wanted
        ]
        indices = resource.indices(table.primary_key)
        try:
            equal = {
                "CSV": [*resource.from_csv(release.folder)] == wanted,
                "Parquet": [*resource.from_parquet(release.folder)] == wanted,
                # SQLite promises no order.
                "SQLite": _by_key(resource.from_sqlite(release.folder), indices) == _by_key(in_sql, indices),
            }
        except (OSError, ValueError, csv.Error, sqlite3.Error) as error:
            raise PublishError(f"{table.name}: what was written can't be read back: {error!s:.200}") from error
        for form, same in equal.items():
            if not same:
                raise PublishError(f"{table.name}: the {form} file does not read back equal to what was written")


def _by_key(rows: Iterable[Values], indices: Sequence[int]) -> list[tuple[list[str], Values]]:
    keyed = [([text_of(row[index]) for index in indices], row) for row in rows]
    return sorted(keyed, key=lambda pair: pair[0])
