"""The metadata that others read: one content in every form, each accepted by an outsider where one is at hand."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from datacite import schema45
from hypothesis import given
from hypothesis import strategies as st

from us_russia_relations.check.validate import validate
from us_russia_relations.definitions import package
from us_russia_relations.definitions.package import Edition
from us_russia_relations.publish.build import build
from us_russia_relations.publish.metadata.citation_file import citation_file
from us_russia_relations.publish.metadata.croissant import croissant
from us_russia_relations.publish.metadata.datacite import datacite
from us_russia_relations.publish.metadata.files import release_files, root_files
from us_russia_relations.publish.metadata.schema_org import schema_org
from us_russia_relations.publish.metadata.zenodo import zenodo

TINY = Path(__file__).parent / "tiny"
NAMES = ("CITATION.cff", "CITATION.json", "croissant.json", "datacite.json", "schema-org.jsonld")
# All of Unicode but halves of surrogate pairs, which no file in UTF-8 can hold.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
Json = dict[str, Any]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dated release of the tiny dataset."""
    folder = tmp_path_factory.mktemp("dist")
    dataset = validate(TINY).dataset
    build(dataset, folder / "1.2.3", folder, Edition("1.2.3", "2026-11-27"))
    return folder / "1.2.3"


def read(path: Path) -> Json:
    found: Json = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def described(release: Path) -> Json:
    """The descriptor, with a source and a version before it, which the tiny dataset lacks."""
    source = {"title": 'A paper: "on" us & them <2020>', "path": "https://example.org/paper"}
    return read(release / "datapackage.json") | {"previousVersion": "1.2.2", "sources": [source]}


@pytest.fixture(scope="module")
def parquet(release: Path) -> Json:
    return read(release / "parquet" / "datapackage.json")


def test_every_form_says_the_same(described: Json, parquet: Json) -> None:
    cff = yaml.safe_load(citation_file(described))
    cite, deposit = datacite(described, parquet), zenodo(described)
    mlc, web = croissant(described, parquet), schema_org(described, parquet)
    licence = package.DATA_LICENCE
    # What is to be said, and how each form says it.
    said: dict[str, tuple[Any, list[Any]]] = {
        "version": ("1.2.3", [one["version"] for one in (cff, cite, deposit, mlc, web)]),
        "date": (
            "2026-11-27",
            [
                cff["date-released"],
                cite["dates"][0]["date"],
                deposit["publication_date"],
                mlc["datePublished"],
                web["datePublished"],
            ],
        ),
        "title": (
            package.TITLE,
            [cff["title"], cite["titles"][0]["title"], deposit["title"], mlc["name"], web["name"]],
        ),
        "authors": (
            [package.CONTRIBUTOR],
            [
                [author["name"] for author in authors]
                for authors in (cff["authors"], cite["creators"], deposit["creators"], mlc["creator"], web["creator"])
            ],
        ),
        "licence": (
            licence["name"],
            [cff["license"], cite["rightsList"][0]["rightsIdentifier"], deposit["license"]],
        ),
        "address of the licence": (
            licence["path"],
            [cite["rightsList"][0]["rightsUri"], mlc["license"], web["license"]],
        ),
        "fingerprint": (
            described["fingerprint"],
            [
                cff["identifiers"][0]["value"],
                cite["alternateIdentifiers"][0]["alternateIdentifier"],
                deposit["notes"].removeprefix("Fingerprint of the data: "),
                mlc["identifier"],
                web["identifier"]["value"],
            ],
        ),
        "description": (
            package.DESCRIPTION,
            [
                cff["abstract"],
                cite["descriptions"][0]["description"],
                deposit["description"],
                mlc["description"],
                web["description"],
            ],
        ),
        "keywords": (
            [*package.KEYWORDS],
            [
                cff["keywords"],
                [subject["subject"] for subject in cite["subjects"]],
                deposit["keywords"],
                mlc["keywords"],
                web["keywords"],
            ],
        ),
    }
    for name, (wanted, found) in said.items():
        assert found == [wanted] * len(found), name


def test_the_release_holds_the_forms_of_its_own_descriptor(release: Path, parquet: Json) -> None:
    files = release_files(read(release / "datapackage.json"), parquet)
    assert tuple(files) == NAMES
    for name, text in files.items():
        assert (release / name).read_bytes() == text.encode()
        assert text.endswith("\n")
        assert "\r" not in text
    assert all(f"  {name}\n" in (release / "SHA256SUMS").read_text(encoding="utf-8") for name in NAMES)


def test_the_root_cites_as_the_release_does(release: Path) -> None:
    files = root_files(read(release / "datapackage.json"))
    assert [*files] == ["CITATION.cff", ".zenodo.json"]
    assert files["CITATION.cff"] == (release / "CITATION.cff").read_text(encoding="utf-8")
    assert json.loads(files[".zenodo.json"])["upload_type"] == "dataset"


def test_a_candidate_has_none(tmp_path: Path) -> None:
    dataset = validate(TINY).dataset
    build(dataset, tmp_path / "candidate", tmp_path / "dist")
    assert (tmp_path / "candidate" / "datapackage.json").is_file()
    assert not [name for name in NAMES if (tmp_path / "candidate" / name).exists()]


def test_datacite_is_valid_and_names_what_it_comes_from(described: Json, parquet: Json) -> None:
    cite = datacite(described, parquet)
    assert schema45.validate(cite), [error.message for error in schema45.validator.iter_errors(cite)]
    assert not {"doi", "url", "prefix"} & cite.keys()
    assert [(one["relationType"], one["relatedIdentifier"]) for one in cite["relatedIdentifiers"]] == [
        ("IsDerivedFrom", "https://example.org/paper")
    ]
    assert [(one["relationType"], one["edition"]) for one in cite["relatedItems"]] == [("IsNewVersionOf", "1.2.2")]
    assert cite["formats"] == ["text/csv", "application/vnd.apache.parquet"]


def test_a_first_release_without_sources_is_valid_too(described: Json, parquet: Json) -> None:
    first = {name: value for name, value in described.items() if name not in ("previousVersion", "sources")}
    cite = datacite(first, parquet)
    assert schema45.validate(cite)
    assert (cite["relatedItems"], cite["relatedIdentifiers"]) == ([], [])
    assert zenodo(first)["related_identifiers"] == []
    assert schema_org(first, parquet)["isBasedOn"] == []


def test_croissant_describes_the_parquet_files(release: Path, described: Json, parquet: Json) -> None:
    mlc = croissant(described, parquet)
    for one in mlc["distribution"]:
        content = (release / one["contentUrl"]).read_bytes()
        assert one["sha256"] == hashlib.sha256(content).hexdigest()
        assert one["contentSize"] == f"{len(content)} B"
    files = {one["@id"] for one in mlc["distribution"]}
    fields = {field["@id"]: field for table in mlc["recordSet"] for field in table["field"]}
    assert [table["@id"] for table in mlc["recordSet"]] == [table["name"] for table in described["resources"]]
    for table in mlc["recordSet"]:
        assert {key["@id"] for key in table["key"]} <= {field["@id"] for field in table["field"]}
    for field in fields.values():
        assert field["source"]["fileObject"]["@id"] in files
        assert field.get("references", {"field": {"@id": field["@id"]}})["field"]["@id"] in fields
    assert fields["participants/actor_id"]["references"] == {"field": {"@id": "actors/actor_id"}}
    assert "references" not in fields["tags/vocabulary"]


def test_schema_org_names_every_file_and_column(release: Path, described: Json, parquet: Json) -> None:
    web = schema_org(described, parquet)
    assert (web["temporalCoverage"], [one["name"] for one in web["spatialCoverage"]]) == (
        "2009-01-20/2021-01-20",
        ["United States", "Russia"],
    )
    for one in web["distribution"]:
        assert one["sha256"] == hashlib.sha256((release / one["contentUrl"]).read_bytes()).hexdigest()
    listed = {
        path.relative_to(release).as_posix() for kind in ("csv", "parquet") for path in release.glob(f"*/*.{kind}")
    }
    assert {one["contentUrl"] for one in web["distribution"]} == listed
    assert "events.event_id" in {one["name"] for one in web["variableMeasured"]}


@given(title=TEXT, author=TEXT, keyword=TEXT)
def test_any_text_survives_the_citation_file(described: Json, title: str, author: str, keyword: str) -> None:
    text = citation_file(
        described | {"title": title, "contributors": [{"title": author}], "keywords": [keyword], "description": title}
    )
    found = yaml.safe_load(text.encode())
    assert (found["title"], found["abstract"]) == (title, title)
    assert (found["authors"], found["keywords"]) == ([{"name": author}], [keyword])


@pytest.mark.parametrize(
    "title", ["\"Us\": 'them'", "- # no comment", "Россия и США", "a\u2028b\u0085c\x7f", "🤝 yes", "null"]
)
def test_awkward_titles_survive_the_citation_file(described: Json, title: str) -> None:
    assert yaml.safe_load(citation_file(described | {"title": title}).encode())["title"] == title


@given(text=TEXT)
def test_zenodo_shows_text_and_no_markup(described: Json, text: str) -> None:
    shown = zenodo(described | {"description": text})["description"]
    assert not re.search("[<>]", shown)
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
