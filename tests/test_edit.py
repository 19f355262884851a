"""`usrr edit`, `usrr retire` and `usrr rename`: what changes, what is refused, and that nothing else changes."""

import argparse
import shlex
from pathlib import Path
from types import ModuleType

import pytest

from us_russia_relations.check.validate import validate
from us_russia_relations.cli import edit, rename, retire
from us_russia_relations.errors import CallError, InvalidDataError


def call(command: ModuleType, raw: Path, arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add(parser)
    return int(command.run(parser.parse_args([*shlex.split(arguments), "--raw", str(raw)])))


def content(raw: Path) -> dict[str, list[str]]:
    paths = [path for path in raw.rglob("*") if path.is_file()]
    return {path.relative_to(raw).as_posix(): path.read_text(encoding="utf-8").splitlines() for path in paths}


def differences(before: dict[str, list[str]], after: dict[str, list[str]]) -> tuple[set[str], set[str]]:
    """The lines that are gone and those that are new."""
    old = {f"{path}: {line}" for path, lines in before.items() for line in lines}
    new = {f"{path}: {line}" for path, lines in after.items() for line in lines}
    return old - new, new - old


EXAMPLE_BAN = (
    "example-ban,Russia bans the import of example goods,action,presidential_decree,,2014-03-21,2014-03-20,2014-04-01,"
    "2015-04-01,established,core,An invented answer to the listing."
)
PROOF = "--source example-journal-2020 --locator 'p. 1'"
RETIRED = "--since 0.2.0 --reason 'It is gone.'"


def test_a_changed_cell_brings_its_evidence(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(tiny)
    assert call(edit, tiny, f"example-ban effective=2014-04-02 {PROOF} --note 'Read twice.'") == 0
    assert validate(tiny).problems == ()
    gone, new = differences(before, content(tiny))
    assert gone == {f"measures.csv: {EXAMPLE_BAN}"}
    assert new == {
        "measures.csv: " + EXAMPLE_BAN.replace("2014-04-01", "2014-04-02"),
        "links/evidence.csv: example-ban,effective,example-journal-2020,supports,p. 1,,Read twice.",
    }
    assert "example-herald-2014, para. 4 supported the old effective" in capsys.readouterr().out


def test_the_same_source_is_not_cited_twice(tiny: Path) -> None:
    assert call(edit, tiny, f"example-ban ended=2015-04-02 {PROOF}") == 0
    assert validate(tiny).problems == ()
    evidence = [line for line in content(tiny)["links/evidence.csv"] if line.startswith("example-ban,ended,")]
    assert evidence == ["example-ban,ended,example-journal-2020,supports,p. 1,,"]


def test_several_cells_and_an_emptied_one(tiny: Path) -> None:
    assert call(edit, tiny, f"example-treaty end_reason= {PROOF}") == 1, "it has ended, so it ended for a reason"
    assert call(edit, tiny, f"example-meeting-2013 place= country=DEU {PROOF}") == 0
    assert validate(tiny).problems == ()
    assert any("meeting,,DEU" in line for line in content(tiny)["events.csv"])


@pytest.mark.parametrize(
    "arguments", ["example-ban ended=2014-02", "example-ban ended=2014-02-30", "example-ban scope=cor"]
)
def test_what_makes_the_data_invalid_is_refused(tiny: Path, arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(tiny)
    assert call(edit, tiny, f"{arguments} {PROOF}") == 1
    assert "nothing was written" in capsys.readouterr().out
    assert content(tiny) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("example-ban effective=2014-04-02", "--source --locator"),
        ("example-ban effective=2014-04-02 --source example-journal-2020", "--locator"),
        (f"example-ban measure_id=other {PROOF}", "usrr retire"),
        (f"example-ban efective=2014 {PROOF}", "did you mean effective"),
        (f"example-ban effective {PROOF}", "field=value"),
        (f"exampel-ban effective=2014 {PROOF}", "did you mean example-ban"),
        (f"example-tea-2013 date=2014 {PROOF}", "use example-meeting-2013"),
        ("example-ban effective=2014 --source example-jurnal-2020 --locator x", "did you mean example-journal-2020"),
    ],
)
def test_a_wrong_call_says_what_to_do(tiny: Path, arguments: str, told: str) -> None:
    before = content(tiny)
    with pytest.raises(CallError, match=told):
        call(edit, tiny, arguments)
    assert content(tiny) == before


def test_own_words_and_citations_need_no_source(tiny: Path) -> None:
    assert call(edit, tiny, "example-ban 'summary=An invented reply.'") == 0
    assert call(edit, tiny, "example-herald-2014 issued=2014-04-03") == 0
    assert validate(tiny).problems == ()


def test_an_unreadable_table_is_not_taken_for_a_missing_id(tiny: Path) -> None:
    (tiny / "events.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(InvalidDataError, match=r"events\.csv"):
        call(edit, tiny, "example-meeting-2013 'summary=They met.'")


def test_nothing_to_write(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(tiny)
    assert call(edit, tiny, "example-ban scope=core") == 0
    assert "nothing to write" in capsys.readouterr().out
    assert content(tiny) == before


def test_a_retired_event_takes_its_links_along(tiny: Path) -> None:
    before = content(tiny)
    assert call(retire, tiny, f"example-suspension-2015 --because withdrawn {RETIRED}") == 0
    assert validate(tiny).problems == ()
    gone, new = differences(before, content(tiny))
    assert new == {"retired.csv: example-suspension-2015,withdrawn,,0.2.0,It is gone."}
    assert gone == {
        f"{path}: {line}" for path, lines in before.items() for line in lines if "example-suspension-2015" in line
    }


def test_references_move_to_the_successor(tiny: Path) -> None:
    call_ = f"example-gazette-2010 --because merged --replaced-by example-journal-2020 {RETIRED}"
    assert call(retire, tiny, call_) == 0
    assert validate(tiny).problems == ()
    lines = content(tiny)["links/evidence.csv"]
    assert "example-treaty,signed,example-journal-2020,supports,art. I,," in lines
    # The successor was context there already, which is another statement.
    assert "example-signing-2010,*,example-journal-2020,context,p. 100,," in lines
    assert "example-signing-2010,*,example-journal-2020,supports,headline,," in lines


def test_a_reference_that_the_successor_has_is_dropped(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_ = f"example-ministry --because merged --replaced-by russia {RETIRED}"
    assert call(retire, tiny, call_) == 0
    assert validate(tiny).problems == ()
    assert "example-meeting-2013,russia,host" in content(tiny)["links/participants.csv"]
    call_ = f"example-agency --because merged --replaced-by usa {RETIRED}"
    assert call(retire, tiny, call_) == 0
    assert "dropped, since usa has it already: example-designation example-agency imposer" in capsys.readouterr().out
    assert validate(tiny).problems == ()


def test_references_without_a_successor_are_listed(tiny: Path) -> None:
    before = content(tiny)
    with pytest.raises(CallError) as raised:
        call(retire, tiny, f"example-designation --because withdrawn {RETIRED}")
    assert "links/relations.csv line 2: example-ban responds_to example-designation" in str(raised.value)
    assert "observations.csv line 3: example-price-2014" in str(raised.value)
    assert content(tiny) == before


def test_what_would_hang_loose_goes_along_when_asked(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(tiny)
    call_ = f"example-entry-2011 --because withdrawn {RETIRED}"
    assert call(retire, tiny, call_) == 1
    assert "orphan-actor" in capsys.readouterr().out
    assert content(tiny) == before
    assert call(retire, tiny, f"{call_} --with-orphans") == 0
    assert validate(tiny).problems == ()
    retired = [line.partition(",")[0] for line in content(tiny)["retired.csv"]]
    assert retired == ["retired_id", "example-entry-2011", "example-league", "example-tea-2013"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("example-ban --because merged", "--replaced-by"),
        ("example-ban --because merged --replaced-by example-ban", "itself"),
        ("example-ban --because merged --replaced-by example-tea-2013", "use example-meeting-2013"),
        ("no-such-thing-at-all --because withdrawn", "no record has the id"),
    ],
)
def test_a_wrong_retirement_says_what_to_do(tiny: Path, arguments: str, told: str) -> None:
    before = content(tiny)
    with pytest.raises(CallError, match=told):
        call(retire, tiny, f"{arguments} {RETIRED}")
    assert content(tiny) == before


def test_a_bad_version_is_refused(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(retire, tiny, "example-ban --because withdrawn --since next --reason Gone.") == 1
    assert "pattern-error" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["old"], ["old", "new"]])
def test_there_is_no_rename(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    rename.add(parser)
    with pytest.raises(CallError, match="ids are not renamed"):
        rename.run(parser.parse_args(arguments))
