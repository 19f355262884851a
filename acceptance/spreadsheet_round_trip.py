"""Open and save every raw table in LibreOffice, in the ways that people do, and show what `usrr fmt` makes of it.

Usage: spreadsheet_round_trip.py RAW_FOLDER

Each file must come back as the same bytes or be refused with the cells named; the script fails where a file comes
out different, or a changed cell is not named. Needs `soffice` (apt-get install libreoffice-calc-nogui).
"""

import argparse
import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from us_russia_relations.definitions import RAW_TABLES
from us_russia_relations.definitions.model import Table
from us_russia_relations.raw.decode import decode
from us_russia_relations.raw.fmt import canonicalize
from us_russia_relations.rules.problem import Problem

# The tokens of LibreOffice's CSV filter: delimiter, quote, character set (76 UTF-8, 1 Windows-1252, 65535 UTF-16),
# first line, formats of columns, language (0 that of the system, 1031 German, 1049 Russian), quote all text,
# recognise special numbers such as dates; when saving, too: as shown.
_OPEN, _SAVE = "CSV:44,34,{charset},1,,{language},false,{detect}", "{delimiter},34,{charset},1,,0,{quote},true,{shown}"
WAYS = (
    ("opened and saved without a question", "", ""),
    ("dates recognised, American", _OPEN.format(charset=76, language=1033, detect="true"), "44,34,76,1"),
    (
        "saved with ; and all text quoted",
        _OPEN.format(charset=76, language=0, detect="false"),
        _SAVE.format(delimiter=59, charset=76, quote="true", shown="true"),
    ),
    (
        "saved as Unicode text with tabs",
        _OPEN.format(charset=76, language=0, detect="false"),
        _SAVE.format(delimiter=9, charset=65535, quote="false", shown="true"),
    ),
    (
        "dates recognised, German, saved with ;",
        _OPEN.format(charset=76, language=1031, detect="true"),
        _SAVE.format(delimiter=59, charset=76, quote="false", shown="true"),
    ),
    (
        "dates recognised, Russian, saved with ;",
        _OPEN.format(charset=76, language=1049, detect="true"),
        _SAVE.format(delimiter=59, charset=76, quote="false", shown="true"),
    ),
    (
        "dates recognised, British, saved as calculated",
        _OPEN.format(charset=76, language=2057, detect="true"),
        _SAVE.format(delimiter=44, charset=76, quote="false", shown="false"),
    ),
    (
        "saved in Windows-1252",
        _OPEN.format(charset=76, language=0, detect="false"),
        _SAVE.format(delimiter=44, charset=1, quote="false", shown="true"),
    ),
    (
        "opened as Windows-1252",
        _OPEN.format(charset=1, language=0, detect="false"),
        _SAVE.format(delimiter=44, charset=76, quote="false", shown="true"),
    ),
)
_SHOWN = 3


def round_trip(raw: Path, out: Path, opened: str, saved: str) -> None:
    """Open the tables in LibreOffice and save them as CSV in the folder ``out``."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        sys.exit("LibreOffice is not installed (apt-get install libreoffice-calc-nogui)")
    profile = out.parent / "profile"
    target = f"csv:Text - txt - csv (StarCalc):{saved}" if saved else "csv"
    files = [str(raw / table.path) for table in RAW_TABLES]
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += [f"--infilter={opened}"] if opened else []
    done = subprocess.run(
        [*command, "--convert-to", target, "--outdir", str(out), *files],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    missing = [table.name for table in RAW_TABLES if not (out / f"{table.name}.csv").is_file()]
    if missing:
        sys.exit(f"LibreOffice wrote no file for {', '.join(missing)}:\n{done.stdout}{done.stderr}")


def rows_of(content: bytes) -> list[list[str]]:
    """The rows of a saved file, whatever its delimiter is."""
    text = decode(content)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def unnamed(before: bytes, saved: bytes, table: Table, problems: Sequence[Problem]) -> list[str]:
    """The cells that LibreOffice changed and that no problem names; it keeps the order of rows."""
    if any(not problem.column for problem in problems):
        return []
    named = {(problem.line, problem.column) for problem in problems}
    pairs = zip(rows_of(before), rows_of(saved), strict=True)
    return [
        f"{table.path}:{line}:{name}: {old[:60]!r} became {new[:60]!r}"
        for line, (was, now) in enumerate(pairs, start=1)
        for name, old, new in zip(table.header, was, now, strict=True)
        if old != new and (line, name) not in named
    ]


def judge(raw: Path, out: Path) -> int:
    """Print what fmt makes of each saved file; return how many came out different without telling all that changed."""
    wrong = 0
    for table in RAW_TABLES:
        before, saved = (raw / table.path).read_bytes(), (out / f"{table.name}.csv").read_bytes()
        outcome = canonicalize(saved, table, before=before)
        if outcome.content == before:
            print(f"  {table.name:14} {'not changed' if saved == before else 'repaired to the same bytes'}")
            continue
        if outcome.content is None:
            silent = unnamed(before, saved, table, outcome.problems)
            print(f"  {table.name:14} refused, {len(outcome.problems)} named, {len(silent)} not named")
            for problem in outcome.problems[:_SHOWN]:
                place = f"{problem.file}:{problem.line}:{problem.column}"
                print(f"    {place} {problem.rule}: {problem.value[:60]!r} {problem.message}")
        else:
            silent = sorted(set(outcome.content.decode().splitlines()) - set(before.decode().splitlines()))
            print(f"  {table.name:14} DIFFERENT, and not refused")
        wrong += bool(silent) or outcome.content is not None
        print("".join(f"    NOT NAMED {cell[:160]}\n" for cell in silent[:_SHOWN]), end="")
    return wrong


def main() -> int:
    """Go through all ways; 0 is a pass."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    raw = parser.parse_args().raw
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, (way, opened, saved) in enumerate(WAYS):
            print(f"{way}:")
            out = folder / str(number)
            out.mkdir()
            round_trip(raw.resolve(), out, opened, saved)
            wrong += judge(raw, out)
    print(f"{len(WAYS)} ways, {len(RAW_TABLES)} tables: {wrong} came out different in a cell that was not named")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
