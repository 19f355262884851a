"""Turn checked texts into typed rows, with the bounds and precision of each date beside it."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from us_russia_relations.definitions import RAW_TABLES, edtf
from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.values import value_of
from us_russia_relations.forms.arrow import arrow_schema
from us_russia_relations.raw.dataset import Dataset

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
        record[column.name] = value_of(text, column.type)
        if column.type == "edtf":
            span = edtf.parse(text) if text else edtf.Span(None, None, "")
            record[f"{column.name}_start"] = span.start
            record[f"{column.name}_end"] = span.end
            record[f"{column.name}_precision"] = span.precision or None
    return record


def arrow_table(table: Table, rows: list[Record]) -> pa.Table:
    """The rows as an Arrow table of the published schema; raises where a value is not of its type."""
    return pa.Table.from_pylist(rows, schema=arrow_schema(table))
