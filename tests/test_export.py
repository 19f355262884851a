"""Exports to Stata and Excel: every cell of the release, read back by libraries that nobody here wrote."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.export import csv_rows, fields, made

import us_russia_relations as usrr
from us_russia_relations.analysis import load
from us_russia_relations.analysis.export.content import short_names
from us_russia_relations.definitions.values import text_of
from us_russia_relations.errors import ExportError
from us_russia_relations.release.release import Release

RELEASE = load.release()
# What programs take for a formula, a number, a date, a missing value or a link.
HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "007", "1.50", "1e5", "2014-03-18", "2014", "3/4",
    "TRUE", "NA", "https://example.org/a?b=c", "mailto:a@example.org", "Владимир Путин", "‘’“”–", "a;b,c\t\"d\"'e'",
    " space ", "😀", "é", "x" * 2046, "ж" * 32_767,
)  # fmt: skip
# As in a canonical CSV file: no line breaks, no control characters, and never an empty text.
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=40)
DATES = st.dates(dt.date(1700, 1, 1), dt.date(2200, 12, 31))
WHOLE = st.integers(1 - 2**53, 2**53 - 1)
NUMBERS = st.floats(-1e300, 1e300, allow_nan=False)
TERMS = ("third", "first", "=second")
COLUMNS = {
    "name": ("string", ()),
    "note": ("string", ()),
    "day": ("date", ()),
    "count": ("integer", ()),
    "value": ("number", ()),
    "yes": ("boolean", ()),
    "class": ("string", TERMS),
}
ROWS = st.lists(
    st.tuples(
        TEXTS | st.sampled_from(HOSTILE),
        st.none() | TEXTS | st.sampled_from(HOSTILE),
        st.none() | DATES,
        st.none() | WHOLE,
        st.none() | NUMBERS,
        st.none() | st.booleans(),
        st.none() | st.sampled_from(TERMS),
    ),
    max_size=6,
)


def from_stata(path: Path) -> list[list[str]]:
    """The rows of a .dta file as a canonical CSV file would have them."""
    frame = pd.read_stata(path, preserve_dtypes=False)
    return [[_plain(cell) for cell in row] for row in frame.itertuples(index=False, name=None)]


def _plain(cell: Any) -> str:
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    if cell is None or cell is pd.NaT or cell != cell:  # noqa: PLR0124 - true of NaN alone
        return ""
    return text_of(float(cell) if isinstance(cell, int | float) else cell)


def from_excel(sheet: Any) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a sheet as a canonical CSV file would have them."""
    rows = [[text_of(cell.value) for cell in row] for row in sheet.iter_rows()]
    return rows[0], rows[1:]


@pytest.fixture(scope="module", params=["tiny", pytest.param("latest", marks=pytest.mark.slow)])
def release(request: pytest.FixtureRequest, packages: Callable[[str], Path]) -> Release:
    return RELEASE if request.param == "latest" else Release(packages("tiny"))


@pytest.fixture(scope="module")
def stata(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stata") / "new" / "folder"
    files = usrr.export("stata", folder, release=release)
    assert sorted(files) == sorted(folder.iterdir())
    return folder


@pytest.fixture(scope="module")
def workbook(release: Release, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    (file,) = usrr.export("xlsx", tmp_path_factory.mktemp("excel"), release=release)
    return openpyxl.load_workbook(file)


def test_stata_has_every_cell(release: Release, stata: Path) -> None:
    for table in release.tables():
        assert from_stata(stata / f"{table}.dta") == csv_rows(release, table)[1]


def test_stata_has_labels_types_and_the_order_of_the_terms(release: Release, stata: Path) -> None:
    for table in release.tables():
        with pd.read_stata(stata / f"{table}.dta", iterator=True) as file:
            labels, values, name = file.variable_labels(), file.value_labels(), file.data_label
            frame = file.read(convert_categoricals=False)
        assert name == f"US-Russia relations {release.version}: {table}"
        assert len(labels) == len(fields(release, table))
        for variable, field in zip(frame, fields(release, table), strict=True):
            assert variable in {field["name"], f"{field['name']}_"}
            assert 0 < len(labels[variable]) <= 80
            assert field["description"].startswith(labels[variable].removesuffix("..."))
            terms = [category["value"] for category in field.get("categories", ())]
            truth = field["type"] == "boolean"
            assert values.get(variable, {}) == ({0: "false", 1: "true"} if truth else dict(enumerate(terms, start=1)))
            if field["type"] == "date":
                assert frame[variable].dtype.kind == "M"
            numeric = field["type"] in {"integer", "number"} or truth or bool(terms)
            assert (frame[variable].dtype.kind in "if") == numeric


def test_excel_has_every_cell_and_no_formula(release: Release, workbook: openpyxl.Workbook) -> None:
    for table in release.tables():
        sheet = workbook[table]
        assert from_excel(sheet) == csv_rows(release, table)
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n", "b"}
        for place, field in enumerate(fields(release, table), start=1):
            kind = {"integer": "n", "number": "n", "boolean": "b"}.get(field["type"], "s")
            cells = [cell for (cell,) in sheet.iter_rows(2, min_col=place, max_col=place) if cell.value is not None]
            assert {cell.data_type for cell in cells} <= {kind}
            assert {cell.number_format for cell in cells} <= {"@" if kind == "s" else "General"}


def test_excel_sheets_are_the_tables_with_frozen_headers_and_filters(
    release: Release, workbook: openpyxl.Workbook
) -> None:
    assert workbook.sheetnames == ["About this release", *release.tables(), "About the columns"]
    for name in release.tables():
        sheet = workbook[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert not sheet._hyperlinks
    about = dict(from_excel(workbook["About this release"])[1])
    assert (about["Version"], about["Fingerprint"]) == (release.version, f"sha256:{release.fingerprint}")
    meanings = from_excel(workbook["About the columns"])[1]
    told = [
        (table, field["name"], field["description"]) for table in release.tables() for field in fields(release, table)
    ]
    assert [(sheet, column, meaning) for sheet, column, _, meaning, _ in meanings] == told


@given(ROWS)
def test_any_cell_survives_stata(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Any, ...]]) -> None:
    folder = tmp_path_factory.mktemp("any")
    (file,) = usrr.export("stata", folder, release=made(folder / "release", COLUMNS, rows))
    # Stata's numbers are doubles.
    wanted = [[text_of(float(cell) if type(cell) is int else cell) for cell in row] for row in rows]
    assert from_stata(file) == wanted
    assert [*pd.read_stata(file)] == ["name", "note", "day", "count", "value", "yes", "class_"]


@given(ROWS)
def test_any_cell_survives_excel(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Any, ...]]) -> None:
    folder = tmp_path_factory.mktemp("any")
    (file,) = usrr.export("xlsx", folder, release=made(folder / "release", COLUMNS, rows))
    sheet = openpyxl.load_workbook(file)["made"]
    found = [[cell.value for cell in row] for row in sheet.iter_rows(2, max_col=len(COLUMNS))][: len(rows)]
    for row, wanted in zip(found, rows, strict=True):
        # A number is written with 16 digits, as Excel itself does.
        assert row[4] == (None if wanted[4] is None else pytest.approx(wanted[4], rel=1e-15))
        assert [*row[:4], *row[5:]] == [
            cell.isoformat() if isinstance(cell, dt.date) else cell for cell in (*wanted[:4], *wanted[5:])
        ]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("to", ["stata", "xlsx"])
def test_the_same_release_gives_the_same_bytes(tmp_path: Path, to: str) -> None:
    for name in ("one", "two"):
        usrr.export(to, tmp_path / name, tables=["events", "changes"] if "changes" in RELEASE.tables() else "events")
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_a_whole_number_that_is_too_large_is_refused(tmp_path: Path) -> None:
    release = made(tmp_path / "release", {"count": ("integer", ())}, [(1,), (2**53,)])
    for to in ("stata", "xlsx"):
        with pytest.raises(ExportError, match=r"made\.count, row 2: 9007199254740992"):
            usrr.export(to, tmp_path / "out", release=release)
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_a_text_that_is_too_long_for_excel_is_refused(tmp_path: Path) -> None:
    release = made(tmp_path / "release", {"name": ("string", ())}, [("😀" * 16_384,)])
    with pytest.raises(ExportError, match=r"made\.name, row 1: .*32767 characters"):
        usrr.export("xlsx", tmp_path / "out", release=release)
    (file,) = usrr.export("stata", tmp_path / "out", release=release)
    assert from_stata(file) == [["😀" * 16_384]]


NAMES = st.text("ab_", min_size=1, max_size=6)


@given(st.lists(NAMES, unique=True), st.sets(NAMES))
def test_short_names_fit_differ_and_stay_where_they_can(names: list[str], reserved: set[str]) -> None:
    short = short_names(names, 4, frozenset(reserved))
    assert [*short] == names
    assert len(set(short.values())) == len(names)
    assert all(len(name) <= 4 and name not in reserved for name in short.values())
    assert all(short[name] == name for name in names if len(name) <= 4 and name not in reserved)


def test_an_older_release_is_exported_by_its_own_descriptor(tmp_path: Path) -> None:
    oldest = load.versions()[0]
    (file,) = usrr.export("stata", tmp_path, tables=["treaties"], version=oldest)
    wanted = csv_rows(Release(load.release(oldest).folder), "treaties")[1]
    assert from_stata(file) == wanted
