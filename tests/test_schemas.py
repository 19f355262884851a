"""pandera: the schemas of published tables, and of raw tables, which judge cells as the checks do."""

from pathlib import Path
from typing import Any

import pandas as pd
import pandera.errors
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import us_russia_relations as usrr
from us_russia_relations.check.cells import check_cells
from us_russia_relations.definitions import PUBLISHED_TABLES, RAW_TABLES
from us_russia_relations.errors import PublishError
from us_russia_relations.forms.frames import TEXT, pandera_schema
from us_russia_relations.publish.build import draft, write
from us_russia_relations.publish.write import csv_text
from us_russia_relations.raw.dataset import RawTable
from us_russia_relations.raw.read import read_raw

TINY = Path(__file__).parent / "tiny"
DATASET, _ = read_raw(TINY)


@pytest.mark.parametrize("table", usrr.tables())
def test_every_published_table_is_as_its_schema_says(table: str) -> None:
    frame = usrr.load(table)
    assert usrr.schema(table).validate(frame).equals(frame)


def changed(table: str, column: str, value: object) -> pd.DataFrame:
    """A table of the latest release with the value in the first row of a column."""
    frame: pd.DataFrame = usrr.load(table)
    frame[column] = frame[column].astype(object)
    frame.loc[0, column] = value
    return frame


@pytest.mark.parametrize(
    ("broken", "table"),
    [
        (lambda: changed("events", "type", "tea_party"), "events"),
        (lambda: changed("events", "title", None), "events"),
        (lambda: changed("events", "event_id", "No Id"), "events"),
        (lambda: changed("observations", "value", "many"), "observations"),
        (lambda: usrr.load("events").drop(columns="summary"), "events"),
        (lambda: usrr.load("events").assign(more=1), "events"),
        (lambda: usrr.load("events")[["title", "event_id"]], "events"),
        (lambda: pd.concat([usrr.load("actors"), usrr.load("actors").head(1)], ignore_index=True), "actors"),
        (lambda: changed("participants", "role", None), "participants"),
    ],
)
def test_a_broken_frame_is_refused(broken: Any, table: str) -> None:
    with pytest.raises((pandera.errors.SchemaError, pandera.errors.SchemaErrors)):
        usrr.schema(table).validate(broken(), lazy=True)


def test_an_older_release_has_its_own_schema() -> None:
    old = usrr.schema("listings", version="0.1.0")
    assert [*old.columns] == [*usrr.load("listings", version="0.1.0").columns]


CELLS = st.one_of(
    st.sampled_from(["", "2014-03-18", "2014-03-18/2014-03-01", "2014-13", "usa", "No Id", "established", "-5", "1e9"]),
    st.text(alphabet="aZ0-9/.~?_é", max_size=6),
)


@given(st.sampled_from(RAW_TABLES), CELLS)
def test_checks_and_pandera_schema_give_one_verdict(table: Any, text: str) -> None:
    """Each text in each column of a table; what only hidden characters break is left to another check, and not here."""
    row = DATASET.rows(table.name)[0] if DATASET.rows(table.name) else None
    if row is None:
        return
    schema = pandera_schema(table, DATASET.terms)
    for column in table.columns:
        cells = {**row.cells, column.name: text}
        frame = pd.DataFrame(
            {name: pd.array(pa.array([cell or None], pa.string()), dtype=TEXT) for name, cell in cells.items()}
        )
        try:
            schema.validate(frame, lazy=True)
            refused = set[str]()
        except pandera.errors.SchemaErrors as errors:
            refused = {str(name) for name in errors.failure_cases["column"]}
        dataset, _ = read_raw(TINY)
        dataset.tables[table.name] = RawTable(table, [[*cells.values()]], [row.line])
        told = {p.column for p in check_cells(dataset) if (p.file, p.line) == (table.path, row.line)}
        assert (column.name in told) == (column.name in refused), (column.name, text)


def test_nothing_is_published_that_pandera_refuses(tmp_path: Path) -> None:
    made = draft(DATASET, tmp_path)
    (evidence,) = [table for table in PUBLISHED_TABLES if table.name == "evidence"]
    made.tables["evidence"][0]["field"] = "No Field"
    made.texts["evidence"] = csv_text(evidence, made.tables["evidence"])
    with pytest.raises(PublishError, match=r"evidence: the table is not as its schema says.*field.*No Field"):
        write(made, tmp_path / "new")
