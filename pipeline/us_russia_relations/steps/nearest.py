"""The name that somebody probably meant."""

from __future__ import annotations

from collections.abc import Collection

_LIKELY = 70


def nearest(text: str, names: Collection[str]) -> str:
    """'did you mean X?' for the nearest of the names by edit distance; empty where none is near."""
    # Imported when something is wrong, which is the only time that it is needed.
    from rapidfuzz import fuzz, process

    found = process.extractOne(text, sorted(names), scorer=fuzz.ratio, score_cutoff=_LIKELY)
    return f"did you mean {found[0]}?" if found else ""
