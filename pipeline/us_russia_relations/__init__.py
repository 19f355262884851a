"""US-Russia relations, 2009 to 2021: a curated dataset of events, measures, treaties, actors and sources.

>>> import us_russia_relations as usrr
>>> events = usrr.load("events")

Nothing heavy is imported before the first call: each public name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from us_russia_relations.bibliographer import bibliography as bibliography
    from us_russia_relations.bibliographer import cite as cite
    from us_russia_relations.bibliographer import sources as sources
    from us_russia_relations.questions.acts import events as events
    from us_russia_relations.questions.acts import timeline as timeline
    from us_russia_relations.questions.lives import in_force as in_force
    from us_russia_relations.questions.lives import listings as listings
    from us_russia_relations.questions.lives import treaty_status as treaty_status
    from us_russia_relations.questions.panels import dyad_month as dyad_month
    from us_russia_relations.questions.panels import network as network
    from us_russia_relations.questions.ties import chain as chain
    from us_russia_relations.reader import changes as changes
    from us_russia_relations.reader import describe as describe
    from us_russia_relations.reader import load as load
    from us_russia_relations.reader import open_release as open  # noqa: A004, F401 - usrr.open is what people try
    from us_russia_relations.reader import resolve as resolve
    from us_russia_relations.reader import tables as tables
    from us_russia_relations.reader import versions as versions

    __version__: str

# Each public name, and where it lives.
_HOMES = {
    "bibliography": ("bibliographer", "bibliography"),
    "chain": ("questions.ties", "chain"),
    "changes": ("reader", "changes"),
    "cite": ("bibliographer", "cite"),
    "describe": ("reader", "describe"),
    "dyad_month": ("questions.panels", "dyad_month"),
    "events": ("questions.acts", "events"),
    "in_force": ("questions.lives", "in_force"),
    "listings": ("questions.lives", "listings"),
    "load": ("reader", "load"),
    "network": ("questions.panels", "network"),
    "open": ("reader", "open_release"),
    "resolve": ("reader", "resolve"),
    "sources": ("bibliographer", "sources"),
    "tables": ("reader", "tables"),
    "timeline": ("questions.acts", "timeline"),
    "treaty_status": ("questions.lives", "treaty_status"),
    "versions": ("reader", "versions"),
}

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
    "in_force",
    "listings",
    "load",
    "network",
    "resolve",
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
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, member = _HOMES[name]
    value = getattr(import_module(f"us_russia_relations.{module}"), member)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({"__version__", *_HOMES})
