"""A published table as SQL for SQLite, with keys, enumerations and foreign keys declared."""

from __future__ import annotations

from collections.abc import Mapping

from us_russia_relations.definitions.model import Column, ColumnType, Table
from us_russia_relations.forms.descriptor import Vocabulary

_TYPES: dict[ColumnType, str] = {
    "string": "TEXT",
    "edtf": "TEXT",
    "date": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
}


def create_table(table: Table, vocabularies: Mapping[str, Vocabulary]) -> str:
    """The CREATE TABLE statement of a published table."""
    lines = [_column(column, vocabularies) for column in table.columns]
    lines.append(f"PRIMARY KEY ({_names(table.primary_key)})")
    lines.extend(
        f'FOREIGN KEY ({_names(key.columns)}) REFERENCES "{key.table}" ({_names(key.references)})'
        for key in table.foreign_keys
    )
    body = ",\n  ".join(lines)
    return f'CREATE TABLE "{table.name}" (\n  {body}\n)'


def insert_into(table: Table) -> str:
    """The INSERT statement of a published table, with one placeholder for each column."""
    marks = ", ".join("?" for _ in table.columns)
    return f'INSERT INTO "{table.name}" ({_names(table.header)}) VALUES ({marks})'


def _column(column: Column, vocabularies: Mapping[str, Vocabulary]) -> str:
    text = f'"{column.name}" {_TYPES[column.type]}'
    if column.required:
        text += " NOT NULL"
    if column.vocabulary:
        terms = ", ".join(f"'{term}'" for term, _ in vocabularies[column.vocabulary][0])
        text += f' CHECK ("{column.name}" IN ({terms}))'
    return text


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
