"""Check evidence that proves nothing, and sources that nobody can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from us_russia_relations.check.absence import Absence, intact_record, unexplained
from us_russia_relations.check.wording import fault_of
from us_russia_relations.definitions import LINK_TABLES, RAW_TABLES, raw_table
from us_russia_relations.definitions.links import EVIDENCE
from us_russia_relations.definitions.records import CITATIONS
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.sources import (
    AUTHOR_LIST,
    CLAIM_OF_SUPPORT,
    CLAIMED_SAME,
    CONTRADICTION_NOTE,
    EVIDENCE_FOR_NOTHING,
    NO_ACCESS_DATE,
    ONLY_DATE,
    UNSAFE_ADDRESS,
)

_LINKS = frozenset(table.name for table in LINK_TABLES)
_ADDRESSES = ("url", "archived_url")
# Acts that have one date, which is not the proof that they happened.
_DATED = tuple(table for table in RAW_TABLES if table.act and table.date and not table.order)
_LOCAL = re.compile(r"localhost|.*\.(localhost|local|internal|intranet|lan|home|corp)|[^.]+", re.IGNORECASE)
# Of an address: a user name, a number or a name of a private network in the place of the host.
_SUSPECT = re.compile(
    r"https?://([^/?#]*@|[0-9]|\[|[^/?#:]*(\.|^)(localhost|local|internal|intranet|lan|home|corp)\.?([:/?#]|$))",
    re.IGNORECASE,
)
# One author: a name with its given name, an institution in braces, or a single name; with a suffix at the end.
_AUTHOR = re.compile(r"\{[^{}]+\}|[^{},;]+(, [^{},;]+){0,2}")


def check_sources(dataset: Dataset) -> Iterator[Problem]:
    """Every row of evidence that can't prove what it names, and every source that can't be followed."""
    if not dataset.lost(EVIDENCE.name):
        for row in dataset.rows(EVIDENCE.name):
            yield from _check_evidence(row, dataset)
        yield from _unfilled(dataset)
        yield from unexplained(_only_dated(dataset), {EVIDENCE.name: ("record_id",)}, dataset)
    for row in dataset.rows(CITATIONS.name):
        yield from _check_source(row)


def _check_evidence(row: Row, dataset: Dataset) -> Iterator[Problem]:
    field, claimed = row["field"], row["claimed_value"]
    if row["stance"] == "supports" and not claimed:
        return
    record = intact_record(dataset, row["record_id"])
    own = record[field] if record is not None and field in record else None
    if row["stance"] == "contradicts":
        if claimed and own == claimed:
            message = "the source says what the cell says"
            yield row.problem(CLAIMED_SAME, "claimed_value", message, "look up what it says, or let it support")
        elif not row["note"] and claimed:
            message = "the row holds otherwise than the source, and no note says why"
            yield row.problem(CONTRADICTION_NOTE, "note", message, "say why the row does not follow the source")
    elif row["stance"] == "supports" and claimed:
        message = "what supports the field says the same as the field"
        yield row.problem(CLAIM_OF_SUPPORT, "claimed_value", message, "empty it, or let the stance be contradicts")


def _unfilled(dataset: Dataset) -> Iterator[Problem]:
    """One problem for each empty cell, and for each link table without a row, that a source is said to support."""
    absent: dict[str, dict[tuple[str, str], Problem]] = {}
    first: dict[tuple[str, str], Row] = {}
    for row in dataset.rows(EVIDENCE.name):
        if row["stance"] == "supports":
            first.setdefault((row["record_id"], row["field"]), row)
    for (record_id, field), row in first.items():
        record = intact_record(dataset, record_id) if field != "*" else None
        if record is None:
            continue
        if field in record:
            lacking = not record[field] and not record.table.column(field).required
        else:
            lacking = field in _LINKS and record_id not in dataset.grouped(field, raw_table(field).owner)
        if lacking:
            message, hint = f"{record_id} has no {field}", "fill it, or name the field that is supported"
            problem = row.problem(EVIDENCE_FOR_NOTHING, "field", message, hint)
            table = "" if field in record else field
            absent.setdefault(table, {}).setdefault((record_id, field), problem)
    for table, problems in absent.items():
        if not table:
            yield from problems.values()
        elif not dataset.lost(table):
            lacks = [(record_id, problem) for (record_id, _), problem in problems.items()]
            yield from unexplained(lacks, {table: (raw_table(table).owner,)}, dataset)


def _only_dated(dataset: Dataset) -> Iterator[Absence]:
    stances, unsure = dataset.terms.get("stance", frozenset()), dataset.unsure(EVIDENCE.name)
    for table in _DATED:
        for record in dataset.rows(table.name):
            rows = dataset.evidence(record.key[0])
            supported = {row["field"] for row in rows if row["stance"] == "supports"}
            readable = all(row["stance"] in stances for row in rows) and record.key[0] not in unsure
            if supported == {table.date} and readable:
                hint = "add a row to links/evidence.csv for *, summary or participants"
                yield record.key[0], record.problem(ONLY_DATE, table.id, "sources support its date alone", hint)


def _check_source(row: Row) -> Iterator[Problem]:
    for column in _ADDRESSES:
        if row[column] and (message := _unsafe(row[column])):
            yield row.problem(UNSAFE_ADDRESS, column, message, "give the public address of the page")
    if not row["accessed"] and any(row[column] for column in _ADDRESSES):
        message = "an address, and no day on which it was seen"
        yield row.problem(NO_ACCESS_DATE, "accessed", message, "write the day on which the address was seen")
    message = _broken(row["authors"]) if row["authors"] else ""
    # What the check of wording reports is no list to be judged.
    if message and fault_of(row["authors"], "authors") is None:
        yield row.problem(AUTHOR_LIST, "authors", message, "for example De Maio, Giovanna; Dreyfus, Emmanuel")


def _unsafe(address: str) -> str:
    if not _SUSPECT.match(address):
        return ""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return "the address has no host that can be read"
    if "@" in parts.netloc:
        return "the address holds a user name or a password"
    try:
        ip = ip_address(host)
    except ValueError:
        # A host without a dot is reported as no address.
        return "the address is one of a private network" if "." in host and _LOCAL.fullmatch(host) else ""
    return "" if ip.is_global else "the address is one of a private network"


def _broken(authors: str) -> str:
    if authors.count("{") != authors.count("}"):
        return "a brace is not closed"
    # A semicolon inside braces belongs to the name of an institution.
    parts = re.sub(r"\{[^{}]*\}", lambda match: match[0].replace(";", ","), authors).split(";")
    for number, part in enumerate(parts):
        if not part.strip():
            return "an author is empty"
        if number and not part.startswith(" "):
            return "authors are separated by a semicolon and a space"
        if " and " in part and "," in part and "{" not in part:
            return "two authors are separated by a semicolon and not by and"
        if not _AUTHOR.fullmatch(part.strip()):
            return f"{part.strip()[:40]} is no author"
    return ""
