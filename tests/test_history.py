"""A synthetic history of releases: each change gets its class, and each release the least version that it demands."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from history_steps import FIRST, HISTORY, Refusal, Step
from history_support import Project

from us_russia_relations.archive.versions import order
from us_russia_relations.release import classes
from us_russia_relations.release.classes import LEVELS, RULES, bump

STEPS = [step for step in HISTORY if isinstance(step, Step)]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "checkout").mkdir()
    project = Project(tmp_path / "checkout")
    yield project
    project.stop()


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
    before = digest(project)
    answer = project.ask(publish=version)
    assert "refused" in answer, f"{name}: {version} is not refused: {answer}"
    assert digest(project) == before, f"{name}: refusing {version} changed something"
    return str(answer["refused"])


def digest(project: Project) -> str:
    content = project.content()
    whole = "".join(
        f"{path} {hashlib.sha256(content[path]).hexdigest()}\n" for path in content if "__pycache__" not in path
    )
    return hashlib.sha256(whole.encode()).hexdigest()


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
