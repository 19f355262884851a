"""The releases that lie in a folder, and what they tell about ids."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


def order(version: str) -> tuple[int, ...]:
    """A key that sorts versions as numbers."""
    return tuple(int(part) for part in version.split("."))


def released(releases: Path) -> list[str]:
    """The versions that lie in the folder, oldest first."""
    if not releases.is_dir():
        return []
    found = [entry.name for entry in releases.iterdir() if _VERSION.fullmatch(entry.name)]
    return sorted((name for name in found if (releases / name / "datapackage.json").is_file()), key=order)


def first_versions(releases: Path, version: str) -> dict[str, str]:
    """For each id of the newest release older than the version, the first version that had it."""
    older = [name for name in released(releases) if order(name) < order(version)]
    if not older:
        return {}
    with (releases / older[-1] / "csv" / "records.csv").open(encoding="utf-8", newline="") as file:
        return {row["record_id"]: row["first_version"] for row in csv.DictReader(file)}


def described(descriptor: Path) -> str:
    """The version that a descriptor names."""
    return str(json.loads(descriptor.read_text(encoding="utf-8"))["version"])
