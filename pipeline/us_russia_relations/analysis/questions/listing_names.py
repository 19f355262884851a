"""Find listings by name or number, also in releases whose lists have no names of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis.questions.filters import Names, several
from us_russia_relations.errors import CallError
from us_russia_relations.release.release import Release
from us_russia_relations.text.letters import fold, romanised

if TYPE_CHECKING:
    import pandas as pd


def with_name(release: Release, listings: pd.DataFrame, names: Names) -> pd.Series[bool]:
    """Which listings have one of the texts in their name, in either script. Raises CallError for an empty text."""
    wanted = [fold(text.strip()) for text in several("name", names)]
    if not all(romanised(text) for text in wanted):
        raise CallError("name wants a part of a name, and an empty text is in each of them")
    table = listings
    if "name" not in listings:
        actors = release.load("actors").set_index("actor_id")[["name", "name_native"]]
        table = actors.reindex(listings["actor_id"]).set_axis(listings.index)
    columns = [table[column].map(lambda cell: _holds(cell, wanted)).astype(bool) for column in ("name", "name_native")]
    return columns[0] | columns[1]


def with_number(release: Release, listings: pd.DataFrame, numbers: Names) -> pd.Series[bool]:
    """Which listings have one of the numbers on their list."""
    wanted = several("number", numbers)
    if "list_number" in listings:
        return listings["list_number"].isin(wanted)
    rows = release.load("identifiers")
    rows = rows[(rows["scheme"] == "ofac_uid") & rows["identifier"].isin(wanted)]
    return listings["actor_id"].isin(rows["record_id"])


def _holds(cell: Any, wanted: list[str]) -> bool:
    if not isinstance(cell, str):
        return False
    folded = fold(cell)
    return any(text in folded or romanised(text) in romanised(folded) for text in wanted)
