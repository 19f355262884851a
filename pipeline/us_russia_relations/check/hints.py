"""Hints: the id, term, date, number or code that a wrong cell probably means. Computed for wrong cells only."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping

from us_russia_relations.definitions import LINK_TABLES, RECORD_TABLES, raw_table
from us_russia_relations.definitions.derived import RECORDS
from us_russia_relations.definitions.links import TERMS
from us_russia_relations.definitions.model import ID_PATTERN, Column
from us_russia_relations.definitions.records import ACTORS
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.text.letters import slug
from us_russia_relations.text.nearest import Names, did_you_mean, either, nearest

# A vocabulary up to this size is named whole.
_FEW_TERMS = 8
# The most different wrong cells that get a hint of their own.
_PATIENCE = 2000
# So many successors of a retired id are followed.
_LONGEST_CHAIN = 100

LINK_NAMES = frozenset(table.name for table in LINK_TABLES)


class Hints:
    """Hints about the wrong cells of one dataset; each is computed once."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._indexes: dict[str, Names] = {}
        self._found: dict[tuple[str, str], str] = {}

    def record(self, text: str, table: str) -> str:
        """Which record of the table, or of any for 'records', is meant."""
        return self._once(f"record {table}", text, lambda: self._record(text, table))

    def term(self, text: str, vocabulary: str) -> str:
        """Which term of the vocabulary is meant."""
        return self._once(f"term {vocabulary}", text, lambda: self._term(text, vocabulary))

    def value(self, text: str, column: Column) -> str:
        """How a date or a number is written here."""
        return self._once(f"{column.type} {column.example}", text, lambda: _value(text, column))

    def spelling(self, row: Row, column: Column) -> str:
        """How an id or a code is written here, where its pattern is wrong."""
        text, table = row[column.name], row.table
        target = next((key.table for key in table.foreign_keys if key.columns == (column.name,)), "")
        if column.name == "replaced_by":
            target = RECORDS.name
        if target:
            return self.record(text, target)
        if column.name == "field":
            record = self._dataset.records.get(row["record_id"])
            return field_hint(text, record)
        if column.name == "country":
            return self._once("country", text, lambda: self._country(text, column))
        return _spelling(text, column)

    def _once(self, kind: str, text: str, find: Callable[[], str]) -> str:
        if (kind, text) not in self._found:
            if len(self._found) >= _PATIENCE:
                return ""
            self._found[kind, text] = find()
        return self._found[kind, text]

    def _index(self, name: str, make: Callable[[], Names]) -> Names:
        if name not in self._indexes:
            self._indexes[name] = make()
        return self._indexes[name]

    def _record(self, text: str, table: str) -> str:
        other = self._dataset.table_of(text)
        if other:
            return f"{text} is one of {other}, and one of {table} belongs here"
        names = self._index(table, lambda: _record_names(self._dataset, table))
        answer = did_you_mean(names.meant(text))
        file = "its table" if table == RECORDS.name else raw_table(table).path
        return answer or f"add it to {file} first, or look for it: usrr find {shlex.quote(text[:60])}"

    def _term(self, text: str, vocabulary: str) -> str:
        terms = self._dataset.terms
        if vocabulary not in terms:
            hint = nearest(vocabulary, terms)
            return f"there is no vocabulary {vocabulary}{f'; {hint}' if hint else ''}"
        homes = sorted(name for name, others in terms.items() if text in others)
        if homes:
            return f"{text} is a term of {either(homes)}, and one of {vocabulary} belongs here"
        answer = did_you_mean(self._index(f"terms {vocabulary}", lambda: self._term_names(vocabulary)).meant(text))
        if answer:
            return answer
        allowed = sorted(terms[vocabulary])
        if len(allowed) <= _FEW_TERMS:
            return f"the terms are {', '.join(allowed)}"
        return f"vocabularies/terms.csv defines the {len(allowed)} terms of {vocabulary}"

    def _term_names(self, vocabulary: str) -> Names:
        rows = self._dataset.grouped(TERMS.name, "vocabulary").get(vocabulary, [])
        return Names(self._dataset.terms[vocabulary], [(row["label"], row["term"]) for row in rows if row["label"]])

    def _country(self, text: str, column: Column) -> str:
        states = {row["actor_id"]: row for row in self._dataset.rows(ACTORS.name) if row["kind"] == "state"}
        coded = {name: row["country"] for name, row in states.items() if row["country"]}
        names = self._index("states", lambda: Names(coded, _spellings(states.values())))
        codes = [coded[name] for name in names.meant(text) if name in coded]
        return f"write {either(codes)}" if codes else _spelling(text, column)


def successor(retired: Mapping[str, Row], gone: str) -> str:
    """The id at the end of the chain of successors; empty where nothing replaced it or the chain runs in a circle."""
    last, seen = gone, {gone}
    while last in retired:
        last = retired[last]["replaced_by"]
        # No real chain is longer, and following it for each reference would take too long.
        if not last or last in seen or len(seen) > _LONGEST_CHAIN:
            return ""
        seen.add(last)
    return last


def retired_hint(retired: Mapping[str, Row], gone: str) -> str:
    """What to use in the place of a retired id, else why it is gone."""
    after = successor(retired, gone)
    if not after and retired[gone]["replaced_by"]:
        return f"follow replaced_by in retired.csv, from {retired[gone]['replaced_by']} on"
    return f"use {after}" if after else f"nothing replaced it: {retired[gone]['reason']}"


def field_hint(text: str, record: Row | None) -> str:
    """Which column of the record, or which link table, is meant."""
    tables = [record.table] if record else RECORD_TABLES
    names = {*LINK_NAMES, *(name for table in tables for name in table.header)}
    return nearest(text, names)


def interval_hint(text: str) -> str:
    """The interval with its ends swapped."""
    first, _, last = text.partition("/")
    return f"if the ends were swapped: {last}/{first}"


def _record_names(dataset: Dataset, table: str) -> Names:
    rows = [row for one in RECORD_TABLES if table in (one.name, RECORDS.name) for row in dataset.tables[one.name].rows]
    return Names({row.key[0] for row in rows}, _spellings(rows))


def _spellings(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    for row in rows:
        if not row.table.label_format:
            yield from ((row[column], row.key[0]) for column in row.table.label if row[column])
        if "kind" in row and row["kind"] == "state" and row["country"]:
            yield row["country"], row.key[0]


def _value(text: str, column: Column) -> str:
    if column.type == "edtf":
        # Imported when something is wrong: the patterns take long to compile.
        from us_russia_relations.text import notations

        answer = notations.readings(text) or notations.impossible_day(text)
    else:
        from us_russia_relations.text import numerals

        answer = numerals.readings(text, whole=column.type == "integer")
    if isinstance(answer, str):
        return answer
    if len(answer) > 1:
        return f"write {either(answer)}: this can be read as {'both' if len(answer) == 2 else 'all of them'}"
    return f"write {answer[0]}" if answer else f"for example {column.example}"


def _spelling(text: str, column: Column) -> str:
    """The first simple change of the text that the column's pattern accepts."""
    if column.pattern == ID_PATTERN:
        tries = [slug(text)]
    else:
        number = re.search(r"[0-9]+(\.[0-9]+)*", text)
        version = f"{number[0]}.0.0".split(".")[:3] if number else []
        doi = re.search(r"10\.[0-9]{4,9}/\S+", text)
        tries = [text.strip(), text.lower(), text.upper(), slug(text, "_")]
        tries += [doi[0] if doi else "", ".".join(version)]
    answer = next((form for form in tries if form and re.fullmatch(column.pattern, form)), "")
    return f"write {answer}" if answer else f"for example {column.example}"
