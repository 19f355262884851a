"""What a rule of the catalogue is."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from us_russia_relations.rules.problem import Problem, Severity


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule: its name, how bad a breach is, why it exists, how it looks and how to repair it.

    ``bad`` breaks this rule and no other; ``good``, in its place, breaks none. Both are rows of ``file`` cut to
    ``columns``; where no columns are named, they are text of the file as it is; where no file is named, paths of
    files. Bytes that are not UTF-8 are written as lone surrogates.
    """

    name: str
    severity: Severity = "error"
    why: str
    fix: str
    file: str
    columns: tuple[str, ...] = ()
    bad: str
    good: str

    def problem(
        self, file: str, line: int, message: str, hint: str = "", *, column: str = "", record: str = "", value: str = ""
    ) -> Problem:
        """A breach of this rule, at a line of the file or with line 0 in the file as a whole."""
        return Problem(file, line, column, self.name, self.severity, record, value, message, hint)


def rules_of(*modules: ModuleType) -> tuple[Rule, ...]:
    """The rules that the modules define or import, each once, in the order of their definition."""
    values = (value for module in modules for value in vars(module).values())
    return tuple(dict.fromkeys(value for value in values if isinstance(value, Rule)))
