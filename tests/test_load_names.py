"""The names as types: current, and held by a type checker against what is written in an editor."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from support.loading import ROOT

import us_russia_relations as usrr
from us_russia_relations import names

HERE = Path(__file__).parent
LINE = re.compile(r"^(?P<file>[^:]+):(?P<line>\d+): (?P<level>\w+): (?P<told>.*)$", re.MULTILINE)


def test_the_types_are_those_of_definitions_and_releases(tmp_path: Path) -> None:
    written = tmp_path / "names.py"
    environment = {**os.environ, "PYTHONPATH": str(Path(usrr.__file__).parents[1])}
    call = [sys.executable, str(ROOT / "docs" / "write_names.py"), str(written)]
    subprocess.run(call, cwd=ROOT, env=environment, check=True)
    assert written.read_bytes() == Path(names.__file__).read_bytes(), "run `make names`"


@pytest.mark.parametrize("version", usrr.versions())
def test_every_name_of_a_release_is_there(version: str) -> None:
    assert {*usrr.tables(version=version)} <= {*get_args(names.Table)}
    columns = get_args(names.ColumnName)
    for table in usrr.tables(version=version):
        frame = usrr.load(table, version=version)
        own = get_args(getattr(names, f"{table.title().replace('_', '')}Column"))
        assert {*frame.columns} <= {*own}
        assert {f"{table}.{column}" for column in frame.columns} <= {*columns}
    terms = usrr.load("terms", version=version)
    assert {*terms["vocabulary"]} <= {*get_args(names.Vocabulary)}
    for vocabulary, group in terms.groupby("vocabulary"):
        assert {*group["term"]} <= {*get_args(getattr(names, str(vocabulary).title().replace("_", "")))}


@pytest.mark.slow
def test_a_type_checker_follows_the_form_and_finds_a_wrong_name(tmp_path: Path) -> None:
    example = HERE / "typing" / "calls.py"
    environment = {**os.environ, "MYPYPATH": str(Path(usrr.__file__).parents[1])}
    call = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(tmp_path), str(example)]
    done = subprocess.run(call, cwd=HERE, env=environment, capture_output=True, text=True, check=False)
    found: dict[int, str] = {}
    for one in LINE.finditer(done.stdout):
        found[int(one["line"])] = f"{found.get(int(one['line']), '')}{one['told']}\n"
    wanted = {}
    for number, line in enumerate(example.read_text(encoding="utf-8").splitlines(), 1):
        if "  # " in line:
            wanted[number] = line.partition("  # ")[2]
    assert found.keys() == wanted.keys(), done.stdout + done.stderr
    for number, told in wanted.items():
        assert told in found[number]
