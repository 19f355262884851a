"""Problems as commands of GitHub's runner, which shows them beside the lines of a pull request.

It shows ten errors and ten warnings of a step and no more, so that those on changed lines come first.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from us_russia_relations.report.locations import Changed, ranked
from us_russia_relations.report.shown import LIMIT, number, sentences, verdict
from us_russia_relations.rules.problem import Problem
from us_russia_relations.text.escape import github_message, github_property

# The runner cuts longer ones.
_MESSAGE = 4000


def as_github(
    problems: Sequence[Problem],
    counts: dict[str, int],
    *,
    prefix: str,
    changed: Changed | None = None,
    limit: int | None = LIMIT,
) -> str:
    """One command for each problem, then what was read; ``prefix`` is the folder of the tables in the repository."""
    order = ranked(problems, changed)
    kept = order[:limit]
    lines = [_command(problem, prefix) for problem in kept]
    if len(kept) < len(order):
        lines.append(f"::notice::{number(len(order) - len(kept), 'more problem')} left out here")
    return "\n".join([*lines, verdict(problems, counts)])


def _command(problem: Problem, prefix: str) -> str:
    properties = {"file": posixpath.join(prefix, problem.file)}
    if problem.line:
        properties["line"] = str(problem.line)
    properties["title"] = problem.rule
    parts = ",".join(f"{name}={github_property(value)}" for name, value in properties.items())
    return f"::{problem.severity} {parts}::{github_message(chr(10).join(sentences(problem))[:_MESSAGE])}"
