"""Fingerprints: of data and not of files, the same whoever computes them and from whichever form."""

import csv
import hashlib
import json
import random
import sqlite3
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.publishing import Checkout

import us_russia_relations as usrr
from us_russia_relations.release import fingerprint
from us_russia_relations.release.resource import DATABASE, Resource
from us_russia_relations.release.versions import released

DIST = Path(__file__).parent.parent / "dist"
ROWS = st.lists(
    st.tuples(
        st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), min_size=1, max_size=8),
        st.integers(-(1 << 60), 1 << 60),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | st.dates(),
        st.none() | st.booleans(),
    ),
    max_size=8,
    unique_by=lambda row: row[:2],
)
RESOURCE = Resource(
    name="things",
    path="csv/things.csv",
    header=("name", "count", "share", "day", "true"),
    kinds=("string", "integer", "number", "date", "boolean"),
    key=("name", "count"),
    foreign_keys=(),
    digest="",
)


@given(ROWS, st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[tuple[object, ...]], chance: random.Random) -> None:
    wanted = fingerprint.of_rows(RESOURCE, rows)
    chance.shuffle(rows)
    assert fingerprint.of_rows(RESOURCE, rows) == wanted


@given(ROWS, st.data())
def test_every_cell_matters(rows: list[tuple[object, ...]], data: st.DataObject) -> None:
    wanted = fingerprint.of_rows(RESOURCE, rows)
    if rows:
        place = data.draw(st.integers(0, len(rows) - 1))
        rows[place] = (f"{rows[place][0]}.", *rows[place][1:])
        assert fingerprint.of_rows(RESOURCE, rows) != wanted
        del rows[place]
    assert fingerprint.of_rows(RESOURCE, [*rows, ("name", 7, None, None, None)]) != wanted


@given(ROWS)
def test_the_three_forms_have_one_fingerprint(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[object, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("forms")
    for name in ("csv", "parquet"):
        (folder / name).mkdir()
    wanted = fingerprint.of_rows(RESOURCE, rows)
    with (folder / "csv" / "things.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(RESOURCE.header)
        writer.writerows(
            ["" if cell is None else json.dumps(cell) if isinstance(cell, bool) else cell for cell in row]
            for row in rows
        )
    kinds = (pa.string(), pa.int64(), pa.float64(), pa.date32(), pa.bool_())
    fields = [pa.field(name, kind) for name, kind in zip(RESOURCE.header, kinds, strict=True)]
    table = pa.Table.from_pylist(
        [dict(zip(RESOURCE.header, row, strict=True)) for row in rows], schema=pa.schema(fields)
    )
    pq.write_table(table, folder / "parquet" / "things.parquet")
    assert fingerprint.of_rows(RESOURCE, RESOURCE.from_csv(folder)) == wanted
    assert fingerprint.of_rows(RESOURCE, RESOURCE.from_parquet(folder)) == wanted
    # SQLite has no booleans: it holds 0 and 1.
    with sqlite3.connect(folder / DATABASE) as database:
        database.execute('CREATE TABLE things (name TEXT, count INTEGER, share REAL, day TEXT, "true" INTEGER)')
        cells = [[cell.isoformat() if isinstance(cell, date) else cell for cell in row] for row in rows]
        database.executemany("INSERT INTO things VALUES (?, ?, ?, ?, ?)", cells)
    database.close()
    assert fingerprint.of_rows(RESOURCE, RESOURCE.from_sqlite(folder)) == wanted


@pytest.mark.parametrize("value", [2, -1, 0.5, 1.0, "true"])
def test_what_is_no_truth_value_in_sqlite_is_refused(tmp_path: Path, value: object) -> None:
    row = ("name", 1, None, None, True)
    with sqlite3.connect(tmp_path / DATABASE) as database:
        database.execute('CREATE TABLE things (name TEXT, count INTEGER, share REAL, day TEXT, "true")')
        database.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?)", (*row[:-1], value))
    database.close()
    with pytest.raises(ValueError, match="is no boolean"):
        RESOURCE.from_sqlite(tmp_path)


@pytest.mark.parametrize("version", released(DIST))
def test_the_forms_of_each_release_have_the_fingerprint_that_it_tells(version: str) -> None:
    release = usrr.open(DIST / version)
    for resource in release.resources.values():
        for read in (resource.from_csv, resource.from_parquet, resource.from_sqlite):
            assert fingerprint.of_rows(resource, read(release.folder)) == resource.digest


def test_the_fingerprint_is_what_sha256sum_says(tmp_path: Path) -> None:
    """Nobody needs this package to compute it."""
    checkout = Checkout(tmp_path)
    checkout.publish()
    release = checkout.release("0.1.0")
    files = sorted((release.folder / "csv").iterdir())
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.stem}\n" for path in files]
    assert release.fingerprint == hashlib.sha256("".join(lines).encode()).hexdigest()
    assert release.descriptor["fingerprint"] == f"sha256:{release.fingerprint}"


def test_frame_and_parquet_file_tell_where_they_are_from(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    checkout.publish()
    release = checkout.release("0.1.0")
    for table in release.tables():
        told = {"table": table, "version": "0.1.0", "fingerprint": release.resources[table].digest}
        assert release.load(table).attrs == told
        metadata = pq.read_schema(release.folder / "parquet" / f"{table}.parquet").metadata
        assert {key.decode(): value.decode() for key, value in metadata.items()} == told


def test_sqlite_files_name_no_library(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    checkout.publish()
    path = checkout.release("0.1.0").folder / "us-russia-relations.sqlite"
    assert path.read_bytes()[96:100] == bytes(4)
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
