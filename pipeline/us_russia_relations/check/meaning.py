"""Check the properties of terms, which other checks, panels and questions compute with."""

from __future__ import annotations

from collections.abc import Iterator

from us_russia_relations.check.codes import compiles
from us_russia_relations.check.text import mended
from us_russia_relations.definitions import ACT_TABLES, RECORD_TABLES
from us_russia_relations.definitions.links import LISTINGS, TERM_PROPERTIES, TERMS
from us_russia_relations.definitions.meaning import PROPERTIES, Property
from us_russia_relations.definitions.spells import TREATY_STATUS
from us_russia_relations.definitions.vocabularies import COMPUTED_TERMS
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.references import TERM_PROPERTY

_BY_NAME = {prop.name: prop for prop in PROPERTIES}
_ALLOWED = {
    "true": frozenset({"true"}),
    "a date column": frozenset(column.name for table in ACT_TABLES for column in table.edtf_columns()),
    "a record table": frozenset(table.name for table in RECORD_TABLES),
}
_CODED = {"a status of a treaty": TREATY_STATUS.column("status"), "a kind of listed name": LISTINGS.column("kind")}


def check_meaning(dataset: Dataset) -> Iterator[Problem]:
    """Every property whose value means nothing, and every term that lacks a property it needs."""
    if dataset.lost(TERM_PROPERTIES.name, TERMS.name):
        return
    for row in dataset.rows(TERM_PROPERTIES.name):
        if message := _fault(row, dataset):
            yield row.problem(TERM_PROPERTY, "value", message, "usrr explain term-property")
    unsure = unreadable_terms(dataset)
    for row in dataset.rows(TERMS.name):
        vocabulary, term = row["vocabulary"], row["term"]
        for prop in PROPERTIES:
            needed = prop.needed and vocabulary in prop.vocabularies and (vocabulary, term) not in unsure
            if needed and not dataset.meaning.value(vocabulary, prop.name, term):
                message = f"the term has no {prop.name}, without which it can't be checked"
                yield row.problem(TERM_PROPERTY, "term", message, f"add a row to {TERM_PROPERTIES.path}")


def unreadable_terms(dataset: Dataset) -> frozenset[tuple[str, str]]:
    """The terms with a property that can't be read or means nothing: what they mean is not known."""
    known = dataset.terms.get("term_property", frozenset())
    return frozenset(
        (row["vocabulary"], row["term"])
        for row in dataset.tables[TERM_PROPERTIES.name].rows
        if not row.intact or row["property"] not in known or _fault(row, dataset)
    )


def _fault(row: Row, dataset: Dataset) -> str:
    """What is wrong with the value of a property; empty where nothing is, or where the row has another problem."""
    prop, value = _BY_NAME.get(row["property"]), row["value"]
    if prop is None or not value or row["term"] not in dataset.terms.get(row["vocabulary"], ()):
        return ""
    if row["vocabulary"] not in prop.vocabularies:
        return f"{prop.name} is a property of {' and '.join(prop.vocabularies)}"
    # What only a hidden character or a sign before it breaks is a problem of the check of texts.
    texts = (value, mended(value), value.lstrip("=+-@"))
    return "" if any(_fits(prop, text, dataset) for text in texts) else f"{prop.name} takes {prop.value}"


def _fits(prop: Property, value: str, dataset: Dataset) -> bool:
    if prop.value == "a regular expression":
        return compiles(value)
    allowed = _ALLOWED.get(prop.value) or _terms(prop, dataset)
    return prop.value == "any text" or value in allowed


def _terms(prop: Property, dataset: Dataset) -> frozenset[str]:
    """The terms that the property takes; empty where it takes no term."""
    column = _CODED.get(prop.value)
    if column is None:
        return frozenset()
    # A term that is computed with and not defined is a problem of its vocabulary.
    computed = COMPUTED_TERMS.get(column.vocabulary, ())
    return dataset.terms.get(column.vocabulary, frozenset()) | {*computed}
