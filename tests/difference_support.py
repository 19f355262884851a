"""What the tests of differences share: the tiny dataset with edits, and the difference between two folders."""

import csv
from collections.abc import Callable
from pathlib import Path

from us_russia_relations.release.difference import Difference, compare
from us_russia_relations.release.states import State, read_folder
from us_russia_relations.schema import RAW_TABLES

TINY = Path(__file__).parent / "tiny"
Rows = dict[str, list[dict[str, str]]]


def read(folder: Path) -> Rows:
    found = {}
    for table in RAW_TABLES:
        with (folder / table.path).open(encoding="utf-8", newline="") as file:
            found[table.name] = list(csv.DictReader(file))
    return found


def write(folder: Path, rows: Rows) -> Path:
    for table in RAW_TABLES:
        (folder / table.path).parent.mkdir(parents=True, exist_ok=True)
        # The writer leaves a lone carriage return without quotes, which ends the line for a reader.
        lone = any("\r" in text for row in rows[table.name] for text in row.values())
        with (folder / table.path).open("w", encoding="utf-8", newline="") as file:
            quoting = csv.QUOTE_ALL if lone else csv.QUOTE_MINIMAL
            writer = csv.DictWriter(file, table.header, lineterminator="\n", quoting=quoting)
            writer.writeheader()
            writer.writerows(rows[table.name])
    return folder


def edited(folder: Path, edit: Callable[[Rows], None], base: Path = TINY) -> Path:
    """The tiny dataset with an edit, in the folder."""
    rows = read(base)
    edit(rows)
    return write(folder, rows)


def state(folder: Path) -> State:
    return read_folder(folder, folder.name)


def between(a: Path, b: Path) -> Difference:
    return compare(state(a), state(b))
