"""Every rule that the checks can report, by group. Names are those of Frictionless where it has one."""

from __future__ import annotations

from us_russia_relations.steps.problem import Severity
from us_russia_relations.steps.rules.cells import CELLS
from us_russia_relations.steps.rules.files import FILES
from us_russia_relations.steps.rules.logic import LOGIC
from us_russia_relations.steps.rules.model import Rule
from us_russia_relations.steps.rules.provenance import PROVENANCE
from us_russia_relations.steps.rules.references import REFERENCES

GROUPS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("files", FILES),
    ("cells", CELLS),
    ("references", REFERENCES),
    ("logic", LOGIC),
    ("provenance", PROVENANCE),
)
RULES: tuple[Rule, ...] = tuple(rule for _, rules in GROUPS for rule in rules)
SEVERITY: dict[str, Severity] = {rule.name: rule.severity for rule in RULES}
