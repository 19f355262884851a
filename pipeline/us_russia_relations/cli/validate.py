"""usrr validate: check the raw tables and report every problem."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from us_russia_relations import paths
from us_russia_relations.cli import add_raw, raw_folder
from us_russia_relations.cli.writing import say
from us_russia_relations.errors import CallError, DataNotFoundError

if TYPE_CHECKING:
    from us_russia_relations.check.validate import Validation

NAME = "validate"
HELP = "check the raw tables and report every problem"


def add(parser: argparse.ArgumentParser) -> None:
    add_raw(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif", "markdown"),
        default="text",
        help="form of the report: text for people, json for programs, github for annotations in a pull request, "
        "sarif for code scanning, markdown for the summary of a job",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report to a file, and its last word here")
    parser.add_argument(
        "--limit",
        type=_limit,
        metavar="N",
        help="show at most N problems, errors first (0: all; default: 200 in text and github, all that fit in "
        "markdown; json and sarif always have all)",
    )
    parser.add_argument(
        "--changed-since",
        metavar="REV",
        help="in github and markdown, show problems on lines changed since this git revision first",
    )


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.check.validate import validate
    from us_russia_relations.report.shown import verdict

    raw = raw_folder(call)
    _refuse(call, raw)
    # Nothing that is read is garbage before the end, and looking for it costs a tenth of the time.
    gc.disable()
    try:
        result = validate(raw)
    finally:
        gc.enable()
    report = _report(call, raw, result)
    if call.out is None:
        say(report)
    else:
        _write(call.out, report)
        say(f"{verdict(result.problems, result.counts)}; the report is in {call.out}")
    return 0 if result.valid else 1


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text} is not a number of problems")
    return int(text)


def _refuse(call: argparse.Namespace, raw: Path) -> None:
    """Raises CallError for options that would do nothing, and for a report that would replace data."""
    if call.limit is not None and call.format in {"json", "sarif"}:
        raise CallError(f"--limit is not for {call.format}, which always has every problem")
    if call.changed_since is not None and call.format not in {"github", "markdown"}:
        raise CallError(f"--changed-since is for the formats github and markdown, not for {call.format}")
    if call.out is not None and call.out.resolve().is_relative_to(raw.resolve()):
        raise CallError(f"{call.out} lies in the folder of the raw tables; write the report elsewhere")


def _report(call: argparse.Namespace, raw: Path, result: Validation) -> str:
    from us_russia_relations.report.github import as_github
    from us_russia_relations.report.json import as_json
    from us_russia_relations.report.locations import Changed, in_repository
    from us_russia_relations.report.markdown import as_markdown
    from us_russia_relations.report.sarif import as_sarif
    from us_russia_relations.report.shown import LIMIT
    from us_russia_relations.report.text import as_text

    problems, counts, prefix = result.problems, result.counts, in_repository(raw)
    shown = (LIMIT if call.limit is None else call.limit) or None
    if call.format == "json":
        return as_json(problems, counts, valid=result.valid)
    if call.format == "sarif":
        return as_sarif(problems, raw, prefix=prefix, version=_version())
    if call.format == "text":
        return as_text(problems, counts, limit=shown, colour=call.out is None and _colour())
    changed = None if call.changed_since is None else Changed.since(raw, call.changed_since)
    if call.format == "github":
        return as_github(problems, counts, prefix=prefix, changed=changed, limit=shown)
    return as_markdown(problems, counts, prefix=prefix, changed=changed, limit=call.limit or None)


def _version() -> str:
    """The version of the tool; a checkout that has published nothing yet has none."""
    try:
        return paths.latest()
    except DataNotFoundError:
        return "unreleased"


def _colour() -> bool:
    """True on a terminal whose user did not ask for plain text (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _write(path: Path, report: str) -> None:
    try:
        path.write_bytes(f"{report}\n".encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise CallError(f"{path} can't be written: {error.strerror}") from error
