"""What the first minute with the package costs, beside bare Python and pandas: whole processes, taken in turn.

Usage: loading.py [RUNS]   (from the top of a checkout; default: 25 runs of each)
"""

# ruff: noqa: INP001, T201, S603
from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import us_russia_relations as usrr

FILE = Path("dist") / usrr.__version__ / "parquet" / "events.parquet"
LOAD = "import us_russia_relations as usrr; usrr.load('events'"
BARE, PANDAS, READ = "bare Python", "import pandas", "pandas.read_parquet(events)"
# What is run, and what it is held against.
WORK = {
    BARE: ("pass", BARE),
    "import us_russia_relations": ("import us_russia_relations", BARE),
    PANDAS: ("import pandas", PANDAS),
    READ: (f"import pandas; pandas.read_parquet({str(FILE)!r})", READ),
    'load("events")': (f"{LOAD})", READ),
    'load("events", as_="arrow")': (f"{LOAD}, as_='arrow')", READ),
    'load("events", as_="polars")': (f"{LOAD}, as_='polars')", READ),
    'load("events", as_="duckdb")': (f"{LOAD}, as_='duckdb').fetchall()", READ),
    'print(show("caatsa-2017"))': ("import us_russia_relations as usrr; print(usrr.show('caatsa-2017'))", PANDAS),
    "usrr show caatsa-2017 (raw tables)": (["-m", "us_russia_relations", "show", "caatsa-2017"], PANDAS),
    "usrr show caatsa-2017 --release": (
        ["-m", "us_russia_relations", "show", "caatsa-2017", "--release", usrr.__version__],
        PANDAS,
    ),
    'search("rusal")': ("import us_russia_relations as usrr; usrr.search('rusal')", PANDAS),
    'describe("event_type")': ("import us_russia_relations as usrr; print(usrr.describe('event_type'))", PANDAS),
}


def main(runs: int) -> None:
    """Print a table of medians in milliseconds and of ratios."""
    taken: dict[str, list[float]] = {name: [] for name in WORK}
    # The first round fills the caches of files and of compiled modules, and is not counted.
    for counted in range(runs + 1):
        for name, (code, _) in WORK.items():
            seconds = _seconds(code)
            if counted:
                taken[name].append(seconds)
    medians = {name: statistics.median(seconds) * 1000 for name, seconds in taken.items()}
    print("| a process of its own | median, ms | held against | more, ms | times |\n|---|---|---|---|---|")
    for name, (_, other) in WORK.items():
        more, times = medians[name] - medians[other], medians[name] / medians[other]
        print(f"| `{name}` | {medians[name]:.0f} | {other} | {more:+.1f} | {times:.2f} |")


def _seconds(code: str | Sequence[str]) -> float:
    arguments = ["-c", code] if isinstance(code, str) else code
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25)
