"""Show that reports in SARIF are valid against the official schema, and that the schema rejects broken ones.

Usage: check_sarif.py PATH_OF_USRR SCHEMA

The schema is lib/schemas/sarif-2.1.0-rtm.5.json of the npm package @microsoft/jest-sarif:
npm i --ignore-scripts @microsoft/jest-sarif
"""

import copy
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path.insert(0, str(TESTS))
from support.examples import lay  # noqa: E402 - found by the line above

Log = dict[str, Any]
# Examples that can lie over each other: problems of whole files, of rows and of cells, errors and warnings.
EXAMPLES = (
    "byte-order-mark", "blank-row", "encoding-error", "missing-file", "self-target", "required", "unexpected-file",
    "quoting", "formula--equals",
)  # fmt: skip


def report(usrr: str, examples: tuple[str, ...], names: tuple[str, ...] = ()) -> Log:
    """The report on the tiny dataset with these examples over it, and with files of these names."""
    with tempfile.TemporaryDirectory() as scratch:
        raw = Path(scratch) / "raw"
        shutil.copytree(TESTS / "tiny", raw)
        for example in examples:
            lay(example, raw)
        for name in names:
            (raw / name).touch()
        call = [usrr, "validate", "--raw", str(raw), "--format", "sarif"]
        done = subprocess.run(call, capture_output=True, check=False)
    assert done.returncode == int(bool(examples or names)), done.stderr.decode()
    log: Log = json.loads(done.stdout)
    return log


def result(log: Log) -> Log:
    found: Log = log["runs"][0]["results"][0]
    return found


def region(log: Log) -> Log:
    found: Log = result(log)["locations"][0]["physicalLocation"]["region"]
    return found


SPOILT: dict[str, Callable[[Log], object]] = {
    "another version": lambda log: log.update(version="2.0.0"),
    "no runs": lambda log: log.pop("runs"),
    "no tool": lambda log: log["runs"][0].pop("tool"),
    "a rule without id": lambda log: log["runs"][0]["tool"]["driver"]["rules"][0].pop("id"),
    "a result without message": lambda log: result(log).pop("message"),
    "an unknown level": lambda log: result(log).update(level="fatal"),
    "line 0": lambda log: region(log).update(startLine=0),
    "a line in words": lambda log: region(log).update(startLine="first"),
    "an unknown property": lambda log: region(log).update(line=1),
}


def main(usrr: str, schema: Path) -> None:
    judge = Draft4Validator(json.loads(schema.read_text(encoding="utf-8")))
    logs = {
        "no problem": report(usrr, ()),
        "many problems": report(usrr, EXAMPLES),
        "hostile names": report(
            usrr, (), ("a b.csv", "per%cent.csv", "co:lon.csv", "Ж.csv", "[x](y) {0}.csv", "\udcff")
        ),
    }
    for name, log in logs.items():
        faults = [f"{error.json_path}: {error.message}" for error in judge.iter_errors(log)]
        assert not faults, f"{name}: {faults[:5]}"
        print(f"{name}: {len(log['runs'][0]['results'])} results, valid")
    for name, spoil in SPOILT.items():
        log = copy.deepcopy(logs["many problems"])
        spoil(log)
        assert not judge.is_valid(log), f"{name} is accepted"
        print(f"{name}: rejected")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
