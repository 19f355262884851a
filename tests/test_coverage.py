"""The coverage report: each of its numbers is counted again by SQL, on made-up data and on the real rows."""

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from support.coverage_sql import QUERIES, TABLES, counted

from us_russia_relations.__main__ import main
from us_russia_relations.derive.links import Ways
from us_russia_relations.publish.coverage.origin import ORIGINS, RULES, Issuers
from us_russia_relations.publish.coverage.rows import DIRECTIONS, direction
from us_russia_relations.publish.coverage.structure import json_schema
from us_russia_relations.raw.read import read_meaning

HERE = Path(__file__).parent
RAW = {"tiny": HERE / "tiny", "real": HERE.parent / "raw"}
SCHEMA = json_schema()
# For each list that has shares: the share, what it is a part of; a name in brackets is summed over the lines of one
# table and column, or of all.
WHOLES = {
    "fill": {"share": ("filled", "rows")},
    "evidence.fields": {"share": ("supported", "filled")},
    "evidence.records": {
        f"{name}_share": (name, "records")
        for name in ("supported", "official", "two_or_more", "paper", "paper_only", "contradicted")
    },
    "evidence.stances": {"share": ("rows", "[rows]")},
    "sources.classes": {f"{name}_share": (name, f"[{name}]") for name in ("citations", "supporting")},
    "sources.languages": {f"{name}_share": (name, f"[{name}]") for name in ("citations", "supporting")},
    "sources.origins": {f"{name}_share": (name, f"[{name}]") for name in ("citations", "supporting")},
    "certainty": {"share": ("rows", "[rows]")},
    "precision": {"share": ("rows", "[rows]")},
    "crosswalk": {"share": ("matched", "terms"), "rows_share": ("rows_matched", "rows")},
    "identifiers": {"share": ("identified", "records")},
}


@pytest.fixture(scope="module", params=RAW)
def release(request: pytest.FixtureRequest, packages: Callable[[str], Path]) -> Path:
    """The package built from one of the datasets."""
    return packages(request.param)


@pytest.fixture(scope="module")
def report(release: Path) -> dict[str, Any]:
    return dict(json.loads((release / "coverage.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def database(release: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the release's database in memory, with the tables that the queries read."""
    connection = sqlite3.connect(":memory:")
    with closing(sqlite3.connect(release / "us-russia-relations.sqlite")) as published:
        published.backup(connection)
    connection.executescript(TABLES)
    columns = ("kind", "country", "name")
    actors = [
        dict(zip(columns, row, strict=True)) for row in connection.execute("SELECT kind, country, name FROM actors")
    ]
    issuers = Issuers(actors)
    names = ("authors", "publisher", "container_title", "url")
    for place, name in enumerate(("origin", "rule")):
        connection.create_function(
            name, 4, lambda *cells, place=place: issuers.origin(dict(zip(names, cells, strict=True)))[place]
        )
    yield connection
    connection.close()


def lists(report: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Every list of the report by its path."""
    found = {}
    for name, value in report.items():
        if isinstance(value, list):
            found[name] = value
        elif name != "window" and isinstance(value, dict):
            found |= {f"{name}.{inner}": lines for inner, lines in value.items()}
    return found


def bare(line: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if not name.endswith("share")}


def in_any_order(lines: list[dict[str, Any]]) -> Counter[str]:
    return Counter(json.dumps(line, sort_keys=True) for line in lines)


def test_every_list_is_counted_again(report: dict[str, Any]) -> None:
    assert lists(report).keys() == QUERIES.keys()


@pytest.mark.parametrize("name", QUERIES)
def test_sql_counts_the_same(report: dict[str, Any], database: sqlite3.Connection, name: str) -> None:
    found = [bare(line) for line in lists(report)[name]]
    assert in_any_order(found) == in_any_order(counted(database, name))


def test_shares_are_parts_of_their_wholes(report: dict[str, Any]) -> None:
    shared = {name for name, lines in lists(report).items() if any("share" in key for line in lines for key in line)}
    assert shared == WHOLES.keys()
    for name, shares in WHOLES.items():
        lines = lists(report)[name]
        for line in lines:
            assert {key for key in line if "share" in key} == shares.keys()
            for share, (part, whole) in shares.items():
                if whole.startswith("["):
                    group = [one for one in lines if all(one.get(key) == line.get(key) for key in ("table", "column"))]
                    size = sum(one[whole.strip("[]")] for one in group)
                else:
                    size = line[whole]
                assert line[share] == (pytest.approx(line[part] / size, abs=5e-5) if size else None)


def test_margins_are_sums_of_the_cells(report: dict[str, Any]) -> None:
    for margin, key in (("years", "year"), ("types", "type")):
        sums: Counter[tuple[Any, ...]] = Counter()
        for line in report["cells"]:
            sums[line["table"], line[key], line["direction"]] += line["rows"]
        told = {(line["table"], line[key], line["direction"]): line["rows"] for line in report[margin]}
        assert {place: rows for place, rows in told.items() if rows} == sums


def test_the_schema_knows_the_values_that_are_computed() -> None:
    lines = {name: SCHEMA["properties"][name]["items"]["properties"] for name in ("years", "types", "cells")}
    assert all(fields["direction"] == {"enum": [*DIRECTIONS]} for fields in lines.values())
    origins = SCHEMA["properties"]["sources"]["properties"]["origins"]["items"]["properties"]
    assert (origins["origin"], origins["rule"]) == ({"enum": [*ORIGINS]}, {"enum": [*RULES]})


def test_the_report_keeps_to_its_schema(report: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    jsonschema.Draft7Validator(SCHEMA).validate(report)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda report: report["years"][0].update(rows=-1),
        lambda report: report["years"][0].update(direction="sideways"),
        lambda report: report["fill"][0].update(share=1.5),
        lambda report: report["sources"].pop("origins"),
        lambda report: report.update(more=[]),
    ],
)
def test_the_schema_refuses_a_spoiled_report(report: dict[str, Any], spoil: Any) -> None:
    spoil(report)
    assert not jsonschema.Draft7Validator(SCHEMA).is_valid(report)


@pytest.mark.parametrize(
    ("date", "year"), [("2013-21", 2013), ("2014?", 2014), ("2012-12-31/2014", 2012), ("../2013", None)]
)
def test_a_row_counts_in_the_year_of_its_first_day(tmp_path: Path, date: str, year: int | None) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    shutil.copytree(HERE / "tiny", raw)
    (raw / "links" / "affiliations.csv").write_text("actor_id,organisation_id,position,held\n", encoding="utf-8")
    events, evidence = raw / "events.csv", raw / "links" / "evidence.csv"
    for path, old, new in ((events, ",2013-06-10/2013-06-11,", f",{date},"), (evidence, ",affiliations,", ",*,")):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    assert main(["build", "--raw", str(raw), "--out", str(out)]) == 0
    cells = json.loads((out / "coverage.json").read_text(encoding="utf-8"))["cells"]
    meetings = [line for line in cells if (line["table"], line["type"]) == ("events", "meeting")]
    assert [(line["year"], line["direction"], line["rows"]) for line in meetings] == [(year, "both", 1)]


MEANING = read_meaning(Path(__file__).parent.parent / "raw")


@pytest.mark.parametrize(
    ("american", "russian", "kind", "wanted"),
    [
        ({"imposer"}, {"target"}, None, "usa_to_russia"),
        ({"target"}, {"initiator"}, "accusation", "russia_to_usa"),
        ({"initiator", "target"}, {"initiator", "target"}, "accusation", "both"),
        ({"participant"}, {"host"}, "meeting", "both"),
        ({"initiator"}, {"host", "target"}, "visit", "both"),
        ({"party"}, {"signatory"}, None, "both"),
        ({"participant"}, {"host"}, "treaty_signing", "together"),
        ({"initiator"}, {"initiator"}, "statement_neutral", "together"),
        ({"initiator"}, {"host", "target"}, "joint_exercise", "usa_to_russia"),
        ({"initiator"}, {"affected"}, "accusation", "other"),
        ({"mediator"}, {"participant"}, "meeting", "other"),
        (set(), {"initiator"}, "meeting", "other"),
    ],
)
def test_directions(american: set[str], russian: set[str], kind: str | None, wanted: str) -> None:
    assert direction(Ways.of(american, russian, MEANING, kind)) == wanted
    # Exchanging the two states exchanges the directions and nothing else.
    turned = {"usa_to_russia": "russia_to_usa", "russia_to_usa": "usa_to_russia"}.get(wanted, wanted)
    assert direction(Ways.of(russian, american, MEANING, kind)) == turned


def test_directions_are_those_of_the_panel(report: dict[str, Any], database: sqlite3.Connection) -> None:
    """One rule: events of a direction and of both are those of dyad_year, but for those without a year, and refuted."""
    counts: Counter[tuple[int | None, str]] = Counter()
    for line in report["years"]:
        if line["table"] == "events":
            counts[line["year"], line["direction"]] += line["rows"]
    left_out = """SELECT CAST(substr(date_start, 1, 4) AS INTEGER), direction FROM directed JOIN events ON event_id = id
        WHERE certainty = 'refuted' OR date_start IS NULL OR date_start NOT BETWEEN '2009-01-01' AND '2021-01-31'
        OR (date_precision NOT IN ('day', 'days', 'month')
            AND substr(date_start, 1, 4) IS NOT substr(date_end, 1, 4))"""
    counts.subtract(Counter(database.execute(left_out).fetchall()))
    panel = database.execute("SELECT source_id, year, events, together FROM dyad_year").fetchall()
    assert sum(row[2] for row in panel)
    for source, year, events, together in panel:
        one = "usa_to_russia" if source == "usa" else "russia_to_usa"
        assert counts[year, one] + counts[year, "both"] == events, (source, year)
        assert counts[year, "together"] == together, year


ACTORS = [
    {"name": "Example Ministry", "kind": "government_body", "country": "RUS"},
    {"name": "Example Senate", "kind": "legislature", "country": "USA"},
    {"name": "Example Alliance", "kind": "igo", "country": None},
    {"name": "Example Band", "kind": "armed_group", "country": None},
]


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ({"authors": "{Example Ministry}", "url": "https://example.com/"}, ("russian", "actor")),
        ({"publisher": "Example Senate"}, ("american", "actor")),
        ({"container_title": "Example Alliance"}, ("third", "actor")),
        ({"authors": "Example Senate"}, ("unknown", "none")),
        ({"publisher": "Example Band"}, ("unknown", "none")),
        ({"publisher": "U.S. Department of Examples"}, ("american", "name")),
        ({"authors": "{Embassy of the Russian Federation in the United States}"}, ("russian", "name")),
        ({"authors": "{Permanent Mission of the Russian Federation to the United Nations}"}, ("russian", "name")),
        ({"authors": "{United States Mission to the United Nations}"}, ("american", "name")),
        ({"publisher": "Ministry of Examples of Freedonia"}, ("third", "name")),
        ({"publisher": "Institute for U.S.-Russia Studies"}, ("unknown", "none")),
        ({"url": "https://www.example.gov/a"}, ("american", "domain")),
        ({"url": "https://example.ru:8080/a"}, ("russian", "domain")),
        ({"url": "https://example.co.uk/a.ru"}, ("third", "domain")),
        ({"url": "https://example.tv/a"}, ("unknown", "none")),
        ({"url": "https://example.com/ru"}, ("unknown", "none")),
        ({"archived_url": "https://example.ru/", "language": "ru"}, ("unknown", "none")),
        ({}, ("unknown", "none")),
    ],
)
def test_origins(cells: dict[str, str], wanted: tuple[str, str]) -> None:
    empty = dict.fromkeys(("authors", "publisher", "container_title", "url", "archived_url", "language"))
    assert Issuers(ACTORS).origin({**empty, **cells}) == wanted
