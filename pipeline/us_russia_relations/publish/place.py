"""Make a build or a publication in a hidden folder beside its target, with the errors of publishing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from us_russia_relations.atomic.writer import Write, writing
from us_russia_relations.errors import PublishError, UsrrError


@contextmanager
def staging(beside: Path) -> Iterator[Write]:
    """A write into the folder ``beside``, made where it is missing; nobody else builds or publishes there meanwhile.

    Raises BusyError where somebody does, and PublishError where the system refuses to write, with its reason.
    """
    try:
        beside.mkdir(parents=True, exist_ok=True)
        with writing(beside, "build or publication") as write:
            yield write
    except UsrrError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise PublishError(f"{beside}: {reason}; nothing was changed, run it again when that is mended") from error
