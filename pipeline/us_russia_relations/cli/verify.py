"""usrr verify: is a release whole, offline."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from us_russia_relations import paths
from us_russia_relations.errors import CallError, DataNotFoundError

if TYPE_CHECKING:
    from us_russia_relations.release.release import Release

NAME = "verify"
HELP = "check that a release is whole: bytes, fingerprints of every form, descriptors, keys, ids"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "release", nargs="?", metavar="DIR|VERSION", help="a folder or a version (default: the latest release)"
    )
    parser.add_argument("--all", action="store_true", help="verify every release that is here")
    parser.add_argument("--fingerprint", metavar="SHA256", help="the fingerprint that it must have, as it was cited")


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.release.verify import verify

    whole = True
    for release in _releases(call):
        report = verify(release)
        faults = [*report.faults, *_root_faults(release)]
        if call.fingerprint and call.fingerprint.removeprefix("sha256:").lower() != report.fingerprint:
            faults.append(f"the fingerprint is sha256:{report.fingerprint}, not the one that was cited")
        for fault in faults:
            print(fault)
        if faults:
            print(f"{release.folder}: not whole, {len(faults)} faults")
        else:
            print(f"release {report.version} is whole: {report.files} files, {report.tables} tables in three forms")
            print(f"fingerprint sha256:{report.fingerprint}")
        whole = whole and not faults
    return 0 if whole else 1


def _releases(call: argparse.Namespace) -> list[Release]:
    from us_russia_relations.analysis import load
    from us_russia_relations.release.release import Release
    from us_russia_relations.release.versions import is_version

    if call.all:
        if call.release or call.fingerprint:
            raise CallError("--all goes without a release and without a fingerprint")
        return [load.release(version) for version in load.versions()]
    if call.release is None:
        return [load.release()]
    if is_version(call.release):
        return [load.release(call.release)]
    if not Path(call.release).is_dir():
        raise CallError(f"{call.release!r} is neither a version, such as 0.2.0, nor a folder")
    return [Release(Path(call.release))]


def _root_faults(release: Release) -> list[str]:
    """The descriptor at the root of a checkout or wheel is that of the release that it names."""
    try:
        root = paths.data_root()
    except DataNotFoundError:
        # The package alone, and a release from elsewhere.
        return []
    if release.folder.resolve() != (root / "dist" / paths.latest()).resolve():
        return []
    described = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        resource["path"] = resource["path"].removeprefix(f"dist/{release.folder.name}/")
    same = described == json.loads((release.folder / "datapackage.json").read_text(encoding="utf-8"))
    return [] if same else ["the datapackage.json above dist/ does not describe this release"]
