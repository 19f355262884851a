"""The metadata of a release for DataCite (schema 4.5), by which a DOI is registered and found."""

from __future__ import annotations

from typing import Any


def datacite(descriptor: dict[str, Any], parquet: dict[str, Any]) -> dict[str, Any]:
    """The attributes of a DOI that is still to be minted: complete but for the DOI itself and its address.

    ``parquet`` is the descriptor of the Parquet files.
    """
    authors = [contributor["title"] for contributor in descriptor["contributors"]]
    licence = descriptor["licenses"][0]
    released = descriptor["created"][:10]
    return {
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
        "creators": [_creator(name) for name in authors],
        "titles": [{"title": descriptor["title"]}],
        "publisher": {"name": "; ".join(authors)},
        "publicationYear": released[:4],
        "version": descriptor["version"],
        "dates": [
            {"date": released, "dateType": "Issued"},
            # Schema 4.5 has no type for what is covered; "Collected" would say when it was gathered.
            {"date": descriptor["temporalCoverage"], "dateType": "Other", "dateInformation": "Period that is covered"},
        ],
        "geoLocations": [{"geoLocationPlace": place} for place in descriptor["spatialCoverage"]],
        "language": descriptor["language"],
        "subjects": [{"subject": keyword} for keyword in descriptor["keywords"]],
        "descriptions": [{"description": descriptor["description"], "descriptionType": "Abstract"}],
        "rightsList": [
            {
                "rights": licence["title"],
                "rightsUri": licence["path"],
                "rightsIdentifier": licence["name"],
                "rightsIdentifierScheme": "SPDX",
            }
        ],
        "alternateIdentifiers": [
            {"alternateIdentifier": descriptor["fingerprint"], "alternateIdentifierType": "Fingerprint of the data"}
        ],
        "relatedIdentifiers": [
            {
                "relatedIdentifier": source["path"],
                "relatedIdentifierType": "URL",
                "relationType": "IsDerivedFrom",
            }
            for source in descriptor.get("sources", [])
        ],
        "relatedItems": _previous(descriptor, authors),
        "formats": [package["resources"][0]["mediatype"] for package in (descriptor, parquet)],
        "sizes": [f"{len(descriptor['resources'])} tables", *(_size(package) for package in (descriptor, parquet))],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }


def _creator(name: str) -> dict[str, str]:
    return {"name": name, "nameType": "Organizational"}


def _previous(descriptor: dict[str, Any], authors: list[str]) -> list[dict[str, Any]]:
    """The version before as an item, since it has no identifier that a related identifier could name."""
    if "previousVersion" not in descriptor:
        return []
    return [
        {
            "relatedItemType": "Dataset",
            "relationType": "IsNewVersionOf",
            "titles": [{"title": descriptor["title"]}],
            "creators": [_creator(name) for name in authors],
            "edition": descriptor["previousVersion"],
        }
    ]


def _size(package: dict[str, Any]) -> str:
    resources = package["resources"]
    return f"{sum(resource['bytes'] for resource in resources)} bytes as {resources[0]['mediatype']}"
