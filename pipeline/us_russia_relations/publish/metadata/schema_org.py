"""A release as a schema.org Dataset, which search engines for datasets read."""

from __future__ import annotations

from typing import Any


def schema_org(descriptor: dict[str, Any], parquet: dict[str, Any]) -> dict[str, Any]:
    """The JSON-LD of a release; ``parquet`` is the descriptor of the Parquet files, whose paths start beside it."""
    authors = [{"@type": "Organization", "name": author["title"]} for author in descriptor["contributors"]]
    return {
        # The vocabulary itself and not the address of a context, so that nothing has to be fetched to read it.
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Dataset",
        "name": descriptor["title"],
        "description": descriptor["description"],
        "version": descriptor["version"],
        "datePublished": descriptor["created"][:10],
        "license": descriptor["licenses"][0]["path"],
        "creator": authors,
        "publisher": authors,
        "keywords": descriptor["keywords"],
        "inLanguage": descriptor["language"],
        "isAccessibleForFree": True,
        "temporalCoverage": descriptor["temporalCoverage"],
        "spatialCoverage": [{"@type": "Country", "name": name} for name in descriptor["spatialCoverage"]],
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "Fingerprint of the data",
            "value": descriptor["fingerprint"],
        },
        "isBasedOn": [
            {"@type": "CreativeWork", "name": source["title"], "url": source["path"]}
            for source in descriptor.get("sources", [])
        ],
        "distribution": [
            *(_download(resource, "") for resource in descriptor["resources"]),
            *(_download(resource, "parquet/") for resource in parquet["resources"]),
        ],
        "variableMeasured": [
            {"@type": "PropertyValue", "name": f"{table['name']}.{field['name']}", "description": field["description"]}
            for table in descriptor["resources"]
            for field in table["schema"]["fields"]
        ],
    }


def _download(resource: dict[str, Any], folder: str) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": resource["title"],
        "description": resource["description"],
        "contentUrl": f"{folder}{resource['path']}",
        "encodingFormat": resource["mediatype"],
        "contentSize": f"{resource['bytes']} B",
        "sha256": resource["hash"].removeprefix("sha256:"),
    }
