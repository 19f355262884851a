"""A table of a release as its descriptor declares it, and its rows from each of the forms that it is published in."""

from __future__ import annotations

import csv
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from us_russia_relations.definitions.custom_properties import foreign_keys
from us_russia_relations.definitions.model import ForeignKey
from us_russia_relations.definitions.values import value_of
from us_russia_relations.errors import DamagedReleaseError

DATABASE = "us-russia-relations.sqlite"
# A hundred times the largest table; a small Parquet file can claim billions of equal rows.
MOST_ROWS = 5_000_000
_SHOWN = 5
_ARROW = {"string": "string", "date": "date32[day]", "integer": "int64", "number": "double", "boolean": "bool"}
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

    def parquet(self, folder: Path) -> Path:
        """The Parquet file, which has just the columns that the descriptor declares.

        Raises DamagedReleaseError where it is not there, is no Parquet file, or has other columns or types.
        """
        import pyarrow.parquet as pq

        path = folder / "parquet" / f"{self.name}.parquet"
        with reading(path):
            metadata = pq.read_metadata(path)
            fields = {field.name: str(field.type) for field in metadata.schema.to_arrow_schema()}
            wanted = {name: _ARROW[kind] for name, kind in zip(self.header, self.kinds, strict=True)}
            if [*fields.items()] != [*wanted.items()] or metadata.num_columns != len(wanted):
                wrong = [name for name in {**wanted, **fields} if fields.get(name) != wanted.get(name)]
                raise ValueError(f"the columns are not those of the descriptor: {', '.join(wrong[:_SHOWN])!r:.200}")
            if metadata.num_rows > MOST_ROWS:
                raise ValueError(f"it has {metadata.num_rows} rows, and no table has more than {MOST_ROWS}")
        return path

    def from_parquet(self, folder: Path, rows: int | None = None) -> Iterator[Values]:
        """The rows of the Parquet file, of which there must be so many where a number is given.

        Raises DamagedReleaseError where they are others than declared.
        """
        import pyarrow.parquet as pq

        with reading(path := self.parquet(folder)):
            file = pq.ParquetFile(path)
            if rows not in (None, file.metadata.num_rows):
                raise ValueError(f"it has {file.metadata.num_rows} rows, and the CSV file {rows}")
            for batch in file.iter_batches():
                yield from (tuple(row.values()) for row in batch.to_pylist())

    def from_sqlite(self, folder: Path, limit: int = -1) -> list[Values]:
        """The rows of the table in the SQLite file; booleans, which SQLite holds as 0 and 1, are converted back.

        Not more than ``limit`` are read, where it is given.

        Raises sqlite3.Error where it can't be read, ValueError where a boolean is something else.
        """
        names = ", ".join(map(quoted, self.header))
        # Opened to read: a journal beside the file must not change it.
        address = f"{(folder / DATABASE).resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as database:
            rows: list[Values] = [*database.execute(f"SELECT {names} FROM {quoted(self.name)} LIMIT ?", (limit,))]
        if "boolean" not in self.kinds:
            return rows
        return [
            tuple(_truth(value) if kind == "boolean" else value for value, kind in zip(row, self.kinds, strict=True))
            for row in rows
        ]


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Read a file of a release inside. Raises DamagedReleaseError, which names it, for whatever is wrong with it."""
    import pyarrow as pa

    try:
        # Before anything opens it: a pipe would be waited for without end.
        if not stat.S_ISREG(path.lstat().st_mode):
            raise DamagedReleaseError(f"{path} is no regular file")
        yield
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        if isinstance(error, DamagedReleaseError):
            raise
        raise DamagedReleaseError(f"{path} can't be read: {error!s:.200}; see `usrr verify`") from error


def quoted(name: str) -> str:
    """The name as SQL has it, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'


def _truth(value: object) -> bool | None:
    if value is None:
        return None
    if isinstance(value, int) and value in {0, 1}:
        return bool(value)
    raise ValueError(f"{value!r} is no boolean, which SQLite holds as 0 or 1")
