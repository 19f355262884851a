"""What a cell of a raw table must satisfy, by its column: the predicates that checks and pandera schemas share.

They need the standard library alone, so that the checks of a curator's edit start fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from us_russia_relations.definitions import edtf
from us_russia_relations.definitions.model import Column

Terms = Mapping[str, frozenset[str]]
Predicate = Callable[[str], bool]

REQUIRED, TYPE, PATTERN, VOCABULARY, INTERVAL = "not_nullable", "type", "pattern", "vocabulary", "interval"

# No more digits than a float or a 64-bit integer holds: a longer number would be published as another one.
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")


def predicates(column: Column, terms: Terms) -> dict[str, Predicate]:
    """What a filled cell of the column must satisfy, by name; ``terms`` maps a vocabulary to its terms."""
    accepts: dict[str, Predicate] = {}
    if column.type == "edtf":
        accepts |= {TYPE: is_date, INTERVAL: is_ordered}
    elif column.type in ("integer", "number"):
        grammar = _INTEGER if column.type == "integer" else _NUMBER
        accepts[TYPE] = lambda text: grammar.fullmatch(text) is not None
    if column.pattern:
        pattern = re.compile(column.pattern)
        accepts[PATTERN] = lambda text: pattern.fullmatch(text) is not None
    if column.vocabulary:
        allowed = terms.get(column.vocabulary, frozenset())
        accepts[VOCABULARY] = lambda text: text in allowed
    return accepts


def is_date(text: str) -> bool:
    """True when the text is EDTF level 1, also when its interval runs backwards (another rule's concern)."""
    try:
        edtf.parse(text)
    except edtf.ReversedIntervalError:
        return True
    except ValueError:
        return False
    return True


def is_ordered(text: str) -> bool:
    """False when the text is an interval that ends before it starts."""
    try:
        edtf.parse(text)
    except edtf.ReversedIntervalError:
        return False
    except ValueError:
        return True
    return True
