"""Export tables of a release as files of Stata or Excel."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from us_russia_relations.analysis import load
from us_russia_relations.analysis.export import FORMATS
from us_russia_relations.analysis.export.content import contents
from us_russia_relations.analysis.export.place import placed
from us_russia_relations.errors import UnknownNameError
from us_russia_relations.release.release import Release, nearest


def export(
    to: str,
    folder: str | os.PathLike[str],
    *,
    tables: Iterable[str] | None = None,
    version: str | None = None,
    release: Release | None = None,
    force: bool = False,
) -> list[Path]:
    """Write tables of a release into a folder and return the files: all of them, or none where something goes wrong.

    ``to`` is ``stata``, one .dta file for each table with variable and value labels, or ``xlsx``, one workbook with
    a sheet for each table, which needs the extra ``excel``. Without ``tables`` all of them.
    ``version`` or ``release`` names the release; without them it is the latest.
    CSV, Parquet and SQLite need no export: they are in the release.
    Raises UnknownNameError, with the nearest name, for a format or a table that there is not, UnknownVersionError,
    MissingExtraError, CallError where a file exists already and ``force`` is not given, and ExportError where
    a value does not fit the format or the system refuses to write.
    """
    if to not in FORMATS:
        raise UnknownNameError(f"no format {to!r}; {nearest(to, FORMATS)}")
    source = load.chosen(version, release)
    wanted = source.tables() if tables is None else [tables] if isinstance(tables, str) else [*dict.fromkeys(tables)]
    writer, content = import_module(f"us_russia_relations.analysis.export.{FORMATS[to]}"), contents(source, wanted)
    names = writer.names(source, wanted)
    with placed(Path(folder), names, force=force) as work:
        writer.write(source, content, work)
    return [Path(folder) / name for name in names]
