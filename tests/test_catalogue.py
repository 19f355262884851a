"""The catalogue of rules: equal to what the code reports and the broken examples show, and true row by row."""

import argparse
import ast
import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import us_russia_relations
from us_russia_relations.check.validate import validate
from us_russia_relations.cli import explain
from us_russia_relations.definitions import RAW_TABLES
from us_russia_relations.definitions.model import Table
from us_russia_relations.errors import CallError
from us_russia_relations.rules.catalogue import GROUPS, RULES, Rule

HERE = Path(__file__).parent
PACKAGE = Path(us_russia_relations.__file__).parent
TABLES = {table.path: table for table in RAW_TABLES}
ROWS = [rule for rule in RULES if rule.columns]
TEXTS = [rule for rule in RULES if rule.file and not rule.columns]
PATHS = [rule for rule in RULES if not rule.file]
Capture = pytest.CaptureFixture[str]

# The functions that make a problem have it in their name, and take the rule first; the class takes it fourth.
MAKER = re.compile(r"\w*(problem|fault)", re.IGNORECASE)


@pytest.fixture
def specimen(tmp_path: Path) -> Path:
    """A copy of a valid dataset of real-looking rows, in which every good row of the catalogue stands."""
    return Path(shutil.copytree(HERE / "specimen", tmp_path / "raw"))


def named_in(path: Path) -> Iterator[str]:
    """The rules that a source file makes problems of."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if MAKER.fullmatch(name):
            place = 3 if name == "Problem" else 0
            given = [*node.args[place : place + 1], *(word.value for word in node.keywords if word.arg == "rule")]
            yield from (rule.value for rule in given if isinstance(rule, ast.Constant))


def cut(text: str) -> list[list[str]]:
    return [*csv.reader(io.StringIO(text, newline=""))]


def replaced(content: bytes, table: Table, rule: Rule) -> bytes:
    """The file with the rule's bad rows in the place of its good ones, sorted by key again."""
    header, *rows = cut(content.decode("utf-8"))
    places = [header.index(column) for column in rule.columns]
    keys = [header.index(column) for column in table.primary_key]
    wanted = cut(rule.good)
    found = [row for row in rows if [row[place] for place in places] in wanted]
    assert len(found) == len(wanted), f"each good row must be cut from one row of {rule.file}"
    for number, cells in enumerate(cut(rule.bad)):
        row = [*found[min(number, len(found) - 1)]]
        for place, cell in zip(places, cells, strict=True):
            row[place] = cell
        rows.append(row)
    kept = sorted(
        (row for row in rows if not any(row is old for old in found)), key=lambda row: [row[key] for key in keys]
    )
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, *kept])
    return text.getvalue().encode("utf-8", "surrogateescape")


def broken(raw: Path) -> list[tuple[str, str]]:
    return [(problem.rule, problem.severity) for problem in validate(raw).problems]


def test_the_specimen_has_no_problem(specimen: Path) -> None:
    assert validate(specimen).problems == ()


@pytest.mark.parametrize("rule", ROWS, ids=lambda rule: rule.name)
def test_a_bad_row_breaks_its_rule_only_and_the_good_one_none(rule: Rule, specimen: Path) -> None:
    path = specimen / rule.file
    path.write_bytes(replaced(path.read_bytes(), TABLES[rule.file], rule))
    assert broken(specimen) == [(rule.name, rule.severity)]


@pytest.mark.parametrize("rule", TEXTS, ids=lambda rule: rule.name)
def test_a_bad_text_breaks_its_rule_only_and_the_good_one_none(rule: Rule, specimen: Path) -> None:
    path = specimen / rule.file
    content = path.read_bytes()
    good, bad = (text.encode("utf-8", "surrogateescape") for text in (rule.good, rule.bad))
    assert content.count(good) == 1, "the good text must stand in the specimen once"
    path.write_bytes(content.replace(good, bad))
    assert broken(specimen) == [(rule.name, rule.severity)]


@pytest.mark.parametrize("rule", PATHS, ids=lambda rule: rule.name)
def test_bad_paths_break_their_rule_only_and_the_good_ones_none(rule: Rule, specimen: Path) -> None:
    good, bad = rule.good.split("\n"), rule.bad.split("\n")
    assert all((specimen / path).is_file() for path in good)
    for path in set(good) - set(bad):
        (specimen / path).unlink()
    for path in set(bad) - set(good):
        shutil.copyfile(specimen / good[0], specimen / path)
    assert broken(specimen) == [(rule.name, rule.severity)]


def test_catalogue_code_and_examples_name_the_same_rules() -> None:
    catalogue = [rule.name for rule in RULES]
    assert len(catalogue) == len(set(catalogue))
    reported = {name for room in ("raw", "check") for path in (PACKAGE / room).rglob("*.py") for name in named_in(path)}
    examples = {path.parent.name.partition("--")[0] for path in (HERE / "broken").glob("*/expected.json")}
    assert reported == set(catalogue)
    assert examples == set(catalogue)


def told(capsys: Capture, *arguments: str) -> str:
    parser = argparse.ArgumentParser()
    explain.add(parser)
    assert explain.run(parser.parse_args(arguments)) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_explained_in_80_columns(rule: Rule, capsys: Capture) -> None:
    out = told(capsys, rule.name)
    assert max(map(len, out.splitlines())) <= 80
    assert all(line == line.rstrip() for line in out.splitlines())
    # What a terminal would hide or obey stands in angle brackets.
    assert out.replace("\n", "").isprintable()
    words = " ".join(out.split())
    assert all(text in words for text in (rule.name, rule.severity, rule.why, rule.fix, rule.file))


def test_the_list_names_every_rule_by_group(capsys: Capture) -> None:
    out = told(capsys)
    assert max(map(len, out.splitlines())) <= 80
    assert [line.split()[0] for line in out.splitlines() if re.match(r"  \S", line)] == [rule.name for rule in RULES]
    assert [line for line in out.splitlines() if re.fullmatch(r"\w+", line)] == [group for group, _ in GROUPS]


def test_an_unknown_rule_is_a_wrong_call_and_gets_the_nearest() -> None:
    for name, near in (("foregn-key", "did you mean foreign-key?"), ("xyzzy", "usrr explain lists all rules")):
        with pytest.raises(CallError, match=re.escape(near)):
            explain.run(argparse.Namespace(rule=name, markdown=False))
    with pytest.raises(CallError, match="--markdown"):
        explain.run(argparse.Namespace(rule="quoting", markdown=True))


def test_the_page_of_rules_is_current(capsys: Capture) -> None:
    page = (HERE.parent / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == told(capsys, "--markdown"), "run `usrr explain --markdown > docs/rules.md`"
