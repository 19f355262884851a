"""The one way in which a table is written as CSV: UTF-8, LF, quotes only where needed, rows sorted by key."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def render_row(values: Sequence[str]) -> str:
    """One row as a line of canonical CSV, with its newline."""
    return render([values])


def render(rows: Iterable[Sequence[str]]) -> str:
    """Rows as canonical CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerows(rows)
    return text.getvalue()
