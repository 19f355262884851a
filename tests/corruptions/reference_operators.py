"""What goes wrong between tables: references that lead nowhere, parents that are gone, circles."""

from __future__ import annotations

from collections import Counter
from random import Random

from corruptions.model import Clean, Corruption, Operator, added, in_order, key, pick, with_cell, without
from us_russia_relations.definitions import RAW_TABLES, RECORD_TABLES
from us_russia_relations.definitions.model import Table

_NAMES = {"actors": "name", "events": "title", "measures": "title", "treaties": "name", "citations": "title"}
PARENTS = tuple(table.name for table in RECORD_TABLES)
_POINTING = tuple(table.name for table in RAW_TABLES if table.foreign_keys)
_NAMED = tuple(name for name in _POINTING if name not in ("tags", "crosswalk"))


def _reference(table: Table, random: Random) -> tuple[str, str]:
    """A column that names a row of another table, and that table."""
    keys = [(key.columns[-1], key.table) for key in table.foreign_keys]
    return random.choice(keys)


def dangling(clean: Clean, table: Table, random: Random) -> Corruption:
    """A reference with one letter doubled."""
    column, _ = _reference(table, random)
    rows = clean.rows(table.name)
    known = {*clean.records, *(row["term"] for row in clean.rows("terms"))}
    places = [*range(len(rows))]
    random.shuffle(places)
    for index in places:
        text = rows[index][column]
        place = random.randrange(len(text)) if text else 0
        spoilt = text[:place] + text[place : place + 1] + text[place:]
        if text and text[place].isalpha() and spoilt not in known:
            content = with_cell(clean, table, index, column, spoilt)
            return Corruption({table.path: content}, "foreign-key", table.path, index + 2, column)
    raise AssertionError(f"no reference to spoil in {table.name}")


def name_for_id(clean: Clean, table: Table, random: Random) -> Corruption:
    """The name of the record stands where its id belongs."""
    rows = clean.rows(table.name)
    column, _ = _reference(table, random)
    named = [index for index, row in enumerate(rows) if _name(clean, row[column]) not in ("", row[column])]
    index = pick(random, named, f"a name in {table.name}")
    content = with_cell(clean, table, index, column, _name(clean, rows[index][column]))
    return Corruption({table.path: content}, "pattern-error", table.path, index + 2, column)


def _name(clean: Clean, record_id: str) -> str:
    """The name of a record that can't be taken for an id."""
    table, row = clean.records.get(record_id, ("", {}))
    name = row.get(_NAMES.get(table, ""), "")
    return name if " " in name and name.isascii() else ""


def _uses(clean: Clean, record_id: str) -> list[tuple[str, int, str]]:
    """Where a record is named: path, line and column, in the order of the tables."""
    return [
        (table.path, index + 2, key.columns[-1])
        for table in RAW_TABLES
        for key in table.foreign_keys
        if key.table != "terms"
        for index, row in enumerate(clean.rows(table.name))
        if row[key.columns[-1]] == record_id
    ]


def parent_deleted(clean: Clean, table: Table, random: Random) -> Corruption:
    """The row of a record goes while others name it: one problem, at the first row in the first file that does."""
    column = table.primary_key[0]
    used = Counter(
        row[key.columns[-1]] for other in RAW_TABLES for key in other.foreign_keys for row in clean.rows(other.name)
    )
    rows = [index for index, row in enumerate(clean.rows(table.name)) if used[row[column]]]
    index = pick(random, rows, f"a parent in {table.name}")
    path, line, place = _uses(clean, clean.rows(table.name)[index][column])[0]
    return Corruption({table.path: without(clean, table, {index})}, "foreign-key", path, line, place)


def term_deleted(clean: Clean, table: Table, random: Random) -> Corruption:
    """A term loses its definition: one problem, at the first cell that uses it."""
    uses: dict[str, tuple[str, int, str]] = {}
    event_type = next(other for other in RAW_TABLES if other.name == "events").column("type").vocabulary
    for index, row in enumerate(clean.rows("events")):
        uses.setdefault(row["type"], ("events.csv", index + 2, "type"))
    coded = {row["term"] for row in clean.rows("crosswalk") if row["vocabulary"] == event_type}
    rows = [
        index
        for index, row in enumerate(clean.rows(table.name))
        if row["vocabulary"] == event_type and row["term"] in uses and row["term"] not in coded
    ]
    index = pick(random, rows, "a term in use")
    path, line, column = uses[clean.rows(table.name)[index]["term"]]
    return Corruption({table.path: without(clean, table, {index})}, "unknown-term", path, line, column)


def part_of_itself(clean: Clean, table: Table, random: Random) -> Corruption:
    subject, target = ("subject_id", "object_id") if table.name == "relations" else ("actor_id", "organisation_id")
    kind, wanted = ("relation", "part_of") if table.name == "relations" else ("position", "part of")
    rows = clean.rows(table.name)
    fitting = [
        index
        for index, row in enumerate(rows)
        if row[kind] == wanted and in_order(clean, table, index, {target: row[subject]})
    ]
    index = pick(random, fitting, f"a circle in {table.name}")
    content = with_cell(clean, table, index, target, rows[index][subject])
    return Corruption({table.path: content}, "cycle", table.path, index + 2, target)


def replaced_by_itself(clean: Clean, table: Table, _: Random) -> Corruption:
    row = {
        "retired_id": "an-old-id",
        "status": "merged",
        "replaced_by": "an-old-id",
        "since": "0.1.0",
        "reason": "It was told twice.",
    }
    content, line = added(clean, table, row)
    return Corruption({table.path: content}, "cycle", table.path, line, "replaced_by")


def id_taken(clean: Clean, table: Table, random: Random) -> Corruption:
    """A new row takes the id of a record of another table."""
    others = [record_id for record_id, (other, _) in clean.records.items() if other != table.name]
    rows, column = clean.rows(table.name), table.primary_key[0]
    taken, pattern = random.choice(others), random.choice(rows)
    content, line = added(clean, table, {**pattern, column: taken, **_other_texts(table)})
    order = [other.name for other in RECORD_TABLES]
    if order.index(table.name) > order.index(clean.records[taken][0]):
        return Corruption({table.path: content}, "duplicate-id", table.path, line, column)
    other = clean.records[taken][0]
    there = next(o for o in RECORD_TABLES if o.name == other)
    line = next(i for i, row in enumerate(clean.rows(other)) if key(there, row) == (taken,)) + 2
    return Corruption({table.path: content}, "duplicate-id", there.path, line, there.primary_key[0])


def _other_texts(table: Table) -> dict[str, str]:
    return {name: "Something else altogether" for name in table.header if name in ("title", "name")}


OPERATORS = (
    Operator("reference with a letter off", _POINTING, dangling),
    Operator("name in place of an id", _NAMED, name_for_id),
    Operator("parent deleted", PARENTS, parent_deleted),
    Operator("term deleted", ("terms",), term_deleted),
    Operator("part of itself", ("relations", "affiliations"), part_of_itself),
    Operator("replaced by itself", ("retired",), replaced_by_itself),
    Operator("id of another table", PARENTS, id_taken),
)
