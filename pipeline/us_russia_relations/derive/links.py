"""Look-ups over the link tables that the derived tables share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from us_russia_relations.definitions.meaning import Meaning
from us_russia_relations.derive.typed import Record, Tables


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
        met = equals and event_type in meaning.terms("event_type", "meeting")
        both = met or bool(source & binds and target & binds)
        there = both or bool(source & aims and target & aimed_at)
        back = both or bool(target & aims and source & aimed_at)
        return cls(there, back, met, equals and not there and not back)


@dataclass(frozen=True)
class Links:
    """The typed tables with look-ups by record."""

    tables: Tables

    def held(self, table: str) -> dict[str, Record]:
        """The events or measures that are not refuted."""
        return {key: row for key, row in self.by_id(table).items() if row["certainty"] != "refuted"}

    def by_id(self, table: str) -> dict[str, Record]:
        rows = self.tables[table]
        key = next(iter(rows[0])) if rows else ""
        return {row[key]: row for row in rows}

    @cached_property
    def actors(self) -> dict[str, Record]:
        return self.by_id("actors")

    @cached_property
    def events(self) -> dict[str, Record]:
        return self.by_id("events")

    @cached_property
    def roles(self) -> dict[str, dict[str, set[str]]]:
        """For each record, the roles of each actor."""
        roles: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for record_id, cast in self.cast.items():
            for role, actors in cast.items():
                for actor in actors:
                    roles[record_id][actor].add(role)
        return roles

    @cached_property
    def cast(self) -> dict[str, dict[str, list[str]]]:
        """For each record, the actors in each role, sorted by id."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in self.tables["participants"]:
            found[row["record_id"]][row["role"]].append(row["actor_id"])
        return found

    @cached_property
    def tags(self) -> dict[tuple[str, str], list[str]]:
        """For each record and vocabulary, the terms."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self.tables["tags"]:
            found[row["record_id"], row["vocabulary"]].append(row["term"])
        return found

    @cached_property
    def steps(self) -> dict[str, list[Record]]:
        """For each treaty or measure, the events that act on it."""
        found: dict[str, list[Record]] = defaultdict(list)
        for row in self.tables["relations"]:
            if row["relation"] == "acts_on" and row["subject_id"] in self.events:
                found[row["object_id"]].append(self.events[row["subject_id"]])
        return found

    @cached_property
    def meaning(self) -> Meaning:
        """What the terms mean to the panels."""
        return Meaning(self.tables["term_properties"])

    @cached_property
    def labels(self) -> dict[tuple[str, str], str]:
        return {(row["vocabulary"], row["term"]): row["label"] for row in self.tables["terms"]}

    @cached_property
    def listings(self) -> dict[str, list[Record]]:
        """For each measure, the listings under it."""
        found: dict[str, list[Record]] = defaultdict(list)
        for row in self.tables["listings"]:
            found[row["measure_id"]].append(row)
        return found

    def identifiers(self, scheme: str) -> dict[str, str]:
        """The identifier of each record in that scheme; of several the first."""
        rows = (row for row in reversed(self.tables["identifiers"]) if row["scheme"] == scheme)
        return {row["record_id"]: row["identifier"] for row in rows}

    def event_codes(self, scheme: str) -> dict[str, str]:
        """The code of each type of event in that scheme; a type with several codes has none that is its own."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.tables["crosswalk"]:
            if row["vocabulary"] == "event_type" and row["scheme"] == scheme:
                found[row["term"]].append(row["code"])
        return {term: codes[0] for term, codes in found.items() if len(codes) == 1}

    def has(self, record_id: str, actor_id: str, *roles: str) -> bool:
        """Whether the actor has one of the roles in the record."""
        cast = self.cast.get(record_id, {})
        return any(actor_id in cast.get(role, ()) for role in roles)

    def ways(self, record_id: str, source: str, target: str) -> Ways:
        """How two actors act toward each other in a record."""
        roles = self.roles.get(record_id, {})
        event = self.events.get(record_id)
        nobody: AbstractSet[str] = frozenset()
        event_type = event["type"] if event else None
        return Ways.of(roles.get(source, nobody), roles.get(target, nobody), self.meaning, event_type)

    def states(self, record_id: str, role: str) -> list[str]:
        """The states and international organisations that have the role in the record."""
        actors = self.cast.get(record_id, {}).get(role, [])
        return [actor for actor in actors if self.actors[actor]["kind"] in {"state", "igo"}]
