"""A new record as it is answered for: its cells, its links and its evidence, and the rows that they become."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from us_russia_relations.definitions import raw_table
from us_russia_relations.definitions.model import Column, Table
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


_PARTICIPANT = LinkFlag("participant", "participants", "record_id", ("actor_id", "role"))
_ISSUE = LinkFlag("issue", "tags", "record_id", ("term",), {"vocabulary": "issue"})
_MEASURE_TYPE = LinkFlag("measure-type", "tags", "record_id", ("term",), {"vocabulary": "measure_type"})
_OBJECTIVE = LinkFlag("objective", "tags", "record_id", ("term",), {"vocabulary": "objective"})
_RELATION = LinkFlag("relation", "relations", "subject_id", ("relation", "object_id"))
_IDENTIFIER = LinkFlag("identifier", "identifiers", "record_id", ("scheme", "identifier"))
# What must be answered comes first. A name with a colon in it is entered in the dialogue, or from a table.
_LISTING = LinkFlag(
    "listing",
    "listings",
    "measure_id",
    (
        *("name", "kind", "programme", "listed", "actor_id", "list_number", "country", "name_native"),
        *("delisted", "end_reason"),
    ),
)
_TAKES_PART = LinkFlag("takes-part", "participants", "actor_id", ("record_id", "role"))
# The position comes last, since it is words and may hold a colon.
_AFFILIATION = LinkFlag("affiliation", "affiliations", "actor_id", ("organisation_id", "held", "position"))
_SUPPORTS = LinkFlag("supports", "evidence", "citation_id", ("record_id", "field", "locator"), {"stance": "supports"})


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be made: its table, its links, those without which it is wrong, and evidence."""

    name: str
    table: str
    links: tuple[LinkFlag, ...] = ()
    needed: tuple[str, ...] = ()
    evidence: bool = True


KINDS = (
    Kind("event", "events", (_PARTICIPANT, _ISSUE, _RELATION, _IDENTIFIER), ("participant", "issue")),
    Kind(
        "measure",
        "measures",
        (_PARTICIPANT, _ISSUE, _MEASURE_TYPE, _OBJECTIVE, _RELATION, _LISTING, _IDENTIFIER),
        ("participant", "issue"),
    ),
    Kind("treaty", "treaties", (_PARTICIPANT, _ISSUE, _RELATION, _IDENTIFIER), ("participant", "issue")),
    # An actor must take part in something; which of the two it is, the checks of the result say.
    Kind("actor", "actors", (_TAKES_PART, _AFFILIATION, _IDENTIFIER)),
    Kind("citation", "citations", (_SUPPORTS,), ("supports",), evidence=False),
    Kind("observation", "observations"),
)


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
                rows.append(("evidence", {**cells, "stance": "supports", "locator": support.locator}))
        rows += [("citations", dict(source)) for source in self.sources]
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
    table = raw_table("citations")
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
