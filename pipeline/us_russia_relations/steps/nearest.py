"""The name that somebody probably meant."""

from __future__ import annotations

from collections.abc import Collection

_LIKELY = 70


def nearest_name(text: str, names: Collection[str]) -> str:
    """The nearest of the names by edit distance, without regard to case; empty where none is near."""
    # Imported when something is wrong, which is the only time that it is needed.
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        text, sorted(names), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_LIKELY
    )
    return str(found[0]) if found else ""


def nearest(text: str, names: Collection[str]) -> str:
    """'did you mean X?' for the nearest of the names by edit distance; empty where none is near."""
    found = nearest_name(text, names)
    return f"did you mean {found}?" if found else ""
