"""Turn checked texts into typed rows, with the bounds and precision of each date beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from us_russia_relations.forms import dates
from us_russia_relations.forms.arrow import arrow_schema
from us_russia_relations.schema import RAW_TABLES
from us_russia_relations.schema.model import Column, Table
from us_russia_relations.steps.dataset import Dataset

Record = dict[str, Any]
Tables = dict[str, list[Record]]


def typed_tables(dataset: Dataset) -> Tables:
    """The raw tables as typed rows, sorted by key; the dataset must be valid."""
    return {
        table.name: [_typed(row.cells, table) for row in sorted(dataset.rows(table.name), key=lambda row: row.key)]
        for table in RAW_TABLES
    }


def _typed(cells: Any, table: Table) -> Record:
    record: Record = {}
    for column in table.columns:
        text = cells[column.name]
        record[column.name] = value_of(text, column)
        if column.type == "edtf":
            span = dates.parse(text) if text else dates.Span(None, None, "")
            record[f"{column.name}_start"] = span.start
            record[f"{column.name}_end"] = span.end
            record[f"{column.name}_precision"] = span.precision or None
    return record


def value_of(text: str, column: Column) -> Any:
    """The value of a cell's text; None for an empty cell. Raises ValueError where the text is not of the type."""
    if text == "":
        return None
    if column.type == "integer":
        return int(text)
    if column.type == "number":
        return float(text)
    if column.type == "date":
        return date.fromisoformat(text)
    return text


def text_of(value: Any) -> str:
    """The text of a value in canonical CSV: the inverse of ``value_of``."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def arrow_table(table: Table, rows: list[Record]) -> pa.Table:
    """The rows as an Arrow table of the published schema; raises where a value is not of its type."""
    return pa.Table.from_pylist(rows, schema=arrow_schema(table))
