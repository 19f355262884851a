"""The citations as CSL-JSON and BibTeX."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from us_russia_relations.steps.typed import Record

_BIBTEX_TYPE = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
    "thesis": "phdthesis",
}
_CSL_FIELDS = {
    "title": "title",
    "container-title": "container_title",
    "publisher": "publisher",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "DOI": "doi",
    "language": "language",
}


def csl_json(citations: Sequence[Record]) -> str:
    """The citations as a CSL-JSON array, in the order given."""
    return json.dumps([_csl_item(row) for row in citations], ensure_ascii=False, indent=1) + "\n"


def bibtex(citations: Sequence[Record]) -> str:
    """The citations as BibTeX entries in UTF-8, in the order given; titles keep their capitals."""
    return "\n".join(_bibtex_entry(row) for row in citations)


def names(authors: str | None) -> list[dict[str, str]]:
    """The names in an authors cell as CSL names: persons with family and given, institutions as literal."""
    found = []
    for name in (authors or "").split("; "):
        family, comma, given = name.partition(", ")
        if name.startswith("{"):
            found.append({"literal": name.strip("{}")})
        elif comma:
            found.append({"family": family, "given": given})
        elif name:
            found.append({"literal": name})
    return found


def _csl_item(row: Record) -> dict[str, Any]:
    item: dict[str, Any] = {"id": row["citation_id"], "type": row["type"]}
    if row["authors"]:
        item["author"] = names(row["authors"])
    item.update({field: row[column] for field, column in _CSL_FIELDS.items() if row[column]})
    address = row["url"] or row["archived_url"]
    if address:
        item["URL"] = address
    if row["issued"]:
        item["issued"] = _csl_date(row["issued"], row["issued_start"], row["issued_precision"])
    if address and row["accessed"]:
        item["accessed"] = _csl_date(row["accessed"], row["accessed_start"], row["accessed_precision"])
    return item


def _csl_date(text: str, start: date | None, precision: str | None) -> dict[str, Any]:
    parts = {"day": 3, "month": 2, "year": 1}.get(precision or "", 0)
    if start is None or not parts:
        return {"literal": text}
    return {"date-parts": [[start.year, start.month, start.day][:parts]]}


def _bibtex_entry(row: Record) -> str:
    authors = " and ".join(
        f"{{{name['literal']}}}" if "literal" in name else f"{name['family']}, {name['given']}"
        for name in names(row["authors"])
    )
    kind = _BIBTEX_TYPE.get(row["type"], "misc")
    place = {"techreport": "institution", "incollection": "publisher", "book": "publisher"}.get(kind, "publisher")
    fields = {
        "author": escaped(authors),
        "title": f"{{{escaped(row['title'])}}}",
        "journal" if kind == "article" else "booktitle" if kind == "incollection" else "howpublished": escaped(
            row["container_title"]
        ),
        place: escaped(row["publisher"]),
        "year": str(row["issued_start"].year) if row["issued_start"] else "",
        "volume": row["volume"],
        "number": row["issue"],
        "pages": (row["pages"] or "").replace("-", "--"),
        "doi": row["doi"],
        "url": row["url"] or row["archived_url"],
        "note": row["issued"] and f"issued {escaped(row['issued'])}",
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{row['citation_id']},\n{body}\n}}\n"


def escaped(text: str | None) -> str:
    """Text with TeX's special characters escaped; braces are the cell's own and stay."""
    return re.sub(r"([&%$#_])", r"\\\1", text or "").replace("~", r"\textasciitilde{}")
