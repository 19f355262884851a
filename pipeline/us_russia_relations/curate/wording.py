"""What the dialogue says beside the definitions of columns and terms."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

# A question that runs over the edge of the terminal is hard to read and harder to edit.
_EDGE = 60
# More names than these are not read.
FEW = 12
INTRODUCTION = (
    "Enter alone skips what is optional and takes what stands in [brackets]. "
    "? lists what can be answered, ? WORD only what holds the word, TAB completes; a part of a name or term will do. "
    "Nothing is written before all of it was shown and confirmed; Ctrl-C stops and tells how to go on later."
)
DATES = "As precise as the source and never finer: 2014-03-18, 2014-03, 2014, or from/to as 2014-03-06/2014-03-08."
# What the columns of a link table do not say when they are asked one by one.
ABOUT = {
    "participant": "Who took part, and in which role. A state stands beside the person or body that acted for it. "
    "Equals, as in a meeting, are all participant; else who acts is initiator, or imposer of a measure, and at whom it "
    "is aimed is target; a treaty has parties. "
    "Whoever is not in the dataset yet comes afterwards: `usrr new actor` asks what the actor takes part in.",
    "issue": "What it is about.",
    "measure-type": "What the measure does.",
    "objective": "What the measure is for, in the words of who took it.",
    "relation": "How it is tied to other records: it acts on a treaty, responds to a measure, is part of a process.",
    "identifier": "Under which number others have it, such as that of a law; most records have none.",
    "listing": "Which names the measure puts on a list, as the list has them, under which programme, from when to "
    "when. A name needs no actor; where the dataset has one, it is a target by that alone.",
    "takes-part": "In which events, measures or treaties the actor takes part, and in which role. "
    "An actor that nothing names is refused.",
    "affiliation": "Which position a person held in a body, or which body it is a part of.",
    "supports": "Which records the source proves, which fields of them, and where in the source to look.",
}


def shortened(name: str, label: str) -> str:
    """The id with its label, cut where it would run over the edge of the terminal."""
    return textwrap.shorten(f"{name} ({label})" if label else name, max(_EDGE, len(name) + 2), placeholder=" …)")


def holding(word: str, choices: Mapping[str, str]) -> list[str]:
    """The choices in whose name or label the word stands, the likeliest first; all of them where there is no word."""
    folded = word.casefold()
    holders = [name for name, label in choices.items() if folded in f"{name} {label}".casefold()]
    return sorted(holders, key=lambda name: (not name.startswith(folded), len(name))) if folded else holders


def unknown(answer: str, holders: list[str]) -> str:
    """What to say of an answer that is none of the choices, some of which hold it."""
    if len(answer) < 2 or not holders:
        return f"{answer} is none of the answers; ? lists them"
    more = f" and {len(holders) - FEW} more (? {answer} lists them)" if len(holders) > FEW else ""
    return f"{answer} is none of the answers; these hold it: {', '.join(holders[:FEW])}{more}"
