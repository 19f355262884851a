"""`usrr new`: the dialogue and the flags write the same rows, or nothing."""

import argparse
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import us_russia_relations
from us_russia_relations.atomic import disk
from us_russia_relations.check.validate import validate
from us_russia_relations.cli import new
from us_russia_relations.curate.answers import AnswerCheck
from us_russia_relations.curate.changes import Edit, plan, write
from us_russia_relations.curate.proposals import likely, propose_id
from us_russia_relations.definitions import raw_table
from us_russia_relations.definitions.model import ID_PATTERN
from us_russia_relations.errors import CallError, ChangedMeanwhileError, InvalidDataError, UnwritableError
from us_russia_relations.raw.read import read_raw

# The answers of the dialogue in order, with the prompt that each of them stands after.
ANSWERS = (
    ("title> ", "Directors drink tea in the Example Agency"),
    ("date> ", "2014-02-30"),  # no such day: asked again
    ("date> ", "2014-05-06"),
    ("type> ", "meet"),
    ("[Y/n] ", ""),  # meeting?
    ("place> ", ""),
    ("country> ", "DEU"),
    ("certainty> ", "establishd"),
    ("[Y/n] ", "y"),  # established?
    ("attribution> ", ""),
    ("scope [core]> ", ""),
    ("summary> ", "The two  met."),  # a doubled space: asked again
    ("summary> ", "The two met."),
    ("event_id [directors-drink-tea-example-agency-2014]> ", "example-meeting-2013"),  # taken: asked again
    ("event_id [directors-drink-tea-example-agency-2014]> ", ""),
    ("actor_id> ", ""),  # at least one
    ("actor_id> ", "United States"),
    ("[Y/n] ", ""),  # usa?
    ("role> ", "participant"),
    ("actor_id> ", "russia"),
    ("role> ", "participant"),
    ("actor_id> ", ""),
    ("issue> ", "diplomacy"),
    ("issue> ", ""),
    ("relation> ", "same_process_as"),
    ("object_id> ", "example-meeting-2013"),
    ("relation> ", ""),
    ("scheme> ", ""),
    ("source> ", "new"),
    ("type> ", "webpage"),
    ("authors> ", ""),
    ("title> ", "They met, and talked"),
    ("container_title> ", ""),
    ("publisher> ", "Example Herald"),
    ("issued> ", "2014-05-07"),
    ("volume> ", ""),
    ("issue> ", ""),
    ("pages> ", ""),
    ("doi> ", ""),
    ("url> ", "javascript:void"),  # no address: asked again
    ("url> ", "https://example.org/met"),
    ("archived_url> ", ""),
    ("accessed> ", ""),
    ("language> ", "en"),
    ("source_class> ", "media"),
    ("citation_id [example-herald-2014-they-met-talked]> ", ""),
    ("locator> ", "para. 1"),
    ("fields [*,date]> ", ""),
    ("source> ", ""),
)
CONFIRM = ("write this? [Y/n] ", "y")

FLAGS = shlex.split("""
    event --title 'Directors drink tea in the Example Agency' --date 2014-05-06 --type meeting --country DEU
    --certainty established --summary 'The two met.' --participant usa:participant --participant russia:participant
    --issue diplomacy --relation same_process_as:example-meeting-2013
    --source example-herald-2014-they-met-talked --locator 'para. 1' --new-source
    'id=example-herald-2014-they-met-talked,type=webpage,title=They met, and talked,publisher=Example Herald,issued=2014-05-07,url=https://example.org/met,language=en,source_class=media'
    --yes""")


class Typed(io.StringIO):
    """Standard input at which somebody types these lines."""

    def isatty(self) -> bool:
        return True


def usrr_new(raw: Path, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    new.add(parser)
    return new.run(parser.parse_args([*arguments, "--raw", str(raw)]))


def content(raw: Path) -> dict[str, bytes]:
    return {path.relative_to(raw).as_posix(): path.read_bytes() for path in raw.rglob("*") if path.is_file()}


def lines_of(answers: tuple[tuple[str, str], ...]) -> Typed:
    return Typed("".join(f"{answer}\n" for _, answer in answers))


def assert_valid(raw: Path) -> None:
    assert validate(raw).problems == ()


def test_dialogue_and_flags_write_the_same(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = Path(shutil.copytree(tiny, tmp_path / "twin"))
    third = Path(shutil.copytree(tiny, tmp_path / "third"))
    monkeypatch.setattr(sys, "stdin", lines_of((*ANSWERS, CONFIRM)))
    assert usrr_new(tiny, "event") == 0
    shown = capsys.readouterr().out
    assert "type-error: not a date" in shown
    assert "duplicate-id" in shown
    assert "url-scheme" in shown
    assert_valid(tiny)
    assert usrr_new(twin, *FLAGS) == 0
    assert content(tiny) == content(twin)
    # Whoever stops before the end is told the call that carries on.
    monkeypatch.setattr(sys, "stdin", lines_of(ANSWERS))
    before = content(third)
    assert usrr_new(third, "event") == 1
    assert content(third) == before
    command = shlex.split(capsys.readouterr().out.strip().rpartition("\n")[2])
    assert command[:2] == ["usrr", "new"]
    assert usrr_new(third, *command[2:]) == 0
    assert content(third) == content(tiny)


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_in_a_pseudo_terminal(tiny: Path) -> None:
    import pexpect

    code = (
        "import argparse, sys; from us_russia_relations.cli import new; parser = argparse.ArgumentParser();"
        "new.add(parser); sys.exit(new.run(parser.parse_args()))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(us_russia_relations.__file__).parents[1]), "TERM": "dumb"}
    arguments = ["-c", code, "event", "--raw", str(tiny)]
    terminal = pexpect.spawn(
        sys.executable, arguments, encoding="utf-8", timeout=30, dimensions=(40, 100), env=environment
    )
    terminal.delaybeforesend = None
    for prompt, answer in (*ANSWERS, CONFIRM):
        terminal.expect_exact(prompt)
        # A term that TAB completes is the same as one that is typed.
        terminal.sendline("dip\t" if answer == "diplomacy" else answer)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert_valid(tiny)
    assert b"directors-drink-tea-example-agency-2014,issue,diplomacy" in content(tiny)["links/tags.csv"]


@pytest.mark.parametrize("stop", [0, 12, len(ANSWERS) - 1])
def test_who_stops_writes_nothing(tiny: Path, monkeypatch: pytest.MonkeyPatch, stop: int) -> None:
    before = content(tiny)
    monkeypatch.setattr(sys, "stdin", lines_of(ANSWERS[:stop]))
    assert usrr_new(tiny, "event") == 1
    assert content(tiny) == before


def test_ctrl_c_writes_nothing(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(tiny)

    class Interrupted(Typed):
        def readline(self, *_: int) -> str:  # type: ignore[override]
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    assert usrr_new(tiny, "event") == 1
    assert content(tiny) == before


def test_an_invalid_result_can_be_mended(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The dataset's newest source cannot support what happened after it was issued.
    flags = [flag for flag in FLAGS if flag != "--yes"]
    flags[flags.index("2014-05-06")] = "2014-06-06"
    # What no flag said is asked (place, attribution, scope, id, identifiers), then the date once more.
    monkeypatch.setattr(sys, "stdin", Typed("\n\n\n\n\ndate\n2014-05-06\ny\n"))
    assert usrr_new(tiny, *flags) == 0, capsys.readouterr().out
    assert "source-too-early" in capsys.readouterr().out
    assert_valid(tiny)


def test_missing_answers_are_all_named(tiny: Path) -> None:
    before = content(tiny)
    with pytest.raises(CallError) as raised:
        usrr_new(tiny, "event", "--title", "Something")
    for flag in ("date", "type", "certainty", "summary", "participant", "issue", "source", "locator", "yes"):
        assert re.search(rf"--{flag}\b", str(raised.value))
    assert "--title" not in str(raised.value)
    assert content(tiny) == before


def test_a_wrong_answer_is_told_with_its_rule(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(tiny)
    flags = ["rusia:participant" if flag == "russia:participant" else flag for flag in FLAGS]
    assert usrr_new(tiny, *flags) == 1
    shown = capsys.readouterr().out
    assert "foreign-key" in shown
    assert "did you mean russia?" in shown
    assert content(tiny) == before


@pytest.mark.parametrize("text", ["usa", "--new-source title", "--new-source nonsense=1"])
def test_a_flag_that_says_too_little(tiny: Path, text: str) -> None:
    arguments = text.split() if text.startswith("--") else ["--participant", text]
    with pytest.raises(CallError, match="write "):
        usrr_new(tiny, "event", *arguments)


@pytest.mark.parametrize(
    "call",
    [
        (
            "measure --title 'Russia bans more' --level action --instrument presidential_decree --adopted 2014-03-24 "
            "--effective 2014-03-25 --certainty established --summary 'It did.' --participant russia:imposer "
            "--participant usa:target --issue trade --measure-type import_restriction --relation "
            "responds_to:example-designation --listing 'EXAMPLE J.:person:example_programme:2014-03-24:jane-example:7' "
            "--source example-herald-2014 --locator 'para. 7'"
        ),
        (
            "treaty --name 'Pact of Examples' --legal-form treaty --signed 2013-05 --summary 'A pact.' "
            "--participant russia:party --participant usa:party --issue diplomacy --source example-journal-2020 "
            "--locator 'p. 3'"
        ),
        (
            "actor --name 'Émile Muster' --kind person --description 'Invented.' "
            "--takes-part example-meeting-2013:participant --affiliation 'example-agency:2012/2015:clerk: of tea' "
            "--source example-journal-2020 --locator 'p. 3'"
        ),
        (
            "citation --type webpage --title 'More tea' --publisher 'Example Post' --issued 2013-06-12 --source-class "
            "media --url https://example.org/tea --supports 'example-meeting-2013:date:para. 2: tea'"
        ),
        (
            "observation --series favourable_view --actor-id russia --date 2014-03 --value -5 --unit percent "
            "--source example-journal-2020 --locator 'p. 3'"
        ),
    ],
)
def test_every_kind_can_be_made(tiny: Path, call: str) -> None:
    before = content(tiny)
    assert usrr_new(tiny, *shlex.split(call), "--yes") == 0
    assert_valid(tiny)
    assert content(tiny) != before


@pytest.mark.parametrize(
    ("kind", "answers", "line"),
    [
        (
            "citation",
            (
                "webpage||More tea||Example Post|2013-06-12|||||https://example.org/tea|||en|media||"
                "example-meeting-2013|date,*|date|para. 2||y"
            ),
            "example-meeting-2013,date,example-post-2013-more-tea,supports,para. 2,,",
        ),
        (
            "actor",
            (
                "Émile Muster||person|||Invented.|||example-agency|2012/2015|clerk: of tea||public_law|1-1|115-44||"
                "example-journal-2020|p. 3|||y"
            ),
            "emile-muster,affiliations,example-journal-2020,supports,p. 3,,",
        ),
    ],
)
def test_the_dialogue_of_other_kinds(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, kind: str, answers: str, line: str
) -> None:
    # Each has one wrong answer, which is asked again: two fields for one locator, a law in another form.
    monkeypatch.setattr(sys, "stdin", Typed(answers.replace("|", "\n") + "\n"))
    assert usrr_new(tiny, kind) == 0
    assert_valid(tiny)
    assert f"\n{line}\n".encode() in content(tiny)["links/evidence.csv"]


def test_the_id_of_an_actor_is_plain(tiny: Path) -> None:
    call = "actor --name 'Émile Muster' --kind person --description Invented. --takes-part example-meeting-2013:host"
    assert usrr_new(tiny, *shlex.split(call), "--yes") == 0
    assert "\nemile-muster,Émile Muster,".encode() in content(tiny)["actors.csv"]


TEA = Edit(
    added=(
        ("tags", {"record_id": "example-meeting-2013", "vocabulary": "issue", "term": "trade"}),
        ("participants", {"record_id": "example-meeting-2013", "actor_id": "example-league", "role": "mediator"}),
        ("identifiers", {"record_id": "usa", "scheme": "public_law", "identifier": "115-44"}),
    ),
)


@pytest.mark.parametrize("exchanges", [True, False])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_failing_write_leaves_all_files(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, place: int, *, exchanges: bool
) -> None:
    before, made = content(tiny), plan(tiny, TEA)
    assert len(made.files) == 3
    exchange, replace, calls = disk.exchange, os.replace, iter(range(100))

    def failing(call: Callable[[Path, Path], object], source: Path, target: Path) -> object:
        if next(calls) == place:
            raise OSError(5, "Input/output error")
        return call(source, target)

    monkeypatch.setattr(disk, "exchange", partial(failing, exchange) if exchanges else lambda *_: False)
    monkeypatch.setattr(os, "replace", replace if exchanges else partial(failing, replace))
    with pytest.raises(UnwritableError, match="Input/output error; nothing was changed"):
        write(tiny, made)
    assert content(tiny) == before


def test_a_full_disk_leaves_all_files(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, made = content(tiny), plan(tiny, TEA)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(tiny, made)
    assert content(tiny) == before


def test_what_somebody_else_wrote_meanwhile_stays(tiny: Path) -> None:
    made = plan(tiny, TEA)
    other = tiny / "links" / "tags.csv"
    other.write_text(f"{other.read_text(encoding='utf-8')}usa,issue,trade\n", encoding="utf-8")
    before = content(tiny)
    with pytest.raises(ChangedMeanwhileError, match=r"links/tags\.csv was changed by somebody else meanwhile"):
        write(tiny, made)
    assert content(tiny) == before


def test_older_errors_do_not_stand_in_the_way(tiny: Path) -> None:
    path = tiny / "actors.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("RUS,,Invented merchant", "rus,,Invented merchant"))
    assert plan(tiny, TEA).problems == ()


def test_a_change_is_judged_in_memory_and_as_it_would_be_on_the_disk(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = Edit(added=(("tags", {"record_id": "nobody", "vocabulary": "issue", "term": "tea"}),))
    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkdtemp", None)
        made = plan(tiny, change)
    copy = Path(shutil.copytree(tiny, tmp_path / "copy"))
    for path, (_, after) in made.files.items():
        (copy / path).write_bytes(after)
    assert made.problems == validate(copy).problems
    assert {problem.rule for problem in made.problems} == {"foreign-key"}


def test_a_file_that_lost_a_cell_is_not_rewritten(tiny: Path) -> None:
    path = tiny / "links" / "tags.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("issue,trade\n", "issue\n"), encoding="utf-8")
    before = content(tiny)
    with pytest.raises(InvalidDataError, match="can't be read whole"):
        plan(tiny, TEA)
    with pytest.raises(InvalidDataError, match="can't be read whole"):
        usrr_new(tiny, *FLAGS)
    assert content(tiny) == before


@given(st.text(max_size=80), st.text(max_size=12))
def test_a_proposed_id_is_an_id_and_free(title: str, date: str) -> None:
    cells = {"title": title, "date": date}
    first = propose_id(raw_table("events"), cells, ())
    second = propose_id(raw_table("events"), cells, {first})
    assert re.fullmatch(ID_PATTERN, first)
    assert re.fullmatch(ID_PATTERN, second)
    assert first != second


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("vlad", "vladimir-putin"), ("Vladimir Putin", "vladimir-putin"), ("us", "usa"), ("xyzxyz", "")],
)
def test_what_was_probably_meant(typed: str, meant: str) -> None:
    names = {"usa": "United States", "russia": "Russia", "vladimir-putin": "Vladimir Putin"}
    assert likely(typed, names) == meant


def test_a_name_of_a_country_is_answered_with_its_code(tiny: Path) -> None:
    """Once it ended in a traceback: the hint looked for states among rows that were not there."""
    check = AnswerCheck(read_raw(tiny)[0])
    (fault,) = check.problems(raw_table("events"), {"country": "Russia"}, "country")
    assert "RUS" in fault
