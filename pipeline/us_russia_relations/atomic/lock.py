"""A lock on a folder, which the system takes back from a process that ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from us_russia_relations.errors import BusyError

# Windows can't lock a folder, so that a file in it is locked there.
LOCK_FILE = ".usrr-lock"


@contextmanager
def locked(folder: Path, what: str) -> Iterator[None]:
    """Hold the folder's lock; ``what`` names in the message the kind of command that holds it.

    Raises BusyError where another process, or another part of this one, holds it, and OSError where the folder is
    not there or can't be opened.
    """
    acquire = _acquire_on_windows if sys.platform == "win32" else _acquire
    handle = acquire(folder, f"another {what} is at work in {folder}; wait for it and run this again")
    try:
        yield
    finally:
        os.close(handle)
        if sys.platform == "win32":
            # Refused while another process has the file open, which is what is wanted.
            with suppress(OSError):
                (folder / LOCK_FILE).unlink()


def _acquire(folder: Path, busy: str) -> int:
    # Windows has no such module, hence not at the top.
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        if isinstance(error, BlockingIOError):
            raise BusyError(busy) from error
        raise
    return handle


def _acquire_on_windows(folder: Path, busy: str) -> int:
    import msvcrt

    handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT)
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError as error:
        os.close(handle)
        raise BusyError(busy) from error
    return handle
