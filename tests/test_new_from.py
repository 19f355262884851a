"""`usrr new --from`: the rows of a spreadsheet with the evidence beside them, all or none."""

import csv
import shutil
import sys
from pathlib import Path

import pytest

from us_russia_relations.__main__ import main
from us_russia_relations.check.validate import validate

HERE = Path(__file__).parent
HEADER = ("measure_id", "name", "kind", "programme", "listed", "list_number", "source", "locator")
Capture = pytest.CaptureFixture[str]
Rows = list[dict[str, str]]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "tiny", tmp_path / "raw"))


def fifty() -> list[list[str]]:
    return [
        [
            "example-designation", f"NAME, Number {number}", "person", "example_programme", "2014-03-17",
            f"{5000 + number}", "example-herald-2014", "para. 2" if number < 40 else "annex",
        ]
        for number in range(50)
    ]  # fmt: skip


def sheet(folder: Path, rows: list[list[str]], header: tuple[str, ...] = HEADER, separator: str = ",") -> Path:
    path = folder / "names.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=separator).writerows([header, *rows])
    return path


def call(raw: Path, path: Path, *arguments: str) -> int:
    return main(["new", "--from", str(path), "--raw", str(raw), *arguments])


def table(raw: Path, name: str) -> Rows:
    with (raw / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def files(raw: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in raw.rglob("*.csv")}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_fifty_names_are_written_with_their_evidence(
    separator: str, raw: Path, tmp_path: Path, capsys: Capture
) -> None:
    path = sheet(tmp_path, fifty(), separator=separator)
    before = {name: table(raw, f"links/{name}") for name in ("listings", "evidence")}
    assert call(raw, path, "--yes") == 0
    said = capsys.readouterr().out
    assert "50 rows of listings in names.csv" in said
    assert 'example-designation,"NAME, Number 7",,person,,5007,example_programme,2014-03-17,,,' in said
    new = [row for row in table(raw, "links/listings") if row not in before["listings"]]
    assert {row["name"] for row in new} == {row[1] for row in fifty()}
    # One source supports one field once: its places are joined to the one that was there.
    (more,) = (row for row in table(raw, "links/evidence") if row not in before["evidence"])
    assert (more["citation_id"], more["locator"]) == ("example-herald-2014", "para. 2; annex")
    assert validate(raw).problems == ()


def test_places_of_one_source_stand_in_one_row_of_evidence(raw: Path, tmp_path: Path) -> None:
    rows = [[*row[:6], "example-journal-2020", row[7]] for row in fifty()]
    assert call(raw, sheet(tmp_path, rows), "--yes") == 0
    (row,) = (row for row in table(raw, "links/evidence") if row["locator"] == "para. 2; annex")
    told = (row["record_id"], row["field"], row["citation_id"], row["stance"])
    assert told == ("example-designation", "listings", "example-journal-2020", "supports")


def test_all_faults_are_told_at_their_lines_and_nothing_is_written(raw: Path, tmp_path: Path, capsys: Capture) -> None:
    rows = [[*row[:6], "example-journal-2020", row[7]] for row in fifty()]
    rows[4][4] = "17.03.2014"
    rows[20][2] = "persn"
    rows[33][0] = "example-desination"
    path, before = sheet(tmp_path, rows), files(raw)
    assert call(raw, path, "--yes") == 1
    said = capsys.readouterr().out
    for place in ("names.csv:6:listed error type-error", "names.csv:22:kind error unknown-term"):
        assert place in said
    assert "names.csv:35:measure_id error foreign-key" in said
    assert "did you mean example-designation?" in said
    assert said.rstrip().endswith("nothing was written")
    assert files(raw) == before


@pytest.mark.parametrize(
    ("header", "change", "told"),
    [
        (HEADER, {1: "Ivan Example"}, "names.csv:2:programme error primary-key"),
        (HEADER, {6: "example-herlad-2014"}, "names.csv:2:source error foreign-key"),
        (HEADER, {6: ""}, "names.csv:2:source error required"),
        (HEADER, {7: "", 6: "example-journal-2020"}, "names.csv:2:locator error required"),
        (("measure_id", "nmae", *HEADER[2:]), {}, "names.csv:1:nmae error incorrect-label"),
        (("measure_id", "nmae", *HEADER[2:]), {}, "names.csv:1:name error incorrect-label"),
        ((*HEADER[:4], "list_number", *HEADER[5:]), {}, "names.csv:1:list_number error incorrect-label"),
    ],
)
def test_one_fault_is_told_at_its_place(
    header: tuple[str, ...], change: dict[int, str], told: str, raw: Path, tmp_path: Path, capsys: Capture
) -> None:
    rows, before = fifty()[:2], files(raw)
    for place, cell in change.items():
        rows[0][place] = cell
    assert call(raw, sheet(tmp_path, rows, header), "--table", "listings", "--yes") == 1
    assert told in capsys.readouterr().out
    assert files(raw) == before


def test_a_line_twice_and_a_line_too_long_are_told(raw: Path, tmp_path: Path, capsys: Capture) -> None:
    rows = fifty()[:3]
    rows += [rows[0], [*rows[1], "more"], rows[2][:3]]
    assert call(raw, sheet(tmp_path, rows), "--yes") == 1
    said = capsys.readouterr().out
    for place in ("names.csv:5 error primary-key", "names.csv:6 error extra-cell", "names.csv:7 error missing-cell"):
        assert place in said
    assert "line 2 says the same" in said


def test_observations_get_an_id_and_the_usual_evidence(raw: Path, tmp_path: Path) -> None:
    row = ["favourable_view", "usa", "2015-02", "30.5", "percent", "example-journal-2020", "p. 7"]
    header = ("series", "actor_id", "date", "value", "unit", "source", "locator")
    assert call(raw, sheet(tmp_path, [row], header), "--yes") == 0
    (new,) = (row for row in table(raw, "observations") if row["date"] == "2015-02")
    assert new["observation_id"] == "favourable-view-usa-2015"
    fields = {row["field"] for row in table(raw, "links/evidence") if row["record_id"] == new["observation_id"]}
    assert fields == {"date", "value"}
    assert validate(raw).problems == ()


MEETINGS = ("title", "date", "type", "certainty", "summary", "participant", "issue", "source", "locator")


def meetings() -> list[list[str]]:
    """Three events; the third line has another source of the second one."""
    told = [
        [f"Directors drink {drink}", date, "meeting", "reported", "They met.", "usa:participant; russia:participant",
         "diplomacy"]
        for drink, date in (("tea", "2014-05-06"), ("milk", "2014-06-07"))
    ]  # fmt: skip
    first, second = told
    return [
        [*first, "example-journal-2020", "p. 7"],
        [*second, "example-journal-2020", "p. 8"],
        [*second, "example-herald-2014", "para. 9"],
    ]


def test_events_bring_their_participants_and_issues(raw: Path, tmp_path: Path) -> None:
    rows = meetings()
    rows[2][7] = "example-journal-2020"
    assert call(raw, sheet(tmp_path, rows, MEETINGS), "--yes") == 0
    new = {row["event_id"]: row for row in table(raw, "events") if row["title"].startswith("Directors drink")}
    assert {*new} == {"directors-drink-tea-2014", "directors-drink-milk-2014"}
    assert {row["scope"] for row in new.values()} == {"core"}
    cast = {(row["actor_id"], row["role"]) for row in table(raw, "links/participants") if row["record_id"] in new}
    assert cast == {("usa", "participant"), ("russia", "participant")}
    evidence = [row for row in table(raw, "links/evidence") if row["record_id"] == "directors-drink-milk-2014"]
    assert {row["field"] for row in evidence} == {"*", "date"}
    assert {row["locator"] for row in evidence} == {"p. 8; para. 9"}
    assert validate(raw).problems == ()


@pytest.mark.parametrize(
    ("place", "cell", "told"),
    [
        (5, "usa:participant; rusia:participant", "events.csv:2:participant error foreign-key"),
        (5, "usa", "events.csv:2:participant error missing-cell"),
        (6, "diplomcy", "events.csv:2:issue error foreign-key"),
        (7, "example-herald-2014", "events.csv:2:source error source-too-early"),
    ],
)
def test_what_stands_beside_an_event_is_told_at_its_column(
    place: int, cell: str, told: str, raw: Path, tmp_path: Path, capsys: Capture
) -> None:
    rows, before = meetings()[:2], files(raw)
    rows[0][place] = cell
    path = sheet(tmp_path, rows, MEETINGS)
    assert call(raw, path.rename(path.with_name("events.csv")), "--yes") == 1
    assert told in capsys.readouterr().out
    assert files(raw) == before


def test_one_source_claims_one_value(raw: Path, tmp_path: Path, capsys: Capture) -> None:
    header = (*HEADER, "stance", "claimed_value")
    rows = [[*row, "contradicts", f"{number} names"] for number, row in enumerate(fifty()[:2])]
    assert call(raw, sheet(tmp_path, rows, header), "--yes") == 1
    assert "names.csv:3:claimed_value error primary-key" in capsys.readouterr().out


def test_participants_and_evidence_are_tables_like_others(raw: Path, tmp_path: Path) -> None:
    header = ("record_id", "actor_id", "role")
    assert call(raw, sheet(tmp_path, [["example-notice-2018", "jane-example", "affected"]], header), "--yes") == 0
    header = ("record_id", "field", "citation_id", "stance", "locator")
    row = ["example-notice-2018", "participants", "example-journal-2020", "supports", "p. 111"]
    assert call(raw, sheet(tmp_path, [row], header), "--yes") == 0
    assert validate(raw).problems == ()


@pytest.mark.parametrize(
    ("answer", "code", "written"), [("", 0, True), ("y", 0, True), ("n", 1, False), (None, 1, False)]
)
def test_a_person_is_asked_once(
    answer: str | None, code: int, written: bool, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(prompt: str) -> str:
        assert prompt == "write this? [Y/n] "
        if answer is None:
            raise EOFError
        return answer

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", said)
    before = files(raw)
    assert call(raw, sheet(tmp_path, fifty())) == code
    assert (files(raw) != before) is written


@pytest.mark.parametrize(
    ("text", "arguments", "told"),
    [
        ("measure_id,name\n", ("--table", "listings", "--yes"), "has no rows"),
        ("", ("--table", "listings"), "has no header"),
        ("a,b\n1,2\n", (), "fits no table"),
        ("record_id,actor_id,role\n1,2,3\n", ("--table", "participant"), "did you mean participants?"),
        ("record_id,actor_id,role\nexample-act,jane-example,affected\n", (), "add --yes"),
        ('record_id,actor_id,role\n"1,2,3\n', ("--yes",), "can't be read as CSV"),
    ],
)
def test_a_wrong_call(
    text: str, arguments: tuple[str, ...], told: str, raw: Path, tmp_path: Path, capsys: Capture
) -> None:
    path, before = tmp_path / "rows.csv", files(raw)
    path.write_text(text, encoding="utf-8")
    assert call(raw, path, *arguments) == 2
    assert told in capsys.readouterr().err
    assert files(raw) == before


def test_kinds_and_files_are_not_mixed(raw: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["new"]) == 2
    assert main(["new", "--from", "x.csv", "event"]) == 2
    assert call(raw, tmp_path / "missing.csv") == 2
    assert (tmp_path / "latin.csv").write_bytes("measure_id,name\nx,é\n".encode("latin-1"))
    assert call(raw, tmp_path / "latin.csv") == 2
    assert "line 2: the line holds a byte (0xe9) that is not UTF-8" in capsys.readouterr().err
