"""Every single corruption of the real tables is caught, at the right place, and nearly always as one problem."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from corruptions.corpus import CORPUS, OPERATORS, SAMPLE, SEVERAL, Case
from corruptions.judge import Judge, copied
from corruptions.model import Clean, Corruption

from us_russia_relations.check.validate import validate
from us_russia_relations.definitions import RAW_TABLES
from us_russia_relations.rules.problem import Problem

RAW = Path(__file__).parent.parent / "raw"
# The whole corpus takes twice as long: USRR_WHOLE_CORPUS=1, every night.
TRIED = CORPUS if os.environ.get("USRR_WHOLE_CORPUS") else SAMPLE
# So many parts that the processes of a parallel run share the work evenly.
PARTS = 24
# So many of them run at every change, the others in `make test-all`.
QUICK = 4


@pytest.fixture(scope="module")
def clean() -> Clean:
    return Clean(RAW)


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(RAW, tmp_path_factory.mktemp("corruptions"))


def faults(case: Case, corruption: Corruption, problems: list[Problem]) -> Iterator[str]:
    """What is wrong with the answer to a corruption."""
    wanted = (corruption.rule, corruption.file, corruption.line, corruption.column)
    found = [(problem.rule, problem.file, problem.line, problem.column) for problem in problems]
    if wanted not in found:
        yield f"{case}: wanted {wanted}, found {found[:3]}"
    elif len(found) > 1 and str(case) not in SEVERAL:
        others = [place for place in found if place != wanted]
        yield f"{case}: {len(found)} problems, such as {others[:2]} beside {wanted}"


def test_the_corpus_is_large_and_hits_every_table() -> None:
    assert len({str(case) for case in CORPUS}) == len(CORPUS)
    for cases in (CORPUS, SAMPLE):
        assert len(cases) >= 200
        assert {case.table for case in cases} == {table.name for table in RAW_TABLES}
        assert {case.operator.name for case in cases} == {operator.name for operator in OPERATORS}


def test_nearly_every_corruption_must_give_one_problem() -> None:
    assert {str(case) for case in CORPUS} >= SEVERAL
    assert len(SEVERAL) <= 0.03 * len(CORPUS)


@pytest.mark.parametrize(
    "part", [pytest.param(part, marks=[pytest.mark.slow] if part >= QUICK else []) for part in range(PARTS)]
)
def test_a_corruption_is_caught_at_its_place(part: int, clean: Clean, judge: Judge) -> None:
    wrong = []
    for case in TRIED[part::PARTS]:
        corruption = case.corruption(clean)
        wrong += faults(case, corruption, judge.problems(corruption.changes))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("case", CORPUS[::97], ids=str)
def test_the_judge_says_what_validate_says(case: Case, clean: Clean, judge: Judge, tmp_path: Path) -> None:
    changes = case.corruption(clean).changes
    places = [(problem.rule, problem.file, problem.line, problem.column) for problem in judge.problems(changes)]
    verdict = validate(copied(RAW, tmp_path / "raw", changes))
    assert places == [(problem.rule, problem.file, problem.line, problem.column) for problem in verdict.problems]
