"""The command line ``usrr``. Exit codes: 0 fine, 1 the data is wrong, 2 the call is wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from us_russia_relations import __version__
from us_russia_relations.commands import build, publish, validate
from us_russia_relations.errors import CallError, UsrrError

COMMANDS = (validate, build, publish)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    call = _parser().parse_args(arguments)
    try:
        return int(call.run(call))
    except UsrrError as error:
        print(f"usrr: {error}", file=sys.stderr)
        return 2 if isinstance(error, CallError) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="usrr", description="Check, build and publish the dataset of US-Russia relations."
    )
    parser.add_argument("--version", action="version", version=f"usrr {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        subparser = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add(subparser)
        subparser.set_defaults(run=command.run)
    return parser


def run() -> None:
    """The entry point of the command ``usrr``."""
    sys.exit(main())


if __name__ == "__main__":
    run()
