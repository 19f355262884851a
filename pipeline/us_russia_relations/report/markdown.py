"""Problems as Markdown for the summary of a job on GitHub.

The tables are blocks of HTML, as those of GitHub's own toolkit are: inside such a block Markdown has no meaning, so
that only HTML must be escaped.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from us_russia_relations.check.catalogue import RULES
from us_russia_relations.report.locations import Changed, ranked
from us_russia_relations.report.shown import number, sentences, shorten, verdict
from us_russia_relations.rules.problem import Problem
from us_russia_relations.text.escape import html_in_markdown

# GitHub drops a step's summary above 1 MiB (1,048,576 bytes); something is left for what else the step writes.
SIZE = 900_000
_WHY = {rule.name: rule.why for rule in RULES}


def as_markdown(
    problems: Sequence[Problem],
    counts: dict[str, int],
    *,
    prefix: str,
    changed: Changed | None = None,
    limit: int | None = None,
    size: int = SIZE,
) -> str:
    """Counts, then all problems, errors first (on changed lines before others), within ``size`` bytes of UTF-8.

    What does not fit is left out, and a last line says how many.
    """
    parts = ["## Validation of the raw tables", "", f"{verdict(problems, counts)}."]
    if not problems:
        return "\n".join(parts)
    parts += ["", *_table(("Number", "Severity", "Rule", "Why"), _by_rule(problems)), ""]
    # What stands around the rows, with the line that may close it, comes to less than 1,000 bytes.
    room = size - len("\n".join(parts).encode()) - 1000
    rows: list[str] = []
    for problem in ranked(problems, changed)[:limit]:
        row = _row(_cells(problem, prefix, changed))
        room -= len(row.encode()) + 1
        if room < 0:
            break
        rows.append(row)
    parts += _table(("Severity", "Place", "Rule", "Problem"), rows)
    if len(rows) < len(problems):
        parts += ["", f"{number(len(problems) - len(rows), 'more problem')} left out; `usrr validate` shows them."]
    return "\n".join(parts)


def cell(text: str) -> str:
    """The text as the content of a cell, shortened; whatever it holds becomes no markup and no link."""
    return html_in_markdown(shorten(text, 1000))


def _by_rule(problems: Sequence[Problem]) -> Iterator[str]:
    counted = Counter((problem.severity, problem.rule) for problem in problems)
    for (severity, rule), count in sorted(counted.items(), key=lambda entry: (entry[0][0], -entry[1], entry[0][1])):
        yield _row([str(count), severity, _code(rule), cell(_WHY.get(rule, ""))])


def _cells(problem: Problem, prefix: str, changed: Changed | None) -> list[str]:
    location = ":".join(
        str(part) for part in (posixpath.join(prefix, problem.file), problem.line or "", problem.column) if part
    )
    severity = problem.severity if changed is None or not changed.covers(problem) else f"{problem.severity}, changed"
    return [severity, _code(location), _code(problem.rule), "<br>".join(cell(line) for line in sentences(problem))]


def _code(text: str) -> str:
    return f"<code>{cell(text)}</code>"


def _table(header: Iterable[str], rows: Iterable[str]) -> list[str]:
    head = "".join(f"<th>{name}</th>" for name in header)
    return ["<table>", f"<tr>{head}</tr>", *rows, "</table>"]


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{content}</td>' for content in cells)}</tr>"
