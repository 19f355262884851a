"""Building a package: what is written, what it holds, and that the same rows give the same bytes."""

import csv
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest
from frictionless import Package
from pybtex.database import parse_file

from us_russia_relations.__main__ import main
from us_russia_relations.check.validate import validate
from us_russia_relations.definitions import PUBLISHED_TABLES
from us_russia_relations.errors import PublishError
from us_russia_relations.publish.build import build
from us_russia_relations.release.resource import Resource

TINY = Path(__file__).parent / "tiny"
NAMES = [table.name for table in PUBLISHED_TABLES]


@pytest.fixture(scope="module")
def package(packages: Callable[[str], Path]) -> Path:
    """The package built from the tiny dataset."""
    return packages("tiny")


def rows(package: Path, name: str) -> list[dict[str, str]]:
    with (package / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_table_is_there_in_every_form(package: Path) -> None:
    assert sorted(path.stem for path in (package / "csv").iterdir()) == sorted(NAMES)
    assert sorted(path.stem for path in (package / "parquet").glob("*.parquet")) == sorted(NAMES)
    database = sqlite3.connect(package / "us-russia-relations.sqlite")
    assert sorted(name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")) == sorted(
        NAMES
    )


def test_build_prints_the_count_of_each_table_and_the_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--raw", str(TINY), "--out", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr().out
    for name in NAMES:
        assert f"{name} " in printed
    assert str(tmp_path / "out") in printed


@pytest.mark.parametrize("name", NAMES)
def test_outside_readers_see_the_same_cells(package: Path, name: str) -> None:
    parquet = package / "parquet" / f"{name}.parquet"
    wanted = pq.ParquetFile(parquet).read().to_pylist()
    assert pl.read_parquet(parquet).to_dicts() == wanted
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet($1)", [str(parquet)]).fetchall()
    assert found == [tuple(row.values()) for row in wanted]
    database = sqlite3.connect(package / "us-russia-relations.sqlite")
    assert database.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (len(wanted),)
    assert len(rows(package, name)) == len(wanted)


def test_stock_frictionless_accepts_both_descriptors(package: Path) -> None:
    for path in (package / "datapackage.json", package / "parquet" / "datapackage.json"):
        report = Package(str(path)).validate()
        assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])


def test_sums_cover_every_file(package: Path) -> None:
    listed = dict(
        reversed(line.split("  ", 1)) for line in (package / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    files = contents(package)
    del files["SHA256SUMS"]
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_the_same_rows_give_the_same_bytes_elsewhere(package: Path, tmp_path: Path) -> None:
    raw, out = tmp_path / "other place" / "raw", tmp_path / "out"
    shutil.copytree(TINY, raw)
    environment = {**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "99"}
    call = [sys.executable, "-m", "us_russia_relations", "build", "--raw", str(raw), "--out", str(out)]
    subprocess.run(call, check=True, env=environment, cwd=tmp_path, capture_output=True)
    assert contents(out) == contents(package)


def test_invalid_data_builds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    shutil.copytree(TINY, raw)
    (raw / "events.csv").unlink()
    assert main(["build", "--raw", str(raw), "--out", str(out)]) == 1
    assert "missing-file" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["raw"]


def test_building_again_replaces_what_stood_there(package: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "stale.txt").write_text("left over", encoding="utf-8")
    assert main(["build", "--raw", str(TINY), "--out", str(out)]) == 0
    assert contents(out) == contents(package)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_dates_get_bounds_and_precision(package: Path) -> None:
    by_id = {row["event_id"]: row for row in rows(package, "events")}
    doubtful = by_id["example-intrusion-2016"]
    assert (doubtful["date"], doubtful["date_start"], doubtful["date_end"], doubtful["date_precision"]) == (
        "2016-05~", "2016-05-01", "2016-05-31", "month",
    )  # fmt: skip
    several = by_id["example-meeting-2013"]
    assert (several["date_start"], several["date_end"], several["date_precision"]) == (
        "2013-06-10",
        "2013-06-11",
        "days",
    )


def test_records_registers_every_id_with_its_fate(package: Path) -> None:
    registry = {row["record_id"]: row for row in rows(package, "records")}
    assert registry["usa"]["table"] == "actors"
    assert registry["example-act"]["status"] == "current"
    gone = registry["example-tea-2013"]
    assert (gone["status"], gone["replaced_by"]) == ("retired", "example-meeting-2013")
    # As its formula says.
    assert registry["example-price-2014"]["title"] == "share_price_change: -5 percent (2014-03-18)"
    # A candidate's own version is marked; the release that it becomes is not.
    assert json_of(package)["version"] == "0.1.0-candidate"
    assert {row["first_version"] for row in registry.values()} == {"0.1.0"}


def json_of(package: Path) -> dict[str, str]:
    return dict(json.loads((package / "datapackage.json").read_text(encoding="utf-8")))


def test_timeline_tells_no_date_twice(package: Path) -> None:
    entries = {row["entry_id"]: row for row in rows(package, "timeline")}
    # The signing is an event of its own, so that the treaty's date does not stand beside it.
    assert "example-signing-2010" in entries
    assert "example-treaty:signed" not in entries
    assert entries["example-ban:announced"]["date"] == "2014-03-21"
    assert entries["example-ban:announced"]["who"] == "Russia"
    assert entries["example-ban:announced"]["toward"] == "United States"


def test_bibliographies_hold_every_citation(package: Path) -> None:
    ids = [row["citation_id"] for row in rows(package, "citations")]
    assert list(parse_file(str(package / "references.bib"), "bibtex").entries) == ids
    assert [item["id"] for item in json.loads((package / "references.json").read_text(encoding="utf-8"))] == ids


@pytest.mark.parametrize("form", ["CSV", "Parquet", "SQLite"])
def test_a_value_that_does_not_read_back_is_no_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """An empty text in place of a null, which no fingerprint shows."""
    read = {"CSV": "from_csv", "Parquet": "from_parquet", "SQLite": "from_sqlite"}[form]
    original = getattr(Resource, read)

    def spoilt(resource: Resource, folder: Path) -> list[tuple[object, ...]]:
        return [tuple("" if value is None else value for value in row) for row in original(resource, folder)]

    monkeypatch.setattr(Resource, read, spoilt)
    with pytest.raises(PublishError, match=f"the {form} file does not read back equal"):
        build(validate(TINY).dataset, tmp_path / "out", tmp_path)
    assert [*tmp_path.iterdir()] == []
