"""Every rule that reading and the checks can report, by group. Names are those of Frictionless where it has one.

A rule of a group stands in the module of the group in ``rules``, or beside its check in a module of checks.
"""

from __future__ import annotations

from us_russia_relations.check import (
    cells,
    chronology,
    codes,
    duplicates,
    listed,
    logic,
    meaning,
    provenance,
    references,
    text,
)
from us_russia_relations.rules import cells as cell_rules
from us_russia_relations.rules import files as file_rules
from us_russia_relations.rules import logic as logic_rules
from us_russia_relations.rules import provenance as provenance_rules
from us_russia_relations.rules import references as reference_rules
from us_russia_relations.rules import wording as wording_rules
from us_russia_relations.rules.rule import Rule, rules_of

_MODULES = {
    "files": (file_rules,),
    "cells": (cell_rules, cells, text, wording_rules),
    "references": (reference_rules, references, codes, meaning),
    "logic": (logic_rules, chronology, logic, listed),
    "provenance": (provenance_rules, provenance, duplicates),
}


def _groups() -> dict[str, tuple[Rule, ...]]:
    """A rule that several modules import belongs to the group whose module in ``rules`` defines it."""
    home = {rule: group for group, modules in reversed(_MODULES.items()) for rule in rules_of(*modules)}
    home |= {rule: group for group, (rules, *_) in _MODULES.items() for rule in rules_of(rules)}
    return {
        group: tuple(rule for rule in rules_of(*modules) if home[rule] == group) for group, modules in _MODULES.items()
    }


GROUPS: tuple[tuple[str, tuple[Rule, ...]], ...] = (*_groups().items(),)
RULES: tuple[Rule, ...] = tuple(rule for _, rules in GROUPS for rule in rules)
