"""Run docs/other-tools.md as it is printed, and compare what each tool gives with the CSV files of the release.

Usage: other_tools.py RELEASE_FOLDER USRR_COMMAND   (in the environment of requirements-tools.txt; needs R with readr,
jsonlite and haven, Java for Spark, and LibreOffice; the release must be the one that the command exports)
"""

import csv
import datetime as dt
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import duckdb
import duckdb_ext
import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "other-tools.md"
EXTENSION = "sqlite_scanner.duckdb_extension"
Rows = list[list[str]]


def blocks(page: Path) -> dict[str, list[tuple[str, str]]]:
    """Language and code of each block of the page, by the heading that it stands under."""
    found: dict[str, list[tuple[str, str]]] = {}
    for section in re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, text = section.partition("\n")
        found[heading] = re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return found


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.reader(file)]


def records(release: Path, table: str) -> list[dict[str, str]]:
    header, *rows = read(release / "csv" / f"{table}.csv")
    return [dict(zip(header, row, strict=True)) for row in rows]


class Workplace:
    """A copy of the release, with events of the user's own beside it, in which the blocks run."""

    def __init__(self, root: Path, release: Path, usrr: Path) -> None:
        self.folder = root / "releases" / release.name
        shutil.copytree(release, self.folder)
        self.environment = {
            **os.environ,
            "HOME": str(root),
            "LC_ALL": "C.UTF-8",
            "SPARK_LOCAL_IP": "127.0.0.1",
            "PATH": os.pathsep.join(
                [str(usrr.absolute().parent), str(Path(sys.executable).parent), os.environ["PATH"]]
            ),
        }
        # INSTALL finds the extension where DuckDB keeps it, and fetches nothing.
        for given in Path(next(iter(duckdb_ext.__path__))).rglob(EXTENSION):
            kept = root / ".duckdb" / "extensions" / given.relative_to(given.parents[2])
            kept.parent.mkdir(parents=True)
            shutil.copy(given, kept)

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False, timeout=600
        )
        assert done.returncode == 0, f"{command[0]} failed:\n{command[-1]}\n{done.stdout}{done.stderr}"
        return done.stdout

    def result(self, language: str, code: str, name: str) -> Rows:
        """The frame of that name that the block leaves, as text."""
        out = self.folder / "result.csv"
        if language == "r":
            self.run("Rscript", "-e", f"{code}\nreadr::write_csv({name}, 'result.csv', na = '')")
        elif "polars" in code:
            self.run(sys.executable, "-c", f"{code}\n{name}.write_csv('result.csv')")
        else:
            self.run(sys.executable, "-c", f"{code}\n{name}.to_csv('result.csv', index=False)")
        rows = read(out)
        out.unlink()
        return rows


def own_events(folder: Path) -> list[tuple[dt.date, int, int, str]]:
    """Made-up coded events, written as several Parquet files; the codes are of CAMEO, with their zeros."""
    draw = random.Random(2009)  # noqa: S311 - made-up rows
    first = dt.date(2008, 12, 1)
    events = [
        (first + dt.timedelta(draw.randrange(4500)), *draw.choice([(2, 365), (365, 2), (2, 710)]), code)
        for code in draw.choices(["010", "10", "042", "111", "160", "161", "163", "1313"], k=200_000)
    ]
    folder.mkdir()
    kinds = pa.schema(
        {"event_date": pa.date32(), "source_ccode": pa.int32(), "target_ccode": pa.int32(), "cameo": pa.string()}
    )
    for part in range(4):
        columns = [*zip(*events[part::4], strict=True)]
        arrays = [pa.array(cells, kind) for cells, kind in zip(columns, kinds.types, strict=True)]
        pq.write_table(pa.Table.from_arrays(arrays, schema=kinds), folder / f"part-{part}.parquet")
    return events


def notices(release: Path) -> Rows:
    """The answer to the question of the page, from the CSV files alone."""
    states = {row["actor_id"] for row in records(release, "actors") if row["kind"] == "state"}
    events = {row["event_id"]: row for row in records(release, "events") if row["type"] == "treaty_withdrawal_notice"}
    found = [
        (events[row["record_id"]]["date_start"], row["record_id"], events[row["record_id"]]["date"], row["actor_id"])
        for row in records(release, "participants")
        if row["role"] == "initiator" and row["record_id"] in events and row["actor_id"] in states
    ]
    return [["event_id", "date", "actor_id"], *([*row] for _, *row in sorted(found))]


def joined(release: Path, events: list[tuple[dt.date, int, int, str]]) -> Rows:
    """The join by month, counted without any of the tools."""
    counts: Counter[tuple[int, ...]] = Counter()
    reduced: Counter[tuple[int, ...]] = Counter()
    for day, source, target, code in events:
        key = (source, target, day.year, day.month)
        counts[key] += 1
        reduced[key] += code.startswith("16")
    header = ["ccode1", "ccode2", "year", "month"]
    rows = []
    for row in records(release, "dyad_month"):
        key = tuple(int(row[name]) for name in header)
        rows.append([*key, int(row["events"]), int(row["measures_in_force"]), counts[key], reduced[key]])
    told = [*header, "events", "measures_in_force", "own_events", "own_reduced"]
    return [told, *([str(cell) for cell in row] for row in sorted(rows))]


def typed(release: Path, events: list[tuple[dt.date, int, int, str]]) -> Rows:
    """How many events each type here stands for by its CAMEO codes, counted without any of the tools."""
    by_code = Counter(code for *_, code in events)
    counts: Counter[str] = Counter()
    for row in records(release, "crosswalk"):
        if (row["scheme"], row["vocabulary"]) == ("cameo", "event_type"):
            counts[row["term"]] += by_code[row["code"]]
    return [["term", "count"], *([term, str(count)] for term, count in sorted(counts.items()) if count)]


def whole(rows: Rows) -> Rows:
    """Counts that a join has made floats, as whole numbers again."""
    return [[re.sub(r"^(\d+)\.0$", r"\1", cell) for cell in row] for row in rows]


def check_tables(place: Workplace) -> None:
    """DuckDB, Polars, R and Datasette answer the question as the CSV files do, and as the page prints it."""
    page = blocks(PAGE)
    wanted = notices(place.folder)
    printed = re.findall(
        r"^\| ([a-z0-9-]+) \| ([0-9-]+) \| ([a-z-]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [*map(list, printed)] == wanted[1:], "the page prints another answer"
    ((language, code),) = page["R"]
    assert place.result(language, code, "result") == wanted
    by_parquet, by_glob, by_sqlite = page["DuckDB"]
    for language, code in (by_parquet, by_sqlite, *page["Polars"]):
        assert place.result(language, code, "result") == wanted, code
    counted = place.result(*by_glob, "releases")
    assert counted == [["release", "events"], [place.folder.name, str(len(records(place.folder, "events")))]]
    ((_, code),) = page["Datasette"]
    answered = json.loads(place.run("bash", "-c", code))
    assert [[*row.values()] for row in answered] == wanted[1:]
    print(f"R, DuckDB {duckdb.__version__} (Parquet, SQLite), Polars and Datasette: the same {len(answered)} rows")


def check_joins(place: Workplace) -> None:
    """Spark and Dask join the user's own events as a plain count does."""
    page = blocks(PAGE)
    events = own_events(place.folder / "my_events")
    for tool in ("Spark", "Dask"):
        by_month, by_code = page[tool]
        found = whole(place.result(*by_month, "joined"))
        assert found == joined(place.folder, events), f"{tool}: the join by month differs"
        assert place.result(*by_code, "typed") == typed(place.folder, events), f"{tool}: the join by code differs"
        print(f"{tool}: {len(events)} events joined to {len(found) - 1} months and to the types of their codes")


def check_stata(place: Workplace) -> None:
    """Haven finds in the .dta files every label and every cell."""
    page = blocks(PAGE)
    (_, export), _, (language, code) = page["Stata"]
    assert len(place.run("bash", "-c", export).splitlines()) == len([*(place.folder / "csv").iterdir()])
    assert place.result(language, code, "result") == notices(place.folder)
    out = place.folder / "from-stata"
    out.mkdir()
    place.run("Rscript", str(HERE / "write_stata_as_csv.R"), "stata", str(out))
    cells = 0
    for path in sorted((place.folder / "csv").iterdir()):
        (header, *rows), (names, *found) = read(path), read(out / path.name)
        assert [name.removesuffix("_") for name in names] == header, path.name
        assert found == rows, f"{path.name}: {differing(rows, found)}"
        cells += len(header) * len(rows)
    print(f"haven: {cells} cells of the .dta files equal the CSV files, with labels for variables and codes")


def check_excel(place: Workplace) -> None:
    """LibreOffice finds every cell in the workbook, and takes none for a formula; it writes TRUE for true."""
    ((_, export),) = blocks(PAGE)["Excel"]
    (file,) = place.run("bash", "-c", export).splitlines()
    # The tokens of its CSV filter: comma, quote, UTF-8; the last one asks for a file for each sheet.
    target = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    place.run("soffice", "--headless", "--norestore", "--convert-to", target, "--outdir", "from-excel", file)
    described = json.loads((place.folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    kinds = {one["name"]: {field["name"]: field["type"] for field in one["schema"]["fields"]} for one in described}
    cells = 0
    for path in sorted((place.folder / "csv").iterdir()):
        sheet = place.folder / "from-excel" / f"{Path(file).stem}-{path.name}"
        rows, found = read(path), read(sheet)
        truth = [name for name, kind in kinds[path.stem].items() if kind == "boolean"]
        for row in found[1:]:
            for name in truth:
                row[rows[0].index(name)] = row[rows[0].index(name)].lower()
        assert found == rows, f"{path.name}: {differing(rows, found)}"
        cells += sum(map(len, rows))
    print(f"LibreOffice: {cells} cells of the workbook equal the CSV files")


def differing(rows: Rows, found: Rows) -> list[tuple[list[str], list[str]]]:
    """The first row that differs; a count of rows where one has more."""
    pairs = [(row, other) for row, other in zip(rows, found, strict=False) if row != other]
    return pairs[:1] or [([str(len(rows))], [str(len(found))])]


def main(release: Path, usrr: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Workplace(Path(name), release.resolve(), usrr)
        check_tables(place)
        check_joins(place)
        check_stata(place)
        check_excel(place)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
