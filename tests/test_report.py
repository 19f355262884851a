"""The reports of `usrr validate`: text, JSON, GitHub annotations, SARIF and Markdown."""

import csv
import html.parser
import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from us_russia_relations.__main__ import main
from us_russia_relations.report.github import as_github, escape_data, escape_property
from us_russia_relations.report.markdown import as_markdown, cell
from us_russia_relations.report.places import CellPlaces, Changed, in_repository, ranked
from us_russia_relations.report.sarif import as_sarif
from us_russia_relations.report.shown import LIMIT, visible
from us_russia_relations.report.text import as_text
from us_russia_relations.steps.catalogue import RULES, SEVERITY
from us_russia_relations.steps.problem import Problem

Lay = Callable[[str], Path]
Capture = pytest.CaptureFixture[str]

# On a machine with much to do a single example may take its time.
RUN = settings(max_examples=60, deadline=None)
COUNTS = {"events": 7}
# Whatever bytes a file may hold, also those that can't be printed.
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("|<>&\n\r\t\\`[](){}@#:%,;=\"'\ud800\u202e\u200b")))
PROBLEM = Problem("events.csv", 3, "date", "type-error", "error", "a-b-2013", "2013-2-3", "is no date", "2013-02-03?")


def problem(**changes: Any) -> Problem:
    changed = replace(PROBLEM, **changes)
    return replace(changed, severity=SEVERITY.get(changed.rule, changed.severity))


def validate(capsys: Capture, *arguments: object) -> tuple[int, str]:
    code = main(["validate", *map(str, arguments)])
    return code, capsys.readouterr().out


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


@RUN
@given(st.lists(st.builds(problem, file=TEXTS, record=TEXTS, value=TEXTS, message=TEXTS, hint=TEXTS), max_size=3))
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


# GitHub


def runner_reads(line: str) -> tuple[str, dict[str, str], str]:
    """A command as GitHub's runner takes it apart (ActionCommand.cs): it replaces one escape after another."""
    info, _, data = line.strip()[2:].partition("::")
    name, _, rest = info.partition(" ")
    pairs = (pair.split("=", 1) for pair in rest.strip().split(",") if pair)

    def plain(text: str, *escapes: tuple[str, str]) -> str:
        for escape, letter in (("%0D", "\r"), ("%0A", "\n"), *escapes, ("%25", "%")):
            text = text.replace(escape, letter)
        return text

    return name, {key: plain(value, ("%3A", ":"), ("%2C", ",")) for key, value in pairs}, plain(data)


@RUN
@given(TEXTS, TEXTS)
def test_the_runner_reads_back_what_was_escaped(data: str, value: str) -> None:
    line = f"::error title=x,file=a{escape_property(value)}b::{escape_data(data)}."
    assert "\n" not in line
    assert "\r" not in line
    assert runner_reads(line) == ("error", {"title": "x", "file": f"a{value}b"}, f"{data}.")


@RUN
@given(st.builds(problem, file=TEXTS, record=TEXTS, value=TEXTS, message=TEXTS, hint=TEXTS))
def test_an_annotation_is_one_line_and_names_its_place(found: Problem) -> None:
    line, _ = as_github([found], COUNTS, prefix="raw").split("\n")
    name, properties, message = runner_reads(line)
    assert name == "error"
    assert properties == {"file": f"raw/{found.file}", "line": "3", "title": "type-error"}
    assert message.startswith("date:")
    assert len(message) <= 4000


def test_an_annotation_is_placed_in_the_repository(lay: Lay, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / ".git").mkdir()
    _, out = validate(capsys, "--raw", lay("byte-order-mark"), "--format", "github")
    assert out.startswith("::error file=raw/actors.csv,line=1,title=byte-order-mark::")
    inner = tmp_path / "data" / "tables"
    inner.mkdir(parents=True)
    assert in_repository(inner) == "data/tables"
    assert in_repository(tmp_path) == ""
    assert as_github([PROBLEM], {}, prefix="").startswith("::error file=events.csv,")


def test_a_whole_file_has_no_line() -> None:
    assert as_github([problem(line=0, column="")], {}, prefix="raw").startswith(
        "::error file=raw/events.csv,title=type-error::is no date%0Avalue"
    )


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


# SARIF


def sarif(capsys: Capture, raw: Path) -> dict[str, Any]:
    log = json.loads(validate(capsys, "--raw", raw, "--format", "sarif")[1])
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


def test_sarif_has_every_rule_and_every_problem(lay: Lay, capsys: Capture) -> None:
    for example in ("byte-order-mark", "self-target", "required", "missing-file"):
        raw = lay(example)
    run = sarif(capsys, raw)
    rules = run["tool"]["driver"]["rules"]
    assert {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules} == SEVERITY
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    found = [result["ruleId"] for result in run["results"]]
    assert sorted(found) == ["byte-order-mark", "missing-file", "required", "self-target"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == found


def test_sarif_points_at_the_cell(lay: Lay, capsys: Capture) -> None:
    raw = lay("pattern-error")
    (result,) = sarif(capsys, raw)["results"]
    place = result["locations"][0]["physicalLocation"]
    file, region = place["artifactLocation"]["uri"].partition("/")[2], place["region"]
    line = (raw / file).read_text(encoding="utf-8").splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "Rus"


@RUN
@given(
    st.lists(
        st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from('",;')), max_size=8), min_size=3, max_size=3
    )
)
def test_a_cell_is_found_whatever_stands_before_it(values: list[str]) -> None:
    line = ",".join(
        f'"{value.replace(chr(34), chr(34) * 2)}"' if set(value) & {'"', ","} else value for value in values
    )
    places = CellPlaces(Path(), {"events.csv": ["event_id,title,date", "", line]})
    start, end = places.columns(PROBLEM) or (0, 0)
    assert line[start - 1 : end - 1] == line[len(line) - (end - start) :]
    assert line[start - 1 : end - 1].removeprefix('"').removesuffix('"').replace('""', '"') == values[2] or (
        set(values[2]) == {'"'}
    )


@pytest.mark.parametrize(
    "changes", [{"line": 0}, {"line": 99}, {"column": ""}, {"column": "nowhere"}, {"file": "nowhere.csv"}]
)
def test_what_is_no_cell_has_no_columns(changes: dict[str, Any], tiny: Path) -> None:
    assert CellPlaces(tiny).columns(problem(**changes)) is None


def test_fingerprints_stay_when_lines_shift(lay: Lay, capsys: Capture) -> None:
    for example in ("self-target", "pattern-error"):
        raw = lay(example)

    def fingerprints() -> dict[str, str]:
        results = sarif(capsys, raw)["results"]
        return {result["partialFingerprints"]["primaryLocationLineHash"]: result["ruleId"] for result in results}

    before = fingerprints()
    assert len(before) == 2
    for path in raw.rglob("*.csv"):
        header, rest = path.read_bytes().split(b"\n", 1)
        path.write_bytes(header + b"\n\n" + rest)
    assert before.items() <= fingerprints().items()


def test_equal_problems_have_fingerprints_of_their_own(tmp_path: Path) -> None:
    problems = [problem(line=line, message=f"as line {line}") for line in (3, 4)]
    log = json.loads(as_sarif(problems, tmp_path, prefix="raw", version="1.0.0"))
    found = [result["partialFingerprints"]["primaryLocationLineHash"] for result in log["runs"][0]["results"]]
    assert [mark.partition(":")[2] for mark in found] == ["1", "2"]
    assert len({mark.partition(":")[0] for mark in found}) == 1


@RUN
@given(TEXTS)
def test_a_sarif_message_holds_no_link_and_no_placeholder(value: str) -> None:
    found = problem(value=value, message=f"[click](http://example.org) {{0}} {value}")
    log = json.loads(as_sarif([found], Path("nowhere"), prefix="raw", version="1.0.0"))
    text = log["runs"][0]["results"][0]["message"]["text"]
    assert "](" not in text
    assert not set("{}") & set(text.replace("{{", "").replace("}}", ""))


# Markdown


class Reader(html.parser.HTMLParser):
    """What a browser makes of a report: its tags, which may have no attributes, and the text of its cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        self.tags.add(tag)
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@RUN
@given(TEXTS)
def test_a_cell_of_markdown_shows_its_text_and_nothing_else(text: str) -> None:
    content = cell(text)
    assert not set("|\n\r<`") & set(content.replace("<wbr>", ""))
    reader = Reader()
    reader.feed(f"<td>{content}</td>")
    reader.close()
    assert (reader.tags - {"wbr"}, reader.cells) == ({"td"}, [visible(text)])


@pytest.mark.parametrize(
    "text", ["https://example.org", "a@example.org", "@someone", "#12", "www.example.org", "GH#1", ":smile:", "$x$"]
)
def test_no_word_of_a_cell_is_what_github_makes_a_link_of(text: str) -> None:
    words = re.compile(r"://|@\w|#\d|www\.\w|:\w+:|\$\w")
    assert words.search(text)
    assert not words.search(cell(text))


@RUN
@given(st.builds(problem, file=TEXTS, record=TEXTS, value=TEXTS, message=TEXTS, hint=TEXTS))
def test_hostile_text_becomes_no_markup(found: Problem) -> None:
    report = as_markdown([found], COUNTS, prefix="raw")
    reader = Reader()
    reader.feed(report)
    reader.close()
    assert reader.tags <= {"table", "tr", "th", "td", "code", "br", "wbr"}
    # A block of HTML ends at an empty line, after which Markdown would have a meaning again.
    *_, table = report.split("\n\n")
    assert table.startswith("<table>")
    assert table.endswith("</table>")
    assert all(line.startswith(("<table>", "<tr>", "</table>")) for line in table.split("\n"))


def test_counts_come_first(lay: Lay, capsys: Capture) -> None:
    for example in ("byte-order-mark", "self-target", "required"):
        raw = lay(example)
    _, out = validate(capsys, "--raw", raw, "--format", "markdown")
    assert re.search(r"tables: 3 errors, 0 warnings\.\n\n<table>\n<tr><th>Number</th>", out)
    assert out.index("<td>1</td>") < out.index("<th>Place</th>")
    assert len(re.findall("<tr><td>error</td>", out)) == 3


def test_a_summary_stays_below_what_github_takes() -> None:
    problems = [problem(line=line, value="Ж" * 500, message="|" * 300) for line in range(1, 1500)]
    report = as_markdown(problems, COUNTS, prefix="raw")
    assert 800_000 < len(report.encode()) < 1 << 20
    (left,) = re.findall(r"\n\n(\d+) more problems left out; ", report)
    assert report.count("<tr><td>error</td>") + int(left) == len(problems)


def test_a_sound_dataset_has_one_line(tiny: Path, capsys: Capture) -> None:
    _, out = validate(capsys, "--raw", tiny, "--format", "markdown")
    assert out.splitlines()[2].endswith("tables: no errors, no warnings.")
    assert "<table>" not in out
