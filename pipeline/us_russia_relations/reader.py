"""Load the tables of the published release as typed DataFrames."""

from __future__ import annotations

import difflib
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from us_russia_relations import paths
from us_russia_relations.errors import UnknownNameError

if TYPE_CHECKING:
    import pandas as pd


def tables() -> list[str]:
    """The names of the tables of the release."""
    return list(_release()[1])


def load(table: str) -> pd.DataFrame:
    """A table of the release as a DataFrame.

    Dates are datetime64, ids and texts strings, counts nullable integers, coded columns categoricals, ordered where
    the order of the terms has meaning. A missing value is NA. ``attrs`` tells the table and the version.
    Raises UnknownNameError, with the nearest name, where there is no such table.
    """
    version, resources, folder = _described()
    resource = _named(table, resources, "table")
    import pandas as pd
    import pyarrow.parquet as pq

    read = pq.ParquetFile(folder / "parquet" / f"{table}.parquet").read()
    frame: pd.DataFrame = read.to_pandas(date_as_object=False, integer_object_nulls=False, types_mapper=_nullable)
    for field in resource["schema"]["fields"]:
        if "categories" in field:
            terms = [category["value"] for category in field["categories"]]
            kind = pd.CategoricalDtype(terms, ordered=field.get("categoriesOrdered", False))
            frame[field["name"]] = frame[field["name"]].astype(kind)
    frame.attrs.update(table=table, version=version)
    return frame


def describe(table: str) -> pd.DataFrame:
    """What the columns of a table mean: one row for each, with type, whether it is required, and its description.

    Raises UnknownNameError, with the nearest name, where there is no such table.
    """
    _, resources, _ = _described()
    fields = _named(table, resources, "table")["schema"]["fields"]
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
        for field in fields
    ]
    return pd.DataFrame(rows).set_index("column")


def _nullable(kind: Any) -> Any:
    import pandas as pd
    import pyarrow as pa

    return pd.Int64Dtype() if pa.types.is_int64(kind) else None


def _described() -> tuple[str, dict[str, Any], Path]:
    version, resources = _release()
    return version, resources, paths.data_root() / "dist" / version


@lru_cache(maxsize=1)
def _release() -> tuple[str, dict[str, Any]]:
    descriptor = json.loads((paths.data_root() / "datapackage.json").read_text(encoding="utf-8"))
    return descriptor["version"], {resource["name"]: resource for resource in descriptor["resources"]}


def _named(name: str, known: dict[str, Any], kind: str) -> Any:
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
        raise UnknownNameError(f"no {kind} {name!r}; {hint}")
    return known[name]
