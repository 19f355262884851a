"""Give the corpus of corruptions to usrr, to stock Frictionless and to pandera alone: who catches what, and where.

Usage: python benchmarks/corruptions.py [EVERY]

Prints a Markdown table. With EVERY only each so many-th corruption is tried. Errors of any kind count as caught, a
traceback while a file is read, too. The line is right when any of the errors names the line that is wrong; where the
file as a whole is wrong (it is missing, or a folder), no line is wanted.
"""

# ruff: noqa: INP001, T201
from __future__ import annotations

import re
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import frictionless
import pandas as pd
import pandera
import pandera.errors

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from corruptions.corpus import CORPUS, GROUPS  # noqa: E402
from corruptions.judge import Judge, copied, lay  # noqa: E402
from corruptions.model import Change, Clean, Corruption  # noqa: E402

from us_russia_relations import __version__  # noqa: E402
from us_russia_relations.check.validate import validate  # noqa: E402
from us_russia_relations.definitions import RAW_TABLES  # noqa: E402
from us_russia_relations.definitions.model import Table  # noqa: E402
from us_russia_relations.derive.typed import typed_tables  # noqa: E402
from us_russia_relations.forms import descriptor, frames  # noqa: E402
from us_russia_relations.publish.build import vocabularies  # noqa: E402

RAW = ROOT / "raw"
# An error of the header stands on line 1, one of the file as a whole on no line.
WHOLE = 0
# Path and line of each error that a tool reports.
Errors = list[tuple[str, int]]


class Peers:
    """The other tools, each on a copy of the clean folder over which a corruption is laid."""

    def __init__(self, folder: Path) -> None:
        self._raw = copied(RAW, folder, {})
        self._words = vocabularies(typed_tables(validate(RAW).dataset)["terms"])

    def frictionless(self, changes: Mapping[str, Change]) -> Errors:
        """What Frictionless says of the tables that changed and of those that a key ties to them.

        Keys into the registry of all ids can't be said: it is no file of raw/.
        """
        changed = {table.name for table in RAW_TABLES if table.path in changes}
        near = {table for table in RAW_TABLES if changed & {table.name, *(key.table for key in table.foreign_keys)}}
        names = {table.name for table in near} | {key.table for table in near for key in table.foreign_keys}
        resources = [self._resource(table) for table in RAW_TABLES if table.name in names]
        with self._laid(changes):
            package = frictionless.Package({"name": "raw", "resources": resources}, basepath=str(self._raw))
            report = package.validate()
        paths = {table.name: table.path for table in RAW_TABLES}
        found = [(paths.get(task.name, ""), _line(error)) for task in report.tasks for error in task.errors]
        return [*found, *(("", WHOLE) for _ in report.errors)]

    def _resource(self, table: Table) -> dict[str, object]:
        schema = descriptor.table_schema(table, self._words)
        keys = [key for key in schema.pop("foreignKeys", []) if key["reference"]["resource"] != "records"]
        if keys:
            schema["foreignKeys"] = keys
        dialect = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True}
        described = {"name": table.name, "type": "table", "path": table.path, "format": "csv", "encoding": "utf-8"}
        return {**described, "dialect": {"csv": dialect}, "schema": schema}

    def pandera(self, changes: Mapping[str, Change]) -> Errors:
        """What pandera says of the frames that pandas reads; all of them where the vocabularies changed."""
        everything = "vocabularies/terms.csv" in changes
        with self._laid(changes):
            tables = [table for table in RAW_TABLES if everything or table.path in changes]
            return [error for table in tables for error in self._frame_errors(table)]

    def _frame_errors(self, table: Table) -> Iterator[tuple[str, int]]:
        try:
            frame = _frame(self._raw / table.path)
            schema = frames.pandera_schema(table, self._terms())
            schema.unique = [*table.primary_key]
            schema.validate(frame, lazy=True)
        except pandera.errors.SchemaErrors as errors:
            for index in errors.failure_cases["index"].drop_duplicates():
                yield table.path, 1 if pd.isna(index) else int(index) + 2
        except (OSError, UnicodeError, ValueError, KeyError) as error:
            told = re.search(r"\bline (\d+)", str(error))
            yield table.path, int(told[1]) if told else WHOLE

    def _terms(self) -> frames.Terms:
        terms = _frame(self._raw / "vocabularies/terms.csv")
        return {str(name): frozenset(rows["term"].dropna()) for name, rows in terms.groupby("vocabulary")}

    def _laid(self, changes: Mapping[str, Change]) -> _Laid:
        return _Laid(self._raw, changes)


class _Laid:
    """The changes stand in the folder within the block, and the clean files after it."""

    def __init__(self, folder: Path, changes: Mapping[str, Change]) -> None:
        self._folder, self._changes = folder, changes

    def __enter__(self) -> None:
        lay(self._changes, self._folder)

    def __exit__(self, *_: object) -> None:
        lay({path: (RAW / path).read_bytes() for path in self._changes}, self._folder)


def _frame(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])


def _line(error: frictionless.Error) -> int:
    row = getattr(error, "row_number", None)
    if row is not None:
        return int(row)
    return 1 if isinstance(error, frictionless.errors.HeaderError) else WHOLE


def _verdict(errors: Errors, corruption: Corruption) -> tuple[bool, bool, bool]:
    """Whether the corruption was caught, with the right line, and with one error."""
    right = any(line == corruption.line and path in (corruption.file, "") for path, line in errors)
    return bool(errors), right, len(errors) == 1


def main(every: int) -> None:
    warnings.simplefilter("ignore")
    clean = Clean(RAW)
    counts: dict[tuple[str, str], list[int]] = {}
    tried: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as scratch:
        judge, peers = Judge(RAW, Path(scratch) / "headers"), Peers(Path(scratch) / "raw")
        tools = {
            "usrr validate": lambda changes: [(one.file, one.line) for one in judge.problems(changes)],
            "Frictionless": peers.frictionless,
            "pandera alone": peers.pandera,
        }
        untouched: dict[str, Change] = {table.path: clean.content(table.name) for table in RAW_TABLES}
        for tool, ask in tools.items():
            assert not ask(untouched), f"{tool} finds something wrong with the clean tables"
        for case in CORPUS[::every]:
            corruption, group = case.corruption(clean), GROUPS[case.operator.name]
            tried[group] = tried.get(group, 0) + 1
            for tool, ask in tools.items():
                row = counts.setdefault((tool, group), [0, 0, 0])
                for place, yes in enumerate(_verdict(ask(corruption.changes), corruption)):
                    row[place] += yes
    print(_table(tried, counts))


def _table(tried: dict[str, int], counts: dict[tuple[str, str], list[int]]) -> str:
    tools = [*dict.fromkeys(tool for tool, _ in counts)]
    versions = f"frictionless {frictionless.__version__}, pandera {pandera.__version__}, pandas {pd.__version__}"
    lines = [
        f"{sum(tried.values())} corruptions, {date.today()}, us-russia-relations {__version__}, {versions}.",  # noqa: DTZ011
        "",
        f"| what goes wrong in | tried | {' | '.join(f'{tool}: caught | right line | one error' for tool in tools)} |",
        f"|---|---|{'---|---|---|' * len(tools)}",
    ]
    for group, number in tried.items():
        cells = (str(count) for tool in tools for count in counts[tool, group])
        lines.append(f"| {group} | {number} | {' | '.join(cells)} |")
    total = (str(sum(counts[tool, group][place] for group in tried)) for tool in tools for place in range(3))
    return "\n".join([*lines, f"| **all** | {sum(tried.values())} | {' | '.join(total)} |"])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
