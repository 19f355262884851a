"""Load every table from the installed wheel and compare the rows with those that the descriptor's files held.

Usage: load_wheel.py COUNTS_JSON FORBIDDEN_FOLDER   (name: rows for each table; a folder that must be gone)
"""

import importlib.util
import json
import sys
from pathlib import Path

import us_russia_relations as usrr


def main(counts: dict[str, int], gone: Path) -> None:
    assert not gone.exists(), f"{gone} is still there"
    for builder in ("pandera", "frictionless", "edtf", "rapidfuzz"):
        assert importlib.util.find_spec(builder) is None, f"{builder} is installed"
    assert sorted(usrr.tables()) == sorted(counts), "other tables than in the release"
    for name, rows in counts.items():
        frame = usrr.load(name)
        assert len(frame) == rows, f"{name}: {len(frame)} rows instead of {rows}"
        assert len(usrr.describe(name)) == frame.shape[1], f"{name}: not every column is described"
    assert str(usrr.show("caatsa-2017")), "a record can't be shown"
    assert len(usrr.search("crimea")), "nothing is found"
    assert str(usrr.describe("events.certainty")), "a column is not described"
    print(f"{len(counts)} tables, {sum(counts.values())} rows loaded from the wheel {usrr.__version__}")


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]))
