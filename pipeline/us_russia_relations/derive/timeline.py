"""Events, measures and treaty dates in one flat sheet, for people who open a spreadsheet."""

from __future__ import annotations

from collections import defaultdict

from us_russia_relations.definitions import ACT_TABLES
from us_russia_relations.definitions.derived import TIMELINE_SOURCES, TIMELINE_TOWARD, TIMELINE_WHO
from us_russia_relations.definitions.links import EVIDENCE
from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.records import CITATIONS
from us_russia_relations.derive.links import EVENT_TYPE, Links
from us_russia_relations.derive.typed import Record


def timeline(links: Links) -> list[Record]:
    """One row for each dated entry, sorted by its id; a date that an event has as its own is left out."""
    sources = _sources(links)
    rows: list[Record] = []
    for table in ACT_TABLES:
        for record_id, record in links.by_id(table).items():
            steps = links.steps.get(record_id, [])
            dated = {links.meaning.value(EVENT_TYPE, "dates", event["type"]) for event in steps}
            for column in table.edtf_columns():
                if record[column.name] and column.name not in dated:
                    kind = column.milestone or links.labels[table.column(table.type).vocabulary, record[table.type]]
                    cited = "; ".join(sources[record_id]) or None
                    row = _row(links, table, record_id, record, column.name)
                    rows.append({**row, "entry": kind, "sources": cited})
    return sorted(rows, key=lambda row: str(row["entry_id"]))


def _row(links: Links, table: Table, record_id: str, record: Record, column: str) -> Record:
    return {
        "entry_id": record_id if not table.column(column).milestone else f"{record_id}:{column}",
        "record_id": record_id,
        "date": record[column],
        "date_start": record[f"{column}_start"],
        "date_end": record[f"{column}_end"],
        "date_precision": record[f"{column}_precision"],
        "title": table.name_of(record),
        "who": _names(links, record_id, TIMELINE_WHO),
        "toward": _names(links, record_id, TIMELINE_TOWARD),
        "issues": "; ".join(links.labels["issue", term] for term in links.tags.get((record_id, "issue"), [])) or None,
        # A treaty has no certainty of its own: its text is its proof.
        "certainty": record.get("certainty", "established"),
        "scope": record["scope"],
    }


def _names(links: Links, record_id: str, roles: tuple[str, ...]) -> str | None:
    by_role = links.participants.get(record_id, {})
    ids = dict.fromkeys(actor for role in roles for actor in by_role.get(role, []))
    return "; ".join(links.actors[actor]["name"] for actor in ids) or None


def _rank(source_class: str) -> int:
    return TIMELINE_SOURCES.index(source_class) if source_class in TIMELINE_SOURCES else len(TIMELINE_SOURCES)


def _sources(links: Links) -> defaultdict[str, list[str]]:
    citations = links.by_id(CITATIONS)
    ranked: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in links.tables[EVIDENCE.name]:
        if row["stance"] == "supports":
            citation = citations[row["citation_id"]]
            ranked[row["record_id"]][citation["title"]] = _rank(citation["source_class"])
    by_record: defaultdict[str, list[str]] = defaultdict(list)
    for record_id, titles in ranked.items():
        by_record[record_id] = sorted(titles, key=lambda title: (titles[title], title))
    return by_record
