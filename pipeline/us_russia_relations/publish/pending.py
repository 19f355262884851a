"""A publication that was decided and is being carried out: it is carried out to its end, whatever stops it meanwhile.

It is a journaled write below the checkout's root. Unlike others it is not taken back when a step of it fails: running
the command again finishes it. The root's descriptor, which leads readers to the release, is put in place last.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from us_russia_relations.atomic.journal import Journal, decide
from us_russia_relations.atomic.writer import Write
from us_russia_relations.errors import ChangedMeanwhileError, PublishError
from us_russia_relations.publish.place import staging

PUBLISHING = ".publishing"
_TITLE = "the publication of "
_LAST = "datapackage.json"


def release_path(version: str) -> str:
    """The path of a release below the checkout's root."""
    return f"dist/{version}"


def decide_publication(write: Write, root: Path, version: str, files: Mapping[str, str]) -> None:
    """Lay the root's files ready beside the release, which lies in ``write.new``, and decide that all be published."""
    for name, text in files.items():
        path = write.new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    paths = [release_path(version), *sorted(files, key=lambda name: name == _LAST)]
    decide(write.work, root / "dist" / PUBLISHING, root, paths, title=f"{_TITLE}{version}", read=write.read)


def pending(root: Path) -> str | None:
    """The version whose publication was decided and not carried out to its end; None where there is none."""
    journal = _journal(root)
    return journal.title.removeprefix(_TITLE) if journal else None


def finish(releases: Path) -> str:
    """Carry out a publication into the folder that was cut short, and say so; empty where there is none.

    Raises BusyError where a process is at work there, and PublishError as ``carry_out`` does.
    """
    if not (releases / PUBLISHING).exists():
        return ""
    with staging(releases):
        return finish_under_lock(releases.parent)


def finish_under_lock(root: Path) -> str:
    """The same for the checkout, by a caller that holds the lock of its folder of releases."""
    version = pending(root)
    if version is None:
        # At most what an end of ``carry_out`` that was cut short left.
        shutil.rmtree(root / "dist" / PUBLISHING, ignore_errors=True)
        return ""
    carry_out(root)
    return f"finished {_TITLE}{version}, which had been cut short"


def carry_out(root: Path) -> None:
    """Put everything in place that is not yet, then forget that it was pending.

    Raises PublishError where a file of the root was changed since it was decided, which would be lost, and where the
    system refuses a step, with its reason.
    """
    journal = _journal(root)
    if journal is None:
        return
    try:
        journal.carry_out()
    except ChangedMeanwhileError as error:
        raise PublishError(str(error)) from error
    except OSError as error:
        raise PublishError(
            f"{journal.title} is decided and not carried out to its end: "
            f"{error.strerror or error}; run it again when that is mended"
        ) from error


def _journal(root: Path) -> Journal | None:
    return Journal.read(root / "dist" / PUBLISHING, root)
