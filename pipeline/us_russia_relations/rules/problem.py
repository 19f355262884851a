"""What a check returns: a problem as a value, never an exception and never a dropped row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and the way out.

    ``line`` counts from 1 with the header as line 1 and is 0 where the problem is the file as a whole;
    ``column``, ``record`` and ``value`` are empty where they do not apply.
    """

    file: str
    line: int
    column: str
    rule: str
    severity: Severity
    record: str
    value: str
    message: str
    hint: str
