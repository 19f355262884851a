"""A newcomer's first contribution in a pseudo-terminal: what docs/first-contribution.md shows is what happens."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

import pytest

import us_russia_relations
from us_russia_relations.cli.new import Console
from us_russia_relations.curate.dialogue import Dialogue
from us_russia_relations.curate.entries import KINDS, NewRecord
from us_russia_relations.raw.read import read_raw

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "first-contribution.md").read_text(encoding="utf-8")


def shown_by(command: str) -> str:
    """What the terminal shows between the command and the next one."""
    return re.split(r"^(?:\$ |```$)", PAGE.partition(f"\n$ {command}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_the_page_is_what_happens(tmp_path: Path) -> None:
    written = tmp_path / "page.md"
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "record_dialogue.py"), str(written)],
        env={**os.environ, "PYTHONPATH": str(Path(us_russia_relations.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert written.read_text(encoding="utf-8") == PAGE, "run `python docs/record_dialogue.py`, and look at the change"


def test_the_first_validate_is_green() -> None:
    assert PAGE.count("\n$ usrr validate\n") == 1
    assert re.fullmatch(r"[0-9,]+ rows in 17 tables: no errors, no warnings\n+", shown_by("usrr validate"))


def test_a_wrong_date_is_answered_with_the_right_one() -> None:
    dialogue = shown_by("usrr new event")
    wrong, hint, right = re.findall(r"^(?:date> |type-error: .*\(write )(.*?)\)?$", dialogue, re.MULTILINE)
    assert wrong != hint == right


def test_the_difference_names_all_that_was_entered() -> None:
    shown = shown_by("usrr diff before raw")
    counts = dict(re.findall(r"^  (\w+) +([0-9]+ \w+)$", shown, re.MULTILINE))
    assert {name for name, count in counts.items() if count == "1 added"} >= {"events", "citations"}
    assert counts.keys() >= {"participants", "evidence", "tags"}
    assert all(count.endswith(" added") for count in counts.values())


def test_every_command_stands_in_the_guide() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for command in re.findall(r"^\$ (usrr \w+)", PAGE, re.MULTILINE):
        assert re.search(rf"^{command}\b", guide, re.MULTILINE)
    assert "docs/first-contribution.md" in guide


def test_nothing_on_the_page_is_out_of_place() -> None:
    assert "Traceback" not in PAGE
    assert all(letter == "\n" or letter.isprintable() for letter in PAGE)
    assert not re.search(r"[ \t]$", PAGE, re.MULTILINE)
    assert tempfile.gettempdir() not in PAGE
    assert ".venv" not in PAGE


class Newcomer:
    """Types the answers in turn and keeps what was told."""

    def __init__(self, *answers: str) -> None:
        self.answers = iter(answers)
        self.told: list[str] = []

    def ask(self, prompt: str, choices: Collection[str]) -> str:
        del choices
        self.told.append(prompt)
        return next(self.answers)

    def show(self, text: str) -> None:
        self.told.append(text)


def test_what_newcomers_type(tiny: Path) -> None:
    newcomer = Newcomer(
        *("?", "", "", "", "", ""),  # ? at the place is no place; country, attribution, scope, id
        *("? minist", "Example Ministri", "maybe", "n", "exampl", "russia", "participant", "usa", "participant", ""),
        *("trade", "", "", ""),  # no relation, no identifier
        *("https://example.org/herald/2014", "", "para. 5", "?", "", ""),  # a source by its address
        "y",
    )
    cells = {"title": "Tea is drunk", "date": "2013-07", "type": "meeting", "certainty": "reported", "summary": "Tea."}
    entry = NewRecord(KINDS[0], cells)
    made = Dialogue(read_raw(tiny)[0], newcomer).run(entry, tiny)
    assert made is not None
    assert made.problems == ()
    assert entry.cells["place"] == ""
    assert [support.citation_id for support in entry.evidence] == ["example-herald-2014"]
    told = "\n".join(newcomer.told)
    assert "example-ministry: Example Ministry\n" in told
    assert "answer y for yes" in told
    assert "exampl is none of the answers; these hold it: example-" in told


@pytest.mark.parametrize(
    ("typed", "completed"), [("exa", "example-league"), ("Lea", "example-league"), ("league", "example-league")]
)
def test_tab_completes_a_part_of_an_id(typed: str, completed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console()
    monkeypatch.setattr("builtins.input", lambda _: "")
    console.ask("", ["usa", "example-league"])
    assert [console._complete(typed, state) for state in (0, 1)] == [completed, None]
