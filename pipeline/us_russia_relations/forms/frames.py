"""A raw table as a pandera schema over a frame of texts: the rules for single cells, for pipelines that use pandera.

The frame holds what the file holds, as Arrow-backed strings with null for an empty cell, indexed by file line. Nothing
is coerced: pandera's coercion accepts 2020-1-3 as a date and blames every row for one bad cell. The checks of the
project use the same predicates (``forms.cells``) without pandera, whose import takes longer than they do.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa

from us_russia_relations.definitions.model import Column, Table
from us_russia_relations.forms.cells import Predicate, Terms, predicates

TEXT = pd.ArrowDtype(pa.string())


def pandera_schema(table: Table, terms: Terms) -> pandera.DataFrameSchema:
    """The pandera schema of a table of texts; ``terms`` maps a vocabulary to its terms."""
    return pandera.DataFrameSchema({column.name: _column(column, terms) for column in table.columns}, strict=True)


def _column(column: Column, terms: Terms) -> pandera.Column:
    checks = [_over_distinct(name, accepts) for name, accepts in predicates(column, terms).items()]
    return pandera.Column(dtype=None, checks=checks, nullable=not column.required)


def _over_distinct(name: str, accepts: Predicate) -> pandera.Check:
    """A check that asks once for each distinct value, since coded cells and dates repeat."""

    def check(cells: pd.Series) -> pd.Series:
        good = [text for text in cells.dropna().unique() if accepts(text)]
        return cells.isin(good) | cells.isna()

    return pandera.Check(check, name=name, ignore_na=False)
