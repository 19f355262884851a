"""Show that stock Frictionless rejects a package with one dangling key, one enum violation, or one changed byte.

Usage: reject_broken.py PATH_OF_FRICTIONLESS RELEASE_FOLDER
"""

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path


def edit_cell(folder: Path, name: str, column: str, value: str) -> None:
    """Write another value into the first row of a table, and make the descriptor's size and hash agree."""
    path = folder / "csv" / f"{name}.csv"
    header, first, *rest = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    first[header.index(column)] = value
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, first, *rest])
    content = text.getvalue().encode()
    path.write_bytes(content)
    descriptor = folder / "datapackage.json"
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource["name"] == name:
            resource.update(bytes=len(content), hash=f"sha256:{hashlib.sha256(content).hexdigest()}")
    descriptor.write_text(json.dumps(package), encoding="utf-8")


def flip_byte(folder: Path) -> None:
    path = folder / "csv" / "events.csv"
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(bytes(content))


CASES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "one dangling key": ("foreign-key", lambda folder: edit_cell(folder, "participants", "actor_id", "nobody-at-all")),
    "one enum violation": ("constraint-error", lambda folder: edit_cell(folder, "events", "certainty", "certain")),
    "one changed byte": ("hash-count", flip_byte),
}


def errors(frictionless: str, descriptor: Path) -> set[str]:
    call = [frictionless, "validate", "--type", "package", "--json", str(descriptor)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    found = {error["type"] for task in report["tasks"] for error in task["errors"]} | {
        error["type"] for error in report.get("errors", [])
    }
    assert bool(found) == (done.returncode != 0), f"exit code {done.returncode} with errors {found}"
    return found


def main(frictionless: str, release: Path) -> None:
    for descriptor in (release / "datapackage.json", release / "parquet" / "datapackage.json"):
        found = errors(frictionless, descriptor)
        assert not found, f"{descriptor} is rejected: {found}"
    for name, (wanted, spoil) in CASES.items():
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "release"
            shutil.copytree(release, copy)
            spoil(copy)
            found = errors(frictionless, copy / "datapackage.json")
            assert wanted in found, f"{name}: {found or 'accepted'}"
            print(f"{name}: rejected ({', '.join(sorted(found))})")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
