"""Publishing: what is refused, with which reason and way out, and what a publication leaves."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.publishing import DAY, Checkout

from us_russia_relations.errors import BusyError, InvalidDataError, PublishError
from us_russia_relations.publish.place import staging
from us_russia_relations.publish.publish import PublishRequest, examine
from us_russia_relations.release.verify import verify


@pytest.fixture
def fresh(tmp_path: Path) -> Checkout:
    """A checkout without a release."""
    (tmp_path / "checkout").mkdir()
    return Checkout(tmp_path / "checkout")


@pytest.fixture
def checkout(fresh: Checkout) -> Checkout:
    """A checkout that has published 0.1.0."""
    fresh.publish()
    fresh.commit()
    return fresh


def refused(checkout: Checkout, version: str | None = None) -> str:
    """The message of a refusal, which changes nothing."""
    before = checkout.content()
    with pytest.raises(PublishError) as caught:
        checkout.publish(version)
    assert checkout.content() == before
    return str(caught.value)


def test_the_first_release_is_whole_and_everything_names_it(fresh: Checkout) -> None:
    told = fresh.publish()
    assert "dist/0.1.0 is published" in told
    assert "git tag v0.1.0" in told
    release = fresh.release("0.1.0")
    assert verify(release).faults == ()
    assert (release.version, release.released, release.previous) == ("0.1.0", DAY, None)
    descriptor = json.loads((fresh.root / "datapackage.json").read_text(encoding="utf-8"))
    assert all((fresh.root / resource["path"]).is_file() for resource in descriptor["resources"])
    citation = (fresh.root / "CITATION.cff").read_text(encoding="utf-8")
    assert 'version: "0.1.0"' in citation
    assert f'date-released: "{DAY}"' in citation
    changelog = (fresh.root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## Unreleased\n\n## 0.1.0 - {DAY}\n\nNothing to do for users." in changelog
    assert release.descriptor["provenance"] == {"raw": fresh.git("rev-parse", "HEAD:raw").strip()}


def test_the_changelog_tells_counts_and_titles(checkout: Checkout) -> None:
    checkout.next("raw/events.csv", "drank tea", "drank coffee")
    checkout.publish()
    changelog = (checkout.root / "CHANGELOG.md").read_text(encoding="utf-8")
    entry = changelog.split("## 0.1.1 - ")[1].split("\n## 0.1.0")[0]
    assert "| events |  |  |  | 1 |" in entry
    assert "Corrected or extended events:" in entry
    assert "- `example-meeting-2013`: " in entry
    assert "Nothing to do." in entry


def test_publishing_again_changes_nothing(checkout: Checkout) -> None:
    before = checkout.content()
    assert "nothing has changed since release 0.1.0" in checkout.publish()
    assert "published already" in checkout.publish("0.1.0")
    assert checkout.content() == before


def test_a_release_never_changes(checkout: Checkout) -> None:
    checkout.next("raw/events.csv", "drank tea", "drank coffee")
    assert "never changes" in refused(checkout, "0.1.0")


@pytest.mark.parametrize("version", ["0.1.1", "0.1.9"])
def test_a_version_that_is_too_low_is_refused_with_the_rows_that_demand_more(checkout: Checkout, version: str) -> None:
    host = "example-meeting-2013,example-agency,host\n"
    checkout.next(
        "raw/links/participants.csv",
        "example-meeting-2013,example-agency,p",
        f"{host}example-meeting-2013,example-agency,p",
    )
    told = refused(checkout, version)
    assert "0.2.0 at least" in told
    assert "row-added (a row is new): participants example-meeting-2013,example-agency,host" in told
    assert "publish it as 0.2.0 or higher" in told
    assert "dist/0.2.0 is published" in checkout.publish()
    assert verify(checkout.release("0.2.0")).whole


def test_a_version_may_be_higher_than_it_must_and_never_lower_than_the_newest(checkout: Checkout) -> None:
    checkout.next("raw/events.csv", "drank tea", "drank coffee")
    assert "0.0.9 is not newer than 0.1.0" in refused(checkout, "0.0.9")
    assert "1.x is no version" in refused(checkout, "1.x")
    assert "dist/1.0.0 is published" in checkout.publish("1.0.0")
    assert checkout.release("1.0.0").previous == "0.1.0"


def without_meeting(checkout: Checkout) -> None:
    """Takes the row of an event away with all that is tied to it, and leaves no tombstone."""
    for path in (checkout.root / "raw").rglob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text(
            "".join(line for line in lines if "example-exit-2019" not in line), encoding="utf-8", newline="\n"
        )


def test_an_id_without_a_tombstone_is_refused_whatever_the_version(checkout: Checkout) -> None:
    without_meeting(checkout)
    checkout.replace("raw/treaties.csv", ",2019-02-02,withdrawn,", ",,,")
    checkout.unreleased("Nothing to do.")
    checkout.commit()
    for version in (None, "0.2.0", "1.0.0"):
        told = refused(checkout, version)
        assert "example-exit-2019 was published and is gone from events" in told
        assert "usrr retire example-exit-2019" in told


def test_a_tombstone_stays(checkout: Checkout) -> None:
    text = (checkout.root / "raw" / "retired.csv").read_text(encoding="utf-8")
    header, row = text.splitlines(keepends=True)
    checkout.next("raw/retired.csv", text, header)
    told = refused(checkout)
    assert f"{row.split(',')[0]} has lost its tombstone" in told


def test_a_tombstone_tells_the_version_that_goes_out(checkout: Checkout) -> None:
    stone = "example-exit-2010,withdrawn,,0.9.0,It never was.\n"
    checkout.next("raw/retired.csv", "example-tea-2013,", f"{stone}example-tea-2013,")
    assert "example-exit-2010 is retired since 0.9.0, and this is 0.2.0" in refused(checkout)
    checkout.publish("0.9.0")
    assert verify(checkout.release("0.9.0")).whole


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda root: (root / "CHANGELOG.md").unlink(), "CHANGELOG.md has nothing under"),
        (lambda root: (root / "CHANGELOG.md").write_text("## Unreleased\n\n## 0.1.0\n\nx\n"), "has nothing under"),
        (
            lambda root: (root / "note.txt").write_text("?"),
            "the working tree differs from the commit (note.txt)",
        ),
        (lambda root: (root / "dist" / "0.1.0" / "CODEBOOK.md").write_text("?"), "dist/0.1.0/CODEBOOK.md differs from"),
        (lambda root: (root / "dist" / "0.1.0" / "more").write_text("?"), "the file does not belong to the release"),
    ],
)
def test_what_else_is_refused(checkout: Checkout, spoil: Callable[[Path], object], reason: str) -> None:
    checkout.next("raw/events.csv", "drank tea", "drank coffee")
    spoil(checkout.root)
    assert reason in refused(checkout)


def test_data_that_do_not_validate_are_not_published(checkout: Checkout) -> None:
    checkout.next("raw/events.csv", "2013-06-10/2013-06-11", "2013-06-31")
    before = checkout.content()
    with pytest.raises(InvalidDataError, match="usrr validate"):
        checkout.publish()
    assert checkout.content() == before


def test_a_release_that_was_changed_in_the_history_is_found(checkout: Checkout) -> None:
    (checkout.root / "dist" / "0.1.0" / "CODEBOOK.md").write_text("Other words.\n", encoding="utf-8")
    checkout.next("raw/events.csv", "drank tea", "drank coffee")
    told = refused(checkout)
    assert "dist/0.1.0 is not what was published; restore it with `git checkout" in told


def test_a_release_that_was_taken_out_of_the_history_is_found(checkout: Checkout) -> None:
    checkout.next("raw/events.csv", "drank tea", "drank coffee")
    checkout.publish()
    checkout.git("rm", "-r", "--quiet", "dist/0.1.0")
    checkout.commit()
    assert "dist/0.1.0 is gone; restore it" in " ".join(examine(checkout.root, PublishRequest(DAY)).faults)


def test_without_a_commit_nothing_is_published(checkout: Checkout) -> None:
    checkout.next("raw/events.csv", "drank tea", "drank coffee")
    (checkout.root / ".git").rename(checkout.root / "gone")
    assert "has no commit" in refused(checkout)


def test_two_at_once_are_refused(checkout: Checkout) -> None:
    checkout.next("raw/events.csv", "drank tea", "drank coffee")
    with staging(checkout.root / "dist"), pytest.raises(BusyError, match="another build or publication"):
        checkout.publish()
    assert "is published" in checkout.publish()


def test_a_check_tells_faults_apart_from_what_is_left_to_do(checkout: Checkout) -> None:
    checkout.replace("raw/events.csv", "drank tea", "drank coffee")
    found = examine(checkout.root, PublishRequest(DAY))
    assert not found.faults
    assert [task.split()[0] for task in found.tasks] == ["CHANGELOG.md", "the"]
    assert found.demand.startswith("0.1.1 at least, since there are patch changes: cell-changed (a value or text was")
    assert "events example-meeting-2013 summary" in found.demand


def test_the_reason_of_a_change_is_the_note_of_its_evidence(checkout: Checkout) -> None:
    row = next(
        line
        for line in (checkout.root / "raw/links/evidence.csv").read_text(encoding="utf-8").splitlines()
        if line.startswith("example-meeting-2013,date,")
    )
    checkout.next("raw/links/evidence.csv", row, f"{row.rstrip(',')},,The host counted both days.")
    checkout.next("raw/events.csv", "2013-06-10/2013-06-11", "2013-06-10/2013-06-12")
    checkout.publish()
    changes = checkout.release("0.1.1").arrow("changes").to_pylist()
    (change,) = (row for row in changes if row["table"] == "events")
    assert (change["field"], change["reason"]) == ("date", "The host counted both days.")


@pytest.mark.slow
def test_a_dataset_that_was_published_can_be_published_again_however_large(fresh: Checkout) -> None:
    """What validates may be compared, too: a table of more than 200,000 rows was once published, and never again."""
    fresh.replace("raw/vocabularies/terms.csv", "scheme,public_law", "scheme,list,List,A list.,,,\nscheme,public_law")
    many = [f"russia,list,{number}" for number in range(1_000_000, 1_200_010)]
    fresh.replace("raw/links/identifiers.csv", "russia,gw,365\n", "\n".join(["russia,gw,365", *many, ""]))
    fresh.commit()
    assert "dist/0.1.0 is published" in fresh.publish()
    fresh.commit()
    fresh.next("raw/links/identifiers.csv", f"{many[-1]}\n", "")
    assert "dist/0.1.1 is published" in fresh.publish()
    assert verify(fresh.release("0.1.1")).faults == ()
    changes = fresh.release("0.1.1").arrow("changes").to_pylist()
    assert ("identifiers", many[-1], "removed") in {
        (change["table"], change["record"], change["kind"]) for change in changes
    }
