"""What is said once: the name of a class means one thing, and modules take the names of tables from the definitions."""

import ast
import json
from collections import Counter, defaultdict
from pathlib import Path

import us_russia_relations
from us_russia_relations.definitions import PUBLISHED_TABLES

HERE = Path(__file__).parent
PACKAGE = Path(us_russia_relations.__file__).parent
# Where the names of tables belong: the definitions, and what is generated from them.
HOMES = ("definitions/", "names.py", "release/meanings.py")


def modules() -> dict[str, ast.Module]:
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def test_a_class_name_is_defined_once() -> None:
    homes = defaultdict(set)
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].add(name)
    assert not {name: where for name, where in homes.items() if len(where) > 1}


def test_raw_csv_has_one_parser_and_each_output_one_escape() -> None:
    """The analyst's side reads what was published, and a key of a change is a line of CSV."""
    users = defaultdict(set)
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                users[f"{node.value.id}.{node.attr}"].add(name)
            if isinstance(node, ast.ImportFrom) and node.module == "html":
                users["html.escape"].add(name)
    assert users["csv.reader"] == {"raw/csv_rows.py", "release/resource.py", "publish/difference.py"}
    assert not users["csv.DictReader"]
    assert users["html.escape"] == {"text/escape.py", "forms/codebook/html.py", "publish/metadata/zenodo.py"}


def test_names_of_tables_are_literals_only_where_the_reviewed_list_has_them() -> None:
    """The list says how many literals a module has; it only shrinks: write it anew with fewer, never with more."""
    tables = {table.name for table in PUBLISHED_TABLES}
    found = Counter[str]()
    for name, tree in modules().items():
        if not name.startswith(HOMES):
            found[name] += sum(isinstance(node, ast.Constant) and node.value in tables for node in ast.walk(tree))
    reviewed = json.loads((HERE / "table-literals.json").read_text(encoding="utf-8"))
    assert {name: count for name, count in found.items() if count} == reviewed
