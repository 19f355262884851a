"""A new record as it is answered for: its cells, its links and its evidence, and the rows that they become."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from us_russia_relations.definitions import LINK_TABLES, RECORD_TABLES, VOCABULARIES, raw_table
from us_russia_relations.definitions.links import EVIDENCE, PARTICIPANTS, RELATIONS, TAGS
from us_russia_relations.definitions.model import Column, Table
from us_russia_relations.definitions.records import ACTORS, CITATIONS
from us_russia_relations.errors import CallError

if TYPE_CHECKING:
    from us_russia_relations.curate.changes import Edit


@dataclass(frozen=True)
class LinkFlag:
    """A flag that adds rows to a link table: the column that holds the new record, and those that are answered."""

    flag: str
    table: str
    own: str
    asked: tuple[str, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)

    def columns(self) -> tuple[Column, ...]:
        """The columns that are answered for; a term of a fixed vocabulary is a coded cell of that vocabulary."""
        table = raw_table(self.table)
        vocabulary = self.fixed.get("vocabulary", "")
        asked = [table.column(name) for name in self.asked]
        if vocabulary:
            words = vocabulary.replace("_", " ")
            return (Column("term", f"The {words}.", asked[0].example, required=True, vocabulary=vocabulary),)
        return tuple(asked)

    def parse(self, text: str) -> tuple[str, ...]:
        """The answers in a flag's value, which are joined by colons; the last one may hold colons itself."""
        parts = [part.strip() for part in text.split(":", len(self.asked) - 1)]
        needed = sum(column.required for column in self.columns())
        if len(parts) < needed:
            raise CallError(f"--{self.flag} {text}: write {self.form()}")
        return (*parts, *("",) * (len(self.asked) - len(parts)))

    def form(self) -> str:
        """How the flag's value is written."""
        return ":".join(name.removesuffix("_id").upper() for name in self.asked)


# These flags take links of the record from their other end. A name with a colon is entered in the dialogue or a file.
_TAKES_PART = LinkFlag("takes-part", PARTICIPANTS.name, "actor_id", ("record_id", "role"))
_SUPPORTS = LinkFlag(
    "supports", EVIDENCE.name, "citation_id", ("record_id", "field", "locator"), {"stance": "supports"}
)
# The dialogue asks for the links of these tables first.
_ASKED_FIRST = (PARTICIPANTS, TAGS, RELATIONS)


def _flags(table: Table) -> Iterator[LinkFlag]:
    """A flag for each link table whose rows records of the table may own; of tags one for each vocabulary."""
    later = [link for link in LINK_TABLES if link not in (*_ASKED_FIRST, EVIDENCE)]
    for link in (*_ASKED_FIRST, *later):
        if table.name not in link.owners:
            continue
        if link != TAGS:
            yield LinkFlag(link.noun, link.name, link.owner, link.entered())
            continue
        for vocabulary in VOCABULARIES:
            if table.name in vocabulary.tags:
                flag = vocabulary.name.replace("_", "-")
                yield LinkFlag(flag, TAGS.name, TAGS.owner, ("term",), {"vocabulary": vocabulary.name})


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be made: its table, its links, those without which it is wrong, and evidence."""

    name: str
    table: str
    links: tuple[LinkFlag, ...] = ()
    needed: tuple[str, ...] = ()
    evidence: bool = True


def _kind(table: Table) -> Kind:
    if table == CITATIONS:
        return Kind(table.noun, table.name, (_SUPPORTS,), (_SUPPORTS.flag,), evidence=False)
    if table == ACTORS:
        # An actor must take part in something; which of the two it is, the checks of the result say.
        return Kind(table.noun, table.name, (_TAKES_PART, *_flags(table)))
    return Kind(table.noun, table.name, (*_flags(table),), (PARTICIPANTS.noun, "issue") if table.act else ())


# Acts first: they are what is added most.
KINDS = tuple(_kind(table) for table in sorted(RECORD_TABLES, key=lambda table: not table.act))


@dataclass
class Support:
    """A source that supports fields of the record, and where to look in it; no fields means the usual ones."""

    citation_id: str
    locator: str
    fields: tuple[str, ...] = ()


@dataclass
class NewRecord:
    """The answers for one new record."""

    kind: Kind
    cells: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    evidence: list[Support] = field(default_factory=list)
    sources: list[dict[str, str]] = field(default_factory=list)

    @property
    def table(self) -> Table:
        return raw_table(self.kind.table)

    @property
    def record_id(self) -> str:
        return self.cells.get(self.table.primary_key[0], "")

    def fields(self) -> tuple[str, ...]:
        """The fields that a source supports where nothing else is said."""
        # The flags are declared before anybody knows that a record is to be made: --help pays for no dates.
        from us_russia_relations.curate.proposals import propose_fields

        tied = {link.table for link in self.kind.links if self.links.get(link.flag)}
        return propose_fields(self.table, self.cells, tied)

    def change(self) -> Edit:
        """The rows of the record, its links, its evidence and its new sources, each once."""
        from us_russia_relations.curate.changes import Edit

        rows: list[tuple[str, dict[str, str]]] = [(self.table.name, dict(self.cells))]
        for link in self.kind.links:
            for answers in self.links.get(link.flag, []):
                cells = dict(zip(link.asked, answers, strict=True))
                rows.append((link.table, {link.own: self.record_id, **link.fixed, **cells}))
        for support in self.evidence:
            for name in support.fields or self.fields():
                cells = {"record_id": self.record_id, "field": name, "citation_id": support.citation_id}
                rows.append((EVIDENCE.name, {**cells, "stance": "supports", "locator": support.locator}))
        rows += [(CITATIONS.name, dict(source)) for source in self.sources]
        return Edit(added=tuple(row for index, row in enumerate(rows) if row not in rows[:index]))

    def command(self) -> str:
        """The call that gives the same answers without a dialogue."""
        words = ["usrr", "new", self.kind.name]
        for name, text in self.cells.items():
            if text:
                flag = cell_flag(self.table, name)
                # A number below zero would be taken for a flag.
                words += [f"{flag}={text}"] if text.startswith("-") else [flag, text]
        for link in self.kind.links:
            for answers in self.links.get(link.flag, []):
                words += [f"--{link.flag}", ":".join(answers).rstrip(":")]
        for support in self.evidence:
            words += ["--source", support.citation_id, "--locator", support.locator]
            if any(other.fields for other in self.evidence):
                words += ["--fields", ",".join(support.fields or self.fields())]
        for source in self.sources:
            words += ["--new-source", ",".join(f"{name}={text}" for name, text in source.items() if text)]
        return shlex.join([*words, "--yes"])


def cell_flag(table: Table, name: str) -> str:
    """The flag for a column: its name; the key is --id."""
    return "--id" if name == table.primary_key[0] else f"--{name.replace('_', '-')}"


def parse_source(text: str) -> dict[str, str]:
    """The cells of a new citation in ``id=..,type=..,title=..``; a comma that no column follows is text."""
    table = CITATIONS
    names = "|".join(("id", *table.header))
    cells: dict[str, str] = {}
    for part in re.split(rf",\s*(?=(?:{names})=)", text):
        name, equals, value = part.partition("=")
        if not equals or not re.fullmatch(names, name.strip()):
            raise CallError(f"--new-source: write column=value, not {part}; the columns are {', '.join(table.header)}")
        cells["citation_id" if name.strip() == "id" else name.strip()] = value.strip()
    return cells


def missing_cells(table: Table, cells: Mapping[str, str]) -> list[str]:
    """The flags of the required columns that are empty and that nothing can be proposed for."""
    return [cell_flag(table, column.name) for column in table.columns if column.required and not cells.get(column.name)]
