"""Stop every command that writes in every way: the old or the new state stands, and the next run mends what is left.

Usage: stops.py [--short] [--kills 200] [--seed 7]

Each command is killed (KILL, TERM, HUP) before each of its calls that makes, renames or removes something,
interrupted there once and twice in a row, killed at random instants, met by a second writer and by a save of
somebody's editor, and run on a full disk and in a read-only folder (on a file system in memory, which only root can
mount). ``--short`` tries each kind at a few points. Exit codes: 0 nothing was lost or half written, 1 something was,
2 a part can't be tried here.
"""

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent / "pipeline"), str(HERE.parent), str(HERE)]

from commands import COMMANDS, Command, checkout, copy, disorder, state  # noqa: E402
from forked import Cut, Ended, Running, run, signalled  # noqa: E402

from us_russia_relations.publish.pending import PUBLISHING  # noqa: E402
from us_russia_relations.release.release import Release  # noqa: E402
from us_russia_relations.release.verify import verify  # noqa: E402
from us_russia_relations.release.versions import released  # noqa: E402

State = dict[str, bytes]
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)
FREE = (0, 4, 16, 64, 128, 256, 384, 512, 768, 1024, 1536)
# In the words of the system, and in those of SQLite.
FULL = ("No space left on device", "database or disk is full")
READ_ONLY = ("Read-only file system", "unable to open database file")
# Two pairs of an editor's save: a file that the command writes, and what is appended to it.
SAVED = {"export": "exported/events.dta", "build": "", "publish": "CHANGELOG.md"}
MARK = b"saved meanwhile\n"


class StateError(Exception):
    """Something was lost or is half written."""


class Bench:
    """The checkout on which a command is tried, the state before it and the one that it leads to."""

    def __init__(self, work: Path, ready: Path, command: Command) -> None:
        self.work, self.command, self.output = work, command, work / "output"
        self.ready = copy(ready, work / "ready")
        if command.name == "fmt":
            disorder(self.ready)
        after = copy(self.ready, work / "after")
        counted = self.ended(after)
        if counted.code:
            raise StateError(f"exit code {counted.code}: {counted.said}")
        self.calls = counted.calls
        self.before, self.after = state(self.ready, command.folders), state(after, command.folders)
        if self.before == self.after:
            raise StateError(f"{command.name} changes nothing here")

    def fresh(self) -> Path:
        return copy(self.ready, self.work / "trial")

    def ended(self, root: Path, cut: Cut | None = None) -> Ended:
        """The command, run to its end. Raises StateError for a traceback."""
        return self.judged(run(root, self.command.arguments, self.output, cut))

    def judged(self, ended: Ended) -> Ended:
        if "Traceback" in ended.said:
            raise StateError(f"{self.command.name}: {ended.said}")
        return ended

    def check(self, root: Path) -> str:
        """How far the command came. Raises StateError where neither the old nor the new state stands, or will."""
        hidden = [path for path in root.rglob(".*") if path.name.startswith((".usrr", PUBLISHING))]
        waiting = [path for path in hidden if any((path / name).is_file() for name in ("journal.json", "undo.json"))]
        self.whole(root)
        if waiting:
            return "decided"
        now = state(root, self.command.folders)
        if now not in (self.before, self.after):
            raise StateError(f"{self.command.name}: {changed(now, self.before, self.after)} is half written")
        return "done" if now == self.after else "not begun"

    def whole(self, root: Path) -> None:
        """Raises StateError where a release is damaged, or none is what the root's descriptor names."""
        dist = root / "dist"
        if self.command.folders == ("raw",):
            return
        for folder in [dist / version for version in released(dist)] + [dist / "candidate"]:
            faults = verify(Release(folder)).faults if folder.exists() else []
            if faults:
                raise StateError(f"{folder.name} is not whole: {'; '.join(faults[:3])}")
        version = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))["version"]
        if version not in released(dist):
            raise StateError(f"the root's descriptor names {version}, which is not there")
        if self.command.name == "export":
            missing = {path for path in self.before if not (root / path).is_file()}
            if missing:
                raise StateError(f"there is no {missing} for a moment")

    def mend(self, root: Path) -> None:
        """Run the next command. Raises StateError where that and the same command once more do not end well."""
        if self.command.folders == ("raw",):
            self.judged(run(root, ("validate",), self.output))
            if self.check(root) == "decided":
                raise StateError("validate left the write undecided")
        done = state(root, self.command.folders) == self.after
        ended = self.ended(root)
        if (
            ended.code not in ((0, *self.command.again) if done else (0,))
            and state(root, self.command.folders) != self.after
        ):
            raise StateError(f"run again: exit code {ended.code}: {ended.said}")
        now = state(root, self.command.folders)
        if now != self.after and not (done and self.command.name == "new"):
            raise StateError(f"run again, {changed(now, self.before, self.after)} is not as it should be")
        left = [str(path.relative_to(root)) for path in root.rglob(".*") if path.name.startswith((".usrr", PUBLISHING))]
        if left:
            raise StateError(f"left over: {', '.join(left)}")


def changed(now: State, before: State, after: State) -> str:
    """The files that are neither as before nor as after, or the mixture."""
    names_ = {*now, *before, *after}
    torn = [name for name in sorted(names_) if now.get(name) not in (before.get(name), after.get(name))]
    mixed = [name for name in sorted(names_) if before.get(name) != after.get(name)]
    return ", ".join(torn or [f"{name} ({'new' if now.get(name) == after.get(name) else 'old'})" for name in mixed])


def at_calls(bench: Bench, points: Sequence[int]) -> Iterator[str]:
    """Killed before each of the calls, by one signal after the other, since all three end a process where it stands."""
    for place, point in enumerate(points):
        number = SIGNALS[place % len(SIGNALS)]
        root = bench.fresh()
        ended = bench.ended(root, Cut({point: signalled(number)}))
        if ended.code != -number:
            raise StateError(f"{number.name} at call {point}: exit code {ended.code}: {ended.said}")
        reached = bench.check(root)
        bench.mend(root)
        yield f"{number.name}: {reached}"


def interrupted(bench: Bench, points: Sequence[int]) -> Iterator[str]:
    """Ctrl-C before each of the calls, and a second one before the next or the one after it."""
    interrupt = signalled(signal.SIGINT)
    for place, point in enumerate(points):
        second = place % 4
        root = bench.fresh()
        ended = bench.ended(root, Cut({point: interrupt} | ({point + second: interrupt} if second else {})))
        reached = bench.check(root)
        if "nothing was written" in ended.said and reached != "not begun":
            raise StateError(f"{bench.command.name} interrupted at {point}: {reached}, and it says: {ended.said}")
        bench.mend(root)
        yield f"Ctrl-C {'twice' if second else 'once'}: {reached}"


def at_random(bench: Bench, count: int, chance: random.Random) -> Iterator[str]:
    """Killed at random instants."""
    begun = time.monotonic()
    bench.ended(bench.fresh())
    length = time.monotonic() - begun
    for _ in range(count):
        root = bench.fresh()
        running = Running(root, bench.command.arguments, bench.output)
        time.sleep(chance.uniform(0, 1.05 * length))
        running.kill()
        running.wait()
        reached = bench.check(root)
        bench.mend(root)
        yield f"KILL at random: {reached}"


def two_at_once(bench: Bench, count: int) -> Iterator[str]:
    """Beside an edit of the raw tables, or itself: both are done one after the other, or one is refused."""
    edit = next(command for command in COMMANDS if command.name == "edit")
    other = edit if bench.command.folders == ("raw",) and bench.command.name != "edit" else bench.command
    wanted = [bench.before, bench.after]
    for first, second in ((bench.command, other), (other, bench.command)):
        root = bench.fresh()
        for command in (first, second):
            run(root, command.arguments, bench.output)
        wanted.append(state(root, bench.command.folders))
    root = bench.fresh()
    run(root, other.arguments, bench.output)
    wanted.append(state(root, bench.command.folders))
    for _ in range(count):
        root = bench.fresh()
        running = [
            Running(root, command.arguments, bench.work / f"output {number}")
            for number, command in enumerate((bench.command, other))
        ]
        ended = [bench.judged(one.wait()) for one in running]
        now = state(root, bench.command.folders)
        if now not in wanted:
            raise StateError(f"{bench.command.name} beside {other.name}: {changed(now, bench.before, bench.after)}")
        refused = [one for one in ended if one.code]
        if not refused and now not in wanted[1:4]:
            raise StateError(f"{bench.command.name} beside {other.name}: a change is lost")
        yield f"beside {other.name}: {'one was refused' if refused else 'one after the other'}"


def saved_meanwhile(bench: Bench, points: Sequence[int]) -> Iterator[str]:
    """Somebody saves a file that the command writes over: the save is there in the end, or was seen by the command."""
    touched = [name for name in bench.before if bench.after.get(name, bench.before[name]) != bench.before[name]]
    name = next((name for name in touched if name.startswith(("raw/", "exported/")) or "/" not in name), None)
    if bench.command.name in {"export", "build"} or name is None:
        # What they replace is theirs, and nobody edits it.
        return
    for point in points:
        root = bench.fresh()
        file = root / name

        def save(file: Path = file) -> None:
            # As an editor does it: a new file takes the place of the old one.
            other = file.with_name("other")
            other.write_bytes(file.read_bytes() + MARK)
            subprocess.run(["mv", str(other), str(file)], check=True)

        ended = bench.ended(root, Cut({point: save}))
        if file.is_file() and MARK in file.read_bytes():
            yield f"saved meanwhile: the save stands, exit code {ended.code}"
        else:
            raise StateError(f"{bench.command.name}: a save of {name} at call {point} is lost: {ended.said}")


@contextmanager
def small_disk(bench: Bench) -> Iterator[Path]:
    """A file system in memory with a copy of the checkout. Raises PermissionError where nothing can be mounted."""
    disk = bench.work / "disk"
    disk.mkdir(exist_ok=True)
    call = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    done = subprocess.run(call, capture_output=True, check=False)
    if done.returncode:
        raise PermissionError(f"no file system can be mounted here: {done.stderr.decode().strip()}")
    try:
        yield copy(bench.ready, disk / "checkout")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def full_disks(bench: Bench, sizes: Sequence[int]) -> Iterator[str]:
    for free in sizes:
        with small_disk(bench) as root:
            filler = root.parent / "filler"
            filler.write_bytes(bytes(max(shutil.disk_usage(root).free - free * 1024, 0)))
            ended = bench.ended(root)
            reached = bench.check(root)
            if ended.code and not any(words in ended.said for words in FULL):
                raise StateError(f"{free} KiB free: exit code {ended.code}: {ended.said}")
            filler.unlink()
            bench.mend(root)
            yield f"full disk: {'refused, ' if ended.code else 'it was enough, '}{reached}"


def read_only(bench: Bench) -> Iterator[str]:
    with small_disk(bench) as root:
        subprocess.run(["mount", "-o", "remount,ro", str(root.parent)], check=True)
        ended = bench.ended(root)
        bench.check(root)
        if not ended.code or not any(words in ended.said for words in READ_ONLY):
            raise StateError(f"exit code {ended.code} in a read-only folder: {ended.said}")
        subprocess.run(["mount", "-o", "remount,rw", str(root.parent)], check=True)
        bench.mend(root)
        yield "read-only folder: refused"


def trials(bench: Bench, kills: int, chance: random.Random, *, short: bool) -> Iterator[str]:
    """Every trial of one command, in short or in full."""
    points = range(1, bench.calls + 1)
    few = sorted(chance.sample(points, min(3, len(points)))) if short else points
    yield f"{len(points)} calls"
    yield from at_calls(bench, few)
    yield from interrupted(bench, few)
    yield from saved_meanwhile(bench, few)
    yield from at_random(bench, kills, chance)
    yield from two_at_once(bench, 1 if short else 20)
    yield from full_disks(bench, FREE[3:4] if short else FREE)
    yield from read_only(bench)


def main(kills: int, seed: int, only: str, *, short: bool) -> int:
    """Try the commands, print how often each outcome was seen, and return the exit code."""
    # The seed makes a failure come again; it guards nothing.
    chance = random.Random(seed)  # noqa: S311
    total = 0
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch).resolve()
        made = checkout(work / "ready")
        for arguments in (("build",), ("export", "--to", "stata", "exported", "--version", "0.1.0")):
            prepared = run(work / "ready", arguments, work / "output")
            if prepared.code:
                print(prepared.said, file=sys.stderr)
                return 1
        # Something to do for each command.
        made.next("raw/events.csv", "drank coffee", "drank water")
        for command in COMMANDS:
            if only not in ("", command.name):
                continue
            seen: Counter[str] = Counter()
            folder = work / command.name.replace(" ", "")
            folder.mkdir()
            begun = time.monotonic()
            try:
                bench = Bench(folder, work / "ready", command)
                for outcome in trials(bench, kills, chance, short=short):
                    seen[outcome] += 1
            except StateError as error:
                print(f"{command.name}, after {dict(seen)}: {error}", file=sys.stderr)
                return 1
            except PermissionError as error:
                print(error, file=sys.stderr)
                return 2
            print(f"{command.name}: {seen.total()} trials in {time.monotonic() - begun:.0f} s")
            for outcome, count in sorted(seen.items()):
                print(f"{count:6} {outcome}", flush=True)
            total += seen.total()
            shutil.rmtree(folder)
    print(f"{total} trials: nothing lost, nothing half written")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Stop every command that writes in every way.")
    parser.add_argument("--short", action="store_true", help="a few points of each kind")
    parser.add_argument("--kills", type=int, help="kills at random instants of each command (default: 25; 1 in short)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="", metavar="COMMAND", help="one command")
    given = parser.parse_args()
    number = given.kills if given.kills is not None else (1 if given.short else 25)
    sys.exit(main(number, given.seed, given.only, short=given.short))
