"""The forms of a bibliography, by the name that users give them."""

from __future__ import annotations

from collections.abc import Sequence

from us_russia_relations.analysis.cite.bibtex import bibtex
from us_russia_relations.analysis.cite.csl import Item, csl_json
from us_russia_relations.analysis.cite.ris import ris
from us_russia_relations.analysis.cite.styles import STYLES, formatted
from us_russia_relations.errors import UnknownNameError
from us_russia_relations.release.release import nearest

_WRITERS = {"bibtex": bibtex, "csl-json": csl_json, "ris": ris}
FORMS = (*STYLES, *_WRITERS)


def known(style: str) -> str:
    """The style, if there is one of that name. Raises UnknownNameError, with the nearest name."""
    if style not in FORMS:
        raise UnknownNameError(f"no style {style!r}; {nearest(style, FORMS)}")
    return style


def written(items: Sequence[Item], style: str) -> str:
    """The items in a style, with a final newline; an entry of a formatted style is one line.

    Raises UnknownNameError for an unknown style, MissingExtraError where the style needs libraries that are missing.
    """
    if known(style) in _WRITERS:
        return _WRITERS[style](items)
    return "".join(f"{entry}\n" for entry in formatted(items, style))
