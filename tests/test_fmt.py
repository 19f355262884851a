"""usrr fmt: files become canonical, no value changes, and what can't be repaired without a guess is refused."""

import csv
import io
import os
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import expected_problems
from support.fmt import TINY, call, only, rows_of

from us_russia_relations.definitions import RAW_TABLES, raw_table
from us_russia_relations.definitions.values import render
from us_russia_relations.errors import CallError, UnwritableError
from us_russia_relations.raw.fmt import Outcome, canonicalize
from us_russia_relations.raw.read import read_raw

PATHS = [table.path for table in RAW_TABLES]
# What a file problem is about; fmt repairs all of these or refuses the file.
REPAIRED = (
    "blank-row",
    "blank-row--at-end",
    "blank-row--participants",
    "byte-order-mark",
    "encoding-error",
    "encoding-error--utf-16",
    "final-newline",
    "line-ending",
    "line-ending--old-mac",
    "line-ending--one-row",
    "quoting",
    "quoting--header",
    "row-order",
    "row-order--links",
    "unicode-normalization",
    "unicode-normalization--native",
)
REFUSED = (
    "extra-cell",
    "incorrect-label--empty-file",
    "incorrect-label--missing",
    "missing-cell",
    "newline-in-cell",
    "null-byte",
    "quoting--after-quote",
    "quoting--not-closed",
)


@st.composite
def disguises(draw: st.DrawFn) -> tuple[str, bytes]:
    """The name of a tiny table, and the same rows as some program may have written them."""
    table = draw(st.sampled_from(RAW_TABLES))
    header, *rows = rows_of((TINY / table.path).read_bytes())
    places = draw(st.permutations(range(len(header))))
    empty = [""] * draw(st.integers(0, 2))
    lines = [[row[place] for place in places] + empty for row in [header, *draw(st.permutations(rows))]]
    lines[1:] += [[""] * len(lines[0])] * draw(st.integers(0, 2))
    delimiter, text = draw(st.sampled_from(",;\t")), io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(lines)
    content = draw(st.sampled_from(["", f"sep={delimiter}{end}"])) + text.getvalue()
    content = content.removesuffix(end) if draw(st.booleans()) else content + end * draw(st.integers(0, 3))
    form = draw(st.sampled_from(["NFC", "NFD"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]))
    return table.name, unicodedata.normalize(form, content).encode(encoding)


@given(disguises())
def test_any_disguise_of_a_table_comes_back_to_the_same_bytes(disguise: tuple[str, bytes]) -> None:
    name, content = disguise
    assert canonicalize(content, raw_table(name)) == Outcome((TINY / raw_table(name).path).read_bytes())


_CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=6),
    st.text("a1,;\t\"' =-?é\u0301…Яй", max_size=6),
    st.sampled_from(["2014-03-18", "007", "1.50", "NA", "-5", "1E+05", "TRUE", "3/18/14", "41716", "\ufeff", "#", "?"]),
)


@given(
    st.sampled_from(["retired", "identifiers", "observations", "evidence"]).flatmap(
        lambda name: st.tuples(
            st.just(name),
            st.lists(st.lists(_CELLS, min_size=(width := len(raw_table(name).header)), max_size=width), max_size=4),
        )
    ),
    st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_no_value_changes_and_twice_is_once(table: tuple[str, list[list[str]]], delimiter: str, quoting: int) -> None:
    name, rows = table
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows([raw_table(name).header, *rows])
    outcome = canonicalize(text.getvalue().encode(), raw_table(name))
    if outcome.content is None:
        assert outcome.problems
        assert all(problem.line for problem in outcome.problems)
        return
    header, *after = rows_of(outcome.content)
    assert header == list(raw_table(name).header)
    kept = [[unicodedata.normalize("NFC", cell) for cell in row] for row in rows if any(row)]
    assert Counter(map(tuple, after)) == Counter(map(tuple, kept))
    assert canonicalize(outcome.content, raw_table(name)) == outcome


@given(
    st.sampled_from(["actors", "retired", "evidence"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.binary(max_size=4)), max_size=3),
    st.binary(max_size=40),
)
def test_any_bytes_end_in_canonical_ones_or_in_a_refusal(
    name: str, edits: list[tuple[float, int, bytes]], tail: bytes
) -> None:
    content = (TINY / raw_table(name).path).read_bytes()
    for place, cut, put in edits:
        at = int(place * len(content))
        content = content[:at] + put + content[at + cut :]
    outcome = canonicalize(content + tail, raw_table(name))
    if outcome.content is None:
        assert outcome.problems
    else:
        assert canonicalize(outcome.content, raw_table(name)) == outcome


HEADER = "retired_id,status,replaced_by,since,reason\n"


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("", "incorrect-label", 1),
        ("retired_id,status,replaced_by,since\n", "incorrect-label", 1),
        (HEADER.replace("reason", "reason,note"), "incorrect-label", 1),
        (HEADER.replace("reason", "reason,since"), "incorrect-label", 1),
        (f"{HEADER}a,merged,,1.0.0,x\n{HEADER}", "incorrect-label", 3),
        (f"{HEADER}a,merged,,1.0.0\n", "missing-cell", 2),
        (f"{HEADER}\n\na,merged,,1.0.0,x,y\n", "extra-cell", 4),
        (f"{HEADER}a,merged,,1.0.0,x,\n", "extra-cell", 2),
        (HEADER.replace("\n", ",\n") + "a,merged,,1.0.0,x,y\n", "extra-cell", 2),
        (f"{HEADER}<<<<<<< ours\n", "missing-cell", 2),
        (f'{HEADER}a,merged,,1.0.0,"x\ny"\n', "newline-in-cell", 2),
        (f'{HEADER}a,merged,,1.0.0,"x\n', "quoting", 2),
        (f'{HEADER}a,merged,,1.0.0,"x"y\n', "quoting", 2),
        (f"{HEADER}a,merged,,1.0.0,x\0\n", "null-byte", 2),
        (f"{HEADER}a,merged,,1.0.0,{'x' * (2 << 20)}\n", "quoting", 2),
        (f"{HEADER}a,merged,,1.0.0,{chr(0x300) + chr(0x316) * 300_000}\n", "unicode-normalization", 2),
        (",".join(map(str, range(300_000))), "incorrect-label", 1),
        (",".join(["reason"] * 300_000), "incorrect-label", 1),
    ],
)
def test_a_file_that_can_only_be_guessed_at_is_refused(text: str, rule: str, line: int) -> None:
    assert only(canonicalize(text.encode(), raw_table("retired")))[:2] == (rule, line)


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("<<<<<<< HEAD", True),
        ("=======", True),
        (">>>>>>> theirs", True),
        ("||||||| base", True),
        ("<<<<<<< HEAD,,,,,,", True),
        ("=======x", False),
        ("=======x,Example,,state,USA,,Invented.", False),
        ("=======,Example,,state,USA,,Invented.", False),
    ],
)
def test_validate_and_fmt_know_the_same_conflict_markers(tiny: Path, line: str, *, marker: bool) -> None:
    path = tiny / "actors.csv"
    path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    problems = (*canonicalize(path.read_bytes(), raw_table("actors")).problems, *read_raw(tiny)[1])
    told = [problem for problem in problems if "merge conflict" in problem.message]
    assert len(told) == (2 if marker else 0)


@pytest.mark.parametrize(("marks", "heavy"), [(30, False), (31, True)])
def test_validate_and_fmt_bear_the_same_number_of_marks(tiny: Path, marks: int, *, heavy: bool) -> None:
    path = tiny / "actors.csv"
    row = f"zz,a{chr(0x334) * marks},,state,USA,,Invented."
    path.write_text(f"{path.read_text(encoding='utf-8')}{row}\n", encoding="utf-8")
    problems = (*canonicalize(path.read_bytes(), raw_table("actors")).problems, *read_raw(tiny)[1])
    assert len([problem for problem in problems if "marks" in problem.message]) == (2 if heavy else 0)


def test_rows_with_one_key_stay_and_are_not_told_by_their_order() -> None:
    lines = ["a,merged,,1.0.0,x\n", "a,merged,,1.0.0,b\n", "a,merged,,1.0.0,x\n"]
    outcome = canonicalize((HEADER + "".join(lines)).encode(), raw_table("retired"))
    assert outcome == canonicalize((HEADER + "".join(reversed(lines))).encode(), raw_table("retired"))
    assert outcome.content == (HEADER + lines[1] + lines[0] + lines[2]).encode()


def test_damage_above_a_line_that_is_no_csv_is_told_with_it() -> None:
    content = f'{HEADER}7,merged,,1.0.0,x\nan-id,merged,,1.0.0,"x\n'.encode()
    told = canonicalize(content, raw_table("retired")).problems
    assert [(problem.line, problem.rule) for problem in told] == [(2, "type-error"), (3, "quoting")]


@pytest.mark.parametrize("name", REPAIRED)
def test_the_broken_examples_that_can_be_repaired_have_no_file_problem_after(
    name: str, lay: Callable[[str], Path]
) -> None:
    raw = lay(name)
    assert call("--raw", raw, "--check") == 1
    assert call("--raw", raw) == 0
    assert read_raw(raw)[1] == []
    assert call("--raw", raw, "--check") == 0
    if not name.startswith("unicode"):
        assert {path: (raw / path).read_bytes() for path in PATHS} == {
            path: (TINY / path).read_bytes() for path in PATHS
        }


@pytest.mark.parametrize("name", REFUSED)
def test_the_broken_examples_that_can_not_are_left_as_they_were(
    name: str, lay: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    raw = lay(name)
    before = {path: path.read_bytes() for path in raw.rglob("*.csv")}
    assert call("--raw", raw) == 1
    assert {path: path.read_bytes() for path in raw.rglob("*.csv")} == before
    ((file, _, _),) = expected_problems(name)
    assert capsys.readouterr().out.startswith(file)


def test_all_refusals_are_told_and_the_other_files_are_formatted(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events, actors, tags = tiny / "events.csv", tiny / "actors.csv", tiny / "links" / "tags.csv"
    header, first, second, *rest = rows_of(events.read_bytes())
    first[2], second[2], second[1] = "3/18/14", "41716", "TRUE"
    events.write_bytes(spoilt := render([header, first, second, *rest]).replace("\n", "\r\n").encode())
    canonical = actors.read_bytes()
    actors.write_bytes(canonical.replace(b"\n", b"\r\n"))
    actors.chmod(0o640)
    untouched = tags.stat()
    assert call("--raw", tiny) == 1
    told = capsys.readouterr().out
    assert "changed actors.csv" in told
    for place in ("events.csv:2:date", "events.csv:3:date", "events.csv:3:title"):
        assert place in told
    assert events.read_bytes() == spoilt
    assert actors.read_bytes() == canonical
    assert actors.stat().st_mode & 0o777 == 0o640
    assert (tags.stat().st_ino, tags.stat().st_mtime_ns) == (untouched.st_ino, untouched.st_mtime_ns)
    assert sorted(path.name for path in tiny.iterdir()) == sorted(path.name for path in TINY.iterdir())


def test_check_writes_nothing_and_lists_what_would_change(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--check", "--raw", tiny) == 0
    assert capsys.readouterr().out == "0 would change, 17 canonical\n"
    (tiny / "events.csv").write_bytes(changed := (TINY / "events.csv").read_bytes().rstrip(b"\n"))
    assert call("--check", "--raw", tiny) == 1
    assert capsys.readouterr().out == "would change events.csv\n1 would change, 16 canonical\n"
    assert (tiny / "events.csv").read_bytes() == changed


def test_single_files_are_found_by_name_in_or_outside_of_raw(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "tags.csv").write_bytes((tiny / "links" / "tags.csv").read_bytes().replace(b",", b";"))
    (tiny / "events.csv").write_bytes((TINY / "events.csv").read_bytes().replace(b"\n", b"\r\n"))
    (tiny / "actors.csv").write_bytes(other := (TINY / "actors.csv").read_bytes().replace(b"\n", b"\r\n"))
    assert call(tmp_path / "tags.csv") == 0
    assert call("--raw", tiny, "events.csv", tiny / "events.csv") == 0
    assert (tmp_path / "tags.csv").read_bytes() == (TINY / "links" / "tags.csv").read_bytes()
    assert (tiny / "events.csv").read_bytes() == (TINY / "events.csv").read_bytes()
    assert (tiny / "actors.csv").read_bytes() == other


@pytest.mark.parametrize("arguments", [["nothing.csv"], ["events.csv"], ["--raw", "nowhere"]])
def test_a_bad_call_is_told_apart_from_bad_data(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CallError):
        call(*arguments)


def test_what_is_no_file_is_refused_and_never_replaced(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tiny / "events.csv").rename(tiny / "elsewhere")
    (tiny / "events.csv").symlink_to(tiny / "elsewhere")
    (tiny / "retired.csv").unlink()
    (tiny / "retired.csv").mkdir()
    assert call("--raw", tiny) == 1
    assert capsys.readouterr().out.count("missing-file") == 2
    assert (tiny / "events.csv").is_symlink()


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tiny / "events.csv").write_bytes(old := (TINY / "events.csv").read_bytes() + b"\n")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UnwritableError, match="No space left on device; nothing was changed"):
        call("--raw", tiny)
    assert (tiny / "events.csv").read_bytes() == old
    assert not [path for path in tiny.rglob(".*") if path.is_file()]
