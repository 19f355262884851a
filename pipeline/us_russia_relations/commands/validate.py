"""usrr validate: check the raw tables and report every problem."""

from __future__ import annotations

import argparse

from us_russia_relations.commands import add_raw, raw_folder

NAME = "validate"
HELP = "check the raw tables and report every problem"


def add(parser: argparse.ArgumentParser) -> None:
    add_raw(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="form of the report")


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.report.json import as_json
    from us_russia_relations.report.text import as_text
    from us_russia_relations.steps.check import validate

    verdict = validate(raw_folder(call))
    if call.format == "json":
        print(as_json(verdict.problems, verdict.counts, valid=verdict.valid))
    else:
        print(as_text(verdict.problems, verdict.counts))
    return 0 if verdict.valid else 1
