"""Datasets for the tests: a tiny valid one, and examples of it with one thing wrong."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

HERE = Path(__file__).parent

# No deadlines: a busy machine is no fault. `make test` tries fewer examples of each property than `make test-all`.
settings.register_profile("quick", deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=150)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the valid tiny dataset, which the test may change."""
    return Path(shutil.copytree(HERE / "tiny", tmp_path / "raw"))


@pytest.fixture
def lay(tiny: Path) -> Callable[[str], Path]:
    """Lays the example of that name over the tiny dataset; what was laid before stays. Returns the dataset's folder."""

    def over(name: str) -> Path:
        example = HERE / "broken" / name
        shutil.copytree(example, tiny, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.json"))
        for path in json.loads((example / "expected.json").read_text(encoding="utf-8"))["remove"]:
            (tiny / path).unlink()
        return tiny

    return over
