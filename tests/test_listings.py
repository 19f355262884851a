"""Entries of lists: found, shown, asked, compared and counted, with and without an actor, through the public doors."""

import csv
import json
import shutil
from pathlib import Path

import pytest

import us_russia_relations as usrr
from us_russia_relations.__main__ import main
from us_russia_relations.publish.build import draft
from us_russia_relations.raw.read import read_raw
from us_russia_relations.release.release import Release

HERE = Path(__file__).parent
DIST = HERE.parent / "dist"
LISTINGS = "links/listings.csv"
# A ship and a man of whom the dataset has no actor; the man has no name in its own script.
ENTRIES = (
    "example-designation,NORTH STAR,,vessel,RUS,2002,example_programme,2014-03-17,,,\n"
    'example-designation,"ZHELEZNYAK, Yuriy Khristoforovich",,person,RUS,2003,example_programme,2014-04-02,,,\n'
)  # fmt: skip
Capture = pytest.CaptureFixture[str]


def widened(folder: Path) -> Path:
    raw = Path(shutil.copytree(HERE / "tiny", folder / "raw"))
    with (raw / LISTINGS).open("a", encoding="utf-8", newline="\n") as file:
        file.write(ENTRIES)
    assert main(["fmt", "--raw", str(raw)]) == 0
    assert main(["validate", "--raw", str(raw)]) == 0
    return raw


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny dataset with entries that have no actor."""
    return widened(tmp_path_factory.mktemp("listed"))


@pytest.fixture(scope="module")
def package(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist") / "candidate"
    assert main(["build", "--raw", str(raw), "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def release(package: Path) -> Release:
    return usrr.open(package)


def said(capsys: Capture, *arguments: str) -> str:
    capsys.readouterr()
    assert main([*arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("zheleznyak", "ZHELEZNYAK, Yuriy Khristoforovich [2003], example_programme"),
        ("Железняк", "ZHELEZNYAK, Yuriy Khristoforovich [2003], example_programme"),
        ("Юрий Христофорович", "ZHELEZNYAK, Yuriy Khristoforovich [2003], example_programme"),
        ("2002", "NORTH STAR [2002], example_programme"),
        ("1017", "Ivan Example [1017], example_programme"),
        ("Пример", "Ivan Example [1017], example_programme"),
    ],
)
def test_an_entry_is_found_by_name_and_number_in_raw_and_in_a_release(
    text: str, name: str, raw: Path, release: Release, capsys: Capture
) -> None:
    line = next(line for line in said(capsys, "find", text, "--raw", str(raw)).splitlines() if " listings " in line)
    assert line.startswith("example-designation ")
    assert line.endswith(name)
    found = usrr.search(text, release=release)
    (row,) = found[found["table"] == "listings"].itertuples()
    assert (row.record_id, row.title) == ("example-designation", name)


def test_a_measure_shows_its_entries_and_an_actor_his(raw: Path, release: Release, capsys: Capture) -> None:
    measure = usrr.show("example-designation", release=release)
    assert [*measure.listings["name"]] == [
        "Example Bureau", "Ivan Example", "NORTH STAR", "ZHELEZNYAK, Yuriy Khristoforovich",
    ]  # fmt: skip
    assert [*measure.listings["actor_id"].fillna("")] == ["example-bureau", "ivan-example", "", ""]
    ivan = usrr.show("ivan-example", release=release)
    assert [*ivan.listed_by["listed_as"]] == ["Ivan Example"]
    assert [*ivan.took_part[ivan.took_part["record_id"] == "example-designation"]["role"]] == ["target"]
    for record, shown in (("example-designation", measure), ("ivan-example", ivan)):
        text = said(capsys, "show", record, "--raw", str(raw))
        assert text.split("\nHistory")[0].rstrip() == str(shown).split("\nHistory")[0].rstrip()
    assert "NORTH STAR, vessel, RUS, 2002" in str(measure)


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ({"name": "IVAN"}, ["1017"]),
        ({"name": "иван"}, ["1017"]),
        ({"name": ["железняк", "north"]}, ["2002", "2003"]),
        ({"name": "smirnov"}, []),
        ({"name": "zheleznjak, jurij"}, ["2003"]),
        ({"number": "2002"}, ["2002"]),
        ({"number": ["1017", "2003"], "name": "ZHEL"}, ["2003"]),
        ({"name": "ivan", "on": "2016-05-01"}, []),
        ({"name": "zhel", "between": ("2014-03", "2014-03")}, []),
        ({"actor": "ivan-example"}, ["1017"]),
    ],
)
def test_listings_are_asked_by_name_and_number(
    arguments: dict[str, object], numbers: list[str], release: Release
) -> None:
    found = usrr.listings(**arguments, release=release)  # type: ignore[arg-type]
    assert [*found["list_number"]] == numbers


def test_an_empty_name_is_a_wrong_call(release: Release) -> None:
    for name in ("", " ", "-"):
        with pytest.raises(usrr.errors.CallError, match="part of a name"):
            usrr.listings(name=name, release=release)


def test_older_releases_are_asked_by_the_name_and_number_of_the_actor() -> None:
    by_name = usrr.listings(name="Дерипаска", version="0.4.0")
    assert {*by_name["actor_id"]} == {"oleg-deripaska"}
    assert {*usrr.listings(number="24283", version="0.4.0")["actor_id"]} == {"oleg-deripaska"}
    shown = usrr.show("ofac-designations-2018-04-06", version="0.4.0")
    assert {*by_name["programme"]} <= {*shown.listings["programme"]}
    assert "Oleg Deripaska" in {*shown.listings["name"]}


def test_raw_tables_and_the_release_that_they_make_do_not_differ(raw: Path, package: Path, capsys: Capture) -> None:
    for pair in ((raw, package), (package, raw)):
        told = json.loads(said(capsys, "diff", *map(str, pair), "--format", "json"))
        assert told["changes"] == []


def test_the_change_of_the_key_raises_the_major_part_and_is_told() -> None:
    dataset, problems = read_raw(HERE.parent / "raw")
    assert not problems
    changes = draft(dataset, DIST).tables["changes"]
    told = {
        (row["field"], row["kind"], row["class"]) for row in changes if row["table"] == "listings" and not row["record"]
    }
    if usrr.versions()[-1] == "0.4.0":
        assert (None, "changed", "major") in told
        assert ("name", "added", "minor") in told
        listed = {row["measure_id"] for row in dataset.rows("listings")}
        removed = [row for row in changes if row["table"] == "participants" and row["kind"] == "removed"]
        gone = [row for row in removed if row["record"].split(",")[0] in listed]
        assert gone == []


def test_counts_take_entries_without_an_actor(package: Path) -> None:
    def rows(name: str) -> list[dict[str, str]]:
        with (package / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return [*csv.DictReader(file)]

    month = {row["yearmon"]: row for row in rows("listed_month")}["2014-04"]
    assert [month[kind] for kind in ("persons", "organizations", "vessels", "aircraft")] == ["2", "1", "1", "0"]
    stocks = {
        (row["imposer_id"], row["yearmon"]): row["listed_targets"]
        for row in rows("measures_in_force")
        if row["measure_type"] == "asset_freeze"
    }
    assert (stocks["usa", "2014-03"], stocks["usa", "2014-04"]) == ("3", "4")
    targets = {row["actor_id"] for row in rows("participants") if row["role"] == "target"}
    assert targets >= {"ivan-example", "example-bureau"}


def number(raw: Path, value: str, note: str = "") -> None:
    """Let a round announce so many persons."""
    path = raw / "observations.csv"
    text = path.read_text(encoding="utf-8")
    old = "example-price-2014,share_price_change,example-designation,ivan-example,2014-03-18,-5,percent,"
    assert old in text
    new = f"example-price-2014,persons_listed,example-designation,usa,2014-03-18,{value},percent,{note}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


@pytest.mark.parametrize(
    ("value", "note", "valid", "missing"),
    [("1", "", False, None), ("2", "", True, 0), ("24", "", True, 22), ("1", "officers alone", True, None)],
)
def test_more_names_than_announced_are_an_error_and_fewer_are_reported(
    value: str, note: str, valid: bool, missing: float | None, tmp_path: Path, capsys: Capture
) -> None:
    raw, out = widened(tmp_path), tmp_path / "candidate"
    number(raw, value, note)
    capsys.readouterr()
    assert main(["validate", "--raw", str(raw), "--format", "json"]) == int(not valid)
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [problem["rule"] for problem in problems] == ([] if valid else ["listed-count"])
    if valid:
        assert main(["build", "--raw", str(raw), "--out", str(out)]) == 0
        (line,) = json.loads((out / "coverage.json").read_text(encoding="utf-8"))["lists"]
        assert (line["announced"], line["listed"], line["missing"]) == (float(value), 2, missing)


def test_two_rounds_of_one_day_are_two_by_the_names_they_list(raw: Path, tmp_path: Path, capsys: Capture) -> None:
    copy = Path(shutil.copytree(raw, tmp_path / "raw"))
    for path in copy.rglob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        again = [line.replace("example-designation,", "example-second-round,", 1) for line in lines
                 if line.startswith("example-designation,") and path.name != "listings.csv"]  # fmt: skip
        if path.name == "measures.csv":
            again = [
                line.replace("Example Agency lists two actors", "Bureau of Gadgets names one firm") for line in again
            ]
        if path.name == "listings.csv":
            again = [line.replace("example-designation", "example-second-round") for line in lines if "NORTH" in line]
            lines = [line for line in lines if "NORTH" not in line]
        path.write_text("\n".join((lines[0], *sorted((*lines[1:], *again)), "")), encoding="utf-8", newline="\n")
    assert main(["fmt", "--raw", str(copy)]) == 0
    capsys.readouterr()
    assert main(["validate", "--raw", str(copy)]) == 0
    assert "likely-duplicate" not in capsys.readouterr().out
