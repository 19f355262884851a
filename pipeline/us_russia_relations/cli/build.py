"""usrr build: check the raw tables and write the package beside the releases."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from us_russia_relations.cli import add_raw, checkout, raw_folder, recovered

if TYPE_CHECKING:
    from us_russia_relations.definitions.package import Edition

NAME = "build"
HELP = "check the raw tables and write the package beside the releases"


def add(parser: argparse.ArgumentParser) -> None:
    add_raw(parser)
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="folder to write (default: dist/candidate/ of the checkout)"
    )
    parser.add_argument(
        "--releases", type=Path, metavar="DIR", help="folder of the releases before it (default: the one around --out)"
    )
    parser.add_argument(
        "--again", metavar="VERSION", help="build what that release says it is: its version, date and provenance"
    )


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.check.validate import validate
    from us_russia_relations.publish.build import build
    from us_russia_relations.publish.pending import finish
    from us_russia_relations.report.text import as_text

    verdict = validate(raw_folder(call))
    if not verdict.valid:
        print(as_text(verdict.problems, verdict.counts))
        return 1
    out = call.out or checkout() / "dist" / "candidate"
    releases = call.releases or out.parent
    recovered(out.parent)
    # The build is compared with the newest release, which may be waiting.
    if finished := finish(releases):
        print(f"usrr: {finished}", file=sys.stderr)
    made = build(verdict.dataset, out, releases, _edition(releases, call.again) if call.again else None)
    for name, rows in made.counts.items():
        print(f"{name:20}{rows:7}")
    print(f"version {made.edition.version} built in {out}")
    return 0


def _edition(releases: Path, version: str) -> Edition:
    from us_russia_relations.publish.build import edition_of
    from us_russia_relations.release.release import Release

    return edition_of(Release(releases / version), releases)
