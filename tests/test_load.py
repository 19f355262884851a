"""`load`: the same values and equivalent types in pandas, Arrow, Polars and DuckDB, for every table."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from support.loading import LATEST, declared, rows

import us_russia_relations as usrr
from us_russia_relations.errors import CallError, InvalidDataError, MissingExtraError, UnknownNameError
from us_russia_relations.release.release import Release

BACKENDS = ("pandas", "arrow", "polars", "duckdb")


@pytest.fixture(scope="module", params=["published", "real", "tiny"])
def release(request: pytest.FixtureRequest, packages: Callable[[str], Path]) -> Release:
    """The latest release, a candidate of the real tables, and one of invented ones with every kind of date."""
    if request.param == "published":
        return Release(LATEST)
    return Release(packages(request.param))


def plain(loaded: Any) -> list[tuple[Any, ...]]:
    """The rows as Python values; what is missing is None."""
    if isinstance(loaded, pa.Table):
        return [tuple(row.values()) for row in loaded.to_pylist()]
    if isinstance(loaded, pl.DataFrame):
        return loaded.rows()
    if isinstance(loaded, pd.DataFrame):
        columns = [[_value(value) for value in loaded[name]] for name in loaded.columns]
        return [*zip(*columns, strict=True)]
    return loaded.fetchall()


def _value(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def test_every_table_has_the_same_values_everywhere(release: Release) -> None:
    for table in release.tables():
        wanted = rows(release, table)
        for backend in BACKENDS:
            loaded = release.load(table, as_=backend)
            assert (
                [*loaded.columns]
                if backend != "arrow"
                else loaded.column_names == [field["name"] for field in declared(release, table)]
            )
            assert plain(loaded) == wanted, (table, backend)


def _kinds(field: dict[str, Any]) -> tuple[Any, ...]:
    """What a column is in pandas, Arrow, Polars and DuckDB."""
    terms = [category["value"] for category in field.get("categories", ())]
    ordered = field.get("categoriesOrdered", False)
    if terms:
        return (
            pd.CategoricalDtype(terms, ordered=ordered),
            pa.dictionary(pa.int32(), pa.string(), ordered=ordered),
            pl.Enum(terms),
            f"ENUM({', '.join(repr(term) for term in terms)})",
        )
    return {
        "string": (pd.Series(["a"]).dtype, pa.string(), pl.String(), "VARCHAR"),
        "date": ("datetime64", pa.date32(), pl.Date(), "DATE"),
        "integer": (pd.Int64Dtype(), pa.int64(), pl.Int64(), "BIGINT"),
        "boolean": (pd.BooleanDtype(), pa.bool_(), pl.Boolean(), "BOOLEAN"),
        "number": ("float64", pa.float64(), pl.Float64(), "DOUBLE"),
    }[field["type"]]


def test_every_column_has_the_type_of_its_definition_everywhere(release: Release) -> None:
    for table in release.tables():
        frame, arrow, polars, relation = (release.load(table, as_=backend) for backend in BACKENDS)
        for field, kind in zip(declared(release, table), relation.types, strict=True):
            name = field["name"]
            wanted = _kinds(field)
            found = frame[name].dtype
            assert str(found).startswith("datetime64") if wanted[0] == "datetime64" else found == wanted[0], name
            assert (arrow.schema.field(name).type, polars.schema[name], str(kind)) == wanted[1:], name


def test_the_order_of_terms_sorts_alike(release: Release) -> None:
    events = release.load("events", as_="duckdb")
    wanted = [term for (term,) in events.order("certainty, event_id").project("certainty").fetchall()]
    assert [*release.load("events").sort_values(["certainty", "event_id"])["certainty"]] == wanted
    assert release.load("events", as_="polars").sort("certainty", "event_id")["certainty"].to_list() == wanted
    back = release.load("events", as_="arrow").to_pandas()
    assert [*back.sort_values(["certainty", "event_id"])["certainty"]] == wanted
    scale = ["refuted", "alleged", "reported", "well_supported", "established"]
    assert wanted == sorted(wanted, key=scale.index)


def test_a_table_says_where_it_comes_from(release: Release) -> None:
    for table in release.tables():
        resource = next(one for one in release.descriptor["resources"] if one["name"] == table)
        wanted = {"table": table, "version": release.version, "fingerprint": resource["hash"].removeprefix("sha256:")}
        assert release.load(table).attrs == wanted
        metadata = release.load(table, as_="arrow").schema.metadata
        assert {key.decode(): value.decode() for key, value in metadata.items()} == wanted
        assert release.load(table, as_="duckdb").alias == table


def test_the_public_door_leads_to_the_latest_release() -> None:
    for backend in BACKENDS:
        assert plain(usrr.load("treaties", as_=backend)) == plain(Release(LATEST).load("treaties"))
    first = Release(LATEST.with_name("0.1.0")).load("treaties")
    assert plain(usrr.load("treaties", version="0.1.0", as_="polars")) == plain(first) != plain(usrr.load("treaties"))


def test_a_relation_is_found_by_its_variable_in_a_query() -> None:
    events = usrr.load("events", as_="duckdb")
    treaties = usrr.load("treaties", as_="duckdb")
    assert duckdb.sql("SELECT count(*) FROM events, treaties").fetchall() == [
        (len(usrr.load("events")) * len(usrr.load("treaties")),)
    ]
    assert events.alias == "events"
    assert treaties.alias == "treaties"


def test_a_relation_on_a_connection_of_ones_own_leaves_nothing_in_it() -> None:
    with duckdb.connect() as connection:
        events = usrr.load("events", as_="duckdb", connection=connection)
        assert connection.sql("SELECT max(certainty) FROM events").fetchall() == [("established",)]
        assert events.filter("certainty IN ('reported', 'well_supported', 'established')").shape[0] > 0
        assert connection.sql("SHOW TABLES").fetchall() == []
        assert connection.sql("SELECT count(*) FROM duckdb_types() WHERE NOT internal").fetchall() == [(0,)]


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "it's [1] *a* release?"
    shutil.copytree(LATEST, folder)
    release = usrr.open(folder)
    for backend in BACKENDS:
        assert plain(release.load("treaties", as_=backend)) == rows(release, "treaties")


def test_what_is_no_term_does_not_pass_for_missing(tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(LATEST, folder)
    path = folder / "parquet" / "participants.parquet"
    table = pq.read_table(path)
    roles = ["fairy" if place == 3 else role for place, role in enumerate(table["role"].to_pylist())]
    pq.write_table(table.set_column(2, table.schema.field("role"), pa.array(roles)), path)
    release = usrr.open(folder)
    for backend in ("pandas", "arrow", "polars"):
        with pytest.raises(InvalidDataError, match="none of its terms"):
            release.load("participants", as_=backend)
    with pytest.raises(duckdb.ConversionException):
        release.load("participants", as_="duckdb").fetchall()


@pytest.mark.parametrize("library", ["polars", "duckdb"])
def test_a_missing_library_is_named_with_its_extra(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError, match=rf'pip install "us-russia-relations\[{library}\]"'):
        usrr.load("events", as_=library)


@pytest.mark.parametrize(
    ("call", "error", "told"),
    [
        ({"table": "evnets"}, UnknownNameError, "did you mean 'events'"),
        ({"table": "events", "as_": "polar"}, UnknownNameError, "did you mean 'polars'"),
        ({"table": "events", "as_": None}, UnknownNameError, "there are pandas, arrow, polars, duckdb"),
        ({"table": "events", "connection": object()}, CallError, "duckdb"),
    ],
    ids=["table", "form", "no-form", "connection"],
)
def test_a_wrong_call_is_answered_with_what_was_meant(call: dict[str, Any], error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        usrr.load(**call)
    release = Release(LATEST)
    with pytest.raises(error, match=told):
        release.load(**call)
