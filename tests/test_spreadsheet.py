"""usrr fmt after a spreadsheet: damaged cells are refused by name, old encodings read, and the rest left alone."""

import re
import subprocess
from pathlib import Path

import pytest
from support.fmt import TINY, call, only, rows_of

from us_russia_relations.check.validate import validate
from us_russia_relations.definitions import raw_table
from us_russia_relations.definitions.values import render
from us_russia_relations.raw.fmt import Outcome, canonicalize
from us_russia_relations.raw.read import read_meaning


def with_cell(table: str, column: str, value: str) -> bytes:
    """The tiny dataset's table with the value in the first row."""
    header, first, *rest = rows_of((TINY / raw_table(table).path).read_bytes())
    first[header.index(column)] = value
    return render([header, first, *rest]).encode()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("events", "date", "3/18/14"),
        ("events", "date", "41716"),
        ("events", "date", "18.03.2014"),
        ("events", "date", "18.3.14"),
        ("events", "date", "18-Mar-14"),
        ("events", "date", "Mar-14"),
        ("events", "date", "мар.14"),
        ("events", "date", "2014-03-18 12:30:00"),
        ("events", "date", "2014/3/18"),
        ("citations", "title", "12/13/2014"),
        ("citations", "pages", "3-Jan"),
        ("evidence", "locator", "2014-03-18 00:00:00"),
        ("observations", "value", "01.05.2026"),
        ("observations", "value", "1.23E+11"),
        ("events", "event_id", "7"),
        ("events", "event_id", "1E+05"),
        ("participants", "actor_id", "7.5"),
        ("tags", "term", "7"),
        ("identifiers", "identifier", "1E+05"),
        ("actors", "country", "7"),
        ("events", "title", "#NAME?"),
        ("events", "title", "#REF!"),
        ("events", "title", "Err:508"),
        ("events", "date", "########"),
        ("actors", "name", "TRUE"),
        ("actors", "name", "FALSE"),
        ("events", "summary", "x" * 32767),
        ("events", "summary", "x" * 32765 + "😀"),
        ("actors", "name_native", "???????? ?????"),
        ("actors", "name_native", "??"),
        ("actors", "name", "Andr?s Example"),
        ("actors", "name", "Andr\ufffds Example"),
        ("actors", "name", "AndrÃ©s Example"),
        ("actors", "name_native", "Ð\x9fÑƒÑ‚Ð¸Ð½"),
        ("actors", "name_native", "РџСѓС‚РёРЅ"),
        ("actors", "name_native", "Ð\uf190Ð»ÐµÐºÑ\uf181ÐµÐ¹"),
        ("citations", "title", "Who is ?smail"),
    ],
)
def test_damage_by_a_spreadsheet_is_refused_with_the_cell(table: str, column: str, value: str) -> None:
    outcome = canonicalize(with_cell(table, column, value), raw_table(table))
    assert only(outcome) == ("type-error", 2, column, value)


@pytest.mark.parametrize(("scheme", "code", "meant"), [("cameo", "57", "057"), ("cameo", "7", "07")])
def test_a_code_without_its_leading_zeros_is_refused(scheme: str, code: str, meant: str) -> None:
    table = raw_table("crosswalk")
    content = render([table.header, ["event_type", "meeting", scheme, code, "exact", ""]]).encode()
    outcome = canonicalize(content, table, meaning=read_meaning(TINY))
    assert only(outcome) == ("type-error", 2, "code", code)
    assert meant in outcome.problems[0].hint


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("events", "date", "2014"),
        ("events", "date", "2014-3-18"),
        ("events", "date", "March 2014"),
        ("events", "date", "2018-02-07/2018-02-08"),
        ("events", "event_id", "9-11"),
        ("retired", "since", "1.2.10"),
        ("evidence", "locator", "1.2.10"),
        ("evidence", "locator", "17-11-20"),
        ("evidence", "claimed_value", "2014-03-18"),
        ("evidence", "claimed_value", "41716"),
        ("citations", "issue", "007"),
        ("citations", "url", "https://example.org/?q=a?b"),
        ("citations", "title", "Who lost Russia? What now?"),
        ("actors", "name", "Café «Élysée» – naïve…"),
        ("actors", "name_native", "Ёлка и Йод"),
        ("observations", "value", "1,234"),
        ("observations", "value", "98.0"),
        ("events", "summary", "x" * 32768),
        ("events", "title", "NULL"),
        ("events", "title", "  spaces  "),
    ],
)
def test_what_nobody_damaged_is_left_alone(table: str, column: str, value: str) -> None:
    outcome = canonicalize(with_cell(table, column, value), raw_table(table))
    assert outcome.content is not None, outcome.problems
    header, *rows = rows_of(outcome.content)
    assert value in [row[header.index(column)] for row in rows]


@pytest.mark.parametrize("value", ["2014-03-18 00:00:00", "2014-03-18T00:00:00.000", "2014-03-18 00:00"])
def test_a_date_with_midnight_loses_it(value: str) -> None:
    outcome = canonicalize(with_cell("events", "date", value), raw_table("events"))
    assert outcome == canonicalize(with_cell("events", "date", "2014-03-18"), raw_table("events"))
    assert outcome.content is not None


@pytest.mark.parametrize(
    ("name", "encoding", "end"),
    [
        ("André Example of Köln – “Münster”", "cp1252", "\r\n"),
        ("André Example of Köln – “Münster”", "latin-1", "\r\n"),
        ("Владимир и Дмитрий – «Путин»", "cp1251", "\r\n"),
        ("Éva Example’s café", "mac_roman", "\r"),
    ],
)
def test_an_old_encoding_is_read_where_only_one_fits(name: str, encoding: str, end: str) -> None:
    if encoding == "latin-1":
        name = name.translate({ord("–"): "-", ord("“"): '"', ord("”"): '"'})
    content = with_cell("actors", "name", name)
    outcome = canonicalize(content.decode().replace("\n", end).encode(encoding, "replace"), raw_table("actors"))
    # The tiny dataset's Cyrillic names are beyond a Western page, and are question marks now.
    if any(problem.rule != "type-error" or "?" not in problem.value for problem in outcome.problems):
        pytest.fail(str(outcome.problems))
    plain = [["retired_id", "status", "replaced_by", "since", "reason"], ["an-id", "merged", "", "1.0.0", name]]
    told = canonicalize(render(plain).replace("\n", end).encode(encoding), raw_table("retired"))
    assert told == Outcome(render(plain).encode())


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (b"Pe\xf1a", "Peña (cp1252) or Peńa (cp1250)"),
        (b"\xf1\xe0", "ñà (cp1252) or са (cp1251)"),
        (b"Andr\xe9s and \xc3\xa9", "other lines are UTF-8"),
        (b"\x81\x8d", "no code page"),
    ],
)
def test_an_old_encoding_that_leaves_a_doubt_is_refused(reason: bytes, told: str) -> None:
    rest = b"\nother-id,split,,1.0.0,\xd0\x9f\n" if b"\xc3" in reason else b"\n"
    content = b"retired_id,status,replaced_by,since,reason\nan-id,merged,,1.0.0," + reason + rest
    outcome = canonicalize(content, raw_table("retired"))
    assert only(outcome)[:2] == ("encoding-error", 2)
    assert told in outcome.problems[0].message


def test_digits_that_were_there_in_the_last_commit_are_missed(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    crosswalk = tiny / "vocabularies" / "crosswalk.csv"
    header, *rows = rows_of(crosswalk.read_bytes())
    codes = [
        ["event_type", "meeting", "cameo", "010", "exact", ""],
        ["event_type", "meeting", "cameo", "16", "broad", ""],
    ]
    crosswalk.write_text(render([header, *sorted([*rows, *codes])]), encoding="utf-8")
    git = [
        "git",
        "-C",
        tiny.parent,
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.org",
        "-c",
        "commit.gpgsign=false",
    ]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    codes[0][3] = "10"
    crosswalk.write_text(render([header, *sorted([*rows, *codes])]), encoding="utf-8")
    assert call("--raw", tiny, "--check") == 1
    told = capsys.readouterr().out
    assert f"crosswalk.csv:{sorted([*rows, *codes]).index(codes[0]) + 2}:code error type-error" in told
    assert "was 010" in told
    assert told.count("type-error") == 1
    assert call("--raw", tiny, "--check", "--no-compare") == 0
    codes[0][4] = "narrow"
    crosswalk.write_text(render([header, *sorted([*rows, *codes])]), encoding="utf-8")
    assert call("--raw", tiny, "--check") == 0


def test_a_code_that_is_added_beside_its_padded_twin_is_no_damage() -> None:
    table, rest = raw_table("crosswalk"), ["exact", ""]
    before = [["event_type", "meeting", "cameo", code, *rest] for code in ("010", "16")]
    after = render([table.header, *before, ["event_type", "meeting", "cameo", "10", *rest]]).encode()
    assert canonicalize(after, table, before=render([table.header, *before]).encode()).content is not None


@pytest.mark.parametrize("text", ["05/06/45", "3/4/14", "14/04/2018", "1.2.2029", "31.12.30", "2014/03/18"])
def test_fmt_and_validate_read_a_date_in_numbers_alike(text: str, tiny: Path) -> None:
    outcome = canonicalize(with_cell("events", "date", text), raw_table("events"))
    told = set(re.findall(r"\d{4}-\d\d-\d\d", outcome.problems[0].hint))
    (tiny / "events.csv").write_bytes(with_cell("events", "date", text))
    hints = [problem.hint for problem in validate(tiny).problems if problem.value == text]
    assert told
    assert told == set(re.findall(r"\d{4}-\d\d-\d\d", hints[0]))
