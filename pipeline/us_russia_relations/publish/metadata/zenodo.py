"""The metadata of a deposit at Zenodo, which reads them from .zenodo.json at the root of a repository."""

from __future__ import annotations

import html
from typing import Any

# Zenodo wants ISO 639-3; the descriptor has the two letters of ISO 639-1.
_LANGUAGES = {"en": "eng"}


def zenodo(descriptor: dict[str, Any]) -> dict[str, Any]:
    """The deposit metadata of a release; Zenodo itself mints the DOI and links the versions."""
    return {
        "upload_type": "dataset",
        "title": descriptor["title"],
        "publication_date": descriptor["created"][:10],
        "version": descriptor["version"],
        "creators": [{"name": author["title"]} for author in descriptor["contributors"]],
        # Zenodo shows both of these as HTML.
        "description": html.escape(descriptor["description"], quote=False),
        "notes": html.escape(f"Fingerprint of the data: {descriptor['fingerprint']}", quote=False),
        "access_right": "open",
        "license": descriptor["licenses"][0]["name"],
        "keywords": descriptor["keywords"],
        "language": _LANGUAGES[descriptor["language"]],
        "locations": [{"place": place} for place in descriptor["spatialCoverage"]],
        "related_identifiers": [
            {"identifier": source["path"], "relation": "isDerivedFrom", "scheme": "url"}
            for source in descriptor.get("sources", [])
        ],
    }
