"""The merging guide: each recipe runs as it is printed and gives what stands under it."""

import contextlib
import csv
import io
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import us_russia_relations as usrr
from us_russia_relations.analysis import load
from us_russia_relations.release.release import Release
from us_russia_relations.release.resource import DATABASE

ROOT = Path(__file__).parent.parent
FOREIGN = Path(__file__).parent / "foreign"
GUIDE = (ROOT / "docs" / "merging.md").read_text(encoding="utf-8")
(START,) = re.findall(r"```python\n((?:(?!```).)*?)```\n\n## ", GUIDE, re.DOTALL)
RECIPES = re.findall(r"## ([^\n]+)\n(?:(?!\n## ).)*?```python\n(.*?)```\n\n```text\n(.*?)```", GUIDE, re.DOTALL)


def recipe(heading: str) -> str:
    return next(code for name, code, _ in RECIPES if name == heading)


@pytest.fixture(scope="module", params=["the latest release", "raw"])
def release(request: pytest.FixtureRequest, packages: Callable[[str], Path]) -> Release:
    """What is published, and what would be."""
    return usrr.open(packages("real")) if request.param == "raw" else load.release()


@pytest.fixture
def loaded(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usrr, "load", release.load, raising=False)
    monkeypatch.chdir(FOREIGN)


def run(code: str) -> tuple[str, dict[str, Any]]:
    """What the code prints after the common start, and the names that it leaves."""
    names: dict[str, Any] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(START + code, names)  # noqa: S102 - the guide's own code
    return printed.getvalue(), names


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(("heading", "code", "text"), RECIPES, ids=[heading for heading, _, _ in RECIPES])
def test_a_recipe_gives_what_stands_under_it(heading: str, code: str, text: str) -> None:
    printed, _ = run(code)
    assert [line.rstrip() for line in printed.rstrip().splitlines()] == text.splitlines(), heading


@pytest.mark.usefixtures("loaded")
def test_icews_matches_are_those_of_sql(release: Release) -> None:
    _, names = run(recipe("ICEWS and CAMEO"))
    found = names["both"][["Event ID", "event_id", "code", "source", "target"]]
    with closing(sqlite3.connect(release.folder / DATABASE)) as database:
        database.execute("CREATE TEMP TABLE icews (id, day, source, code, target)")
        with (FOREIGN / "icews.tab").open(encoding="utf-8", newline="") as file:
            rows = [
                (
                    int(row["Event ID"]),
                    row["Event Date"],
                    row["Source Country"],
                    row["CAMEO Code"],
                    row["Target Country"],
                )
                for row in csv.DictReader(file, delimiter="\t")
            ]
        database.executemany("INSERT INTO icews VALUES (?, ?, ?, ?, ?)", rows)
        wanted = database.execute("""
            SELECT icews.id, event_id, c.code, s.actor_id, t.actor_id
            FROM events JOIN participants s ON s.record_id = event_id AND s.role = 'initiator'
            JOIN participants t ON t.record_id = event_id AND t.role = 'target'
            JOIN crosswalk c ON c.vocabulary = 'event_type' AND c.term = type AND c.scheme = 'cameo'
            JOIN icews ON icews.code = c.code AND abs(julianday(icews.day) - julianday(date_start)) <= 3
            WHERE date_precision = 'day'
            AND (s.actor_id, icews.source) IN (VALUES ('usa', 'United States'), ('russia', 'Russian Federation'))
            AND (t.actor_id, icews.target) IN (VALUES ('usa', 'United States'), ('russia', 'Russian Federation'))
            ORDER BY icews.id, event_id
        """).fetchall()
    assert sorted(found.itertuples(index=False, name=None)) == wanted
    assert wanted


@pytest.mark.usefixtures("loaded")
def test_gsdb_matches_are_those_of_sql(release: Release) -> None:
    _, names = run(recipe("GSDB"))
    with closing(sqlite3.connect(release.folder / DATABASE)) as database:
        wanted = database.execute("""
            SELECT measure_id, CASE s.actor_id WHEN 'usa' THEN 9001 ELSE 9002 END
            FROM measures JOIN participants s ON s.record_id = measure_id AND s.role = 'imposer'
            JOIN participants t ON t.record_id = measure_id AND t.role = 'target'
            JOIN tags ON tags.record_id = measure_id AND tags.vocabulary = 'measure_type'
            JOIN crosswalk c ON c.vocabulary = tags.vocabulary AND c.term = tags.term AND c.scheme = 'gsdb_type'
            WHERE substr(adopted_start, 1, 4) BETWEEN '2014' AND '2022' AND (s.actor_id, t.actor_id, c.code) IN (
                VALUES ('usa', 'russia', 'trade'), ('usa', 'russia', 'financial'), ('usa', 'russia', 'travel'),
                       ('russia', 'usa', 'trade'))
            GROUP BY measure_id ORDER BY measure_id
        """).fetchall()
    assert [*zip(names["found"].index, names["found"]["case"], strict=True)] == wanted
    assert wanted


@pytest.mark.usefixtures("loaded")
def test_the_traps_are_there() -> None:
    as_numbers = recipe("ICEWS and CAMEO").replace('dtype={"CAMEO Code": "string"}', 'dtype={"CAMEO Code": "int64"}')
    as_numbers = as_numbers.replace(
        "both = coded", 'icews["CAMEO Code"] = icews["CAMEO Code"].astype(str)\nboth = coded'
    )
    lost = set(run(recipe("ICEWS and CAMEO"))[1]["both"]["Event ID"]) - set(run(as_numbers)[1]["both"]["Event ID"])
    assert lost == {4}
    _, names = run("")
    states = [names["numbers"](scheme) for scheme in ("cow", "gw")]
    # Gleditsch and Ward leave out the smallest states.
    cow, gw = states[0].align(states[1], join="inner")
    assert {"germany", "yemen"} <= {*cow.index[cow != gw]}
    with pytest.raises(AssertionError, match="several identifiers in un_document"):
        names["numbers"]("un_document")


def test_every_scheme_that_the_guide_names_is_in_the_data(release: Release) -> None:
    (table,) = re.findall(r"\| to merge with .*?\n\n", GUIDE, re.DOTALL)
    named = {name for line in re.findall(r"schemes? ([^;|]*)", table) for name in re.findall(r"`(\w+)`", line)}
    there = {*release.load("identifiers")["scheme"], *release.load("crosswalk")["scheme"]}
    assert len(named) >= 10
    assert named <= there


def test_every_foreign_file_is_made_up_and_used() -> None:
    files = {path.name for path in FOREIGN.iterdir()} - {"README.md"}
    told = re.findall(r"^\| (\S+\.\w+) \|", (FOREIGN / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(files)
    assert files == set(re.findall(r'read_csv\("([^"]+)"', GUIDE))
