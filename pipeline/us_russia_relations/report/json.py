"""Problems as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from us_russia_relations.rules.problem import Problem

_KEYS = ("rule", "severity", "file", "line", "column", "record", "value", "message", "hint")


def as_json(problems: Sequence[Problem], counts: dict[str, int], *, valid: bool) -> str:
    """``{"valid": bool, "tables": {name: rows}, "problems": [{...}]}``, all problems, never capped."""
    listed = [{key: getattr(problem, key) for key in _KEYS} for problem in problems]
    return encodable({"valid": valid, "tables": counts, "problems": listed})


def encodable(content: object) -> str:
    """The content as JSON that can be written as UTF-8, even where a file's name is none."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    # Only lone surrogates can't be encoded, and what replaces them is their escape in JSON.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
