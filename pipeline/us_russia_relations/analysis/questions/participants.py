"""Who acted, and who acted toward whom: read from the roles of the participants of a record.

Four kinds of pairs act toward each other. The properties of terms (``term_properties``) say which roles and types:

- directed: an initiator or imposer acts toward a target;
- meeting: in a summit, meeting, visit, call or conference all who initiate, take part or host;
- bound: the parties and signatories of a treaty;
- together: in any other event all who initiate, take part or host, where neither is a target of the other (signings,
  exercises, joint statements).

The panels count the first two as ``events``, the last as ``together``. Who is only ``affected`` was touched by an act
that was not aimed at it. States take part beside the persons and bodies that acted for them, so that asking for a
state finds what its president or ministry did.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd


class Participants:
    """The participants of the records of a release."""

    def __init__(self, release: Release) -> None:
        self.rows = release.load("participants")
        self._events = release.load("events")
        self._meaning = release.meaning

    def with_role(self, role: str, actors: Collection[str]) -> set[str]:
        """The records in which one of the actors has the role."""
        return _records(self.rows[self.rows["role"] == role], actors)

    def pairs(self, *, together: bool) -> pd.DataFrame:
        """One row for each record, source_id and target_id of which the one acts toward the other in the record.

        The column ``met`` marks the pairs that met. The column ``together`` marks those that are neither directed nor
        a meeting nor bound by a treaty; they are left out where ``together`` is False.
        """
        import pandas as pd

        directed = _crossed(self._with("aims"), self._with("aimed_at"))
        equals = self._with("meets")
        types = equals["record_id"].map(self._events.set_index("event_id")["type"].astype(str))
        meets = types.isin(self._meaning.terms("event_type", "meeting"))
        met = _mutual(equals[meets]).assign(met=True)
        pairs = pd.concat([met, directed.assign(met=False), _mutual(self._with("binds")).assign(met=False)])
        pairs = pairs.assign(together=False)
        if together:
            joint = _mutual(equals[types.notna() & ~meets])
            reverse = directed.rename(columns={"source_id": "target_id", "target_id": "source_id"})
            aimed = pd.MultiIndex.from_frame(pd.concat([directed, reverse[[*directed.columns]]]))
            joint = joint[~pd.MultiIndex.from_frame(joint).isin(aimed)]
            pairs = pd.concat([pairs, joint.assign(met=False, together=True)])
        keys = [*directed.columns]
        return pairs.drop_duplicates(keys).sort_values(keys, ignore_index=True)

    def acting(
        self, actors: Collection[str] | None, toward: Collection[str] | None, *, together: bool
    ) -> set[str] | None:
        """The records in which one of the actors acts, toward one of the others; None where neither is given."""
        if toward is None:
            return None if actors is None else _records(self._with("acts"), actors)
        pairs = self.pairs(together=together)
        pairs = pairs[pairs["target_id"].isin([*toward])]
        if actors is None:
            # An act by an unknown actor has a target and no initiator.
            return set(pairs["record_id"]) | _records(self._with("aimed_at"), toward)
        return set(pairs.loc[pairs["source_id"].isin([*actors]), "record_id"])

    def _with(self, prop: str) -> pd.DataFrame:
        """The participants in roles with the property."""
        return self.rows[self.rows["role"].isin(self._meaning.terms("role", prop))]


def _records(rows: pd.DataFrame, actors: Collection[str]) -> set[str]:
    return set(rows.loc[rows["actor_id"].isin([*actors]), "record_id"])


def _crossed(sources: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    sources = sources[["record_id", "actor_id"]].rename(columns={"actor_id": "source_id"})
    targets = targets[["record_id", "actor_id"]].rename(columns={"actor_id": "target_id"})
    return sources.merge(targets, on="record_id")


def _mutual(rows: pd.DataFrame) -> pd.DataFrame:
    pairs = _crossed(rows, rows)
    return pairs[pairs["source_id"] != pairs["target_id"]]
