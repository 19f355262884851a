"""Look for the same act told twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from us_russia_relations.steps.dataset import Dataset, Row
from us_russia_relations.steps.problem import Problem

_NEAR_TITLE = 95.0
_KEYS = {"events": ("date", "type"), "measures": ("adopted", "instrument")}


def check_duplicates(dataset: Dataset) -> Iterator[Problem]:
    """Pairs of events or measures with the same date, and the same type and actors or nearly the same title.

    A pair that a relation ties together is known to be two.
    """
    tied = {frozenset((row["subject_id"], row["object_id"])) for row in dataset.rows("relations")}
    for table, (date_column, type_column) in _KEYS.items():
        told: set[str] = set()
        cast: dict[tuple[str, str, frozenset[tuple[str, str]]], Row] = {}
        by_date: defaultdict[str, list[Row]] = defaultdict(list)
        for row in dataset.rows(table):
            actors = frozenset((part["actor_id"], part["role"]) for part in dataset.participants(row.key[0]))
            twin = cast.setdefault((row[date_column], row[type_column], actors), row)
            if twin is not row and actors and frozenset((row.key[0], twin.key[0])) not in tied:
                told.add(row.key[0])
                yield _problem(row, twin, "date, type and actors")
            by_date[row[date_column]].append(row)
        for rows in by_date.values():
            yield from _near_titles(rows, told, tied)


def _near_titles(rows: list[Row], told: set[str], tied: set[frozenset[str]]) -> Iterator[Problem]:
    if len(rows) < 2:
        return
    # Imported where two rows share a date, which a small dataset may never have.
    from rapidfuzz import fuzz, utils

    for i, row in enumerate(rows):
        for twin in rows[:i]:
            score = fuzz.token_sort_ratio(row["title"], twin["title"], processor=utils.default_process)
            known = row.key[0] in told or frozenset((row.key[0], twin.key[0])) in tied
            if score >= _NEAR_TITLE and not known:
                told.add(row.key[0])
                yield _problem(row, twin, "date and nearly the title")


def _problem(row: Row, twin: Row, shared: str) -> Problem:
    column = row.sheet.table.primary_key[0]
    message = f"shares {shared} with {twin.key[0]} (line {twin.line})"
    return row.problem(
        "likely-duplicate", column, message, "merge the two, or tie them with the relation same_process_as"
    )
