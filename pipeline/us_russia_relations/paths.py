"""Where the data is: in the installed wheel, else in the checkout.

An editable or source checkout keeps releases under ``dist/`` beside ``pyproject.toml``; a wheel carries
the latest release, with the same relative paths, under ``us_russia_relations/_data/``.
"""

from __future__ import annotations

import json
from pathlib import Path

from us_russia_relations.errors import DataNotFoundError

PACKAGE = Path(__file__).resolve().parent
WHEEL_DATA = PACKAGE / "_data"


def checkout() -> Path | None:
    """The folder of the checkout that this package runs from, or None in an installed wheel."""
    root = PACKAGE.parent.parent
    return root if (root / "pyproject.toml").is_file() and (root / "raw").is_dir() else None


def data_root() -> Path:
    """The folder that holds ``datapackage.json`` and ``dist/``.

    Raises DataNotFoundError where neither the wheel's data nor a checkout is there.
    """
    if (WHEEL_DATA / "datapackage.json").is_file():
        return WHEEL_DATA
    root = checkout()
    if root is not None and (root / "datapackage.json").is_file():
        return root
    raise DataNotFoundError(
        "no published release found: install the wheel, or run `make build` and `usrr publish` in a checkout"
    )


def latest() -> str:
    """The version of the latest release, which is that of the package. Raises DataNotFoundError."""
    return str(json.loads((data_root() / "datapackage.json").read_text(encoding="utf-8"))["version"])
