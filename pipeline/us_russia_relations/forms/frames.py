"""A table as a pandera schema over a frame of texts: the rules for single cells.

The frame holds what the file holds, as Arrow-backed strings with null for an empty cell, indexed by file line. Nothing
is coerced: pandera's coercion accepts 2020-1-3 as a date and blames every row for one bad cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa

from us_russia_relations.schema import edtf
from us_russia_relations.schema.model import Column, Table

Terms = Mapping[str, frozenset[str]]
TEXT = pd.ArrowDtype(pa.string())

REQUIRED, TYPE, PATTERN, VOCABULARY, INTERVAL = "not_nullable", "type", "pattern", "vocabulary", "interval"

# No more digits than a float or a 64-bit integer holds: a longer number would be published as another one.
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")


def pandera_schema(table: Table, terms: Terms) -> pandera.DataFrameSchema:
    """The pandera schema of a table of texts; ``terms`` maps a vocabulary to its terms."""
    return pandera.DataFrameSchema({column.name: _column(column, terms) for column in table.columns}, strict=True)


def _column(column: Column, terms: Terms) -> pandera.Column:
    checks = []
    if column.type == "edtf":
        checks.append(_over_distinct(TYPE, is_date))
        checks.append(_over_distinct(INTERVAL, is_ordered))
    elif column.type in ("integer", "number"):
        grammar = _INTEGER if column.type == "integer" else _NUMBER
        checks.append(_over_distinct(TYPE, lambda text: grammar.fullmatch(text) is not None))
    if column.pattern:
        pattern = re.compile(column.pattern)
        checks.append(_over_distinct(PATTERN, lambda text: pattern.fullmatch(text) is not None))
    if column.vocabulary:
        allowed = terms.get(column.vocabulary, frozenset())
        checks.append(_over_distinct(VOCABULARY, lambda text: text in allowed))
    return pandera.Column(dtype=None, checks=checks, nullable=not column.required)


def _over_distinct(name: str, accepts: Callable[[str], bool]) -> pandera.Check:
    """A check that asks once for each distinct value, since coded cells and dates repeat."""

    def check(cells: pd.Series) -> pd.Series:
        good = [text for text in cells.dropna().unique() if accepts(text)]
        return cells.isin(good) | cells.isna()

    return pandera.Check(check, name=name, ignore_na=False)


def is_date(text: str) -> bool:
    """True when the text is EDTF level 1, also when its interval runs backwards (another rule's concern)."""
    try:
        edtf.parse(text)
    except edtf.ReversedIntervalError:
        return True
    except ValueError:
        return False
    return True


def is_ordered(text: str) -> bool:
    """False when the text is an interval that ends before it starts."""
    try:
        edtf.parse(text)
    except edtf.ReversedIntervalError:
        return False
    except ValueError:
        return True
    return True
