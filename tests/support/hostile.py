"""What the tests of hostile datasets share."""

import csv
import io
from pathlib import Path
from typing import Any


def said(problem: dict[str, Any]) -> str:
    return f"{problem['message']} | {problem['hint']}"


def set_cell(raw: Path, file: str, column: str, value: str) -> None:
    """Write the text into the first row of the table."""
    header, first, *rest = csv.reader(io.StringIO((raw / file).read_text(encoding="utf-8"), newline=""))
    first[header.index(column)] = value
    with (raw / file).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([header, first, *rest])
