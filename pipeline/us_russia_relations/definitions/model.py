"""What a table definition is: columns, keys, and the checks that a definition must pass itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from us_russia_relations.definitions.values import text_of
from us_russia_relations.errors import DefinitionError

ColumnType = Literal["string", "edtf", "date", "integer", "number", "boolean"]
# "record": each row needs a source, and each filled key column its own. "link": the rows of one owner need a source
# that names this table as its field.
EvidenceDuty = Literal["", "record", "link"]

ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
# Most terms are snake_case; those of CSL keep their hyphens.
TERM_PATTERN = r"[a-z0-9]+([_-][a-z0-9]+)*"


@dataclass(frozen=True)
class Column:
    """One column: its name, type and meaning, and what a cell must satisfy.

    ``pattern`` is a regular expression for the whole cell, ``vocabulary`` the controlled vocabulary
    whose terms the cell must be one of. ``key`` marks a cell that must have evidence when it is filled. ``formula``
    says how a computed column follows from the other tables. Of a date, ``milestone`` names what happens on it (empty
    where the type of the row does), and ``reason`` is the column that says why: filled if and only if the date is.
    """

    name: str
    description: str
    example: str
    type: ColumnType = "string"
    required: bool = False
    pattern: str = ""
    vocabulary: str = ""
    key: bool = False
    formula: str = ""
    milestone: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ForeignKey:
    """These columns, when all are filled, name a row of another table."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns in order, and its keys.

    ``folder`` is where the file lies under raw/ ("" for the top, None for a computed table).

    What the rows mean, for everything that treats tables alike:

    - ``noun``: what one row is called;
    - ``label``: the columns that name a row: the first that is filled, or all of them as in ``label_format``;
    - ``date``: the column that says when a row happened or existed, and ``earliest`` those of which the first date is
      the first day on which it can be known of (default: ``date``);
    - ``order``: date columns that must not run backwards;
    - ``type``: the column that says what kind of row it is;
    - ``owner``: in a link table, the column of the record that the row is a part of, ``owners`` the tables that it may
      be in, and ``entry`` the columns in the order in which they are typed on one line (default: required ones first);
    - ``evidence``: the duty to have sources;
    - ``act``: a row is an act in which actors take part, inside or outside the window of coverage.
    """

    name: str
    title: str
    row: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    folder: str | None = ""
    noun: str = ""
    label: tuple[str, ...] = ()
    label_format: str = ""
    date: str = ""
    earliest: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    type: str = ""
    owner: str = ""
    owners: tuple[str, ...] = ()
    entry: tuple[str, ...] = ()
    evidence: EvidenceDuty = ""
    act: bool = False

    @property
    def id(self) -> str:
        """The first column of the key, which is the id in a record table."""
        return self.primary_key[0]

    @property
    def path(self) -> str:
        """The file's path relative to raw/, with forward slashes."""
        return f"{self.folder}/{self.name}.csv" if self.folder else f"{self.name}.csv"

    @cached_property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise DefinitionError(f"table {self.name} has no column {name}")

    def entered(self) -> tuple[str, ...]:
        """The columns of a link beside its owner, in the order in which they are typed on one line."""
        others = [column for column in self.columns if column.name != self.owner and not column.formula]
        return self.entry or tuple(column.name for column in sorted(others, key=lambda column: not column.required))

    def known_from(self) -> tuple[str, ...]:
        """The date columns of which the earliest is when a row can first be known of."""
        return self.earliest or ((self.date,) if self.date else ())

    def keys_to(self, parent: str) -> tuple[str, ...]:
        """The columns that name a row of the parent table."""
        return tuple(key.columns[0] for key in self.foreign_keys if key.table == parent and len(key.columns) == 1)

    def name_of(self, cells: Mapping[str, Any]) -> str:
        """What a row is called, by its label; empty where the label is. Numbers have six digits at most."""
        parts = {name: text_of(cells.get(name)) for name in self.label}
        if not self.label_format or not any(parts.values()):
            return next(filter(None, parts.values()), "")
        numbers = {name: f"{float(parts[name]):g}" for name in self.label if _is_number(parts[name], self.column(name))}
        return self.label_format.format(**parts | numbers)

    def edtf_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.type == "edtf")

    def with_columns(self, columns: tuple[Column, ...]) -> Table:
        return replace(self, columns=columns)


def _is_number(text: str, column: Column) -> bool:
    return column.type == "number" and re.fullmatch(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", text) is not None


def check_definitions(tables: tuple[Table, ...]) -> None:
    """Raise DefinitionError when a table contradicts itself or points at what is not there."""
    by_name = {table.name: table for table in tables}
    if len(by_name) != len(tables):
        raise DefinitionError("two tables have the same name")
    for table in tables:
        _check_table(table)
        for key in table.foreign_keys:
            _check_foreign_key(table, key, by_name)


def _check_table(table: Table) -> None:
    if len(set(table.header)) != len(table.header):
        raise DefinitionError(f"{table.name}: two columns have the same name")
    _check_meaning(table)
    for name in table.primary_key:
        if not table.column(name).required:
            raise DefinitionError(f"{table.name}.{name} is part of the key and must be required")
    for column in table.columns:
        if not column.description.endswith("."):
            raise DefinitionError(f"{table.name}.{column.name}: the description is not a sentence")
        if column.pattern and column.example and not re.fullmatch(column.pattern, column.example):
            raise DefinitionError(f"{table.name}.{column.name}: the example does not match the pattern")


def _check_meaning(table: Table) -> None:
    reasons = [column.reason for column in table.columns]
    for name in (*table.label, *table.known_from(), *table.order, table.date, table.type, table.owner, *reasons):
        if name:
            table.column(name)
    if table.owner and (not table.noun or not table.owners):
        raise DefinitionError(f"{table.name}: a link table says what a row is called, and whose it may be")
    typed = {column.name for column in table.columns if not column.formula}
    if table.owner and {*table.entered()} != typed - {table.owner}:
        raise DefinitionError(f"{table.name}: the order of entry leaves out a column, or has one too many")
    for name in (*table.known_from(), *table.order):
        if table.column(name).type != "edtf":
            raise DefinitionError(f"{table.name}.{name} orders rows in time and is no date")


def _check_foreign_key(table: Table, key: ForeignKey, by_name: dict[str, Table]) -> None:
    for name in key.columns:
        table.column(name)
    parent = by_name.get(key.table)
    if parent is None:
        raise DefinitionError(f"{table.name}: foreign key to a missing table {key.table}")
    for name in key.references:
        parent.column(name)
    if key.references != parent.primary_key:
        raise DefinitionError(f"{table.name}: foreign key to {key.table} does not name its primary key")
