"""Run every check over raw/ and return all problems, sorted by file and line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from us_russia_relations.check.cells import check_cells
from us_russia_relations.check.chronology import check_chronology
from us_russia_relations.check.codes import check_codes
from us_russia_relations.check.duplicates import check_duplicates
from us_russia_relations.check.listed import check_listed
from us_russia_relations.check.logic import check_logic
from us_russia_relations.check.meaning import check_meaning
from us_russia_relations.check.provenance import check_provenance
from us_russia_relations.check.references import check_references
from us_russia_relations.check.text import check_text
from us_russia_relations.check.wording import check_wording
from us_russia_relations.raw.dataset import Dataset
from us_russia_relations.raw.read import read_raw
from us_russia_relations.rules.problem import Problem

CHECKS = (
    check_cells,
    check_text,
    check_wording,
    check_references,
    check_codes,
    check_meaning,
    check_chronology,
    check_logic,
    check_listed,
    check_provenance,
    check_duplicates,
)


@dataclass(frozen=True)
class Validation:
    """The result of all checks: the dataset as read, and its problems by file and line."""

    dataset: Dataset
    problems: tuple[Problem, ...]

    @property
    def valid(self) -> bool:
        """True when no problem is an error; warnings do not make data invalid."""
        return not any(problem.severity == "error" for problem in self.problems)

    @property
    def counts(self) -> dict[str, int]:
        """Rows read in each table."""
        return {name: len(raw) for name, raw in self.dataset.tables.items()}


def validate(raw: Path) -> Validation:
    """Read the raw tables in the folder and check them.

    Raises CallError where the folder is not there; whatever is wrong inside it is a problem in the result.
    """
    dataset, problems = read_raw(raw)
    return Validation(dataset, tuple(sorted({*problems, *check(dataset)})))


def check(dataset: Dataset) -> set[Problem]:
    """The problems of the rows of a dataset, wherever they come from; those of its files are reported by the reader."""
    return {problem for each_check in CHECKS for problem in each_check(dataset)}
