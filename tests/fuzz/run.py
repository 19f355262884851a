"""Validate mutated tables until so many inputs are tried; exit 1 where one ends in anything but a verdict.

Each process works in a folder in memory and writes the one table that is mutated. An input that takes 60 seconds of
a processor hangs; it may take 1 GiB beyond what the imports take. What fails is kept, with the reason, and the run
goes on.
"""

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock, Thread

from mutate import mutated

HERE = Path(__file__).resolve().parent
TINY = HERE.parent / "tiny"
SECONDS, BYTES = 60.0, 1 << 30
# A process that waits uses no processor; it ends after this time on the clock.
_CLOCK = 120.0
# After so many inputs it is told how far the run is.
_PROGRESS = 2_000


@dataclass
class Tally:
    """What a run, or a part of it, was seen to do; memory in MiB, the peak of a process with what it imported."""

    inputs: int = 0
    problems: int = 0
    slowest: tuple[float, int] = (0.0, -1)
    peak: float = 0.0
    failures: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.inputs += other.inputs
        self.problems += other.problems
        self.slowest = max(self.slowest, (other.slowest[0], other.slowest[1]))
        self.peak = max(self.peak, other.peak)
        self.failures += other.failures


def tables() -> dict[str, bytes]:
    """The bytes of each table of the valid tiny dataset."""
    return {path.relative_to(TINY).as_posix(): path.read_bytes() for path in sorted(TINY.rglob("*.csv"))}


def memory_folder() -> str | None:
    """A folder in memory where there is one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (a unique folder is made in it)


def try_inputs(indexes: Iterable[int], seed: int, *, limit: bool = False) -> Iterator[Tally]:
    """Try one input after the other; each is told of before it begins (no inputs yet) and when it has ended."""
    files = tables()
    with tempfile.TemporaryDirectory(dir=memory_folder()) as folder:
        raw = Path(shutil.copytree(TINY, Path(folder) / "raw"))
        judge(raw, 0)
        if limit:
            _limit_memory()
        for index in indexes:
            yield Tally(slowest=(0.0, index))
            path, content = mutated(index, files, seed)
            (raw / path).write_bytes(content)
            yield _try(raw, index, limit=limit)
            (raw / path).write_bytes(files[path])


def _try(raw: Path, index: int, *, limit: bool) -> Tally:
    failures, problems, before = [], 0, time.process_time()
    if limit:
        # Ends the process, also where C code never returns to Python.
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        problems = judge(raw, index)
    except Exception:  # noqa: BLE001 (any exception is what is looked for)
        failures = [(index, traceback.format_exc())]
    signal.setitimer(signal.ITIMER_PROF, 0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Tally(1, problems, (time.process_time() - before, index), peak, failures)


def judge(raw: Path, turn: int) -> int:
    """Validate the folder and report it as JSON and in one other form. Returns the number of problems."""
    from us_russia_relations.check.validate import Validation, validate
    from us_russia_relations.report.github import as_github
    from us_russia_relations.report.json import as_json
    from us_russia_relations.report.markdown import as_markdown
    from us_russia_relations.report.sarif import as_sarif
    from us_russia_relations.report.text import as_text

    verdict = validate(raw)
    assert isinstance(verdict, Validation)
    problems, counts = verdict.problems, verdict.counts
    report = as_json(problems, counts, valid=verdict.valid)
    told = json.loads(report.encode("utf-8"))
    assert len(told["problems"]) == len(problems)
    assert told["valid"] is verdict.valid
    forms = (
        lambda: as_text(problems, counts),
        lambda: as_sarif(problems, raw, prefix="raw", version="0"),
        lambda: as_github(problems, counts, prefix="raw"),
        lambda: as_markdown(problems, counts, prefix="raw"),
    )
    other = forms[turn % len(forms)]().encode("utf-8")
    if turn % len(forms) == 1:
        json.loads(other)
    return len(problems)


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _work(first: int, end: int, step: int, seed: int) -> None:
    """The life of one process: a line of JSON on standard output for each tally."""
    for tally in try_inputs(range(first, end, step), seed, limit=True):
        print(json.dumps(asdict(tally)), flush=True)  # noqa: T201


class Run:
    """What all processes did so far; failures are kept, and progress is told, as they come."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.total, self._began, self._lock = Tally(), time.monotonic(), Lock()
        self.seed, self._folder = seed, folder

    def add(self, tally: Tally) -> None:
        with self._lock:
            self.total.add(tally)
            keep(tally.failures, self.seed, self._folder)
            if self.total.inputs % _PROGRESS == 0:
                print(self.told(), file=sys.stderr, flush=True)  # noqa: T201

    def told(self) -> str:
        total, spent = self.total, time.monotonic() - self._began
        kept = f", kept in {self._folder}" if total.failures else ""
        return (
            f"{total.inputs:,} inputs in {spent:,.0f} s ({total.inputs / spent:,.1f}/s), {total.problems:,} problems; "
            f"slowest input: {total.slowest[1]} with {total.slowest[0]:.2f} s; peak memory: {total.peak:,.0f} MiB; "
            f"{len(total.failures)} inputs failed{kept}"
        )


def _oversee(first: int, end: int, step: int, run: Run) -> None:
    """Run processes, one after the other where an input ends them, until all inputs from the first on are tried."""
    while first < end:
        call = [sys.executable, __file__, "--work", *map(str, (first, end, step, run.seed))]
        current = first
        with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:
            watch = _Watch(process)
            for line in process.stdout or ():
                watch.touch()
                told = Tally(**json.loads(line))
                if told.inputs:
                    run.add(told)
                    first = current + step
                else:
                    current = told.slowest[1]
        watch.stop()
        if process.returncode:
            names = {
                -signal.SIGPROF: f"more than {SECONDS:g} s",
                -signal.SIGKILL: "killed: memory, or waiting for ever",
            }
            why = names.get(process.returncode, f"the process ended with {process.returncode}")
            run.add(Tally(1, failures=[(current, why)]))
            first = current + step


class _Watch(Thread):
    """Ends a process that has said nothing for too long."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        super().__init__(daemon=True)
        self._process, self._seen, self._over = process, time.monotonic(), False
        self.start()

    def touch(self) -> None:
        self._seen = time.monotonic()

    def stop(self) -> None:
        self._over = True

    def run(self) -> None:
        while not self._over:
            if time.monotonic() - self._seen > _CLOCK:
                self._process.kill()
                return
            time.sleep(1)


def keep(failures: list[tuple[int, str]], seed: int, folder: Path) -> None:
    """Write each failing input as it lay in the file, and beside it what happened."""
    files = tables()
    for index, why in failures:
        path, content = mutated(index, files, seed)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{seed}-{index}-{Path(path).name}").write_bytes(content)
        (folder / f"{seed}-{index}.txt").write_text(f"{path}\n{why}", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=100_000, help="how many inputs in all (default: %(default)s)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="default: one for each processor")
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same inputs (default: 0)")
    parser.add_argument("--first", type=int, default=0, help="number of the first input (default: 0)")
    parser.add_argument("--failures", type=Path, default=Path(".fuzz"), help="folder for what fails (default: .fuzz)")
    parser.add_argument("--work", nargs=4, type=int, help=argparse.SUPPRESS)
    call = parser.parse_args()
    if call.work:
        _work(*call.work)
        return 0
    run = Run(call.seed, call.failures)
    firsts, end = range(call.first, call.first + call.processes), call.first + call.inputs
    threads = [Thread(target=_oversee, args=(first, end, call.processes, run)) for first in firsts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(run.told())  # noqa: T201
    return 1 if run.total.failures else 0


if __name__ == "__main__":
    sys.exit(main())
