"""Datasets for the tests: a tiny valid one, examples of it with one thing wrong, and the packages built of them."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from support import examples

from us_russia_relations.publish.build import build
from us_russia_relations.raw.read import read_raw

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
    """Changes the tiny dataset as the example of that name says; earlier changes stay. Returns the dataset's folder."""

    def change(example: str) -> Path:
        examples.lay(example, tiny)
        return tiny

    return change


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The package that the raw tables make, of the dataset "tiny" or "real": built once for all tests, to be read only.

    The real one comes after the releases in dist/, the tiny one after none.
    """
    datasets = {"tiny": (HERE / "tiny", HERE / "none"), "real": (HERE.parent / "raw", HERE.parent / "dist")}
    base = tmp_path_factory.getbasetemp()
    # The folders of parallel workers lie beside each other in that of the session.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "packages"
    folder.mkdir(exist_ok=True)

    def package(name: str) -> Path:
        raw, releases = datasets[name]
        out = folder / name / "candidate"
        with FileLock(folder / f"{name}.lock"):
            if not out.exists():
                out.parent.mkdir()
                dataset, problems = read_raw(raw)
                assert not problems
                build(dataset, out, releases)
        return out

    return package
