"""The command line ``usrr``: the only place that prints or exits.

Exit codes: 0 fine, 1 the data is wrong, 2 the call is wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from us_russia_relations import __version__, paths
from us_russia_relations.errors import CallError, UsrrError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = _parser()
    call = parser.parse_args(arguments)
    try:
        return int(call.run(call))
    except CallError as error:
        print(f"usrr: {error}", file=sys.stderr)
        return 2
    except UsrrError as error:
        print(f"usrr: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="usrr", description="Check, build and publish the dataset of US-Russia relations."
    )
    parser.add_argument("--version", action="version", version=f"usrr {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    validate = commands.add_parser("validate", help="check the raw tables and report every problem")
    validate.add_argument("--raw", type=Path, help="folder of the raw tables (default: raw/ of the checkout)")
    validate.add_argument("--format", choices=("text", "json"), default="text", help="form of the report")
    validate.set_defaults(run=_validate)

    build = commands.add_parser("build", help="check the raw tables and write the package beside the releases")
    build.add_argument("--raw", type=Path, help="folder of the raw tables (default: raw/ of the checkout)")
    build.add_argument("--out", type=Path, help="folder to write (default: dist/candidate/ of the checkout)")
    build.set_defaults(run=_build)

    publish = commands.add_parser("publish", help="make the candidate the release of this version")
    publish.set_defaults(run=_publish)
    return parser


def _root() -> Path:
    root = paths.checkout()
    if root is None:
        raise CallError("not in a checkout of the dataset; name the folders with --raw and --out")
    return root


def _validate(call: argparse.Namespace) -> int:
    from us_russia_relations.report.json import as_json
    from us_russia_relations.report.text import as_text
    from us_russia_relations.steps.check import validate

    verdict = validate(call.raw or _root() / "raw")
    if call.format == "json":
        print(as_json(verdict.problems, verdict.counts, valid=verdict.valid))
    else:
        print(as_text(verdict.problems, verdict.counts))
    return 0 if verdict.valid else 1


def _build(call: argparse.Namespace) -> int:
    from us_russia_relations.release.build import build
    from us_russia_relations.report.text import as_text
    from us_russia_relations.steps.check import validate

    verdict = validate(call.raw or _root() / "raw")
    if not verdict.valid:
        print(as_text(verdict.problems, verdict.counts))
        return 1
    out = call.out or _root() / "dist" / "candidate"
    counts = build(verdict.dataset, out, __version__, releases=out.parent)
    for name, rows in counts.items():
        print(f"{name:20}{rows:7}")
    print(f"version {__version__} built in {out}")
    return 0


def _publish(_: argparse.Namespace) -> int:
    from us_russia_relations.release.publish import publish

    print(publish(_root(), __version__))
    return 0


def run() -> None:
    """The entry point of the command ``usrr``."""
    sys.exit(main())


if __name__ == "__main__":
    run()
