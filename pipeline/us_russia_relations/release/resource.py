"""A table of a release as its descriptor declares it, and its rows from each of the forms that it is published in."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from us_russia_relations.definitions.described import foreign_keys
from us_russia_relations.definitions.model import ForeignKey
from us_russia_relations.definitions.values import value_of

DATABASE = "us-russia-relations.sqlite"
Values = tuple[Any, ...]


@dataclass(frozen=True)
class Resource:
    """A table: its name, the path of its CSV file in the release, its columns with their types, and its keys.

    ``digest`` is the SHA-256 of the CSV file, which is canonical: it is the fingerprint of the table.
    """

    name: str
    path: str
    header: tuple[str, ...]
    kinds: tuple[str, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    digest: str

    @classmethod
    def of(cls, declared: dict[str, Any]) -> Resource:
        """The table that a resource of a descriptor declares. Raises KeyError where a property is missing."""
        schema = declared["schema"]
        fields = schema["fields"]
        return cls(
            name=declared["name"],
            path=declared["path"],
            header=tuple(field["name"] for field in fields),
            kinds=tuple(field["type"] for field in fields),
            key=tuple(schema["primaryKey"]),
            foreign_keys=foreign_keys(schema),
            digest=declared["hash"].removeprefix("sha256:"),
        )

    def indices(self, columns: Iterable[str]) -> list[int]:
        """The indices of the columns in a row."""
        return [self.header.index(name) for name in columns]

    def from_csv(self, folder: Path) -> Iterator[Values]:
        """The rows of the CSV file. Raises ValueError where a header, a row or a cell is not as declared."""
        with (folder / "csv" / f"{self.name}.csv").open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, strict=True)
            if next(rows, None) != [*self.header]:
                raise ValueError("the header is not that of the descriptor")
            for row in rows:
                yield tuple(value_of(text, kind) for text, kind in zip(row, self.kinds, strict=True))

    def from_parquet(self, folder: Path) -> Iterator[Values]:
        """The rows of the Parquet file. Raises ValueError where its columns are not as declared."""
        import pyarrow.parquet as pq

        read = pq.ParquetFile(folder / "parquet" / f"{self.name}.parquet").read()
        if read.column_names != [*self.header]:
            raise ValueError("the columns are not those of the descriptor")
        return (tuple(row.values()) for row in read.to_pylist())

    def from_sqlite(self, folder: Path) -> list[Values]:
        """The rows of the table in the SQLite file; booleans, which SQLite holds as 0 and 1, are converted back.

        Raises sqlite3.Error where it can't be read, ValueError where a boolean is something else.
        """
        names = ", ".join(f'"{name}"' for name in self.header)
        # Opened to read: a journal beside the file must not change it.
        address = f"{(folder / DATABASE).resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as database:
            rows: list[Values] = [*database.execute(f'SELECT {names} FROM "{self.name}"')]
        if "boolean" not in self.kinds:
            return rows
        return [
            tuple(_truth(value) if kind == "boolean" else value for value, kind in zip(row, self.kinds, strict=True))
            for row in rows
        ]


def _truth(value: object) -> bool | None:
    if value is None:
        return None
    if isinstance(value, int) and value in {0, 1}:
        return bool(value)
    raise ValueError(f"{value!r} is no boolean, which SQLite holds as 0 or 1")
