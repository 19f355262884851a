"""CHANGELOG.md: what is written by hand under `Unreleased`, and the part on the data, computed from the changes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

from us_russia_relations.publish.classes import LEVELS
from us_russia_relations.publish.history import History
from us_russia_relations.publish.states import Key
from us_russia_relations.text.escape import markdown

UNRELEASED = "## Unreleased"
# So many titles are listed of each sort, and so many tables and columns; the table `changes` has all.
_TITLES = 60
_COLUMNS = 12
_SORTS = {"added": "New", "retired": "Retired", "removed": "Removed", "changed": "Corrected or extended"}


def unreleased(text: str) -> str:
    """What is written under the heading `Unreleased`; empty where nothing is, or the heading is missing."""
    match = re.search(rf"^{UNRELEASED}[ \t]*\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return match[1].strip() if match else ""


def with_release(text: str, version: str, released: str, history: History) -> str:
    """The changelog in which what was unreleased is the entry of a version, with the part on its data."""
    entry = f"{UNRELEASED}\n\n## {version} - {released}\n\n{unreleased(text)}\n\n{data_part(history)}"
    return re.sub(
        rf"^{UNRELEASED}[ \t]*\n.*?(?=^## |\Z)", lambda _: f"{entry}\n", text, count=1, flags=re.MULTILINE | re.DOTALL
    )


def data_part(history: History) -> str:
    """What the changes are, in Markdown: how many of each sort, then the records by their titles."""
    if history.difference is None:
        return "### Data\n\nThe first release.\n"
    levels = Counter(entry.rule.level for entry in history.entries)
    counts = ", ".join(f"{levels[level]} {level}" for level in LEVELS if levels[level])
    head = f"### Data\n\nAgainst {history.previous}: {counts} changes. The table `changes` has each of them.\n"
    return "\n".join([head, *_counts(history), *_definitions(history), *_titles(history)]).rstrip() + "\n"


def _counts(history: History) -> list[str]:
    counts = history.difference.counts() if history.difference else {}
    if not counts:
        return []
    rows = [
        f"| {table} | {' | '.join(str(kinds.get(kind, '')) for kind in _SORTS)} |" for table, kinds in counts.items()
    ]
    return ["| rows of | added | retired | removed | cells changed |", "|---|---|---|---|---|", *rows, ""]


def _definitions(history: History) -> list[str]:
    """Tables and columns, by what became of them; a computed table that only follows from the facts is left out."""
    by_meaning: defaultdict[str, list[str]] = defaultdict(list)
    for entry in history.entries:
        change = entry.change
        if not change.record and entry.rule.name != "recomputed":
            by_meaning[entry.rule.meaning].append(
                f"`{change.table}.{change.field}`" if change.field else f"`{change.table}`"
            )
    lines = [
        f"- {meaning}: {', '.join(_some(named, _COLUMNS, 'and {} others'))}" for meaning, named in by_meaning.items()
    ]
    return [*lines, ""] if lines else []


def _some(items: list[str], most: int, rest: str) -> list[str]:
    """The first of them, and in the words of ``rest`` how many there are beside."""
    return [*items[:most], rest.format(len(items) - most)] if len(items) > most else items


def _titles(history: History) -> list[str]:
    difference = history.difference
    if difference is None:
        return []
    sorts: dict[Key, str] = {}
    for change in difference.changes:
        if change.owner:
            whole = not change.field and change.table == difference.subjects[change.owner].table
            sorts[change.owner] = change.kind if whole else sorts.get(change.owner, "changed")
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for owner, kind in sorts.items():
        subject = difference.subjects[owner]
        groups[kind, subject.table or "other"].append(f"- `{' '.join(owner)}`: {markdown(subject.title)}")
    lines: list[str] = []
    for kind, sort in _SORTS.items():
        for (of, table), titles in groups.items():
            if of == kind:
                lines += [f"{sort} {table}:\n", *_some(titles, _TITLES, "- and {} more"), ""]
    return lines


def read(path: Path) -> str:
    """The changelog; empty where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""
