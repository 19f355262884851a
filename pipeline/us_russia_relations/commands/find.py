"""usrr find: search ids, titles, names, identifiers and summaries."""

from __future__ import annotations

import argparse
import shutil
import sys

from us_russia_relations.commands import add_raw, raw_folder
from us_russia_relations.commands.writing import say
from us_russia_relations.errors import CallError

NAME = "find"
HELP = "search ids, titles, names, identifiers and summaries, without regard to case and accents"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT", help="what to look for; several words must all be there")
    add_raw(parser)


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.report.record import as_hits
    from us_russia_relations.report.search import closest, find
    from us_russia_relations.steps.read import read_raw

    text = " ".join(call.text)
    if not text.strip():
        raise CallError("give something to look for")
    dataset, _ = read_raw(raw_folder(call))
    hits = find(dataset, text)
    if not hits:
        near = closest(dataset, text)
        hint = f"; near it are {', '.join(near)}" if near else ""
        print(f"nothing holds {text}{hint}", file=sys.stderr)
        return 1
    # A pipe gets the whole line.
    say(as_hits(hits, shutil.get_terminal_size().columns if sys.stdout.isatty() else None))
    return 0
