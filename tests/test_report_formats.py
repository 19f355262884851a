"""The reports of `usrr validate` for other programs: GitHub annotations, SARIF and Markdown."""

import html.parser
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.report import COUNTS, FILES, PROBLEM, SEVERITY, TEXTS, Capture, Lay, problem, validate

from us_russia_relations.report.github import as_github
from us_russia_relations.report.locations import CellSpans, in_repository
from us_russia_relations.report.markdown import as_markdown, cell
from us_russia_relations.report.sarif import as_sarif
from us_russia_relations.rules.problem import Problem
from us_russia_relations.text.escape import github_message, github_property, visible

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


@given(TEXTS, TEXTS)
def test_the_runner_reads_back_what_was_escaped(data: str, value: str) -> None:
    line = f"::error title=x,file=a{github_property(value)}b::{github_message(data)}."
    assert "\n" not in line
    assert "\r" not in line
    assert runner_reads(line) == ("error", {"title": "x", "file": f"a{value}b"}, f"{data}.")


@given(st.builds(problem, file=FILES, record=TEXTS, value=TEXTS, message=TEXTS, hint=TEXTS))
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


@given(
    st.lists(
        st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from('",;')), max_size=8), min_size=3, max_size=3
    )
)
def test_a_cell_is_found_whatever_stands_before_it(values: list[str]) -> None:
    line = ",".join(
        f'"{value.replace(chr(34), chr(34) * 2)}"' if set(value) & {'"', ","} else value for value in values
    )
    places = CellSpans(Path(), {"events.csv": ["event_id,title,date", "", line]})
    start, end = places.columns(PROBLEM) or (0, 0)
    assert line[start - 1 : end - 1] == line[len(line) - (end - start) :]
    assert line[start - 1 : end - 1].removeprefix('"').removesuffix('"').replace('""', '"') == values[2] or (
        set(values[2]) == {'"'}
    )


@pytest.mark.parametrize(
    "changes", [{"line": 0}, {"line": 99}, {"column": ""}, {"column": "nowhere"}, {"file": "nowhere.csv"}]
)
def test_what_is_no_cell_has_no_columns(changes: dict[str, Any], tiny: Path) -> None:
    assert CellSpans(tiny).columns(problem(**changes)) is None


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


@given(st.builds(problem, file=FILES, record=TEXTS, value=TEXTS, message=TEXTS, hint=TEXTS))
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
    (left,) = re.findall(r"\n\n([\d,]+) more problems left out; ", report)
    assert report.count("<tr><td>error</td>") + int(left.replace(",", "")) == len(problems)


def test_a_sound_dataset_has_one_line(tiny: Path, capsys: Capture) -> None:
    _, out = validate(capsys, "--raw", tiny, "--format", "markdown")
    assert out.splitlines()[2].endswith("tables: no errors, no warnings.")
    assert "<table>" not in out
