"""A state of the dataset as texts by key: a folder of raw tables, a git revision of raw/, or a published release.

Reading never fails on bad data: a file or row that can't be read is named as a fault, and the rest is read. What is
no fact is no part of a state: byte order mark, line ends, quoting, order of rows and columns, Unicode normal form, and
the notation of a number (a release writes 34.50 as 34.5).
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from us_russia_relations.definitions import DERIVED_TABLES, RAW_TABLES, raw_table
from us_russia_relations.definitions.derived import BOUNDS
from us_russia_relations.definitions.links import LISTINGS, PARTICIPANTS
from us_russia_relations.definitions.targets import listed_targets
from us_russia_relations.definitions.values import text_of
from us_russia_relations.errors import CallError
from us_russia_relations.raw import limits
from us_russia_relations.raw.content import BOM, lines_of, unreadable
from us_russia_relations.raw.csv_rows import CsvRows, NotCsvError
from us_russia_relations.raw.sources import Folder, RawFiles, Revision, UnreadableError
from us_russia_relations.release.versions import released

if TYPE_CHECKING:
    # It brings pyarrow, which those who compare folders do not pay for.
    from us_russia_relations.derive.typed import Tables

Key = tuple[str, ...]

_PATHS = {table.path: table.name for table in RAW_TABLES}
_KEYS = {table.name: table.primary_key for table in RAW_TABLES}
_NUMBERS = {
    table.name: frozenset(column.name for column in table.columns if column.type in ("integer", "number"))
    for table in RAW_TABLES
}
_COMPUTED = {table.name for table in DERIVED_TABLES}
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?(e[-+]?[0-9]{1,3})?", re.ASCII)


@dataclass(frozen=True)
class Fault:
    """What could not be read in a state; ``line`` is 0 where it is the file as a whole."""

    state: str
    file: str
    line: int
    message: str


@dataclass
class Content:
    """One table: its columns, and its rows by key; ``doubtful`` has the keys of rows with too few or many cells."""

    header: tuple[str, ...]
    rows: dict[Key, dict[str, str]] = field(default_factory=dict)
    doubtful: set[Key] = field(default_factory=set)


@dataclass
class State:
    """The tables of one state by name; ``lost`` names tables that are there and can't be read.

    ``published`` tells a release, whose participants hold who is listed, from raw tables, where nobody types it.
    """

    name: str
    tables: dict[str, Content] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    published: bool = False


def find_state(argument: str, releases: Path, checkout: Path | None) -> State:
    """The state that an argument names: a version in the folder of releases, else a folder, else a git revision.

    Raises CallError where it is none of them.
    """
    versions = released(releases)
    if argument in versions:
        return read_release(releases / argument, f"release {argument}")
    if argument and Path(argument).is_dir():
        return read_folder(Path(argument), argument)
    revision = Revision.find(checkout, argument) if checkout else None
    if revision is None:
        known = ", ".join(versions) or "there is none"
        place = "no git revision of the checkout" if checkout else "not in a checkout, so that git was not asked"
        raise CallError(f"{argument!r} is no version in dist/ ({known}), no folder, and {place}")
    return _raw_state(f"{argument} ({revision.commit[:7]})", revision)


def read_folder(folder: Path, name: str) -> State:
    """The state that a folder of raw tables, or of a release, holds. Raises CallError where it holds neither."""
    if (folder / "datapackage.json").is_file() and (folder / "csv").is_dir():
        return read_release(folder, name)
    if not any(os.path.lexists(folder / path) for path in _PATHS):
        raise CallError(f"{folder} holds neither raw tables (actors.csv, events.csv, ...) nor a release")
    return _raw_state(name, Folder(folder))


def read_release(folder: Path, name: str) -> State:
    """The raw tables of a release: without the computed tables, and without the bounds beside each date."""
    state, keys, files = State(name, published=True), dict(_KEYS), Folder(folder)
    try:
        descriptor = json.loads(files.content("datapackage.json"))
        for resource in descriptor["resources"]:
            # By its own keys, so that its changes fit it for ever, also where a table was removed or has another key.
            if _NAME.fullmatch(resource["name"]) and "primaryKey" in resource["schema"]:
                keys[resource["name"]] = tuple(resource["schema"]["primaryKey"])
    except (UnreadableError, ValueError, KeyError, TypeError, AttributeError) as error:
        state.faults.append(Fault(name, "datapackage.json", 0, f"the descriptor can't be read: {error!s:.200}"))
    for table in sorted(keys.keys() - _COMPUTED):
        path = f"csv/{table}.csv"
        if (folder / path).exists():
            _add(state, table, keys[table], path, files)
            if table in state.tables:
                state.tables[table] = _without_bounds(state.tables[table])
    return state


def state_of(tables: Tables, name: str) -> State:
    """The raw tables among typed ones as a state, as if they had been read from the release that they become."""
    state = State(name, published=True)
    for table in RAW_TABLES:
        numbers = _NUMBERS[table.name]
        content = state.tables[table.name] = Content(table.header)
        for row in tables[table.name]:
            cells = {column: text_of(row[column]) for column in table.header}
            cells |= {column: _plain(cells[column]) for column in numbers}
            content.rows[tuple(cells[column] for column in table.primary_key)] = cells
    return state


def alike(a: State, b: State) -> tuple[State, State]:
    """The two states so that they can be compared: raw tables beside a release have who is listed as targets, too."""
    if a.published == b.published:
        return a, b
    return (a, _with_targets(b)) if a.published else (_with_targets(a), b)


def _with_targets(state: State) -> State:
    """The raw state with the targets that its listings make; as it is where they are of before they had names."""
    listings, participants = state.tables.get(LISTINGS.name), state.tables.get(PARTICIPANTS.name)
    if listings is None or participants is None or not {*raw_table(LISTINGS.name).header} <= {*listings.header}:
        return state
    made = listed_targets(listings.rows.values())
    rows = {tuple(row[name] for name in _KEYS[PARTICIPANTS.name]): row for row in made} | participants.rows
    tables = {**state.tables, PARTICIPANTS.name: replace(participants, rows=rows)}
    return replace(state, tables=tables)


def _without_bounds(content: Content) -> Content:
    columns = set(content.header)
    dated = [name for name in columns if all(f"{name}{bound}" in columns for bound in BOUNDS)]
    bounds = {f"{name}{bound}" for name in dated for bound in BOUNDS}
    header = tuple(name for name in content.header if name not in bounds)
    rows = {key: {name: cells[name] for name in header} for key, cells in content.rows.items()}
    return Content(header, rows, content.doubtful)


def _raw_state(name: str, source: RawFiles) -> State:
    state, found = State(name), source.paths()
    # A table behind a linked folder is there and can't be read.
    linked = {path for path in _PATHS if "/" in path and path.split("/")[0] in found}
    for path, table in _PATHS.items():
        if path in found:
            _add(state, table, _KEYS[table], path, source)
        elif path in linked:
            state.lost.add(table)
            state.faults.append(Fault(name, path, 0, "its folder is not a folder; the table is not compared"))
    for path in sorted(found - set(_PATHS)):
        if not path.rsplit("/", 1)[-1].startswith("."):
            state.faults.append(Fault(name, path, 0, "no table has a file of this name; it is not compared"))
    return state


def _add(state: State, table: str, key: Key, path: str, source: RawFiles) -> None:
    """Read the file into the state as the table, or name it as lost."""

    def fault(line: int, message: str) -> None:
        state.faults.append(Fault(state.name, path, line, message))

    try:
        state.tables[table] = _parse(source.content(path).removeprefix(BOM), table, key, fault)
    except (UnreadableError, NotCsvError) as error:
        state.lost.add(table)
        state.faults = [one for one in state.faults if one.file != path]
        fault(error.line, f"{error}; the table is not compared")


def _parse(content: bytes, table: str, key: Key, fault: Callable[[int, str], None]) -> Content:
    if why := unreadable(content):
        raise UnreadableError(why.message, why.line)
    source = CsvRows(unicodedata.normalize("NFC", line) for line in lines_of(content, ends_kept=True))
    rows = iter(source)
    found = Content(_checked_header(next(rows, []), key))
    indices = [found.header.index(name) for name in key]
    numbers = [index for index, name in enumerate(found.header) if name in _NUMBERS.get(table, ())]
    broken = 0
    for values in rows:
        if not values:
            continue
        for index in numbers:
            values[index : index + 1] = map(_plain, values[index : index + 1])
        message = _take(found, values, indices)
        if message:
            fault(source.first, f"{message}; the row is not compared")
            broken += 1
        if broken > limits.BROKEN:
            raise UnreadableError("too many rows are broken")
    return found


def _checked_header(header: list[str], key: Key) -> tuple[str, ...]:
    if len(header) > limits.COLUMNS:
        raise UnreadableError(f"the header has {len(header)} cells", 1)
    missing = [name for name in key if name not in header]
    if missing or not key:
        raise UnreadableError(f"the header has no {', '.join(missing) or 'columns that are known as key'}", 1)
    if "" in header or len(set(header)) < len(header):
        raise UnreadableError("the header has a column without a name, or two of one name", 1)
    return tuple(header)


def _take(content: Content, values: list[str], places: list[int]) -> str:
    """Add the row to the content; where that can't be done, say why."""
    width = len(content.header)
    if len(values) != width:
        padded = values + [""] * width
        content.doubtful.add(tuple(padded[place] for place in places))
        return f"the row has {len(values)} cells, the header {width}"
    row_key = tuple(values[place] for place in places)
    if row_key in content.rows:
        return f"a row before it has the same key ({', '.join(row_key):.200})"
    content.rows[row_key] = dict(zip(content.header, values, strict=True))
    return ""


def _plain(text: str) -> str:
    """A number in its shortest notation; any other text as it is."""
    if text.isdecimal() or not _NUMBER.fullmatch(text):
        return text
    plain = format(Decimal(text), "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain == "-0" else plain
