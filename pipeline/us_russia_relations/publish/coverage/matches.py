"""How far terms and records are matched to the schemes of others."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from us_russia_relations.definitions import RECORD_TABLES
from us_russia_relations.derive.typed import Tables
from us_russia_relations.publish.coverage.quality import share


def crosswalk(tables: Tables) -> list[dict[str, Any]]:
    """For each vocabulary and outside scheme: its terms, how many are matched, and how many rows coded by it are.

    Rows are those of the column that the vocabulary codes in the record tables and listings, and its tags.
    """
    terms: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["terms"]:
        terms[row["vocabulary"]].add(row["term"])
    matched: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in tables["crosswalk"]:
        matched[row["vocabulary"], row["scheme"]].add(row["term"])
    coded = _coded(tables)
    lines = []
    for vocabulary, scheme in sorted(matched):
        counts = coded[vocabulary]
        terms_matched = matched[vocabulary, scheme]
        rows, rows_matched = counts.total(), sum(counts[term] for term in terms_matched)
        lines.append(
            {
                "vocabulary": vocabulary,
                "scheme": scheme,
                "terms": len(terms[vocabulary]),
                "matched": len(terms_matched),
                "share": share(len(terms_matched), len(terms[vocabulary])),
                "rows": rows,
                "rows_matched": rows_matched,
                "rows_share": share(rows_matched, rows),
            }
        )
    return lines


def identifiers(tables: Tables) -> list[dict[str, Any]]:
    """For each record table and scheme of identifiers, how many of its records have one; for actors also by kind."""
    kinds = {row["actor_id"]: row["kind"] for row in tables["actors"]}
    home = {row[table.primary_key[0]]: table.name for table in RECORD_TABLES for row in tables[table.name]}
    sizes = Counter((table, kinds.get(record_id)) for record_id, table in home.items())
    named = {(row["record_id"], row["scheme"]) for row in tables["identifiers"]}
    counts = Counter((home[record_id], kinds.get(record_id), scheme) for record_id, scheme in named)
    return [
        {
            "table": table,
            "kind": kind,
            "scheme": scheme,
            "records": sizes[table, kind],
            "identified": counts[table, kind, scheme],
            "share": share(counts[table, kind, scheme], sizes[table, kind]),
        }
        for table, kind, scheme in sorted(counts, key=lambda cell: (cell[0], cell[1] or "", cell[2]))
    ]


def _coded(tables: Tables) -> defaultdict[str, Counter[str]]:
    """For each vocabulary, how many rows have each of its terms."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    counts["event_type"].update(row["type"] for row in tables["events"])
    counts["citation_type"].update(row["type"] for row in tables["citations"])
    counts["programme"].update(row["programme"] for row in tables["listings"])
    counts["date_precision"].update(row["date_precision"] for row in tables["events"])
    for row in tables["tags"]:
        counts[row["vocabulary"]][row["term"]] += 1
    return counts
