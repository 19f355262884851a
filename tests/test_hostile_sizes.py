"""However large a file or a cell is, and however many rows lead to each other, validate ends soon, in little memory."""

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
from support.hostile import said, set_cell

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
TINY = HERE / "tiny"
MIB = 1 << 20
# What a hostile input may cost: so many times the processor time of a clean table of MANY rows; MiB of memory.
TIMES, PEAK = 10.0, 1024.0
MANY = 10_000

Change = Callable[[Path], object]


class Confined:
    """`usrr validate` in processes of their own, with a bound on memory, and what they took."""

    def __init__(self) -> None:
        package = HERE.parent / "pipeline"
        environment = {**os.environ, "PYTHONPATH": str(package), "OPENBLAS_NUM_THREADS": "1"}
        call = (sys.executable, str(HERE / "fuzz" / "confined.py"))
        self.process = subprocess.Popen(
            call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
        )
        self.unit = self.run(lambda raw: add_events(raw, lambda number: f"Talks number {number}"))["seconds"]

    def problems(self, change: Change) -> list[dict[str, Any]]:
        """The problems of the tiny dataset after the change; fails where they cost too much."""
        run = self.run(change)
        assert run["seconds"] < TIMES * self.unit, f"{run['seconds'] / self.unit:.1f} times a clean table"
        assert run["mib"] < PEAK
        return list(json.loads(run["out"])["problems"])

    def run(self, change: Change) -> dict[str, Any]:
        """What `usrr validate` prints for the tiny dataset after the change, and what it cost."""
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
        return dict(run)


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
