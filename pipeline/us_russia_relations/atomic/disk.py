"""What the writer asks of the system: content that is on the disk, and two names that are exchanged in one step."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import sys
from pathlib import Path

# From Linux' fcntl.h and fs.h: a path relative to the working directory, and exchange both names.
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
FOLDER = "folder"


def flush(path: Path) -> None:
    """Wait until the file's content, or the folder's list of names, is on the disk."""
    folder = path.is_dir()
    if folder and sys.platform == "win32":
        # Windows opens no folder, and writes names through by itself.
        return
    # Windows flushes only what is open for writing.
    handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some file systems can't do it for a folder, and say so with this number.
        if not folder or error.errno != errno.EINVAL:
            raise
    finally:
        os.close(handle)


def flush_tree(folder: Path) -> None:
    """Wait until everything in the folder is on the disk, so that a name never leads to half a file."""
    for base, _, names in os.walk(folder, topdown=False):
        for name in names:
            flush(Path(base) / name)
        flush(Path(base))


def exchange(one: Path, other: Path) -> bool:
    """Exchange two paths in one step; False where the system can't."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def put_file(new: Path, target: Path, before: str) -> bool:
    """Give the file ``new`` the place of ``target``, which was in the state ``before``, in one step.

    False where the target turns out to be in another state, so that somebody's change would be lost: it stands then,
    as does ``new``. A system that can't exchange two names loses what is changed in the moment before the step.
    """
    if before and exchange(new, target):
        if state(new) != before:
            exchange(new, target)
            return False
        os.unlink(new)  # noqa: PTH108 - the tests stop it here
        return True
    if state(target) != before:
        return False
    os.replace(new, target)  # noqa: PTH105 - the tests stop it here
    return True


def state(path: Path) -> str:
    """The state of the path, by which a change of it shows: a file's digest, ``folder``, or nothing (empty)."""
    if path.is_dir():
        return FOLDER
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
