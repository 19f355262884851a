"""Every rule that the checks can report, by group. Names are those of Frictionless where it has one."""

from __future__ import annotations

from us_russia_relations.rules.cells import CELLS
from us_russia_relations.rules.files import FILES
from us_russia_relations.rules.logic import LOGIC
from us_russia_relations.rules.provenance import PROVENANCE
from us_russia_relations.rules.references import REFERENCES
from us_russia_relations.rules.rule import Rule

GROUPS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("files", FILES),
    ("cells", CELLS),
    ("references", REFERENCES),
    ("logic", LOGIC),
    ("provenance", PROVENANCE),
)
RULES: tuple[Rule, ...] = tuple(rule for _, rules in GROUPS for rule in rules)
