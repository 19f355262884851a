"""Everything that is computed from the raw tables."""

from __future__ import annotations

from us_russia_relations.definitions.derived import TIMELINE
from us_russia_relations.definitions.links import LISTINGS, PARTICIPANTS
from us_russia_relations.definitions.panels import COUNTRY_YEAR, DYAD_MONTH, DYAD_YEAR
from us_russia_relations.definitions.spells import LISTED_MONTH, MEASURES_IN_FORCE, TREATY_STATUS, TREATY_STATUS_MONTH
from us_russia_relations.definitions.targets import listed_targets
from us_russia_relations.derive.country import country_year
from us_russia_relations.derive.dyad import dyad_month, dyad_year
from us_russia_relations.derive.links import Links
from us_russia_relations.derive.listed import listed_month
from us_russia_relations.derive.measures import measures_in_force
from us_russia_relations.derive.timeline import timeline
from us_russia_relations.derive.treaty import treaty_status, treaty_status_month
from us_russia_relations.derive.typed import Tables

__all__ = ["derive"]


def derive(tables: Tables) -> Tables:
    """The typed raw tables together with the derived ones that follow from them alone.

    Actors named in listings are added to the participants as targets before anything is counted.
    The registry of ids and the list of changes also need the release before: ``publish.build`` adds them.
    """
    participants = (*tables[PARTICIPANTS.name], *listed_targets(tables[LISTINGS.name]))
    by_key = {tuple(row.values()): row for row in participants}
    tables = {**tables, PARTICIPANTS.name: [by_key[key] for key in sorted(by_key)]}
    links = Links(tables)
    spells = treaty_status(links)
    return {
        **tables,
        TIMELINE.name: timeline(links),
        DYAD_MONTH.name: dyad_month(links),
        DYAD_YEAR.name: dyad_year(links),
        COUNTRY_YEAR.name: country_year(links),
        TREATY_STATUS.name: spells,
        TREATY_STATUS_MONTH.name: treaty_status_month(links, spells),
        MEASURES_IN_FORCE.name: measures_in_force(links),
        LISTED_MONTH.name: listed_month(links),
    }
