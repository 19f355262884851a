"""What the commands about records share: to say something, and to write a change or report what it would break."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from us_russia_relations.curate.changes import Plan


def say(text: str) -> None:
    """Print the text; what the terminal's encoding lacks is printed as its escape instead of ending the command."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding))


def carry_out(raw: Path, made: Plan) -> bool:
    """Print the problems that the plan adds and, where none is an error, write it; True when it was written."""
    from us_russia_relations.curate.changes import write
    from us_russia_relations.report.text import paragraphs

    for paragraph in paragraphs(made.problems):
        say(paragraph)
    if not made.allowed:
        say("nothing was written")
        return False
    write(raw, made)
    return True
