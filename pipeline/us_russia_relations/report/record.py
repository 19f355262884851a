"""Everything about one id as text: what it is, who took part, what it is tied to, and the evidence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from us_russia_relations.report.search import Hit, date, label_of, title
from us_russia_relations.report.shown import visible
from us_russia_relations.steps.dataset import Dataset, Row

WIDTH = 80
_INDENT = 18
# What fits into the left column, with a space on each side.
_LONGEST = _INDENT - 3


def as_record(dataset: Dataset, record_id: str, history: str = "") -> str:
    """All that the tables say of the id, in lines of 80 columns.

    ``history`` is said at the end. Raises KeyError where no record and no tombstone has the id.
    """
    row = dataset.records.get(record_id)
    lines = [*_tombstone(dataset.retired[record_id])] if row is None else [*_head(row), *_cells(row, dataset)]
    for heading, entries in _sections(dataset, record_id):
        listed = [*_listed(entries)]
        if listed:
            lines += ["", heading, *listed]
    if history:
        lines += ["", "History", *_wrapped("published", history)]
    return "\n".join(lines)


# What stands left and right in a line of a section.
_Entry = tuple[str, str]


def _sections(dataset: Dataset, record_id: str) -> Iterator[tuple[str, Iterable[_Entry]]]:
    yield "Participants", _participants(dataset, record_id)
    yield "Tags", _tags(dataset, record_id)
    yield "Relations", _relations(dataset, record_id)
    yield "Listings under it", _listings(dataset, "measure_id", "actor_id", record_id)
    yield "Listed by", _listings(dataset, "actor_id", "measure_id", record_id)
    yield "Positions and bodies", _affiliations(dataset, "actor_id", "organisation_id", record_id)
    yield "Members and parts", _affiliations(dataset, "organisation_id", "actor_id", record_id)
    identifiers = dataset.grouped("identifiers", "record_id").get(record_id, [])
    yield "Identifiers", ((row["scheme"], row["identifier"]) for row in identifiers)
    yield "Observations", _observations(dataset, record_id)
    yield "Took part in", _took_part(dataset, record_id)
    yield "Evidence", _evidence(dataset, record_id)
    yield "Cited by", _cited(dataset, record_id)
    gone = dataset.grouped("retired", "replaced_by").get(record_id, [])
    yield "Replaces", ((row["retired_id"], f"{row['status']}: {row['reason']}") for row in gone)


def _head(row: Row) -> Iterator[str]:
    yield from _filled(f"{row.key[0]} ({row.sheet.table.name})", "")
    yield ""


def _tombstone(row: Row) -> Iterator[str]:
    yield from _filled(f"{row['retired_id']} (retired)", "")
    yield ""
    yield from _wrapped("status", row["status"])
    yield from _wrapped("replaced_by", row["replaced_by"] or "nothing")
    yield from _wrapped("since", row["since"])
    yield from _wrapped("reason", row["reason"])


def _cells(row: Row, dataset: Dataset) -> Iterator[str]:
    for column in row.sheet.table.columns[1:]:
        text = row[column.name]
        if not text:
            continue
        if column.type == "edtf":
            text += _bounds(row, column.name)
        elif column.vocabulary:
            label = label_of(dataset, column.vocabulary, text)
            text = f"{text} ({label})" if label.casefold() != text.replace("_", " ") else text
        elif column.name in {"record_id", "actor_id"}:
            text = f"{text} ({_name(dataset, text)})"
        yield from _wrapped(column.name, text)


def _bounds(row: Row, name: str) -> str:
    """The days that a date can mean, where it is not one day."""
    span = row.span(name)
    if span is None:
        return " (no date in EDTF)"
    if span.start == span.end and span.start is not None:
        return ""
    return f" ({span.precision}: {span.start or '..'} to {span.end or '..'})"


def _name(dataset: Dataset, record_id: str) -> str:
    row = dataset.records.get(record_id)
    if row is not None:
        return title(row)
    return "retired" if record_id in dataset.retired else "no such record"


def _called(dataset: Dataset, record_id: str) -> str:
    """The record with its date and title, as it stands in lists of other records."""
    row = dataset.records.get(record_id)
    when = f"{date(row)} " if row is not None and date(row) else ""
    return f"{when}{record_id}: {_name(dataset, record_id)}"


def _participants(dataset: Dataset, record_id: str) -> Iterator[_Entry]:
    for row in sorted(dataset.participants(record_id), key=lambda row: (row["role"], row.key)):
        yield row["role"], f"{row['actor_id']}: {_name(dataset, row['actor_id'])}"


def _tags(dataset: Dataset, record_id: str) -> Iterator[_Entry]:
    tags: dict[str, list[str]] = {}
    for row in dataset.grouped("tags", "record_id").get(record_id, []):
        tags.setdefault(row["vocabulary"], []).append(row["term"])
    return ((vocabulary, ", ".join(terms)) for vocabulary, terms in tags.items())


def _relations(dataset: Dataset, record_id: str) -> Iterator[_Entry]:
    for row in dataset.grouped("relations", "subject_id").get(record_id, []):
        yield row["relation"], _called(dataset, row["object_id"])
    for row in dataset.grouped("relations", "object_id").get(record_id, []):
        yield f"< {row['relation']}", _called(dataset, row["subject_id"])


def _listings(dataset: Dataset, own: str, other: str, record_id: str) -> Iterator[_Entry]:
    for row in dataset.grouped("listings", own).get(record_id, []):
        spell = f"{row['listed']} to {row['delisted'] or '..'}"
        yield row["programme"], f"{spell} {row[other]}: {_name(dataset, row[other])}"


def _affiliations(dataset: Dataset, own: str, other: str, record_id: str) -> Iterator[_Entry]:
    for row in sorted(dataset.grouped("affiliations", own).get(record_id, []), key=lambda row: row["held"]):
        yield row["held"], f"{row['position']}, {row[other]}: {_name(dataset, row[other])}"


def _observations(dataset: Dataset, record_id: str) -> Iterator[_Entry]:
    found = [row for row in dataset.rows("observations") if record_id in {row["record_id"], row["actor_id"]}]
    for row in sorted(found, key=lambda row: (row["date"], row.key)):
        note = f" ({row['note']})" if row["note"] else ""
        yield row["date"], f"{row['series']} {row['value']} {row['unit']}{note} [{row['observation_id']}]"


def _took_part(dataset: Dataset, record_id: str) -> Iterator[_Entry]:
    found = [(_called(dataset, row["record_id"]), row["role"]) for row in dataset.rows("participants")
             if row["actor_id"] == record_id]  # fmt: skip
    return ((role, called) for called, role in sorted(found))


def _evidence(dataset: Dataset, record_id: str) -> Iterator[_Entry]:
    for row in dataset.evidence(record_id):
        yield row["field"], f"{_stance(row)} {row['citation_id']}, {row['locator']}{_claim(row)}"


def _cited(dataset: Dataset, record_id: str) -> Iterator[_Entry]:
    for row in dataset.grouped("evidence", "citation_id").get(record_id, []):
        yield row["field"], f"{_stance(row)} {row['record_id']}, {row['locator']}{_claim(row)}"


def _stance(row: Row) -> str:
    return {"supports": "+", "contradicts": "-", "context": "~"}.get(row["stance"], "?") + f" {row['stance']}"


def _claim(row: Row) -> str:
    claimed = f"; says {row['claimed_value']}" if row["claimed_value"] else ""
    return claimed + (f"; {row['note']}" if row["note"] else "")


def _listed(entries: Iterable[_Entry]) -> Iterator[str]:
    """The lines of a section; a term that is too long for its column stands once above its entries."""
    last = ""
    for left, right in entries:
        yield from _wrapped("" if left == last and len(left) > _LONGEST else left, right)
        last = left


def _wrapped(left: str, right: str) -> list[str]:
    """A term and what is said of it, in two columns; a long term has a line of its own."""
    if len(left) > _LONGEST:
        return [*_filled(left, "  "), *_filled(right, " " * _INDENT)]
    return _filled(right, f"  {left}".ljust(_INDENT), " " * _INDENT)


def _filled(text: str, first: str, rest: str | None = None) -> list[str]:
    """Lines of 80 columns; ids stay whole wherever they fit into one."""
    # What somebody typed may hold letters that move the cursor.
    text, after = visible(text), first if rest is None else rest
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=after, break_on_hyphens=False
    ) or [first.rstrip()]  # fmt: skip


def as_hits(hits: list[Hit], width: int | None = None) -> str:
    """One line for each record that was found: id, table, date, title; cut where a width is given."""
    wide = max((len(hit.record_id) for hit in hits), default=0)
    wide = min(wide, 40)
    lines = [f"{hit.record_id:{wide}}  {hit.table:12}  {hit.date:10}  {visible(hit.title)}".rstrip() for hit in hits]
    return "\n".join(f"{line[: width - 1]}…" if width and len(line) > width else line for line in lines)
