"""The difference between two states: exactly the changes made, and what can't be read is named and not compared."""

import csv
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.difference import TINY, Rows, between, edited, edits, facts, read, state, write

from us_russia_relations.publish.difference import ApplyError, Change, apply, compare
from us_russia_relations.raw import limits
from us_russia_relations.raw.read import read_raw
from us_russia_relations.report.difference import as_json, as_text
from us_russia_relations.report.difference_html import as_html
from us_russia_relations.report.difference_markdown import as_markdown


def one(rows: list[dict[str, str]], name: str) -> dict[str, str]:
    return next(row for row in rows if name in row.values())


@given(st.data())
def test_the_difference_is_exactly_what_was_done(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    rows, done = edits(data.draw)
    a, b = state(TINY), state(write(tmp_path_factory.mktemp("b"), rows))
    found = compare(a, b)
    told = {
        (change.table, change.key, change.field, change.kind, change.new if change.field else "")
        for change in found.changes
    }
    assert told == done
    assert len(found.changes) == len(done)
    assert not found.faults
    assert facts(apply(found, a)) == facts(b)
    assert facts(apply(compare(b, a), b)) == facts(a)
    for render in (as_text, as_html, as_json, lambda difference: as_markdown(difference, "")):
        assert render(found)


def test_a_record_with_a_tombstone_is_retired_and_points_at_its_successor(tmp_path: Path) -> None:
    def retire(rows: Rows) -> None:
        rows["events"].remove(one(rows["events"], "example-meeting-2013"))
        tombstone = {"retired_id": "example-meeting-2013", "status": "merged", "replaced_by": "example-exit-2019"}
        rows["retired"].append({**tombstone, "since": "0.2.0", "reason": "Told twice."})

    found = between(TINY, edited(tmp_path, retire))
    assert [(change.table, change.record, change.kind) for change in found.changes] == [
        ("events", "example-meeting-2013", "retired"),
        ("retired", "example-meeting-2013", "added"),
    ]
    assert found.changes[0].new == "example-exit-2019"
    assert "replaced by example-exit-2019" in as_text(found)


def test_a_link_row_with_another_key_is_one_removed_and_one_added_under_its_record(tmp_path: Path) -> None:
    def swap(rows: Rows) -> None:
        row = rows["evidence"][0]
        row["stance"] = "context"

    found = between(TINY, edited(tmp_path, swap))
    assert sorted(change.kind for change in found.changes) == ["added", "removed"]
    assert {change.owner for change in found.changes} == {("example-accord",)}
    text = as_text(found)
    assert "example-accord: Accord of the Example States on Good Examples (treaties," in text
    assert "+ evidence: field in_force" in text
    assert "lost **evidence**" in as_markdown(found, "")


def test_terms_and_crosswalk_are_told_under_the_term(tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        one(rows["crosswalk"], "meeting")["note"] = "new"
        one(rows["terms"], "meeting")["label"] = "Meeting of two"

    text = as_text(between(TINY, edited(tmp_path, change)))
    assert "event_type, meeting: Meeting of two (terms, changed)" in text
    assert "~ crosswalk (goldstein, 2.5), note: (empty) -> new" in text
    assert "~ label: Meeting -> Meeting of two" in text


def test_what_is_no_fact_is_no_change(tmp_path: Path) -> None:
    write(tmp_path, {name: rows[::-1] for name, rows in read(TINY).items()})
    events, numbers = tmp_path / "events.csv", tmp_path / "observations.csv"
    events.write_bytes(b"\xef\xbb\xbf" + events.read_bytes().replace(b"\n", b"\r\n"))
    numbers.write_text(numbers.read_text(encoding="utf-8").replace("34.5", "34.50"), encoding="utf-8")
    with (tmp_path / "actors.csv").open(encoding="utf-8", newline="") as file:
        turned = [row[::-1] for row in csv.reader(file)]
    with (tmp_path / "actors.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(turned)
    found = between(TINY, tmp_path)
    assert (found.changes, found.faults) == ((), ())
    assert as_text(found).endswith("no changes")


def test_columns_and_tables_come_and_go(tmp_path: Path) -> None:
    write(tmp_path, read(TINY))
    treaties = (tmp_path / "treaties.csv").read_text(encoding="utf-8")
    (tmp_path / "treaties.csv").write_text(treaties.replace("short_name", "nickname"), encoding="utf-8")
    (tmp_path / "observations.csv").unlink()
    a, b = state(TINY), state(tmp_path)
    found = compare(a, b)
    assert Change("treaties", "", "nickname", "added", "", "") in found.changes
    assert Change("treaties", "", "short_name", "removed", "", "") in found.changes
    assert Change("treaties", "example-accord", "nickname", "changed", "", "Example Accord") in found.changes
    assert [(one.table, one.kind) for one in found.changes if not one.record and not one.field] == [
        ("observations", "removed")
    ]
    assert facts(apply(found, a)) == facts(b)
    assert facts(apply(compare(b, a), b)) == facts(a)
    for text in (as_text(found), as_markdown(found, ""), as_html(found)):
        assert "treaties.nickname" in text


def test_a_change_is_only_made_to_a_state_that_it_fits(tmp_path: Path) -> None:
    def rename(rows: Rows) -> None:
        rows["actors"][0]["name"] = "Another"

    found = between(TINY, edited(tmp_path, rename))
    with pytest.raises(ApplyError, match="actors: example-agency name holds 'Another', not 'Example Agency'"):
        apply(found, apply(found, state(TINY)))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the header has no event_id"),
        ("ev\u00e9nement".encode("latin-1"), "not UTF-8"),
        ("event_id,title\na,b\n".encode("utf-16"), "written in UTF-16, not in UTF-8"),
        (b"event_id,title\n\0,b\n", "NUL byte"),
        (b'event_id,title\na,"b\n', "can't be read as CSV"),
        (b"event_id,title,title\n", "two of one name"),
        (b"event_id," + b",".join(b"c%d" % number for number in range(300)) + b"\n", "301 cells"),
        (b"event_id,title\n" + b"a\n" * 2000, "too many rows are broken"),
        (b'event_id,title\na,"' + b"x" * (1 << 21) + b'"\n', "a cell of the line is longer than 1,048,576"),
    ],
)
def test_an_unreadable_file_is_named_and_the_rest_compared(tiny: Path, content: bytes, message: str) -> None:
    (tiny / "events.csv").write_bytes(content)
    (tiny / "retired.csv").write_text("retired_id,status,replaced_by,since,reason\n", encoding="utf-8")
    found = between(TINY, tiny)
    assert [(change.table, change.kind) for change in found.changes] == [("retired", "removed")]
    [fault] = found.faults
    assert fault.file == "events.csv"
    assert message in fault.message
    for text in (as_text(found), as_markdown(found, ""), as_html(found), as_json(found)):
        assert "events.csv" in text


@pytest.mark.slow
def test_more_rows_than_a_release_had_so_far_are_compared(tiny: Path) -> None:
    evidence = tiny / "links" / "evidence.csv"
    rows = "".join(f"example-{n},date,example-journal-2020,supports,p. 1,,\n" for n in range(1, 200_002))
    evidence.write_text(evidence.read_text(encoding="utf-8").splitlines(keepends=True)[0] + rows, encoding="utf-8")
    found = state(tiny)
    assert not found.faults
    assert len(found.tables["evidence"].rows) == 200_001
    assert not compare(found, found).faults


def test_a_release_and_the_raw_tables_are_read_within_the_same_limits(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = (tiny / "events.csv").stat().st_size
    for limit, refused in ((size, False), (size - 1, True)):
        monkeypatch.setattr(limits, "FILE", limit)
        of_raw = [problem.message for problem in read_raw(tiny)[1] if problem.file == "events.csv"]
        of_state = [fault.message for fault in state(tiny).faults if fault.file == "events.csv"]
        assert [any("larger than" in message for message in found) for found in (of_raw, of_state)] == [refused] * 2


def test_what_is_no_file_is_never_followed(tiny: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("event_id,title\nsecret,secret\n", encoding="utf-8")
    (tiny / "events.csv").unlink()
    (tiny / "events.csv").symlink_to(secret)
    (tiny / "actors.csv").unlink()
    (tiny / "actors.csv").mkdir()
    (tiny / "links").rename(tmp_path / "elsewhere")
    (tiny / "links").symlink_to(tmp_path / "elsewhere")
    found = between(TINY, tiny)
    assert not found.changes
    named = {fault.file for fault in found.faults}
    assert {"events.csv", "actors.csv", "links/evidence.csv", "links/tags.csv"} <= named
    assert "secret" not in as_json(found)


def test_broken_and_doubled_rows_are_named_and_not_compared(tiny: Path) -> None:
    lines = (tiny / "events.csv").read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].rsplit(",", 1)[0]
    lines += [lines[2], "<<<<<<< HEAD"]
    (tiny / "events.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = between(TINY, tiny)
    assert not found.changes
    assert [fault.line for fault in found.faults] == [2, 9, 10]
    assert "no changes in what could be compared" in as_text(found)


def test_a_table_that_has_no_definition_any_more_is_compared_by_the_key_of_its_release(tmp_path: Path) -> None:
    for name, row in (("a", "x,old"), ("b", "x,new")):
        (tmp_path / name / "csv").mkdir(parents=True)
        (tmp_path / name / "csv" / "former.csv").write_text(f"former_id,note\n{row}\n", encoding="utf-8")
        resource = {"name": "former", "schema": {"primaryKey": ["former_id"]}}
        (tmp_path / name / "datapackage.json").write_text(json.dumps({"resources": [resource]}), encoding="utf-8")
    found = between(tmp_path / "a", tmp_path / "b")
    assert found.changes == (Change("former", "x", "note", "changed", "old", "new"),)
    assert "old -> new" in as_text(found)
    assert "`old` → `new`" in as_markdown(found, "")


def test_12000_rows_are_compared_in_a_second(tmp_path: Path) -> None:
    def fill(rows: Rows) -> None:
        row = rows["evidence"][0]
        rows["evidence"] += [{**row, "record_id": f"record-{number}", "note": "n" * 100} for number in range(12_000)]

    folder = edited(tmp_path, fill)
    start = time.process_time()
    assert not between(folder, folder).changes
    assert time.process_time() - start < 1
