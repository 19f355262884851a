"""Examples that break one rule each: changes to the tiny dataset, one JSON file for each example in tests/broken.

An example is named by the rule that it breaks, and where a rule has several, by a variant after two hyphens. It holds
the problems that are expected, each as file, line and column, and one or more kinds of change, carried out in the
order of `_CHANGES`. A row is named by the beginning of its line up to a comma: as many cells as tell it from others.
Rows are written by column, so that a column that the tiny dataset gains changes no example. Bytes that are not UTF-8
are written as lone surrogates.
"""

import csv
import io
import json
from bisect import bisect
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent
BROKEN = TESTS / "broken"
EXAMPLES = tuple(sorted(path.stem for path in BROKEN.glob("*.json")))

BOM = "\ufeff"


def rule_of(example: str) -> str:
    """The rule that an example breaks: its name up to the two hyphens before the variant."""
    return example.partition("--")[0]


def expected_problems(example: str) -> list[tuple[str, int, str]]:
    """File, line and column of each problem."""
    return [(file, line, column) for file, line, column in _read(example)["problems"]]


def lay(example: str, raw: Path) -> None:
    """Changes the copy of the tiny dataset in the folder as the example says; earlier changes to it stay."""
    content = _read(example)
    assert content.keys() <= {"problems", *_CHANGES}, f"{example} names a kind of change that there is not"
    for kind, change in _CHANGES.items():
        for arguments in content.get(kind, ()):
            change(raw, *arguments)


def _read(example: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((BROKEN / f"{example}.json").read_text(encoding="utf-8"))
    return content


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _write(raw: Path, file: str, text: str) -> None:
    path = raw / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def _lines(raw: Path, file: str) -> list[str]:
    """The lines without their ends; the last is empty where the file ends in a newline."""
    return _text(raw / file).split("\n")


def _cells(line: str) -> list[str]:
    return next(csv.reader(io.StringIO(line, newline=""), strict=True))


def _row(raw: Path, file: str, cells: dict[str, str] | str) -> str:
    """The row as a line: cells by column, the other cells empty; a text stands as it is."""
    if isinstance(cells, str):
        return cells
    header = _cells(_lines(raw, file)[0].removeprefix(BOM))
    assert cells.keys() <= {*header}
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="").writerow([cells.get(column, "") for column in header])
    return out.getvalue()


def _index(lines: list[str], start: str) -> int:
    """The one row whose line begins with these cells."""
    (index,) = [index for index, line in enumerate(lines) if line == start or line.startswith(f"{start},")]
    return index


def _remove(raw: Path, file: str, start: str) -> None:
    lines = _lines(raw, file)
    del lines[_index(lines, start)]
    _write(raw, file, "\n".join(lines))


def _set(raw: Path, file: str, start: str, cells: dict[str, str]) -> None:
    lines = _lines(raw, file)
    index = _index(lines, start)
    header = _cells(lines[0].removeprefix(BOM))
    lines[index] = _row(raw, file, dict(zip(header, _cells(lines[index]), strict=True)) | cells)
    _write(raw, file, "\n".join(lines))


def _add(raw: Path, file: str, cells: dict[str, str]) -> None:
    header, *lines, end = _lines(raw, file)
    row = _row(raw, file, cells)
    lines.insert(bisect(lines, row), row)
    _write(raw, file, "\n".join([header, *lines, end]))


def _append(raw: Path, file: str, cells: dict[str, str] | str) -> None:
    _write(raw, file, f"{_text(raw / file)}{_row(raw, file, cells)}\n")


def _replace(raw: Path, file: str, old: str, new: str) -> None:
    """Replaces a text that stands in the file once; a line end is replaced wherever it stands."""
    text = _text(raw / file)
    assert text.count(old) == 1 or old == "\n", f"{old!r} stands in {file} {text.count(old)} times"
    _write(raw, file, text.replace(old, new))


def _cut(raw: Path, file: str) -> None:
    """Takes the newline off the end."""
    text = _text(raw / file)
    assert text.endswith("\n")
    _write(raw, file, text.removesuffix("\n"))


def _quote(raw: Path, file: str) -> None:
    """Writes every cell in quotes."""
    out = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(_text(raw / file), newline=""))
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    _write(raw, file, out.getvalue())


def _encode(raw: Path, file: str, encoding: str) -> None:
    (raw / file).write_bytes(_text(raw / file).encode(encoding))


def _delete(raw: Path, file: str) -> None:
    (raw / file).unlink()


_CHANGES: dict[str, Callable[..., None]] = {
    "remove": _remove,  # file, row
    "set": _set,  # file, row, cells that become others
    "add": _add,  # file, cells of a row that is put where it sorts
    "append": _append,  # file, cells of a row or a line as it is, after the last one
    "replace": _replace,  # file, old text, new text
    "cut": _cut,  # file that loses the newline at its end
    "quote": _quote,  # file
    "encode": _encode,  # file, encoding
    "delete": _delete,  # file
    "write": _write,  # file, text of the whole file
}
