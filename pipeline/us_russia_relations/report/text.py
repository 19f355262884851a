"""Problems as text for people: 80 columns, grouped by file, errors kept before warnings where not all are shown."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from us_russia_relations.report.locations import ranked
from us_russia_relations.report.shown import LIMIT, number, shorten, shown, verdict
from us_russia_relations.rules.problem import Problem
from us_russia_relations.text.escape import visible

WIDTH = 80
# With more problems than these the reader wants to know first which kind there is most of.
_SUMMARY_ABOVE = 20
_BOLD, _RED, _YELLOW, _CYAN = "1", "31", "33", "36"


def as_text(
    problems: Sequence[Problem], counts: dict[str, int], *, limit: int | None = LIMIT, colour: bool = False
) -> str:
    """The problems, one paragraph each under its file, and a closing line with what was read.

    At most ``limit`` problems are shown (None: all), and how many are left out is said. Above 20 problems a
    summary by rule stands before the closing line.
    """
    parts = [*paragraphs(problems, limit=limit, colour=colour)]
    if len(problems) > _SUMMARY_ABOVE:
        parts.append(_summary(problems, colour))
    return "\n\n".join([*parts, verdict(problems, counts)])


def paragraphs(problems: Sequence[Problem], *, limit: int | None = None, colour: bool = False) -> Iterator[str]:
    """The problems, one paragraph each under its file; at most ``limit``, and then how many are left out."""
    kept = sorted(ranked(problems, None)[:limit])
    for file, group in groupby(kept, lambda problem: problem.file):
        yield _file(file, list(group), problems, colour)
    if len(kept) < len(problems):
        yield f"{number(len(problems) - len(kept), 'more problem')} left out; see all with --limit 0"


def _file(file: str, kept: list[Problem], problems: Sequence[Problem], colour: bool) -> str:
    here = [problem.severity for problem in problems if problem.file == file]
    parts = [number(here.count(severity), severity) for severity in ("error", "warning") if severity in here]
    head = [_paint(line, _BOLD, colour) for line in _wrap(f"{shown(file)}: {', '.join(parts)}", "")]
    return "\n\n".join(["\n".join(head), *("\n".join(_paragraph(problem, colour)) for problem in kept)])


def _paragraph(problem: Problem, colour: bool) -> Iterator[str]:
    location = ":".join(str(part) for part in (shorten(problem.file), problem.line or "", problem.column) if part)
    first, *rest = _wrap(f"{visible(location)} {problem.severity} {problem.rule}", "  ")
    paint = _RED if problem.severity == "error" else _YELLOW
    yield _paint(first, paint, colour)
    yield from (_paint(line, paint, colour) for line in rest)
    yield from _wrap(shown(problem.message, 2000), "    ")
    if problem.value:
        yield from _wrap(f'value: "{shown(problem.value)}"', "    ")
    if problem.record:
        yield from _wrap(f"record: {shown(problem.record)}", "    ")
    if problem.hint:
        yield from (_paint(line, _CYAN, colour) for line in _wrap(f"hint: {shown(problem.hint, 2000)}", "    "))


def _summary(problems: Sequence[Problem], colour: bool) -> str:
    counted = Counter((problem.severity, problem.rule) for problem in problems)
    most_first = sorted(counted.items(), key=lambda entry: (entry[0][0], -entry[1], entry[0][1]))
    lines = [f"{count:7} {severity:7} {rule}" for (severity, rule), count in most_first]
    return "\n".join([_paint("By rule", _BOLD, colour), *lines])


def _wrap(text: str, indent: str) -> list[str]:
    # A wide letter takes two places, so that a line that holds some is given half of the letters.
    wide = any(unicodedata.east_asian_width(letter) in {"W", "F"} for letter in text)
    width = (WIDTH - len(indent)) // 2 + len(indent) if wide else WIDTH
    lines = textwrap.wrap(
        text, width - 1, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )  # fmt: skip
    return [_no_command(line) for line in lines]


def _no_command(line: str) -> str:
    # GitHub's runner obeys a line of the log that starts with two colons; room for the backslash is left above.
    bare = line.lstrip()
    return f"{line[: len(line) - len(bare)]}\\{bare}" if bare.startswith("::") else line


def _paint(line: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{line}\x1b[0m" if colour else line
