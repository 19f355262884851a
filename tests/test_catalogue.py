"""The catalogue of rules: complete, each rule with an example that breaks it, and true row by row."""

import argparse
import csv
import io
import re
import shutil
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from support.examples import EXAMPLES, rule_of

from us_russia_relations import check, rules
from us_russia_relations.check.catalogue import GROUPS, RULES
from us_russia_relations.check.validate import validate
from us_russia_relations.cli import explain
from us_russia_relations.definitions import RAW_TABLES
from us_russia_relations.definitions.model import Table
from us_russia_relations.errors import CallError
from us_russia_relations.rules.rule import Rule

HERE = Path(__file__).parent
TABLES = {table.path: table for table in RAW_TABLES}
ROWS = [rule for rule in RULES if rule.columns]
TEXTS = [rule for rule in RULES if rule.file and not rule.columns]
PATHS = [rule for rule in RULES if not rule.file]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def specimen(tmp_path: Path) -> Path:
    """A copy of a valid dataset of real-looking rows, in which every good row of the catalogue stands."""
    return Path(shutil.copytree(HERE / "specimen", tmp_path / "raw"))


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


def test_every_rule_is_in_the_catalogue_once_and_has_an_example() -> None:
    modules = [
        import_module(f"{room.__name__}.{module.name}")
        for room in (rules, check)
        for module in iter_modules(room.__path__)
    ]
    defined = {value for module in modules for value in vars(module).values() if isinstance(value, Rule)}
    names = [rule.name for rule in RULES]
    assert defined == {*RULES}
    assert len(names) == len(set(names))
    # That an example is reported under its rule is what shows that a check makes problems of it.
    assert {rule_of(example) for example in EXAMPLES} == {*names}


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
