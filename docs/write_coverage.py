"""Write the counted part of docs/coverage.md anew; what is said of each kind stands below it and is kept.

Usage: write_coverage.py   (from the top of a checkout)
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from us_russia_relations.definitions import ACT_TABLES
from us_russia_relations.raw.dataset import Dataset
from us_russia_relations.raw.read import read_raw

PAGE = Path("docs/coverage.md")
START, END = "<!-- counted: `make coverage` writes this part -->\n", "<!-- end of the counted part -->\n"


def main() -> None:
    """Write the page."""
    dataset, _ = read_raw(Path("raw"))
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(before + START + counted(dataset) + END + after, encoding="utf-8", newline="\n")


def counted(dataset: Dataset) -> str:
    """Core rows and their official sources, rows by year, rows by imposer, entries of lists."""
    return "\n".join(["", *_official(dataset), "", *_years(dataset), "", *_imposers(dataset), "", *_lists(dataset), ""])


def _official(dataset: Dataset) -> list[str]:
    official = {row.key[0] for row in dataset.rows("citations") if row["source_class"] == "primary_official"}
    proved = {
        row["record_id"]
        for row in dataset.rows("evidence")
        if row["stance"] == "supports" and row["citation_id"] in official
    }
    lines = ["| table | core rows | with an official source that was read |", "|---|---|---|"]
    for table in ACT_TABLES:
        core = [row.key[0] for row in dataset.rows(table.name) if row["scope"] == "core"]
        share = sum(record in proved for record in core) / len(core)
        lines.append(f"| {table.name} | {len(core):,} | {share:.0%} |")
    return lines


def _years(dataset: Dataset) -> list[str]:
    years = {table.name: Counter(_year(row[table.date]) for row in _core(dataset, table.name)) for table in ACT_TABLES}
    shown = sorted(year for year in set().union(*years.values()) if "2009" <= year <= "2021")
    lines = ["| core rows of | " + " | ".join(years) + " |", "|---|" + "---|" * len(years)]
    return lines + [
        f"| {year} | " + " | ".join(str(counts[year]) for counts in years.values()) + " |" for year in shown
    ]


def _imposers(dataset: Dataset) -> list[str]:
    imposers = Counter(row["actor_id"] for row in dataset.rows("participants") if row["role"] == "imposer")
    kinds = {row.key[0]: row["kind"] for row in dataset.rows("actors")}
    states = [(count, actor) for actor, count in imposers.items() if kinds[actor] in {"state", "igo"}]
    lines = ["| measures imposed by | rows |", "|---|---|"]
    return lines + [f"| `{actor}` | {count} |" for count, actor in sorted(states, reverse=True)]


def _lists(dataset: Dataset) -> list[str]:
    programmes = Counter(row["programme"] for row in dataset.rows("listings"))
    lines = ["| entries of lists under | rows |", "|---|---|"]
    return lines + [f"| `{programme}` | {count} |" for programme, count in sorted(programmes.items())]


def _core(dataset: Dataset, table: str) -> list[dict[str, str]]:
    return [dict(row.cells) for row in dataset.rows(table) if row["scope"] == "core"]


def _year(text: str) -> str:
    found = re.search(r"[0-9]{4}", text)
    return found.group() if found else ""


if __name__ == "__main__":
    main()
