"""usrr publish: make the candidate the release of this version."""

from __future__ import annotations

import argparse

from us_russia_relations import __version__
from us_russia_relations.commands import checkout

NAME = "publish"
HELP = "make the candidate the release of this version"


def add(_: argparse.ArgumentParser) -> None:
    """No arguments: the version is the package's, the candidate lies where `usrr build` put it."""


def run(_: argparse.Namespace) -> int:
    from us_russia_relations.release.publish import publish

    print(publish(checkout(), __version__))
    return 0
