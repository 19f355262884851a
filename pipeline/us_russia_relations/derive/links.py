"""Indexes over the link tables that the computed tables share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from us_russia_relations.definitions.links import (
    CROSSWALK,
    IDENTIFIERS,
    LISTINGS,
    PARTICIPANTS,
    RELATIONS,
    TAGS,
    TERM_PROPERTIES,
    TERMS,
)
from us_russia_relations.definitions.meaning import Meaning
from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.records import ACTORS, EVENTS
from us_russia_relations.definitions.spells import IMPOSER_KINDS
from us_russia_relations.derive.typed import Record, Tables

EVENT_TYPE = EVENTS.column(EVENTS.type).vocabulary


@dataclass(frozen=True)
class Ways:
    """Whether two actors act toward each other in a record: the one toward the other, back, or together.

    ``there`` and ``back`` hold both in a meeting and between parties of a treaty. ``together`` is a joint act that is
    neither a meeting nor aimed by one at the other, such as a signing, an exercise or a statement.
    """

    there: bool
    back: bool
    met: bool
    together: bool

    @classmethod
    def of(cls, source: AbstractSet[str], target: AbstractSet[str], meaning: Meaning, event_type: str | None) -> Ways:
        """By the roles of the two actors and, where the record is an event, its type."""
        aims, aimed_at, meets, binds = (meaning.terms("role", prop) for prop in ("aims", "aimed_at", "meets", "binds"))
        equals = bool(source & meets and target & meets)
        met = equals and event_type in meaning.terms(EVENT_TYPE, "meeting")
        both = met or bool(source & binds and target & binds)
        there = both or bool(source & aims and target & aimed_at)
        back = both or bool(target & aims and source & aimed_at)
        return cls(there, back, met, equals and not there and not back)


@dataclass(frozen=True)
class Links:
    """The typed tables, indexed by record."""

    tables: Tables

    def not_refuted(self, table: Table) -> dict[str, Record]:
        """The events or measures that are not refuted, by id."""
        return {key: row for key, row in self.by_id(table).items() if row["certainty"] != "refuted"}

    def by_id(self, table: Table) -> dict[str, Record]:
        """The rows of a record table by id."""
        return {row[table.id]: row for row in self.tables[table.name]}

    @cached_property
    def actors(self) -> dict[str, Record]:
        return self.by_id(ACTORS)

    @cached_property
    def events(self) -> dict[str, Record]:
        return self.by_id(EVENTS)

    @cached_property
    def roles(self) -> dict[str, dict[str, set[str]]]:
        """For each record, the roles of each actor."""
        roles: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for record_id, by_role in self.participants.items():
            for role, actors in by_role.items():
                for actor in actors:
                    roles[record_id][actor].add(role)
        return roles

    @cached_property
    def participants(self) -> dict[str, dict[str, list[str]]]:
        """For each record, the actors in each role, sorted by id."""
        by_record: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in self.tables[PARTICIPANTS.name]:
            by_record[row["record_id"]][row["role"]].append(row["actor_id"])
        return by_record

    @cached_property
    def tags(self) -> dict[tuple[str, str], list[str]]:
        """For each record and vocabulary, the terms."""
        by_record: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self.tables[TAGS.name]:
            by_record[row["record_id"], row["vocabulary"]].append(row["term"])
        return by_record

    @cached_property
    def steps(self) -> dict[str, list[Record]]:
        """For each treaty or measure, the events that act on it."""
        by_record: dict[str, list[Record]] = defaultdict(list)
        for row in self.tables[RELATIONS.name]:
            if row["relation"] == "acts_on" and row["subject_id"] in self.events:
                by_record[row["object_id"]].append(self.events[row["subject_id"]])
        return by_record

    @cached_property
    def meaning(self) -> Meaning:
        """What the terms mean to the panels."""
        return Meaning(self.tables[TERM_PROPERTIES.name])

    @cached_property
    def labels(self) -> dict[tuple[str, str], str]:
        return {(row["vocabulary"], row["term"]): row["label"] for row in self.tables[TERMS.name]}

    @cached_property
    def listings(self) -> dict[str, list[Record]]:
        """For each measure, the listings under it."""
        by_measure: dict[str, list[Record]] = defaultdict(list)
        for row in self.tables[LISTINGS.name]:
            by_measure[row[LISTINGS.owner]].append(row)
        return by_measure

    def identifiers(self, scheme: str) -> dict[str, str]:
        """The identifier of each record in that scheme; of several the first."""
        rows = (row for row in reversed(self.tables[IDENTIFIERS.name]) if row["scheme"] == scheme)
        return {row["record_id"]: row["identifier"] for row in rows}

    def event_codes(self, scheme: str) -> dict[str, str]:
        """The code of each type of event in that scheme; a type with several codes is left out."""
        codes_of: dict[str, list[str]] = defaultdict(list)
        for row in self.tables[CROSSWALK.name]:
            if row["vocabulary"] == EVENT_TYPE and row["scheme"] == scheme:
                codes_of[row["term"]].append(row["code"])
        return {term: codes[0] for term, codes in codes_of.items() if len(codes) == 1}

    def has(self, record_id: str, actor_id: str, *roles: str) -> bool:
        """Whether the actor has one of the roles in the record."""
        by_role = self.participants.get(record_id, {})
        return any(actor_id in by_role.get(role, ()) for role in roles)

    def ways(self, record_id: str, source: str, target: str) -> Ways:
        """How two actors act toward each other in a record."""
        roles = self.roles.get(record_id, {})
        event = self.events.get(record_id)
        nobody: AbstractSet[str] = frozenset()
        event_type = event["type"] if event else None
        return Ways.of(roles.get(source, nobody), roles.get(target, nobody), self.meaning, event_type)

    def states(self, record_id: str, role: str) -> list[str]:
        """The states and international organisations that have the role in the record."""
        actors = self.participants.get(record_id, {}).get(role, [])
        return [actor for actor in actors if self.actors[actor]["kind"] in IMPOSER_KINDS]
