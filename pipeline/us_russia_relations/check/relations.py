"""Check relations: not to oneself, not in both directions, not against time, and to what can bear them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from us_russia_relations.check.absence import intact_record
from us_russia_relations.check.plausible import latest, trusted
from us_russia_relations.definitions.edtf import Span
from us_russia_relations.definitions.links import RELATIONS
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.logic import AUTHORITY_LATER
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.usage import OBJECT_LEVEL, RELATION_ORDER, RELATION_TO_ITSELF, RELATION_TWICE

# So many relations of one record that run against time show that its date is wrong.
_AGREE = 2
_AUTHORITY = "under_authority_of"


def check_relations(dataset: Dataset) -> Iterator[Problem]:
    """Every relation that can't be, as a problem of its row, unless several blame the date of one record."""
    lines = {(row["subject_id"], row["relation"], row["object_id"]): row for row in dataset.rows(RELATIONS.name)}
    acyclic = dataset.meaning.terms("relation", "acyclic")
    for (subject, relation, target), row in lines.items():
        other = lines.get((target, relation, subject))
        if relation in acyclic:
            # What runs in a circle is reported as such.
            continue
        if subject == target:
            yield row.problem(RELATION_TO_ITSELF, "object_id", "the record stands in relation to itself")
        elif other is not None and other.line < row.line:
            yield row.problem(RELATION_TWICE, "object_id", f"line {other.line} says the same in the other direction")
    yield from _check_levels(dataset)
    yield from _check_time(dataset, lines)


def _check_levels(dataset: Dataset) -> Iterator[Problem]:
    wrong: defaultdict[str, list[Row]] = defaultdict(list)
    right: set[str] = set()
    for row in dataset.rows(RELATIONS.name):
        levels = dataset.meaning.values("relation", "object_level", row["relation"])
        target = intact_record(dataset, row["object_id"])
        if not levels or target is None or "level" not in target:
            continue
        if target["level"] not in levels and target["level"] in dataset.terms.get("measure_level", ()):
            wrong[row["object_id"]].append(row)
        else:
            right.add(row["object_id"])
    for target_id, rows in wrong.items():
        target = dataset.records[target_id]
        message = f"its level is {target['level']}, and {rows[0]['subject_id']} is {rows[0]['relation']} it"
        yield target.problem(OBJECT_LEVEL, "level", message, "correct the level, or name the authority that was used")


def _check_time(dataset: Dataset, lines: dict[tuple[str, str, str], Row]) -> Iterator[Problem]:
    follows = dataset.meaning.terms("relation", "follows")
    last = latest(dataset)
    against: list[tuple[Row, Problem]] = []
    agreeing: set[str] = set()
    for (subject_id, relation, object_id), row in lines.items():
        subject, target = intact_record(dataset, subject_id), intact_record(dataset, object_id)
        if relation not in follows or subject is None or target is None or subject is target:
            continue
        if (object_id, relation, subject_id) in lines or not (subject.table.date and target.table.date):
            continue
        authority = relation == _AUTHORITY
        # An answer may follow what was only announced; a power is used when it is given.
        later, earlier = (trusted(end, end.table.date, last) for end in (subject, target))
        if earlier is not None and not authority:
            earlier = _first(target)
        if later is None or earlier is None:
            continue
        if later.surely_before(earlier):
            rule = AUTHORITY_LATER if authority else RELATION_ORDER
            message = f"{subject_id} ({subject[subject.table.date]}) lies before {object_id} ({earlier.start})"
            problem = row.problem(rule, "object_id", message, "swap the two, or look both dates up again")
            against.append((row, problem))
        else:
            agreeing |= {subject_id, object_id}
    yield from _blamed(against, agreeing, dataset)


def _first(row: Row) -> Span | None:
    """The earliest of the dates from which the record can be known of."""
    spans = [span for column in row.table.known_from() if (span := row.span(column)) is not None]
    return min(spans, key=lambda span: span.start or date.min, default=None)


def _blamed(against: list[tuple[Row, Problem]], agreeing: set[str], dataset: Dataset) -> Iterator[Problem]:
    """One problem on the date of a record that nothing but contradicts, in the place of one for each relation."""
    ends: defaultdict[str, list[Problem]] = defaultdict(list)
    for row, problem in against:
        for end in ("subject_id", "object_id"):
            ends[row[end]].append(problem)
    blamed = {name for name, problems in ends.items() if len(problems) >= _AGREE and name not in agreeing}
    for name in sorted(blamed):
        record, first = dataset.records[name], ends[name][0]
        message = f"{len(ends[name])} relations contradict the date, such as {first.file} line {first.line}"
        rule = AUTHORITY_LATER if first.rule == AUTHORITY_LATER.name else RELATION_ORDER
        yield record.problem(rule, record.table.date, message, "look the date up again")
    for row, problem in against:
        if not blamed & {row["subject_id"], row["object_id"]}:
            yield problem
