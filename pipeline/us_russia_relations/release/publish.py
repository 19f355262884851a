"""Make the candidate the release of its version, and point the root's files at it."""

from __future__ import annotations

import filecmp
import json
import shutil
from pathlib import Path

from us_russia_relations.archive.versions import described
from us_russia_relations.errors import PublishError
from us_russia_relations.release.build import sums, write_json
from us_russia_relations.release.citation_file import citation_file
from us_russia_relations.schema import package


def publish(root: Path, version: str) -> str:
    """Publish dist/candidate as dist/<version> and return what was done, in a sentence.

    A release never changes: publishing the same bytes again does nothing, and other bytes under a version that
    exists raise PublishError, as do a missing candidate, one of another version, one that does not match its own
    checksums, and a changelog without an entry for the version.
    """
    candidate, target = root / "dist" / "candidate", root / "dist" / version
    _check_candidate(candidate, version)
    _check_changelog(root / "CHANGELOG.md", version)
    if target.exists() and not _same(candidate, target):
        raise PublishError(f"dist/{version} exists with other content, and a release never changes; raise the version")
    if not target.exists():
        copy = target.with_name(f".{version}.new")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(candidate, copy)
        copy.rename(target)
    descriptor = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource["path"] = f"dist/{version}/{resource['path']}"
    write_json(root / "datapackage.json", descriptor)
    (root / "docs").mkdir(exist_ok=True)
    shutil.copyfile(target / "CORRECTIONS.md", root / "docs" / "paper-corrections.md")
    (root / "CITATION.cff").write_text(citation_file(version), encoding="utf-8")
    return f"dist/{version} is published; commit it with datapackage.json and CITATION.cff, then tag v{version}"


def _check_candidate(candidate: Path, version: str) -> None:
    if not (candidate / "datapackage.json").is_file():
        raise PublishError("there is no candidate; run `usrr build` first")
    built = described(candidate / "datapackage.json")
    if built != version:
        raise PublishError(f"the candidate is version {built}, the package is {version}; run `usrr build` again")
    if sums(candidate) != (candidate / "SHA256SUMS").read_text(encoding="utf-8"):
        raise PublishError("the candidate does not match its SHA256SUMS; run `usrr build` again")


def _check_changelog(changelog: Path, version: str) -> None:
    heading = f"## {version} - {package.RELEASED}"
    if heading not in changelog.read_text(encoding="utf-8").splitlines():
        raise PublishError(f"CHANGELOG.md has no entry with the heading '{heading}'")


def _same(one: Path, other: Path) -> bool:
    names = [path.relative_to(one) for path in sorted(one.rglob("*")) if path.is_file()]
    if names != [path.relative_to(other) for path in sorted(other.rglob("*")) if path.is_file()]:
        return False
    return filecmp.cmpfiles(one, other, [str(name) for name in names], shallow=False)[0] == [
        str(name) for name in names
    ]
