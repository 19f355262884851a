"""A release in the Croissant format 1.0: its Parquet files, and the record sets that they hold."""

from __future__ import annotations

from typing import Any

from us_russia_relations.analysis.cite.edition import cited

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
_TYPES = {
    "string": "sc:Text",
    "date": "sc:Date",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
}
_TERMS = (
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet", "format",
    "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
    "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
# The context that the format prescribes, whichever of its terms are used.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in _TERMS},
}


def croissant(descriptor: dict[str, Any], parquet: dict[str, Any]) -> dict[str, Any]:
    """The JSON-LD of a release; ``parquet`` is the descriptor of the Parquet files, which lie in a folder beside it."""
    authors = [{"@type": "sc:Organization", "name": author["title"]} for author in descriptor["contributors"]]
    files = {resource["name"]: f"parquet/{resource['path']}" for resource in parquet["resources"]}
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": descriptor["title"],
        "description": descriptor["description"],
        "conformsTo": CONFORMS_TO,
        "version": descriptor["version"],
        "datePublished": descriptor["created"][:10],
        "license": descriptor["licenses"][0]["path"],
        "creator": authors,
        "publisher": authors,
        "keywords": descriptor["keywords"],
        "inLanguage": descriptor["language"],
        "identifier": descriptor["fingerprint"],
        "citeAs": cited(descriptor, "bibtex"),
        "isLiveDataset": False,
        "distribution": [_file_object(resource, files[resource["name"]]) for resource in parquet["resources"]],
        "recordSet": [_record_set(resource, files[resource["name"]]) for resource in descriptor["resources"]],
    }


def _file_object(resource: dict[str, Any], path: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": resource["path"],
        "description": resource["description"],
        "contentUrl": path,
        "contentSize": f"{resource['bytes']} B",
        # The format's own word for Parquet, and the only one that its readers know.
        "encodingFormat": "application/x-parquet",
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _record_set(resource: dict[str, Any], path: str) -> dict[str, Any]:
    name, schema = resource["name"], resource["schema"]
    # A reader joins on the one field that a reference names, so that a key of several columns would multiply the rows.
    parents = {
        key["fields"][0]: f"{key['reference']['resource']}/{key['reference']['fields'][0]}"
        for key in schema.get("foreignKeys", [])
        if len(key["fields"]) == 1
    }
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": f"{resource['title']}. {resource['description']}",
        "key": [{"@id": f"{name}/{column}"} for column in schema["primaryKey"]],
        "field": [_field(field, name, path, parents.get(field["name"])) for field in schema["fields"]],
    }


def _field(field: dict[str, Any], table: str, path: str, parent: str | None) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{field['name']}",
        "name": field["name"],
        "description": field["description"],
        "dataType": _TYPES[field["type"]],
        "source": {"fileObject": {"@id": path}, "extract": {"column": field["name"]}},
    }
    if parent:
        described["references"] = {"field": {"@id": parent}}
    return described
