"""The direction of imports, and what an import costs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.rooms import BUILDER

import us_russia_relations

PACKAGE = Path(us_russia_relations.__file__).parent
# Each room, and what it may import from beside itself. A part of a room may be named where only that part is meant.
ALLOWED = {
    "__init__": {"paths", "analysis", "plot"},
    # Types alone, made by docs/write_names.py.
    "names": set(),
    "errors": set(),
    "paths": {"errors"},
    # Writes files and folders wholly or not at all, for both sides: the standard library alone.
    "atomic": {"errors"},
    "definitions": {"errors"},
    # The analyst's side: reads releases, and needs pandas and pyarrow alone.
    "release": {"errors", "definitions", "text"},
    "analysis": {"errors", "names", "paths", "atomic", "definitions", "text", "release"},
    "plot": {"errors", "definitions", "release", "analysis"},
    # What people type, for both sides: the standard library alone, but for ids that are made of foreign names.
    "text": {"definitions"},
    # The builder's side.
    "rules": {"errors", "definitions"},
    "raw": {"errors", "definitions", "text", "rules"},
    "check": {"errors", "definitions", "text", "rules", "raw", "forms"},
    "derive": {"errors", "definitions", "raw", "forms"},
    "forms": {"errors", "definitions", "text", "raw"},
    "publish": {
        "errors",
        "atomic",
        "definitions",
        "text",
        "release",
        "rules",
        "raw",
        "check",
        "derive",
        "forms",
        "analysis.cite",
    },
    "curate": {"errors", "atomic", "definitions", "text", "release", "rules", "raw", "check", "forms", "publish"},
    "report": {
        "errors",
        "definitions",
        "text",
        "release",
        "rules",
        "raw",
        "check",
        "forms",
        "publish",
        "analysis.lookup",
    },
    "cli": {
        "__init__",
        "errors",
        "paths",
        "atomic",
        "text",
        "definitions",
        "release",
        "rules",
        "raw",
        "check",
        "forms",
        "publish",
        "curate",
        "report",
        "analysis",
    },
    "__main__": {"__init__", "errors", "cli"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def _layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            assert node.module is not None
            if node.module == "us_russia_relations":
                yield from (f"us_russia_relations.{alias.name}" for alias in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    layer = _layer(path)
    for name in _imports(path):
        assert not name.startswith("pipeline"), "a second copy of the package would be loaded"
        if name.startswith("us_russia_relations."):
            target = name.split(".")[1]
            if target == "__version__":
                target = "__init__"
            inner = ".".join(name.split(".")[1:3])
            allowed = target == layer or ALLOWED[layer] & {target, inner}
            assert allowed, f"{layer} may not import {name}"


def test_every_layer_has_a_line() -> None:
    assert {_layer(path) for path in MODULES} <= set(ALLOWED)


def _loaded_by(statement: str) -> set[str]:
    code = f"import sys; before = set(sys.modules); {statement}; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = _loaded_by("import us_russia_relations")
    assert "us_russia_relations" in loaded
    assert not loaded & {"pandas", "numpy", "pyarrow", "json", "pathlib", "typing", "re"}


def test_loading_a_table_loads_nothing_of_the_builder() -> None:
    loaded = _loaded_by("import us_russia_relations; us_russia_relations.load")
    assert "us_russia_relations.analysis.load" in loaded
    assert not {name.split(".")[1] for name in loaded if name.startswith("us_russia_relations.")} & BUILDER
    assert not loaded & {"pandera", "frictionless", "edtf"}


def test_help_pays_for_no_frame() -> None:
    loaded = _loaded_by("from us_russia_relations import __main__")
    assert not loaded & {"pandas", "pandera", "pyarrow"}


def test_modules_are_short() -> None:
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert max(long.values()) <= 400, long


def test_the_quick_loop_of_a_curator_loads_no_pandera() -> None:
    tiny = Path(__file__).parent / "tiny"
    loaded = _loaded_by(f"from us_russia_relations.__main__ import main; main(['validate', '--raw', {str(tiny)!r}])")
    assert "us_russia_relations.check.cells" in loaded
    assert not loaded & {"pandera", "pandas"}
