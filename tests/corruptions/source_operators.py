"""What goes wrong with sources: evidence that goes, sources that come too early, sources and actors that hang loose."""

from __future__ import annotations

from collections import Counter
from random import Random

from corruptions.model import Clean, Corruption, Operator, added, pick, with_cell, without
from us_russia_relations.definitions import raw_table
from us_russia_relations.definitions.model import Table

_CLAIMS = ("events", "measures", "treaties", "observations")
_LINKED = {"listings": "measure_id", "affiliations": "actor_id", "identifiers": "record_id"}
_EVIDENCE = raw_table("evidence")


def _cited(clean: Clean) -> Counter[str]:
    return Counter(row["citation_id"] for row in clean.rows("evidence"))


def _supporting(clean: Clean) -> dict[tuple[str, str], list[int]]:
    """The rows of evidence that support a field of a record."""
    found: dict[tuple[str, str], list[int]] = {}
    for index, row in enumerate(clean.rows("evidence")):
        if row["stance"] == "supports":
            found.setdefault((row["record_id"], row["field"]), []).append(index)
    return found


def key_evidence_deleted(clean: Clean, table: Table, random: Random) -> Corruption:
    """The one row of evidence for a key field goes; its source is cited elsewhere."""
    cited, supporting = _cited(clean), _supporting(clean)
    evidence, id_column = clean.rows("evidence"), table.primary_key[0]
    places = [
        (index, column.name, rows[0])
        for index, record in enumerate(clean.rows(table.name))
        for column in table.columns
        if column.key and record[column.name]
        for rows in [supporting.get((record[id_column], column.name), [])]
        if len(rows) == 1 and cited[evidence[rows[0]]["citation_id"]] > 1 and _more(supporting, record[id_column])
    ]
    index, column_name, gone = random.choice(places)
    content = without(clean, _EVIDENCE, {gone})
    return Corruption({_EVIDENCE.path: content}, "no-evidence", table.path, index + 2, column_name)


def _more(supporting: dict[tuple[str, str], list[int]], record_id: str) -> bool:
    """True when other fields of the record keep their evidence."""
    return sum(record == record_id for record, _ in supporting) > 1


def all_evidence_deleted(clean: Clean, table: Table, random: Random) -> Corruption:
    """All evidence of a record goes; its sources are cited elsewhere, and no link of it needs a source."""
    cited, id_column = _cited(clean), table.primary_key[0]
    by_record: dict[str, list[int]] = {}
    for index, row in enumerate(clean.rows("evidence")):
        by_record.setdefault(row["record_id"], []).append(index)
    linked = {row[column] for other, column in _LINKED.items() for row in clean.rows(other)}
    places = []
    for index, record in enumerate(clean.rows(table.name)):
        rows = by_record[record[id_column]]
        used = Counter(clean.rows("evidence")[row]["citation_id"] for row in rows)
        if record[id_column] not in linked and all(cited[name] > count for name, count in used.items()):
            places.append(index)
    index = pick(random, places, f"evidence of {table.name}")
    gone = {*by_record[clean.rows(table.name)[index][id_column]]}
    return Corruption(
        {_EVIDENCE.path: without(clean, _EVIDENCE, gone)}, "no-evidence", table.path, index + 2, id_column
    )


def link_evidence_deleted(clean: Clean, table: Table, random: Random) -> Corruption:
    """The one row of evidence for the listings, affiliations or identifiers of a record goes."""
    cited, supporting, column = _cited(clean), _supporting(clean), _LINKED[table.name]
    first: dict[str, int] = {}
    for index, row in enumerate(clean.rows(table.name)):
        first.setdefault(row[column], index)
    places = [
        (index, rows[0])
        for record_id, index in first.items()
        for rows in [supporting.get((record_id, table.name), [])]
        if len(rows) == 1
        and cited[clean.rows("evidence")[rows[0]]["citation_id"]] > 1
        and (record_id, "legal_reference") not in supporting
    ]
    index, gone = random.choice(places)
    content = without(clean, _EVIDENCE, {gone})
    return Corruption({_EVIDENCE.path: content}, "no-evidence", table.path, index + 2, column)


def source_too_early(clean: Clean, table: Table, random: Random) -> Corruption:
    """A source is dated long before what it supports; the first row that cites it is the place."""
    first: dict[str, int] = {}
    for index, row in enumerate(clean.rows("evidence")):
        dated = clean.records[row["record_id"]][0] in _CLAIMS and _dated(clean, row["record_id"])
        if row["stance"] == "supports" and dated:
            first.setdefault(row["citation_id"], index)
    rows = [index for index, row in enumerate(clean.rows(table.name)) if row["issued"] and row["citation_id"] in first]
    index = pick(random, rows, "a dated source")
    line = first[clean.rows(table.name)[index]["citation_id"]] + 2
    content = with_cell(clean, table, index, "issued", "1901-03-18")
    return Corruption({table.path: content}, "source-too-early", _EVIDENCE.path, line, "citation_id")


def _dated(clean: Clean, record_id: str) -> bool:
    _, record = clean.records[record_id]
    columns = ("date", "announced", "adopted", "signed")
    return any(record.get(name) and not record[name].startswith("..") for name in columns)


def citation_orphaned(clean: Clean, table: Table, random: Random) -> Corruption:
    """The one row that cites a source goes, and others support the same field."""
    cited, supporting = _cited(clean), _supporting(clean)
    spare = {
        row["citation_id"]: index
        for index, row in enumerate(clean.rows("evidence"))
        if cited[row["citation_id"]] == 1
        and (row["stance"] != "supports" or len(supporting[row["record_id"], row["field"]]) > 1)
    }
    rows = [index for index, row in enumerate(clean.rows(table.name)) if row["citation_id"] in spare]
    index = pick(random, rows, "a source that is cited once")
    content = without(clean, _EVIDENCE, {spare[clean.rows(table.name)[index]["citation_id"]]})
    return Corruption({_EVIDENCE.path: content}, "orphan-citation", table.path, index + 2, "citation_id")


def unused_record(clean: Clean, table: Table, random: Random) -> Corruption:
    """A new actor or source that nothing names."""
    pattern = random.choice(clean.rows(table.name))
    column = table.primary_key[0]
    row = {**pattern, column: f"{pattern[column]}-of-nobody"}
    content, line = added(clean, table, row)
    rule = "orphan-actor" if table.name == "actors" else "orphan-citation"
    return Corruption({table.path: content}, rule, table.path, line, column)


def claim_missing(clean: Clean, table: Table, random: Random) -> Corruption:
    rows = [index for index, row in enumerate(clean.rows(table.name)) if row["stance"] == "contradicts"]
    index = pick(random, rows, "a contradiction")
    content = with_cell(clean, table, index, "claimed_value", "")
    return Corruption({table.path: content}, "claimed-value", table.path, index + 2, "claimed_value")


OPERATORS = (
    Operator("evidence of a key field deleted", _CLAIMS, key_evidence_deleted),
    Operator("all evidence deleted", _CLAIMS, all_evidence_deleted),
    Operator("evidence of a link deleted", tuple(_LINKED), link_evidence_deleted),
    Operator("source before the event", ("citations",), source_too_early),
    Operator("source cited no more", ("citations",), citation_orphaned),
    Operator("record that nothing names", ("actors", "citations"), unused_record),
    Operator("contradiction without its claim", ("evidence",), claim_missing),
)
