"""The sections on a record beside its own cells: for each what is looked up, and how it is worded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from us_russia_relations.analysis.lookup.layout import Entry
from us_russia_relations.analysis.lookup.source import Cells, RecordSource, date, title
from us_russia_relations.definitions import LINK_TABLES
from us_russia_relations.definitions.links import (
    AFFILIATIONS,
    EVIDENCE,
    IDENTIFIERS,
    LISTINGS,
    PARTICIPANTS,
    RELATIONS,
    RETIRED,
    TAGS,
)
from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.records import OBSERVATIONS
from us_russia_relations.definitions.values import text_of


@dataclass(frozen=True)
class Section:
    """A section: its name, its heading, its columns, how its rows are found, and one of them as an entry.

    ``joined`` makes one entry of those that have the same left side.
    """

    name: str
    heading: str
    columns: tuple[str, ...]
    find: Callable[[RecordSource, str], Iterable[Cells]]
    entry: Callable[[Cells], Entry]
    joined: bool = False

    def entries(self, rows: Iterable[Cells]) -> list[Entry]:
        """The rows as entries."""
        entries = [self.entry(row) for row in rows]
        if not self.joined:
            return entries
        lefts = dict.fromkeys(left for left, _ in entries)
        return [(left, ", ".join(right for other, right in entries if other == left)) for left in lefts]


def named(source: RecordSource, record_id: str) -> str:
    """The title of a record, by its id."""
    located = source.record(record_id)
    if located is not None:
        return title(*located)
    return "retired" if source.find(RETIRED.name, "retired_id", record_id) else "no such record"


def bounds(cells: Cells, name: str) -> str:
    """The days that a date can mean, where it is not one day."""
    start, end, precision = (cells[f"{name}_{bound}"] for bound in ("start", "end", "precision"))
    if not precision:
        return " (no date in EDTF)"
    if start == end and start:
        return ""
    return f" ({precision}: {start or '..'} to {end or '..'})"


def _with(source: RecordSource, row: Cells, other: str) -> dict[str, Any]:
    """The row, with the name and the date of the record that one of its columns names."""
    located = source.record(row[other])
    return {**row, "name": named(source, row[other]), "date": date(*located) if located else ""}


def _dated(row: Cells, record_id: str) -> str:
    """A record with its date and title, as in lists of other records."""
    return f"{row['date']} {row[record_id]}: {row['name']}".lstrip()


def _participants(source: RecordSource, record_id: str) -> Iterator[Cells]:
    rows = source.find(PARTICIPANTS.name, "record_id", record_id)
    for row in sorted(rows, key=lambda row: (row["role"], row["actor_id"])):
        yield _with(source, row, "actor_id")


def _took_part(source: RecordSource, record_id: str) -> list[Cells]:
    rows = [_with(source, row, "record_id") for row in source.find(PARTICIPANTS.name, "actor_id", record_id)]
    return sorted(rows, key=lambda row: (_dated(row, "record_id"), row["role"]))


def _relations(source: RecordSource, record_id: str) -> Iterator[Cells]:
    """The relations from the record, then those to it; each kind of relation by date."""
    for direction, own, other in (("to", "subject_id", "object_id"), ("from", "object_id", "subject_id")):
        rows = [_with(source, row, other) for row in source.find(RELATIONS.name, own, record_id)]
        for row in sorted(rows, key=lambda row: (row["relation"], row["date"], row[other])):
            yield {**row, "direction": direction, "record_id": row[other]}


def _relation(row: Cells) -> Entry:
    return row["relation"] if row["direction"] == "to" else f"< {row['relation']}", _dated(row, "record_id")


def _rows(table: Table, column: str) -> Callable[[RecordSource, str], Iterable[Cells]]:
    """A function that finds the rows of a table that have the id in the column."""
    return lambda source, record_id: source.find(table.name, column, record_id)


def _linked(table: str, own: str, other: str) -> Callable[[RecordSource, str], Iterator[Cells]]:
    """A function that finds the rows of a link table with the id in one column, joined to the other column's record."""

    def find(source: RecordSource, record_id: str) -> Iterator[Cells]:
        rows = source.find(table, own, record_id)
        order = sorted(rows, key=lambda row: row["held"]) if table == AFFILIATIONS.name else rows
        return (_with(source, row, other) for row in order)

    return find


def _listed(source: RecordSource, record_id: str) -> Iterator[Cells]:
    """The listings of a measure; in releases whose listings have no names, with those of the actors."""
    for row in source.find(LISTINGS.name, "measure_id", record_id):
        own = {"name": named(source, row["actor_id"])} if "name" not in row else {}
        yield {**dict.fromkeys(_LISTED, ""), **row, **own}


def _listed_by(source: RecordSource, record_id: str) -> Iterator[Cells]:
    for row in source.find(LISTINGS.name, "actor_id", record_id):
        entry = {"listed_as": row.get("name", ""), "list_number": row.get("list_number", "")}
        yield {"end_reason": "", **_with(source, row, "measure_id"), **entry}


def _listing(row: Cells) -> Entry:
    native = f" ({row['name_native']})" if row["name_native"] else ""
    parts = (row["kind"], row["country"], row["list_number"], f"= {row['actor_id']}" if row["actor_id"] else "")
    about = ", ".join(part for part in parts if part)
    return row["programme"], f"{_lasted(row)} {row['name']}{native}{f', {about}' if about else ''}"


def _listing_of(row: Cells) -> Entry:
    number = f" [{row['list_number']}]" if row["list_number"] else ""
    entry = f", as {row['listed_as']}{number}" if row["listed_as"] else ""
    return row["programme"], f"{_lasted(row)} {row['measure_id']}: {row['name']}{entry}"


def _lasted(row: Cells) -> str:
    end = f" ({row['end_reason']})" if row["end_reason"] else ""
    return f"{row['listed']} to {row['delisted'] or '..'}{end}"


def _affiliation(other: str) -> Callable[[Cells], Entry]:
    return lambda row: (row["held"], f"{row['position']}, {row[other]}: {row['name']}")


def _observations(source: RecordSource, record_id: str) -> list[Cells]:
    rows = {
        row["observation_id"]: row
        for column in ("record_id", "actor_id")
        for row in source.find(OBSERVATIONS.name, column, record_id)
    }
    return sorted(rows.values(), key=lambda row: (row["date"], row["observation_id"]))


def _observation(row: Cells) -> Entry:
    note = f" ({row['note']})" if row["note"] else ""
    return row["date"], f"{row['series']} {text_of(row['value'])} {row['unit']}{note} [{row['observation_id']}]"


def _evidence(other: str) -> Callable[[Cells], Entry]:
    """A function that words evidence: sign, stance, the record at the other end, locator, what is claimed there."""

    def entry(row: Cells) -> Entry:
        sign = {"supports": "+", "contradicts": "-", "context": "~"}.get(row["stance"], "?")
        claimed = f"; says {row['claimed_value']}" if row["claimed_value"] else ""
        note = f"; {row['note']}" if row["note"] else ""
        return row["field"], f"{sign} {row['stance']} {row[other]}, {row['locator']}{claimed}{note}"

    return entry


def _sources(source: RecordSource, record_id: str) -> Iterator[Cells]:
    for citation_id in sorted({row["citation_id"] for row in source.find(EVIDENCE.name, "record_id", record_id)}):
        located = source.record(citation_id)
        if located is not None:
            yield {**located[1], "url": located[1]["url"] or located[1]["archived_url"]}


def _source(row: Cells) -> Entry:
    # Braces keep the name of an institution together.
    authors = (row["authors"] or "").replace("{", "").replace("}", "")
    parts = (authors, row["title"], row["container_title"], row["issued"], row["url"])
    return row["citation_id"], ". ".join(part for part in parts if part)


# Under this name a row has the other records that it names. No column is called so.
_ENDS = "the other ends"


def _section_of(table: Table) -> Section:
    """A section for a link table that has none made for it: its rows that name the record, in whichever column."""
    ids = [key.columns[0] for key in table.foreign_keys if len(key.columns) == 1]
    others = [name for name in table.header if name not in ids]

    def find(source: RecordSource, record_id: str) -> list[Cells]:
        rows = {tuple(row.values()): row for name in ids for row in source.find(table.name, name, record_id)}
        ends = [[row[name] for name in ids if row[name] not in (None, "", record_id)] for row in rows.values()]
        named_ends = (", ".join(f"{end}: {named(source, end)}" for end in of_row) for of_row in ends)
        return [{**row, _ENDS: text} for row, text in zip(rows.values(), named_ends, strict=True)]

    def entry(row: Cells) -> Entry:
        first, *rest = [text_of(row[name]) for name in others if text_of(row[name])] or [""]
        return first, ", ".join(text for text in (row[_ENDS], *rest) if text)

    return Section(table.name, table.title, table.header, find, entry)


_LISTING = ("programme", "listed", "delisted", "end_reason")
_LISTED = (*_LISTING, "name", "name_native", "kind", "country", "list_number", "actor_id")
_AFFILIATION = ("held", "position")
_CLAIM = ("locator", "claimed_value", "note")
_SECTIONS = (
    Section(
        PARTICIPANTS.name, "Participants", ("role", "actor_id", "name"), _participants,
        lambda row: (row["role"], f"{row['actor_id']}: {row['name']}"),
    ),
    Section(
        TAGS.name, "Tags", ("vocabulary", "term"), _rows(TAGS, "record_id"),
        lambda row: (row["vocabulary"], row["term"]), joined=True,
    ),
    Section(RELATIONS.name, "Relations", ("direction", "relation", "record_id", "date", "name"), _relations, _relation),
    Section(
        LISTINGS.name, "Listings under it", _LISTED, _listed, _listing,
    ),
    Section(
        "listed_by", "Listed by", (*_LISTING, "listed_as", "list_number", "measure_id", "name"), _listed_by,
        _listing_of,
    ),
    Section(
        "positions", "Positions and bodies", (*_AFFILIATION, "organisation_id", "name"),
        _linked(AFFILIATIONS.name, "actor_id", "organisation_id"), _affiliation("organisation_id"),
    ),
    Section(
        "members", "Members and parts", (*_AFFILIATION, "actor_id", "name"),
        _linked(AFFILIATIONS.name, "organisation_id", "actor_id"), _affiliation("actor_id"),
    ),
    Section(
        IDENTIFIERS.name, "Identifiers", ("scheme", "identifier"),
        _rows(IDENTIFIERS, "record_id"),
        lambda row: (row["scheme"], row["identifier"]),
    ),
    Section(
        OBSERVATIONS.name, "Observations",
        ("date", "series", "value", "unit", "note", "observation_id", "record_id", "actor_id"),
        _observations, _observation,
    ),
    Section(
        "took_part", "Took part in", ("role", "date", "record_id", "name"), _took_part,
        lambda row: (row["role"], _dated(row, "record_id")),
    ),
    Section(
        EVIDENCE.name, "Evidence", ("field", "stance", "citation_id", *_CLAIM),
        _rows(EVIDENCE, "record_id"), _evidence("citation_id"),
    ),
    Section(
        "sources", "Sources", ("citation_id", "authors", "title", "container_title", "issued", "url"), _sources,
        _source,
    ),
    Section(
        "cited_by", "Cited by", ("field", "stance", "record_id", *_CLAIM),
        _rows(EVIDENCE, "citation_id"), _evidence("record_id"),
    ),
    Section(
        "replaces", "Replaces", ("retired_id", "status", "reason"),
        _rows(RETIRED, "replaced_by"),
        lambda row: (row["retired_id"], f"{row['status']}: {row['reason']}"),
    ),
)  # fmt: skip
# The links that sections are made for by hand; each other link table has one that is made of its definition.
_WORDED = (PARTICIPANTS, EVIDENCE, RELATIONS, TAGS, LISTINGS, AFFILIATIONS, IDENTIFIERS)
SECTIONS = (*_SECTIONS, *(_section_of(table) for table in LINK_TABLES if table not in _WORDED))
