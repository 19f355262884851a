"""A few of the trials of stops.py, and writing that fails without a file system of our own."""

import json
import os
import random
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.publishing import TINY

sys.path.append(str(Path(__file__).parent))
from stops import Bench, random_kills, two_at_once

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


def test_the_last_good_state_stands_after_a_kill(bench: Bench) -> None:
    told = [*random_kills(bench, 4, random.Random(7))]  # noqa: S311 - a seed, no secret
    assert [line.split(":")[0] for line in told] == ["publish killed at random", "build killed at random"] * 2


def test_two_at_once_leave_one_release(bench: Bench) -> None:
    assert len([*two_at_once(bench)]) == 6


@pytest.mark.parametrize("limit", [1, 20, 60, 100, 150, 200])
def test_a_file_that_can_not_grow_is_an_error_that_says_so(tmp_path: Path, limit: int) -> None:
    """A limit on the size of files, in KiB, stands for a full disk: no file system need be mounted for it."""
    raw, out = shutil.copytree(TINY, tmp_path / "raw"), tmp_path / "out"
    call = [sys.executable, "-m", "us_russia_relations", "build", "--raw", str(raw), "--out", str(out)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "pipeline"), "PYTHONDONTWRITEBYTECODE": "1"}
    assert subprocess.run(call, env=environment, check=False, capture_output=True).returncode == 0
    before = (out / "SHA256SUMS").read_bytes()
    events = raw / "events.csv"
    events.write_text(events.read_text(encoding="utf-8").replace("drank tea", "drank coffee"), encoding="utf-8")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit * 1024, limit * 1024))

    done = subprocess.run(call, env=environment, preexec_fn=limited, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "nothing was changed" in done.stderr
    assert "Traceback" not in done.stderr
    assert (out / "SHA256SUMS").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert subprocess.run(call, env=environment, check=False, capture_output=True).returncode == 0
    assert json.loads((out / "datapackage.json").read_text(encoding="utf-8"))["version"] == "0.1.0-candidate"
    assert (out / "SHA256SUMS").read_bytes() != before
