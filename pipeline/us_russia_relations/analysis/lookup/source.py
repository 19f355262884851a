"""The tables in which records are looked up by id."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cached_property
from typing import Any, Protocol, Self

from us_russia_relations.definitions import raw_table
from us_russia_relations.definitions.derived import RECORDS
from us_russia_relations.errors import DataNotFoundError
from us_russia_relations.release.release import Release
from us_russia_relations.release.resource import DATABASE

# The cells of a row by column; an empty one is None or an empty text.
Cells = Mapping[str, Any]


class RecordSource(Protocol):
    """Tables in which a record can be looked up."""

    def record(self, record_id: str) -> tuple[str, Cells] | None:
        """The table and the cells of a record, the id first; None where no current record has the id."""

    def find(self, table: str, column: str, value: str) -> Sequence[Cells]:
        """The rows of a table that have the value in the column."""

    def label(self, table: str, column: str, term: str) -> str | None:
        """The label of a term of a coded column; None where the column is not coded."""


class Published:
    """A release as a source; close it, or use it in a ``with`` statement."""

    def __init__(self, release: Release) -> None:
        self.release = release
        path = release.folder / DATABASE
        if not path.is_file():
            raise DataNotFoundError(f"{release.folder} lacks {DATABASE}, in which records are looked up")
        # Read-only, so that a journal beside the file does not change it.
        self._database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        self._database.row_factory = sqlite3.Row

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def record(self, record_id: str) -> tuple[str, Cells] | None:
        """The table and the cells of a current record."""
        table = self.tables.get(record_id)
        if table is None:
            return None
        rows = self.find(table, self.release.resources[table].key[0], record_id)
        return (table, rows[0]) if rows else None

    def find(self, table: str, column: str, value: str) -> Sequence[Cells]:
        """The rows of a table that have the value in the column, by the key of the table."""
        if table not in self.release.resources:
            # It is younger than the release.
            return []
        order = ", ".join(f'"{name}"' for name in self.release.resources[table].key)
        return self._asked(f'SELECT * FROM "{table}" WHERE "{column}" = ? ORDER BY {order}', value)

    def rows(self, table: str) -> Sequence[Cells]:
        """All rows of a table."""
        return self._asked(f'SELECT * FROM "{table}"')

    def label(self, table: str, column: str, term: str) -> str | None:
        """The label of a term of a coded column, from the descriptor."""
        for field in self.release.fields(table):
            if field["name"] == column and "categories" in field:
                return next((one["label"] for one in field["categories"] if one["value"] == term), term)
        return None

    @cached_property
    def tables(self) -> Mapping[str, str]:
        """The table of each current record, by id."""
        return {row["record_id"]: row["table"] for row in self.rows(RECORDS.name) if row["status"] != "retired"}

    def _asked(self, query: str, *values: str) -> list[Cells]:
        with closing(self._database.execute(query, values)) as cursor:
            return [dict(row) for row in cursor]


def title(table: str, cells: Cells) -> str:
    """The title of a record."""
    return raw_table(table).name_of(cells)


def date(table: str, cells: Cells) -> str:
    """The date of a record; empty where it has none."""
    return cells[raw_table(table).date] or ""
