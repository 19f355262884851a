"""Write the names of tables, columns and terms as types, for editors and type checkers, and what the terms mean.

Usage: write_names.py [FILE]   (from the top of a checkout; default: pipeline/us_russia_relations/names.py)

They are the names of the definitions and of raw/, and of every release, since an older one can be loaded, too: so
publishing what is defined changes nothing here.
"""

from __future__ import annotations

import json
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from us_russia_relations.definitions import PUBLISHED_TABLES
from us_russia_relations.raw.read import read_raw
from us_russia_relations.release.release import Release
from us_russia_relations.release.versions import released

HEAD = '''"""The names of the dataset as types, for editors and type checkers; nothing imports this module to run.

``Table`` has the tables, ``EventsColumn`` and its like the columns of each, ``Vocabulary`` the vocabularies, and
``EventType`` and its like the terms of each: of the current definitions and of every release.

Made by `make names` from the definitions, raw/ and dist/; do not edit it.
"""

from __future__ import annotations

from typing import Literal

# fmt: off
'''
MEANINGS = Path("pipeline/us_russia_relations/release/meanings.py")
MEANINGS_HEAD = '''"""The table term_properties, for releases that are older than it (before 1.0.0).

Made by `make names` from raw/; do not edit it.
"""

from __future__ import annotations

# vocabulary, term, property, value
# fmt: off
PROPERTIES = (
'''


def main(out: Path) -> None:
    """Write the module."""
    columns, terms = names(Path())
    types = {"Table": [*columns]}
    types |= {f"{_camel(table)}Column": held for table, held in columns.items()}
    types |= {"Vocabulary": sorted(terms)}
    types |= {_camel(vocabulary): terms[vocabulary] for vocabulary in sorted(terms)}
    types |= {"ColumnName": [f"{table}.{column}" for table, held in columns.items() for column in held]}
    MEANINGS.write_text(
        MEANINGS_HEAD + "".join(f"    {row},\n" for row in _properties(Path())) + ")\n", encoding="utf-8"
    )
    out.write_text(HEAD + "\n".join(_literal(name, held) for name, held in types.items()), encoding="utf-8")


def names(root: Path) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The columns of each table, in their order, and the terms of each vocabulary, sorted."""
    columns: defaultdict[str, list[str]] = defaultdict(list)
    terms: defaultdict[str, set[str]] = defaultdict(set)
    for table in PUBLISHED_TABLES:
        columns[table.name] += table.header
    dataset, _ = read_raw(root / "raw")
    for vocabulary, held in dataset.terms.items():
        terms[vocabulary] |= held
    for version in released(root / "dist"):
        release = Release(root / "dist" / version)
        for table, resource in release.resources.items():
            columns[table] += (name for name in resource.header if name not in columns[table])
        for row in release.arrow("terms", ("vocabulary", "term")).to_pylist():
            terms[row["vocabulary"]].add(row["term"])
    return dict(columns), {vocabulary: sorted(held) for vocabulary, held in terms.items()}


def _properties(root: Path) -> list[str]:
    """The properties of types of events, roles and relations, which questions ask for, as rows of Python."""
    dataset, _ = read_raw(root / "raw")
    rows = (row for row in dataset.rows("term_properties") if row["property"] not in {"pattern", "example"})
    return [f"({', '.join(json.dumps(cell) for cell in row.cells.values())})" for row in rows]


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _literal(name: str, values: Iterable[str]) -> str:
    """The type of that name, in as few lines as can be."""
    listed = ", ".join(f'"{value}"' for value in values)
    if len(listed) < 100 - len(name):
        return f"{name} = Literal[{listed}]\n"
    lines = textwrap.wrap(f"{listed},", 116, break_long_words=False, break_on_hyphens=False)
    return "\n".join([f"{name} = Literal[", *(f"    {line}" for line in lines), "]\n"])


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "pipeline/us_russia_relations/names.py"))
