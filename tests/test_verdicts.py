"""The same good and bad rows through our checks, stock Frictionless and SQLite: one verdict."""

import csv
import hashlib
import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from frictionless import Package

from us_russia_relations.check.validate import validate
from us_russia_relations.definitions import PUBLISHED_TABLES, raw_table
from us_russia_relations.derive.typed import typed_tables
from us_russia_relations.forms import sql
from us_russia_relations.publish.build import vocabularies

TINY = Path(__file__).parent / "tiny"
# Table, column, bad text, and whether SQLite's declarations can see it.
FAULTS = [
    ("events", "title", "", True),
    ("events", "date", "", True),
    ("events", "type", "no_such_type", True),
    ("events", "certainty", "certain", True),
    ("measures", "level", "", True),
    ("actors", "kind", "planet", True),
    ("observations", "unit", "parsecs", True),
    ("observations", "value", "many", False),  # SQLite keeps a text in a number column
    ("observations", "actor_id", "nobody", True),
    ("participants", "actor_id", "nobody", True),
    ("participants", "role", "bystander", True),
    ("evidence", "citation_id", "no-such-source", True),
    ("evidence", "stance", "likes", True),
    ("listings", "measure_id", "no-such-measure", True),
    ("relations", "object_id", "no-such-record", True),
    ("tags", "term", "no_such_term", True),
    ("identifiers", "record_id", "nobody", True),
    ("citations", "source_class", "hearsay", True),
]


@pytest.fixture(scope="module")
def package(packages: Callable[[str], Path]) -> Path:
    return packages("tiny")


def _spoiled(path: Path, column: str, value: str) -> None:
    header, first, *rest = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    first[header.index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, first, *rest])


def _frictionless_accepts(package: Path, name: str) -> bool:
    descriptor = package / "datapackage.json"
    content = json.loads(descriptor.read_text(encoding="utf-8"))
    resource = next(resource for resource in content["resources"] if resource["name"] == name)
    written = (package / resource["path"]).read_bytes()
    resource.update(bytes=len(written), hash=f"sha256:{hashlib.sha256(written).hexdigest()}")
    descriptor.write_text(json.dumps(content), encoding="utf-8")
    return bool(Package(str(descriptor)).validate().valid)


def _sqlite_accepts(package: Path) -> bool:
    terms = vocabularies(typed_tables(validate(TINY).dataset)["terms"])
    database = sqlite3.connect(":memory:")
    for table in PUBLISHED_TABLES:
        database.execute(sql.create_table(table, terms))
    try:
        for table in PUBLISHED_TABLES:
            with (package / "csv" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
                reader = csv.reader(file)
                next(reader)
                database.executemany(sql.insert_into(table), ([cell or None for cell in row] for row in reader))
    except sqlite3.IntegrityError:
        return False
    return not database.execute("PRAGMA foreign_key_check").fetchall()


def test_all_three_accept_the_good_rows(package: Path, tmp_path: Path) -> None:
    copy = tmp_path / "package"
    shutil.copytree(package, copy)
    assert validate(TINY).problems == ()
    assert _frictionless_accepts(copy, "events")
    assert _sqlite_accepts(copy)


@pytest.mark.parametrize(("name", "column", "value", "seen_by_sqlite"), FAULTS)
def test_all_three_reject_a_bad_cell(
    package: Path, tmp_path: Path, name: str, column: str, value: str, seen_by_sqlite: bool
) -> None:
    raw, copy = tmp_path / "raw", tmp_path / "package"
    shutil.copytree(TINY, raw)
    shutil.copytree(package, copy)
    _spoiled(raw / raw_table(name).path, column, value)
    _spoiled(copy / "csv" / f"{name}.csv", column, value)
    assert not validate(raw).valid
    assert not _frictionless_accepts(copy, name)
    assert _sqlite_accepts(copy) is not seen_by_sqlite


def test_all_three_reject_a_repeated_key(package: Path, tmp_path: Path) -> None:
    raw, copy = tmp_path / "raw", tmp_path / "package"
    shutil.copytree(TINY, raw)
    shutil.copytree(package, copy)
    for path in (raw / "treaties.csv", copy / "csv" / "treaties.csv"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
    assert not validate(raw).valid
    assert not _frictionless_accepts(copy, "treaties")
    assert not _sqlite_accepts(copy)
