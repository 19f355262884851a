"""A difference between two states as Markdown that fits in a comment.

Every value stands in a code span: there no markup, link, mention, reference or HTML works, whatever the value holds.
The spans stand in lists and not in tables, since in a table a pipe ends a code span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from us_russia_relations.publish.difference import Change, Difference
from us_russia_relations.report.difference import (
    KINDS,
    DifferenceSection,
    cells,
    headline,
    sections,
    structural,
    structure,
    successor,
    what,
    word,
)
from us_russia_relations.report.shown import number
from us_russia_relations.text.escape import markdown_code, visible

# A comment on GitHub holds 65,536 characters.
LIMIT = 60_000
_RESERVE = 1_000
_VALUE_LIMIT = 400
_FAULTS_SHOWN = 20


def as_markdown(difference: Difference, rest: str) -> str:
    """Counts first, then the records by title, as much as fits; ``rest`` says where all changes are."""
    parts = _head(difference)
    left, length, last = 0, sum(len(part) for part in parts), ""
    for heading, entry in _entries(difference):
        part = f"{entry}\n" if heading == last else f"\n{heading}\n\n{entry}\n"
        if length + len(part) > LIMIT - _RESERVE:
            left += 1
            continue
        parts.append(part)
        length, last = length + len(part), heading
    if left:
        verb = "is" if left == 1 else "are"
        parts.append(f"\n{number(left, 'more change')} {verb} left out here; {rest[: _RESERVE // 2]}\n")
    return "".join(parts)


def _head(difference: Difference) -> list[str]:
    parts = [f"### Changes from {code(difference.a)} to {code(difference.b)}\n\n{headline(difference)}\n"]
    counts = difference.counts()
    if counts:
        parts.append(f"\n| table | {' | '.join(KINDS)} |\n| --- |{' ---: |' * len(KINDS)}\n")
    for table, kinds in [*counts.items()][:100]:
        parts.append(f"| {_name(table)} | {' | '.join(str(kinds.get(kind, '')) for kind in KINDS)} |\n")
    if difference.faults:
        parts.append("\n#### Not compared\n\n")
    for fault in difference.faults[:_FAULTS_SHOWN]:
        line = f", line {fault.line}" if fault.line else ""
        parts.append(f"- {code(fault.file)}{line}, in {code(fault.state)}: {code(fault.message)}\n")
    if len(difference.faults) > _FAULTS_SHOWN:
        parts.append(f"- and {len(difference.faults) - _FAULTS_SHOWN} more\n")
    return parts


def _entries(difference: Difference) -> Iterator[tuple[str, str]]:
    """Each change as Markdown, with the heading that it stands under."""
    for change in structure(difference):
        yield "#### Tables and columns", f"- {change.kind}: {code(structural(change))}"
    for section in sections(difference):
        title = f" {code(section.title)}" if section.title else ""
        table = f"{_name(section.table)} " if section.table else ""
        heading = f"####{title} ({table}{code(section.id)}, {section.kind})"
        for change in section.changes:
            yield heading, _row(change, section) if not change.field else _cell(change, section)


def _row(change: Change, section: DifferenceSection) -> str:
    named = f"{word(change)} **{_name(what(change, section))}**"
    if successor(change):
        named += f", replaced by {code(successor(change))}"
    parts = [f"{_name(name)} {code(text)}" for name, text in cells(change, section)]
    if change.table == section.table:
        return "\n".join([f"- {named}", *(f"  - {cell}" for cell in parts)])
    return f"- {named}: {', '.join(parts)}"


def _cell(change: Change, section: DifferenceSection) -> str:
    which = ", ".join(code(text) for _, text in cells(change, section))
    named = f"**{_name(what(change, section))}**" + (f" {which}, {_name(change.field)}" if which else "")
    return f"- {named}: {code(change.old)} → {code(change.new)}"


def code(text: str) -> str:
    """The text as a code span that nothing in it can end, cut where it is long."""
    if not text:
        return "*(empty)*"
    more = f" … ({len(text):,} characters)" if len(text) > _VALUE_LIMIT else ""
    return f"{markdown_code(visible(text[:_VALUE_LIMIT]))}{more}"


def _name(name: str) -> str:
    """The name of a table or column as it is; whatever does not look like one as a code span."""
    return name if re.fullmatch(r"[a-z][a-z_]{0,40}", name, re.ASCII) else code(name)
