"""Check that codes are written as their schemes write them, and that the terms that are computed with are defined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from us_russia_relations.check.text import is_number, mended
from us_russia_relations.definitions.links import CROSSWALK, IDENTIFIERS, TERMS
from us_russia_relations.definitions.meaning import Meaning
from us_russia_relations.definitions.vocabularies import COMPUTED_TERMS
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.references import CODE_FORMAT, MISSING_TERM


def check_codes(dataset: Dataset) -> Iterator[Problem]:
    """Every identifier or code in another form than its scheme's, and every computed term that has no definition."""
    for table, column in ((IDENTIFIERS, "identifier"), (CROSSWALK, "code")):
        for row in dataset.rows(table.name):
            yield from _check_form(row, column, dataset.meaning)
    if not dataset.lost(TERMS.name):
        yield from _check_computed(dataset)


def _check_form(row: Row, column: str, meaning: Meaning) -> Iterator[Problem]:
    vocabulary = row.table.column("scheme").vocabulary
    form, example = (meaning.value(vocabulary, prop, row["scheme"]) for prop in ("pattern", "example"))
    code = row[column]
    # A form that is no regular expression has its own problem.
    if not code or not compiles(form) or re.fullmatch(form, code):
        return
    # What only a hidden character or a sign before it breaks has its one problem from the check of texts.
    unsigned = code if is_number(row, column) else code.lstrip("=+-@")
    if not any(re.fullmatch(form, text) for text in (mended(code), unsigned)):
        yield row.problem(CODE_FORMAT, column, f"not written as {row['scheme']} is written", f"for example {example}")


def compiles(pattern: str) -> bool:
    """Whether the text is a regular expression, and not empty."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return bool(pattern)


def _check_computed(dataset: Dataset) -> Iterator[Problem]:
    path = dataset.tables[TERMS.name].table.path
    for vocabulary, terms in COMPUTED_TERMS.items():
        for term in terms:
            if term not in dataset.terms.get(vocabulary, ()):
                message = f"the vocabulary {vocabulary} has no term {term}, which the pipeline writes"
                record = f"{vocabulary} {term}"
                hint = "define the term again"
                yield MISSING_TERM.problem(path, 0, message, hint, column="term", record=record, value=term)
