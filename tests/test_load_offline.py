"""The analyst's side needs no network, and no library but pandas and pyarrow."""

import os
import subprocess
import sys
from pathlib import Path

import us_russia_relations as usrr

WITHOUT = """
import sys

def refuse(event, _):
    if event.startswith("socket."):
        raise AssertionError("something asked for the network")

sys.addaudithook(refuse)
absent = {"polars", "duckdb", "pandera", "rapidfuzz", "anyascii", "citeproc", "frictionless"}
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in absent:
            raise ImportError(name)
sys.meta_path.insert(0, Absent())
import us_russia_relations as usrr
for table in usrr.tables():
    usrr.load(table)
    usrr.load(table, as_="arrow")
    usrr.describe(table)
usrr.describe("events.certainty"), usrr.describe("summit")
print(usrr.show("caatsa-2017"))
assert len(usrr.search("crimea")) > 0
usrr.sources("caatsa-2017"), usrr.cite("bibtex"), usrr.bibliography(usrr.load("events"))
try:
    usrr.load("events", as_="polars")
except usrr.errors.MissingExtraError as error:
    assert "us-russia-relations[polars]" in str(error)
else:
    raise AssertionError("a library that is not there was used")
"""


def test_everything_works_without_network_and_further_libraries(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(usrr.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "caatsa-2017 (measures)" in done.stdout


def test_a_record_is_shown_without_frames() -> None:
    code = "import sys, us_russia_relations as usrr; str(usrr.show('caatsa-2017')); print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(Path(usrr.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert not {"pandas", "numpy", "pyarrow"} & {*done.stdout.split()}


def test_arrow_pays_for_no_pandas() -> None:
    code = "import sys, us_russia_relations as usrr; usrr.load('events', as_='arrow'); print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(Path(usrr.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "pandas" not in done.stdout.split()
