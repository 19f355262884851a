"""What terms mean to everything that computes with them: the table ``term_properties``, by vocabulary and property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Value = Literal[
    "true",
    "a date column",
    "a record table",
    "a status of a treaty",
    "a kind of listed name",
    "a regular expression",
    "any text",
]


@dataclass(frozen=True)
class Property:
    """A property of terms: the vocabularies it is for, what its value is, whether each of their terms needs it."""

    name: str
    vocabularies: tuple[str, ...]
    value: Value = "true"
    needed: bool = False


_SCHEMES = ("scheme", "crosswalk_scheme")
PROPERTIES = (
    Property("meeting", ("event_type",)),
    Property("dates", ("event_type",), "a date column"),
    Property("party_status", ("event_type",), "a status of a treaty"),
    Property("acts", ("role",)),
    Property("aims", ("role",)),
    Property("aimed_at", ("role",)),
    Property("meets", ("role",)),
    Property("binds", ("role",)),
    Property("subject_table", ("relation",), "a record table", needed=True),
    Property("object_table", ("relation",), "a record table", needed=True),
    Property("acyclic", ("relation",)),
    Property("counts", ("series",), "a kind of listed name"),
    Property("pattern", _SCHEMES, "a regular expression"),
    Property("example", _SCHEMES, "any text"),
)


class Meaning:
    """The properties of the terms of one dataset or release."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take the rows of ``term_properties``: vocabulary, term, property and value."""
        self._values: defaultdict[tuple[str, str], dict[str, tuple[str, ...]]] = defaultdict(dict)
        for row in rows:
            values = self._values[row["vocabulary"], row["property"]]
            values[row["term"]] = (*values.get(row["term"], ()), row["value"])

    def terms(self, vocabulary: str, prop: str) -> frozenset[str]:
        """The terms of the vocabulary that have the property."""
        return frozenset(self._values.get((vocabulary, prop), ()))

    def value(self, vocabulary: str, prop: str, term: str) -> str:
        """The value of the property of a term; empty where the term lacks it."""
        return next(iter(self.values(vocabulary, prop, term)), "")

    def values(self, vocabulary: str, prop: str, term: str) -> tuple[str, ...]:
        """All values of a property that a term can have several times."""
        return self._values.get((vocabulary, prop), {}).get(term, ())
