"""Whatever lies in raw/, validate ends soon, in little memory, with a problem that says what is wrong."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from us_russia_relations.__main__ import main

HERE = Path(__file__).parent
TINY = HERE / "tiny"
MIB = 1 << 20
SECONDS, PEAK = 5.0, 1024.0
MANY = 10_000

Change = Callable[[Path], object]
Capture = pytest.CaptureFixture[str]
Told = list[tuple[str, str, int, str]]


def told(raw: Path, capsys: Capture) -> list[dict[str, Any]]:
    """The problems that the command line reports; a wrong folder may end it in no other way."""
    code = main(["validate", "--raw", str(raw), "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert code == int(not report["valid"])
    return list(report["problems"])


def said(problem: dict[str, Any]) -> str:
    return f"{problem['message']} | {problem['hint']}"


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


def set_cell(raw: Path, file: str, column: str, value: str) -> None:
    """Write the text into the first row of the table."""
    header, first, *rest = csv.reader(io.StringIO((raw / file).read_text(encoding="utf-8"), newline=""))
    first[header.index(column)] = value
    with (raw / file).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([header, first, *rest])


@pytest.mark.parametrize(("file", "column", "value", "rules", "words"), CELLS)
def test_a_hostile_cell_is_blamed(
    file: str, column: str, value: str, rules: set[str], words: str, tiny: Path, capsys: Capture
) -> None:
    set_cell(tiny, file, column, value)
    problems = [problem for problem in told(tiny, capsys) if problem["line"] == 2 and problem["column"] == column]
    assert {problem["rule"] for problem in problems} <= rules
    assert any(problem["file"] == file and words in said(problem) for problem in problems)


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


class Confined:
    """`usrr validate` in processes of their own, with a bound on memory, and what they took."""

    def __init__(self) -> None:
        package = HERE.parent / "pipeline"
        environment = {**os.environ, "PYTHONPATH": str(package), "OPENBLAS_NUM_THREADS": "1"}
        call = (sys.executable, str(HERE / "fuzz" / "confined.py"))
        self.process = subprocess.Popen(
            call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
        )

    def problems(self, change: Change) -> list[dict[str, Any]]:
        """The problems of the tiny dataset after the change; fails where they cost too much."""
        assert self.process.stdin
        assert self.process.stdout
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (a unique folder is made in it)
        with tempfile.TemporaryDirectory(dir=memory) as folder:
            raw = Path(shutil.copytree(TINY, Path(folder) / "raw"))
            change(raw)
            self.process.stdin.write(f"{raw}\n")
            self.process.stdin.flush()
            run = json.loads(self.process.stdout.readline())
        assert run["code"] in {0, 1}, run["out"][-4000:]
        assert run["seconds"] < SECONDS
        assert run["mib"] < PEAK
        return list(json.loads(run["out"])["problems"])


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    server = Confined()
    with server.process:
        yield server
        assert server.process.stdin
        server.process.stdin.close()


def content(file: str, change: Callable[[bytes], bytes]) -> Change:
    return lambda raw: (raw / file).write_bytes(change((raw / file).read_bytes()))


LARGE: list[tuple[str, Callable[[bytes], bytes], list[tuple[str, int]], str]] = [
    ("cell of 200 MB", lambda old: old[:-1] + b"x" * 200 * MIB + b"\n", [("quoting", 9)], "longer than 16 MiB"),
    ("cell of 200 MB, wide", lambda old: old[:-1] + "\U0001f600".encode() * 50 * MIB, [("quoting", 9)], "16 MiB"),
    ("file of 300 MB", lambda old: old + b"x" * 300 * MIB, [("missing-file", 0)], "larger than 256 MiB"),
    ("cell of 2 MB", lambda old: old[:-1] + b"x" * 2 * MIB + b"\n", [("quoting", 9)], "longer than 1,048,576"),
    ("quote of 8 MB", lambda old: old[:-1] + b',"' + b"x\n" * 4 * MIB, [("quoting", 9)], "a quote that is not closed"),
    (
        "header of a million columns",
        lambda old: b",".join(b"c%d" % number for number in range(10**6)) + b"\n" + old,
        [("incorrect-label", 1)],
        "and 999,984 more",
    ),
    ("header of a million commas", lambda old: b"," * 10**6 + b"\n" + old, [("incorrect-label", 1)], "missing: actor"),
    ("row of a million cells", lambda old: old[:-1] + b"," * 10**6 + b"\n", [("extra-cell", 9)], "1000007 cells"),
    ("100 MB of newlines", lambda _: b"\n" * 100 * MIB, [("missing-file", 0)], "more than 5,000,000 lines"),
    (
        "4 MB of newlines",
        lambda old: old + b"\n" * 4 * MIB,
        [("blank-row", 10), ("missing-cell", 1009)],
        "1,000 lines are empty",
    ),
]


@pytest.mark.parametrize(("change", "expected", "words"), [case[1:] for case in LARGE], ids=[case[0] for case in LARGE])
def test_a_large_file_is_refused_with_its_cause(
    change: Callable[[bytes], bytes], expected: list[tuple[str, int]], words: str, confined: Confined
) -> None:
    problems = confined.problems(content("actors.csv", change))
    assert [(problem["rule"], problem["line"]) for problem in problems] == expected
    assert words in said(problems[0])


def test_a_file_of_broken_rows_is_not_read_to_its_end(confined: Confined) -> None:
    problems = confined.problems(content("actors.csv", lambda old: old + b"a\n" * 2 * MIB))
    assert {problem["rule"] for problem in problems} == {"missing-cell"}
    assert len(problems) == 1001
    assert sum("the rest of the file is not read" in said(problem) for problem in problems) == 1


# What a pattern, a normalization or a search may need quadratic time for.
MILLION = 10**6
HEAVY: list[tuple[str, str, str]] = [
    ("observations.csv", "value", "$" * MILLION),
    ("observations.csv", "value", "9" * MILLION + "x"),
    ("events.csv", "date", "1/" * (MILLION // 2)),
    ("events.csv", "event_id", "a-" * (MILLION // 2)),
    ("events.csv", "title", "a" + "\u0301\u0327" * (MILLION // 4)),
    ("events.csv", "title", "\u200b" * MILLION),
    ("citations.csv", "url", "http://" + "a." * (MILLION // 2) + " "),
    ("citations.csv", "doi", "10.1000/" * (MILLION // 8) + " "),
    ("links/tags.csv", "term", "aб" * (MILLION // 2)),
]


@pytest.mark.parametrize(("file", "column", "value"), HEAVY, ids=lambda value: value[:8])
def test_a_cell_of_a_million_characters_is_judged_in_time(
    file: str, column: str, value: str, confined: Confined
) -> None:
    problems = confined.problems(lambda raw: set_cell(raw, file, column, value))
    assert any((problem["file"], problem["line"]) == (file, 2) for problem in problems)


def add_rows(raw: Path, file: str, rows: list[list[str]]) -> None:
    """Add rows to a table, which stays sorted."""
    header, *old = csv.reader(io.StringIO((raw / file).read_text(encoding="utf-8"), newline=""))
    with (raw / file).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([header, *sorted(old + rows)])


def add_events(raw: Path, title: Callable[[int], str]) -> None:
    header, first, *_ = csv.reader(io.StringIO((raw / "events.csv").read_text(encoding="utf-8"), newline=""))
    changed = {header.index("event_id"): lambda number: f"z-{number:05}", header.index("title"): title}
    rows = [
        [changed[place](number) if place in changed else cell for place, cell in enumerate(first)]
        for number in range(MANY)
    ]
    add_rows(raw, "events.csv", rows)


def chain(kind: str, *, end: str = "", circle: bool = False) -> list[list[str]]:
    """Rows in each of which a thing leads to the next: relations of a kind, or retired ids and their successors."""
    after = [f"z-{number:05}" for number in range(1, MANY)] + ["z-00000" if circle else end]
    pairs = [(f"z-{number:05}", target) for number, target in enumerate(after) if target]
    if kind == "retired":
        return [[source, "merged", target, "0.1.0", "Told twice."] for source, target in pairs]
    return [[source, kind, target] for source, target in pairs]


def counted(problems: list[dict[str, Any]]) -> Counter[str]:
    return Counter(problem["rule"] for problem in problems)


def test_a_chain_of_10000_retired_ids(confined: Confined) -> None:
    assert confined.problems(lambda raw: add_rows(raw, "retired.csv", chain("retired", end="usa"))) == []

    def referred(raw: Path) -> None:
        add_rows(raw, "retired.csv", chain("retired", end="usa"))
        add_rows(raw, "links/tags.csv", [[f"z-{number:05}", "issue", "sanctions"] for number in range(MANY)])

    assert counted(confined.problems(referred)) == {"retired-id": MANY}


def test_a_circle_of_10000_retired_ids_is_one_cycle(confined: Confined) -> None:
    problems = confined.problems(lambda raw: add_rows(raw, "retired.csv", chain("retired", circle=True)))
    assert counted(problems) == {"cycle": 1}


@pytest.mark.parametrize("circle", [False, True])
def test_a_chain_of_10000_parts(circle: bool, confined: Confined) -> None:
    def change(raw: Path) -> None:
        add_events(raw, lambda number: f"Talks number {number}")
        add_rows(raw, "links/relations.csv", chain("part_of", circle=circle))

    found = counted(confined.problems(change))
    assert found["cycle"] == int(circle)
    assert found["no-evidence"] == MANY


def test_10000_equal_titles_take_no_quadratic_time(confined: Confined) -> None:
    found = counted(confined.problems(lambda raw: add_events(raw, lambda _: "The same talks")))
    assert MANY - 1 <= found["likely-duplicate"] <= 3 * MANY


@pytest.mark.parametrize(("record", "actor"), [("z-{:05}", "usa"), ("example-act", "z-{:05}")])
def test_10000_references_that_lead_nowhere(record: str, actor: str, confined: Confined) -> None:
    rows = [[record.format(number), actor.format(number), "participant"] for number in range(MANY)]
    found = counted(confined.problems(lambda raw: add_rows(raw, "links/participants.csv", rows)))
    assert found == {"foreign-key": MANY}
