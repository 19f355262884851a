"""Validate one corruption after the other, without reading and judging again what did not change."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Mapping
from pathlib import Path

from corruptions.model import Change
from us_russia_relations.check.cells import check_cells
from us_russia_relations.check.text import check_text
from us_russia_relations.check.validate import CHECKS
from us_russia_relations.check.wording import check_wording
from us_russia_relations.definitions import RAW_TABLES
from us_russia_relations.raw.dataset import Dataset, RawTable
from us_russia_relations.raw.read import read_raw
from us_russia_relations.rules.problem import Problem

# These look at one cell at a time, so that they need not see the files that are clean.
_SINGLE_CELLS = (check_cells, check_text, check_wording)


def lay(changes: Mapping[str, Change], folder: Path) -> None:
    """Write the changes over the files of the folder."""
    for name, change in changes.items():
        path = folder / name
        if path.is_dir():
            path.rmdir()
        path.unlink(missing_ok=True)
        if change == "folder":
            path.mkdir()
        elif change != "gone":
            path.write_bytes(change)


class Judge:
    """The clean dataset, read once, and a folder whose files hold only their headers until a corruption is laid."""

    def __init__(self, raw: Path, folder: Path) -> None:
        self._clean, problems = read_raw(raw)
        assert not problems
        # What is read once stays to the end; looking through it for garbage again and again takes a third of the time.
        gc.freeze()
        self._folder = folder
        self._headers: dict[str, bytes] = {}
        for table in RAW_TABLES:
            header = (raw / table.path).read_bytes().splitlines(keepends=True)[0]
            (folder / table.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / table.path).write_bytes(header)
            self._headers[table.path] = header

    def problems(self, changes: Mapping[str, Change]) -> list[Problem]:
        """What `validate` says of the clean tables with these changes."""
        lay(changes, self._folder)
        try:
            read, problems = read_raw(self._folder)
        finally:
            lay({path: self._headers[path] for path in changes}, self._folder)
        changed = {table.name for table in RAW_TABLES if table.path in changes}
        whole = Dataset({name: (read if name in changed else self._clean).tables[name] for name in read.tables})
        # Every coded cell depends on the vocabularies.
        seen = whole.tables.keys() if "terms" in changed else changed | {"terms"}
        part = Dataset(
            {name: raw if name in seen else RawTable(raw.table, lost=True) for name, raw in whole.tables.items()}
        )
        found = {*problems}
        for check in CHECKS:
            found.update(check(part if check in _SINGLE_CELLS else whole))
        return sorted(found)


def copied(raw: Path, folder: Path, changes: Mapping[str, Change]) -> Path:
    """A whole copy of the clean folder with the changes laid over it."""
    shutil.copytree(raw, folder)
    lay(changes, folder)
    return folder
