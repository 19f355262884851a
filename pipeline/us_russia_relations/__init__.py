"""US-Russia relations, 2009 to 2021: a curated dataset of events, measures, treaties, actors and sources.

>>> import us_russia_relations as usrr
>>> events = usrr.load("events")

Nothing heavy is imported before the first call: each public name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module

# Type checkers take it for True by its name; importing it from typing would be most of what this import costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from us_russia_relations import plot as plot
    from us_russia_relations.analysis.bibliography import bibliography as bibliography
    from us_russia_relations.analysis.bibliography import cite as cite
    from us_russia_relations.analysis.bibliography import sources as sources
    from us_russia_relations.analysis.exporter import export as export
    from us_russia_relations.analysis.load import changes as changes
    from us_russia_relations.analysis.load import describe as describe
    from us_russia_relations.analysis.load import load as load
    from us_russia_relations.analysis.load import open_release as open  # noqa: A004, F401 - usrr.open is what people try
    from us_russia_relations.analysis.load import resolve as resolve
    from us_russia_relations.analysis.load import schema as schema
    from us_russia_relations.analysis.load import search as search
    from us_russia_relations.analysis.load import show as show
    from us_russia_relations.analysis.load import tables as tables
    from us_russia_relations.analysis.load import versions as versions
    from us_russia_relations.analysis.questions.events import events as events
    from us_russia_relations.analysis.questions.events import timeline as timeline
    from us_russia_relations.analysis.questions.in_force import in_force as in_force
    from us_russia_relations.analysis.questions.in_force import listings as listings
    from us_russia_relations.analysis.questions.in_force import treaty_status as treaty_status
    from us_russia_relations.analysis.questions.panels import dyad_month as dyad_month
    from us_russia_relations.analysis.questions.panels import network as network
    from us_russia_relations.analysis.questions.relations import chain as chain

    __version__: str

# Each public name, and where it lives.
_HOMES = {
    "bibliography": ("analysis.bibliography", "bibliography"),
    "chain": ("analysis.questions.relations", "chain"),
    "changes": ("analysis.load", "changes"),
    "cite": ("analysis.bibliography", "cite"),
    "describe": ("analysis.load", "describe"),
    "dyad_month": ("analysis.questions.panels", "dyad_month"),
    "events": ("analysis.questions.events", "events"),
    "in_force": ("analysis.questions.in_force", "in_force"),
    "listings": ("analysis.questions.in_force", "listings"),
    "export": ("analysis.exporter", "export"),
    "load": ("analysis.load", "load"),
    "network": ("analysis.questions.panels", "network"),
    "open": ("analysis.load", "open_release"),
    "resolve": ("analysis.load", "resolve"),
    "schema": ("analysis.load", "schema"),
    "search": ("analysis.load", "search"),
    "show": ("analysis.load", "show"),
    "sources": ("analysis.bibliography", "sources"),
    "tables": ("analysis.load", "tables"),
    "timeline": ("analysis.questions.events", "timeline"),
    "treaty_status": ("analysis.questions.in_force", "treaty_status"),
    "versions": ("analysis.load", "versions"),
}

# What is public as a package of its own.
_PACKAGES = ("plot",)

# Without `open`: a star import must not take the builtin's place.
__all__ = [
    "__version__",
    "bibliography",
    "chain",
    "changes",
    "cite",
    "describe",
    "dyad_month",
    "events",
    "export",
    "in_force",
    "listings",
    "load",
    "network",
    "plot",
    "resolve",
    "schema",
    "search",
    "show",
    "sources",
    "tables",
    "timeline",
    "treaty_status",
    "versions",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        # One number for package, data and citation: it stands in the descriptor of the latest release.
        from us_russia_relations import paths

        return paths.latest()
    if name in _PACKAGES:
        return import_module(f"us_russia_relations.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, member = _HOMES[name]
    value = getattr(import_module(f"us_russia_relations.{module}"), member)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({"__version__", *_HOMES, *_PACKAGES})
