"""Check who did what: participants, imposers and targets, lives and offices of actors, allegations."""

from __future__ import annotations

from collections.abc import Iterator

from us_russia_relations.check.absence import Absence, intact_record, unexplained
from us_russia_relations.definitions import ACT_TABLES, edtf
from us_russia_relations.definitions.edtf import Span
from us_russia_relations.definitions.links import AFFILIATIONS, LISTINGS, PARTICIPANTS
from us_russia_relations.definitions.records import MEASURES
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.logic import (
    ACTOR_INACTIVE,
    ALLEGED_WITHOUT_SOURCE,
    NO_PARTICIPANT,
    OUTSIDE_OFFICE,
    SELF_TARGET,
)
from us_russia_relations.rules.problem import Problem


def check_logic(dataset: Dataset) -> Iterator[Problem]:
    """Every record whose actors can't have taken part as the rows say."""
    if dataset.lost(PARTICIPANTS.name):
        return
    unsure, roles = dataset.unsure(PARTICIPANTS.name), dataset.terms.get("role", frozenset())
    absences: list[Absence] = []
    out_of_office: list[Absence] = []
    for table in ACT_TABLES:
        for record in dataset.rows(table.name):
            took_part = dataset.participants(record.key[0])
            span = record.span(table.date)
            yield from _check_targets(took_part)
            # A participant whose row or role can't be read may be the one that seems to be missing.
            if record.key[0] not in unsure and all(row["role"] in roles for row in took_part):
                absences += ((record.key[0], problem) for problem in _check_cast(record, took_part, table.name))
            for row in took_part:
                yield from _check_active(row, span, dataset)
            out_of_office += _check_offices(took_part, span, dataset)
    for listing in dataset.rows(LISTINGS.name):
        yield from _check_active(listing, listing.span("listed"), dataset)
    yield from unexplained(absences, {PARTICIPANTS.name: ("record_id",)}, dataset)
    yield from unexplained(out_of_office, {AFFILIATIONS.name: ("actor_id",)}, dataset)


def _check_cast(record: Row, took_part: list[Row], table: str) -> Iterator[Problem]:
    roles = {row["role"] for row in took_part}
    key = record.table.primary_key[0]
    if not took_part:
        yield record.problem(NO_PARTICIPANT, key, "nobody takes part in it", "add rows to links/participants.csv")
    elif table == MEASURES.name and "imposer" not in roles:
        yield record.problem(
            NO_PARTICIPANT, key, "the measure has no imposer", "add a participant with the role imposer"
        )
    if "certainty" in record and record["certainty"] == "alleged" and "attributed_by" not in roles:
        hint = "add a participant with the role attributed_by: whose claim it is"
        yield record.problem(ALLEGED_WITHOUT_SOURCE, "certainty", "nobody is named who alleges it", hint)


def _check_targets(took_part: list[Row]) -> Iterator[Problem]:
    imposers = {row["actor_id"] for row in took_part if row["role"] == "imposer"}
    for row in took_part:
        if row["role"] == "target" and row["actor_id"] in imposers:
            yield row.problem(SELF_TARGET, "actor_id", "the imposer of the measure is also its target")


def _check_active(row: Row, span: Span | None, dataset: Dataset) -> Iterator[Problem]:
    actor = intact_record(dataset, row["actor_id"])
    if span is None or actor is None or "active" not in actor:
        return
    active = actor.span("active")
    if active is not None and not active.overlaps(span):
        message = f"the actor was active {actor['active']}, and this happened {_told(span)}"
        yield row.problem(ACTOR_INACTIVE, "actor_id", message, "look for the predecessor or successor")


def _check_offices(took_part: list[Row], span: Span | None, dataset: Dataset) -> Iterator[Absence]:
    """Each actor with the problem that he was out of office.

    A person who acts beside a body in which he ever held a position must hold some position then.

    Any position will do: a former president may act beside his state as its prime minister.
    """
    if span is None:
        return
    roles = dataset.meaning.terms("role", "acts")
    acting = {row["actor_id"]: row for row in took_part if row["role"] in roles}
    offices, unsure = dataset.grouped(AFFILIATIONS.name, "actor_id"), dataset.unsure(AFFILIATIONS.name)
    for actor_id, row in acting.items():
        terms = offices.get(actor_id, [])
        bodies = {office["organisation_id"] for office in terms} - {actor_id}
        for body in sorted(bodies & acting.keys()):
            spans = [office.span("held") for office in terms]
            # A term whose dates can't be read may be the one that fits.
            if not any(term is None or term.overlaps(span) for term in spans) and actor_id not in unsure:
                held = ", ".join(office["held"] for office in terms)
                message = f"acts beside {body}, where positions were held {held}, and this happened {_told(span)}"
                hint = "check the date, the person and links/affiliations.csv"
                yield actor_id, row.problem(OUTSIDE_OFFICE, "actor_id", message, hint)


def _told(span: edtf.Span) -> str:
    return f"{span.start}" if span.start == span.end else f"{span.start or '..'} to {span.end or '..'}"
