"""A published table as an Arrow schema."""

from __future__ import annotations

import pyarrow as pa

from us_russia_relations.definitions.model import ColumnType, Table

# float64 and int64 are what every client reads; dates without time are date32.
_TYPES: dict[ColumnType, pa.DataType] = {
    "string": pa.string(),
    "edtf": pa.string(),
    "date": pa.date32(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a published table; required columns are not nullable."""
    return pa.schema(
        [pa.field(column.name, _TYPES[column.type], nullable=not column.required) for column in table.columns]
    )
