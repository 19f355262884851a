"""Check each cell against its column: required, type, pattern, vocabulary, by pandera on the frame of texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd
import pandera.errors
import pyarrow as pa

from us_russia_relations.check.hints import Hints, interval_hint
from us_russia_relations.check.text import mended
from us_russia_relations.forms import frames
from us_russia_relations.raw.dataset import Dataset, Row, Sheet
from us_russia_relations.rules.problem import Problem
from us_russia_relations.schema.model import ID_PATTERN, Column
from us_russia_relations.text.letters import not_latin


def check_cells(dataset: Dataset, known: Dataset | None = None) -> Iterator[Problem]:
    """Every cell that is not what its column says, as a problem with its line.

    ``known`` is what the hints look for the right value in, where it is more than the dataset that is checked.
    """
    hints = Hints(known or dataset)
    for sheet in dataset.sheets.values():
        if not sheet.lost:
            yield from _check_sheet(sheet, dataset, hints)


def _check_sheet(sheet: Sheet, dataset: Dataset, hints: Hints) -> Iterator[Problem]:
    terms = dataset.terms
    if dataset.sheets["terms"].lost:
        # Without the vocabularies every coded cell would be wrong: the lost file is the one problem.
        present = {column.vocabulary: column.name for column in sheet.table.columns if column.vocabulary}
        terms = {name: frozenset(row[column] for row in sheet.rows) for name, column in present.items()}
    rows = {row.line: row for row in sheet.sound_rows()}
    schema = frames.pandera_schema(sheet.table, terms)
    try:
        schema.validate(_frame(sheet, rows), lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases[["column", "check", "index"]].drop_duplicates()
        for name, check, line in cases.itertuples(index=False):
            row, column = rows[int(line)], sheet.table.column(str(name))
            # The characters that the check of texts reports are the one cause of what only they break.
            if not _sound(mended(row[column.name]), row[column.name], column, terms):
                yield _problem(row, column, str(check), hints)


def _frame(sheet: Sheet, rows: dict[int, Row]) -> pd.DataFrame:
    columns = {
        name: pd.array(pa.array([row[name] or None for row in rows.values()], pa.string()), dtype=frames.TEXT)
        for name in sheet.table.header
    }
    return pd.DataFrame(columns, index=list(rows))


def _sound(text: str, before: str, column: Column, terms: dict[str, frozenset[str]]) -> bool:
    """True when mending the characters of a cell made it what its column says."""
    if not text or text == before:
        return False
    if column.type == "edtf":
        return frames.is_date(text) and frames.is_ordered(text)
    if column.type in ("number", "integer"):
        from us_russia_relations.text import numerals

        return numerals.canonical(text, whole=column.type == "integer")
    if column.vocabulary:
        return text in terms.get(column.vocabulary, frozenset())
    return not column.pattern or re.fullmatch(column.pattern, text) is not None


def _problem(row: Row, column: Column, check: str, hints: Hints) -> Problem:
    name, text = column.name, row[column.name]
    if check == frames.REQUIRED:
        message = f"the cell is empty: {column.description}"
        return row.problem("required", name, message, f"for example {column.example}")
    if check == frames.INTERVAL:
        return row.problem("interval-order", name, "the interval ends before it starts", interval_hint(text))
    if check == frames.VOCABULARY:
        message = f"no term of the vocabulary {column.vocabulary}"
        return row.problem("unknown-term", name, message, hints.term(text, column.vocabulary))
    if check == frames.PATTERN:
        return row.problem("pattern-error", name, _mismatch(text, column), hints.spelling(row, column))
    kind = "a date in EDTF level 1" if column.type == "edtf" else f"of type {column.type}"
    return row.problem("type-error", name, f"not {kind}", hints.value(text, column))


def _mismatch(text: str, column: Column) -> str:
    if column.pattern != ID_PATTERN:
        return f"does not match {column.pattern}"
    foreign = not_latin(text)
    return f"not an id (small Latin letters, digits, hyphens){f'; it {foreign}' if foreign else ''}"
