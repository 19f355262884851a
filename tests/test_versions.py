"""Reading releases of any version, what happened between them, and ids that were retired."""

import json
import shutil
import warnings
from pathlib import Path

import pandas as pd
import pytest
from support.publishing import Checkout

import us_russia_relations as usrr
from us_russia_relations import paths
from us_russia_relations.errors import (
    CallError,
    DataNotFoundError,
    RetiredIdWarning,
    UnknownNameError,
    UnknownVersionError,
)
from us_russia_relations.release.versions import released

ROOT = Path(__file__).parent.parent
DIST = ROOT / "dist"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with three releases: a cell is corrected, then two meetings become one."""
    checkout = Checkout(tmp_path_factory.mktemp("versions"))
    checkout.publish()
    checkout.commit()
    checkout.next("raw/events.csv", "drank tea", "drank coffee")
    checkout.publish()
    checkout.commit()
    stones = (
        "a-tea,merged,b-tea,0.2.0,Told twice.\nb-tea,merged,example-meeting-2013,0.2.0,Told thrice.\n"
        "c-tea,withdrawn,,0.2.0,It never was.\n"
    )
    checkout.next("raw/retired.csv", "example-tea-2013,", f"{stones}example-tea-2013,")
    checkout.publish()
    return checkout.root


@pytest.fixture
def here(published: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes that checkout the one whose releases are read."""
    monkeypatch.setattr(paths, "data_root", lambda: published)
    return published


@pytest.mark.parametrize("version", released(DIST))
def test_every_published_release_loads_with_todays_code(version: str) -> None:
    for release in (usrr.open(DIST / version), usrr.open(str(DIST / version))):
        assert release.version == version
        described = json.loads((DIST / version / "datapackage.json").read_text(encoding="utf-8"))
        assert release.tables() == [resource["name"] for resource in described["resources"]]
    for table in usrr.tables(version=version):
        frame = usrr.load(table, version=version)
        assert frame.attrs["version"] == version
        assert [*usrr.describe(table, version=version).index] == [*frame.columns]
        text = (DIST / version / "csv" / f"{table}.csv").read_text(encoding="utf-8")
        assert len(frame) == text.count("\n") - 1


@pytest.mark.usefixtures("here")
def test_versions_are_those_that_lie_there_oldest_first() -> None:
    assert usrr.versions() == ["0.1.0", "0.1.1", "0.2.0"]
    assert usrr.load("events").attrs["version"] == "0.2.0"
    assert usrr.load("events", version="0.1.0").attrs["version"] == "0.1.0"


@pytest.mark.usefixtures("here")
def test_an_older_version_says_what_it_said() -> None:
    told = {
        version: usrr.load("events", version=version).set_index("event_id").loc["example-meeting-2013", "summary"]
        for version in usrr.versions()
    }
    assert "tea" in told["0.1.0"]
    assert "coffee" in told["0.1.1"]
    assert told["0.1.1"] == told["0.2.0"]


@pytest.mark.usefixtures("here")
def test_a_version_that_is_not_here_is_answered_with_those_that_are() -> None:
    for wrong in ("0.3.0", "latest", "../0.1.0"):
        with pytest.raises(UnknownVersionError, match=r"there are 0\.1\.0, 0\.1\.1, 0\.2\.0"):
            usrr.load("events", version=wrong)


def test_what_is_no_release_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(DataNotFoundError, match="holds no release"):
        usrr.open(tmp_path)


@pytest.mark.usefixtures("here")
def test_changes_between_two_versions_come_step_by_step() -> None:
    found = usrr.changes("0.1.0", "0.2.0")
    assert [*found["version"].unique()] == ["0.1.1", "0.2.0"]
    cells = found[(found["version"] == "0.1.1") & (found["table"] == "events")]
    assert [*cells["field"]] == ["summary"]
    assert "tea" in cells["old"].iloc[0]
    assert "coffee" in cells["new"].iloc[0]
    assert (found["class"] >= "minor").sum() == 3
    assert [*found.loc[found["class"] == "minor", "record"]] == ["a-tea", "b-tea", "c-tea"]
    pd.testing.assert_frame_equal(
        usrr.changes("0.1.1", "0.2.0"), found[found["version"] == "0.2.0"].reset_index(drop=True)
    )


@pytest.mark.usefixtures("here")
def test_between_a_version_and_itself_nothing_happened() -> None:
    found = usrr.changes("0.2.0", "0.2.0")
    assert len(found) == 0
    assert [*found.columns] == [*usrr.changes("0.1.0", "0.2.0").columns]


def test_changes_that_can_not_be_told(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CallError, match=r"changes\('0\.1\.0', '0\.2\.0'\)"):
        usrr.changes("0.2.0", "0.1.0")
    with pytest.raises(CallError, match="no version"):
        usrr.changes("first", "0.2.0")
    with pytest.raises(UnknownVersionError, match=r"0\.0\.1 is not on the way to 0\.2\.0"):
        usrr.changes("0.0.1", "0.2.0")
    shutil.copytree(here, tmp_path / "copy")
    shutil.rmtree(tmp_path / "copy" / "dist" / "0.1.1")
    monkeypatch.setattr(paths, "data_root", lambda: tmp_path / "copy")
    with pytest.raises(UnknownVersionError, match=r"release 0\.1\.1 is not here"):
        usrr.changes("0.1.0", "0.2.0")


@pytest.mark.usefixtures("here")
def test_a_current_id_stands_for_itself() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert usrr.resolve("usa") == "usa"


@pytest.mark.usefixtures("here")
def test_a_retired_id_leads_to_its_successor_with_a_warning() -> None:
    with pytest.warns(RetiredIdWarning) as caught:
        assert usrr.resolve("a-tea") == "example-meeting-2013"
    assert [str(one.message) for one in caught] == [
        "'a-tea' was retired (Told twice.); use 'b-tea'",
        "'b-tea' was retired (Told thrice.); use 'example-meeting-2013'",
    ]
    assert caught[0].filename == __file__


@pytest.mark.usefixtures("here")
def test_an_id_without_a_record_is_an_error_that_says_why() -> None:
    with pytest.raises(UnknownNameError, match="nothing took its place: It never was"):
        usrr.resolve("c-tea")
    with pytest.raises(UnknownNameError, match="did you mean 'example-treaty'"):
        usrr.resolve("exampel-treaty")
    with pytest.raises(UnknownNameError, match="no record has the id 'c-tea'"):
        usrr.resolve("c-tea", version="0.1.0")
