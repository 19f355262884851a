"""Where the raw tables are in the repository, which of their lines changed, and at which column a cell starts."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from us_russia_relations.errors import CallError
from us_russia_relations.raw.content import BOM, lines_of
from us_russia_relations.raw.csv_rows import CsvRows, NotCsvError, cell_span
from us_russia_relations.raw.git import git
from us_russia_relations.raw.sources import Revision
from us_russia_relations.rules.problem import Problem

_HUNK = re.compile(rb"@@ -\d+(?:,(?P<gone>\d+))? \+(?P<first>\d+)(?:,(?P<new>\d+))? @@")


def in_repository(raw: Path) -> str:
    """The folder of the raw tables as a path relative to the repository, with forward slashes.

    Outside of a repository it is relative to the working directory where it lies below that, else its name alone.
    """
    folder = Path(os.path.abspath(raw))  # noqa: PTH100 (a link stays a link: git knows the path, not what it points at)
    roots = (above for above in (folder, *folder.parents) if (above / ".git").exists())
    root = next(roots, Path.cwd())
    return "/".join(folder.relative_to(root).parts) if folder.is_relative_to(root) else folder.name


@dataclass(frozen=True)
class Changed:
    """The changed lines of each file below raw/, in order; a file without any may have lost lines."""

    lines: dict[str, list[range]]

    @classmethod
    def since(cls, raw: Path, revision: str) -> Changed:
        """What the working tree changed against a git revision. Raises CallError where git doesn't know it."""
        commit = Revision.find(raw, revision)
        if commit is None:
            raise CallError(f"{revision} is no git revision of the repository that holds {raw}")
        # Everything that a configuration could change in the output is said here.
        done = git(
            raw, "-c", "core.quotePath=false", "diff", "--unified=0", "--inter-hunk-context=0",
            "--relative", "--src-prefix=a/", "--dst-prefix=b/", "--no-renames", "--no-color", "--no-ext-diff",
            "--no-textconv", "--text", commit.commit, "--", ".",
        )  # fmt: skip
        if done.returncode:
            raise CallError(f"git can't compare with {revision}: {done.stderr.decode(errors='replace').strip()}")
        return cls(_hunks(done.stdout))

    def covers(self, problem: Problem) -> bool:
        """True where the line of the problem changed, or for a problem of a whole file, the file."""
        spans = self.lines.get(problem.file)
        if spans is None or not problem.line:
            return spans is not None
        before = bisect_right(spans, problem.line, key=lambda span: span.start)
        return before > 0 and problem.line in spans[before - 1]


def _hunks(diff: bytes) -> dict[str, list[range]]:
    lines: dict[str, list[range]] = {}
    spans: list[range] = []
    skip = 0
    for line in diff.split(b"\n"):
        if skip and line[:1] in {b"+", b"-"}:
            # The content of a hunk may look like the head of another.
            skip -= 1
        elif line.startswith(b"+++ b/"):
            spans = lines.setdefault(os.fsdecode(line[6:].rstrip(b"\t")), [])
        elif line.startswith(b"--- a/"):
            # Named here, too, for a file that is deleted.
            lines.setdefault(os.fsdecode(line[6:].rstrip(b"\t")), [])
        elif hunk := _HUNK.match(line):
            new, first = int(hunk["new"] or 1), int(hunk["first"])
            skip = new + int(hunk["gone"] or 1)
            spans += [range(first, first + new)] if new else []
    return lines


def ranked(problems: Iterable[Problem], changed: Changed | None) -> list[Problem]:
    """Errors before warnings, and in both those on changed lines first; else by file and line."""
    return sorted(
        problems, key=lambda problem: (problem.severity != "error", changed is not None and not changed.covers(problem))
    )


@dataclass
class CellSpans:
    """Finds cells in the files below a folder; each file is read once, when a cell of it is asked for."""

    raw: Path
    _files: dict[str, list[str]] = field(default_factory=dict)

    def columns(self, problem: Problem) -> tuple[int, int] | None:
        """Where the problem's cell starts and ends in its line, quotes included: first column 1, end exclusive.

        None where the problem is no cell's, or the file's own header does not name its column.
        """
        if not problem.column or not problem.line:
            return None
        lines = self._lines(problem.file)
        try:
            header = next(iter(CsvRows(lines[:1])), [])
        except NotCsvError:
            return None
        if problem.column not in header or problem.line > len(lines):
            return None
        span = cell_span(lines[problem.line - 1], header.index(problem.column))
        return (span[0] + 1, span[1] + 1) if span else None

    def _lines(self, file: str) -> list[str]:
        if file not in self._files:
            try:
                content = (self.raw / file).read_bytes().removeprefix(BOM)
                self._files[file] = [line.removesuffix("\n") for line in lines_of(content)]
            except (OSError, ValueError):
                self._files[file] = []
        return self._files[file]
