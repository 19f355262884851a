"""Check numbers and days that can't be: counts below zero, shares above 100, another age, the future."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from us_russia_relations.check.absence import intact_record
from us_russia_relations.definitions import RAW_TABLES, RECORD_TABLES, package
from us_russia_relations.definitions.edtf import Span, parse
from us_russia_relations.definitions.links import AFFILIATIONS, LISTINGS, RETIRED, TERM_PROPERTIES
from us_russia_relations.definitions.records import ACTORS, CITATIONS, OBSERVATIONS
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.plausible import (
    FUTURE_DATE,
    IMPLAUSIBLE_DATE,
    IMPOSSIBLE_VALUE,
    LISTED_LATE,
    NO_SUCCESSOR,
    SERIES_UNIT,
)
from us_russia_relations.rules.problem import Problem

# No record is older, but for actors, what they belong to, and what is cited.
_OLDEST = date(1900, 1, 1)
_OLDEST_OF = {ACTORS.name: date(800, 1, 1), AFFILIATIONS.name: date(1500, 1, 1), CITATIONS.name: date(1450, 1, 1)}
# Nothing was read on the web before it was there.
_WEB = date(1991, 8, 6)
# An end may be agreed in advance, by so many years.
_HORIZON = date(2200, 1, 1)
# A name is on the list some days after the act, where it is published.
_LAG = timedelta(days=31)
_TOMORROW = timedelta(days=1)
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_CENTURY = 100
_HUNDRED = Decimal(100)
# So many entries that are all late show that the date of the measure is wrong; so many sources read on one day
# show that the clock of this machine is slow.
_AGREE = 2

# The columns that date what has happened.
_PAST = {
    **{table.name: (table.date,) for table in RECORD_TABLES if table.date and table.name != ACTORS.name},
    CITATIONS.name: ("issued", "accessed"),
    LISTINGS.name: ("listed", "delisted"),
}


def check_plausible(dataset: Dataset) -> Iterator[Problem]:
    """Every number or day that can't be, and every tombstone that leads nowhere."""
    for row in () if dataset.lost(TERM_PROPERTIES.name) else dataset.rows(OBSERVATIONS.name):
        yield from _check_value(row, dataset)
    yield from _check_dates(dataset)
    yield from _check_listed(dataset)
    for row in dataset.rows(RETIRED.name):
        if row["status"] in {"merged", "split"} and not row["replaced_by"]:
            yield row.problem(NO_SUCCESSOR, "replaced_by", f"the id was {row['status']}, and nothing replaces it")


def _check_value(row: Row, dataset: Dataset) -> Iterator[Problem]:
    units = dataset.meaning.values("series", "unit", row["series"])
    if units and row["unit"] not in units and row["unit"] in dataset.terms.get("unit", ()):
        message = f"values of {row['series']} are in {' or '.join(units)}"
        yield row.problem(SERIES_UNIT, "unit", message, f"write {units[0]}, and the value in it")
        return
    if not _NUMBER.fullmatch(row["value"]):
        return
    value = Decimal(row["value"])
    changes = row["series"] in dataset.meaning.terms("series", "difference")
    whole = row["unit"] in dataset.meaning.terms("unit", "whole")
    share = row["unit"] in dataset.meaning.terms("unit", "share")
    message = ""
    if value < 0 and not changes:
        message = f"{row['series']} is no series of changes, and has no value below zero"
    elif whole and value != value.to_integral_value():
        message = f"{row['unit']} are counted in whole numbers"
    elif share and not changes and value > _HUNDRED:
        message = "a share is at most 100"
    if message:
        yield row.problem(IMPOSSIBLE_VALUE, "value", message, "look the number up")


def trusted(row: Row, column: str, last: date) -> Span | None:
    """The date in the column, unless it can't be right: other checks have nothing to say against such a date.

    ``last`` is the last day that is not in the future.
    """
    text = row[column]
    return _trusted(text, row.table.name, column, last) if text else None


@lru_cache(maxsize=65536)
def _trusted(text: str, table: str, column: str, last: date) -> Span | None:
    try:
        span = parse(text)
    except ValueError:
        return None
    if _of_another_age(span, _oldest(table, column)) or century_off(span):
        return None
    future = column in _PAST.get(table, ()) and span.start is not None and span.start > last
    return None if future else span


def century_off(span: Span) -> str:
    """The first day in the right century, where the span lies exactly one away from the window; empty elsewhere."""
    for day in (span.start, span.end):
        if day is None:
            continue
        for years in (_CENTURY, -_CENTURY):
            shifted = f"{day.year + years:04}-{day.month:02}-{day.day:02}"
            if package.WINDOW_START <= shifted <= package.WINDOW_END:
                return shifted
    return ""


def _oldest(table: str, column: str) -> date:
    return _WEB if column == "accessed" else _OLDEST_OF.get(table, _OLDEST)


def _of_another_age(span: Span, oldest: date) -> bool:
    return any(day is not None and not oldest <= day < _HORIZON for day in (span.start, span.end))


def latest(dataset: Dataset) -> date:
    """The last day that is not in the future: of the clock, or of the sources where the clock is slow."""
    seen = Counter(row["accessed"] for row in dataset.rows(CITATIONS.name))
    days = [day.end for text, count in seen.items() if count >= _AGREE and (day := _span(dataset, text))]
    return max([datetime.now(UTC).date(), *(day for day in days if day is not None and day < _HORIZON)]) + _TOMORROW


def _span(dataset: Dataset, text: str) -> Span | None:
    rows = dataset.grouped(CITATIONS.name, "accessed").get(text, ())
    return rows[0].span("accessed") if rows else None


def _check_dates(dataset: Dataset) -> Iterator[Problem]:
    last = latest(dataset)
    for table in RAW_TABLES:
        for column in table.edtf_columns():
            past = column.name in _PAST.get(table.name, ())
            for text, rows in dataset.grouped(table.name, column.name).items():
                span = rows[0].span(column.name) if text else None
                if span is None:
                    continue
                message = ""
                if _of_another_age(span, _oldest(table.name, column.name)):
                    rule, message = IMPLAUSIBLE_DATE, "a date of another age"
                elif past and span.start is not None and span.start > last:
                    rule, message = FUTURE_DATE, "the date lies in the future"
                if message:
                    hint = "correct the year"
                    yield from (row.problem(rule, column.name, message, hint) for row in rows)


def _check_listed(dataset: Dataset) -> Iterator[Problem]:
    last = latest(dataset)
    for measure_id, rows in dataset.grouped(LISTINGS.name, LISTINGS.owner).items():
        measure = intact_record(dataset, measure_id)
        adopted = trusted(measure, "adopted", last) if measure is not None and "adopted" in measure else None
        if measure is None or adopted is None or adopted.end is None:
            continue
        late: defaultdict[bool, list[Row]] = defaultdict(list)
        for row in rows:
            listed = row.span("listed")
            start = listed.start if listed is not None else None
            if start is not None and start <= last:
                late[start > adopted.end + _LAG].append(row)
        if len(late[True]) >= _AGREE and not late[False]:
            message = f"{len(late[True])} names are listed long after it, such as {late[True][0]['listed']}"
            yield measure.problem(LISTED_LATE, "adopted", message, "look the date of the measure up again")
            continue
        for row in late[True]:
            message = f"{measure_id} was adopted on {measure['adopted']}"
            yield row.problem(LISTED_LATE, "listed", message, "correct the date, or name the measure that listed it")
