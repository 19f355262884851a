"""A published table as a Frictionless resource, and the tables as a data package (version 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from us_russia_relations.definitions import package
from us_russia_relations.definitions.custom_properties import MEANING, meaning_of_column, meaning_of_table
from us_russia_relations.definitions.model import Column, Table
from us_russia_relations.definitions.package import Edition

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# A vocabulary's terms in order: (term, label) pairs, and whether the order has meaning.
Vocabulary = tuple[Sequence[tuple[str, str]], bool]


def table_schema(table: Table, vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """The Table Schema of a published table."""
    schema: dict[str, Any] = {
        "fields": [_field(column, table, vocabularies) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {"fields": list(key.columns), "reference": {"resource": key.table, "fields": list(key.references)}}
            for key in table.foreign_keys
        ]
    return schema


def _field(column: Column, table: Table, vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    kind = "string" if column.type == "edtf" else column.type
    note = " EDTF level 1." if column.type == "edtf" else ""
    field: dict[str, Any] = {"name": column.name, "type": kind, "description": column.description + note}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if table.primary_key == (column.name,):
        constraints["unique"] = True
    # Clients that turn patterns into SQL crash on a null, so only required fields publish theirs.
    if column.pattern and column.required:
        constraints["pattern"] = column.pattern
    if column.vocabulary:
        terms, ordered = vocabularies[column.vocabulary]
        constraints["enum"] = [term for term, _ in terms]
        field["categories"] = [{"value": term, "label": label} for term, label in terms]
        if ordered:
            field["categoriesOrdered"] = True
    if constraints:
        field["constraints"] = constraints
    if column.formula:
        field["formula"] = column.formula
    if column.example:
        field["example"] = column.example
    if meaning := meaning_of_column(column):
        field[MEANING] = meaning
    return field


def about(table: Table) -> dict[str, Any]:
    """What the resources of a table say of it as a whole."""
    described = {"title": table.title, "description": f"One row is {table.row}."}
    meaning = meaning_of_table(table)
    return {**described, MEANING: meaning} if meaning else described


def resource(table: Table, path: str, content: bytes, digest: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The resource of a CSV file; ``digest`` is its SHA-256 in hexadecimal."""
    return {
        "name": table.name,
        "type": "table",
        **about(table),
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def parquet_resource(table: Table, path: str, content: bytes, digest: str) -> dict[str, Any]:
    """The resource of a Parquet file: bytes and hash without a schema, which is all that clients check."""
    return {
        "name": table.name,
        **about(table),
        "path": path,
        "format": "apache-parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": len(content),
        "hash": f"sha256:{digest}",
    }


def data_package(
    edition: Edition, fingerprint: str, sources: Sequence[Mapping[str, str]], resources: list[dict[str, Any]]
) -> dict[str, Any]:
    """The descriptor of a package of resources, from which all other metadata are computed.

    ``sources`` are what the dataset as a whole derives from, each with title and path.

    Beside the properties of the profile it has these of ours: ``previousVersion``, ``fingerprint`` (SHA-256 over the
    tables), ``provenance`` (the names that git has for the trees that it was built from), ``language`` (ISO 639-1),
    ``temporalCoverage`` (first and last day, as an ISO 8601 interval) and ``spatialCoverage`` (names of countries).
    Resources and fields have ``meaning``, which ``definitions.custom_properties`` writes and reads.
    """
    described: dict[str, Any] = {
        "$schema": PROFILE,
        "name": package.NAME,
        "id": f"{package.NAME}-{edition.version}",
        "title": package.TITLE,
        "description": package.DESCRIPTION,
        "version": edition.version,
    }
    if edition.released:
        described["created"] = f"{edition.released}T00:00:00Z"
    if edition.previous:
        described["previousVersion"] = edition.previous
    described["fingerprint"] = f"sha256:{fingerprint}"
    if edition.provenance:
        described["provenance"] = dict(edition.provenance)
    if sources:
        described["sources"] = [dict(source) for source in sources]
    return described | {
        "language": package.LANGUAGE,
        "temporalCoverage": f"{package.WINDOW_START}/{package.WINDOW_END}",
        "spatialCoverage": list(package.COUNTRIES),
        "keywords": list(package.KEYWORDS),
        "licenses": [dict(package.DATA_LICENCE)],
        "contributors": [{"title": package.CONTRIBUTOR, "roles": ["author"], "role": "author"}],
        "resources": resources,
    }
