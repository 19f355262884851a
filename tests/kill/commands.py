"""The commands that write, each on a checkout of the tiny dataset where it has something to do."""

from __future__ import annotations

import csv
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

from support.publishing import Checkout

SOURCE = (
    "id=example-met,type=webpage,title=They met,issued=2014-05-07,language=en,source_class=media,"
    "publisher=Example Herald,url=https://example.org/met"
)
NEW_EVENT = f"""
new event --title 'Directors speak about trade' --date 2014-05-07 --type meeting --certainty established
--summary 'They met.' --participant usa:participant --participant russia:participant --issue diplomacy
--relation responds_to:example-ban --new-source '{SOURCE}' --source example-met --locator 'para. 2' --yes
"""
PROOF = "--source example-herald-2014 --locator 'para. 2'"


@dataclass(frozen=True)
class Command:
    """A command, and the folders below the checkout whose state it changes."""

    name: str
    arguments: tuple[str, ...]
    folders: tuple[str, ...] = ("raw",)
    # What a second run of it ends with, when the first was carried out.
    again: tuple[int, ...] = (0,)


def _command(name: str, line: str, *folders: str, again: tuple[int, ...] = (0,)) -> Command:
    return Command(name, tuple(shlex.split(line)), folders or ("raw",), again)


COMMANDS = (
    _command("new", NEW_EVENT, again=(0, 1, 2)),
    Command("new --from", ("new", "--from", "names.csv", "--yes"), again=(1,)),
    _command("edit", f"edit example-meeting-2013 date=2013-06-12 {PROOF}", again=(0, 1)),
    _command("retire", "retire example-suspension-2015 --because withdrawn --since 0.2.0 --reason=Gone.", again=(2,)),
    _command("fmt", "fmt"),
    _command("export", "export --to stata exported --force", "exported"),
    _command("build", "build", "dist"),
    _command("publish", "publish --date 2026-11-27", ".", again=(1,)),
)


def checkout(folder: Path) -> Checkout:
    """A checkout with two releases, and rows for `new --from`."""
    folder.mkdir()
    made = Checkout(folder)
    # What makes a folder a checkout of this package.
    (folder / "pyproject.toml").touch()
    (folder / ".gitignore").write_text("dist/candidate/\ndist/.*\n.usrr-*\nexported/\nnames.csv\n", encoding="utf-8")
    made.commit()
    made.publish()
    made.commit()
    made.next("raw/events.csv", "drank tea", "drank coffee")
    made.publish()
    made.commit()
    names(folder)
    return made


def names(folder: Path) -> None:
    """Rows for `new --from`."""
    header = ("measure_id", "name", "kind", "programme", "listed", "source", "locator")
    cells = ("person", "example_programme", "2014-03-17", "example-herald-2014", "para. 2")
    with (folder / "names.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [header, *(("example-designation", f"NAME, Number {number}", *cells) for number in range(50))]
        )


def disorder(folder: Path) -> None:
    """Leave two files in another form than the canonical one, for `fmt`."""
    for path in ("actors.csv", "links/tags.csv"):
        file = folder / "raw" / path
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


def state(folder: Path, below: tuple[str, ...]) -> dict[str, bytes]:
    """Every file below these folders, by its path; without git's own, and without what is hidden."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for root in below
        for path in sorted((folder / root).rglob("*"))
        if path.is_file()
        and not any(part.startswith((".git", ".usrr", ".publishing")) for part in _parts(path, folder))
    }


def _parts(path: Path, folder: Path) -> tuple[str, ...]:
    parts = path.relative_to(folder).parts
    return parts[:-1] if parts[-1] == ".gitignore" else parts


def copy(folder: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(folder, target, symlinks=True))
