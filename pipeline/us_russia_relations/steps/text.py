"""Check what a cell's characters do to readers, spreadsheets and databases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from us_russia_relations.steps.dataset import Dataset, Row
from us_russia_relations.steps.problem import Problem

_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
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
    found = _INVISIBLE.search(value)
    if found:
        name = unicodedata.name(found[0], f"U+{ord(found[0]):04X}")
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
    for word in _WORD.findall(value):
        if not word.isascii() and len(scripts(word)) > 1:
            yield row.problem(
                "mixed-script", column, f"the word {word} mixes {' and '.join(sorted(scripts(word)))}", strangers(word)
            )


@lru_cache(maxsize=65536)
def scripts(word: str) -> frozenset[str]:
    """The scripts of a word's letters, by the first word of each letter's Unicode name."""
    return frozenset(unicodedata.name(letter, "UNKNOWN").split()[0] for letter in word if letter.isalpha())


def strangers(word: str) -> str:
    """The letters of the rarer script in a word, by name."""
    by_script: dict[str, list[str]] = {}
    for letter in word:
        name = unicodedata.name(letter, "UNKNOWN")
        by_script.setdefault(name.split()[0], []).append(name)
    rarest = min(by_script, key=lambda script: len(by_script[script]))
    return "; ".join(by_script[rarest])
