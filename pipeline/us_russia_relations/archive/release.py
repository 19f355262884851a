"""One published release: its descriptor, and its tables as typed frames."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from us_russia_relations.archive import fingerprint
from us_russia_relations.archive.resource import Resource
from us_russia_relations.errors import DataNotFoundError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True)
class Release:
    """A release in a folder. Whatever version wrote it: all that is known of it comes from its own descriptor."""

    folder: Path

    def __str__(self) -> str:
        return f"release {self.version} in {self.folder}"

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """The Frictionless descriptor. Raises DataNotFoundError where the folder holds none."""
        path = self.folder / "datapackage.json"
        if not path.is_file() or not (self.folder / "parquet").is_dir():
            raise DataNotFoundError(
                f"{self.folder} holds no release: a folder with datapackage.json, csv/ and parquet/"
            )
        descriptor: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return descriptor

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
        """The fingerprint of the data of the release, in hexadecimal, as its descriptor tells it."""
        return fingerprint.of_tables({name: resource.digest for name, resource in self.resources.items()})

    def tables(self) -> list[str]:
        """The names of its tables."""
        return [*self.resources]

    def load(self, table: str) -> pd.DataFrame:
        """A table as a DataFrame; see ``us_russia_relations.load``."""
        resource = self._named(table)
        import pandas as pd

        frame: pd.DataFrame = self.arrow(table).to_pandas(
            date_as_object=False, integer_object_nulls=False, types_mapper=_nullable
        )
        for field in self._fields(table):
            if "categories" in field:
                terms = [category["value"] for category in field["categories"]]
                kind = pd.CategoricalDtype(terms, ordered=field.get("categoriesOrdered", False))
                frame[field["name"]] = frame[field["name"]].astype(kind)
        frame.attrs.update(table=table, version=self.version, fingerprint=resource.digest)
        return frame

    def arrow(self, table: str, columns: Iterable[str] | None = None) -> pa.Table:
        """A table, or some of its columns, as Arrow holds it."""
        self._named(table)
        import pyarrow.parquet as pq

        path = self.folder / "parquet" / f"{table}.parquet"
        return pq.ParquetFile(path).read(columns=[*columns] if columns is not None else None)

    def describe(self, table: str) -> pd.DataFrame:
        """What the columns of a table mean; see ``us_russia_relations.describe``."""
        self._named(table)
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
            for field in self._fields(table)
        ]
        return pd.DataFrame(rows).set_index("column")

    def _fields(self, table: str) -> list[dict[str, Any]]:
        declared = next(one for one in self.descriptor["resources"] if one["name"] == table)
        fields: list[dict[str, Any]] = declared["schema"]["fields"]
        return fields

    def _named(self, table: str) -> Resource:
        if table not in self.resources:
            raise UnknownNameError(f"no table {table!r}; {nearest(table, self.resources)}")
        return self.resources[table]


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint at what was meant: the name that is nearest, else all of them."""
    names = [*known]
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"


def _nullable(kind: Any) -> Any:
    import pandas as pd
    import pyarrow as pa

    return pd.Int64Dtype() if pa.types.is_int64(kind) else None
