"""Verifying a release: every way of damaging it is found, by what it is and where; each published release is whole."""

import csv
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from support.publishing import Checkout

from us_russia_relations.__main__ import main
from us_russia_relations.release.release import Release
from us_russia_relations.release.verify import verify
from us_russia_relations.release.versions import released

DIST = Path(__file__).parent.parent / "dist"
DATABASE = "us-russia-relations.sqlite"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the tiny dataset with one before it, in the folder of releases."""
    checkout = Checkout(tmp_path_factory.mktemp("published"))
    checkout.publish()
    checkout.commit()
    stone = "example-exit-2010,withdrawn,,0.2.0,It never was.\n"
    checkout.next("raw/retired.csv", "example-tea-2013,", f"{stone}example-tea-2013,")
    checkout.publish()
    return checkout.root / "dist"


@pytest.fixture
def release(published: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged, with the one before it beside."""
    shutil.copytree(published, tmp_path / "dist")
    return tmp_path / "dist" / "0.2.0"


def faults(release: Path) -> tuple[str, ...]:
    return verify(Release(release)).faults


def summed(release: Path) -> None:
    """Makes sizes, digests and SHA256SUMS fit what lies there, as somebody would who hides a change."""
    for folder in (release / "parquet", release):
        descriptor = folder / "datapackage.json"
        described = json.loads(descriptor.read_text(encoding="utf-8"))
        for resource in described["resources"]:
            content = (folder / resource["path"]).read_bytes()
            resource.update(bytes=len(content), hash=f"sha256:{hashlib.sha256(content).hexdigest()}")
        descriptor.write_text(json.dumps(described), encoding="utf-8")
    files = sorted(path for path in release.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(release).as_posix()}\n" for path in files
    ]
    (release / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def without_line(path: Path, start: str) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(start)]
    assert len(kept) == len(lines) - 1
    path.write_text("".join(kept), encoding="utf-8", newline="\n")


def retyped(path: Path, edit: Callable[[pa.Table], pa.Table]) -> None:
    """Writes a Parquet file anew, with its metadata."""
    table = pq.ParquetFile(path).read()
    pq.write_table(edit(table).replace_schema_metadata(table.schema.metadata), path)


@pytest.mark.parametrize("version", released(DIST))
def test_every_published_release_is_whole(version: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(DIST / version)]) == 0
    assert f"release {version} is whole" in capsys.readouterr().out


def test_a_release_is_whole_wherever_it_lies(release: Path, tmp_path: Path) -> None:
    assert faults(release) == ()
    assert faults(Path(shutil.copytree(release, tmp_path / "unpacked somewhere"))) == ()


@pytest.mark.slow
def test_one_flipped_bit_in_any_file_is_found(release: Path) -> None:
    files = [path for path in release.rglob("*") if path.is_file()]
    assert len(files) > 50
    for path in files:
        content = path.read_bytes()
        for place in (0, len(content) // 2, len(content) - 1):
            flipped = bytearray(content)
            flipped[place] ^= 1 << place % 8
            path.write_bytes(bytes(flipped))
            found = faults(release)
            name = path.relative_to(release).as_posix()
            assert any(fault.startswith(name) for fault in found) or name == "SHA256SUMS", (name, place, found)
            assert found, (name, place)
        path.write_bytes(content)
    assert faults(release) == ()


def swapped_files(release: Path) -> None:
    one, other = release / "csv" / "tags.csv", release / "csv" / "relations.csv"
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def swapped_parquet(release: Path) -> None:
    """Two Parquet files change places, and everything that names their bytes follows."""
    one, other = release / "parquet" / "tags.parquet", release / "parquet" / "relations.parquet"
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)
    summed(release)


def other_cell_in_parquet(release: Path) -> None:
    def edit(table: pa.Table) -> pa.Table:
        titles = ["Somebody does something else", *table["title"].to_pylist()[1:]]
        return table.set_column(1, table.schema.field("title"), pa.array(titles))

    retyped(release / "parquet" / "events.parquet", edit)
    summed(release)


def other_version_in_parquet(release: Path) -> None:
    path = release / "parquet" / "events.parquet"
    table = pq.ParquetFile(path).read()
    told = {**table.schema.metadata, b"version": b"0.1.0"}
    pq.write_table(table.replace_schema_metadata(told), path)
    summed(release)


def other_cell_in_sqlite(release: Path) -> None:
    database = sqlite3.connect(release / DATABASE)
    with database:
        database.execute("UPDATE events SET summary = 'Something else.' WHERE event_id = 'example-meeting-2013'")
    database.close()
    summed(release)


def more_in_sqlite(release: Path) -> None:
    database = sqlite3.connect(release / DATABASE)
    with database:
        database.execute("CREATE TABLE more (cell TEXT)")
    database.close()
    summed(release)


def edited_descriptor(release: Path) -> None:
    path = release / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace("2009 to 2021", "2009 to 2022", 1), encoding="utf-8")


def edited_descriptor_summed(release: Path) -> None:
    edited_descriptor(release)
    summed(release)


def dangling_key(release: Path) -> None:
    path = release / "csv" / "participants.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",jane-example,", ",john-example,", 1), encoding="utf-8")
    summed(release)


def repeated_key(release: Path) -> None:
    path = release / "csv" / "treaties.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
    summed(release)


def without_tombstone(release: Path) -> None:
    """The tombstone goes from every form, and everything that names their bytes follows."""
    without_line(release / "csv" / "retired.csv", "example-exit-2010,")
    retyped(release / "parquet" / "retired.parquet", lambda table: table.slice(1))
    database = sqlite3.connect(release / DATABASE)
    with database:
        database.execute("DELETE FROM retired WHERE retired_id = 'example-exit-2010'")
    database.close()
    summed(release)


def without_an_older_id(release: Path) -> None:
    """An id of the release before goes from the registry and its table, as if it had never been."""
    without_line(release / "csv" / "retired.csv", "example-tea-2013,")
    without_line(release / "csv" / "records.csv", "example-tea-2013,")
    summed(release)


def renamed_folder(release: Path) -> None:
    (release / "parquet" / "datapackage.json").write_text(
        (release / "parquet" / "datapackage.json").read_text(encoding="utf-8").replace('"0.2.0"', '"0.3.0"'),
        encoding="utf-8",
    )
    summed(release)


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a swapped file": (swapped_files, "csv/tags.csv: its bytes are not those of the release"),
    "a swapped file whose digests follow": (swapped_parquet, "parquet/tags.parquet: it can't be read"),
    "a missing file": (lambda release: (release / "CODEBOOK.md").unlink(), "CODEBOOK.md: the file is missing"),
    "a missing table": (lambda release: (release / "csv/tags.csv").unlink(), "csv/tags.csv: the file is missing"),
    "an extra file": (
        lambda release: (release / "csv/more.csv").write_text("a\n"),
        "more.csv: the file does not belong",
    ),
    "an edited descriptor": (edited_descriptor, "datapackage.json: its bytes are not those of the release"),
    "an edited descriptor whose digest follows": (edited_descriptor_summed, "it says something else of the release"),
    "no descriptor": (lambda release: (release / "datapackage.json").unlink(), "it can't be read as a descriptor"),
    "no list of digests": (lambda release: (release / "SHA256SUMS").unlink(), "SHA256SUMS: it can't be read"),
    "no database": (lambda release: (release / DATABASE).unlink(), f"{DATABASE}: the file is missing"),
    "a Parquet file that differs": (other_cell_in_parquet, "parquet/events.parquet: its fingerprint is"),
    "a Parquet file of another release": (
        other_version_in_parquet,
        "its metadata do not say that its version is 0.2.0",
    ),
    "a database that differs": (other_cell_in_sqlite, f"{DATABASE}: table events: its fingerprint is"),
    "a database with more": (more_in_sqlite, f"{DATABASE}: it has other tables than the release: more"),
    "a dangling key": (dangling_key, "john-example"),
    "a repeated key": (repeated_key, "treaties: 2 rows have the key example-treaty"),
    "a tombstone removed": (without_tombstone, "retired: example-exit-2010 has no tombstone"),
    "an id forgotten": (without_an_older_id, "example-tea-2013 is in release 0.1.0, and neither a record nor retired"),
    "descriptors of two releases": (renamed_folder, "parquet/datapackage.json: it says something else"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found(release: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    damage, told = DAMAGES[name]
    damage(release)
    assert any(told in fault for fault in faults(release)), faults(release)
    assert main(["verify", str(release)]) == 1
    assert "not whole" in capsys.readouterr().out


def test_the_fingerprint_that_was_cited_is_compared(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cited = verify(Release(release)).fingerprint
    assert main(["verify", str(release), "--fingerprint", f"sha256:{cited}"]) == 0
    assert f"fingerprint sha256:{cited}" in capsys.readouterr().out
    assert main(["verify", str(release), "--fingerprint", cited[::-1]]) == 1
    assert "not the one that was cited" in capsys.readouterr().out


def test_what_is_no_release_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "9.9.9"]) == 2
    assert "release 9.9.9 is not here; there are 0.1.0" in capsys.readouterr().err
    assert main(["verify", "nowhere"]) == 2
    assert "neither a version, such as 0.2.0, nor a folder" in capsys.readouterr().err
    assert main(["verify", str(tmp_path)]) == 1
    assert "it can't be read as a descriptor" in capsys.readouterr().out


@pytest.mark.slow
def test_all_releases_of_the_checkout_are_verified(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--all"]) == 0
    told = capsys.readouterr().out
    assert [line.split()[1] for line in told.splitlines() if line.startswith("release")] == released(DIST)


def test_the_tombstones_of_a_release_are_those_of_its_table(release: Path) -> None:
    with (release / "csv" / "retired.csv").open(encoding="utf-8", newline="") as file:
        assert [row["retired_id"] for row in csv.DictReader(file)] == ["example-exit-2010", "example-tea-2013"]
