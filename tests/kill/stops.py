"""Stop `usrr build` and `usrr publish` in every way, and hold what is left: the last good state, and one run mends it.

Usage: stops.py [--kills 200] [--seed 7]

Kills at random instants of both commands and at each call of theirs that makes, renames or removes something; a disk
that is full at many sizes, a folder that can't be written to (both on a file system in memory, which only root can
mount), and two runs at once. Exit codes: 0 the last good state stood every time, 1 it did not, 2 a part can't be
tried here.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / "pipeline"), str(HERE.parent)]

from support.publishing import Checkout  # noqa: E402

from us_russia_relations.atomic.writer import STAGING  # noqa: E402
from us_russia_relations.publish.pending import PUBLISHING  # noqa: E402
from us_russia_relations.release.release import Release  # noqa: E402
from us_russia_relations.release.verify import verify  # noqa: E402
from us_russia_relations.release.versions import released  # noqa: E402

OLD, NEW = "0.1.0", "0.1.1"
ROOT_FILES = ("CHANGELOG.md", "CITATION.cff", ".zenodo.json", "datapackage.json", "docs/paper-corrections.md")
COMMANDS = {"publish": ("publish", "--date", "2026-11-27"), "build": ("build",)}
# In the words of the system, and in those of SQLite.
FULL = ("No space left on device", "database or disk is full")
RUN = ("-m", "us_russia_relations")


class StateError(Exception):
    """The last good state does not stand, or running again did not mend it."""


class Bench:
    """A checkout that is ready to publish, and the two states of its files that are allowed."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.ready = work / "ready"
        self.ready.mkdir()
        checkout = Checkout(self.ready)
        shutil.copytree(ROOT / "pipeline", self.ready / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", self.ready)
        checkout.commit()
        checkout.publish()
        checkout.commit()
        checkout.next("raw/events.csv", "drank tea", "drank coffee")
        self.finish(self.start(self.ready, "build"), wanted=0)
        self.states = [self.texts(self.ready)]
        after = self.copy(work / "after")
        self.finish(self.start(after, "publish"), wanted=0)
        self.states.append(self.texts(after))

    def copy(self, target: Path) -> Path:
        shutil.rmtree(target, ignore_errors=True)
        return Path(shutil.copytree(self.ready, target, symlinks=True))

    @staticmethod
    def texts(root: Path) -> dict[str, bytes]:
        return {name: (root / name).read_bytes() for name in ROOT_FILES if (root / name).is_file()}

    @staticmethod
    def start(root: Path, command: str, call: tuple[str, ...] = RUN, **more: str) -> subprocess.Popen[str]:
        environment = {**os.environ, **more, "PYTHONPATH": str(root / "pipeline"), "PYTHONDONTWRITEBYTECODE": "1"}
        arguments = [sys.executable, *call, *COMMANDS[command]]
        pipe = subprocess.PIPE
        return subprocess.Popen(arguments, cwd=root, env=environment, stdout=pipe, stderr=pipe, text=True)

    @staticmethod
    def finish(process: subprocess.Popen[str], *, wanted: int | None) -> str:
        """What the process says. Raises StateError where it ends with another code, or with a traceback."""
        out, error = process.communicate(timeout=120)
        if (wanted is not None and process.returncode != wanted) or "Traceback" in error:
            raise StateError(f"exit code {process.returncode}, not {wanted}: {out}{error}")
        return out + error

    def hold(self, root: Path) -> str:
        """The phase that was reached. Raises StateError where the last good state does not stand."""
        dist = root / "dist"
        for version in released(dist):
            self.whole(dist / version)
        self.whole(dist / "candidate")
        for name, content in self.texts(root).items():
            if content not in [state.get(name) for state in self.states]:
                raise StateError(f"{name} is neither as before nor as after")
        version = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))["version"]
        if version not in released(dist):
            raise StateError(f"the root's descriptor names {version}, which is not there")
        if (dist / PUBLISHING).exists():
            return "decided"
        if version == NEW:
            return "done"
        return "staged" if [*dist.glob(f"{STAGING}*")] else "nothing yet"

    @staticmethod
    def whole(folder: Path) -> None:
        faults = verify(Release(folder)).faults
        if faults:
            raise StateError(f"{folder.name} is not whole: {'; '.join(faults[:3])}")

    def mend(self, root: Path, command: str) -> None:
        """Run the command again. Raises StateError where it does not end in the new state, with nothing left over."""
        self.finish(self.start(root, command), wanted=0)
        self.hold(root)
        if command == "publish":
            if self.texts(root) != self.states[1]:
                raise StateError("running it again did not publish")
            self.whole(root / "dist" / NEW)
        left = [path.name for path in (root / "dist").iterdir() if path.name.startswith(".")]
        if left:
            raise StateError(f"left over: {', '.join(left)}")


def random_kills(bench: Bench, count: int, chance: random.Random) -> Iterator[str]:
    root, length = bench.work / "killed", dict[str, float]()
    for number in range(count):
        command = ("publish", "build")[number % 2]
        bench.copy(root)
        begun = time.monotonic()
        if number < 2:
            bench.finish(bench.start(root, command), wanted=0)
            length[command] = time.monotonic() - begun
            bench.copy(root)
        process = bench.start(root, command)
        time.sleep(chance.uniform(0, 1.05 * length[command]))
        process.kill()
        process.communicate()
        phase = bench.hold(root)
        bench.mend(root, command)
        yield f"{command} killed at random: {phase}"


def kills_at_calls(bench: Bench) -> Iterator[str]:
    root, count = bench.work / "stopped", bench.work / "count"
    for command in COMMANDS:
        bench.copy(root)
        bench.finish(bench.start(root, command, (str(HERE / "at_call.py"), "0"), COUNT=str(count)), wanted=0)
        for last in range(1, int(count.read_text(encoding="utf-8")) + 1):
            bench.copy(root)
            bench.finish(bench.start(root, command, (str(HERE / "at_call.py"), str(last))), wanted=-9)
            phase = bench.hold(root)
            bench.mend(root, command)
            yield f"{command} killed at a call: {phase}"


@contextmanager
def small_disk(bench: Bench) -> Iterator[Path]:
    """A file system in memory with a copy of the checkout. Raises PermissionError where nothing can be mounted."""
    place = bench.work / "disk"
    place.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode:
        raise PermissionError(f"no file system can be mounted here: {done.stderr.decode().strip()}")
    try:
        yield bench.copy(place / "checkout")
    finally:
        subprocess.run(["umount", str(place)], check=True)


def full_disks(bench: Bench) -> Iterator[str]:
    for command in COMMANDS:
        for free in (0, 4, 16, 64, 128, 256, 384, 512, 768, 1024, 1536):
            with small_disk(bench) as root:
                room = shutil.disk_usage(root).free
                filler = root.parent / "filler"
                filler.write_bytes(bytes(max(room - free * 1024, 0)))
                process = bench.start(root, command)
                said = bench.finish(process, wanted=None)
                phase = bench.hold(root)
                if process.returncode and not any(words in said for words in FULL):
                    raise StateError(f"{free} KiB free: exit code {process.returncode}: {said}")
                filler.unlink()
                bench.mend(root, command)
                yield f"{command} on a full disk: {'refused, ' if process.returncode else 'it was enough, '}{phase}"


def read_only(bench: Bench) -> Iterator[str]:
    for command in COMMANDS:
        with small_disk(bench) as root:
            subprocess.run(["mount", "-o", "remount,ro", str(root.parent)], check=True)
            said = bench.finish(bench.start(root, command), wanted=1)
            bench.hold(root)
            if "Read-only file system" not in said:
                raise StateError(said)
            subprocess.run(["mount", "-o", "remount,rw", str(root.parent)], check=True)
            bench.mend(root, command)
            yield f"{command} in a read-only folder: refused"


def two_at_once(bench: Bench) -> Iterator[str]:
    root = bench.work / "both"
    for command in (*COMMANDS, *COMMANDS, *COMMANDS):
        bench.copy(root)
        processes = [bench.start(root, each) for each in ("publish", command)]
        said = [bench.finish(process, wanted=None) for process in processes]
        bench.hold(root)
        bench.mend(root, "publish")
        lost = [text for text, process in zip(said, processes, strict=True) if process.returncode]
        if any("another build or publication is at work" not in text for text in lost) or len(lost) == len(said):
            raise StateError(f"two at once: {said}")
        yield f"publish beside {command}: {'one was refused' if lost else 'one after the other'}"


def main(kills: int, seed: int) -> int:
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch))
        # The seed makes a failure come again; it guards nothing.
        chance = random.Random(seed)  # noqa: S311
        trials = (random_kills(bench, kills, chance), kills_at_calls(bench), full_disks(bench), read_only(bench))
        for trial in (*trials, two_at_once(bench)):
            try:
                told.update(trial)
            except StateError as error:
                print(f"after {dict(told)}: {error}", file=sys.stderr)
                return 1
            except PermissionError as error:
                print(error, file=sys.stderr)
                return 2
    for outcome, count in sorted(told.items()):
        print(f"{count:5} {outcome}")
    print(f"{told.total()} trials: the last good state stood, and running it again worked")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Stop build and publish in every way.")
    parser.add_argument("--kills", type=int, default=200, help="kills at random instants")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    sys.exit(main(given.kills, given.seed))
