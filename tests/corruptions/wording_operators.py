"""What nobody can want in a text: notes to oneself, words for nothing, leftovers, lost letters, markup."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from corruptions.cell_operators import always, cell_operator, is_prose
from us_russia_relations.definitions.model import Column, Table

# Where a text has a form of its own, or the words of other schemes, other operators go wrong.
_OTHERWISE = ("url", "archived_url", "label", "legal_reference", "list_number", "volume", "issue")


def _is_written(table: Table, column: Column) -> bool:
    key = column.name in table.primary_key or table.name == "term_properties"
    return is_prose(table, column) and not key and column.name not in _OTHERWISE


def _at_the_end(tail: str) -> Callable[[str, Random], str]:
    return lambda text, _: f"{text} {tail}"


def _mojibake(encoding: str) -> Callable[[str, Random], str]:
    """A word that is not in ASCII, read in another encoding than it was written in."""

    def spoil(text: str, _: Random) -> str:
        word = "«Россия»" if encoding == "cp1251" else "Moscow’s"
        return f"{text} {word.encode().decode(encoding, 'ignore')}"

    return spoil


def _question_marks(text: str, _: Random) -> str:
    return f"{text} {''.join('?' if letter.isalpha() else letter for letter in 'Россия')}"


FILLERS = (*("TBD", "[citation needed]", "{{title}}", "Lorem ipsum dolor", "XXXX"),)
NOTHING = ("n/a", "NULL", "—", "?")
LEFTOVERS = ("#REF!", "a_x000D_")
MARKUPS = ("R&amp;D", "<br>", "**so**")

OPERATORS = (
    *(cell_operator(f"filler {text}", _is_written, "placeholder", _at_the_end(text)) for text in FILLERS),
    *(cell_operator(f"for nothing {text}", _is_written, "empty-word", always(text)) for text in NOTHING),
    *(cell_operator(f"leftover {text}", _is_written, "spreadsheet-error", _at_the_end(text)) for text in LEFTOVERS),
    *(cell_operator(f"only {text}", _is_written, "spreadsheet-error", always(text)) for text in ("####",)),
    *(
        cell_operator(f"text of UTF-8 read as {name}", _is_written, "garbled-text", _mojibake(name))
        for name in ("cp1252", "cp1251")
    ),
    cell_operator("question marks for letters", _is_written, "garbled-text", _question_marks),
    cell_operator("replacement character", _is_written, "garbled-text", _at_the_end("caf\ufffd")),
    *(cell_operator(f"markup {text}", _is_written, "markup", _at_the_end(text)) for text in MARKUPS),
)
