"""Version numbers, and the releases that lie in a folder."""

from __future__ import annotations

import re
from pathlib import Path

_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})", re.ASCII)


def is_version(text: str) -> bool:
    """True for three numbers with points between, such as 0.2.0."""
    return _VERSION.fullmatch(text) is not None


def order(version: str) -> tuple[int, ...]:
    """A key that sorts versions as numbers."""
    return tuple(int(part) for part in version.split("."))


def released(releases: Path) -> list[str]:
    """The versions that lie in the folder, oldest first."""
    if not releases.is_dir():
        return []
    names = [entry.name for entry in releases.iterdir() if is_version(entry.name)]
    return sorted((name for name in names if (releases / name / "datapackage.json").is_file()), key=order)


def before(releases: Path, version: str) -> str | None:
    """The newest release in the folder that is older than the version."""
    return next((name for name in reversed(released(releases)) if order(name) < order(version)), None)
