"""Which files of metadata a release has, and which the root of the project has beside them."""

from __future__ import annotations

import json
from typing import Any

from us_russia_relations.analysis.cite.edition import FILE, citations
from us_russia_relations.publish.metadata.citation_file import citation_file
from us_russia_relations.publish.metadata.croissant import croissant
from us_russia_relations.publish.metadata.datacite import datacite
from us_russia_relations.publish.metadata.schema_org import schema_org
from us_russia_relations.publish.metadata.zenodo import zenodo


def release_files(descriptor: dict[str, Any], parquet: dict[str, Any]) -> dict[str, str]:
    """The text of each file of metadata in the folder of a release, by its name.

    ``descriptor`` is that of a release with a date, ``parquet`` that of its Parquet files.
    """
    return {
        "CITATION.cff": citation_file(descriptor),
        FILE: _json(citations(descriptor)),
        "croissant.json": _json(croissant(descriptor, parquet)),
        "datacite.json": _json(datacite(descriptor, parquet)),
        "schema-org.jsonld": _json(schema_org(descriptor, parquet)),
    }


def root_files(descriptor: dict[str, Any]) -> dict[str, str]:
    """The text of each file of metadata at the root of the project, by its name, for the release that it describes."""
    return {"CITATION.cff": citation_file(descriptor), ".zenodo.json": _json(zenodo(descriptor))}


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
