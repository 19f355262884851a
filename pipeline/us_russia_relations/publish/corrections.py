"""Where the paper that coverage starts from had to be put right, as a page in Markdown."""

from __future__ import annotations

import re
from collections import defaultdict

from us_russia_relations.definitions import RECORD_TABLES, package
from us_russia_relations.definitions.links import EVIDENCE
from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.values import text_of
from us_russia_relations.derive.typed import Record, Tables
from us_russia_relations.text.escape import markdown

_HEAD = """# Corrections of the paper

Where De Maio and Dreyfus (2020) say something else than the sources that this dataset follows. Each line is computed
from the evidence: what the paper says and where, what the dataset holds instead, and the source that it rests on.

| record | field | paper | says | the dataset holds | resting on | why |
|---|---|---|---|---|---|---|
"""


def corrections(tables: Tables) -> str:
    """The page: one line for each claim of the paper that the dataset contradicts, in the order of the paper."""
    evidence = tables[EVIDENCE.name]
    records = _by_id(tables)
    support: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in evidence:
        if row["stance"] == "supports" and row["citation_id"] != package.SEED_PAPER:
            support[row["record_id"], row["field"]].append(f"{row['citation_id']}, {row['locator']}")
    claims = [row for row in evidence if row["citation_id"] == package.SEED_PAPER and row["stance"] == "contradicts"]
    claims.sort(key=lambda row: (_order(row["locator"]), row["record_id"], row["field"]))
    return _HEAD + "".join(_line(row, *records[row["record_id"]], support) for row in claims)


def _by_id(tables: Tables) -> dict[str, tuple[Table, Record]]:
    return {row[table.id]: (table, row) for table in RECORD_TABLES for row in tables[table.name]}


def _order(locator: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", locator))


def _line(row: Record, table: Table, record: Record, support: dict[tuple[str, str], list[str]]) -> str:
    field, record_id = row["field"], row["record_id"]
    # A summary is too long for a table; the reason says what it holds instead.
    holds = text_of(record[field]) if field in record and field != "summary" else table.name_of(record)
    # Evidence for the row as a whole supports a field that has none of its own.
    sources = support.get((record_id, field)) or support.get((record_id, "*")) or support.get((record_id, "date")) or []
    cells = (
        record_id,
        field,
        row["locator"],
        row["claimed_value"] or "",
        holds or "(left empty)",
        "; ".join(sources[:2]),
        row["note"] or "",
    )
    return "| " + " | ".join(map(markdown, cells)) + " |\n"
