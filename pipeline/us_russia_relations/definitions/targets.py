"""Who is listed is a target: it follows from the listings and is typed nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

LISTED_ROLE = "target"


def listed_targets(listings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows of participants that follow from listings: each measure and actor that it lists, once, sorted."""
    pairs = {(row["measure_id"], row["actor_id"]) for row in listings if row["actor_id"]}
    return [
        {"record_id": measure_id, "actor_id": actor_id, "role": LISTED_ROLE} for measure_id, actor_id in sorted(pairs)
    ]
