"""The reports of `usrr validate`: the text, what the call may ask for in every form, and the order of the problems."""

import csv
import json
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.report import COUNTS, FILES, PROBLEM, TEXTS, Capture, Lay, problem, validate

from us_russia_relations.__main__ import main
from us_russia_relations.check.catalogue import RULES
from us_russia_relations.report.locations import Changed, ranked
from us_russia_relations.report.shown import LIMIT
from us_russia_relations.report.text import as_text
from us_russia_relations.rules.problem import Problem

# Text


def test_a_paragraph_tells_all_of_a_problem() -> None:
    assert as_text([PROBLEM], COUNTS).splitlines() == [
        "events.csv: 1 error",
        "",
        "  events.csv:3:date error type-error",
        "    is no date",
        '    value: "2013-2-3"',
        "    record: a-b-2013",
        "    hint: 2013-02-03?",
        "",
        "7 rows in 1 table: 1 error, 0 warnings",
    ]


def test_text_is_grouped_by_file(lay: Lay, capsys: Capture) -> None:
    for example in ("byte-order-mark", "self-target", "required"):
        raw = lay(example)
    code, out = validate(capsys, "--raw", raw)
    heads = [line.partition(":")[0] for line in out.splitlines() if re.match(r"\S+\.csv: ", line)]
    assert (code, heads) == (1, sorted(set(heads)))
    assert len(heads) == 3


@given(st.lists(st.builds(problem, file=FILES, record=TEXTS, value=TEXTS, message=TEXTS, hint=TEXTS), max_size=3))
def test_no_text_is_wider_than_80_columns_or_moves_the_cursor(problems: list[Problem]) -> None:
    report = as_text(problems, COUNTS)
    for line in report.split("\n"):
        assert len(line) <= 80
        assert line.isprintable()
        # GitHub's runner would obey such a line of the log.
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


def test_long_and_wide_values_fit() -> None:
    report = as_text([problem(value="https://example.org/" + "x" * 900), problem(value="中" * 120)], COUNTS)
    assert "(920 characters)" in " ".join(report.split())
    assert max(len(line) + line.count("中") for line in report.splitlines()) <= 80


def test_what_is_left_out_is_said_and_errors_stay() -> None:
    warning = next(rule.name for rule in RULES if rule.severity == "warning")
    problems = [problem(file="actors.csv", line=line, rule=warning) for line in range(300)] + [PROBLEM]
    report = as_text(problems, COUNTS, limit=10)
    assert report.count(f":date warning {warning}\n") == 9
    assert "events.csv:3:date error type-error" in report
    assert "291 more problems left out" in report
    assert re.search(rf"1 error +type-error\n +300 warning +{warning}\n", report)
    assert report.endswith("1 error, 300 warnings")
    assert "left out" not in as_text(problems, COUNTS, limit=None)


def test_a_short_report_has_no_summary() -> None:
    assert "By rule" not in as_text([problem(line=line) for line in range(20)], COUNTS)
    assert "By rule" in as_text([problem(line=line) for line in range(21)], COUNTS)


@pytest.mark.parametrize(
    ("terminal", "environment", "coloured"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour_is_for_terminals(
    terminal: bool, environment: dict[str, str], coloured: bool, lay: Lay, capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    _, out = validate(capsys, "--raw", lay("required"))
    assert ("\x1b[31m" in out) == coloured
    assert ("\x1b" in out) == coloured


# The call


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "markdown"])
def test_every_form_has_the_same_verdict_and_fits_in_a_file(
    form: str, lay: Lay, tmp_path: Path, capsys: Capture
) -> None:
    raw = lay("pattern-error")
    code, printed = validate(capsys, "--raw", raw, "--format", form)
    assert code == 1
    assert "pattern-error" in printed.replace("<wbr>", "")
    out = tmp_path / "report"
    code, told = validate(capsys, "--raw", raw, "--format", form, "--out", out)
    assert (code, out.read_text(encoding="utf-8")) == (1, printed)
    assert "1 error, 0 warnings" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "json", "--limit", "3"],
        ["--format", "sarif", "--limit", "3"],
        ["--changed-since", "HEAD"],
        ["--out", "RAW/events.csv"],
        ["--out", "RAW/nowhere/report.txt"],
        ["--out", "RAW/../nowhere/report.txt"],
        ["--format", "github", "--changed-since", "no-such-revision"],
        ["--format", "github", "--changed-since", "--output=RAW/events.csv"],
    ],
)
def test_a_call_that_makes_no_sense_is_a_wrong_call(arguments: list[str], tiny: Path, capsys: Capture) -> None:
    before = (tiny / "events.csv").read_bytes()
    placed = [argument.replace("RAW", str(tiny)) for argument in arguments]
    joined = [f"--changed-since={placed[-1]}"] if "--changed-since" in placed else placed[-2:]
    assert main(["validate", "--raw", str(tiny), *placed[:-2], *joined]) == 2
    assert not capsys.readouterr().out
    assert (tiny / "events.csv").read_bytes() == before


@pytest.mark.parametrize("limit", ["-1", "many", "²", ""])
def test_a_limit_is_a_number(limit: str) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["validate", f"--limit={limit}"])
    assert stop.value.code == 2


def test_the_help_says_the_limit(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["validate", "--help"])
    assert f"default: {LIMIT} in text" in " ".join(capsys.readouterr().out.split())


def test_limit_0_shows_all(lay: Lay, capsys: Capture) -> None:
    for example in ("byte-order-mark", "self-target", "required"):
        raw = lay(example)
    for form in ("text", "github", "markdown"):
        _, one = validate(capsys, "--raw", raw, "--format", form, "--limit", 1)
        assert "2 more problems left out" in one
        _, everything = validate(capsys, "--raw", raw, "--format", form, "--limit", 0)
        assert "left out" not in everything


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "markdown"])
def test_a_file_name_that_is_no_text_is_reported(form: str, tiny: Path, tmp_path: Path, capsys: Capture) -> None:
    (tiny / "ev\udcffil\n\u202e.csv").touch()
    out = tmp_path / "report"
    code, _ = validate(capsys, "--raw", tiny, "--format", form, "--out", out)
    assert code == 1
    report = out.read_text(encoding="utf-8")
    if form == "json":
        assert json.loads(report)["problems"][0]["file"] == "ev\udcffil\n\u202e.csv"
    elif form == "sarif":
        (uri,) = re.findall(r'"uri": "(.*)"', report)
        assert unquote_to_bytes(uri).endswith("/ev\udcffil\n\u202e.csv".encode("utf-8", "surrogateescape"))
    elif form != "github":
        assert "\u202e" not in report
        assert r"ev\udcffil\n\u202e" in report.replace("<wbr>", "")


# The order


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgSign=false")
    subprocess.run(["git", "-C", folder, *identity, *arguments], check=True, capture_output=True)


def lines_after(raw: Path, changes: dict[str, list[str]]) -> dict[str, set[int]]:
    """Commit the files with 40 lines each, write the changed ones, and give the lines that count as changed."""
    git(raw, "init", "--quiet")
    for name in changes:
        (raw / name).write_text("".join(f"line {line}\n" for line in range(1, 41)), encoding="utf-8")
    git(raw, "add", ".")
    git(raw, "commit", "--quiet", "-m", "base")
    for name, lines in changes.items():
        (raw / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    changed = Changed.since(raw, "HEAD")
    return {name: {n for n in range(1, 99) if changed.covers(problem(file=name, line=n))} for name in changes}


def test_changed_lines_are_those_of_git(tmp_path: Path) -> None:
    base = [f"line {line}" for line in range(1, 41)]
    inserted = [*base[:5], "new", "++ b/other.csv", "-- a/other.csv", "@@ -1 +1,9 @@", *base[5:20], "other", *base[21:]]
    git_in_way = {"noprefix": "true", "mnemonicPrefix": "true", "external": "false", "context": "9", "color": "always"}
    git(tmp_path, "init", "--quiet")
    for name, value in git_in_way.items():
        git(tmp_path, "config", f"diff.{name}", value)
    found = lines_after(
        tmp_path, {"a.csv": inserted, "b b.csv": base[10:], "links.csv": base, "ж.csv": [*base[:-1], "last"]}
    )
    assert found == {"a.csv": {6, 7, 8, 9, 25}, "b b.csv": set(), "links.csv": set(), "ж.csv": {40}}
    changed = Changed.since(tmp_path, "HEAD")
    assert changed.covers(problem(file="b b.csv", line=0))
    assert not changed.covers(problem(file="links.csv", line=0))
    assert not changed.covers(problem(file="other.csv", line=1))


def test_errors_on_changed_lines_come_first(tiny: Path, capsys: Capture) -> None:
    git(tiny.parent, "init", "--quiet")
    events = tiny / "events.csv"
    header, *rows = events.read_text(encoding="utf-8").splitlines(keepends=True)
    title = next(csv.reader([rows[0]]))[1]
    events.write_text("".join([header, rows[0].replace(title, f"{title}  .", 1), *rows[1:]]), encoding="utf-8")
    git(tiny.parent, "add", ".")
    git(tiny.parent, "commit", "--quiet", "-m", "base")
    text = events.read_text(encoding="utf-8").splitlines(keepends=True)
    text[4] = text[4].replace(next(csv.reader([text[4]]))[1], "A title  with two spaces", 1)
    events.write_text("".join(text), encoding="utf-8")
    arguments = ("--raw", tiny, "--format", "github")
    spaced = re.compile(r"^::error file=raw/events\.csv,line=(\d+),title=whitespace::", re.MULTILINE)
    assert spaced.findall(validate(capsys, *arguments)[1]) == ["2", "5"]
    assert spaced.findall(validate(capsys, *arguments, "--changed-since", "HEAD")[1]) == ["5", "2"]
    assert "error, changed" in validate(capsys, *arguments[:2], "--format", "markdown", "--changed-since", "HEAD")[1]


def test_warnings_come_after_errors() -> None:
    warning = next(rule.name for rule in RULES if rule.severity == "warning")
    problems = [problem(line=1, rule=warning), problem(line=2), problem(line=3, rule=warning), problem(line=4)]
    changed = Changed({"events.csv": [range(3, 5)]})
    assert [found.line for found in ranked(problems, changed)] == [4, 2, 3, 1]
    assert [found.line for found in ranked(problems, None)] == [2, 4, 1, 3]
