"""Everything that is computed from the raw tables."""

from __future__ import annotations

from us_russia_relations.derive.country import country_year
from us_russia_relations.derive.dyad import dyad_month, dyad_year
from us_russia_relations.derive.links import Links
from us_russia_relations.derive.measures import measures_in_force
from us_russia_relations.derive.timeline import timeline
from us_russia_relations.derive.treaty import treaty_status, treaty_status_month
from us_russia_relations.derive.typed import Tables

__all__ = ["derive"]


def derive(tables: Tables) -> Tables:
    """The typed raw tables together with the derived ones that follow from them alone.

    The registry of ids and the list of changes also need the release before: they are added where that is known.
    """
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
    }
