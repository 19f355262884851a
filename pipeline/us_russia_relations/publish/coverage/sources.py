"""Which sources the dataset rests on: their classes, their languages, and the origin of their issuers."""

from __future__ import annotations

from collections import Counter
from typing import Any

from us_russia_relations.derive.typed import Tables
from us_russia_relations.publish.coverage.origin import ORIGINS, RULES, Issuers
from us_russia_relations.publish.coverage.quality import share


def classes(tables: Tables) -> list[dict[str, Any]]:
    """For each class of sources: citations, and rows of supporting evidence that rest on them."""
    return _weighed(tables, "source_class", {row["citation_id"]: row["source_class"] for row in tables["citations"]})


def languages(tables: Tables) -> list[dict[str, Any]]:
    """The same for each language; None where no language is given."""
    return _weighed(tables, "language", {row["citation_id"]: row["language"] for row in tables["citations"]})


def origins(tables: Tables) -> list[dict[str, Any]]:
    """The same for each origin and class of source, with the rule that gave the origin; see ``origin``."""
    issuers = Issuers(tables["actors"])
    origin = {row["citation_id"]: issuers.origin(row) for row in tables["citations"]}
    official = {row["citation_id"]: row["source_class"] for row in tables["citations"]}
    supports = Counter(row["citation_id"] for row in tables["evidence"] if row["stance"] == "supports")
    cited = Counter((*origin[citation_id], official[citation_id]) for citation_id in origin)
    weights: Counter[tuple[str, str, str]] = Counter()
    for citation_id, count in supports.items():
        weights[(*origin[citation_id], official[citation_id])] += count
    order = sorted(cited, key=lambda cell: (ORIGINS.index(cell[0]), RULES.index(cell[1]), cell[2]))
    return [
        {
            "origin": cell[0],
            "rule": cell[1],
            "source_class": cell[2],
            "citations": cited[cell],
            "citations_share": share(cited[cell], len(origin)),
            "supporting": weights[cell],
            "supporting_share": share(weights[cell], supports.total()),
        }
        for cell in order
    ]


def _weighed(tables: Tables, name: str, groups: dict[str, str | None]) -> list[dict[str, Any]]:
    supports = Counter(row["citation_id"] for row in tables["evidence"] if row["stance"] == "supports")
    cited = Counter(groups.values())
    weights: Counter[str | None] = Counter()
    for citation_id, count in supports.items():
        weights[groups[citation_id]] += count
    return [
        {
            name: group,
            "citations": cited[group],
            "citations_share": share(cited[group], len(groups)),
            "supporting": weights[group],
            "supporting_share": share(weights[group], supports.total()),
        }
        for group in sorted(cited, key=lambda group: (-cited[group], group or ""))
    ]
