"""A write of several files or folders that was decided: it is carried out, or undone, whatever stops it meanwhile.

The journal is a hidden folder beside what is written. It holds the new state of each path (``new/``), a copy of the
old one (``old/``) and an entry of what was there. Giving the folder its name decides the write: before that nothing
has happened, and after it every step can be done again.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from us_russia_relations.atomic.disk import FOLDER, flush, flush_tree, put_file, state
from us_russia_relations.errors import ChangedMeanwhileError, UnfinishedError

# What is to be done with the journal: to carry it out, or to take it back.
_FORWARD, _BACK = "journal.json", "undo.json"


@dataclass(frozen=True)
class Journal:
    """A decided write below ``base``: its title, and the states of each path, in order, before and after."""

    folder: Path
    base: Path
    title: str
    states: dict[str, tuple[str, str]]

    @classmethod
    def read(cls, folder: Path, base: Path) -> Journal | None:
        """The journal in the folder; None where there is none, or only what is left of one that is done.

        Raises UnfinishedError for one that this program did not write: its paths must stay below ``base``.
        """
        entry = next((folder / name for name in (_FORWARD, _BACK) if (folder / name).is_file()), None)
        if entry is None:
            return None
        try:
            recorded = json.loads(entry.read_text(encoding="utf-8"))
            states = {path: (before, after) for path, before, after in recorded["paths"]}
            journal = cls(folder, base, str(recorded["title"]), states)
            for path in states:
                journal.check_inside(path)
        except (ValueError, KeyError, TypeError) as error:
            raise UnfinishedError(f"{folder} is no journal of this program; delete it ({error})") from error
        return journal

    def check_inside(self, path: str) -> None:
        """Raise ValueError where the path, or a link on its way, leads out of the base."""
        parts = PurePosixPath(path)
        target = self.base / path
        inside = target.parent.resolve().is_relative_to(self.base.resolve())
        if parts.is_absolute() or ".." in parts.parts or not inside:
            raise ValueError(f"{path} leads out of {self.base}")

    @property
    def undoing(self) -> bool:
        """True where it was decided to take the write back."""
        return (self.folder / _BACK).is_file()

    def carry_out(self) -> None:
        """Put everything in place that is not yet, and remove the journal.

        Raises ChangedMeanwhileError where a waiting file was changed, which would be lost.
        """
        waiting = [path for path in self.states if self._waits(path)]
        for path in waiting:
            before, _ = self.states[path]
            # A folder may be gone: it is in old/ then, and the new one was about to take its place.
            if state(self.base / path) not in ({before, ""} if before == FOLDER else {before}):
                raise ChangedMeanwhileError(_changed(path, self.title))
        for path in waiting:
            self._put(path)
        self._close([*self.states])

    def _waits(self, path: str) -> bool:
        """Whether the new state is not in its place yet. In new/ lies the old one, when the two were exchanged."""
        new, (_, after) = self.folder / "new" / path, self.states[path]
        return new.exists() and state(new) == after

    def _put(self, path: str) -> None:
        new, old, target = self.folder / "new" / path, self.folder / "old" / path, self.base / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if new.is_dir():
            if target.exists():
                old.parent.mkdir(parents=True, exist_ok=True)
                target.rename(old)
            new.rename(target)
        elif not put_file(new, target, self.states[path][0]):
            raise ChangedMeanwhileError(_changed(path, self.title))

    def undo(self) -> None:
        """Take back everything that was put in place, and remove the journal.

        Raises ChangedMeanwhileError where a file was changed since, which would be lost.
        """
        if not self.undoing:
            (self.folder / _FORWARD).rename(self.folder / _BACK)
            flush(self.folder)
        # A folder may be on its way: the old one moved aside, and the new one not yet in its place.
        placed = [path for path, states in self.states.items() if FOLDER in states or not self._waits(path)]
        for path in placed:
            if FOLDER not in self.states[path] and state(self.base / path) not in self.states[path]:
                raise ChangedMeanwhileError(_changed(path, self.title))
        for path in placed:
            self._take_back(path)
        self._close([*self.states])

    def _take_back(self, path: str) -> None:
        new, old, target = self.folder / "new" / path, self.folder / "old" / path, self.base / path
        before, after = self.states[path]
        if FOLDER in (before, after):
            if not new.exists():
                target.rename(new)
            if old.exists():
                old.rename(target)
        elif not before:
            target.unlink(missing_ok=True)
        elif old.exists():
            os.replace(old, target)  # noqa: PTH105 - one way to write, there and back

    def _close(self, written: Sequence[str]) -> None:
        for folder in {(self.base / path).parent for path in written}:
            if folder.is_dir():
                flush(folder)
        # The entry is removed first: a folder without it is no journal.
        for name in (_FORWARD, _BACK):
            (self.folder / name).unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def decide(
    work: Path, folder: Path, base: Path, paths: Sequence[str], *, title: str, read: Mapping[str, str]
) -> Journal:
    """Make the journal ``folder`` of the new states that lie in ``work``/new; from here on the write is decided.

    ``read`` has the states of files from which the new ones were made; carrying it out stops where one has changed.
    """
    states: dict[str, tuple[str, str]] = {}
    for path in paths:
        new, old, target = work / "new" / path, work / "old" / path, base / path
        states[path] = (read.get(path, state(target)), state(new))
        if target.is_file():
            old.parent.mkdir(parents=True, exist_ok=True)
            # Copied now, so that undoing needs no space on the disk.
            shutil.copy2(target, old)
    recorded = {"title": title, "paths": [[path, *both] for path, both in states.items()]}
    (work / _FORWARD).write_text(json.dumps(recorded), encoding="utf-8")
    flush_tree(work)
    work.rename(folder)
    flush(folder.parent)
    return Journal(folder, base, title, states)


def _changed(path: str, title: str) -> str:
    return (
        f"{path} was changed while {title} waited to be carried out; "
        f"put your change aside (`git stash push {path}`) and run it again"
    )
