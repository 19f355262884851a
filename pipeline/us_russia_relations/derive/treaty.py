"""For each treaty and party, the spells of its status, with the event that each end rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from us_russia_relations.definitions.records import TREATIES
from us_russia_relations.definitions.spells import STATUSES
from us_russia_relations.derive.links import EVENT_TYPE, Links
from us_russia_relations.derive.months import OBSERVED_UNTIL, window
from us_russia_relations.derive.typed import Record

# A status only ever advances; of two steps on one day the later status counts.
_RANK = {status: rank for rank, status in enumerate(STATUSES)}


@dataclass(frozen=True)
class StatusChange:
    """On this day the treaty took this status, by this event where one is recorded."""

    day: date
    status: str
    event_id: str | None


def treaty_status(links: Links) -> list[Record]:
    """One row for each spell, sorted by treaty, party and start."""
    rows: list[Record] = []
    for treaty_id, treaty in links.by_id(TREATIES).items():
        by_role = links.participants.get(treaty_id, {})
        for party in by_role.get("party", []) or by_role.get("signatory", []):
            rows.extend(_spells(treaty_id, party, _changes(links, treaty_id, treaty, party)))
    return sorted(rows, key=lambda row: (row["treaty_id"], row["actor_id"], row["start"]))


def treaty_status_month(links: Links, spells: list[Record]) -> list[Record]:
    """The status at the end of each month: one row for each treaty and party of the spells and month, sorted by key."""
    codes = links.identifiers("cow")
    by_party: dict[tuple[str, str], list[Record]] = {}
    for spell in spells:
        by_party.setdefault((spell["treaty_id"], spell["actor_id"]), []).append(spell)
    rows: list[Record] = []
    for (treaty_id, party), theirs in by_party.items():
        keys = {"treaty_id": treaty_id, "actor_id": party, "ccode": int(codes[party]) if party in codes else None}
        for month in window():
            day = min(month.last, OBSERVED_UNTIL)
            status = next(
                (s["status"] for s in theirs if s["start"] <= day and (s["end"] is None or day < s["end"])), None
            )
            rows.append({**keys, **month.columns(), "day": day, "status": status})
    return rows


def _changes(links: Links, treaty_id: str, treaty: Record, party: str) -> list[StatusChange]:
    steps = [event for event in links.steps.get(treaty_id, []) if event["certainty"] != "refuted"]
    changes: list[StatusChange] = []
    meaning = links.meaning
    # The columns that begin a status for all parties have its name.
    for status in (column.name for column in TREATIES.edtf_columns() if column.name in STATUSES):
        day = treaty[f"{status}_start"]
        if day is not None:
            dated = (
                event["event_id"] for event in steps if meaning.value(EVENT_TYPE, "dates", event["type"]) == status
            )
            changes.append(StatusChange(day, status, next(dated, None)))
    for event in steps:
        status = meaning.value(EVENT_TYPE, "party_status", event["type"])
        initiators = links.participants.get(event["event_id"], {}).get("initiator", [])
        if status and party in initiators and event["date_start"] is not None:
            changes.append(StatusChange(event["date_start"], status, event["event_id"]))
    return sorted(changes, key=lambda change: (change.day, -_RANK[change.status]))


def _spells(treaty_id: str, party: str, changes: list[StatusChange]) -> list[Record]:
    kept: list[StatusChange] = []
    for change in changes:
        if not kept or _RANK[change.status] > _RANK[kept[-1].status]:
            kept.append(change)
    if not kept or kept[0].status != STATUSES[0]:
        return []
    return [
        {
            "treaty_id": treaty_id,
            "actor_id": party,
            "status": change.status,
            "start": change.day,
            "end": after.day if after else None,
            "start_event": change.event_id,
            "end_event": after.event_id if after else None,
            # Nothing follows the end of a treaty, so no later change can be missed.
            "censored": change.status != STATUSES[-1] and (after is None or after.day > OBSERVED_UNTIL),
        }
        for change, after in zip(kept, [*kept[1:], None], strict=True)
    ]
