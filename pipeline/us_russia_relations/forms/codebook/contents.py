"""What a codebook is computed from: the definitions, the rows of a release, and what is known of the release."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from us_russia_relations.definitions import PUBLISHED_TABLES, VOCABULARIES
from us_russia_relations.definitions.links import TERMS
from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.package import Edition

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Contents:
    """The typed tables of a release, its coverage report, and its citation in plain text where it has one.

    ``coverage`` is the content of coverage.json.
    """

    edition: Edition
    tables: Mapping[str, Sequence[Row]]
    coverage: Mapping[str, Any]
    citation: str = ""

    @property
    def published(self) -> tuple[Table, ...]:
        return PUBLISHED_TABLES

    @cached_property
    def terms(self) -> dict[str, list[Row]]:
        """The terms of each vocabulary, by rank where they have one."""
        by_vocabulary: defaultdict[str, list[Row]] = defaultdict(list)
        for row in sorted(self.tables[TERMS.name], key=lambda row: (row["rank"] or 0, row["term"])):
            by_vocabulary[row["vocabulary"]].append(row)
        return dict(sorted(by_vocabulary.items()))

    @cached_property
    def labels(self) -> dict[tuple[str, str], str]:
        return {(row["vocabulary"], row["term"]): row["label"] for row in self.tables[TERMS.name]}

    @cached_property
    def sources(self) -> dict[str, str]:
        """Where the categories of each vocabulary come from."""
        return {vocabulary.name: vocabulary.source for vocabulary in VOCABULARIES}

    def counts(self, table: str, column: str) -> Counter[Any]:
        """How often each value is in a column; empty cells are not counted."""
        return Counter(row[column] for row in self.tables[table] if row[column] is not None)
