"""The command line ``usrr``. Exit codes: 0 fine, 1 the data is wrong, 2 the call is wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from us_russia_relations.cli import (
    build,
    cite,
    diff,
    edit,
    explain,
    export,
    find,
    fmt,
    new,
    publish,
    rename,
    retire,
    show,
    validate,
    verify,
)
from us_russia_relations.errors import CallError, UsrrError

# In the order of a contributor's day.
COMMANDS = (find, show, new, edit, retire, rename, fmt, validate, explain, diff, build, publish, verify, cite, export)

# As shells have it: 128 and the number of the signal.
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    call = _parser().parse_args(arguments)
    try:
        return int(call.run(call))
    except UsrrError as error:
        print(f"usrr: {error}", file=sys.stderr)
        return 2 if isinstance(error, CallError) else 1
    except KeyboardInterrupt:
        print("usrr: stopped; nothing was written", file=sys.stderr)
        return _INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="usrr", description="Check, build and publish the dataset of US-Russia relations."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version of data and command, and end")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        subparser = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add(subparser)
        subparser.set_defaults(run=command.run)
    return parser


class _Version(argparse.Action):
    """Prints the version, which is only looked up when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from us_russia_relations import __version__

        print(f"usrr {__version__}")
        parser.exit()


def run() -> None:
    """The entry point of the command ``usrr``."""
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has seen enough (`usrr find treaty | head`); what is still buffered must not be flushed again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


if __name__ == "__main__":
    run()
