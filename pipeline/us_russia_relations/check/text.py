"""Check what a cell's characters do to readers, spreadsheets and databases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from us_russia_relations.check.wording import garbled
from us_russia_relations.definitions.links import CROSSWALK
from us_russia_relations.definitions.records import CITATIONS
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.cells import (
    FORMULA,
    INVISIBLE_CHARACTER,
    MIXED_SCRIPT,
    UNICODE_NORMALIZATION,
    URL_SCHEME,
    WHITESPACE,
)
from us_russia_relations.rules.problem import Problem
from us_russia_relations.text.letters import WORD, foreign_letters, look_alike, mixed, scripts

# By category: control, format, private use, surrogate, not assigned, line and paragraph separators.
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
# Letters and marks that draw nothing: joiners, fillers, blanks and variation selectors.
_BLANK = frozenset(
    map(
        chr,
        (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2800, 0x3164, *range(0xFE00, 0xFE10), 0xFFA0),
    )
)
_SPACES = re.compile(r"^\s|\s$|\s\s|[^\S ]")
_FORMULA = ("=", "+", "-", "@")
_BELOW_ZERO = re.compile(r"-[0-9.]+")
# The host has a dot inside; written so that no text is read twice.
_ADDRESS = re.compile(r"https?://[^\s/.]+\.\S+")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(/\S*)?", re.IGNORECASE)
# A cell up to this length is shown as it should be.
_SHOWN = 60


def check_text(dataset: Dataset) -> Iterator[Problem]:
    """Every cell that holds text which is not what it looks like."""
    for raw in dataset.tables.values():
        for column in raw.table.header:
            values = raw.values(column)
            # Each text is looked at once, since coded cells, ids and dates repeat.
            strange = {value for value in {*values} if value and not _plain(value)}
            for row, value in zip(raw.intact_rows, values, strict=True) if strange else ():
                if value in strange:
                    yield from _check_cell(row, column, value)
    for row in dataset.rows(CITATIONS.name):
        for column in ("url", "archived_url"):
            if row[column] and not _ADDRESS.fullmatch(row[column]):
                hint = f"did you mean https://{row[column]}?" if _HOST.fullmatch(row[column]) else ""
                message = "not an address that starts with http:// or https://"
                yield row.problem(URL_SCHEME, column, message, hint or "give the address of the page on the web")


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) in _INVISIBLE or letter in _BLANK


def _plain(value: str) -> bool:
    """True for most cells: printable ASCII with single inner spaces and no formula."""
    return (
        value.isascii() and value.isprintable() and "  " not in value
        and value[0] not in " =+-@" and value[-1] != " "
    )  # fmt: skip


def _check_cell(row: Row, column: str, value: str) -> Iterator[Problem]:
    unseen = next((letter for letter in value if _unseen(letter)), "")
    shown = mended(value)
    right = f"write {shown}" if shown and len(shown) <= _SHOWN else ""
    if (unseen or _SPACES.search(value)) and garbled(value, column):
        # The strange characters come with the wrong encoding, which the check of wording reports.
        return
    if unseen:
        name = unicodedata.name(unseen, f"U+{ord(unseen):04X}")
        message = f"holds the invisible character {name}"
        yield row.problem(INVISIBLE_CHARACTER, column, message, right or "delete it")
        return
    if _SPACES.search(value):
        message = "has a space at an end, doubled or of an unusual kind"
        yield row.problem(WHITESPACE, column, message, right or "retype the spaces")
    if unicodedata.normalize("NFC", value) != value:
        message = "is not in normalization form NFC"
        yield row.problem(UNICODE_NORMALIZATION, column, message, "run usrr fmt, or retype the accented letters")
    if value.startswith(_FORMULA) and not is_number(row, column):
        message = f"starts with {value[0]}, which a spreadsheet would run"
        yield row.problem(FORMULA, column, message, "begin the text with a word")
    for word in filter(mixed, WORD.findall(unicodedata.normalize("NFC", value))):
        message = f"the word {word} mixes {' and '.join(sorted(scripts(word)))}"
        yield row.problem(MIXED_SCRIPT, column, message, _retyped(word))


def is_number(row: Row, column: str) -> bool:
    """True where a cell may begin with a minus: in a column of numbers, and where a code of another scheme is one."""
    table = row.table
    if table.name == CROSSWALK.name and column == "code":
        return _BELOW_ZERO.fullmatch(row[column]) is not None
    return table.column(column).type in {"number", "integer"}


def _retyped(word: str) -> str:
    """The letters of the rarer script by name, and the word in Latin letters if these are all that is foreign."""
    latin = look_alike(word)
    strange = foreign_letters(word)
    return f"{strange}; in Latin letters: {latin}" if latin.isascii() and "LATIN" not in strange else strange


def mended(value: str) -> str:
    """The text with nothing left that these checks report, a formula aside."""
    seen = "".join(letter for letter in value if letter in "\t\n\r" or not _unseen(letter))
    return unicodedata.normalize("NFC", look_alike(" ".join(seen.split())))
