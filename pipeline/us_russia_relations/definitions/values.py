"""The one way in which a value is written as text and a table as CSV: UTF-8, LF, quotes only where needed.

Builder and reader share it, so that the fingerprint of a table is the same on both sides.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any


def text_of(value: Any) -> str:
    """The text of a value in canonical CSV: the inverse of ``value_of``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def value_of(text: str, kind: str) -> Any:
    """The value of a cell's text by the type of its column; None for an empty cell.

    Raises ValueError where the text is not of the type.
    """
    if text == "":
        return None
    if kind == "integer":
        return int(text)
    if kind == "number":
        return float(text)
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "boolean":
        return {"true": True, "false": False}[text]
    return text


def render_row(values: Sequence[str]) -> str:
    """One row as a line of canonical CSV, with its newline."""
    return render([values])


def render(rows: Iterable[Sequence[str]]) -> str:
    """Rows as canonical CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerows(rows)
    return text.getvalue()
