"""usrr export: tables as files of Stata or Excel."""

from __future__ import annotations

import argparse
from pathlib import Path

from us_russia_relations.analysis.export import FORMATS
from us_russia_relations.cli import recovered
from us_russia_relations.errors import CallError, MissingExtraError, UnknownNameError, UnknownVersionError

NAME = "export"
HELP = "write tables as files of Stata or Excel"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder to write into; it is made where needed")
    parser.add_argument("--to", required=True, metavar="FORMAT", help=" or ".join(FORMATS))
    parser.add_argument("--table", action="append", metavar="NAME", help="a table, again for more (default: all)")
    # Not in the namespace as `version`: that is the option of usrr itself.
    parser.add_argument("--version", dest="edition", metavar="V", help="the release to export (default: the latest)")
    parser.add_argument("--force", action="store_true", help="replace files of the same names")


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.analysis import exporter

    recovered(call.folder)
    try:
        files = exporter.export(call.to, call.folder, tables=call.table, version=call.edition, force=call.force)
    except (MissingExtraError, UnknownNameError, UnknownVersionError) as error:
        raise CallError(str(error)) from error
    for file in files:
        print(file)
    return 0
