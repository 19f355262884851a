"""What the tests of differences share: the tiny dataset with edits, and the difference between two folders."""

import csv
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from us_russia_relations.definitions import RAW_TABLES, raw_table
from us_russia_relations.publish.difference import Difference, compare
from us_russia_relations.publish.states import State, read_folder

TINY = Path(__file__).parent.parent / "tiny"
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


def facts(found: State) -> dict[str, object]:
    """The tables of a state without the order of their columns, which is no fact."""
    return {name: (set(content.header), content.rows) for name, content in found.tables.items()}


# Any text that a CSV file can hold; a state holds it in NFC.
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
TABLES = st.sampled_from([table.name for table in RAW_TABLES if table.name != "retired"])


def key_of(table: str, row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in raw_table(table).primary_key)


def edits(
    draw: Callable[[st.SearchStrategy[Any]], Any],
) -> tuple[Rows, set[tuple[str, tuple[str, ...], str, str, str]]]:
    """The rows of a second state, and what was done to reach it: table, key, field, kind, new text of the field."""
    rows, done, touched = read(TINY), set(), set()
    for number in range(draw(st.integers(0, 12))):
        table, action = raw_table(draw(TABLES)), draw(st.sampled_from(["add", "remove", "change"]))
        place = draw(st.integers(0, len(rows[table.name]) - 1))
        row = rows[table.name][place]
        key = key_of(table.name, row)
        free = [name for name in table.header if name not in table.primary_key and table.column(name).type != "integer"]
        if (table.name, key) in touched:
            continue
        if action == "add":
            new = {name: unicodedata.normalize("NFC", draw(TEXTS)) for name in table.header}
            new |= {column.name: "7" for column in table.columns if column.type in ("integer", "number")}
            new[table.primary_key[0]] += f"new {number}"
            rows[table.name].append(new)
            touched.add((table.name, key_of(table.name, new)))
            done.add((table.name, key_of(table.name, new), "", "added", ""))
        elif action == "remove" and len(rows[table.name]) > 1:
            del rows[table.name][place]
            touched.add((table.name, key))
            done.add((table.name, key, "", "removed", ""))
        elif action == "change" and free:
            name = draw(st.sampled_from(free))
            text = unicodedata.normalize("NFC", draw(TEXTS)) if table.column(name).type != "number" else str(number)
            if text != row[name]:
                touched.add((table.name, key))
                done.add((table.name, key, name, "changed", text))
                row[name] = text
    for name in rows:
        rows[name] = rows[name][:: draw(st.sampled_from([1, -1]))]
    return rows, done
