"""Check that identifiers and affiliations fit the kind of record and of actor that they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from us_russia_relations.check.absence import intact_record
from us_russia_relations.definitions.links import AFFILIATIONS, IDENTIFIERS, TERM_PROPERTIES
from us_russia_relations.definitions.records import ACTORS
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.codes import ACTOR_KIND, AFFILIATION_ENDS, SCHEME_OWNER, SHARED_IDENTIFIER
from us_russia_relations.rules.problem import Problem

_KIND = ACTORS.type
_VOCABULARY = ACTORS.column(_KIND).vocabulary
_PART_OF = "part of"
# So many links that contradict the kind of an actor show that the kind is wrong and not the links.
_AGREE = 2


def check_kinds(dataset: Dataset) -> Iterator[Problem]:
    """Every identifier on two records or on the wrong kind of record, and every affiliation that can't be."""
    if not dataset.lost(TERM_PROPERTIES.name):
        yield from _check_shared(dataset)
    known = dataset.terms.get(_VOCABULARY, frozenset())
    against: defaultdict[str, list[Problem]] = defaultdict(list)
    for row in dataset.rows(IDENTIFIERS.name):
        owner = intact_record(dataset, row["record_id"])
        if owner is None or owner.table.name not in IDENTIFIERS.owners:
            continue
        tables = dataset.meaning.values("scheme", "record_table", row["scheme"])
        kinds = dataset.meaning.values("scheme", "actor_kind", row["scheme"])
        if tables and owner.table.name not in tables:
            message = f"{row['scheme']} is for {' and '.join(tables)}, and this is one of {owner.table.name}"
            yield row.problem(SCHEME_OWNER, "scheme", message)
        elif kinds and owner[_KIND] in known and owner[_KIND] not in kinds:
            message = f"{row['scheme']} is for {' and '.join(kinds)}, and this is a {owner[_KIND]}"
            against[row["record_id"]].append(row.problem(SCHEME_OWNER, "scheme", message))
    individual = dataset.meaning.terms(_VOCABULARY, "individual")
    # Where no kind is known to be individual, nothing can be said of affiliations.
    for row in dataset.rows(AFFILIATIONS.name) if individual else ():
        for actor_id, problem in _check_affiliation(row, dataset, individual):
            against[actor_id].append(problem)
    for actor_id, problems in against.items():
        actor = intact_record(dataset, actor_id)
        if len(problems) < _AGREE or actor is None:
            yield from problems
        else:
            message = f"{len(problems)} identifiers and affiliations contradict the kind {actor[_KIND]}, such as "
            message += f"{problems[0].file} line {problems[0].line}"
            yield actor.problem(ACTOR_KIND, _KIND, message, problems[0].message)


def _check_shared(dataset: Dataset) -> Iterator[Problem]:
    shared = dataset.meaning.terms("scheme", "shared")
    first: dict[tuple[str, str], Row] = {}
    for row in dataset.rows(IDENTIFIERS.name):
        if row["scheme"] in shared or not row["identifier"]:
            continue
        other = first.setdefault((row["scheme"], row["identifier"]), row)
        if other["record_id"] != row["record_id"]:
            message = f"line {other.line} gives the same identifier to {other['record_id']}"
            yield row.problem(SHARED_IDENTIFIER, "identifier", message, "look up whose it is")


def _check_affiliation(row: Row, dataset: Dataset, individual: frozenset[str]) -> Iterator[tuple[str, Problem]]:
    """What is wrong with an affiliation, each with the actor whose kind may be the cause."""
    actor, body = intact_record(dataset, row["actor_id"]), intact_record(dataset, row["organisation_id"])
    if actor is None or body is None or not actor.table.name == body.table.name == ACTORS.name:
        return
    if actor is body:
        # What is part of itself runs in a circle, which is reported as such.
        if row["position"] != _PART_OF:
            yield row["actor_id"], row.problem(AFFILIATION_ENDS, "organisation_id", "the actor itself as the body")
        return
    if body[_KIND] in individual:
        yield row["organisation_id"], row.problem(AFFILIATION_ENDS, "organisation_id", "a person is no body")
        return
    known = dataset.terms.get(_VOCABULARY, frozenset())
    if actor[_KIND] in known and (actor[_KIND] in individual) == (row["position"] == _PART_OF):
        what = "a person is no part of a body" if actor[_KIND] in individual else "only a person holds a position"
        hint = "name the position" if actor[_KIND] in individual else f"a body is {_PART_OF} a body"
        yield row["actor_id"], row.problem(AFFILIATION_ENDS, "position", what, hint)
