"""Replace a file's content, wholly or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path


def replace(path: Path, content: bytes) -> None:
    """Write the content in place of the file's, which keeps its permissions; whatever stops it leaves the old file.

    Raises OSError where the folder can't be written to.
    """
    mode = stat.S_IMODE(path.stat().st_mode)
    # A hidden name: the reader of raw/ leaves such files alone, should a kill leave one behind.
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
