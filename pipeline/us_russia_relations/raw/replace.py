"""Replace a file's content, wholly or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path


def replace(path: Path, content: bytes) -> None:
    """Write the content in place of the file's, which keeps its permissions; whatever stops it leaves the old file.

    Raises OSError where the folder can't be written to.
    """
    with contextlib.ExitStack() as stack:
        stage(path, content, stack).replace(path)


def stage(target: Path, content: bytes, stack: contextlib.ExitStack) -> Path:
    """A file with the content and the target's permissions beside the target, gone when the stack is closed."""
    # A hidden name: the reader of raw/ leaves such files alone, should a kill leave one behind.
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    path = Path(name)
    stack.callback(path.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    shutil.copymode(target, path)
    return path
