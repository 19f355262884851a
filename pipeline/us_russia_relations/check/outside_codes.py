"""Check codes that others keep: of countries and of languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from us_russia_relations.definitions import RAW_TABLES
from us_russia_relations.definitions.links import IDENTIFIERS
from us_russia_relations.definitions.records import ACTORS, CITATIONS
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.codes import COUNTRY_CODE, COUNTRY_DIFFERS, LANGUAGE_CODE
from us_russia_relations.rules.problem import Problem

_CODED = tuple(table.name for table in RAW_TABLES if "country" in table.header)
_ISO = "iso3"
_LOOK = "look the code up"


def check_outside_codes(dataset: Dataset) -> Iterator[Problem]:
    """Every code of a country or language that is none, and every state whose country is not its own."""
    # Imported late: `explain` and `--help` look up no code.
    from iso3166 import countries_by_alpha3
    from langcodes import standardize_tag, tag_is_valid

    for table in _CODED:
        for code, rows in dataset.grouped(table, "country").items():
            if code and code not in countries_by_alpha3 and _well_formed(rows[0], "country", code):
                message, hint = f"{code} is no code of ISO 3166-1", "look up the alpha-3 code of the country"
                yield from (row.problem(COUNTRY_CODE, "country", message, hint) for row in rows)
    for code, rows in dataset.grouped(CITATIONS.name, "language").items():
        if not code or not _well_formed(rows[0], "language", code):
            continue
        right = standardize_tag(code) if tag_is_valid(code) else ""
        if right.partition("-")[0] != code:
            message = "the code of a language is the shortest that there is" if right else f"{code} is no language"
            hint = f"write {right}" if right else "look up the code of the language, such as en, ru or uk"
            yield from (row.problem(LANGUAGE_CODE, "language", message, hint) for row in rows)
    yield from _check_own(dataset, frozenset(countries_by_alpha3))


def _well_formed(row: Row, column: str, code: str) -> bool:
    """False for a cell whose pattern is wrong: that is its one problem."""
    return re.fullmatch(row.table.column(column).pattern, code) is not None


def _check_own(dataset: Dataset, countries: frozenset[str]) -> Iterator[Problem]:
    kinds = dataset.meaning.values("scheme", "actor_kind", _ISO)
    for row in dataset.grouped(IDENTIFIERS.name, "scheme").get(_ISO, ()):
        actor = dataset.records.get(row["record_id"])
        if actor is None or "country" not in actor or actor["kind"] not in kinds:
            continue
        code, own = row["identifier"], actor["country"]
        if code != own and code in countries and (own in countries or not own):
            yield _differing(row, actor, dataset)


def _differing(row: Row, actor: Row, dataset: Dataset) -> Problem:
    """On the identifier where another state has its code; else on the actor."""
    code = row["identifier"]
    others = [
        other for other in dataset.grouped(ACTORS.name, "country").get(code, ()) if other["kind"] == actor["kind"]
    ]
    if others or code not in dataset.grouped(ACTORS.name, "country"):
        at, column, message = (row, "identifier", f"the country of the actor is {actor['country']}")
        if not others:
            at, column, message = (actor, "country", f"{row.table.path} line {row.line} gives the code {code}")
    else:
        at, column, message = (actor, "country", f"{row.table.path} line {row.line} gives the code {code}")
    return at.problem(COUNTRY_DIFFERS, column, message, "look the code up")
