"""Put what was built in place, wholly or not at all: whatever stops it, the last good state stands.

Everything is made in a hidden folder beside its target, under a lock that the system takes back from a process that
ends, however it ends; the next run removes what such a process left.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from us_russia_relations.errors import BusyError, PublishError, UsrrError

_PREFIX = ".staging-"
# From Linux' fcntl.h and fs.h: a path relative to the working directory, and both names change places.
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@contextmanager
def staging(beside: Path) -> Iterator[Path]:
    """A new folder in ``beside`` to work in, gone at the end; nobody else works there meanwhile.

    Raises BusyError where somebody does, and PublishError where the system refuses to write, with its reason.
    """
    try:
        beside.mkdir(parents=True, exist_ok=True)
        lock = os.open(beside, os.O_RDONLY)
    except OSError as error:
        raise PublishError(f"{beside} can't be written to: {error.strerror}; nothing was changed") from error
    try:
        _lock(lock, beside)
        for left in beside.glob(f"{_PREFIX}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield from _folder(beside)
    except UsrrError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise PublishError(f"{beside}: {reason}; nothing was changed, run it again when that is mended") from error
    finally:
        os.close(lock)


def _lock(lock: int, beside: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BusyError(
            f"another build or publication is at work in {beside}; wait for it and run this again"
        ) from error


def _folder(beside: Path) -> Iterator[Path]:
    work = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=beside))
    try:
        # A folder for others to read, as the umask says, and not for the owner alone.
        work.chmod(0o755)
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def put(new: Path, target: Path) -> None:
    """Give the folder the target's place; what stood there takes the folder's."""
    settle(new)
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        # Where the system can't exchange two names there is one instant without a target.
        old = new.with_name(f"{new.name}.old")
        target.rename(old)
        new.rename(target)


def settle(folder: Path) -> None:
    """Wait until every file in the folder is on the disk, so that a name never leads to half a file."""
    for path in folder.rglob("*"):
        if path.is_file():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in one step; False where the system can't."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
