"""The directed dyad of the United States and Russia by month, with zero rows present."""

from __future__ import annotations

from collections import Counter
from datetime import date

from us_russia_relations.steps.derive.links import Links
from us_russia_relations.steps.derive.months import Month, life, window
from us_russia_relations.steps.typed import Record

DIRECTIONS = (("russia", "usa"), ("usa", "russia"))
QUAD_COLUMNS = {
    "1": "verbal_cooperation",
    "2": "material_cooperation",
    "3": "verbal_conflict",
    "4": "material_conflict",
}
MEETINGS = frozenset({"summit", "meeting", "visit", "phone_call", "peace_conference"})
# A date that is coarser than a month has no month.
_DATED = frozenset({"day", "days", "month"})


def dyad_month(links: Links) -> list[Record]:
    """One row for each direction and month, sorted by key.

    An event counts in the month in which it began, in the direction from a state that initiated it to the state that
    was its target; a meeting of both counts in both directions. Events dated more coarsely than a month, refuted
    events, and events without a quad class in the crosswalk count in no quad column.
    """
    months = window()
    counts = {direction: _counts(links, *direction, months) for direction in DIRECTIONS}
    codes = {row["record_id"]: int(row["identifier"]) for row in links.tables["identifiers"] if row["scheme"] == "cow"}
    columns = ("events", *QUAD_COLUMNS.values(), "meetings", "measures_new", "measures_in_force")
    return [
        {
            "source_id": source,
            "target_id": target,
            "ccode1": codes.get(source, 0),
            "ccode2": codes.get(target, 0),
            "year": month.year,
            "month": month.month,
            **{column: counts[source, target][month, column] for column in columns},
        }
        for source, target in DIRECTIONS
        for month in months
    ]


def _counts(links: Links, source: str, target: str, months: list[Month]) -> Counter[tuple[Month, str]]:
    counts: Counter[tuple[Month, str]] = Counter()
    quads = {
        row["term"]: row["code"]
        for row in links.tables["crosswalk"]
        if row["vocabulary"] == "event_type" and row["scheme"] == "quad_class"
    }
    for event_id, event in links.by_id("events").items():
        month = _month(event["date_start"], event["date_precision"])
        if month is None or event["certainty"] == "refuted":
            continue
        cast = links.cast.get(event_id, {})
        meeting = {source, target} <= {*cast.get("participant", []), *cast.get("initiator", []), *cast.get("host", [])}
        if event["type"] in MEETINGS and meeting:
            counts[month, "meetings"] += 1
        elif not (source in cast.get("initiator", []) and target in cast.get("target", [])):
            continue
        counts[month, "events"] += 1
        if event["type"] in quads:
            counts[month, QUAD_COLUMNS[quads[event["type"]]]] += 1
    for measure_id, measure in links.by_id("measures").items():
        cast = links.cast.get(measure_id, {})
        if source in cast.get("imposer", []) and target in cast.get("target", []):
            adopted = _month(measure["adopted_start"], measure["adopted_precision"])
            if adopted is not None:
                counts[adopted, "measures_new"] += 1
            counts.update((month, "measures_in_force") for month in life(measure).months(months))
    return counts


def _month(day: date | None, precision: str | None) -> Month | None:
    return Month.of(day) if day is not None and precision in _DATED else None
