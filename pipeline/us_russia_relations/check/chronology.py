"""Check dates against each other: within a row, between a step and what it acts on, against the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from us_russia_relations.check.absence import intact_record
from us_russia_relations.definitions import ACT_TABLES, RAW_TABLES, package
from us_russia_relations.definitions.edtf import Span
from us_russia_relations.definitions.links import LISTINGS, RELATIONS
from us_russia_relations.definitions.model import Column
from us_russia_relations.definitions.records import MEASURES
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.logic import ACTS_ON_DATE, AUTHORITY_LATER, DATE_ORDER, END_REASON, SCOPE_WINDOW
from us_russia_relations.rules.problem import Problem

# The dates that have a reason, by table.
_ENDS = [(table.name, column) for table in RAW_TABLES for column in table.columns if column.reason]
# An act may be signed some days before it is made public; longer than this is a slip.
ANNOUNCEMENT_LAG = timedelta(days=31)

_WINDOW = Span(date.fromisoformat(package.WINDOW_START), date.fromisoformat(package.WINDOW_END), "days")


def check_chronology(dataset: Dataset) -> Iterator[Problem]:
    """Every pair of dates that can't both be right."""
    backwards = [
        problem
        for table in RAW_TABLES
        if table.order
        for row in dataset.rows(table.name)
        for problem in _check_order(row, table.order)
    ]
    yield from backwards
    # Where the other dates run backwards, one of them is the cause, and not the announcement.
    wrong = {(problem.file, problem.line) for problem in backwards}
    for row in dataset.rows(MEASURES.name):
        if (row.table.path, row.line) not in wrong:
            yield from _check_announcement(row)
    for row in dataset.rows(LISTINGS.name):
        yield from _check_listing(row, dataset)
    for name, end in _ENDS:
        for row in dataset.rows(name):
            yield from _check_reason(row, end)
    # A date out of order disagrees with its step, too; it is reported once.
    reported = {(problem.file, problem.line, problem.column) for problem in backwards}
    steps = _check_steps(dataset)
    yield from (problem for problem in steps if (problem.file, problem.line, problem.column) not in reported)
    yield from _check_authorities(dataset)
    for table in ACT_TABLES:
        for row in dataset.rows(table.name):
            yield from _check_scope(row, table.date)


def _check_order(row: Row, columns: tuple[str, ...]) -> Iterator[Problem]:
    dated = [(column, row.span(column)) for column in columns]
    filled = [(column, span) for column, span in dated if span is not None]
    for (before, first), (after, second) in combinations(filled, 2):
        if second.surely_before(first):
            message = f"{after} ({row[after]}) lies before {before} ({row[before]})"
            yield row.problem(DATE_ORDER, after, message, "look both dates up again")
            return


def _check_announcement(row: Row) -> Iterator[Problem]:
    announced, adopted, ended = row.span("announced"), row.span("adopted"), row.span("ended")
    if announced is None or announced.start is None:
        return
    if adopted is not None and adopted.end is not None and announced.start > adopted.end + ANNOUNCEMENT_LAG:
        message = f"announced ({row['announced']}) lies long after adopted ({row['adopted']})"
        yield row.problem(DATE_ORDER, "announced", message, "look both dates up again")
    elif ended is not None and ended.surely_before(announced):
        message = f"announced ({row['announced']}) lies after ended ({row['ended']})"
        yield row.problem(DATE_ORDER, "announced", message, "look both dates up again")


def _check_listing(row: Row, dataset: Dataset) -> Iterator[Problem]:
    measure = intact_record(dataset, row["measure_id"])
    adopted = measure.span("adopted") if measure is not None and "adopted" in measure else None
    listed = row.span("listed")
    if listed and adopted and listed.surely_before(adopted):
        message = f"listed before {row['measure_id']} was adopted ({measure['adopted'] if measure else ''})"
        yield row.problem(DATE_ORDER, "listed", message, "look both dates up again")


def _check_reason(row: Row, end: Column) -> Iterator[Problem]:
    if row[end.name] and not row[end.reason]:
        yield row.problem(END_REASON, end.reason, f"the {row.table.noun} has ended, and no reason is given")
    elif row[end.reason] and not row[end.name]:
        yield row.problem(END_REASON, end.name, "a reason for the end is given, and no end")


def _check_steps(dataset: Dataset) -> Iterator[Problem]:
    for relation in dataset.rows(RELATIONS.name):
        event, target = intact_record(dataset, relation["subject_id"]), intact_record(dataset, relation["object_id"])
        if relation["relation"] != "acts_on" or event is None or target is None or "type" not in event:
            continue
        column = dataset.meaning.value("event_type", "dates", event["type"])
        if column not in target:
            continue
        step, dated = event.span("date"), target.span(column)
        if step and dated and not step.overlaps(dated):
            message = f"{event['event_id']}, which acts on it, has the date {event['date']}"
            yield target.problem(ACTS_ON_DATE, column, message, "the two must agree; look the step up again")


def _check_authorities(dataset: Dataset) -> Iterator[Problem]:
    for relation in dataset.rows(RELATIONS.name):
        action, authority = (
            intact_record(dataset, relation["subject_id"]),
            intact_record(dataset, relation["object_id"]),
        )
        if relation["relation"] != "under_authority_of" or action is None or authority is None:
            continue
        if "adopted" not in action or "adopted" not in authority:
            continue
        used, given = action.span("adopted"), authority.span("adopted")
        if used and given and used.surely_before(given):
            message = f"its authority {authority['measure_id']} was adopted later ({authority['adopted']})"
            yield action.problem(AUTHORITY_LATER, "adopted", message, "look for the authority that was in force")


def _check_scope(row: Row, column: str) -> Iterator[Problem]:
    span, scope = row.span(column), row["scope"]
    if span is None or scope not in {"core", "background", "aftermath"}:
        return
    before, after = span.surely_before(_WINDOW), _WINDOW.surely_before(span)
    # An old treaty or statute whose life reaches into the window may be core by its life instead of its birth.
    lives_on = bool(row.table.order) and before
    right = "background" if before else "aftermath" if after else "core"
    if scope != right and not (scope == "core" and lives_on):
        window = f"{package.WINDOW_START} to {package.WINDOW_END}"
        yield row.problem(
            SCOPE_WINDOW, "scope", f"the date {row[column]} against the window {window}", f"the scope is {right}"
        )
