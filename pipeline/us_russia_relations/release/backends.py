"""A table of a release as each library holds it: the same values everywhere, and of each type its nearest.

| declared | pandas | Arrow | Polars | DuckDB |
|---|---|---|---|---|
| string | str | string | String | VARCHAR |
| string with terms | category | dictionary of int32 | Enum | ENUM |
| date | datetime64 | date32 | Date | DATE |
| integer | Int64 | int64 | Int64 | BIGINT |
| number | float64 | double | Float64 | DOUBLE |
| boolean | boolean | bool | Boolean | BOOLEAN |

Terms are in their order. pandas and Arrow say of each column whether that order has a meaning; Polars and DuckDB
sort by it in any case. A missing value is NA, NaT or NaN in pandas, and null in the others.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from us_russia_relations.errors import DamagedReleaseError, InvalidDataError, MissingExtraError
from us_russia_relations.release.resource import quoted, reading

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    # What a table is loaded as.
    Frame = pd.DataFrame | pa.Table | pl.DataFrame | duckdb.DuckDBPyRelation

Backend = Literal["pandas", "arrow", "polars", "duckdb"]
BACKENDS: tuple[Backend, ...] = ("pandas", "arrow", "polars", "duckdb")


class Coded:
    """The terms of the coded columns of a table, in their order, and which of these orders have a meaning."""

    def __init__(self, fields: Sequence[Mapping[str, Any]]) -> None:
        coded = [field for field in fields if "categories" in field]
        self.terms = {field["name"]: [term["value"] for term in field["categories"]] for field in coded}
        self.ordered = {field["name"] for field in coded if field.get("categoriesOrdered", False)}


def as_arrow(path: Path, coded: Coded, origin: Mapping[str, str]) -> pa.Table:
    """The Parquet file as an Arrow table, whose metadata hold the origin.

    Raises InvalidDataError where a coded column holds something else than its terms.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    with reading(path):
        table = pq.ParquetFile(path).read().replace_schema_metadata(dict(origin))
    for name, terms in coded.terms.items():
        index = table.column_names.index(name)
        column, dictionary = table.column(index).combine_chunks(), _strings(terms)
        codes = pc.index_in(column, value_set=dictionary)
        # What is no term has no code, and must not pass for a missing value.
        if codes.null_count != column.null_count:
            raise InvalidDataError(f"{path}: {name} holds what is none of its terms; see `usrr verify`")
        values = pa.DictionaryArray.from_arrays(codes, dictionary, ordered=name in coded.ordered)
        table = table.set_column(index, table.field(index).with_type(values.type), values)
    return table


def _strings(texts: Sequence[str]) -> pa.StringArray:
    """The texts as an Arrow array, from their bytes: ``pa.array`` would import pandas, which is half the time."""
    import pyarrow as pa

    contents = [text.encode() for text in texts]
    ends = array("i", [0, *accumulate(map(len, contents))])
    return pa.StringArray.from_buffers(len(contents), pa.py_buffer(ends), pa.py_buffer(b"".join(contents)))


def as_pandas(path: Path, coded: Coded, origin: Mapping[str, str]) -> pd.DataFrame:
    """The Parquet file as a DataFrame, whose ``attrs`` hold the origin. Raises as ``as_arrow`` does."""
    import pandas as pd
    import pyarrow as pa

    def nullable(kind: pa.DataType) -> Any:
        if pa.types.is_int64(kind):
            return pd.Int64Dtype()
        return pd.BooleanDtype() if pa.types.is_boolean(kind) else None

    table = as_arrow(path, coded, {})
    frame: pd.DataFrame = table.to_pandas(date_as_object=False, integer_object_nulls=False, types_mapper=nullable)
    frame.attrs.update(origin)
    return frame


def as_polars(path: Path, coded: Coded) -> pl.DataFrame:
    """The Parquet file as a Polars frame. Raises as ``as_arrow`` does, MissingExtraError where Polars is missing."""
    polars = _library("polars")
    try:
        frame: pl.DataFrame = polars.read_parquet(path, glob=False)
    except polars.exceptions.PolarsError as error:
        raise DamagedReleaseError(f"{path} can't be read: {error!s:.200}; see `usrr verify`") from error
    try:
        return frame.cast({name: polars.Enum(terms) for name, terms in coded.terms.items()})
    except polars.exceptions.PolarsError as error:
        raise InvalidDataError(f"{path}: a column holds what is none of its terms; see `usrr verify`") from error


def as_duckdb(
    path: Path, coded: Coded, table: str, connection: duckdb.DuckDBPyConnection | None
) -> duckdb.DuckDBPyRelation:
    """The Parquet file as a DuckDB relation of that name, which reads the file when it is asked.

    Without a connection it belongs to the one that ``duckdb.sql`` uses. Nothing is created in either. Raises
    MissingExtraError where DuckDB is not installed.
    """
    used: duckdb.DuckDBPyConnection = connection or _library("duckdb").default_connection()
    # A path is a pattern to DuckDB.
    relation = used.read_parquet(re.sub(r"([*?\[])", r"[\1]", str(path)))
    return relation.project(", ".join(_column(name, coded) for name in relation.columns)).set_alias(table)


def _column(name: str, coded: Coded) -> str:
    if name not in coded.terms:
        return quoted(name)
    terms = ", ".join("'" + term.replace("'", "''") + "'" for term in coded.terms[name])
    return f"CAST({quoted(name)} AS ENUM({terms})) AS {quoted(name)}"


def _library(name: Literal["polars", "duckdb"]) -> Any:
    """The library of an extra of the same name."""
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError(
            f'as_="{name}" needs {name}, which is not installed: pip install "us-russia-relations[{name}]"'
        ) from error
