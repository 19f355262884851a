"""Check the metadata of a release and of the root with validators that nobody here wrote.

Usage: check_metadata.py RELEASE_FOLDER ROOT PATH_OF_CFFCONVERT

Zenodo serves its schema from its own site alone, so that the rules for .zenodo.json are those of its documentation of
deposit metadata, written out here. cffconvert pins an old jsonschema and lives in an environment of its own.
"""

import csv
import hashlib
import html
import json
import logging
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import mlcroissant
import pandas as pd
from datacite import schema45
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SDO

UPLOAD_TYPES = {
    "publication", "poster", "presentation", "dataset", "image", "video", "software", "lesson", "physicalobject",
    "other",
}  # fmt: skip
RELATIONS = {
    "isCitedBy", "cites", "isSupplementTo", "isSupplementedBy", "isContinuedBy", "continues", "isDescribedBy",
    "describes", "hasMetadata", "isMetadataFor", "isNewVersionOf", "isPreviousVersionOf", "isPartOf", "hasPart",
    "isReferencedBy", "references", "isDocumentedBy", "documents", "isCompiledBy", "compiles", "isVariantFormOf",
    "isOriginalFormof", "isIdenticalTo", "isAlternateIdentifier", "isReviewedBy", "reviews", "isDerivedFrom",
    "isSourceOf", "requires", "isRequiredBy", "isObsoletedBy", "obsoletes",
}  # fmt: skip
# The type of each attribute of a deposit that we use or could use, and whether it must be there.
DEPOSIT: dict[str, tuple[type, bool]] = {
    "upload_type": (str, True), "publication_date": (str, True), "title": (str, True), "creators": (list, True),
    "description": (str, True), "access_right": (str, True), "license": (str, True), "doi": (str, False),
    "keywords": (list, False), "notes": (str, False), "related_identifiers": (list, False),
    "contributors": (list, False), "references": (list, False), "communities": (list, False), "grants": (list, False),
    "subjects": (list, False), "version": (str, False), "language": (str, False), "locations": (list, False),
    "dates": (list, False), "method": (str, False),
}  # fmt: skip


class Warned(logging.Handler):
    """Fails on what a library only warns of."""

    def emit(self, record: logging.LogRecord) -> None:
        raise AssertionError(record.getMessage())


def fail_on_warnings() -> None:
    """Make mlcroissant fail where it only warns, as of a property that is recommended."""
    logging.getLogger("absl").addHandler(Warned())


def citation_validators(cffconvert: str) -> tuple[list[str], ...]:
    """The calls that validate a citation file, whose path is to be added."""
    check_jsonschema = str(Path(sys.executable).parent / "check-jsonschema")
    return [check_jsonschema, "--builtin-schema", "vendor.citation-file-format"], [cffconvert, "--validate", "-i"]


def check_citation(path: Path, call: list[str]) -> None:
    done = subprocess.run([*call, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{Path(call[0]).name}: {done.stdout}{done.stderr}"


def check_datacite(path: Path) -> None:
    described = json.loads(path.read_text(encoding="utf-8"))
    # validate() says no by False; the validator behind it tells why.
    reasons = [error.message for error in schema45.validator.iter_errors(described)]
    assert schema45.validate(described), reasons


def check_zenodo(path: Path) -> None:
    deposit = json.loads(path.read_text(encoding="utf-8"))
    assert deposit.keys() <= DEPOSIT.keys(), f"no attributes of a deposit: {deposit.keys() - DEPOSIT.keys()}"
    for name, (kind, required) in DEPOSIT.items():
        assert name in deposit or not required, f"{name} is missing"
        assert isinstance(deposit.get(name, kind()), kind), f"{name} is no {kind.__name__}"
        assert deposit.get(name) or not required, f"{name} is empty"
    assert deposit["upload_type"] in UPLOAD_TYPES, f"no upload_type: {deposit['upload_type']}"
    assert deposit["access_right"] == "open", "other access rights need more attributes"
    assert date.fromisoformat(deposit["publication_date"]).isoformat() == deposit["publication_date"]
    assert all(creator["name"] for creator in deposit["creators"])
    assert all(isinstance(keyword, str) for keyword in deposit.get("keywords", []))
    language = deposit.get("language", "")
    assert len(language) in (0, 3), f"no ISO 639-2 or 639-3 code: {language}"
    assert all(place["place"] for place in deposit.get("locations", []))
    for related in deposit.get("related_identifiers", []):
        assert related["relation"] in RELATIONS, f"no relation: {related['relation']}"
        assert related["identifier"].startswith("https://"), f"no address: {related['identifier']}"
    for name in ("description", "notes"):
        text = deposit.get(name, "")
        assert "<" not in text, f"{name} is shown as HTML and has a bare <"
        assert html.escape(html.unescape(text), quote=False) == text, f"{name} is shown as HTML and has a bare &"


def check_schema_org(release: Path) -> None:
    path = release / "schema-org.jsonld"
    graph = Graph().parse(data=path.read_text(encoding="utf-8"), format="json-ld")
    terms = {*graph.predicates(), *graph.objects(None, RDF.type)} - {RDF.type}
    unknown = [term for term in terms if term not in SDO]
    assert not unknown, f"not in the vocabulary of schema.org: {unknown}"
    (dataset,) = graph.subjects(RDF.type, SDO.Dataset)
    for term in ("name", "description", "version", "datePublished", "license", "creator", "temporalCoverage"):
        assert graph.value(dataset, SDO[term]), f"the dataset has no {term}"
    downloads = [*graph.objects(dataset, SDO.distribution)]
    assert downloads, "the dataset has no distribution"
    for download in downloads:
        assert (download, RDF.type, SDO.DataDownload) in graph
        address = graph.value(download, SDO.contentUrl)
        assert isinstance(address, Literal | URIRef), "a distribution has no address"
        content = (release / str(address)).read_bytes()
        assert str(graph.value(download, SDO.sha256)) == hashlib.sha256(content).hexdigest(), f"{address}: sha256"
        assert str(graph.value(download, SDO.contentSize)) == f"{len(content)} B", f"{address}: size"


def check_croissant(release: Path, tables: list[str] | None = None) -> int:
    """Load record sets completely, hold them against the CSV files, and return the count of cells."""
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    kinds = {
        resource["name"]: {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        for resource in package["resources"]
    }
    described = json.loads((release / "croissant.json").read_text(encoding="utf-8"))
    assert {one["@id"] for one in described["recordSet"]} == set(kinds), "other record sets than tables"
    cells = 0
    for table in tables or kinds:
        # One that has been read from before returns too few rows where record sets refer to others.
        dataset = mlcroissant.Dataset(jsonld=str(release / "croissant.json"))
        found = [
            {name.partition("/")[2]: _text(value) for name, value in record.items()}
            for record in dataset.records(table)
        ]
        with (release / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = [*csv.DictReader(file)]
        wanted = [{name: _plain(text, kinds[table][name]) for name, text in row.items()} for row in rows]
        assert len(found) == len(wanted), f"{table}: {len(found)} records instead of {len(wanted)}"
        assert found == wanted, f"{table}: the record set differs from the CSV file"
        cells += sum(len(row) for row in wanted)
    return cells


def _text(value: Any) -> str:
    """A value as Croissant loads it, written as the CSV file writes it."""
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, bytes):
        return value.decode()
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else repr(value)


def _plain(text: str, kind: str) -> str:
    """The text of a cell as its loaded value is written."""
    if kind == "number" and text:
        return repr(float(text))
    return text.capitalize() if kind == "boolean" else text


def main(release: Path, root: Path, cffconvert: str) -> None:
    fail_on_warnings()
    for citation in (release / "CITATION.cff", root / "CITATION.cff"):
        for call in citation_validators(cffconvert):
            check_citation(citation, call)
    print("check-jsonschema and cffconvert accept CITATION.cff, in the release and at the root")
    check_datacite(release / "datacite.json")
    print("the schema of DataCite 4.5 accepts datacite.json")
    check_zenodo(root / ".zenodo.json")
    print("the rules of Zenodo accept .zenodo.json")
    check_schema_org(release)
    print("rdflib reads schema-org.jsonld: every term is of schema.org, every file is there with its size and sha256")
    cells = check_croissant(release)
    print(f"mlcroissant loads every record set: {cells} cells equal the CSV files")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
