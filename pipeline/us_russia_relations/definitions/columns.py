"""Columns that several tables share, so that a name means the same everywhere."""

from __future__ import annotations

from dataclasses import replace

from us_russia_relations.definitions.model import ID_PATTERN, TERM_PATTERN, Column


def identifier(name: str, description: str, example: str) -> Column:
    """The id of the row itself: a lower-case slug, unique over all record tables."""
    return Column(name, description, example, required=True, pattern=ID_PATTERN)


def reference(name: str, description: str, example: str, *, required: bool = True) -> Column:
    """The id of another row."""
    return Column(name, description, example, required=required, pattern=ID_PATTERN)


def coded(
    name: str, vocabulary: str, description: str, example: str, *, required: bool = True, key: bool = False
) -> Column:
    """A cell that holds one term of a controlled vocabulary."""
    return Column(name, description, example, required=required, vocabulary=vocabulary, key=key)


def when(
    name: str,
    description: str,
    example: str,
    *,
    required: bool = False,
    key: bool = False,
    milestone: str = "",
    reason: str = "",
) -> Column:
    """A date in EDTF level 1, at the precision that the sources carry."""
    return Column(
        name, description, example, type="edtf", required=required, key=key, milestone=milestone, reason=reason
    )


def computed(column: Column, formula: str) -> Column:
    """The column as one that is computed, by this formula over the other published tables."""
    return replace(column, formula=formula)


TITLE = Column(
    "title",
    "Who did what, in the dataset's own neutral words.",
    "United States strikes the Shayrat air base in Syria",
    required=True,
)
SUMMARY = Column(
    "summary",
    "What happened, in one to three sentences of the dataset's own words.",
    "United States forces fired 59 cruise missiles at a Syrian air base after a chemical attack.",
    required=True,
)
CERTAINTY = coded(
    "certainty",
    "certainty",
    "How sure it is that this happened; whether the doer is disputed is told by attribution.",
    "established",
)
SCOPE = coded(
    "scope",
    "scope",
    "Whether the row lies inside the window of coverage, before it or after it.",
    "core",
)
RECORD_ID = reference("record_id", "The record that the row is about; any id in the table records.", "caatsa-2017")
ACTOR_ID = reference("actor_id", "The actor.", "usa")
VOCABULARY = Column(
    "vocabulary", "The vocabulary that the term belongs to.", "issue", required=True, pattern=TERM_PATTERN
)
TERM = Column("term", "The term, as coded in the tables.", "arms_control", required=True, pattern=TERM_PATTERN)
COUNTRY = Column(
    "country",
    "ISO 3166-1 alpha-3 code of the country where it happened or that the actor belongs to.",
    "SYR",
    pattern=r"[A-Z]{3}",
)
