"""Where the files of a state come from: a folder, or a git revision read from git's own store.

Nothing is checked out and no attribute or filter of the revision is applied: the bytes are those that were committed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from us_russia_relations.errors import CallError
from us_russia_relations.raw import limits
from us_russia_relations.raw.git import git


class UnreadableError(Exception):
    """A file can't be read; the message says why, ``line`` where (0: as a whole)."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class RawFiles(Protocol):
    """Files by their path relative to raw/, with forward slashes."""

    def paths(self) -> set[str]: ...

    def content(self, path: str) -> bytes:
        """The bytes of the file. Raises UnreadableError."""


@dataclass(frozen=True)
class Folder:
    """The files below a folder; what lies behind a symbolic link is never read."""

    root: Path

    def paths(self) -> set[str]:
        return set(self._walk())

    def _walk(self) -> Iterator[str]:
        for base, folders, names in os.walk(self.root):
            for name in names:
                yield (Path(base) / name).relative_to(self.root).as_posix()
            for name in folders:
                path = Path(base) / name
                # A folder counts where it stands in place of a file.
                if path.is_symlink() or name.endswith(".csv"):
                    yield path.relative_to(self.root).as_posix()

    def content(self, path: str) -> bytes:
        target = self.root
        for part in path.split("/"):
            target /= part
            if target.is_symlink():
                # The target may lie outside the dataset, and must not be shown in a report.
                raise UnreadableError("it is a symbolic link")
        if not target.is_file():
            raise UnreadableError("it is not a file")
        try:
            with target.open("rb") as file:
                content = file.read(limits.FILE + 1)
        except OSError as error:
            raise UnreadableError(f"it can't be opened: {error.strerror}") from error
        return _within_limit(content)


@dataclass(frozen=True)
class Revision:
    """The folder raw/ of a checkout as it was in a commit."""

    checkout: Path
    commit: str

    @classmethod
    def find(cls, checkout: Path, name: str) -> Revision | None:
        """The commit that git knows by the name; None where there is none."""
        if name.startswith("-"):
            return None
        done = git(checkout, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        return cls(checkout, done.stdout.decode().strip()) if done.returncode == 0 else None

    @cached_property
    def _entries(self) -> dict[str, tuple[str, str, int]]:
        """Mode, object and size of each file by its path below raw/."""
        done = git(self.checkout, "ls-tree", "-r", "-l", "-z", self.commit, "--", "raw/")
        if done.returncode:
            raise CallError(f"git can't list raw/ of {self.commit}: {done.stderr.decode(errors='replace').strip()}")
        entries = {}
        for line in filter(None, done.stdout.split(b"\0")):
            header, path = line.split(b"\t", 1)
            mode, _, name, size = header.decode().split()
            bytes_ = int(size) if size.isdecimal() else 0
            entries[path.decode(errors="replace").removeprefix("raw/")] = (mode, name, bytes_)
        return entries

    def paths(self) -> set[str]:
        return set(self._entries)

    def content(self, path: str) -> bytes:
        mode, name, size = self._entries[path]
        if not mode.startswith("100"):
            raise UnreadableError("it is a symbolic link" if mode == "120000" else "it is not a file")
        if size > limits.FILE:
            raise UnreadableError(f"it is larger than {limits.FILE >> 20} MiB")
        done = git(self.checkout, "cat-file", "blob", name)
        if done.returncode:
            raise UnreadableError("git has lost its content")
        return _within_limit(done.stdout)


def _within_limit(content: bytes) -> bytes:
    if len(content) > limits.FILE:
        raise UnreadableError(f"it is larger than {limits.FILE >> 20} MiB")
    return content
