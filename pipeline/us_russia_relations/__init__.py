"""US-Russia relations, 2009 to 2021: a curated dataset of events, measures, treaties, actors and sources.

>>> import us_russia_relations as usrr
>>> events = usrr.load("events")

Nothing heavy is imported before the first call: each public name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from us_russia_relations.reader import describe as describe
    from us_russia_relations.reader import load as load
    from us_russia_relations.reader import tables as tables

__all__ = ["__version__", "describe", "load", "tables"]

_HOMES = {
    "load": "us_russia_relations.reader",
    "tables": "us_russia_relations.reader",
    "describe": "us_russia_relations.reader",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
