"""Everything that is computed from the raw tables."""

from __future__ import annotations

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

    Who is listed is among the participants as a target, and all that is counted sees it.
    The registry of ids and the list of changes also need the release before: they are added where that is known.
    """
    cast = {tuple(row.values()): row for row in (*tables["participants"], *listed_targets(tables["listings"]))}
    tables = {**tables, "participants": [cast[key] for key in sorted(cast)]}
    links = Links(tables)
    spells = treaty_status(links)
    return {
        **tables,
        "timeline": timeline(links),
        "dyad_month": dyad_month(links),
        "dyad_year": dyad_year(links),
        "country_year": country_year(links),
        "treaty_status": spells,
        "treaty_status_month": treaty_status_month(links, spells),
        "measures_in_force": measures_in_force(links),
        "listed_month": listed_month(links),
    }
