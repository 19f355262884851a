"""CSL items as RIS, which reference managers import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from us_russia_relations.analysis.cite.csl import Date, Item, Name, in_words, year

TYPE = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "MULTI",  # radio and television alike
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry": "ENCYC",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "personal_communication": "PCOMM",
    "post": "ICOMM",
    "post-weblog": "BLOG",
    "regulation": "LEGAL",
    "report": "RPRT",
    "speech": "SLIDE",  # read as a presentation, which is what speeches are written as
    "thesis": "THES",
    "treaty": "LEGAL",  # there is none for treaties
    "webpage": "ELEC",
}


def ris(items: Sequence[Item]) -> str:
    """The items as RIS records, in the order given. Raises KeyError for a type that RIS lacks."""
    return "\n".join("".join(f"{tag}  - {text}\n" for tag, text in _lines(item)) for item in items)


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    issued: Date = item.get("issued", {})
    first, _, last = item.get("page", "").partition("-")
    yield "TY", TYPE[item["type"]]
    yield "ID", item["id"]
    yield from (("AU", _name(name)) for name in item.get("author", ()))
    fields = {
        "TI": item["title"],
        "T2": item.get("container-title"),
        "PB": item.get("publisher"),
        "PY": year(issued),
        "DA": _date(issued),
        "VL": item.get("volume"),
        "IS": item.get("issue"),
        "M1": item.get("number"),
        "ET": item.get("version"),
        "SP": first,
        "EP": last,
        "DO": item.get("DOI"),
        "UR": item.get("URL"),
        "Y2": _date(item.get("accessed", {})),
        "LA": item.get("language"),
        "N1": item.get("note"),
    }
    yield from ((tag, text) for tag, text in fields.items() if text)
    yield "ER", ""


def _name(name: Name) -> str:
    if "literal" in name:
        return name["literal"]
    return ", ".join(part for part in (name["family"], name["given"], name.get("suffix")) if part)


def _date(date: Date) -> str:
    """Year/month/day/other: what is no single day, month or year is in words in the fourth part."""
    if not date:
        return ""
    parts = [*date.get("date-parts", [[]])[0], "", "", ""][:3]
    whole = "literal" not in date and "season" not in date and not date.get("circa") and len(date["date-parts"]) == 1
    if parts[0] == "":
        parts[0] = year(date)
    texts = [f"{part:02}" if isinstance(part, int) else part for part in parts]
    return "/".join([*texts, "" if whole else in_words(date)])
