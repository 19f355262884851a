"""Dates: the EDTF texts that the data model allows, their bounds, and their order."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from edtf import EDTFParseException, parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from us_russia_relations.definitions import edtf

# Whatever the texts that the data model allows are made of, in every order that a slip may give.
pieces = st.sampled_from(
    [
        "2014",
        "1987",
        "0000",
        "201X",
        "20XX",
        "-",
        "01",
        "02",
        "12",
        "13",
        "21",
        "23",
        "25",
        "29",
        "30",
        "31",
        "XX",
        "~",
        "?",
        "%",
    ]
)

days = st.dates(min_value=date(1, 1, 1), max_value=date(9998, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2014-03-18", "2014-03-18", "2014-03-18", "day"),
        ("2019-07", "2019-07-01", "2019-07-31", "month"),
        ("2016-02", "2016-02-01", "2016-02-29", "month"),
        ("2014", "2014-01-01", "2014-12-31", "year"),
        ("2014-21", "2014-03-01", "2014-05-31", "season"),
        ("2018-23", "2018-09-01", "2018-11-30", "season"),
        ("2018-24", "2018-12-01", "2019-02-28", "season"),
        ("2018-09~", "2018-09-01", "2018-09-30", "month"),
        ("2018?", "2018-01-01", "2018-12-31", "year"),
        ("2018-03-04%", "2018-03-04", "2018-03-04", "day"),
        ("201X", "2010-01-01", "2019-12-31", "interval"),
        ("2014-XX", "2014-01-01", "2014-12-31", "year"),
        ("2014-03-XX", "2014-03-01", "2014-03-31", "month"),
        ("2018-02-07/2018-02-08", "2018-02-07", "2018-02-08", "days"),
        ("2014/2016-05", "2014-01-01", "2016-05-31", "interval"),
    ],
)
def test_bounds_and_precision(text: str, start: str, end: str, precision: str) -> None:
    span = edtf.parse(text)
    assert (str(span.start), str(span.end), span.precision) == (start, end, precision)


def test_open_ends_have_no_bound() -> None:
    assert edtf.parse("2014-03-06/..") == edtf.Span(date(2014, 3, 6), None, "open")
    assert edtf.parse("../2019-01") == edtf.Span(None, date(2019, 1, 31), "open")


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2014-02-30", "2014-13", "2014-2-3", "20140318", "18.03.2014", "3/18/14", "0000", "2014-25",
        "2014/", "/2014", "2014//2015", "[2014,2015]", "{2014}", "y20000", "2014-03-18T00:00:00Z",
        "2014-03~-18", "NaN", "March 2014", "٢٠١٤",
    ],
)  # fmt: skip
def test_what_is_not_level_1_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|interval"):
        edtf.parse(text)


def test_a_reversed_interval_is_told_apart() -> None:
    with pytest.raises(edtf.ReversedIntervalError):
        edtf.parse("2014-03-18/2014-03-17")


@given(days)
def test_a_full_day_is_its_own_bounds(day: date) -> None:
    assert edtf.parse(day.isoformat()) == edtf.Span(day, day, "day")


@given(days)
def test_coarser_texts_hold_the_day(day: date) -> None:
    for text in (day.isoformat()[:7], day.isoformat()[:4], day.isoformat()[:7] + "~"):
        span = edtf.parse(text)
        assert span.start is not None
        assert span.end is not None
        assert span.start <= day <= span.end


@given(days, days)
def test_intervals_are_accepted_exactly_when_they_run_forward(one: date, other: date) -> None:
    text = f"{one.isoformat()}/{other.isoformat()}"
    if one <= other:
        span = edtf.parse(text)
        assert (span.start, span.end) == (one, other)
    else:
        with pytest.raises(edtf.ReversedIntervalError):
            edtf.parse(text)


@given(days, st.integers(0, 4000), days, st.integers(0, 4000))
def test_overlap_is_symmetric_and_means_a_shared_day(one: date, length: int, other: date, width: int) -> None:
    limit = date(9999, 12, 31)
    first = edtf.Span(one, one + timedelta(min(length, (limit - one).days)), "days")
    second = edtf.Span(other, other + timedelta(min(width, (limit - other).days)), "days")
    assert first.overlaps(second) == second.overlaps(first)
    assert first.end is not None
    assert second.end is not None
    assert first.overlaps(second) == (max(one, other) <= min(first.end, second.end))


@given(st.lists(pieces, min_size=1, max_size=6).map("".join))
def test_single_dates_agree_with_the_edtf_package(text: str) -> None:
    """What both accept has the same bounds; what the package refuses is refused here too."""
    try:
        ours = edtf.parse(text)
    except ValueError:
        return
    theirs = parse_edtf(text)
    assert (ours.start, ours.end) == (date(*theirs.lower_strict()[:3]), date(*theirs.upper_strict()[:3]))


@given(st.integers(1, 9998), st.integers(1, 12), st.integers(1, 31), st.sampled_from(["", "~", "?", "%"]))
def test_what_the_edtf_package_accepts_is_accepted(year: int, month: int, day: int, qualifier: str) -> None:
    # The package takes 29 February in some years that have none.
    assume(day <= monthrange(year, month)[1])
    for text in (f"{year:04}", f"{year:04}-{month:02}", f"{year:04}-{month:02}-{day:02}"):
        try:
            theirs = parse_edtf(text + qualifier)
        except EDTFParseException:
            with pytest.raises(ValueError, match="EDTF"):
                edtf.parse(text + qualifier)
        else:
            assert edtf.parse(text + qualifier).end == date(*theirs.upper_strict()[:3])
