"""For each month, imposer, target and type: how many measures were in force, and how many targets they listed."""

from __future__ import annotations

from collections import defaultdict

from us_russia_relations.steps.derive.links import Links
from us_russia_relations.steps.derive.months import Life, Month, life, window
from us_russia_relations.steps.typed import Record

_Cell = tuple[Month, str, str, str]


def measures_in_force(links: Links) -> list[Record]:
    """One row for each combination with at least one measure in force in the window, sorted by key."""
    months = window()
    listings: defaultdict[str, list[Record]] = defaultdict(list)
    for row in links.tables["listings"]:
        listings[row["measure_id"]].append(row)
    measures: defaultdict[_Cell, set[str]] = defaultdict(set)
    listed: defaultdict[_Cell, set[str]] = defaultdict(set)
    for measure_id, measure in links.by_id("measures").items():
        lived = life(measure).months(months)
        targets = {
            row["actor_id"]: set(Life(row["listed_start"], row["delisted_start"]).months(months))
            for row in listings[measure_id]
        }
        for imposer in links.states(measure_id, "imposer"):
            for target in links.states(measure_id, "target"):
                for kind in links.tags.get((measure_id, "measure_type"), []):
                    for month in lived:
                        cell = (month, imposer, target, kind)
                        measures[cell].add(measure_id)
                        listed[cell].update(actor for actor, there in targets.items() if month in there)
    return [
        {
            "year": cell[0].year,
            "month": cell[0].month,
            "imposer_id": cell[1],
            "target_id": cell[2],
            "measure_type": cell[3],
            "measures": len(measures[cell]),
            "listed_targets": len(listed[cell]),
        }
        for cell in sorted(measures)
    ]
