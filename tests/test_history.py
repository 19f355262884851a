"""A synthetic history of releases: each change gets its class, and each release the least version that it demands."""

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.difference import TINY, edits, facts, state, write
from support.history.definitions import DEFINITIONS
from support.history.facts import FACTS
from support.history.project import Project
from support.history.steps import FIRST, Refusal, Step

from us_russia_relations.definitions import RECORD_TABLES
from us_russia_relations.definitions.derived import CHANGES
from us_russia_relations.publish import classes
from us_russia_relations.publish.classes import LEVELS, RULES, Level, bump
from us_russia_relations.publish.difference import Change, Difference, apply, compare, is_fact
from us_russia_relations.publish.history import ClassifiedChange, History
from us_russia_relations.publish.write import csv_text
from us_russia_relations.release.versions import order

HISTORY = (*FACTS, *DEFINITIONS)
STEPS = [step for step in HISTORY if isinstance(step, Step)]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "checkout").mkdir()
    project = Project(tmp_path / "checkout")
    yield project
    project.stop()


@pytest.mark.slow
def test_every_change_gets_its_class_and_every_release_its_least_version(project: Project) -> None:
    """One history in one test, since each step needs the release of the step before."""
    assert f"dist/{FIRST} is published" in project.ask(publish=None)["said"]
    project.commit()
    newest, told = FIRST, []
    for step in HISTORY:
        project.prepare(step.edits)
        if isinstance(step, Refusal):
            hold_refusal(project, step, newest)
        else:
            told += hold(project, step, newest)
            newest = step.version
    changelog = (project.root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "- a table or column is described in other words: `actors.nickname`, `listings`\n" in changelog
    read = project.ask(**{"between": FIRST, "and": newest})
    assert read["versions"] == [FIRST, *(step.version for step in STEPS)]
    assert read["rows"] == told
    assert [fault for version in read["versions"] for fault in project.ask(verify=version)["faults"]] == []


def hold(project: Project, step: Step, newest: str) -> list[list[str]]:
    """Hold the refusals and the release of a step against what is wanted; returns the version and number of each row.

    The version follows from the class of the step, and is told twice.
    """
    level = classes.highest({rule.level for rule in RULES if rule.name in step.rules.split()})
    assert step.version == bump(newest, level), step.name
    for version in (newest, "0.0.1", *(bump(newest, lower) for lower in LEVELS[LEVELS.index(level) + 1 :])):
        reason = refused(project, version, step.name)
        if order(version) > order(newest):
            assert f"{version} is lower than the changes demand: {step.version} at least" in reason, step.name
            for rule in step.rules.split():
                places = {place(row) for row in step.changes if row.startswith(level)}
                assert any(f"{rule} (" in part and where in part for part in reason.split("; ") for where in places)
    answer = project.ask(publish=None)
    assert f"dist/{step.version} is published" in answer.get("said", ""), (step.name, answer)
    project.commit()
    found = project.ask(look=step.version, previous=newest)
    wanted = [*step.changes, *(f"patch {table} . . changed" for table in step.computed.split())]
    assert [shown(row) for row in found["changes"]] == wanted, step.name
    assert {
        key: reason for row in found["changes"] if (reason := row["reason"]) and (key := owner(row))
    } == step.reasons
    assert found["applied"], f"{step.name}: the changes, applied to {newest}, do not give {step.version}"
    assert found["facts"], f"{step.name}: the release holds other facts than the raw tables"
    return [[step.version, row["number"]] for row in found["changes"]]


def hold_refusal(project: Project, step: Refusal, newest: str) -> None:
    for version in (None, *(bump(newest, level) for level in LEVELS)):
        assert step.reason in refused(project, version, step.name), step.name
    project.git("checkout", "HEAD~1", "--", *step.restore)
    project.commit()


def refused(project: Project, version: str | None, name: str) -> str:
    """Why the version is refused, which changes nothing on the disk."""
    before = stamps(project)
    answer = project.ask(publish=version)
    assert "refused" in answer, f"{name}: {version} is not refused: {answer}"
    assert stamps(project) == before, f"{name}: refusing {version} changed something"
    return str(answer["refused"])


def stamps(project: Project) -> dict[str, tuple[int, int, int]]:
    """For each file but those of git and the compiled modules what changes when it is written: cheaper than content."""
    found = {}
    for folder, folders, names in os.walk(project.root):
        folders[:] = [name for name in folders if name not in {".git", "__pycache__"}]
        for path in (Path(folder, name) for name in names):
            seen = path.stat()
            found[str(path)] = (seen.st_ino, seen.st_size, seen.st_mtime_ns)
    return found


def shown(row: dict[str, str]) -> str:
    """A row of ``changes`` as the steps write it."""
    cells = (row["record"].replace(" ", "_") or ".", row["field"] or ".")
    return " ".join((row["class"], row["table"], *cells, row["kind"]))


def owner(row: dict[str, str]) -> str:
    return f"{row['record']} {row['field'] or '.'}"


def place(row: str) -> str:
    """Where a row of a step stands, as a message writes it."""
    return " ".join(part.replace("_", " ") if "," in part else part for part in row.split()[1:4] if part != ".")


def test_the_history_has_every_rule_and_refuses_what_no_version_allows() -> None:
    assert len(STEPS) >= 30
    held = {rule for step in STEPS for rule in step.rules.split()}
    # Both are refused whatever the version, which the refusals hold.
    assert held == {rule.name for rule in RULES} - {"id-lost", "tombstone-removed"}
    kinds = {(row.split()[0], row.split()[-1]) for step in STEPS for row in step.changes}
    assert {kind for _, kind in kinds} == {"added", "removed", "retired", "changed"}
    assert {level for level, _ in kinds} == {*LEVELS}
    assert any(step.computed for step in STEPS)


# What a change of facts raises, said once more and by other means than the rules.
CLASSES: dict[str, Level] = {"added": "minor", "retired": "minor", "removed": "patch", "changed": "patch"}
GONE = {table.name for table in RECORD_TABLES} | {"terms", "retired"}


@given(st.data())
def test_random_edits_have_the_class_of_the_highest_and_their_published_rows_give_b_from_a(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    rows, done = edits(data.draw)
    # Which validation refuses, so that no release holds it.
    assume(not any("\r" in cell for table in rows.values() for row in table for cell in row.values()))
    a, b = state(TINY), state(write(tmp_path_factory.mktemp("b"), rows))
    difference = compare(a, b)
    ids = {key[0] for table in RECORD_TABLES for key in b.tables[table.name].rows}
    entries = tuple(ClassifiedChange(change, classes.rule_of(change, ids)) for change in difference.changes)
    made = History("1.2.3", entries, difference)
    levels = {"major" if kind == "removed" and table in GONE else CLASSES[kind] for table, _, _, kind, _ in done}
    assert made.level == next((level for level in LEVELS if level in levels), None)
    least = {"major": "2.0.0", "minor": "1.3.0", "patch": "1.2.4"}
    assert made.least == (least[made.level] if made.level else None)
    published = [*csv.DictReader(io.StringIO(csv_text(CHANGES, made.rows()), newline=""))]
    parts = ("table", "record", "field", "kind", "old", "new")
    read = tuple(Change(**{part: row[part] for part in parts}) for row in published)
    assert all(is_fact(change) for change in read)
    assert facts(apply(Difference("a", "b", read, (), {}), a)) == facts(b)
