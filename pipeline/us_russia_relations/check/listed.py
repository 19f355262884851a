"""Check the entries of lists against who takes part in their measure, and against how many were announced."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation

from us_russia_relations.definitions.links import LISTINGS
from us_russia_relations.definitions.records import OBSERVATIONS
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.logic import LISTED_COUNT, LISTED_TARGET, SELF_TARGET
from us_russia_relations.rules.problem import Problem


def check_listed(dataset: Dataset) -> Iterator[Problem]:
    """Every target that is typed beside its listing, imposer that lists himself, and list longer than announced."""
    if dataset.lost(LISTINGS.name):
        return
    for measure_id, listings in dataset.grouped(LISTINGS.name, "measure_id").items():
        yield from _check_cast(dataset.participants(measure_id), listings)
    for row in dataset.rows(OBSERVATIONS.name):
        kinds = dataset.meaning.values("series", "counts", row["series"])
        yield from _check_number(row, kinds, dataset.grouped(LISTINGS.name, "measure_id").get(row["record_id"], []))


def _check_cast(took_part: list[Row], listings: list[Row]) -> Iterator[Problem]:
    listed = {row["actor_id"]: row for row in reversed(listings) if row["actor_id"]}
    for row in took_part:
        entry = listed.get(row["actor_id"])
        if entry is not None and row["role"] == "target":
            message = f"links/listings.csv line {entry.line} lists the actor, which makes it a target already"
            yield row.problem(LISTED_TARGET, "actor_id", message, "take the row out")
        elif entry is not None and row["role"] == "imposer":
            yield entry.problem(SELF_TARGET, "actor_id", "the imposer of the measure is also on its list")


def _check_number(row: Row, kinds: Collection[str], listings: list[Row]) -> Iterator[Problem]:
    # A note says that the number counts something narrower than the list, such as the members of one service.
    if not kinds or row["note"]:
        return
    try:
        announced = Decimal(row["value"])
    except InvalidOperation:
        return
    names = {entry["name"] for entry in listings if entry["kind"] in kinds}
    if len(names) > announced:
        message = f"{row['value']} were announced, and {len(names)} names are in links/listings.csv"
        hint = "look both up again; where the number counts something narrower, say in note what it leaves out"
        yield row.problem(LISTED_COUNT, "value", message, hint)
