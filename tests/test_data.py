"""The real tables: valid, and as well sourced as they promise to be."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from us_russia_relations.check.validate import Validation, validate
from us_russia_relations.release.release import Release

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def verdict() -> Validation:
    return validate(ROOT / "raw")


def test_the_raw_tables_have_no_error_and_no_warning(verdict: Validation) -> None:
    assert verdict.problems == ()
    assert verdict.counts["events"] > 0


def test_most_core_records_have_an_official_source(verdict: Validation) -> None:
    dataset = verdict.dataset
    official = {row["citation_id"] for row in dataset.rows("citations") if row["source_class"] == "primary_official"}
    proved = {
        row["record_id"]
        for row in dataset.rows("evidence")
        if row["stance"] == "supports" and row["citation_id"] in official
    }
    core = {
        table: [row.key[0] for row in dataset.rows(table) if row["scope"] == "core"]
        for table in ("events", "measures", "treaties")
    }
    # What was published by then keeps the share that it had; what came since is stated, table by table, and true.
    published = {*Release(ROOT / "dist" / "0.4.0").arrow("records", ["record_id"])["record_id"].to_pylist()}
    early = [record for records in core.values() for record in records if record in published]
    assert sum(record in proved for record in early) >= 0.8 * len(early)
    page = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    for table, records in core.items():
        share = sum(record in proved for record in records) / len(records)
        assert f"| {table} | {len(records):,} | {share:.0%} |" in page


def test_every_paper_sentence_has_its_line(verdict: Validation) -> None:
    with (ROOT / "docs" / "paper-coverage.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    places = Counter((line["page"], line["paragraph"], line["sentence"]) for line in lines)
    assert max(places.values()) == 1
    notes = {line["paragraph"] for line in lines if line["paragraph"].startswith("n. ")}
    assert notes == {f"n. {number}" for number in range(1, 54)}
    assert {int(line["page"]) for line in lines} == set(range(1, 15))
    for line in lines:
        assert line["record_ids"] or line["reason"], line
        for record_id in line["record_ids"].split():
            assert record_id in verdict.dataset.records, line
