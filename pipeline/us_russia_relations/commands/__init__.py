"""The commands of ``usrr``, one module each: ``add`` declares the command's arguments, ``run`` does it.

A command prints its result and returns the exit code: 0 fine, 1 the data is wrong. What is wrong with the call is
raised as CallError, which the entry point turns into exit code 2. Everything heavy is imported inside ``run``, so
that ``usrr --help`` costs no more than Python.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from us_russia_relations import paths
from us_russia_relations.errors import CallError


def checkout() -> Path:
    """The checkout that the command works on. Raises CallError outside of one."""
    root = paths.checkout()
    if root is None:
        raise CallError("not in a checkout of the dataset; name the folder with --raw")
    return root


def add_raw(parser: argparse.ArgumentParser) -> None:
    """The option --raw, which most commands share."""
    parser.add_argument(
        "--raw", type=Path, metavar="DIR", help="folder of the raw tables (default: raw/ of the checkout)"
    )


def raw_folder(call: argparse.Namespace) -> Path:
    """The folder of the raw tables that the call is about."""
    return call.raw if call.raw is not None else checkout() / "raw"
