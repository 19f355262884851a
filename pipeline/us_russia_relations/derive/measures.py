"""For each month, imposer, target and type: how many measures were in force, and how many names they listed."""

from __future__ import annotations

from collections import Counter, defaultdict

from us_russia_relations.definitions.records import MEASURES
from us_russia_relations.derive.links import Links
from us_russia_relations.derive.months import Life, Month, life, window
from us_russia_relations.derive.typed import Record

# Imposer, target, type of measure.
_Kind = tuple[str, str, str]


def measures_in_force(links: Links) -> list[Record]:
    """One row for each month and each combination of which some month has a measure in force, sorted by key."""
    measures: defaultdict[_Kind, defaultdict[Month, set[str]]] = defaultdict(lambda: defaultdict(set))
    listed: Counter[tuple[_Kind, Month]] = Counter()
    lives = {measure_id: life(measure) for measure_id, measure in links.not_refuted(MEASURES).items()}
    for measure_id, in_force in lives.items():
        entries: Counter[Month] = Counter()
        for row in links.listings[measure_id]:
            entries.update(Life(row["listed_start"], row["delisted_start"]).months())
        months = in_force.months()
        for kind in _kinds(links, measure_id):
            for month in months:
                measures[kind][month].add(measure_id)
                listed[kind, month] += entries[month]
    codes = links.identifiers("cow")
    kinds = sorted(measures)
    return [
        {
            **month.columns(),
            "imposer_id": kind[0],
            "sender_ccode": int(codes[kind[0]]) if kind[0] in codes else None,
            "target_id": kind[1],
            "target_ccode": int(codes[kind[1]]) if kind[1] in codes else None,
            "measure_type": kind[2],
            "measures": len(measures[kind][month]),
            "listed_targets": listed[kind, month],
            "censored": sum(lives[measure_id].censored for measure_id in measures[kind][month]),
        }
        for month in window()
        for kind in kinds
    ]


def _kinds(links: Links, measure_id: str) -> list[_Kind]:
    return [
        (imposer, target, kind)
        for imposer in links.states(measure_id, "imposer")
        for target in links.states(measure_id, "target")
        for kind in links.tags.get((measure_id, "measure_type"), [])
    ]
