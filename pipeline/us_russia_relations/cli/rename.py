"""usrr rename: does not exist, and says why."""

from __future__ import annotations

import argparse

from us_russia_relations.errors import CallError

NAME = "rename"
HELP = "does not exist: an id is never changed; says what to do instead"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help=argparse.SUPPRESS)


def run(_: argparse.Namespace) -> int:
    raise CallError(
        "ids are not renamed. An id is a name and not a description: others have it in their papers and code, and it "
        "stays what it is when a title, a name or a date turns out to be wrong (change those with `usrr edit`). Where "
        "a record has to go, add the right one with `usrr new` and point the old id to it: "
        "`usrr retire OLD --because merged --replaced-by NEW --since VERSION --reason ...`."
    )
