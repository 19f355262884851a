"""usrr find: search ids, titles, names, identifiers and summaries."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from us_russia_relations.cli import add_raw, add_release, published, raw_folder
from us_russia_relations.cli.writing import say
from us_russia_relations.errors import CallError

if TYPE_CHECKING:
    from us_russia_relations.analysis.lookup.search import Hit

NAME = "find"
HELP = "search ids, titles, names, identifiers and summaries, without regard to case and accents"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT", help="what to look for; several words must all be there")
    add_raw(parser)
    add_release(parser)


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.report.record import as_hits

    text = " ".join(call.text)
    if not text.strip():
        raise CallError("give something to look for")
    hits, near = _published(call.release, text) if published(call) else _raw(raw_folder(call), text)
    if not hits:
        hint = f"; near it are {', '.join(near)}" if near else ""
        print(f"nothing holds {text}{hint}", file=sys.stderr)
        return 1
    # A pipe gets the whole line.
    say(as_hits(hits, shutil.get_terminal_size().columns if sys.stdout.isatty() else None))
    return 0


def _raw(raw: Path, text: str) -> tuple[list[Hit], list[str]]:
    """What the raw tables have of the text, or the ids that are near it."""
    from us_russia_relations.raw.read import read_raw
    from us_russia_relations.report.search import closest, find

    dataset, _ = read_raw(raw)
    hits = find(dataset, text)
    return hits, [] if hits else closest(dataset, text)


def _published(version: str | None, text: str) -> tuple[list[Hit], list[str]]:
    """What a release has of the text, or the ids that are near it."""
    from us_russia_relations.analysis import load
    from us_russia_relations.analysis.lookup.search import closest, entries, find
    from us_russia_relations.analysis.lookup.source import Published

    with Published(load.release(version)) as source:
        among = [*entries(source)]
    hits = find(among, text)
    return hits, [] if hits else closest(among, text)
