"""Every rule that the checks can report, with its severity and the reason it exists.

Names are those of Frictionless where it has one.
"""

from __future__ import annotations

from dataclasses import dataclass

from us_russia_relations.steps.problem import Severity


@dataclass(frozen=True)
class Rule:
    """A rule: its name, how bad a breach is, and why it exists."""

    name: str
    severity: Severity
    why: str


def _error(name: str, why: str) -> Rule:
    return Rule(name, "error", why)


RULES: tuple[Rule, ...] = (
    # files
    _error("missing-file", "A table that is not there can't be told from an empty one."),
    _error("unexpected-file", "A file with a misspelt name would be left out in silence."),
    _error("encoding-error", "Only UTF-8 reads the same everywhere."),
    _error("byte-order-mark", "Many clients take the mark for part of the first column's name."),
    _error("null-byte", "Databases and editors cut text at a NUL byte."),
    _error("line-ending", "Only LF gives the same bytes on every machine."),
    _error("final-newline", "Without it the next row is glued to the last one when files are joined."),
    _error("quoting", "Cells are quoted only where CSV needs it, so that a changed line is a changed fact."),
    _error("newline-in-cell", "A newline inside a cell breaks readers that work line by line."),
    _error("incorrect-label", "A header that is not the definition's makes every cell below ambiguous."),
    _error("blank-row", "An empty line is no record."),
    _error("missing-cell", "A short row has lost a cell, and no reader can tell which."),
    _error("extra-cell", "A long row has gained a cell, mostly by an unquoted comma."),
    _error("row-order", "Rows are sorted by key, so that two people's additions merge."),
    # cells
    _error("required", "The row means nothing without this cell."),
    _error("type-error", "A cell that is not of its column's type can't be computed with."),
    _error("pattern-error", "Ids and codes have one spelling."),
    _error("unknown-term", "Coded columns use the terms of their vocabulary and no others."),
    _error("interval-order", "Nothing ends before it starts."),
    _error("whitespace", "Spaces that nobody sees make equal values differ."),
    _error("invisible-character", "Control, zero-width and bidirectional characters change what is read."),
    _error("unicode-normalization", "Two spellings of one letter make equal values differ."),
    _error("mixed-script", "A Cyrillic letter in a Latin word looks right and matches nothing."),
    _error("formula", "A spreadsheet would run a cell that starts with = + - or @."),
    _error("url-scheme", "Readers follow addresses; only http and https are safe to follow."),
    # keys and references
    _error("primary-key", "Two rows with one key say two things about one record."),
    _error("duplicate-id", "An id names one record in the whole dataset."),
    _error("foreign-key", "A reference to nothing loses its row in every join."),
    _error("retired-id", "A retired id is never used again; references follow its successor."),
    _error("unknown-field", "Evidence for a field that the record does not have supports nothing."),
    _error("relation-ends", "A relation joins the kinds of record that it is defined for."),
    _error("cycle", "What is part of itself or supersedes itself has no beginning."),
    _error("code-format", "Codes match those of other datasets only when they are written as there."),
    _error("missing-term", "Computed columns are coded, too, and their terms need definitions."),
    # logic over tables
    _error("date-order", "An act is adopted, takes effect and ends in this order."),
    _error("end-reason", "An end of a treaty has a reason, and a reason has an end."),
    _error("acts-on-date", "The date on a treaty or measure is that of the event that made the step."),
    _error("authority-later", "No act rests on a power that did not exist yet."),
    _error("self-target", "Nobody imposes a measure on himself."),
    _error("actor-inactive", "Nobody takes part before he exists or after he is gone."),
    _error("outside-office", "Nobody acts for a body outside the term that he held office in it."),
    _error("alleged-without-source", "An allegation is somebody's; without the name it looks like a fact."),
    _error("no-participant", "An act without an actor can't be placed in any dyad."),
    _error("scope-window", "The scope follows from the dates."),
    # provenance
    _error("source-too-early", "A source issued before the thing happened can't support that it happened."),
    _error("no-evidence", "A claim without a source can't be checked."),
    _error("claimed-value", "A contradiction is of use only with what the source says instead."),
    _error("orphan-citation", "A source that nothing cites proves nothing."),
    _error("orphan-actor", "An actor that takes part in nothing does not belong here."),
    Rule("likely-duplicate", "warning", "The same act told twice is counted twice."),
)

SEVERITY: dict[str, Severity] = {rule.name: rule.severity for rule in RULES}
