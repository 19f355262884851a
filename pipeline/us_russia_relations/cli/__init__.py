"""The commands of ``usrr``, one module each: ``add`` declares the command's arguments, ``run`` does it.

A command prints its result and returns the exit code: 0 fine, 1 the data is wrong. What is wrong with the call is
raised as CallError, which the entry point turns into exit code 2. Everything heavy is imported inside ``run``, so
that ``usrr --help`` costs no more than Python.
"""

from __future__ import annotations

import argparse
import os
import sys
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


def add_release(parser: argparse.ArgumentParser) -> None:
    """The option --release, for commands that look into the raw tables or into what was published."""
    parser.add_argument(
        "--release",
        metavar="V",
        help="look into this release instead of the raw tables (default without a checkout: the latest)",
    )


def published(call: argparse.Namespace) -> bool:
    """True where a call is about a release: one is named, or there is nothing else."""
    if call.release is not None and call.raw is not None:
        raise CallError("name a release or a folder of raw tables, not both")
    return call.release is not None or (call.raw is None and paths.checkout() is None)


def raw_folder(call: argparse.Namespace) -> Path:
    """The folder of the raw tables that the call is about, where nothing is left half-written."""
    raw: Path = call.raw if call.raw is not None else checkout() / "raw"
    recovered(raw)
    return raw


def recovered(folder: Path) -> None:
    """Finish or undo what a stopped command began to write below the folder, and say so on standard error."""
    try:
        left = any(name.startswith(".usrr-") for name in os.listdir(folder))  # noqa: PTH208 - names alone
    except (OSError, ValueError):
        # The reader of the folder reports what is wrong with it.
        return
    # The writer's modules are loaded only where something was left.
    if left:
        from us_russia_relations.atomic.writer import recover

        message = recover(folder)
        if message:
            print(f"usrr: {message}", file=sys.stderr)
