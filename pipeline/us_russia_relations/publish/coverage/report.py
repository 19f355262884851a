"""The coverage report of a release: every number of it can be counted again in the published tables."""

from __future__ import annotations

from typing import Any

from us_russia_relations.definitions import PUBLISHED_TABLES, package
from us_russia_relations.definitions.package import Edition
from us_russia_relations.derive.typed import Tables
from us_russia_relations.publish.coverage import lists, matches, quality, rows, sources

Report = dict[str, Any]


def coverage(tables: Tables, edition: Edition) -> Report:
    """The report on these typed tables, all of them lists of flat objects, which a frame takes as they are.

    A year is None where the date of a row is unknown or its first day is open. Shares lie between 0 and 1, with
    four decimals; the share of nothing is None.
    """
    return {
        "name": package.NAME,
        "version": edition.version,
        "window": {"start": package.WINDOW_START, "end": package.WINDOW_END},
        "tables": [{"table": table.name, "rows": len(tables[table.name])} for table in PUBLISHED_TABLES],
        "years": rows.years(tables),
        "types": rows.types(tables),
        "cells": rows.cells(tables),
        "themes": rows.themes(tables),
        "fill": quality.fill(tables),
        "evidence": {
            "records": quality.evidence(tables),
            "fields": quality.fields(tables),
            "stances": quality.stances(tables),
        },
        "sources": {
            "classes": sources.classes(tables),
            "languages": sources.languages(tables),
            "origins": sources.origins(tables),
        },
        "certainty": quality.certainty(tables),
        "precision": quality.precision(tables),
        "crosswalk": matches.crosswalk(tables),
        "identifiers": matches.identifiers(tables),
        "lists": lists.lists(tables),
    }
