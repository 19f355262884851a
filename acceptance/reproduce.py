"""Build the latest release again from what it was built from, twice in unlike surroundings, and compare the bytes.

Usage: reproduce.py [--unlocked PYTHON [--reader PYTHON]]

Raw tables and code are those of the trees that the release names as its provenance (else of its tag), read from git and
not from the working tree. The environment is made from the lock file of the release. With --unlocked, the environment
of that Python is used as it is: other versions of libraries may write other bytes, so that the fingerprints of all
forms are compared, as the libraries of the reader read them.
Exit codes: 0 the same, 1 not the same, 2 it can't be told. Needs Python and git alone.
"""

import argparse
import filecmp
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What must not matter, each with two values.
SURROUNDINGS = (
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "umask": "022", "folder": "first"},
    {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "4242", "umask": "077", "folder": "the second place"},
)


class UntoldError(Exception):
    """Whether the release can be built again can't be told; the message says why."""


def git(*arguments: str) -> bytes:
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, check=False)
    if done.returncode:
        raise UntoldError(f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def provenance(release: Path) -> dict[str, str]:
    """The trees raw and pipeline and the blob lock that the release was built from."""
    described = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    if "provenance" in described:
        return dict(described["provenance"])
    paths = {"raw": "raw", "pipeline": "pipeline", "lock": "requirements.lock"}
    return {part: git("rev-parse", f"v{release.name}:{path}").decode().strip() for part, path in paths.items()}


def lay_out(trees: dict[str, str], folder: Path, *, backwards: bool) -> None:
    """Write the trees raw and pipeline into the folder, file by file in one order or the other."""
    for part in ("raw", "pipeline"):
        with tarfile.open(fileobj=io.BytesIO(git("archive", "--format=tar", trees[part]))) as archive:
            for member in sorted(archive.getmembers(), key=lambda member: member.name, reverse=backwards):
                if member.isfile():
                    target = folder / part / member.name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    content = archive.extractfile(member)
                    target.write_bytes(content.read() if content else b"")


def locked(trees: dict[str, str], folder: Path) -> Path:
    """The Python of an environment made from the lock file."""
    lock = folder / "requirements.lock"
    lock.write_bytes(git("cat-file", "blob", trees["lock"]))
    venv.create(folder / "environment", with_pip=True)
    python = folder / "environment" / "bin" / "python"
    call = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([*call, "--requirement", str(lock)], check=True)
    return python


def build(python: Path, work: Path, version: str, surroundings: dict[str, str]) -> Path:
    """Build the release in the surroundings; the folder that it is in."""
    place = work / surroundings["folder"]
    variables = {name: surroundings[name] for name in ("TZ", "LC_ALL", "PYTHONHASHSEED")}
    environment = {**os.environ, **variables, "PYTHONPATH": str(place / "pipeline"), "PYTHONDONTWRITEBYTECODE": "1"}
    call = [str(python), "-m", "us_russia_relations", "build", "--again", version]
    call += ["--raw", str(place / "raw"), "--releases", str(ROOT / "dist"), "--out", str(place / "built")]
    done = subprocess.run(
        call,
        env=environment,
        cwd=place,
        umask=int(surroundings["umask"], 8),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise UntoldError(f"the build failed: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return place / "built"


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def differing(built: Path, release: Path) -> list[str]:
    """The files that differ or are in one of the folders alone."""
    names = sorted({*files(built), *files(release)})
    same, _, _ = filecmp.cmpfiles(built, release, names, shallow=False)
    return [name for name in names if name not in same]


def cited(folder: Path) -> str:
    return str(json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["fingerprint"])


def faults(built: Path, release: Path, reader: Path | None) -> str:
    """What of the built release is not as in the published one; with a reader, of what its libraries read in it."""
    if reader is None:
        other = differing(built, release)
        return f"other bytes in {', '.join(other)}" if other else ""
    call = [str(reader), "-m", "us_russia_relations", "verify", str(built), "--fingerprint", cited(release)]
    environment = {**os.environ, "PYTHONPATH": str(built.parent / "pipeline"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"{done.stdout}{done.stderr}"


def _python(text: str) -> Path:
    """The path from anywhere; its link is not followed, since it is what makes it that environment's Python."""
    return Path(text).absolute()


def main(unlocked: Path | None, reader: Path | None) -> int:
    version = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["version"]
    release = ROOT / "dist" / version
    trees = provenance(release)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        python = unlocked or locked(trees, work)
        for number, surroundings in enumerate(SURROUNDINGS):
            lay_out(trees, work / surroundings["folder"], backwards=bool(number))
            built = build(python, work, version, surroundings)
            told = ", ".join(f"{name} {value}" for name, value in surroundings.items() if name != "folder")
            found = faults(built, release, reader or unlocked)
            if found:
                print(f"{version} is not built again ({told}): {found}")
                return 1
            what = f"fingerprint {cited(release)}" if unlocked else f"{len(files(built))} files, byte by byte"
            print(f"{version} is built again ({told}): the same {what}")
            shutil.rmtree(built)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Build the latest release again and compare.")
    parser.add_argument("--unlocked", type=_python, metavar="PYTHON", help="use this Python's environment as it is")
    parser.add_argument("--reader", type=_python, metavar="PYTHON", help="verify with this Python's environment")
    given = parser.parse_args()
    try:
        sys.exit(main(given.unlocked, given.reader))
    except UntoldError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
