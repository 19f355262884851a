"""What the tests of usrr fmt share: the call of the command, and views of a table and of a refusal."""

import argparse
import csv
import io
from pathlib import Path

from us_russia_relations.cli import fmt
from us_russia_relations.raw.fmt import Outcome

TINY = Path(__file__).parent.parent / "tiny"


def call(*arguments: str | Path) -> int:
    parser = argparse.ArgumentParser()
    fmt.add(parser)
    return fmt.run(parser.parse_args([str(argument) for argument in arguments]))


def rows_of(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def only(outcome: Outcome) -> tuple[str, int, str, str]:
    assert outcome.content is None, outcome
    assert len(outcome.problems) == 1, outcome.problems
    problem = outcome.problems[0]
    return problem.rule, problem.line, problem.column, problem.value
