"""How many of the names that a measure put on a list are in the table of listings."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from us_russia_relations.definitions.links import LISTINGS, TERM_PROPERTIES
from us_russia_relations.definitions.meaning import Meaning
from us_russia_relations.derive.typed import Tables


def lists(tables: Tables) -> list[dict[str, Any]]:
    """For each announced number of listed names of a measure, how many different names its listings have.

    ``missing`` is how many fewer they have; None where the number has a ``note``, since it may then count something
    narrower than the list.
    """
    names: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    meaning = Meaning(tables[TERM_PROPERTIES.name])
    counting = meaning.terms("series", "counts")
    for row in tables[LISTINGS.name]:
        for series in counting:
            if row["kind"] in meaning.values("series", "counts", series):
                names[row["measure_id"], series].add(row["name"])
    measures = {row["measure_id"] for row in tables["measures"]}
    lines = []
    for row in tables["observations"]:
        if row["series"] in counting and row["record_id"] in measures:
            listed = len(names[row["record_id"], row["series"]])
            lines.append(
                {
                    "measure_id": row["record_id"],
                    "observation_id": row["observation_id"],
                    "series": row["series"],
                    "announced": row["value"],
                    "listed": listed,
                    "note": row["note"],
                    "missing": max(row["value"] - listed, 0.0) if row["note"] is None else None,
                }
            )
    return lines
