"""How text that somebody else wrote is shown: nothing invisible stays so, nothing is too long, nothing is a command."""

from __future__ import annotations

from collections.abc import Sequence

from us_russia_relations.rules.problem import Problem
from us_russia_relations.text.escape import visible

# How many problems a person is shown, and how many letters of a value.
LIMIT = 200
_SHOWN = 200


def shorten(text: str, limit: int = _SHOWN) -> str:
    """The beginning of the text and its whole length, where it is longer than the limit."""
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text):,} characters)"


def shown(text: str, limit: int = _SHOWN) -> str:
    """The text shortened, then made visible."""
    return visible(shorten(text, limit))


def sentences(problem: Problem) -> list[str]:
    """The lines of a problem beside rule and location: message, value, record and hint."""
    lines = [f"{problem.column}: {problem.message}" if problem.column else problem.message]
    lines += [f'value: "{shorten(problem.value)}"'] if problem.value else []
    lines += [f"record: {shorten(problem.record)}"] if problem.record else []
    lines += [f"hint: {problem.hint}"] if problem.hint else []
    return [shown(line, 1000) for line in lines]


def number(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun: 1 error, 2 errors, 1,000 errors."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def verdict(problems: Sequence[Problem], counts: dict[str, int]) -> str:
    """The line that says what was read and how much is wrong."""
    errors = sum(problem.severity == "error" for problem in problems)
    counted = f"{number(errors, 'error')}, {number(len(problems) - errors, 'warning')}"
    read = f"{number(sum(counts.values()), 'row')} in {number(len(counts), 'table')}"
    return f"{read}: {counted if problems else 'no errors, no warnings'}"
