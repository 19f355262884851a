"""The pandera schema of a published table, as its descriptor describes it and ``load`` gives it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from us_russia_relations.errors import MissingExtraError

if TYPE_CHECKING:
    import pandera.pandas as pandera

    from us_russia_relations.release.release import Release


def frame_schema(release: Release, table: str) -> pandera.DataFrameSchema:
    """The schema of the frame that ``release.load(table)`` gives: columns in order, types, terms, key.

    Columns have the types of the frame (a coded column the categories of its vocabulary, in their order), those that
    are required hold no missing value, texts match their patterns as a whole, and the primary key is unique.
    Raises UnknownNameError for another table, MissingExtraError where pandera is not installed.
    """
    try:
        import pandera.pandas as pandera
    except ImportError as error:
        raise MissingExtraError(
            'schemas need pandera: pip install "us-russia-relations[pipeline]", or pandera by itself'
        ) from error
    dtypes = release.load(table).iloc[:0].dtypes
    columns = {field["name"]: _column(field, dtypes[field["name"]], pandera) for field in release.fields(table)}
    key = [*release.resources[table].key]
    return pandera.DataFrameSchema(columns, strict=True, ordered=True, unique=key, name=table)


def _column(field: dict[str, Any], dtype: Any, pandera: Any) -> Any:
    constraints = field.get("constraints", {})
    checks = []
    if "pattern" in constraints:
        pattern = re.compile(constraints["pattern"])
        # Not str_matches: on texts of Arrow it takes another dialect of patterns and passes what it can't read.
        check = pandera.Check(lambda text: pattern.fullmatch(text) is not None, element_wise=True, name="pattern")
        checks.append(check)
    description = field.get("description", "")
    return pandera.Column(dtype, checks, nullable=not constraints.get("required", False), description=description)
