"""usrr build: check the raw tables and write the package beside the releases."""

from __future__ import annotations

import argparse
from pathlib import Path

from us_russia_relations import __version__
from us_russia_relations.commands import add_raw, checkout, raw_folder

NAME = "build"
HELP = "check the raw tables and write the package beside the releases"


def add(parser: argparse.ArgumentParser) -> None:
    add_raw(parser)
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="folder to write (default: dist/candidate/ of the checkout)"
    )


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.release.build import build
    from us_russia_relations.report.text import as_text
    from us_russia_relations.steps.check import validate

    verdict = validate(raw_folder(call))
    if not verdict.valid:
        print(as_text(verdict.problems, verdict.counts))
        return 1
    out = call.out or checkout() / "dist" / "candidate"
    for name, rows in build(verdict.dataset, out, __version__, releases=out.parent).items():
        print(f"{name:20}{rows:7}")
    print(f"version {__version__} built in {out}")
    return 0
