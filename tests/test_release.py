"""Publishing and loading, in a project of its own: a copy of this one whose raw tables are the tiny dataset."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from us_russia_relations import __version__

ROOT = Path(__file__).parent.parent
TINY = Path(__file__).parent / "tiny"


class Project:
    """A checkout with the tiny dataset, driven by the command line in processes of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA", "CHANGELOG.md"):
            shutil.copy(ROOT / name, root / name)
        shutil.copytree(ROOT / "pipeline", root / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(TINY, root / "raw")

    def python(self, *arguments: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(path or self.root / "pipeline")}
        call = [sys.executable, *arguments]
        return subprocess.run(call, env=environment, cwd=self.root.parent, capture_output=True, text=True, check=False)

    def usrr(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "us_russia_relations", *arguments)

    def released(self) -> dict[str, bytes]:
        folder = self.root / "dist" / __version__
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "checkout"
    root.mkdir()
    return Project(root)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("published") / "checkout"
    root.mkdir()
    project = Project(root)
    for command in ("build", "publish"):
        done = project.usrr(command)
        assert done.returncode == 0, done.stdout + done.stderr
    return project


def test_publish_makes_a_release_and_describes_it(published: Project) -> None:
    descriptor = json.loads((published.root / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["version"] == __version__
    for resource in descriptor["resources"]:
        assert (published.root / resource["path"]).is_file()
    citation = (published.root / "CITATION.cff").read_text(encoding="utf-8")
    assert f'version: "{__version__}"' in citation
    assert 'type: "dataset"' in citation


def test_publishing_the_same_again_changes_nothing(published: Project) -> None:
    before = published.released()
    done = published.usrr("publish")
    assert done.returncode == 0, done.stderr
    assert published.released() == before


def test_publish_needs_a_candidate(project: Project) -> None:
    done = project.usrr("publish")
    assert done.returncode == 1
    assert "usrr build" in done.stderr
    assert not (project.root / "dist").exists()


def test_publish_needs_a_changelog_entry(project: Project) -> None:
    (project.root / "CHANGELOG.md").write_text("# Changelog\n", encoding="utf-8")
    assert project.usrr("build").returncode == 0
    done = project.usrr("publish")
    assert done.returncode == 1
    assert f"## {__version__} - " in done.stderr
    assert not (project.root / "dist" / __version__).exists()


def test_publish_refuses_a_candidate_that_was_touched(project: Project) -> None:
    assert project.usrr("build").returncode == 0
    with (project.root / "dist" / "candidate" / "csv" / "events.csv").open("a", encoding="utf-8") as file:
        file.write("one more line\n")
    done = project.usrr("publish")
    assert done.returncode == 1
    assert "SHA256SUMS" in done.stderr


def test_a_release_never_changes(project: Project) -> None:
    for command in ("build", "publish"):
        assert project.usrr(command).returncode == 0
    before = project.released()
    events = project.root / "raw" / "events.csv"
    events.write_text(events.read_text(encoding="utf-8").replace("drank tea", "drank coffee"), encoding="utf-8")
    assert project.usrr("build").returncode == 0
    done = project.usrr("publish")
    assert done.returncode == 1
    assert "never changes" in done.stderr
    assert project.released() == before


LOADING = """
import datetime, us_russia_relations as usrr
# In this order: once a module of the name `load` stood in the way of the function.
assert "events" in usrr.tables()
events = usrr.load("events")
assert str(events["date_start"].dtype).startswith("datetime64"), events.dtypes
assert events["certainty"].cat.ordered and not events["type"].cat.ordered
assert (events["certainty"] >= "reported").sum() == len(events) - 1
assert events.attrs == {"table": "events", "version": usrr.__version__}
months = usrr.load("dyad_month")
assert str(months["events"].dtype) == "Int64" and len(months) == 290
assert str(usrr.load("terms")["rank"].dtype) == "Int64"
assert usrr.load("observations")["value"].dtype == float
for name in usrr.tables():
    assert list(usrr.describe(name).index) == list(usrr.load(name).columns)
assert usrr.describe("events").loc["certainty", "terms"].startswith("refuted")
for call in (usrr.load, usrr.describe):
    try:
        call("event")
    except KeyError as error:
        assert "did you mean 'events'?" in str(error), error
    else:
        raise AssertionError("an unknown table was accepted")
import sys
assert not {"pandera", "frictionless", "rapidfuzz"} & set(sys.modules)
print(usrr.__file__)
"""


def test_the_loader_types_every_table_of_the_checkout(published: Project) -> None:
    done = published.python("-c", LOADING)
    assert done.returncode == 0, done.stderr
    assert str(published.root) in done.stdout


def test_the_wheel_carries_the_release(published: Project, tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    call = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(call, cwd=published.root, check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    assert not list(installed.rglob("hatch_build.py"))
    done = published.python("-c", LOADING, path=installed)
    assert done.returncode == 0, done.stderr
    assert str(installed) in done.stdout


def test_the_sdist_carries_the_release(published: Project, tmp_path: Path) -> None:
    call = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(call, cwd=published.root, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    shutil.unpack_archive(archive, tmp_path)
    (unpacked,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert (unpacked / "datapackage.json").is_file()
    assert (unpacked / "dist" / __version__ / "csv" / "events.csv").is_file()
    assert (unpacked / "raw" / "events.csv").is_file()


def test_without_a_release_the_error_says_what_to_do(project: Project) -> None:
    done = project.python("-c", "import us_russia_relations as usrr; usrr.tables()")
    assert done.returncode == 1
    assert "DataNotFoundError" in done.stderr
    assert "usrr publish" in done.stderr
