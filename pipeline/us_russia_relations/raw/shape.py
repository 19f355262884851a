"""Tests of a row's shape for all readers of raw tables: conflict markers, overloaded letters, headers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from us_russia_relations.raw.limits import MARKS

# How git marks the sides of a conflict.
_CONFLICT = re.compile(r"<{7} |={7}$|>{7} |\|{7}")
# So many names of a header are shown, each up to this length.
_NAMES, _NAME = 16, 40


def is_conflict(cells: Sequence[str], width: int) -> bool:
    """True for the line of a merge conflict, also with the empty cells that a spreadsheet adds to it.

    A row of ``width`` cells with something in them is a row, however it begins.
    """
    return _CONFLICT.match(cells[0]) is not None and (len(cells) < width or not any(cells[1:]))


def overloaded(text: str) -> bool:
    """True where a letter carries more marks than any script needs."""
    if text.isascii() or len(text) <= MARKS:
        return False
    # Few texts have a mark at all.
    if not any(map(unicodedata.combining, text)):
        return False
    return any(marks and sum(1 for _ in run) > MARKS for marks, run in groupby(text, key=_is_mark))


def _is_mark(letter: str) -> bool:
    return unicodedata.combining(letter) > 0


def header_faults(cells: Sequence[str], wanted: Sequence[str]) -> str:
    """Which names of the table's header are missing, not known or twice; empty where none is. The order is free."""
    counts = Counter(cells)
    kinds = {
        "missing": [name for name in wanted if name not in counts],
        "not known": [name for name in counts if name not in wanted],
        "twice": [name for name in wanted if counts[name] > 1],
    }
    return "; ".join(f"{kind}: {_listed(names)}" for kind, names in kinds.items() if names)


def _listed(names: Sequence[str]) -> str:
    """The first names, each of them short enough to read."""
    more = f" and {len(names) - _NAMES:,} more" if len(names) > _NAMES else ""
    shown = (name if len(name) <= _NAME else f"{name[:_NAME]}…" for name in names[:_NAMES])
    return ", ".join(name or "a column without a name" for name in shown) + more
