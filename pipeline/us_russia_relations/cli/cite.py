"""usrr cite: how a release of the dataset is cited."""

from __future__ import annotations

import argparse

from us_russia_relations.errors import CallError, MissingExtraError, UnknownNameError, UnknownVersionError

NAME = "cite"
HELP = "print how to cite the dataset: apa, chicago, apsr, bibtex, ris or csl-json"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--style", default="apa", help="apa (default), chicago, apsr, bibtex, ris or csl-json")
    # Not in the namespace as `version`: that is the option of usrr itself.
    parser.add_argument("--version", dest="edition", metavar="V", help="the release to cite (default: the latest)")


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.analysis import bibliography

    try:
        print(bibliography.cite(call.style, version=call.edition))
    except (MissingExtraError, UnknownNameError, UnknownVersionError) as error:
        raise CallError(str(error)) from error
    return 0
