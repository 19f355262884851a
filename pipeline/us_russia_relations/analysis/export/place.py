"""Put the files of an export in place, all of them or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from us_russia_relations.errors import CallError, ExportError, UsrrError

_PREFIX = ".export-"


@contextmanager
def placed(folder: Path, names: Sequence[str], *, force: bool) -> Iterator[Path]:
    """A hidden folder to write files of these names into; at the end, without an error, they stand in ``folder``.

    A folder that is not there yet appears with all its files, by one rename. In one that is, files move one after
    another, and move back where one can't.
    Raises CallError where a file of that name stands there already, unless ``force`` lets it be replaced, and
    ExportError, with the reason of the system, where something can't be written; nothing is changed then.
    """
    folder = folder.absolute()
    taken = [name for name in names if (folder / name).exists()]
    if taken and not force:
        more = f" and {len(taken) - 3} more" if len(taken) > 3 else ""
        raise CallError(
            f"{folder} has {', '.join(taken[:3])}{more} already; choose another folder, or have them replaced (force)"
        )
    for name in taken:
        # What is replaced is thrown away, and nobody means a folder by that.
        if not (folder / name).is_file():
            raise CallError(f"{folder / name} is no file; choose another folder")
    # The first part of the path that is missing: it appears with everything below it.
    first = next((path for path in reversed((folder, *folder.parents)) if not path.exists()), None)
    try:
        staging = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder if first is None else first.parent))
        try:
            work = staging / "new" if first is None else staging / folder.relative_to(first.parent)
            work.mkdir(parents=True)
            yield work
            if first is None:
                _move(work, folder, names, staging / "old")
            else:
                (staging / first.name).rename(first)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except UsrrError:
        raise
    except OSError as error:
        raise ExportError(f"{folder}: {error.strerror or error}; nothing was changed") from error


def _move(work: Path, folder: Path, names: Sequence[str], old: Path) -> None:
    """Move the files; where one can't be moved, what stood there comes back."""
    old.mkdir()
    moved: list[str] = []
    try:
        for name in names:
            moved.append(name)
            if (folder / name).exists():
                (folder / name).rename(old / name)
            (work / name).rename(folder / name)
    except BaseException:
        for name in moved:
            if not (work / name).exists():
                (folder / name).rename(work / name)
            if (old / name).exists():
                (old / name).rename(folder / name)
        raise
