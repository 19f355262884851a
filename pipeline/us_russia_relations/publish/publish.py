"""Publish a release: refuse it with every reason and the way out of each, or do all of it, or nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from us_russia_relations.atomic.disk import state
from us_russia_relations.atomic.interrupts import uninterrupted
from us_russia_relations.check.validate import validate
from us_russia_relations.definitions.links import RETIRED
from us_russia_relations.definitions.package import Edition
from us_russia_relations.errors import InvalidDataError, PublishError
from us_russia_relations.publish import changelog, classes
from us_russia_relations.publish.build import FIRST, Draft, draft, edition_of, json_text, write
from us_russia_relations.publish.classes import Level, VersionRule
from us_russia_relations.publish.immutable import check_immutable
from us_russia_relations.publish.metadata.files import root_files
from us_russia_relations.publish.pending import carry_out, decide_publication, finish_under_lock, pending, release_path
from us_russia_relations.publish.place import staging
from us_russia_relations.raw.dataset import Dataset
from us_russia_relations.raw.git import answer, lines
from us_russia_relations.release.release import Release
from us_russia_relations.release.verify import verify
from us_russia_relations.release.versions import is_version, order, released

LOCK = "requirements.lock"
# What a release is built from, each by the name that git has for its content.
# What of the checkout's root a publication writes anew.
_ROOT_FILES = ("CHANGELOG.md", "CITATION.cff", ".zenodo.json", "datapackage.json", "docs/paper-corrections.md")
_PROVENANCE = {"raw": "raw", "pipeline": "pipeline", "lock": LOCK}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# So many rows are named of those that demand a version.
_NAMED = 5


@dataclass(frozen=True)
class PublishRequest:
    """What is to be published: a version, or the part of it to raise, or neither for the least; and the day."""

    released: str
    version: str | None = None
    level: Level | None = None


@dataclass(frozen=True)
class Findings:
    """Why a draft may not be published: ``faults`` are wrong in the data, ``tasks`` are left to the maintainer."""

    draft: Draft
    faults: tuple[str, ...]
    tasks: tuple[str, ...]

    @property
    def demand(self) -> str:
        """The least version that the changes allow, with the rule and rows that demand it."""
        return _demand(self.draft)


def examine(root: Path, request: PublishRequest) -> Findings:
    """Every reason why the raw tables of the checkout may not be published, all at once.

    Raises InvalidDataError where they do not validate, since nothing else can be judged then.
    """
    dataset = _valid(root)
    drafted = draft(dataset, root / "dist", _edition(root, dataset, request))
    faults = [*check_immutable(root), *_check_newest(root), *_check_ids(drafted), *_check_version(drafted)]
    return Findings(drafted, tuple(faults), tuple(_tasks(root)))


def publish(root: Path, request: PublishRequest) -> str:
    """Publish the raw tables of the checkout as dist/<version>, and say what was done and what to do next.

    A publication that was decided and cut short is carried out first, and nothing else then. Publishing again what is
    published changes nothing. Raises InvalidDataError for data that do not validate, and PublishError, with every
    reason and the way out of each, for what may not be published.
    """
    with staging(root / "dist") as prepared:
        decided = pending(root)
        if finished := finish_under_lock(root):
            return f"{finished}; {_next(str(decided))}"
        if request.version in released(root / "dist"):
            return _published_already(root, request.version, prepared.new / request.version)
        prepared.based_on({path: state(root / path) for path in _ROOT_FILES})
        findings = examine(root, request)
        unchanged = findings.draft.history.previous and not findings.draft.history.entries
        if unchanged and not findings.faults:
            return f"nothing has changed since release {findings.draft.history.previous}, so nothing was published"
        if findings.faults or findings.tasks:
            reasons = "".join(f"\n- {reason}" for reason in (*findings.faults, *findings.tasks))
            raise PublishError(f"{findings.draft.edition.version} is not published:{reasons}")
        version = findings.draft.edition.version
        folder = prepared.new / release_path(version)
        folder.parent.mkdir()
        write(findings.draft, folder)
        _verify(folder)
        with uninterrupted():
            decide_publication(prepared, root, version, _root_files(root, folder, findings.draft))
            carry_out(root)
    return f"dist/{version} is published; {_next(version)}"


def _valid(root: Path) -> Dataset:
    verdict = validate(root / "raw")
    if not verdict.valid:
        first = next(problem for problem in verdict.problems if problem.severity == "error")
        raise InvalidDataError(
            f"the data do not validate ({first.file} line {first.line}: {first.message}), so nothing was published; "
            f"`usrr validate` tells everything that is wrong"
        )
    return verdict.dataset


def _edition(root: Path, dataset: Dataset, request: PublishRequest) -> Edition:
    releases = root / "dist"
    newest = next(reversed(released(releases)), None)
    if request.version is not None:
        version = request.version
    elif newest is None:
        version = FIRST
    elif request.level is not None:
        version = classes.bump(newest, request.level)
    else:
        # The least that the changes allow; where there are none, nothing will be published.
        version = draft(dataset, releases).history.least or newest
    return Edition(version, request.released, newest, _provenance(root))


def _provenance(root: Path) -> dict[str, str]:
    """The names that git has for what the release is built from, as far as it is committed."""
    asked = ("rev-parse", "--verify", "--quiet")
    names = {part: answer(root, *asked, f"HEAD:{path}") for part, path in _PROVENANCE.items()}
    return {part: name for part, name in names.items() if name}


def _check_newest(root: Path) -> Iterator[str]:
    """The release that the changes are counted from is whole."""
    for version in released(root / "dist")[-1:]:
        for fault in verify(Release(root / "dist" / version)).faults:
            yield f"dist/{version} is not whole, and changes are counted from it: {fault}"


def _check_ids(drafted: Draft) -> Iterator[str]:
    """No id is gone without a tombstone, no tombstone is gone, and a new tombstone has the right version."""
    for entry in drafted.history.of(classes.ID_LOST):
        yield (
            f"{entry.change.record} was published and is gone from {entry.change.table}; restore the row, or retire it "
            f"with `usrr retire {entry.change.record} --since {drafted.edition.number} ...`"
        )
    for entry in drafted.history.of(classes.TOMBSTONE_REMOVED):
        yield f"{entry.change.record} has lost its tombstone; put its row back into retired.csv"
    for entry in drafted.history.of(classes.ROW_ADDED):
        if entry.change.table == RETIRED.name:
            since = json.loads(entry.change.new)["since"]
            if since != drafted.edition.number:
                yield (
                    f"{entry.change.record} is retired since {since}, and this is {drafted.edition.number}; "
                    f"write the version that goes out without it into retired.csv"
                )


def _check_version(drafted: Draft) -> Iterator[str]:
    version, previous, least = drafted.edition.version, drafted.history.previous, drafted.history.least
    if not is_version(version):
        yield f"{version} is no version; write three numbers, such as 1.2.0"
    elif not _DAY.fullmatch(drafted.edition.released or ""):
        yield f"{drafted.edition.released} is no day; write it as 2026-11-27"
    elif previous and least and order(version) <= order(previous):
        yield f"{version} is not newer than {previous}, the newest release; publish it as {least} or higher"
    elif least and order(version) < order(least):
        yield f"{version} is lower than the changes demand: {_demand(drafted)}; publish it as {least} or higher"


def _demand(drafted: Draft) -> str:
    history = drafted.history
    if history.least is None or history.level is None:
        return f"nothing has changed since {history.previous}" if history.previous else "it is the first release"
    rules: dict[VersionRule, list[str]] = {}
    for entry in history.entries:
        if entry.rule.level == history.level:
            where = " ".join(part for part in (entry.change.table, entry.change.record, entry.change.field) if part)
            rules.setdefault(entry.rule, []).append(where)
    demands = "; ".join(
        f"{rule.name} ({rule.meaning}): {', '.join(rows[:_NAMED])}"
        + (f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else "")
        for rule, rows in rules.items()
    )
    return f"{history.least} at least, since there are {history.level} changes: {demands}"


def _tasks(root: Path) -> Iterator[str]:
    decided = pending(root)
    if decided:
        yield f"the publication of {decided} was cut short; `usrr publish` carries it out"
    if not changelog.unreleased(changelog.read(root / "CHANGELOG.md")):
        yield (
            f"CHANGELOG.md has nothing under the heading '{changelog.UNRELEASED}'; write there what users must do, "
            f"or that there is nothing for them to do, and what was done and why"
        )
    if answer(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        # Said already, with the proof that no release changed.
        return
    dirty = lines(root, "status", "--porcelain", "--untracked-files=all")
    if dirty:
        shown = ", ".join(line[3:] for line in dirty[:_NAMED]) + (" ..." if len(dirty) > _NAMED else "")
        yield f"the working tree differs from the commit ({shown}); commit or stash it, so that the commit tells all"


def _published_already(root: Path, version: str, folder: Path) -> str:
    """Say that a version is published with just this content. Raises PublishError where it has another."""
    release = Release(root / "dist" / version)
    write(draft(_valid(root), root / "dist", edition_of(release, root / "dist")), folder)
    there, here = ((one / "SHA256SUMS").read_bytes() for one in (release.folder, folder))
    if there != here:
        raise PublishError(
            f"dist/{version} exists with other content, and a release never changes; leave the version out, or raise it"
        )
    return f"dist/{version} is published already, with just this content; {_next(version)}"


def _verify(folder: Path) -> None:
    """Raise PublishError where what was written is not whole."""
    report = verify(Release(folder))
    if not report.whole:
        faults = "; ".join(report.faults[:_NAMED])
        raise PublishError(f"what was built is not whole, so nothing was published: {faults}")


def _root_files(root: Path, folder: Path, drafted: Draft) -> dict[str, str]:
    """The files of the checkout's root that describe its latest release, by name."""
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    metadata = root_files(descriptor)
    for resource in descriptor["resources"]:
        resource["path"] = f"dist/{drafted.edition.version}/{resource['path']}"
    entry = changelog.with_release(
        changelog.read(root / "CHANGELOG.md"), drafted.edition.version, str(drafted.edition.released), drafted.history
    )
    return {
        "CHANGELOG.md": entry,
        **metadata,
        "docs/paper-corrections.md": (folder / "CORRECTIONS.md").read_text(encoding="utf-8"),
        "datapackage.json": json_text(descriptor),
    }


def _next(version: str) -> str:
    return (
        f"next: `git add -A && git commit -m 'Publish {version}'`, `git tag v{version}`, push both, and lay "
        f"dist/{version} in the archive that mints the DOI"
    )
