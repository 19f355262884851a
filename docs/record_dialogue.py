"""Record in a pseudo-terminal how a newcomer enters an event into a small invented dataset.

Usage: record_dialogue.py [FILE] (default: first-contribution.md beside this script)
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pexpect

import us_russia_relations

HERE = Path(__file__).resolve().parent
PACKAGE = Path(us_russia_relations.__file__).resolve().parent
TINY = HERE.parent / "tests" / "tiny"
# No command of the session takes longer, on a busy machine either.
PATIENCE = 60

FRAME = """# A first contribution, as the terminal shows it

What [CONTRIBUTING.md](../CONTRIBUTING.md) describes, done once: somebody has read a newspaper's page about a meeting,
and enters it. The dataset is the small one of the tests, so the meeting, the page and its address are invented; with
the real data the questions are the same and the lists longer. `$` stands before what is typed at the shell, `>` and
`[Y/n]` before the answers; where nothing follows, Enter alone was pressed. The copy `before` takes the place of the
last commit, with which `usrr diff` alone compares.

Three things to look out for: the date, first typed as the newspaper prints it and then as the hint says; the people and
bodies, found by their names; the source, which is new and entered in passing.

```console
{session}
```

The session is recorded by `docs/record_dialogue.py`, and a test holds that it is still what the commands say.
"""

# The answers in order, each with the prompt that it stands after.
EVENT = (
    ("title> ", "Directors speak about trade in Example City"),
    ("date> ", "5 September 2014"),
    ("date> ", "2014-09-05"),
    ("type> ", "meet"),
    ("meeting (Meeting)? [Y/n] ", "y"),
    ("place> ", "Example City"),
    ("country> ", "CZE"),
    ("certainty> ", "reported"),
    ("attribution> ", ""),
    ("scope [core]> ", ""),
    ("summary> ", "The director of the agency and officials of the ministry spoke about trade."),
    ("event_id [directors-speak-about-trade-example-city-2014]> ", ""),
    ("actor_id> ", "Jane Example"),
    ("jane-example (Jane Example)? [Y/n] ", "y"),
    ("role> ", "participant"),
    ("actor_id> ", "? ministry"),
    ("actor_id> ", "Example Ministri"),
    ("example-ministry (Example Ministry)? [Y/n] ", "y"),
    ("role> ", "participant"),
    ("actor_id> ", "United States"),
    ("usa (United States)? [Y/n] ", "y"),
    ("role> ", "participant"),
    ("actor_id> ", "russia"),
    ("role> ", "participant"),
    ("actor_id> ", ""),
    ("issue> ", "trade"),
    ("issue> ", ""),
    ("relation> ", "same_process_as"),
    ("object_id> ", "example-meeting-2013"),
    ("relation> ", ""),
    ("scheme> ", ""),
    ("source> ", "https://example.org/herald/2014-09-06"),
    ("source> ", "new"),
    ("type> ", "webpage"),
    ("authors> ", "Example, Ann"),
    ("title> ", "Directors return to the table"),
    ("container_title> ", "Example Herald"),
    ("publisher> ", ""),
    ("issued> ", "2014-09-06"),
    ("volume> ", ""),
    ("issue> ", ""),
    ("pages> ", ""),
    ("doi> ", ""),
    ("url> ", "https://example.org/herald/2014-09-06"),
    ("archived_url> ", ""),
    ("accessed> ", "2026-11-22"),
    ("language> ", "English"),
    ("language> ", "en"),
    ("source_class> ", "media"),
    ("citation_id [example-2014-directors-return-table]> ", ""),
    ("locator> ", "headline and paras. 1-2"),
    ("fields [*,date]> ", ""),
    ("source> ", ""),
    ("write this? [Y/n] ", "y"),
)
SESSION: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("cp -R raw before", ()),
    ("usrr find directors", ()),
    ("usrr new event", EVENT),
    ("usrr validate", ()),
    ("usrr diff before raw", ()),
)


@dataclass(frozen=True)
class Checkout:
    """A clone of the project in miniature: the commands and the small dataset."""

    root: Path

    def lay(self) -> None:
        """Put the files there."""
        shutil.copytree(TINY, self.root / "raw")
        # Compiled modules go along, and stay valid, since a copy keeps the time of its source.
        ignored = shutil.ignore_patterns("_data")
        shutil.copytree(PACKAGE, self.root / "pipeline" / PACKAGE.name, ignore=ignored)
        (self.root / "pyproject.toml").touch()
        command = self.root / ".venv" / "bin" / "usrr"
        command.parent.mkdir(parents=True)
        python = shlex.quote(sys.executable)
        command.write_text(f'#!/bin/sh\nexec {python} -m {PACKAGE.name} "$@"\n', encoding="utf-8")
        command.chmod(0o755)

    def environment(self) -> dict[str, str]:
        """What makes the session the same everywhere: width, encoding, no colours, nobody's own key bindings."""
        fixed = {"COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1", "PYTHONUTF8": "1", "INPUTRC": os.devnull}
        path = os.pathsep.join((str(self.root / ".venv" / "bin"), os.environ.get("PATH", os.defpath)))
        return {**os.environ, **fixed, "PYTHONPATH": str(self.root / "pipeline"), "PATH": path}

    def run(self, command: str, answers: tuple[tuple[str, str], ...]) -> str:
        """The command and all that the terminal shows until it ends. Raises RuntimeError where it fails."""
        terminal = pexpect.spawn(
            "/bin/sh",
            ["-c", command],
            cwd=str(self.root),
            env=self.environment(),
            encoding="utf-8",
            timeout=PATIENCE,
            # Wide enough that no typed line is broken; the commands themselves keep to COLUMNS.
            dimensions=(50, 250),
        )
        terminal.delaybeforesend = None
        shown = [f"$ {command}\n"]
        for prompt, answer in answers:
            shown.append(_until(terminal, prompt) + prompt)
            terminal.sendline(answer)
            # The echo of what was typed differs with the line editor; what was typed does not.
            terminal.expect_exact("\r\n")
            shown.append(f"{answer}\n")
        shown.append(_until(terminal, pexpect.EOF))
        terminal.close()
        if terminal.exitstatus != 0:
            raise RuntimeError(f"`{command}` ended with {terminal.exitstatus} and:\n{''.join(shown)}")
        return "".join(shown)


def _until(terminal: pexpect.spawn, what: object) -> str:
    """What the terminal shows before it shows that. Raises RuntimeError where it never does."""
    try:
        terminal.expect_exact(what)
    except (pexpect.TIMEOUT, pexpect.EOF):
        # The cause tells pages about the terminal and nothing more.
        raise RuntimeError(f"expected {what!r} and got:\n{terminal.before}") from None
    return str(terminal.before).replace("\r\n", "\n")


def transcript() -> str:
    """The page: the session between a few words of ours."""
    with tempfile.TemporaryDirectory() as folder:
        checkout = Checkout(Path(folder).resolve())
        checkout.lay()
        session = "\n".join(checkout.run(command, answers) for command, answers in SESSION)
    # Lines keep no blanks at their ends, which editors would take away.
    return FRAME.format(session=re.sub(r"[ \t]+$", "", session, flags=re.MULTILINE).strip("\n"))


if __name__ == "__main__":
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "first-contribution.md"
    page.write_text(transcript(), encoding="utf-8", newline="\n")
