"""Datasets for the tests: a tiny valid one, and examples of it with one thing wrong."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent


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
