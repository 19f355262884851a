"""Check each cell against its column: required, type, pattern, vocabulary, by pandera on the frame of texts."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pandera.errors
import pyarrow as pa

from us_russia_relations.forms import frames
from us_russia_relations.steps.dataset import Dataset, Row, Sheet
from us_russia_relations.steps.nearest import nearest
from us_russia_relations.steps.problem import Problem


def check_cells(dataset: Dataset) -> Iterator[Problem]:
    """Every cell that is not what its column says, as a problem with its line."""
    for sheet in dataset.sheets.values():
        if not sheet.lost:
            yield from _check_sheet(sheet, dataset)


def _check_sheet(sheet: Sheet, dataset: Dataset) -> Iterator[Problem]:
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
        for column, check, line in cases.itertuples(index=False):
            yield _problem(rows[int(line)], str(column), str(check), terms)


def _frame(sheet: Sheet, rows: dict[int, Row]) -> pd.DataFrame:
    columns = {
        name: pd.array(pa.array([row[name] or None for row in rows.values()], pa.string()), dtype=frames.TEXT)
        for name in sheet.table.header
    }
    return pd.DataFrame(columns, index=list(rows))


def _problem(row: Row, name: str, check: str, terms: dict[str, frozenset[str]]) -> Problem:
    column = row.sheet.table.column(name)
    if check == frames.REQUIRED:
        return row.problem(
            "required", name, f"the cell is empty: {column.description}", f"for example {column.example}"
        )
    if check == frames.INTERVAL:
        return row.problem("interval-order", name, "the interval ends before it starts", "swap the two ends")
    if check == frames.VOCABULARY:
        allowed = terms.get(column.vocabulary, frozenset())
        message = f"no term of the vocabulary {column.vocabulary}"
        return row.problem("unknown-term", name, message, nearest(row[name], allowed))
    if check == frames.PATTERN:
        return row.problem("pattern-error", name, f"does not match {column.pattern}", f"for example {column.example}")
    kind = "a date in EDTF level 1" if column.type == "edtf" else f"of type {column.type}"
    return row.problem("type-error", name, f"not {kind}", f"for example {column.example}")
