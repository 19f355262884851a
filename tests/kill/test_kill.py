"""Writing that fails without a file system of our own; what needs one is tried by stops.py."""

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.publishing import TINY

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent


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
