"""Check what a cell's characters do to readers, spreadsheets and databases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from us_russia_relations.steps.dataset import Dataset, Row
from us_russia_relations.steps.problem import Problem

# By category: control, format, private use, surrogate, not assigned, line and paragraph separators.
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
# Letters and marks that draw nothing: joiners, fillers, blanks and variation selectors.
_BLANK = frozenset(
    map(
        chr,
        (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2800, 0x3164, *range(0xFE00, 0xFE10), 0xFFA0),
    )
)
# Scripts whose letters look alike; a word of any of them that holds a letter of another is a trap.
_ALIKE = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC"})
_SPACES = re.compile(r"^\s|\s$|\s\s|[^\S ]")
_FORMULA = ("=", "+", "-", "@")
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+")
_WORD = re.compile(r"[^\W\d_]+")


def check_text(dataset: Dataset) -> Iterator[Problem]:
    """Every cell that holds text which is not what it looks like."""
    for sheet in dataset.sheets.values():
        for row in sheet.sound_rows():
            for column, value in row.cells.items():
                if value and not _plain(value):
                    yield from _check_cell(row, column, value)
    for row in dataset.rows("citations"):
        for column in ("url", "archived_url"):
            if row[column] and not _ADDRESS.fullmatch(row[column]):
                yield row.problem("url-scheme", column, "not an address that starts with http:// or https://")


def _plain(value: str) -> bool:
    """True for the great mass of cells: printable ASCII with single inner spaces and no formula."""
    return (
        value.isascii() and value.isprintable() and "  " not in value
        and value[0] not in " =+-@" and value[-1] != " "
    )  # fmt: skip


def _check_cell(row: Row, column: str, value: str) -> Iterator[Problem]:
    unseen = next((letter for letter in value if unicodedata.category(letter) in _INVISIBLE or letter in _BLANK), "")
    if unseen:
        name = unicodedata.name(unseen, f"U+{ord(unseen):04X}")
        yield row.problem("invisible-character", column, f"holds the invisible character {name}", "delete it")
        return
    if _SPACES.search(value):
        yield row.problem(
            "whitespace", column, "has a space at an end, doubled or of an unusual kind", "retype the spaces"
        )
    if unicodedata.normalize("NFC", value) != value:
        yield row.problem(
            "unicode-normalization", column, "is not in normalization form NFC", "retype the accented letters"
        )
    # A number is below zero without being a formula.
    number = row.sheet.table.column(column).type in ("number", "integer")
    if value.startswith(_FORMULA) and not number:
        yield row.problem("formula", column, f"starts with {value[0]}, which a spreadsheet would run")
    for word in _WORD.findall(unicodedata.normalize("NFC", value)):
        if not word.isascii() and len(scripts(word)) > 1:
            yield row.problem(
                "mixed-script", column, f"the word {word} mixes {' and '.join(sorted(scripts(word)))}", strangers(word)
            )


@lru_cache(maxsize=65536)
def scripts(word: str) -> frozenset[str]:
    """The look-alike scripts of a word's letters, by the first word of each letter's Unicode name."""
    return frozenset(_script(letter) for letter in word) & _ALIKE


def strangers(word: str) -> str:
    """The letters of the rarer script in a word, by name."""
    by_script: dict[str, list[str]] = {}
    for letter in word:
        if _script(letter) in _ALIKE:
            by_script.setdefault(_script(letter), []).append(unicodedata.name(letter))
    rarest = min(by_script, key=lambda script: len(by_script[script]))
    return "; ".join(by_script[rarest])


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]
