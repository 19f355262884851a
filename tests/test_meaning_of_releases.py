"""A release says itself what its tables mean: the descriptor ships the definitions, and the reader takes them there."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from us_russia_relations.definitions import PUBLISHED_TABLES
from us_russia_relations.definitions.custom_properties import MEANING, table_of
from us_russia_relations.definitions.model import Table
from us_russia_relations.errors import DamagedReleaseError
from us_russia_relations.release.release import Release
from us_russia_relations.release.versions import released

DIST = Path(__file__).parent.parent / "dist"
OLD = released(DIST)


def published(table: Table) -> Table:
    """The definition without what a descriptor does not hold: the folder of the file, patterns of optional columns."""
    columns = tuple(
        replace(
            column,
            pattern=column.pattern if column.required else "",
            description=column.description + (" EDTF level 1." if column.type == "edtf" else ""),
        )
        for column in table.columns
    )
    return replace(table, folder=None, columns=columns)


@pytest.fixture(scope="module")
def release(packages: Callable[[str], Path]) -> Release:
    return Release(packages("tiny"))


@pytest.mark.parametrize("table", PUBLISHED_TABLES, ids=lambda table: table.name)
def test_the_descriptor_gives_the_definition_back(table: Table, release: Release) -> None:
    assert release.definitions[table.name] == published(table)


def test_every_coded_column_names_its_vocabulary(release: Release) -> None:
    for declared in release.descriptor["resources"]:
        for field in declared["schema"]["fields"]:
            assert ("categories" in field) == ("vocabulary" in field.get(MEANING, {}))


def test_both_descriptors_of_a_release_say_the_same_of_a_table(release: Release) -> None:
    parquet = json.loads((release.folder / "parquet" / "datapackage.json").read_text(encoding="utf-8"))
    there, here = (
        {declared["name"]: declared.get(MEANING) for declared in described["resources"]}
        for described in (parquet, release.descriptor)
    )
    assert there == here


WRONG: dict[str, object] = {
    "noun": ["measure"],
    "label": "title",
    "order": [1],
    "act": "true",
    "date": "no_column",
    "labelFormat": "{title:>9999999999}",
}


@pytest.mark.parametrize("key", WRONG)
def test_a_meaning_that_can_not_be_read_is_damage(key: str, release: Release, tmp_path: Path) -> None:
    described = json.loads((release.folder / "datapackage.json").read_text(encoding="utf-8"))
    measures = next(one for one in described["resources"] if one["name"] == "measures")
    measures[MEANING][key] = WRONG[key]
    (tmp_path / "parquet").mkdir()
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    with pytest.raises(DamagedReleaseError, match="measures: "):
        Release(tmp_path).tables()


@pytest.mark.parametrize("version", OLD)
def test_an_older_release_means_what_it_has_columns_for(version: str) -> None:
    release = Release(DIST / version)
    for declared in release.descriptor["resources"]:
        table = release.definitions[declared["name"]]
        named = (*table.label, *table.known_from(), *table.order, table.date, table.type, table.owner)
        assert {name for name in named if name} <= {*table.header}
    assert release.definitions["events"].date == "date"
    assert release.definitions["participants"].owner == "record_id"


def test_a_release_of_another_meaning_is_believed(release: Release) -> None:
    declared = next(one for one in release.descriptor["resources"] if one["name"] == "measures")
    other = {**declared, MEANING: {"label": ["legal_reference", "title"], "date": "effective"}}
    table = table_of(other)
    assert (table.label, table.date, table.act) == (("legal_reference", "title"), "effective", False)
