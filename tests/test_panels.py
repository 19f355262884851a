"""The panels: each computed once more, in SQL over the published SQLite file, on three very different datasets."""

import csv
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from support.panels import Maker

from us_russia_relations.definitions import DERIVED_TABLES, PUBLISHED_TABLES
from us_russia_relations.definitions.panels import EVENT_ROLES
from us_russia_relations.publish.build import build
from us_russia_relations.raw.read import read_raw
from us_russia_relations.release.release import Release
from us_russia_relations.release.resource import DATABASE
from us_russia_relations.release.verify import verify
from us_russia_relations.release.versions import released

HERE = Path(__file__).parent
RAW = HERE.parent / "raw"
DIST = HERE.parent / "dist"
QUERIES = sorted((HERE / "panels").glob("*.sql"))
DATASETS = ("tiny", "real", "seed 1", "seed 2", "seed 3")
Row = dict[str, str]


@pytest.fixture(scope="module", params=DATASETS)
def built(
    request: pytest.FixtureRequest, packages: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A package built from the tiny dataset, from the real one, and from made-up ones that only the builder accepts."""
    name, _, seed = request.param.partition(" ")
    if not seed:
        return packages(name)
    folder = tmp_path_factory.mktemp("panels")
    Maker(int(seed)).write(folder / "raw")
    dataset, problems = read_raw(folder / "raw")
    assert not problems
    build(dataset, folder / "candidate", folder)
    return folder / "candidate"


@pytest.fixture(scope="module")
def tiny(packages: Callable[[str], Path]) -> Path:
    return packages("tiny")


def rows(package: Path, name: str) -> list[Row]:
    with (package / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_panel_has_its_query() -> None:
    others = {"records", "timeline", "changes"}
    assert {path.stem for path in QUERIES} == {table.name for table in DERIVED_TABLES} - others


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_each_panel_equals_a_query_on_sqlite(built: Path, query: Path) -> None:
    table = next(table for table in DERIVED_TABLES if table.name == query.stem)
    with closing(sqlite3.connect(built / DATABASE)) as database:
        order = ", ".join(f'"{name}"' for name in table.primary_key)
        published = database.execute(f'SELECT * FROM "{table.name}" ORDER BY {order}').fetchall()
        assert database.execute(query.read_text(encoding="utf-8")).fetchall() == published
    assert published


def test_every_form_of_each_dataset_is_whole(built: Path) -> None:
    assert verify(Release(built)).faults == ()


def test_months_and_what_has_none_make_the_year(built: Path) -> None:
    """A count of the year is that of its months, and of what is dated too coarsely for them."""
    months: Counter[tuple[str, ...]] = Counter()
    for row in rows(built, "dyad_month"):
        months[row["source_id"], row["year"], "events"] += int(row["events"])
        months[row["source_id"], row["year"], "measures_new"] += int(row["measures_new"])
    for row in rows(built, "dyad_year"):
        events = int(row["events"]) - int(row["events_without_month"])
        assert months[row["source_id"], row["year"], "events"] == events
        assert months[row["source_id"], row["year"], "measures_new"] <= int(row["measures_new"])


def test_panels_are_balanced(built: Path) -> None:
    months = [(str(year), str(month)) for year in range(2009, 2022) for month in range(1, 13)][:145]
    years = [(str(year),) for year in range(2009, 2022)]
    for name, units, times in (
        ("dyad_month", ("source_id", "target_id"), months),
        ("dyad_year", ("source_id", "target_id"), years),
        ("country_year", ("actor_id",), years),
        ("treaty_status_month", ("treaty_id", "actor_id"), months),
        ("measures_in_force", ("imposer_id", "target_id", "measure_type"), months),
        ("listed_month", ("imposer_id", "programme"), months),
    ):
        found = defaultdict(list)
        for row in rows(built, name):
            found[tuple(row[unit] for unit in units)].append(
                tuple(row[time] for time in ("year", "month") if time in row)
            )
        assert found
        assert all(theirs == times for theirs in found.values()), name


def test_every_computed_column_tells_its_formula() -> None:
    computed = {(table.name, column.name) for table in DERIVED_TABLES for column in table.columns}
    for table in PUBLISHED_TABLES:
        dates = {column.name for column in table.columns if column.type == "edtf"}
        for column in table.columns:
            bound = any(column.name == f"{name}_{part}" for name in dates for part in ("start", "end", "precision"))
            assert bool(column.formula) == (bound or (table.name, column.name) in computed), column.name


def test_released_panels_keep_their_columns() -> None:
    now = {table.name: table for table in PUBLISHED_TABLES}
    for name, resource in Release(DIST / released(DIST)[-1]).resources.items():
        table = now[name]
        assert set(resource.header) <= set(table.header)
        # The lists of releases before 1.0.0 hold nothing but actors.
        assert resource.key == table.primary_key or name == "listings"
        kinds = [
            "string" if table.column(column).type == "edtf" else table.column(column).type for column in resource.header
        ]
        assert kinds == [*resource.kinds]


def raw_rows(name: str) -> list[Row]:
    with (RAW / "vocabularies" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_formulas_name_is_defined() -> None:
    terms = {(row["vocabulary"], row["term"]) for row in raw_rows("terms")}
    roles = {role for part in EVENT_ROLES.values() for role in part}
    assert {("role", role) for role in roles} <= terms


def test_a_score_is_that_of_the_one_code_that_fits() -> None:
    fitting, scored = defaultdict(list), defaultdict(list)
    for row in raw_rows("crosswalk"):
        if row["scheme"] == "cameo" and row["match"] in {"exact", "close"}:
            fitting[row["term"]].append((row["code"], row["match"]))
        if row["scheme"] == "goldstein":
            scored[row["term"]].append((row["code"], row["match"]))
    by_code = defaultdict(set)
    for term, scores in scored.items():
        ((code, match),) = fitting[term]
        ((score, told),) = scores
        assert match == told
        by_code[code].add(score)
    assert by_code
    assert all(len(scores) == 1 for scores in by_code.values())


def test_treaty_status_tells_each_partys_spells(tiny: Path) -> None:
    spells = [
        (row["actor_id"], row["status"], row["start"], row["end"], row["end_event"], row["censored"])
        for row in rows(tiny, "treaty_status")
        if row["treaty_id"] == "example-treaty"
    ]
    assert spells == [
        ("russia", "in_force", "2011-02-05", "2015-03-11", "example-suspension-2015", "false"),
        ("russia", "suspended", "2015-03-11", "2019-02-02", "example-exit-2019", "false"),
        ("russia", "ended", "2019-02-02", "", "", "false"),
        ("usa", "in_force", "2011-02-05", "2018-08-02", "example-notice-2018", "false"),
        ("usa", "withdrawal_pending", "2018-08-02", "2019-02-02", "example-exit-2019", "false"),
        ("usa", "ended", "2019-02-02", "", "", "false"),
    ]
    accord = [row for row in rows(tiny, "treaty_status") if row["treaty_id"] == "example-accord"]
    assert {row["censored"] for row in accord} == {"true"}


def test_treaty_status_by_month_tells_the_last_day(tiny: Path) -> None:
    on = {(row["treaty_id"], row["actor_id"], row["yearmon"]): row for row in rows(tiny, "treaty_status_month")}
    assert on["example-treaty", "usa", "2011-01"]["status"] == ""
    assert on["example-treaty", "usa", "2011-02"]["status"] == "in_force"
    assert on["example-treaty", "usa", "2018-08"]["status"] == "withdrawal_pending"
    assert on["example-treaty", "russia", "2018-08"]["status"] == "suspended"
    assert on["example-treaty", "russia", "2020-12"]["status"] == "ended"
    assert on["example-treaty", "russia", "2021-01"]["day"] == "2021-01-20"


def test_dyad_month_counts_directions(tiny: Path) -> None:
    months = {(row["source_id"], row["yearmon"]): row for row in rows(tiny, "dyad_month")}
    notice = months["usa", "2018-08"]
    assert (notice["ccode1"], notice["ccode2"], notice["events"], notice["verbal_conflict"]) == ("2", "365", "1", "1")
    assert (notice["goldstein_sum"], notice["goldstein_mean"], notice["unscored"]) == ("-4", "-4", "0")
    silent = months["russia", "2018-08"]
    assert (silent["events"], silent["goldstein_sum"], silent["goldstein_mean"]) == ("0", "0", "")
    intrusion = months["russia", "2016-05"]
    assert (intrusion["events"], intrusion["unscored"], intrusion["goldstein_mean"]) == ("1", "1", "")
    for source in ("usa", "russia"):
        assert (months[source, "2013-06"]["meetings"], months[source, "2013-06"]["goldstein_sum"]) == ("1", "2.5")
    # The designation of 2014-03-17 and the ban of 2014-03-20 answer each other.
    assert [months[source, "2014-03"]["measures_new"] for source in ("usa", "russia")] == ["1", "1"]
    assert months["russia", "2015-03"]["measures_in_force"] == "1"
    # The ban ended on the first of the month, so no day of the month had it in force.
    assert (months["russia", "2015-04"]["measures_in_force"], months["russia", "2015-04"]["eased"]) == ("0", "1")
    # One of two listings was lifted, a year before the measure itself ended.
    assert [months["usa", month]["eased"] for month in ("2016-05", "2017-06")] == ["1", "1"]


def test_measures_in_force_has_zero_rows_and_tells_what_had_not_ended(tiny: Path) -> None:
    def found(source: str, kind: str, month: str) -> tuple[str, ...]:
        (row,) = (
            row
            for row in rows(tiny, "measures_in_force")
            if (row["imposer_id"], row["measure_type"], row["yearmon"]) == (source, kind, month)
        )
        return row["sender_ccode"], row["target_ccode"], row["measures"], row["listed_targets"], row["censored"]

    assert found("russia", "import_restriction", "2009-01") == ("365", "2", "0", "0", "0")
    assert found("russia", "import_restriction", "2014-04") == ("365", "2", "1", "0", "0")
    # The act has no known end; the designation under it has one.
    assert found("usa", "asset_freeze", "2014-03") == ("2", "365", "2", "2", "1")


def test_listed_month_counts_each_kind_at_the_end_of_the_month(tiny: Path) -> None:
    found = {(row["imposer_id"], row["programme"], row["yearmon"]): row for row in rows(tiny, "listed_month")}

    def counts(month: str) -> tuple[str, ...]:
        row = found["usa", "example_programme", month]
        return row["persons"], row["organizations"], row["vessels"], row["aircraft"]

    assert [counts(month) for month in ("2014-02", "2014-03", "2016-04", "2016-05", "2021-01")] == [
        ("0", "0", "0", "0"), ("1", "1", "0", "0"), ("1", "1", "0", "0"), ("0", "1", "0", "0"), ("0", "1", "0", "0")
    ]  # fmt: skip
    assert found["usa", "example_programme", "2021-01"]["day"] == "2021-01-20"


def test_who_is_listed_is_a_target_by_computation(tiny: Path) -> None:
    cast = {(row["record_id"], row["actor_id"], row["role"]) for row in rows(tiny, "participants")}
    typed = (HERE / "tiny" / "links" / "participants.csv").read_text(encoding="utf-8")
    for actor in ("ivan-example", "example-bureau"):
        assert ("example-designation", actor, "target") in cast
        assert f"example-designation,{actor},target" not in typed
    (entry,) = (row for row in rows(tiny, "timeline") if row["entry_id"] == "example-designation:adopted")
    assert "Ivan Example" in entry["toward"]


def test_country_year_counts_each_part_that_a_state_had(tiny: Path) -> None:
    years = {(row["actor_id"], row["year"]): row for row in rows(tiny, "country_year")}
    assert {actor for actor, _ in years} == {"usa", "russia"}
    exit_year = years["russia", "2019"]
    assert (exit_year["ccode"], exit_year["gwcode"], exit_year["iso3"]) == ("365", "365", "")
    assert (exit_year["events"], exit_year["as_target"], exit_year["as_initiator"]) == ("1", "1", "0")
    assert (years["usa", "2014"]["measures_imposed"], years["usa", "2014"]["measures_received"]) == ("1", "1")
    assert years["usa", "2014"]["measures_imposed_in_force"] == "2"
    assert years["usa", "2020"]["measures_imposed_in_force"] == "1"
