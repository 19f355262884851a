"""One published release: its descriptor, and its tables as typed frames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from us_russia_relations.definitions import PUBLISHED_TABLES
from us_russia_relations.definitions.custom_properties import MEANING, meaning_of_table, table_of
from us_russia_relations.definitions.links import TERM_PROPERTIES
from us_russia_relations.definitions.meaning import Meaning
from us_russia_relations.definitions.model import Table
from us_russia_relations.errors import CallError, DataNotFoundError, UnknownNameError
from us_russia_relations.release import backends, fingerprint
from us_russia_relations.release.described import read_descriptor
from us_russia_relations.release.meanings import PROPERTIES
from us_russia_relations.release.resource import Resource, reading
from us_russia_relations.text.nearest import nearest as proposal

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from us_russia_relations.release.backends import Backend, Frame


@dataclass(frozen=True)
class Release:
    """A release in a folder. Whatever version wrote it: all that is known of it comes from its own descriptor."""

    folder: Path

    def __str__(self) -> str:
        return f"release {self.version} in {self.folder}"

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """The Frictionless descriptor.

        Raises DataNotFoundError where the folder holds none, and DamagedReleaseError where it can't be followed.
        """
        path = self.folder / "datapackage.json"
        if not path.exists() or not (self.folder / "parquet").is_dir():
            raise DataNotFoundError(
                f"{self.folder} holds no release: a folder with datapackage.json, csv/ and parquet/"
            )
        return read_descriptor(path)

    @property
    def version(self) -> str:
        return str(self.descriptor["version"])

    @property
    def previous(self) -> str | None:
        """The release before it, which its table ``changes`` starts from; None where it names none."""
        return self.descriptor.get("previousVersion")

    @property
    def released(self) -> str | None:
        """The day of the release, as ISO 8601; None for a candidate, which has none."""
        created = self.descriptor.get("created")
        return created[:10] if created else None

    @cached_property
    def resources(self) -> dict[str, Resource]:
        """The tables as declared, by name."""
        return {declared["name"]: Resource.of(declared) for declared in self.descriptor["resources"]}

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the data of the release, in hexadecimal, as its descriptor declares it."""
        return fingerprint.of_tables({name: resource.digest for name, resource in self.resources.items()})

    @cached_property
    def meaning(self) -> Meaning:
        """What the terms of this release mean to whatever computes with them."""
        if TERM_PROPERTIES.name in self.resources:
            return Meaning(self.arrow(TERM_PROPERTIES.name).to_pylist())
        return Meaning(dict(zip(TERM_PROPERTIES.header, row, strict=True)) for row in PROPERTIES)

    @cached_property
    def definitions(self) -> dict[str, Table]:
        """The tables as definitions, by name: what their rows mean is what the descriptor says.

        Releases before 1.0.0 do not say it: their tables mean what those of today do, as far as they have the columns.
        """
        return {declared["name"]: table_of(_with_meaning(declared)) for declared in self.descriptor["resources"]}

    def tables(self) -> list[str]:
        """The names of its tables."""
        return [*self.resources]

    @overload
    def load(self, table: str, *, as_: Literal["pandas"] = "pandas") -> pd.DataFrame: ...
    @overload
    def load(self, table: str, *, as_: Literal["arrow"]) -> pa.Table: ...
    @overload
    def load(self, table: str, *, as_: Literal["polars"]) -> pl.DataFrame: ...
    @overload
    def load(
        self, table: str, *, as_: Literal["duckdb"], connection: duckdb.DuckDBPyConnection | None = None
    ) -> duckdb.DuckDBPyRelation: ...
    def load(
        self, table: str, *, as_: Backend = "pandas", connection: duckdb.DuckDBPyConnection | None = None
    ) -> Frame:
        """A table in the form that a library holds it; see ``us_russia_relations.load``."""
        resource = self._named(table)
        if as_ not in backends.BACKENDS:
            raise UnknownNameError(f"no form as_={as_!r}; {nearest(str(as_), backends.BACKENDS)}")
        if connection is not None and as_ != "duckdb":
            raise CallError('a connection goes with as_="duckdb"')
        path, coded = resource.parquet(self.folder), backends.Coded(self.fields(table))
        origin = {"table": table, "version": self.version, "fingerprint": resource.digest}
        if as_ == "polars":
            return backends.as_polars(path, coded)
        if as_ == "duckdb":
            return backends.as_duckdb(path, coded, table, connection)
        made = backends.as_pandas if as_ == "pandas" else backends.as_arrow
        return made(path, coded, origin)

    def arrow(self, table: str, columns: Iterable[str] | None = None) -> pa.Table:
        """A table, or some of its columns, as the Parquet file has it: terms are plain texts."""
        resource = self._named(table)
        import pyarrow.parquet as pq

        with reading(path := resource.parquet(self.folder)):
            return pq.ParquetFile(path).read(columns=[*columns] if columns is not None else None)

    def describe(self, table: str) -> pd.DataFrame:
        """What the columns of a table mean; see ``us_russia_relations.describe``."""
        declared = self.fields(table)
        import pandas as pd

        rows = [
            {
                "column": field["name"],
                "type": field["type"],
                "required": field.get("constraints", {}).get("required", False),
                "description": field["description"],
                "terms": ", ".join(category["value"] for category in field.get("categories", [])),
                "example": field.get("example", ""),
            }
            for field in declared
        ]
        return pd.DataFrame(rows).set_index("column")

    def fields(self, table: str) -> list[dict[str, Any]]:
        """The columns of a table as the descriptor declares them. Raises UnknownNameError."""
        self._named(table)
        declared = next(one for one in self.descriptor["resources"] if one["name"] == table)
        fields: list[dict[str, Any]] = declared["schema"]["fields"]
        return fields

    def _named(self, table: str) -> Resource:
        if not isinstance(table, str) or table not in self.resources:
            raise UnknownNameError(f"no table {table!r}; {nearest(table, self.resources)}")
        return self.resources[table]


def _with_meaning(declared: dict[str, Any]) -> dict[str, Any]:
    today = {table.name: table for table in PUBLISHED_TABLES}.get(declared["name"])
    if MEANING in declared or today is None:
        return declared
    header = [field["name"] for field in declared["schema"]["fields"]]
    gone = [name for name in today.header if name not in header]
    meaning = {
        key: [one for one in value if one not in gone] if isinstance(value, list) else value
        for key, value in meaning_of_table(today).items()
        if value not in gone
    }
    return {**declared, MEANING: meaning}


def nearest(name: object, known: Iterable[str]) -> str:
    """A hint at what was meant: the name that is nearest, else all of them."""
    names = [*known]
    return proposal(str(name), names, repr) or f"there are {', '.join(names)}"
