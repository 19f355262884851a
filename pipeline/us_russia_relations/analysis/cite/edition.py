"""How a release of the dataset is cited, computed from its descriptor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from us_russia_relations.analysis.cite.csl import Item, when
from us_russia_relations.analysis.cite.forms import FORMS, known, written
from us_russia_relations.analysis.cite.styles import STYLES
from us_russia_relations.release import fingerprint
from us_russia_relations.release.release import Release

# The file of a dated release with its citation in each style, so that citing it needs no further library.
FILE = "CITATION.json"
_RESOLVER = "https://doi.org/"


def item(descriptor: Mapping[str, Any]) -> Item:
    """The CSL item of a release; without a date where it has none, as a candidate."""
    result: Item = {
        "id": f"{descriptor['name']}-{descriptor['version']}",
        "type": "dataset",
        "author": [_name(person) for person in descriptor["contributors"] if "publisher" not in _roles(person)],
        "title": descriptor["title"],
        "version": descriptor["version"],
        "publisher": _publisher(descriptor),
    }
    if "created" in descriptor:
        result["issued"] = when(descriptor["created"][:10])
    doi = _doi(descriptor)
    if doi:
        result["DOI"] = doi
    elif "homepage" in descriptor:
        result["URL"] = descriptor["homepage"]
    return result | {"note": ". ".join(_identification(descriptor))}


def citations(descriptor: Mapping[str, Any]) -> dict[str, str]:
    """The citation of a release in each style. Raises MissingExtraError."""
    return {style: cited(descriptor, style) for style in FORMS}


def cited(descriptor: Mapping[str, Any], style: str) -> str:
    """The citation of a release in a style. Raises UnknownNameError and MissingExtraError."""
    text = written([item(descriptor)], style).rstrip("\n")
    if style not in STYLES:
        return text
    # The styles print no notes.
    return f"{text} {'. '.join(_identification(descriptor))}."


def citation(release: Release, style: str) -> str:
    """The citation that a release ships, or a computed one where it ships none. Raises as ``cited`` does."""
    path = release.folder / FILE
    shipped = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return str(shipped[style]) if known(style) in shipped else cited(release.descriptor, style)


def _identification(descriptor: Mapping[str, Any]) -> list[str]:
    """The fingerprint, and where the release has no DOI, that it has none."""
    digests = {resource["name"]: resource["hash"].removeprefix("sha256:") for resource in descriptor["resources"]}
    result = [f"Fingerprint sha256:{fingerprint.of_tables(digests)}"]
    return result if _doi(descriptor) else [*result, "DOI: none minted yet"]


def _doi(descriptor: Mapping[str, Any]) -> str | None:
    """The DOI: data packages have it in their id, as an address."""
    name = str(descriptor.get("id", ""))
    return name.removeprefix(_RESOLVER) if name.startswith(_RESOLVER) else None


def _roles(person: Mapping[str, Any]) -> list[str]:
    return [*person.get("roles", ()), person.get("role", "")]


def _name(person: Mapping[str, Any]) -> dict[str, str]:
    if "familyName" in person and "givenName" in person:
        return {"family": person["familyName"], "given": person["givenName"]}
    return {"literal": person["title"]}


def _publisher(descriptor: Mapping[str, Any]) -> str:
    """The contributor with the role of publisher, else the first."""
    people = descriptor["contributors"]
    return str(next((person["title"] for person in people if "publisher" in _roles(person)), people[0]["title"]))
