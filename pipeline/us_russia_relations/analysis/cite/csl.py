"""A row of the table citations as an item of CSL-JSON, from which the other forms are computed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Item = dict[str, Any]
Name = dict[str, str]
Date = dict[str, Any]

_FIELDS = {
    "title": "title",
    "container-title": "container_title",
    "publisher": "publisher",
    "volume": "volume",
    "page": "pages",
    "DOI": "doi",
    "language": "language",
}
# The number of a report in its series is `number` in CSL; `issue` is for what comes out in issues.
_NUMBERED = frozenset({"report"})
_NAMES = re.compile(r"(?:^|; )(?:\{(.*?)\}(?=; |$)|(.*?)(?=; |$))")
_SUFFIX = re.compile(r"(?P<given>.*?),? (?P<suffix>[JS]r\.?|II|III|IV)")
_SEASONS = ("spring", "summer", "autumn", "winter")
_QUALIFIERS = re.compile(r"[~?%]")


def csl_json(items: Sequence[Item]) -> str:
    """The items as a CSL-JSON array, in the order given."""
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def item(row: Row) -> Item:
    """The CSL item of a row; its type is that of the row, which is a type of CSL."""
    result: Item = {"id": row["citation_id"], "type": row["type"]}
    if row["authors"]:
        result["author"] = names(row["authors"])
    result.update({field: row[column] for field, column in _FIELDS.items() if row[column]})
    if row["issue"]:
        result["number" if row["type"] in _NUMBERED else "issue"] = row["issue"]
    address = row["url"] or row["archived_url"]
    if address:
        result["URL"] = address
    if row["issued"]:
        result["issued"] = when(row["issued"])
    if address and row["accessed"]:
        result["accessed"] = when(row["accessed"])
    return result


def names(authors: str) -> list[Name]:
    """The names in an authors cell: persons with family, given and suffix, institutions as literal.

    Names are separated by '; '. Braces enclose an institution, or several.
    """
    result: list[Name] = []
    for braced, plain in _NAMES.findall(authors):
        if braced:
            result.extend({"literal": institution} for institution in braced.split("; "))
        elif plain:
            result.append(_person(plain))
    return result


def _person(text: str) -> Name:
    family, comma, given = text.partition(", ")
    if not comma:
        return {"literal": text}
    suffixed = _SUFFIX.fullmatch(given)
    if suffixed is None:
        return {"family": family, "given": given}
    return {"family": family, "given": suffixed["given"], "suffix": suffixed["suffix"]}


def when(text: str) -> Date:
    """The CSL date of a date in EDTF level 1: a day, month, season or year, or a range of them.

    An uncertain or approximate date is `circa`, and so is a year with unspecified digits, as the range that it can
    mean. An interval with an open end has no parts in CSL and becomes literal.
    """
    ends = _QUALIFIERS.sub("", text).split("/")
    if ".." in ends:
        return {"literal": "–".join(end.replace("..", "") for end in ends)}
    vague = any("X" in end[:4] for end in ends)
    if vague:
        ends = [ends[0][:4].replace("X", "0"), ends[-1][:4].replace("X", "9")]
    date: Date = {"date-parts": [_parts(end) for end in ends]}
    if len(ends) == 1 and (season := re.fullmatch(r"[0-9]{4}-2([1-4])", ends[0])):
        date["season"] = int(season[1])
    if vague or _QUALIFIERS.search(text):
        date["circa"] = True
    return date


def _parts(text: str) -> list[int]:
    """The numbers of a date; a season has only its year, and unspecified parts are left out."""
    numbers = [int(part) for part in text.split("-") if "X" not in part]
    return numbers[:1] if len(numbers) == 2 and numbers[1] > 12 else numbers


def year(date: Date) -> str:
    """The first year of a date; empty where it has none."""
    if "date-parts" in date:
        return f"{date['date-parts'][0][0]:04}"
    match = re.search(r"[0-9]{4}", date.get("literal", ""))
    return match[0] if match else ""


def iso(parts: Sequence[int]) -> str:
    """Year, month and day, or the first of them, as ISO 8601."""
    return "-".join(f"{part:0{width}}" for part, width in zip(parts, (4, 2, 2), strict=False))


def in_words(date: Date) -> str:
    """A date as text, complete; empty where there is none."""
    if "literal" in date:
        return str(date["literal"])
    text = " to ".join(iso(end) for end in date.get("date-parts", ()))
    if "season" in date:
        text = f"{_SEASONS[date['season'] - 1]} {text}"
    return f"circa {text}" if date.get("circa") else text
