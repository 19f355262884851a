"""Events, measures and treaty dates in one flat sheet, for people who open a spreadsheet."""

from __future__ import annotations

from collections import defaultdict

from us_russia_relations.definitions import raw_table
from us_russia_relations.derive.links import Links
from us_russia_relations.derive.typed import Record

_ENTRIES: dict[str, dict[str, str]] = {
    "events": {"date": ""},
    "measures": {
        "announced": "Measure announced",
        "adopted": "Measure adopted",
        "effective": "Measure takes effect",
        "ended": "Measure ends",
    },
    "treaties": {"signed": "Treaty signed", "in_force": "Treaty enters into force", "ended": "Treaty ends"},
}
_WHO = ("initiator", "imposer", "party", "signatory", "participant", "host")
_TOWARD = ("target", "affected")
_OFFICIAL_FIRST = ("primary_official", "primary_other", "scholarly", "reference", "media")


def timeline(links: Links) -> list[Record]:
    """One row for each dated entry, sorted by its id; a date that an event carries is not told twice."""
    sources = _sources(links)
    rows: list[Record] = []
    for table, columns in _ENTRIES.items():
        for record_id, record in links.by_id(table).items():
            told = {
                links.meaning.value("event_type", "dates", event["type"]) for event in links.steps.get(record_id, [])
            }
            for column, entry in columns.items():
                if record[column] and column not in told:
                    kind = entry or links.labels["event_type", record["type"]]
                    cited = "; ".join(sources[record_id]) or None
                    rows.append({**_row(links, table, record_id, record, column), "entry": kind, "sources": cited})
    return sorted(rows, key=lambda row: str(row["entry_id"]))


def _row(links: Links, table: str, record_id: str, record: Record, column: str) -> Record:
    return {
        "entry_id": record_id if column == "date" else f"{record_id}:{column}",
        "record_id": record_id,
        "date": record[column],
        "date_start": record[f"{column}_start"],
        "date_end": record[f"{column}_end"],
        "date_precision": record[f"{column}_precision"],
        "title": raw_table(table).name_of(record),
        "who": _names(links, record_id, _WHO),
        "toward": _names(links, record_id, _TOWARD),
        "issues": "; ".join(links.labels["issue", term] for term in links.tags.get((record_id, "issue"), [])) or None,
        # A treaty has no certainty of its own: its text is its proof.
        "certainty": record.get("certainty", "established"),
        "scope": record["scope"],
    }


def _names(links: Links, record_id: str, roles: tuple[str, ...]) -> str | None:
    cast = links.cast.get(record_id, {})
    ids = dict.fromkeys(actor for role in roles for actor in cast.get(role, []))
    return "; ".join(links.actors[actor]["name"] for actor in ids) or None


def _rank(source_class: str) -> int:
    return _OFFICIAL_FIRST.index(source_class) if source_class in _OFFICIAL_FIRST else len(_OFFICIAL_FIRST)


def _sources(links: Links) -> defaultdict[str, list[str]]:
    citations = links.by_id("citations")
    ranked: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in links.tables["evidence"]:
        if row["stance"] == "supports":
            citation = citations[row["citation_id"]]
            ranked[row["record_id"]][citation["title"]] = _rank(citation["source_class"])
    found: defaultdict[str, list[str]] = defaultdict(list)
    for record_id, titles in ranked.items():
        found[record_id] = sorted(titles, key=lambda title: (titles[title], title))
    return found
