"""Which sources the dataset rests on: their classes, their languages, and the origin of their issuers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from us_russia_relations.derive.typed import Record, Tables
from us_russia_relations.publish.coverage.origin import ORIGINS, RULES, Issuers
from us_russia_relations.publish.coverage.quality import share


def classes(tables: Tables) -> list[dict[str, Any]]:
    """For each class of sources: citations, and rows of supporting evidence that rest on them."""
    return _weighed(tables, ("source_class",), {row["citation_id"]: (row["source_class"],) for row in _cited(tables)})


def languages(tables: Tables) -> list[dict[str, Any]]:
    """The same for each language; None where no language is given."""
    return _weighed(tables, ("language",), {row["citation_id"]: (row["language"],) for row in _cited(tables)})


def origins(tables: Tables) -> list[dict[str, Any]]:
    """The same for each origin and class of source, with the rule that gave the origin; see ``origin``."""
    issuers = Issuers(tables["actors"])
    groups = {row["citation_id"]: (*issuers.origin(row), row["source_class"]) for row in _cited(tables)}
    lines = _weighed(tables, ("origin", "rule", "source_class"), groups)
    return sorted(
        lines, key=lambda line: (ORIGINS.index(line["origin"]), RULES.index(line["rule"]), line["source_class"])
    )


def _cited(tables: Tables) -> list[Record]:
    return tables["citations"]


def _weighed(
    tables: Tables, names: tuple[str, ...], groups: Mapping[str, tuple[str | None, ...]]
) -> list[dict[str, Any]]:
    """Citations and supporting evidence of each group of citations, the largest group first."""
    supports = Counter(row["citation_id"] for row in tables["evidence"] if row["stance"] == "supports")
    cited = Counter(groups.values())
    weights: Counter[tuple[str | None, ...]] = Counter()
    for citation_id, count in supports.items():
        weights[groups[citation_id]] += count
    return [
        {
            **dict(zip(names, group, strict=True)),
            "citations": cited[group],
            "citations_share": share(cited[group], len(groups)),
            "supporting": weights[group],
            "supporting_share": share(weights[group], supports.total()),
        }
        for group in sorted(cited, key=lambda group: (-cited[group], [part or "" for part in group]))
    ]
