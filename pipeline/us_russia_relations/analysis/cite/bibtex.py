"""CSL items as BibTeX: UTF-8, for BibTeX and biblatex alike."""

from __future__ import annotations

from collections.abc import Sequence

from us_russia_relations.analysis.cite.csl import Date, Item, Name, in_words, year
from us_russia_relations.text.escape import bibtex_address, tex

# Every other type is misc: BibTeX has no datasets, laws, speeches or web pages.
_TYPE = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
    "thesis": "phdthesis",
}
_CONTAINER = {"article": "journal", "incollection": "booktitle", "techreport": "series"}
_PUBLISHER = {"techreport": "institution", "phdthesis": "school"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(items: Sequence[Item]) -> str:
    """The items as BibTeX entries, in the order given; titles keep their capitals."""
    return "\n".join(_entry(item) for item in items)


def _entry(item: Item) -> str:
    kind = _TYPE.get(item["type"], "misc")
    date = item.get("issued", {})
    fields = {
        "author": " and ".join(_name(name) for name in item.get("author", ())),
        "title": f"{{{tex(item['title'])}}}",
        _CONTAINER.get(kind, "howpublished"): tex(item.get("container-title", "")),
        _PUBLISHER.get(kind, "publisher"): tex(item.get("publisher", "")),
        "year": year(date),
        "volume": tex(item.get("volume", "")),
        "number": tex(item.get("number") or item.get("issue", "")),
        "version": tex(item.get("version", "")),
        "pages": tex(item.get("page", "")).replace("-", "--"),
        "doi": bibtex_address(item.get("DOI", "")),
        "url": bibtex_address(item.get("URL", "")),
        "urldate": in_words(item.get("accessed", {})),
        "note": tex(". ".join(text for text in (_note(date), item.get("note")) if text)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    month = _month(date)
    if month:
        # A macro, which each style writes in its own way.
        lines.append(f"  month = {_MONTHS[month - 1]}")
    body = ",\n".join(lines)
    return f"@{kind}{{{item['id']},\n{body}\n}}\n"


def _name(name: Name) -> str:
    if "literal" in name:
        return f"{{{tex(name['literal'])}}}"
    parts = (name["family"], name.get("suffix"), name["given"])
    return ", ".join(_part(part) for part in parts if part)


def _part(text: str) -> str:
    """A part of a name; in braces where BibTeX would split it."""
    plain = all(character.isalnum() or character in " .-'’" for character in text)
    lower_case = any(word[0].islower() for word in text.split())
    return tex(text) if plain and not lower_case and "''" not in text else f"{{{tex(text)}}}"


def _month(date: Date) -> int | None:
    """The month where the date is one month, or a day or days in it."""
    months = {tuple(end[:2]) for end in date.get("date-parts", ())}
    month = months.pop() if len(months) == 1 else ()
    return month[1] if len(month) == 2 else None


def _note(date: Date) -> str:
    """The date in words, where the fields year and month do not say it all."""
    words = in_words(date)
    fields = year(date) if _month(date) is None else f"{year(date)}-{_month(date):02}"
    return "" if words in {"", fields} else f"Issued {words}"
