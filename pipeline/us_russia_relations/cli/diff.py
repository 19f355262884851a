"""usrr diff: changed facts, not changed bytes, between two states of the dataset."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from us_russia_relations import paths
from us_russia_relations.cli import add_raw, raw_folder, recovered
from us_russia_relations.errors import CallError

if TYPE_CHECKING:
    from us_russia_relations.publish.difference import Difference
    from us_russia_relations.publish.states import State

NAME = "diff"
HELP = "show changed facts between two states: a version, a folder, a git revision, the working tree"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", nargs="?", default="HEAD", metavar="A", help="the old state (default: HEAD)")
    parser.add_argument("b", nargs="?", metavar="B", help="the new state (default: the working tree)")
    add_raw(parser)
    parser.add_argument("--format", choices=("text", "markdown", "json", "html"), default="text", help="form")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write to the file and not to the terminal")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write all changes, as HTML, to this file as well")
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 where the states differ")


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.publish.difference import compare
    from us_russia_relations.publish.states import alike

    old, new = _named(call.a), _named(call.b) if call.b is not None else _working_tree(call)
    difference = compare(*alike(old, new))
    if call.html is not None:
        from us_russia_relations.report.difference_html import as_html

        _write(call.html, as_html(difference))
    report = _report(difference, call)
    if call.out is not None:
        _write(call.out, report)
    else:
        print(report.rstrip("\n"))
    # Where something could not be compared, the states can't be called equal.
    return int(call.exit_code and bool(difference.changes or difference.faults))


def _named(argument: str) -> State:
    from us_russia_relations.publish.states import find_state

    root = paths.checkout()
    recovered(Path(argument))
    releases = (root or paths.WHEEL_DATA) / "dist"
    return find_state(argument, releases, root)


def _working_tree(call: argparse.Namespace) -> State:
    from us_russia_relations.publish.states import read_folder

    return read_folder(raw_folder(call), "working tree" if call.raw is None else str(call.raw))


def _report(difference: Difference, call: argparse.Namespace) -> str:
    if call.format == "html":
        from us_russia_relations.report.difference_html import as_html

        return as_html(difference)
    if call.format == "markdown":
        from us_russia_relations.report.difference_markdown import as_markdown, code

        where = f"all of them are in {code(call.html.name)}" if call.html else "`usrr diff --html FILE` writes all"
        return as_markdown(difference, f"{where}.")
    from us_russia_relations.report.difference import as_json, as_text

    return f"{as_json(difference) if call.format == 'json' else as_text(difference)}\n"


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CallError(f"{path} can't be written: {error.strerror}") from error
