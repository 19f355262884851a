"""Make a build or a publication in a hidden folder beside its target."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from us_russia_relations.atomic.writer import Write, writing
from us_russia_relations.errors import UnwritableError


@contextmanager
def staging(beside: Path) -> Iterator[Write]:
    """A write into the folder ``beside``, made where it is missing and closed to other builds and publications.

    Raises BusyError where one does, and UnwritableError where the system refuses to write, with its reason.
    """
    try:
        beside.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableError(f"{beside}: {error.strerror or error}; nothing was changed") from error
    with writing(beside, "build or publication") as write:
        yield write
