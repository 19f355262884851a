"""A difference between two states, record by record; as text and as JSON.

Values come from contributions, so none of them may act in what shows the report: characters that can't be seen, or
that steer a terminal or the direction of writing, are shown by their number.
"""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass

from us_russia_relations.definitions import RAW_TABLES, RECORD_TABLES
from us_russia_relations.publish.difference import Change, Difference, Kind
from us_russia_relations.report.shown import number
from us_russia_relations.text.escape import visible

KINDS: tuple[Kind, ...] = ("added", "removed", "retired", "changed")
SIGNS = {"added": "+", "removed": "-", "retired": "-", "changed": "~"}
_WORDS = {("evidence", "removed"): "lost"}
_OWN_ROWS = {table.name for table in RECORD_TABLES} | {"terms", "retired"}
_KEYS = {table.name: table.primary_key for table in RAW_TABLES}
_ORDER = {table.name: position for position, table in enumerate(RAW_TABLES)}

Cells = list[tuple[str, str]]


@dataclass(frozen=True)
class DifferenceSection:
    """All changes of one record (or term): what it is, what became of it, and its changes in the order of tables."""

    table: str
    id: str
    title: str
    kind: Kind
    changes: list[Change]


def sections(difference: Difference) -> list[DifferenceSection]:
    """The changes of rows by what they belong to, records before terms, by title."""
    by_owner: dict[tuple[str, ...], list[Change]] = {}
    for change in difference.changes:
        if change.owner:
            by_owner.setdefault(change.owner, []).append(change)
    parts = []
    for owner, changes in by_owner.items():
        subject = difference.subjects[owner]
        own = [change.kind for change in changes if change.table == subject.table and not change.field]
        kind = own[0] if own else "changed"
        table = subject.table or (changes[0].table if changes[0].table in _OWN_ROWS else "")
        parts.append(DifferenceSection(table, ", ".join(owner), subject.title, kind, changes))
    return sorted(parts, key=lambda one: (_ORDER.get(one.table, len(_ORDER)), one.title, one.id))


def structure(difference: Difference) -> list[Change]:
    """The changes of tables and columns as a whole."""
    return [change for change in difference.changes if not change.record]


def headline(difference: Difference) -> str:
    """How much changed, in a clause."""
    if not difference.changes:
        return "no changes in what could be compared" if difference.faults else "no changes"
    rows, whole = len(difference.subjects), len(structure(difference))
    parts = [f"{number(len(difference.changes), 'change')} in {number(rows, 'record or term', 'records and terms')}"]
    if whole:
        parts.append(f"{number(whole, 'table or column', 'tables and columns')} added or removed")
    return ", ".join(parts)


def word(change: Change) -> str:
    return _WORDS.get((change.table, change.kind), change.kind)


def what(change: Change, section: DifferenceSection) -> str:
    """The column for a record's own cell, the table for a row that belongs to the record."""
    own = change.table == section.table
    return change.field if own and change.field else change.table


def cells(change: Change, section: DifferenceSection) -> Cells:
    """What identifies the row, without the owner's id: all cells if it was added or removed, else its key."""
    owner = len(change.owner)
    if not change.field:
        row = json.loads(change.new if change.kind == "added" else change.old)
        known = _KEYS.get(change.table, ())[:owner]
        return [(name, text) for name, text in row.items() if name not in known]
    return [] if change.table == section.table else [("", text) for text in change.key[owner:]]


def successor(change: Change) -> str:
    """The id that replaces a retired record; empty where none does."""
    return change.new if change.kind == "retired" else ""


def as_json(difference: Difference) -> str:
    """Everything for programs, never capped; a row's cells stand as an object."""
    changes = []
    for change in difference.changes:
        subject = difference.subjects.get(change.owner)
        row: dict[str, object] = {"table": change.table, "record": change.record, "field": change.field}
        row |= {"kind": change.kind, "old": change.old, "new": change.new}
        if change.record and not change.field:
            side = "new" if change.kind == "added" else "old"
            row[side] = json.loads(getattr(change, side))
        changes.append({**row, "key": change.key, "owner": change.owner, "title": subject.title if subject else ""})
    unread = [vars(fault) for fault in difference.faults]
    parts = {"a": difference.a, "b": difference.b, "equal": not changes, "counts": difference.counts()}
    return json.dumps({**parts, "not_compared": unread, "changes": changes}, ensure_ascii=False, indent=1)


def as_text(difference: Difference) -> str:
    """Everything for people, in 80 columns where words allow it."""
    lines = [f"{visible(difference.a)} -> {visible(difference.b)}: {headline(difference)}"]
    for table, kinds in difference.counts().items():
        lines.append(f"  {table:16}" + ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS if kind in kinds))
    if difference.faults:
        lines += ["", "not compared"]
    for fault in difference.faults:
        location = f"{visible(fault.file)}:{fault.line}" if fault.line else visible(fault.file)
        lines += _wrapped(f"  ! {location} in {visible(fault.state)}: {visible(fault.message)}")
    if structure(difference):
        lines += ["", "tables and columns"]
    lines += [f"  {SIGNS[one.kind]} {visible(structural(one))}" for one in structure(difference)]
    for section in sections(difference):
        heading = ", ".join(part for part in (section.table, section.kind) if part)
        lines += ["", *_wrapped(f"{visible(section.id)}: {visible(section.title)} ({heading})", "  ")]
        for change in section.changes:
            lines += _text_lines(change, section)
    return "\n".join(lines)


def _text_lines(change: Change, section: DifferenceSection) -> list[str]:
    parts = ", ".join(f"{visible(name)} {visible(text)}".strip() for name, text in cells(change, section))
    head = f"  {SIGNS[change.kind]} {visible(what(change, section))}"
    if not change.field:
        head += f", replaced by {visible(successor(change))}" if successor(change) else ""
        return _wrapped(f"{head}: {parts}")
    if change.table != section.table:
        head += f" ({parts}), {visible(change.field)}"
    old, new = (visible(text) or "(empty)" for text in (change.old, change.new))
    short = f"{head}: {old} -> {new}"
    if len(short) <= 80:
        return [short]
    return [*_wrapped(head), *_wrapped(f"      - {old}", " " * 8), *_wrapped(f"      + {new}", " " * 8)]


def structural(change: Change) -> str:
    return f"column {change.table}.{change.field}" if change.field else f"table {change.table}"


def _wrapped(line: str, indent: str = "      ") -> list[str]:
    return textwrap.wrap(
        line, 80, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
