"""The one way in which this package writes over files and folders: all of them or, whatever stops it, none.

The new states are made in a hidden folder beside the old ones, under a lock. One file, or one folder where the system
can exchange two names, takes its place by one rename; several go by way of a journal.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from us_russia_relations.atomic.disk import exchange, flush, flush_tree, put_file, state
from us_russia_relations.atomic.interrupts import uninterrupted
from us_russia_relations.atomic.journal import Journal, decide
from us_russia_relations.atomic.lock import locked
from us_russia_relations.errors import (
    BusyError,
    ChangedMeanwhileError,
    RecoveredWarning,
    UnfinishedError,
    UnwritableError,
    UsrrError,
)

# Hidden names, which the readers of a folder leave alone; .gitignore has them.
STAGING = ".usrr-staging-"
JOURNAL = ".usrr-journal"
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Write:
    """New states in the making: put them into ``new``, by their paths below ``home``, then commit them."""

    home: Path
    work: Path
    read: dict[str, str] = field(default_factory=dict)
    # Closed when the write is over and its temporaries are gone.
    protection: ExitStack = field(default_factory=ExitStack)

    @property
    def new(self) -> Path:
        return self.work / "new"

    def add(self, path: str, content: bytes) -> None:
        """Lay the content of a file ready; it gets the permissions of the file that it replaces."""
        file = self.new / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        if (self.home / path).is_file():
            shutil.copymode(self.home / path, file)

    def based_on(self, states: Mapping[str, str]) -> None:
        """Say in which state (``disk.state``) the files below ``home`` were from which the new ones were made.

        ``commit`` writes nothing where one of them was changed since.
        """
        self.read.update(states)

    def commit(self, paths: Sequence[str], title: str) -> None:
        """Move the new states to their paths: all, or none where an error stops it. Ctrl-C comes too late from here on.

        Raises ChangedMeanwhileError where somebody changed what the new states were made from, OSError as the system
        does, and UnfinishedError where the way back is blocked, too.
        """
        self.protection.enter_context(uninterrupted())
        for path in paths:
            # A missing file is reported before anything is decided.
            (self.new / path).stat()
        flush_tree(self.new)
        self._check_unchanged()
        if len(paths) == 1 and self._put_one(paths[0]):
            return
        journal = decide(self.work, self.home / JOURNAL, self.home, paths, title=title, read=self.read)
        try:
            journal.carry_out()
        except (OSError, ChangedMeanwhileError) as error:
            _undo(journal, error)
            raise

    def _check_unchanged(self) -> None:
        changed = [path for path, before in self.read.items() if state(self.home / path) != before]
        if changed:
            raise ChangedMeanwhileError(_changed(changed))

    def _put_one(self, path: str) -> bool:
        """Put it in place where one step does; False where that needs a journal."""
        new, target = self.new / path, self.home / path
        if new.is_file():
            if not put_file(new, target, self.read.get(path, state(target))):
                raise ChangedMeanwhileError(_changed([path]))
        elif not target.exists():
            new.rename(target)
        elif not exchange(new, target):
            return False
        flush(target.parent)
        return True


def _changed(paths: Sequence[str]) -> str:
    return f"{', '.join(paths)} was changed by somebody else meanwhile; nothing was written, run it again"


def _undo(journal: Journal, error: Exception) -> None:
    try:
        journal.undo()
    except OSError as second:
        raise UnfinishedError(
            f"{journal.title} was stopped ({error!r:.200}) and can't be undone now: {second.strerror or second}; "
            f"the next command that works in {journal.base} undoes it"
        ) from error


@contextmanager
def writing(home: Path, what: str) -> Iterator[Write]:
    """A write below the folder ``home``, closed to other processes; without a commit it leaves no trace.

    What an earlier write left is finished or undone first, with a RecoveredWarning, and stale temporaries are swept.
    Raises BusyError, which calls the other writer a ``what``, and UnwritableError where the system refuses.
    """
    try:
        with ExitStack() as protection, locked(home, what):
            message = _recover(home)
            if message:
                warnings.warn(message, RecoveredWarning, stacklevel=3)
            with staged(home) as work:
                yield Write(home, work, protection=protection)
    except UsrrError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnwritableError(f"{home}: {reason}; nothing was changed, run it again when that is mended") from error


@contextmanager
def staged(home: Path) -> Iterator[Path]:
    """A hidden folder in ``home``, gone at the end; those that a kill left are swept. The caller holds the lock."""
    sweep(home)
    work = Path(tempfile.mkdtemp(prefix=STAGING, dir=home))
    try:
        # A folder for others to read, as the umask says, and not for the owner alone.
        work.chmod(0o755)
        (work / "new").mkdir()
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def sweep(home: Path) -> None:
    """Remove the temporaries that a process left that was killed."""
    for left in home.glob(f"{STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)


def write_files(home: Path, files: Mapping[str, bytes], title: str, *, read: Mapping[str, str] = NOTHING) -> None:
    """Write the contents over the files of these paths below the folder, all or none.

    ``read`` has the states of the files that the contents were made from, by path. Raises as ``writing`` and
    ``commit`` do.
    """
    with writing(home, "change") as write:
        write.based_on(read)
        for path, content in files.items():
            write.add(path, content)
        write.commit([*files], title)


def recover(home: Path, what: str = "change") -> str:
    """Finish or undo what a stopped process began below the folder, and say what was done; empty where nothing was.

    Raises BusyError where a process is at work there, UnfinishedError where the system refuses a step, and
    ChangedMeanwhileError where a file was changed since.
    """
    try:
        with locked(home, what):
            message = _recover(home)
            sweep(home)
    except BusyError:
        # Another writer that has decided nothing yet does not matter to a reader.
        if (home / JOURNAL).is_dir():
            raise
        return ""
    return message


def _recover(home: Path) -> str:
    journal = Journal.read(home / JOURNAL, home)
    if journal is None:
        # At most the empty folder of one that is done.
        shutil.rmtree(home / JOURNAL, ignore_errors=True)
        return ""
    undoing = journal.undoing
    try:
        if undoing:
            journal.undo()
        else:
            journal.carry_out()
    except OSError as error:
        raise UnfinishedError(
            f"{journal.title} was cut short and can't be brought to its end: {error.strerror or error}; "
            f"run this again when that is mended"
        ) from error
    return f"{'undid' if undoing else 'finished'} {journal.title}, which had been cut short"
