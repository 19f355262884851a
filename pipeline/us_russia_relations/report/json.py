"""Problems as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from us_russia_relations.steps.problem import Problem

_KEYS = ("rule", "severity", "file", "line", "column", "record", "value", "message", "hint")


def as_json(problems: Sequence[Problem], counts: dict[str, int], *, valid: bool) -> str:
    """``{"valid": bool, "tables": {name: rows}, "problems": [{...}]}``, all problems, never capped."""
    listed = [{key: getattr(problem, key) for key in _KEYS} for problem in problems]
    return json.dumps({"valid": valid, "tables": counts, "problems": listed}, ensure_ascii=False, indent=1)
