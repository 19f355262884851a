"""Who acted, and who acted toward whom: read from the roles of the participants of a record.

An actor **acts** as initiator, imposer, participant, host, mediator, party or signatory. It acts **toward** another
where it is initiator or imposer and the other is target; in a meeting (summit, meeting, visit, call, conference) all
who initiate, take part or host act toward each other, and in a treaty its parties and signatories do. Who is only
``affected`` was touched by an act that was not aimed at it. This is the rule of the table dyad_month.

States take part beside the persons and bodies that acted for them, so that asking for a state finds what its
president or ministry did.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd


class Cast:
    """The participants of the records of a release."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.rows = release.load("participants")
        self.meaning = release.meaning

    def having(self, role: str, actors: Collection[str]) -> set[str]:
        """The records in which one of the actors has the role."""
        rows = self.rows
        return set(rows.loc[(rows["role"] == role) & rows["actor_id"].isin([*actors]), "record_id"])

    def _in_roles(self, prop: str, kept: pd.Series[bool] | None = None) -> pd.DataFrame:
        """The participants in roles with the property."""
        rows = self.rows if kept is None else self.rows[kept]
        return rows[rows["role"].isin(self.meaning.terms("role", prop))]

    def _aimed_at(self, actors: Collection[str]) -> set[str]:
        """The records in which an act was directed at one of the actors."""
        rows = self._in_roles("aimed_at")
        return set(rows.loc[rows["actor_id"].isin([*actors]), "record_id"])

    def pairs(self) -> pd.DataFrame:
        """One row for each record, source_id and target_id of which the one acts toward the other in the record."""
        import pandas as pd

        events = self.release.load("events")
        meetings = events.loc[events["type"].isin(self.meaning.terms("event_type", "meeting")), "event_id"]
        rows = self.rows
        found = pd.concat(
            [
                _crossed(self._in_roles("aims"), self._in_roles("aimed_at")),
                _mutual(self._in_roles("meets", rows["record_id"].isin(meetings))),
                _mutual(self._in_roles("binds")),
            ]
        )
        return found.drop_duplicates().sort_values([*found.columns], ignore_index=True)

    def between(self, actors: Collection[str] | None, toward: Collection[str] | None) -> set[str] | None:
        """The records in which one of the actors acts, toward one of the others; None where neither is given."""
        if actors is None and toward is None:
            return None
        if toward is None:
            acting = self._in_roles("acts")
            return set(acting.loc[acting["actor_id"].isin([*(actors or ())]), "record_id"])
        pairs = self.pairs()
        aimed = pairs["target_id"].isin([*toward])
        if actors is None:
            # An act whose doer is not known has a target and no initiator.
            return set(pairs.loc[aimed, "record_id"]) | self._aimed_at(toward)
        return set(pairs.loc[aimed & pairs["source_id"].isin([*actors]), "record_id"])


def _crossed(sources: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    sources = sources[["record_id", "actor_id"]].rename(columns={"actor_id": "source_id"})
    targets = targets[["record_id", "actor_id"]].rename(columns={"actor_id": "target_id"})
    return sources.merge(targets, on="record_id")


def _mutual(rows: pd.DataFrame) -> pd.DataFrame:
    pairs = _crossed(rows, rows)
    return pairs[pairs["source_id"] != pairs["target_id"]]
