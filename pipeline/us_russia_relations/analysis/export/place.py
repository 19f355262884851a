"""Write the files of an export all or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from us_russia_relations.atomic.writer import writing
from us_russia_relations.errors import CallError, ExportError, UnwritableError


@contextmanager
def placed(folder: Path, names: Sequence[str], *, force: bool) -> Iterator[Path]:
    """A hidden folder to write files of these names into; at the end, without an error, they are in ``folder``.

    A folder that is not there yet appears with all its files, by one rename.
    Raises CallError where a file of that name exists already, unless ``force`` lets it be replaced, BusyError
    where another export is at work there, and ExportError, with the reason of the system, where something can't be
    written; nothing is changed then.
    """
    folder = folder.absolute()
    taken = [name for name in names if (folder / name).exists()]
    if taken and not force:
        more = f" and {len(taken) - 3} more" if len(taken) > 3 else ""
        raise CallError(
            f"{folder} has {', '.join(taken[:3])}{more} already; choose another folder, or have them replaced (force)"
        )
    for name in taken:
        # A folder is never replaced: its content would be lost.
        if not (folder / name).is_file():
            raise CallError(f"{folder / name} is no file; choose another folder")
    # The first part of the path that is missing: it appears with everything below it.
    first = next((path for path in reversed((folder, *folder.parents)) if not path.exists()), None)
    home = folder if first is None else first.parent
    title = f"the export of {', '.join(names[:3])}{' ...' if len(names) > 3 else ''}"
    try:
        with writing(home, "export") as write:
            work = write.new / folder.relative_to(home)
            work.mkdir(parents=True, exist_ok=True)
            yield work
            write.commit(names if first is None else [first.name], title)
    except UnwritableError as error:
        raise ExportError(str(error)) from error
