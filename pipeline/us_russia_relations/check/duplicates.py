"""Find the same act recorded twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from us_russia_relations.definitions import ACT_TABLES
from us_russia_relations.definitions.links import LISTINGS, RELATIONS
from us_russia_relations.definitions.model import Table
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.provenance import LIKELY_DUPLICATE

# Of 100; titles of two acts that differ in one short word score less.
_NEAR_TITLE = 97.0
# Titles are compared with this many that follow in the order of the alphabet, so that the work grows with the rows.
_NEIGHBOURS = 3
_ARTICLES = frozenset({"a", "an", "the"})
# Agreements that are signed together often have the same parties, and differ in their names.
_TABLES = tuple(table for table in ACT_TABLES if table.label == ("title",))


def check_duplicates(dataset: Dataset) -> Iterator[Problem]:
    """Pairs of events or measures with the same date, type and actors, or with nearly the same title.

    A pair that a relation ties together is known to be two; titles whose numbers differ are two as well.
    """
    if dataset.lost(RELATIONS.name):
        return
    tied = {frozenset((row["subject_id"], row["object_id"])) for row in dataset.rows(RELATIONS.name)}
    unsure = _half_tied(dataset)
    for table in _TABLES:
        pairs = {
            frozenset((row.key[0], twin.key[0])): (row, twin, shared)
            for row, twin, shared in (*_same_cast(dataset, table), *_near_titles(dataset.rows(table.name)))
        }
        for pair, (row, twin, shared) in pairs.items():
            if pair not in tied and len(pair) == 2 and not pair & unsure:
                yield _problem(row, twin, shared)


def _half_tied(dataset: Dataset) -> frozenset[str]:
    """Records in a relation whose other end can't be read: it may be the twin."""
    ends = ((row["subject_id"], row["object_id"]) for row in dataset.rows(RELATIONS.name))
    half = (end for pair in ends if not {*pair} <= dataset.records.keys() for end in pair)
    return dataset.unsure(RELATIONS.name) | {*half}


_Pair = tuple[Row, Row, str]


def _same_cast(dataset: Dataset, table: Table) -> Iterator[_Pair]:
    first: dict[tuple[str, str, frozenset[tuple[str, str]]], Row] = {}
    # Two rounds of one day put other names on a list, or under another programme.
    listings = dataset.grouped(LISTINGS.name, "measure_id")
    for row in dataset.rows(table.name):
        actors = frozenset((part["actor_id"], part["role"]) for part in dataset.participants(row.key[0]))
        actors |= {(entry["name"], entry["programme"]) for entry in listings.get(row.key[0], ())}
        twin = first.setdefault((row[table.date], row[table.type], actors), row)
        if twin is not row and actors:
            yield row, twin, "date, type and actors"


def _near_titles(rows: list[Row]) -> Iterator[_Pair]:
    # Imported late: `explain` and `--help` pay for no comparison.
    from rapidfuzz import fuzz

    titles = sorted((_words(row["title"]), row.line, row) for row in rows)
    for index, (title, _, row) in enumerate(titles):
        for other, _, twin in titles[index + 1 : index + 1 + _NEIGHBOURS]:
            if fuzz.ratio(title, other) >= _NEAR_TITLE and _numbers(title) == _numbers(other):
                later, earlier = (row, twin) if row.line > twin.line else (twin, row)
                yield later, earlier, "nearly the title"


def _words(title: str) -> str:
    """The title's words without articles, in the order of the alphabet."""
    return " ".join(sorted(word for word in re.findall(r"\w+", title.casefold()) if word not in _ARTICLES))


def _numbers(title: str) -> list[str]:
    return re.findall(r"\d+", title)


def _problem(row: Row, twin: Row, shared: str) -> Problem:
    column = row.table.primary_key[0]
    message = f"shares {shared} with {twin.key[0]} (line {twin.line})"
    return row.problem(
        LIKELY_DUPLICATE, column, message, "merge the two, or tie them with the relation same_process_as"
    )
