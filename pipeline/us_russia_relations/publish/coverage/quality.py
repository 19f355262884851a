"""How full the columns are, how well records are supported, how sure and how precise they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from us_russia_relations.definitions import PUBLISHED_TABLES, RAW_TABLES, RECORD_TABLES, package
from us_russia_relations.derive.typed import Record, Tables

OFFICIAL = "primary_official"
_SUPPORTED = tuple(table for table in RECORD_TABLES if table.name != "citations")


def share(part: int, whole: int) -> float | None:
    """A part of a whole, with four decimals; None where there is nothing to take a part of."""
    return round(part / whole, 4) if whole else None


def fill(tables: Tables) -> list[dict[str, Any]]:
    """For each column of each table, how many cells are filled."""
    lines = []
    for table in PUBLISHED_TABLES:
        rows = tables[table.name]
        for column in table.columns:
            filled = sum(row[column.name] is not None for row in rows)
            lines.append(
                {
                    "table": table.name,
                    "column": column.name,
                    "rows": len(rows),
                    "filled": filled,
                    "share": share(filled, len(rows)),
                }
            )
    return lines


def evidence(tables: Tables) -> list[dict[str, Any]]:
    """For each record table: its records, and how many of them have evidence of some kind.

    ``supported`` by any source, ``official`` by one of the class primary_official, ``two_or_more`` by that many
    sources (which may go back to one origin), ``paper`` by the seed paper, ``paper_only`` by nothing else,
    ``contradicted`` by some source.
    """
    classes = {row["citation_id"]: row["source_class"] for row in tables["citations"]}
    support: defaultdict[str, set[str]] = defaultdict(set)
    contradicted = set()
    for row in tables["evidence"]:
        if row["stance"] == "supports":
            support[row["record_id"]].add(row["citation_id"])
        elif row["stance"] == "contradicts":
            contradicted.add(row["record_id"])
    lines = []
    for table in _SUPPORTED:
        ids = [row[table.primary_key[0]] for row in tables[table.name]]
        cited = [support.get(record_id, set()) for record_id in ids]
        counts = {
            "supported": sum(bool(sources) for sources in cited),
            "official": sum(any(classes[source] == OFFICIAL for source in sources) for sources in cited),
            "two_or_more": sum(len(sources) > 1 for sources in cited),
            "paper": sum(package.SEED_PAPER in sources for sources in cited),
            "paper_only": sum(sources == {package.SEED_PAPER} for sources in cited),
            "contradicted": sum(record_id in contradicted for record_id in ids),
        }
        shares = {f"{name}_share": share(count, len(ids)) for name, count in counts.items()}
        lines.append({"table": table.name, "records": len(ids), **counts, **shares})
    return lines


def fields(tables: Tables) -> list[dict[str, Any]]:
    """For each column whose filled cells need evidence: how many are filled, and have evidence that names it."""
    named = {(row["record_id"], row["field"]) for row in tables["evidence"] if row["stance"] == "supports"}
    lines = []
    for table in RAW_TABLES:
        for column in table.columns:
            if column.key:
                filled = [row for row in tables[table.name] if row[column.name] is not None]
                supported = sum((row[table.primary_key[0]], column.name) in named for row in filled)
                lines.append(
                    {
                        "table": table.name,
                        "column": column.name,
                        "filled": len(filled),
                        "supported": supported,
                        "share": share(supported, len(filled)),
                    }
                )
    return lines


def stances(tables: Tables) -> list[dict[str, Any]]:
    """How many rows of evidence each stance has."""
    return _by_term(tables["evidence"], "stance", _terms(tables, "stance"), {})


def certainty(tables: Tables) -> list[dict[str, Any]]:
    """How many events and measures each degree of certainty has, and how many events each ground of attribution."""
    lines: list[dict[str, Any]] = []
    for table, column in (("events", "certainty"), ("events", "attribution"), ("measures", "certainty")):
        terms = _terms(tables, column)
        lines += _by_term(tables[table], column, terms, {"table": table, "column": column}, name="term")
    return lines


def precision(tables: Tables) -> list[dict[str, Any]]:
    """How many dates each precision has, for each date column of the raw tables."""
    lines: list[dict[str, Any]] = []
    terms = _terms(tables, "date_precision")
    for table in RAW_TABLES:
        for column in table.edtf_columns():
            keys = {"table": table.name, "column": column.name}
            lines += _by_term(tables[table.name], f"{column.name}_precision", terms, keys, name="precision")
    return lines


def _by_term(
    rows: Iterable[Record], column: str, terms: list[str], keys: dict[str, str], name: str = ""
) -> list[dict[str, Any]]:
    counts = Counter(row[column] for row in rows if row[column] is not None)
    whole = counts.total()
    return [{**keys, name or column: term, "rows": counts[term], "share": share(counts[term], whole)} for term in terms]


def _terms(tables: Tables, vocabulary: str) -> list[str]:
    """The terms of a vocabulary, by rank where they have one."""
    rows = [row for row in tables["terms"] if row["vocabulary"] == vocabulary]
    return [row["term"] for row in sorted(rows, key=lambda row: (row["rank"] or 0, row["term"]))]
