"""Show that the validators of metadata reject a release and a root with one thing wrong.

Usage: reject_broken_metadata.py RELEASE_FOLDER ROOT PATH_OF_CFFCONVERT
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from check_metadata import (
    check_citation,
    check_croissant,
    check_datacite,
    check_schema_org,
    check_zenodo,
    citation_validators,
    fail_on_warnings,
)

Json = dict[str, Any]
Break = Callable[[Path], None]
# How a copy is broken, and a word that the complaint must have.
Cases = dict[str, tuple[Break, str]]


def edited(name: str, edit: Callable[[Json], object]) -> Break:
    """Breaks the JSON file of that name in a folder."""

    def do(folder: Path) -> None:
        described = json.loads((folder / name).read_text(encoding="utf-8"))
        edit(described)
        (folder / name).write_text(json.dumps(described), encoding="utf-8")

    return do


def without(name: str, attribute: str) -> Break:
    """Takes an attribute out of the JSON file of that name."""
    return edited(name, lambda described: described.pop(attribute))


def replaced(name: str, old: str, new: str) -> Break:
    """Breaks the text file of that name in a folder."""

    def do(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old}"
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return do


def record_set(described: Json, name: str) -> Json:
    found: Json = next(one for one in described["recordSet"] if one["@id"] == name)
    return found


def field(described: Json, name: str) -> Json:
    table = record_set(described, name.partition("/")[0])
    found: Json = next(one for one in table["field"] if one["@id"] == name)
    return found


def croissant(edit: Callable[[Json], object]) -> Break:
    return edited("croissant.json", edit)


CROISSANT: Cases = {
    "a wrong sha256": (croissant(lambda one: one["distribution"][0].update(sha256="0" * 64)), "0000"),
    "a missing file": (lambda folder: (folder / "parquet" / "actors.parquet").unlink(), "actors.parquet"),
    "a file without sha256": (croissant(lambda one: one["distribution"][0].pop("sha256")), "sha256"),
    "a column that is not in the file": (
        croissant(lambda one: field(one, "actors/name")["source"]["extract"].update(column="nobody")),
        "nobody",
    ),
    "a dangling file": (
        croissant(lambda one: field(one, "actors/name")["source"]["fileObject"].update({"@id": "nobody"})),
        "nobody",
    ),
    "a dangling field reference": (
        croissant(lambda one: field(one, "participants/actor_id")["references"]["field"].update({"@id": "nobody/id"})),
        "nobody/id",
    ),
    "a field without a type": (croissant(lambda one: field(one, "actors/name").pop("dataType")), "dataType"),
    "a column of another one": (
        croissant(lambda one: field(one, "actors/name")["source"]["extract"].update(column="kind")),
        "differs",
    ),
    "no license": (without("croissant.json", "license"), "license"),
    "a record set that is gone": (croissant(lambda one: one["recordSet"].pop()), "other record sets"),
}
DATACITE: Cases = {
    f"no {name}": (without("datacite.json", name), name)
    for name in ("creators", "titles", "publisher", "publicationYear", "types", "schemaVersion")
} | {
    "a year that is a number": (edited("datacite.json", lambda one: one.update(publicationYear=2026)), "2026"),
    "a relation that is none": (
        edited("datacite.json", lambda one: one["relatedIdentifiers"][0].update(relationType="isLike")),
        "isLike",
    ),
    "a DOI that is none": (edited("datacite.json", lambda one: one.update(doi="to come")), "to come"),
}
ZENODO: Cases = {
    "no upload_type": (without(".zenodo.json", "upload_type"), "upload_type"),
    "no license": (without(".zenodo.json", "license"), "license"),
    "no creators": (edited(".zenodo.json", lambda one: one.update(creators=[])), "creators"),
    "an attribute that is none": (edited(".zenodo.json", lambda one: one.update(licence="CC-BY-4.0")), "licence"),
    "a date that is none": (edited(".zenodo.json", lambda one: one.update(publication_date="27.11.2026")), "27.11"),
    "a relation that is none": (
        edited(".zenodo.json", lambda one: one["related_identifiers"][0].update(relation="isLike")),
        "isLike",
    ),
    "HTML in the description": (edited(".zenodo.json", lambda one: one.update(description="a < b")), "description"),
}
SCHEMA_ORG: Cases = {
    "a term that is none": (edited("schema-org.jsonld", lambda one: one.update(licence="CC-BY-4.0")), "licence"),
    "no license": (without("schema-org.jsonld", "license"), "license"),
    "a type that is none": (edited("schema-org.jsonld", lambda one: one.update({"@type": "DataSet"})), "DataSet"),
    "a wrong sha256": (
        edited("schema-org.jsonld", lambda one: one["distribution"][0].update(sha256="0" * 64)),
        "sha256",
    ),
    "a missing file": (lambda folder: (folder / "csv" / "actors.csv").unlink(), "actors.csv"),
}
CITATION: Cases = {
    "a type that is none": (replaced("CITATION.cff", 'type: "dataset"', 'type: "data"'), "data"),
    "no authors": (replaced("CITATION.cff", "authors:", "makers:"), "authors"),
    "a date that is none": (replaced("CITATION.cff", 'date-released: "', 'date-released: "on '), "on 20"),
    "text that is no YAML": (replaced("CITATION.cff", 'title: "', 'title: ""'), ""),
}


def complaint(check: Callable[[Path], object], folder: Path) -> str:
    """What the check has against the folder: the first cause; nothing where it accepts it."""
    try:
        check(folder)
    except Exception as error:  # noqa: BLE001 - each validator has its own, and a wrong one lacks the word
        first: BaseException = error
        while first.__cause__:
            first = first.__cause__
        return " ".join(f"{type(first).__name__}: {first}".split())
    return ""


def reject(form: str, check: Callable[[Path], object], cases: Cases, folder: Path) -> None:
    for name, (spoil, word) in cases.items():
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "copy"
            shutil.copytree(folder, copy)
            spoil(copy)
            found = complaint(check, copy)
            assert found, f"{form}, {name}: accepted"
            assert word in found, f"{form}, {name}: rejected for another reason: {found}"
            print(f"{form}, {name}: rejected ({found:.200})")


def main(release: Path, root: Path, cffconvert: str) -> None:
    fail_on_warnings()
    reject("Croissant", lambda folder: check_croissant(folder, ["actors", "participants"]), CROISSANT, release)
    reject("DataCite", lambda folder: check_datacite(folder / "datacite.json"), DATACITE, release)
    reject("schema.org", check_schema_org, SCHEMA_ORG, release)
    with tempfile.TemporaryDirectory() as scratch:
        # The root holds the whole project; only these two of its files are copied for each case.
        for name in (".zenodo.json", "CITATION.cff"):
            shutil.copyfile(root / name, Path(scratch) / name)
        reject("Zenodo", lambda folder: check_zenodo(folder / ".zenodo.json"), ZENODO, Path(scratch))
        for call in citation_validators(cffconvert):
            form = f"CITATION.cff by {Path(call[0]).name}"
            reject(form, partial(check_file, call), CITATION, Path(scratch))


def check_file(call: list[str], folder: Path) -> None:
    check_citation(folder / "CITATION.cff", call)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
