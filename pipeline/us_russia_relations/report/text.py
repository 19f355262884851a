"""Problems as text for people."""

from __future__ import annotations

from collections.abc import Sequence

from us_russia_relations.steps.problem import Problem


def as_text(problems: Sequence[Problem], counts: dict[str, int]) -> str:
    """The problems, one paragraph each, and a closing line with what was read."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    rows = f"{sum(counts.values())} rows in {len(counts)} tables"
    verdict = f"{errors} errors, {warnings} warnings" if problems else "no errors, no warnings"
    return "\n".join([*(_paragraph(problem) for problem in problems), f"{rows}: {verdict}"])


def _paragraph(problem: Problem) -> str:
    place = ":".join(str(part) for part in (problem.file, problem.line or "", problem.column) if part)
    lines = [f"{place} {problem.severity} {problem.rule}", f"  {problem.message}"]
    if problem.value:
        lines.append(f"  value: {problem.value}")
    if problem.record:
        lines.append(f"  record: {problem.record}")
    if problem.hint:
        lines.append(f"  hint: {problem.hint}")
    return "\n".join(lines)
