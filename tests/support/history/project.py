"""A checkout that publishes with its own pipeline, whose definitions may change from release to release.

Run as a script it is the process that publishes there: it reads requests from standard input, one a line, and answers
each with a line of JSON. A change of the pipeline needs a new process, as in life.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.publishing import DAY, Checkout

ROOT = Path(__file__).parent.parent.parent.parent


class Project(Checkout):
    """A checkout with a pipeline of its own."""

    def __init__(self, root: Path) -> None:
        self._worker: subprocess.Popen[str] | None = None
        shutil.copytree(ROOT / "pipeline", root / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", root)
        super().__init__(root)
        with (root / ".gitignore").open("a", encoding="utf-8") as file:
            file.write("__pycache__/\n")
        self.commit()

    def ask(self, **request: str | None) -> dict[str, Any]:
        """What the checkout's own pipeline answers; see ``serve``."""
        if self._worker is None:
            tests = Path(__file__).parents[2]
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(self.root / "pipeline"), str(tests)])}
            call = [sys.executable, __file__, str(self.root)]
            self._worker = subprocess.Popen(
                call, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
        assert self._worker.stdin
        assert self._worker.stdout
        print(json.dumps(request), file=self._worker.stdin, flush=True)
        answer = self._worker.stdout.readline()
        assert answer, "the process that publishes has ended"
        found: dict[str, Any] = json.loads(answer)
        return found

    def stop(self) -> None:
        """End the process that publishes; the next request starts another."""
        if self._worker is not None:
            self._worker.communicate()
            self._worker = None

    def table(self, name: str) -> "Sheet":
        (path,) = (self.root / "raw").rglob(f"{name}.csv")
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        return Sheet(path, header, rows)

    def prepare(self, edits: tuple["Edit", ...]) -> None:
        """One more state: the edits, an entry in the changelog, a commit."""
        for edit in edits:
            edit(self)
        self.unreleased("Nothing to do.")
        self.commit()


Edit = Callable[[Project], None]


@dataclass
class Sheet:
    """A raw table as texts, whatever columns it has."""

    path: Path
    header: list[str]
    rows: list[list[str]]

    def save(self) -> None:
        with self.path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([self.header, *sorted(self.rows)])

    def matching(self, cells: tuple[str, ...]) -> list[list[str]]:
        """The rows that begin with these cells."""
        found = [row for row in self.rows if tuple(row[: len(cells)]) == cells]
        assert found, f"{self.path.name} has no row {cells}"
        return found


def change(table: str, key: str, column: str, text: str) -> Edit:
    """Puts a text into a cell of the one row that begins with the key, as a line of CSV."""

    def edit(project: Project) -> None:
        sheet = project.table(table)
        (row,) = sheet.matching(tuple(key.split(",")))
        row[sheet.header.index(column)] = text
        sheet.save()

    return edit


def add(table: str, *lines: str) -> Edit:
    """Adds rows, each a line of CSV; cells that are missing at its end are empty."""

    def edit(project: Project) -> None:
        sheet = project.table(table)
        rows = csv.reader(lines)
        sheet.rows += [row + [""] * (len(sheet.header) - len(row)) for row in rows]
        sheet.save()

    return edit


def remove(table: str, *keys: str) -> Edit:
    """Takes all rows away that begin with one of the keys."""

    def edit(project: Project) -> None:
        sheet = project.table(table)
        for key in keys:
            for row in sheet.matching(tuple(key.split(","))):
                sheet.rows.remove(row)
        sheet.save()

    return edit


def new_column(table: str, column: str, place: int) -> Edit:
    """Gives a table one more column at that place, which is empty."""

    def edit(project: Project) -> None:
        sheet = project.table(table)
        sheet.header.insert(place, column)
        for row in sheet.rows:
            row.insert(place, "")
        sheet.save()

    return edit


def no_column(table: str, column: str) -> Edit:
    """Takes a column of a table away."""

    def edit(project: Project) -> None:
        sheet = project.table(table)
        place = sheet.header.index(column)
        for row in (sheet.header, *sheet.rows):
            del row[place]
        sheet.save()

    return edit


def new_table(path: str, header: str) -> Edit:
    """Lays an empty raw table."""

    def edit(project: Project) -> None:
        (project.root / "raw" / path).write_text(f"{header}\n", encoding="utf-8")

    return edit


def no_table(path: str) -> Edit:
    """Takes a raw table away."""

    def edit(project: Project) -> None:
        (project.root / "raw" / path).unlink()

    return edit


def define(module: str, old: str, new: str) -> Edit:
    """Replaces text in a module of the pipeline, which the next process then is."""

    def edit(project: Project) -> None:
        project.stop()
        project.replace(f"pipeline/us_russia_relations/{module}", old, new)

    return edit


def serve(root: Path) -> None:
    """Answer each request until there are no more.

    ``{"publish": version}`` is answered with what was ``said``, or ``refused``; ``{"look": version, "previous": ...}``
    with the rows of the table ``changes`` of a release, whether these rows, read from its CSV file and applied to the
    release before, give its facts, and whether these are the facts of the raw tables; ``{"verify": version}`` with the
    faults of a release; ``{"between": ..., "and": ...}`` with what a reader is told of the time between two releases.
    """
    for line in sys.stdin:
        request = json.loads(line)
        (answer,) = (answer for name, answer in _ANSWERS.items() if name in request)
        print(json.dumps(answer(root, request)), flush=True)  # noqa: T201


def _publish(root: Path, request: dict[str, Any]) -> dict[str, Any]:
    from us_russia_relations.errors import UsrrError
    from us_russia_relations.publish.publish import PublishRequest, publish

    try:
        return {"said": publish(root, PublishRequest(DAY, request["publish"]))}
    except UsrrError as error:
        return {"refused": str(error)}


def _look(root: Path, request: dict[str, Any]) -> dict[str, Any]:
    from us_russia_relations.publish.difference import Change, Difference, apply, is_fact
    from us_russia_relations.publish.states import alike, read_folder, read_release

    before, after = (root / "dist" / request[name] for name in ("previous", "look"))
    with (after / "csv" / "changes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    parts = ("table", "record", "field", "kind", "old", "new")
    changes = [Change(**{part: row[part] for part in parts}) for row in rows]
    facts = Difference("a", "b", tuple(change for change in changes if is_fact(change)), (), {})
    old, new, raw = read_release(before, "a"), read_release(after, "b"), read_folder(root / "raw", "raw")
    # A release has who is listed among its participants, too.
    new, raw = alike(new, raw)
    made = {name: (set(content.header), content.rows) for name, content in apply(facts, old).tables.items()}
    wanted, typed = (
        {name: (set(content.header), content.rows) for name, content in state.tables.items()} for state in (new, raw)
    )
    return {"changes": rows, "applied": made == wanted, "facts": wanted == typed}


def _verify(root: Path, request: dict[str, Any]) -> dict[str, Any]:
    from us_russia_relations.release.release import Release
    from us_russia_relations.release.verify import verify

    return {"faults": verify(Release(root / "dist" / request["verify"])).faults}


def _between(_: Path, request: dict[str, Any]) -> dict[str, Any]:
    import us_russia_relations as usrr

    frame = usrr.changes(request["between"], request["and"])
    return {"rows": frame[["version", "number"]].astype(str).to_numpy().tolist(), "versions": usrr.versions()}


_ANSWERS = {"publish": _publish, "look": _look, "verify": _verify, "between": _between}

if __name__ == "__main__":
    serve(Path(sys.argv[1]))
