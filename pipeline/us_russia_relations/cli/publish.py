"""usrr publish: make the raw tables a release, or report everything that forbids it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from us_russia_relations.cli import checkout, recovered
from us_russia_relations.cli.writing import say

if TYPE_CHECKING:
    from us_russia_relations.publish.publish import PublishRequest

NAME = "publish"
HELP = "publish the raw tables as a release, or say everything that stands against it"


def add(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--version", metavar="X.Y.Z", help="the version (default: the least that the changes allow)")
    which.add_argument("--bump", choices=("major", "minor", "patch"), help="the part of the version to raise")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the day of the release (default: today, in UTC)")
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; say what a release would be, what is wrong (exit code 1), and what is left to do",
    )


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.publish.publish import examine, publish

    root = checkout()
    recovered(root / "raw")
    recovered(root / "dist")
    if not call.check:
        say(publish(root, _request(call)))
        return 0
    findings = examine(root, _request(call))
    say(f"the next release: {findings.demand}")
    for fault in findings.faults:
        say(f"wrong: {fault}")
    for task in findings.tasks:
        say(f"left to do before it is published: {task}")
    return 1 if findings.faults else 0


def _request(call: argparse.Namespace) -> PublishRequest:
    from datetime import UTC, datetime

    from us_russia_relations.publish.publish import PublishRequest

    return PublishRequest(call.date or datetime.now(UTC).date().isoformat(), call.version, call.bump)
