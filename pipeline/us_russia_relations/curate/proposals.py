"""What the dialogue proposes: ids, scopes, fields of evidence, and the id or term that somebody probably meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from us_russia_relations.definitions import LINK_TABLES, edtf, package
from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.records import CITATIONS, EVENTS
from us_russia_relations.text.letters import slug
from us_russia_relations.text.nearest import nearest_name

# Words that make an id longer and not clearer.
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "the", "to", "with"})
_WORDS = 6


def _words(text: str, words: int = _WORDS) -> str:
    """The text as a part of an id: its first words, small ones left out."""
    found = slug(text).split("-")
    return "-".join([word for word in found if word not in _SMALL][:words] or found[:words])


def year(date: str) -> str:
    """The year in which the date starts; empty where it has none."""
    found = re.search(r"[0-9]{4}", date)
    return found.group() if found else ""


def propose_id(table: Table, cells: Mapping[str, str], taken: Collection[str]) -> str:
    """An id that is free: the title's words and the year, and a number where that is taken."""
    if table.name == CITATIONS.name:
        parts = [_words(_issuer(cells), 3), year(cells.get("issued", "")), _words(cells.get("title", ""), 3)]
    else:
        # A short name makes the better id; a year tells acts and numbers apart, people and treaties need none.
        columns = [name for name in ("short_name", *table.label) if cells.get(name)]
        parts = [_words(cells[columns[0]]) if columns else "", "" if table.act else cells.get("actor_id", "")]
        parts.append(year(cells.get(table.date, "")) if table.evidence and "short_name" not in table.header else "")
    words = [part for part in parts if part]
    if len(words) > 1 and f"-{words[-1]}" == words[-2][-len(words[-1]) - 1 :]:
        words.pop()
    base = "-".join(words) or f"new-{table.name}"
    number, proposed = 1, base
    while proposed in taken:
        number += 1
        proposed = f"{base}-{number}"
    return proposed


def _issuer(cells: Mapping[str, str]) -> str:
    family = re.split(r"[,;]", cells.get("authors", ""))[0]
    return family or cells.get("publisher", "") or cells.get("container_title", "")


def propose_scope(table: Table, cells: Mapping[str, str]) -> str:
    """The scope that follows from the date; empty where the date says nothing."""
    text = cells.get(table.date, "") if table.act else ""
    try:
        span = edtf.parse(text)
    except ValueError:
        return ""
    if span.surely_before(edtf.parse(package.WINDOW_START)):
        return "background"
    return "aftermath" if edtf.parse(package.WINDOW_END).surely_before(span) else "core"


def propose_fields(table: Table, cells: Mapping[str, str], links: Collection[str]) -> tuple[str, ...]:
    """What a source of the record has to support: each filled key column, links that need it, else the whole row."""
    columns = [column.name for column in table.columns if column.key and cells.get(column.name)]
    tied = [link.name for link in LINK_TABLES if link.evidence and link.name in links]
    whole = ["*"] if table.name == EVENTS.name or not (columns or tied) else []
    return (*whole, *columns, *tied)


def likely(text: str, names: Mapping[str, str]) -> str:
    """The id or term that the text probably means: by a unique prefix, by its label, by how it sounds or is written.

    ``names`` has the label or name of each id; the answer is empty where nothing is near.
    """
    folded = text.casefold()
    begun = [name for name in names if name.startswith(folded)]
    if len(begun) == 1:
        return begun[0]
    labels = {label.casefold(): name for name, label in names.items() if label}
    if folded in labels:
        return labels[folded]
    near = nearest_name(text, names)
    return near or labels.get(nearest_name(folded, labels), "")
