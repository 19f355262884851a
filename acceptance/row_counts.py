"""Print the rows of each CSV file of a release as JSON.

Usage: row_counts.py RELEASE_FOLDER
"""

import csv
import json
import sys
from pathlib import Path

release = Path(sys.argv[1])
counts = {}
for resource in json.loads((release / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
    with (release / resource["path"]).open(encoding="utf-8", newline="") as file:
        counts[resource["name"]] = sum(1 for _ in csv.reader(file)) - 1
print(json.dumps(counts))
