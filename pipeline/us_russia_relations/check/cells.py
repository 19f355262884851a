"""Check each cell against its column: required, type, pattern, vocabulary, order of an interval."""

from __future__ import annotations

import re
from collections.abc import Iterator

from us_russia_relations.check.hints import Hints, interval_hint
from us_russia_relations.check.text import mended
from us_russia_relations.definitions.links import TERMS
from us_russia_relations.definitions.model import ID_PATTERN, Column
from us_russia_relations.forms import cells
from us_russia_relations.raw.dataset import Dataset, RawTable, Row
from us_russia_relations.rules.cells import INTERVAL_ORDER, PATTERN_ERROR, REQUIRED, TYPE_ERROR, UNKNOWN_TERM
from us_russia_relations.rules.problem import Problem
from us_russia_relations.text.letters import not_latin


def check_cells(dataset: Dataset, known: Dataset | None = None) -> Iterator[Problem]:
    """Every cell that is not what its column says, as a problem with its line.

    The hints search ``known`` for the right value, if it is given, and else the dataset.
    """
    hints = Hints(known or dataset)
    for raw in dataset.tables.values():
        if not raw.lost:
            terms = _terms(raw, dataset)
            for column in raw.table.columns:
                yield from check_column(raw, column, terms, hints)


def _terms(raw: RawTable, dataset: Dataset) -> cells.Terms:
    if not dataset.tables[TERMS.name].lost:
        return dataset.terms
    # Without the vocabularies every coded cell would be wrong: the lost file is the one problem.
    return {column.vocabulary: frozenset(raw.columns[column.name]) for column in raw.table.columns if column.vocabulary}


def check_column(raw: RawTable, column: Column, terms: cells.Terms, hints: Hints) -> Iterator[Problem]:
    """Every cell of one column that is not what the column says."""
    predicates, values = cells.predicates(column, terms), raw.values(column.name)
    # Each text is judged once, since coded cells, ids and dates repeat.
    broken = {text: [name for name, accepts in predicates.items() if not accepts(text)] for text in {*values} - {""}}
    # What only hidden characters break is a problem of the check of texts.
    broken = {text: checks for text, checks in broken.items() if checks and not _mended(text, column, terms)}
    if column.required and "" in values:
        broken[""] = [cells.REQUIRED]
    for row, text in zip(raw.intact_rows, values, strict=True) if broken else ():
        for check in broken.get(text, ()):
            yield _problem(row, column, check, hints)


def _mended(before: str, column: Column, terms: cells.Terms) -> bool:
    """True when taking hidden characters out of a cell makes it what its column says."""
    text = mended(before)
    if not text or text == before:
        return False
    if column.type == "edtf":
        return cells.is_date(text) and cells.is_ordered(text)
    if column.type in ("number", "integer"):
        from us_russia_relations.text import numerals

        return numerals.canonical(text, whole=column.type == "integer")
    if column.vocabulary:
        return text in terms.get(column.vocabulary, frozenset())
    return not column.pattern or re.fullmatch(column.pattern, text) is not None


def _problem(row: Row, column: Column, check: str, hints: Hints) -> Problem:
    name, text = column.name, row[column.name]
    if check == cells.REQUIRED:
        message = f"the cell is empty: {column.description}"
        return row.problem(REQUIRED, name, message, f"for example {column.example}")
    if check == cells.INTERVAL:
        return row.problem(INTERVAL_ORDER, name, "the interval ends before it starts", interval_hint(text))
    if check == cells.VOCABULARY:
        message = f"no term of the vocabulary {column.vocabulary}"
        return row.problem(UNKNOWN_TERM, name, message, hints.term(text, column.vocabulary))
    if check == cells.PATTERN:
        return row.problem(PATTERN_ERROR, name, _mismatch(text, column), hints.spelling(row, column))
    kind = "a date in EDTF level 1" if column.type == "edtf" else f"of type {column.type}"
    return row.problem(TYPE_ERROR, name, f"not {kind}", hints.value(text, column))


def _mismatch(text: str, column: Column) -> str:
    if column.pattern != ID_PATTERN:
        return f"does not match {column.pattern}"
    foreign = not_latin(text)
    return f"not an id (small Latin letters, digits, hyphens){f'; it {foreign}' if foreign else ''}"
