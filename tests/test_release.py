"""A release as a user meets it: published by the command, loaded from the checkout, from a wheel, from an sdist."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.publishing import CHANGELOG, TINY

ROOT = Path(__file__).parent.parent


class Project:
    """A checkout with the tiny dataset, driven by the command line in processes of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA", ".gitignore"):
            shutil.copy(ROOT / name, root / name)
        shutil.copytree(ROOT / "pipeline", root / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(TINY, root / "raw")
        (root / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
        names = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        for call in (("init", "--quiet"), ("add", "--all"), (*names, "commit", "--quiet", "--message", "A state")):
            subprocess.run(["git", *call], cwd=root, check=True)

    def python(self, *arguments: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(path or self.root / "pipeline"), "PYTHONDONTWRITEBYTECODE": "1"}
        call = [sys.executable, *arguments]
        return subprocess.run(call, env=environment, cwd=self.root.parent, capture_output=True, text=True, check=False)

    def usrr(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "us_russia_relations", *arguments)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A checkout that has published nothing yet."""
    root = tmp_path_factory.mktemp("project") / "checkout"
    root.mkdir()
    return Project(root)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("published") / "checkout"
    root.mkdir()
    project = Project(root)
    done = project.usrr("publish", "--date", "2026-11-27")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "dist/0.1.0 is published" in done.stdout
    return project


def test_a_check_writes_nothing_and_tells_what_a_release_would_be(project: Project) -> None:
    done = project.usrr("publish", "--check")
    assert (done.returncode, done.stdout) == (0, "the next release: it is the first release\n"), done.stderr
    assert not (project.root / "dist").exists()


def test_a_refusal_is_exit_code_1_and_a_wrong_call_2(published: Project) -> None:
    assert published.usrr("publish", "--version", "0.2.0", "--bump", "minor").returncode == 2
    assert published.usrr("publish", "--bump", "giant").returncode == 2
    (published.root / "note.txt").write_text("?", encoding="utf-8")
    done = published.usrr("publish", "--version", "0.1.0")
    assert (done.returncode, "published already" in done.stdout) == (0, True), done.stderr
    (published.root / "note.txt").unlink()
    events = published.root / "raw" / "events.csv"
    before = events.read_text(encoding="utf-8")
    events.write_text(before.replace("drank tea", "drank coffee"), encoding="utf-8")
    done = published.usrr("publish")
    events.write_text(before, encoding="utf-8")
    assert (done.returncode, done.stdout) == (1, "")
    assert "0.1.1 is not published:" in done.stderr
    assert "the working tree differs from the commit" in done.stderr
    assert "CHANGELOG.md has nothing under" in done.stderr


def test_a_release_is_built_again_to_the_same_bytes(published: Project, tmp_path: Path) -> None:
    releases = published.root / "dist"
    done = published.usrr("build", "--again", "0.1.0", "--releases", str(releases), "--out", str(tmp_path / "again"))
    assert done.returncode == 0, done.stderr
    sums = [(folder / "SHA256SUMS").read_bytes() for folder in (tmp_path / "again", releases / "0.1.0")]
    assert sums[0] == sums[1]


def test_the_package_alone_verifies_a_release_from_elsewhere(project: Project, published: Project) -> None:
    done = project.usrr("verify", str(published.root / "dist" / "0.1.0"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_version_is_that_of_the_release(published: Project) -> None:
    done = published.usrr("--version")
    assert (done.returncode, done.stdout) == (0, "usrr 0.1.0\n")
    done = published.usrr("verify")
    assert done.returncode == 0, done.stdout
    assert "release 0.1.0 is whole" in done.stdout


LOADING = """
import datetime, us_russia_relations as usrr
# In this order: once a module of the name `load` stood in the way of the function.
assert "events" in usrr.tables()
events = usrr.load("events")
assert str(events["date_start"].dtype).startswith("datetime64"), events.dtypes
assert events["certainty"].cat.ordered and not events["type"].cat.ordered
assert (events["certainty"] >= "reported").sum() == len(events) - 1
assert usrr.__version__ == "0.1.0" and usrr.versions() == ["0.1.0"]
assert (events.attrs["table"], events.attrs["version"]) == ("events", usrr.__version__)
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
    assert (unpacked / "dist" / "0.1.0" / "csv" / "events.csv").is_file()
    assert (unpacked / "raw" / "events.csv").is_file()


def test_without_a_release_the_error_says_what_to_do(project: Project) -> None:
    done = project.python("-c", "import us_russia_relations as usrr; usrr.tables()")
    assert done.returncode == 1
    assert "DataNotFoundError" in done.stderr
    assert "usrr publish" in done.stderr
