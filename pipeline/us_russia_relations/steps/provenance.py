"""Check that every claim has a source that can carry it, and that nothing hangs loose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from us_russia_relations.schema.model import Table
from us_russia_relations.steps.dataset import Dataset, Row
from us_russia_relations.steps.nearest import nearest_name
from us_russia_relations.steps.problem import Problem
from us_russia_relations.steps.references import names_a_field

# These need evidence for the row; their key columns need evidence of their own when they are filled.
_CLAIMS = ("events", "measures", "treaties", "observations")
# What names an actor, by table.
_NAMING = {
    "participants": ("actor_id",),
    "listings": ("actor_id",),
    "observations": ("actor_id",),
    "affiliations": ("actor_id", "organisation_id"),
}
# These link tables need evidence in which the table's name stands as the field.
_LINKS = {"listings": "measure_id", "affiliations": "actor_id", "identifiers": "record_id"}
# The earliest date that a record of each table can be told of.
_HAPPENED = {
    "events": ("date",),
    "measures": ("announced", "adopted"),
    "treaties": ("signed",),
    "observations": ("date",),
}
# A source issued in Washington on the day before is of the same moment for what happened farther east.
TIME_ZONES = timedelta(days=1)


def check_provenance(dataset: Dataset) -> Iterator[Problem]:
    """Every claim without a source, source without a claim, and source that comes too early."""
    if dataset.lost("evidence"):
        return
    doubtful = _doubtful(dataset)
    for table in _CLAIMS:
        for record in dataset.rows(table):
            if record.key[0] not in doubtful:
                yield from _check_fields(record, record.sheet.table, dataset)
    for table, column in _LINKS.items():
        for record_id, rows in dataset.grouped(table, column).items():
            if record_id not in doubtful:
                yield from _check_link(rows[0], column, record_id, dataset)
    for row in dataset.rows("evidence"):
        yield from _check_evidence(row, dataset)
    yield from _check_orphan_citations(dataset)
    yield from _check_orphan_actors(dataset)


def _doubtful(dataset: Dataset) -> frozenset[str]:
    """Records with evidence that can't be read as it stands: it may be the one that seems to be missing."""
    stances = dataset.terms.get("stance", frozenset())
    unread = (row["record_id"] for row in dataset.rows("evidence") if row["stance"] not in stances)
    misnamed = (row["record_id"] for row in dataset.rows("evidence") if not names_a_field(row, dataset))
    return dataset.unsure("evidence") | {*unread, *misnamed}


def _supported(dataset: Dataset, record_id: str) -> set[str]:
    return {row["field"] for row in dataset.evidence(record_id) if row["stance"] == "supports"}


def _check_fields(record: Row, table: Table, dataset: Dataset) -> Iterator[Problem]:
    supported = _supported(dataset, record.key[0])
    if not supported:
        hint = "add a row to links/evidence.csv with the source and where to look in it"
        yield record.problem("no-evidence", table.primary_key[0], "no source supports the record", hint)
        return
    for column in table.columns:
        if column.key and record[column.name] and column.name not in supported:
            hint = f"add a row to links/evidence.csv with {column.name} as its field"
            yield record.problem("no-evidence", column.name, "no source supports this field", hint)


def _check_link(row: Row, column: str, record_id: str, dataset: Dataset) -> Iterator[Problem]:
    table, carried = row.sheet.table.name, _supported(dataset, record_id)
    # A legal reference is proved by the same place in the same source as the identifier that it holds.
    if table not in carried and not (table == "identifiers" and "legal_reference" in carried):
        hint = f"add a row to links/evidence.csv for {record_id} with {table} as its field"
        yield row.problem("no-evidence", column, f"no source supports the {table} of {record_id}", hint)


def _check_evidence(row: Row, dataset: Dataset) -> Iterator[Problem]:
    if row["stance"] == "contradicts" and not row["claimed_value"]:
        message = "the source contradicts, but what it says instead is missing"
        yield row.problem("claimed-value", "claimed_value", message, "write the source's value, as short as can be")
    record, source = dataset.records.get(row["record_id"]), dataset.records.get(row["citation_id"])
    if row["stance"] != "supports" or record is None or source is None or "issued" not in source.cells:
        return
    issued = source.span("issued")
    spans = [record.span(column) for column in _HAPPENED.get(record.sheet.table.name, ())]
    starts = [span.start for span in spans if span is not None and span.start is not None]
    if issued is not None and issued.end is not None and starts and issued.end + TIME_ZONES < min(starts):
        message = f"the source was issued {source['issued']}, before it happened ({min(starts)})"
        yield row.problem("source-too-early", "citation_id", message, "cite a later source, or make it context")


def _check_orphan_citations(dataset: Dataset) -> Iterator[Problem]:
    cited = {row[column] for row in dataset.rows("evidence") for column in ("citation_id", "record_id")}
    cited |= dataset.unsure("evidence") | _meant(cited, dataset, "citations")
    for row in dataset.rows("citations"):
        if row["citation_id"] not in cited:
            yield row.problem(
                "orphan-citation", "citation_id", "no evidence names the source", "cite it or take it out"
            )


def _check_orphan_actors(dataset: Dataset) -> Iterator[Problem]:
    if dataset.lost(*_NAMING):
        return
    named = {row[column] for table, columns in _NAMING.items() for row in dataset.rows(table) for column in columns}
    named |= dataset.unsure(*_NAMING) | _meant(named, dataset, "actors")
    for row in dataset.rows("actors"):
        if row["actor_id"] not in named:
            hint = "add it as a participant where it took part, or take it out"
            yield row.problem("orphan-actor", "actor_id", "no row names the actor", hint)


def _meant(named: set[str], dataset: Dataset, table: str) -> set[str]:
    """What the references that lead nowhere were probably meant to name: the bad reference is the one problem."""
    known = {row.key[0] for row in dataset.sheets[table].rows}
    unknown = {text for text in named - dataset.records.keys() if text}
    return {found for text in unknown if (found := nearest_name(text, known))}
