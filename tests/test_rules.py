"""Every rule of the catalogue, each shown by datasets that break it once (tests/broken), and by some that nearly do."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.examples import EXAMPLES, expected_problems, rule_of
from support.report import SEVERITY

from us_russia_relations.__main__ import main
from us_russia_relations.definitions import RAW_TABLES

Lay = Callable[[str], Path]
Capture = pytest.CaptureFixture[str]
Location = tuple[str, str, str, int, str]


def expected(example: str) -> list[Location]:
    rule = rule_of(example)
    return [(rule, SEVERITY[rule], *location) for location in expected_problems(example)]


def validate(raw: Path, capsys: Capture) -> tuple[int, dict[str, Any]]:
    """The exit code and the report of the command line."""
    code = main(["validate", "--raw", str(raw), "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def locations(report: dict[str, Any]) -> list[Location]:
    keys = ("rule", "severity", "file", "line", "column")
    return sorted(tuple(problem[key] for key in keys) for problem in report["problems"])


def test_the_tiny_dataset_has_no_problem(tiny: Path, capsys: Capture) -> None:
    code, report = validate(tiny, capsys)
    assert (code, report["valid"], report["problems"]) == (0, True, [])


def test_every_rule_has_an_example() -> None:
    assert {rule_of(example) for example in EXAMPLES} == set(SEVERITY)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_gives_its_one_problem(example: str, lay: Lay, capsys: Capture) -> None:
    code, report = validate(lay(example), capsys)
    assert locations(report) == expected(example)
    assert len(report["problems"]) == 1
    wrong = SEVERITY[rule_of(example)] == "error"
    assert (code, report["valid"]) == (int(wrong), not wrong)


def test_problems_in_several_files_are_reported_in_one_run(lay: Lay, capsys: Capture) -> None:
    examples = ("byte-order-mark", "blank-row", "encoding-error", "missing-file", "self-target", "required")
    for example in examples:
        raw = lay(example)
    code, report = validate(raw, capsys)
    assert locations(report) == sorted(location for example in examples for location in expected(example))
    assert code == 1


@pytest.mark.parametrize(
    "changes",
    [
        # made public on the last day that is not yet too late
        [("measures.csv", "2014-03-21,2014-03-20", "2014-04-20,2014-03-20")],
        # a date may be as coarse as it likes while some reading of it fits
        [("measures.csv", "2014-04-01,2015-04-01", "2014,2014-04")],
        [("treaties.csv", "2010-04-08,", "2010-04,")],
        # an old treaty is core by its life in the window, not by its birth
        [("treaties.csv", "2012-05,", "1987-12-08,")],
        # first and last day of the window
        [("events.csv", "2018-08-02", "2009-01-20")],
        [("events.csv", "2018-08-02", "2021-01-20"), ("citations.csv", "2020-11,", "2021-11,")],
        # an authority may be used on the day that it was given
        [("measures.csv", "2012-12-14", "2014-03-17"), ("citations.csv", "2012-12-15", "2014-03-17")],
        # a newspaper of the evening before, west of where it happened
        [("citations.csv", "2010-04-08", "2010-04-07")],
        # the last day of an organisation and the first in an office
        [("actors.csv", "1995-01-01/2020-12-31", "1995-01-01/2011-02-05")],
        [("links/affiliations.csv", "2013-01-21/2017-01-20", "2013-06-11/2017-01-20")],
        # an equal sign inside a cell, accents, and letters of two scripts in two words
        [("events.csv", "Example Village", "Höhe = Пример-Village")],
        # a number below zero is no formula
        [("observations.csv", "34.5", "-0.25")],
        # the same day and type with another cast is another event
        [("events.csv", "2018-08-02,treaty_withdrawal_notice", "2015-03-11,treaty_suspension")],
    ],
)
def test_what_nearly_breaks_a_rule_passes(changes: list[tuple[str, str, str]], tiny: Path, capsys: Capture) -> None:
    for file, old, new in changes:
        text = (tiny / file).read_text(encoding="utf-8")
        assert old in text
        (tiny / file).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    code, report = validate(tiny, capsys)
    assert (report["problems"], code) == ([], 0)


def test_the_json_report_has_its_shape(lay: Lay, capsys: Capture) -> None:
    _, report = validate(lay("pattern-error"), capsys)
    assert list(report) == ["valid", "tables", "problems"]
    assert report["tables"].keys() == {table.name for table in RAW_TABLES}
    assert report["tables"]["events"] == 7
    (problem,) = report["problems"]
    keys = ("rule", "severity", "file", "line", "column", "record", "value", "message", "hint")
    assert tuple(problem) == keys
    assert isinstance(problem["line"], int)
    assert (problem["record"], problem["value"]) == ("example-meeting-2013", "Rus")
    assert problem["message"]
    assert problem["hint"]


@pytest.mark.parametrize("name", ["nowhere", "raw/actors.csv"])
def test_a_folder_that_is_none_is_a_wrong_call(name: str, tiny: Path, capsys: Capture) -> None:
    folder = tiny.parent / name
    assert main(["validate", "--raw", str(folder)]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert str(folder) in err


@pytest.mark.parametrize("arguments", [[], ["frobnicate"], ["validate", "--raw"], ["validate", "--format", "yaml"]])
def test_bad_usage_is_a_wrong_call(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
