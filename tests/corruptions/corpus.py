"""The corpus: every operator on every table where it applies, at a place that the seed fixes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from corruptions import (
    cell_operators,
    file_operators,
    logic_operators,
    reference_operators,
    row_operators,
    source_operators,
    wording_operators,
)
from corruptions.model import Clean, Corruption, Operator
from us_russia_relations.definitions import raw_table

_MODULES = {
    "files": file_operators,
    "rows": row_operators,
    "cells": cell_operators,
    "references": reference_operators,
    "the matter": logic_operators,
    "sources": source_operators,
    "wording": wording_operators,
}
OPERATORS: tuple[Operator, ...] = tuple(operator for module in _MODULES.values() for operator in module.OPERATORS)
# What each operator belongs to, for tables of results.
GROUPS: dict[str, str] = {operator.name: group for group, module in _MODULES.items() for operator in module.OPERATORS}


@dataclass(frozen=True)
class Case:
    """One corruption of the corpus: what goes wrong, in which table, and the seed of the place."""

    operator: Operator
    table: str
    seed: int

    def __str__(self) -> str:
        return f"{self.operator.name}, {self.table}"

    def corruption(self, clean: Clean) -> Corruption:
        random = Random(f"{self.operator.name} {self.table} {self.seed}")  # noqa: S311
        return self.operator.corrupt(clean, raw_table(self.table), random)


CORPUS: tuple[Case, ...] = tuple(Case(operator, table, 1) for operator in OPERATORS for table in operator.tables)
# Half of the corpus, for every day: each operator on every other of its tables, beginning with the first or the second.
SAMPLE: tuple[Case, ...] = tuple(
    Case(operator, table, 1)
    for number, operator in enumerate(OPERATORS)
    for table in (operator.tables[number % 2 :: 2] or operator.tables)
)

# Where one cause gives several problems, the place of the first of them is the one that the corpus names.
SEVERAL: frozenset[str] = frozenset(
    {
        "term deleted, terms",
        # Evidence of the one record is judged as evidence of the other until one of the two has another id.
        *(f"id of another table, {table}" for table in reference_operators.PARENTS),
    }
)
