"""Whatever lies in raw/, in a file or in a cell, validate ends with a problem that says what is wrong."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.hostile import said, set_cell

from us_russia_relations.__main__ import main

Capture = pytest.CaptureFixture[str]
Told = list[tuple[str, str, int, str]]


def told(raw: Path, capsys: Capture) -> list[dict[str, Any]]:
    """The problems that the command line reports; a wrong folder may end it in no other way."""
    code = main(["validate", "--raw", str(raw), "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert code == int(not report["valid"])
    return list(report["problems"])


def places(problems: list[dict[str, Any]]) -> Told:
    return [(problem["rule"], problem["file"], problem["line"], problem["column"]) for problem in problems]


def replace(path: Path, link: str = "", *, folder: bool = False, pipe: bool = False, text: bytes | None = None) -> None:
    """Put something else in the place of a file or a folder; nothing where nothing is given."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    if link:
        path.symlink_to(link)
    elif folder:
        path.mkdir()
    elif pipe:
        os.mkfifo(path)
    elif text is not None:
        path.write_bytes(text)


# What lies there instead, and the words that name it.
INSTEAD: list[tuple[dict[str, Any], str]] = [
    ({}, "is missing"),
    ({"pipe": True}, "a pipe stands"),
    ({"link": "nowhere"}, "a symbolic link stands"),
    ({"link": "events.csv"}, "a symbolic link stands"),
    ({"link": "links"}, "a symbolic link stands"),
    ({"link": "/dev/zero"}, "a symbolic link stands"),
    ({"link": "/proc/self/environ"}, "a symbolic link stands"),
    ({"link": "/"}, "a symbolic link stands"),
]


@pytest.mark.parametrize(("instead", "words"), [*INSTEAD, ({"folder": True}, "a folder stands")])
def test_what_is_no_file_is_one_missing_file(instead: dict[str, Any], words: str, tiny: Path, capsys: Capture) -> None:
    replace(tiny / "events.csv", **instead)
    problems = told(tiny, capsys)
    assert places(problems) == [("missing-file", "events.csv", 0, "")]
    assert words in said(problems[0])


@pytest.mark.parametrize(("instead", "words"), [*INSTEAD, ({"text": b"x"}, "a file stands")])
def test_what_is_no_folder_is_one_problem_and_not_seven(
    instead: dict[str, Any], words: str, tiny: Path, capsys: Capture
) -> None:
    replace(tiny / "links", **instead)
    problems = told(tiny, capsys)
    assert places(problems) == [("missing-file", "links", 0, "")]
    assert words in said(problems[0])


@pytest.mark.parametrize("name", ["nowhere", "raw/events.csv", "x" * 300, "raw/../raw/links/none", "loop"])
def test_a_folder_that_can_not_be_listed_is_a_wrong_call(name: str, tiny: Path, capsys: Capture) -> None:
    (tiny.parent / "loop").symlink_to("loop")
    assert main(["validate", "--raw", str(tiny.parent / name)]) == 2
    assert "is not a folder" in capsys.readouterr().err


def test_files_without_permission(tiny: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may read everything, so that a refusal has to be played.
    real = Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.name == "actors.csv":
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)
    problems = told(tiny, capsys)
    assert places(problems) == [("missing-file", "actors.csv", 0, "")]
    assert "can't be read: Permission denied" in said(problems[0])


def test_folders_without_permission(tiny: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir
    shut = tiny

    def refuse(path: Any) -> Any:
        if Path(path) == shut:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert main(["validate", "--raw", str(tiny)]) == 2
    assert "can't be listed: Permission denied" in capsys.readouterr().err
    shut = tiny / "vocabularies" / "kept"
    shut.mkdir()
    assert places(told(tiny, capsys)) == [("unexpected-file", "vocabularies/kept", 0, "")]


def encoded(encoding: str) -> Callable[[bytes], bytes]:
    return lambda content: content.decode("utf-8").replace("Example", "Éxample").encode(encoding, "replace")


def cut(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    return lambda content: b"".join(change(content.splitlines(keepends=True)))


def inserted(line: int, *lines: bytes) -> Callable[[bytes], bytes]:
    """The lines, put before the line of that number."""
    return cut(lambda old: [*old[: line - 1], *lines, *old[line - 1 :]])


CONTENTS: list[tuple[str, Callable[[bytes], bytes], tuple[str, int], str]] = [
    ("empty", lambda _: b"", ("incorrect-label", 1), "the header must read"),
    ("newline", lambda _: b"\n", ("incorrect-label", 1), "the header must read"),
    ("utf-16", encoded("utf-16"), ("encoding-error", 1), "UTF-16"),
    ("utf-16-le", encoded("utf-16-le"), ("encoding-error", 1), "UTF-16"),
    ("utf-16-be", encoded("utf-16-be"), ("encoding-error", 1), "UTF-16"),
    ("utf-32", encoded("utf-32"), ("encoding-error", 1), "UTF-32"),
    ("utf-32-be", encoded("utf-32-be"), ("encoding-error", 1), "UTF-32"),
    ("latin-1", encoded("latin-1"), ("encoding-error", 2), "0xc9"),
    ("windows-1251", lambda content: content.decode().encode("cp1251"), ("encoding-error", 5), "not UTF-8"),
    ("surrogate", inserted(3, b"\xed\xa0\x80\n"), ("encoding-error", 3), "0xed"),
    ("overlong", inserted(3, b"\xc0\x80\n"), ("encoding-error", 3), "0xc0"),
    ("binary", lambda _: bytes(range(256)), ("encoding-error", 3), "0x80"),
    ("nul", inserted(3, b"a\0b\n"), ("null-byte", 3), "NUL"),
    ("nuls at the end", lambda content: content + b"\0" * 4096, ("null-byte", 10), "NUL"),
    ("unclosed quote", inserted(2, b'"'), ("quoting", 2), "a quote that is not closed"),
    ("lone quote at the end", lambda content: content[:-1] + b',"\n', ("quoting", 9), "a quote that is not closed"),
    (
        "conflict",
        inserted(3, b"<<<<<<< HEAD\n", b"same,a,b,c,d,e,f\n", b"=======\n", b"same,a\n", b">>>>>>> theirs\n"),
        ("missing-cell", 3),
        "a merge conflict is not resolved, from line 3 to line 7",
    ),
    ("conflict without end", inserted(9, b"<<<<<<< HEAD\n"), ("missing-cell", 9), "a merge conflict"),
    ("conflict without start", inserted(5, b">>>>>>> theirs\n"), ("missing-cell", 5), "a merge conflict"),
    ("conflict in the header", inserted(1, b"<<<<<<< HEAD\n"), ("missing-cell", 1), "a merge conflict"),
    ("union merge", lambda c: inserted(4, c.splitlines(keepends=True)[0])(c), ("incorrect-label", 4), "a second time"),
    ("short row", cut(lambda old: [*old[:3], b"other,Name\n", *old[3:]]), ("missing-cell", 4), "2 cells"),
    ("long row", cut(lambda old: [*old[:3], b"a,b,c,d,e,f,g,h\n", *old[3:]]), ("extra-cell", 4), "8 cells"),
    ("column lost", lambda content: content.replace(b",kind", b"", 1), ("incorrect-label", 1), "missing: kind"),
    ("column added", lambda content: content.replace(b"kind", b"kind,sort", 1), ("incorrect-label", 1), "known: sort"),
    ("column misspelt", lambda content: content.replace(b"kind", b"knid", 1), ("incorrect-label", 1), "known: knid"),
    ("column twice", lambda content: content.replace(b"kind", b"name", 1), ("incorrect-label", 1), "twice: name"),
    ("column swapped", lambda c: c.replace(b"kind,country", b"country,kind", 1), ("incorrect-label", 1), "order"),
    ("semicolons", lambda content: content.replace(b",", b";"), ("incorrect-label", 1), "semicolons"),
    ("tabs", lambda content: content.replace(b",", b"\t"), ("incorrect-label", 1), "tabs"),
    ("empty lines", inserted(4, b"\n", b",,,,,,\n", b"\n"), ("blank-row", 4), "3 lines are empty"),
    (
        "too many marks",
        inserted(4, b"a,x" + "\u0301\u0327".encode() * 999 + b",,,,,\n"),
        ("unicode-normalization", 4),
        "30 marks",
    ),
]


@pytest.mark.parametrize(
    ("change", "place", "words"), [case[1:] for case in CONTENTS], ids=[case[0] for case in CONTENTS]
)
def test_a_fault_of_a_file_is_one_problem(
    change: Callable[[bytes], bytes], place: tuple[str, int], words: str, tiny: Path, capsys: Capture
) -> None:
    path = tiny / "actors.csv"
    path.write_bytes(change(path.read_bytes()))
    problems = told(tiny, capsys)
    assert [(problem["rule"], problem["file"], problem["line"]) for problem in problems] == [
        (place[0], "actors.csv", place[1])
    ]
    assert words in said(problems[0])


# Table, column, text, the rules that may blame it, words of the problem.
CELLS: list[tuple[str, str, str, set[str], str]] = [
    ("events.csv", "title", "Cafe\u0301 talks", {"unicode-normalization"}, "NFC"),
    ("events.csv", "title", "Talks\u200b in Rome", {"invisible-character"}, "ZERO WIDTH SPACE"),
    ("events.csv", "title", "Talks \u202eemoR ni", {"invisible-character"}, "RIGHT-TO-LEFT OVERRIDE"),
    ("events.csv", "title", "Talks \u2066in Rome", {"invisible-character"}, "LEFT-TO-RIGHT ISOLATE"),
    ("events.csv", "title", "Т\u0430lks in R\u043eme", {"mixed-script"}, "CYRILLIC"),
    ("events.csv", "title", "=1+1", {"formula"}, "="),
    ("events.csv", "title", "@SUM(A1)", {"formula"}, "@"),
    ("events.csv", "title", "+1", {"formula"}, "+"),
    ("events.csv", "title", "Talks\u00a0in Rome", {"whitespace"}, "space"),
    ("events.csv", "country", "US\u0410", {"pattern-error", "mixed-script"}, "CYRILLIC CAPITAL LETTER A"),
    ("events.csv", "date", "2014-02-30", {"type-error"}, "date"),
    ("events.csv", "date", "0000", {"type-error"}, "date"),
    ("events.csv", "date", "2014-2-3", {"type-error"}, "2014-02-03"),
    ("events.csv", "date", "20140318", {"type-error"}, "2014-03-18"),
    ("events.csv", "date", "2018-08-02/2018-07-01", {"interval-order"}, "2018-07-01/2018-08-02"),
    ("events.csv", "date", "{2014,2015}", {"type-error"}, "date"),
    ("events.csv", "date", "2014?-03", {"type-error"}, "date"),
    ("events.csv", "date", "Y170000002", {"type-error"}, "date"),
    ("events.csv", "date", "156X-12-25", {"type-error"}, "date"),
    ("events.csv", "date", "NA", {"type-error"}, "date"),
    ("events.csv", "country", "NULL", {"pattern-error"}, "[A-Z]{3}"),
    ("events.csv", "type", "None", {"unknown-term"}, "event_type"),
    ("events.csv", "type", "null", {"unknown-term"}, "event_type"),
    ("observations.csv", "value", "NaN", {"type-error"}, "number"),
    ("observations.csv", "value", "1e999", {"type-error"}, "number"),
    ("observations.csv", "value", "1,234", {"type-error"}, "1234"),
    ("observations.csv", "value", "007", {"type-error"}, "7"),
    ("observations.csv", "value", "inf", {"type-error"}, "number"),
    ("observations.csv", "value", "9" * 5000 + "e9", {"type-error"}, "number"),
    ("citations.csv", "url", "javascript:alert(1)", {"url-scheme"}, "http"),
    ("citations.csv", "url", "data:text/html,x", {"url-scheme"}, "http"),
    ("citations.csv", "url", "file:///etc/passwd", {"url-scheme"}, "http"),
    ("links/participants.csv", "actor_id", "../../etc/passwd", {"pattern-error"}, "not an id"),
    ("links/participants.csv", "actor_id", "0007", {"foreign-key"}, "0007"),
    ("links/participants.csv", "actor_id", "NA", {"pattern-error"}, "not an id"),
]


@pytest.mark.parametrize(("file", "column", "value", "rules", "words"), CELLS)
def test_a_hostile_cell_is_blamed(
    file: str, column: str, value: str, rules: set[str], words: str, tiny: Path, capsys: Capture
) -> None:
    set_cell(tiny, file, column, value)
    problems = [problem for problem in told(tiny, capsys) if problem["line"] == 2 and problem["column"] == column]
    assert {problem["rule"] for problem in problems} <= rules
    assert any(problem["file"] == file and words in said(problem) for problem in problems)


def test_a_pattern_that_is_no_regular_expression_is_one_problem(tiny: Path, capsys: Capture) -> None:
    path = tiny / "vocabularies" / "term_properties.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("plover_event,pattern,[A-Z]+", "plover_event,pattern,[A-Z"), encoding="utf-8")
    (problem,) = told(tiny, capsys)
    assert (problem["rule"], problem["column"]) == ("term-property", "value")
    path.write_text(text.replace("plover_event,pattern,[A-Z]+", "plover_event,pattern,+"), encoding="utf-8")
    assert {problem["rule"] for problem in told(tiny, capsys)} == {"term-property", "formula"}


NAMES = (
    "..csv",
    "...",
    "..%2f..%2fx.csv",
    "a\nb.csv",
    "\u202ex.csv",
    "-rf",
    "$(id).csv",
    "Events.csv",
    "events.csv ",
    "x" * 255,
)


def test_names_that_are_tricks_are_unexpected_and_safe_to_show(tiny: Path, capsys: Capture) -> None:
    for name in NAMES:
        (tiny / name).touch()
    Path(os.fsdecode(os.fsencode(tiny) + b"/\xff\xfe.csv")).touch()
    problems = told(tiny, capsys)
    # What starts with a dot belongs to a program and not to the data.
    assert {problem["file"] for problem in problems} - {"\udcff\udcfe.csv"} == {
        name for name in NAMES if not name.startswith(".")
    }
    assert {problem["rule"] for problem in problems} == {"unexpected-file"}
    main(["validate", "--raw", str(tiny)])
    out = capsys.readouterr().out
    assert "\\u202e" in out
    assert out.replace("\n", "").isprintable()


def test_folders_in_folders_and_files_without_end(tiny: Path, capsys: Capture) -> None:
    # Deeper than Python recurses; each folder is made from within the last, since no path may be this long everywhere.
    within = os.open(tiny, os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("d", dir_fd=within)
        outer, within = within, os.open("d", os.O_RDONLY, dir_fd=within)
        os.close(outer)
    os.close(within)
    (tiny / "link").symlink_to(".")
    for number in range(200):
        (tiny / f"f{number}.csv").touch()
    try:
        problems = told(tiny, capsys)
    finally:
        # Python's own remover does not go as deep, and would fail in a later run of the tests.
        subprocess.run(["rm", "-rf", tiny / "d"], check=True)
    assert {problem["rule"] for problem in problems} == {"unexpected-file"}
    assert len(problems) == 101
    assert sum("more than 100" in said(problem) for problem in problems) == 1
