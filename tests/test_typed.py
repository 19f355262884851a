"""Values and their texts: what canonical CSV writes is what it reads."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from us_russia_relations.definitions.values import render, render_row, text_of, value_of


@given(st.integers())
def test_integers_survive(value: int) -> None:
    assert value_of(text_of(value), "integer") == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_survive(value: float) -> None:
    assert value_of(text_of(value), "number") == value


@given(st.booleans())
def test_truth_survives(value: bool) -> None:
    assert value_of(text_of(value), "boolean") is value


@given(st.dates())
def test_dates_survive(value: date) -> None:
    assert value_of(text_of(value), "date") == value


@given(st.text(min_size=1))
def test_texts_survive(value: str) -> None:
    assert value_of(text_of(value), "string") == value


@pytest.mark.parametrize("kind", ["string", "edtf", "date", "integer", "number", "boolean"])
def test_nothing_is_an_empty_cell(kind: str) -> None:
    assert text_of(None) == ""
    assert value_of("", kind) is None


def test_whole_numbers_have_no_point() -> None:
    assert text_of(1550.0) == "1550"
    assert text_of(12.5) == "12.5"


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\0\r")), min_size=2, max_size=4), max_size=4))
def test_rendering_rows_together_or_alone_gives_the_same_text(rows: list[list[str]]) -> None:
    assert render(rows) == "".join(render_row(row) for row in rows)
