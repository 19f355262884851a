"""What goes wrong in one cell: emptied, another notation, another spelling, characters that nobody sees."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

from corruptions.model import Clean, Corrupt, Corruption, Operator, pick, with_cell
from us_russia_relations.definitions import RAW_TABLES
from us_russia_relations.definitions.model import ID_PATTERN, Column, Table

# What a cell becomes, from what it was; the same text where it can't go wrong in this way.
Spoil = Callable[[str, Random], str]
Suits = Callable[[Table, Column], bool]

_FILLED = tuple(table for table in RAW_TABLES if table.name != "retired")
# Text that is a code of some scheme, and has no accents.
_CODES = ("identifier", "code")
_LOOK_ALIKE = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "i": "і"}


def _is_date(_: Table, column: Column) -> bool:
    return column.type == "edtf"


def _is_number(_: Table, column: Column) -> bool:
    return column.type in ("number", "integer")


def _is_term(_: Table, column: Column) -> bool:
    return bool(column.vocabulary)


def _is_id(_: Table, column: Column) -> bool:
    return column.pattern == ID_PATTERN


def _is_reference(table: Table, column: Column) -> bool:
    return any(key.columns == (column.name,) for key in table.foreign_keys)


def is_text(_: Table, column: Column) -> bool:
    return column.type == "string" and not column.pattern and not column.vocabulary


def is_prose(table: Table, column: Column) -> bool:
    return is_text(table, column) and column.name not in _CODES


def _is_address(_: Table, column: Column) -> bool:
    return column.name in ("url", "archived_url")


def _is_required(_: Table, column: Column) -> bool:
    return column.required


def cell_operator(name: str, suits: Suits, rule: str, spoil: Spoil) -> Operator:
    tables = tuple(table.name for table in _FILLED if any(suits(table, column) for column in table.columns))
    return Operator(name, tables, _in_a_cell(name, suits, rule, spoil))


def _in_a_cell(name: str, suits: Suits, rule: str, spoil: Spoil) -> Corrupt:
    def corrupt(clean: Clean, table: Table, random: Random) -> Corruption:
        rows = clean.rows(table.name)
        columns = [column.name for column in table.columns if suits(table, column)]
        random.shuffle(columns)
        for column in columns:
            new = {index: spoil(row[column], random) for index, row in enumerate(rows) if row[column]}
            spoilt = [index for index, text in new.items() if text != rows[index][column]]
            if spoilt:
                index = random.choice(spoilt)
                content = with_cell(clean, table, index, column, new[index])
                return Corruption({table.path: content}, rule, table.path, index + 2, column)
        pick(random, [], f"{name} in {table.name}")
        raise AssertionError

    return corrupt


def always(text: str) -> Spoil:
    return lambda _, __: text


def _letter_off(text: str, random: Random) -> str:
    """Two neighbouring letters change places, or one is doubled."""
    place = random.randrange(len(text))
    return text[:place] + text[place] + text[place:]


def _capital(text: str, random: Random) -> str:
    letters = [place for place, letter in enumerate(text) if letter.islower()]
    place = random.choice(letters) if letters else 0
    return text[:place] + text[place].upper() + text[place + 1 :]


def _underscore(text: str, _: Random) -> str:
    return text.replace("-", "_", 1)


def _cyrillic(text: str, random: Random) -> str:
    """One letter of a longer word in its Cyrillic twin."""
    places = [
        place
        for place, letter in enumerate(text)
        if letter in _LOOK_ALIKE and (text[place - 1 : place].isalpha() or text[place + 1 : place + 2].isalpha())
    ]
    if not places:
        return text
    place = random.choice(places)
    return text[:place] + _LOOK_ALIKE[text[place]] + text[place + 1 :]


def inside(text: str, random: Random, new: str) -> str:
    place = random.randrange(1, len(text)) if len(text) > 1 else 1
    return text[:place] + new + text[place:]


def _decomposed(text: str, _: Random) -> str:
    """The text as macOS writes it; an accent is put on the first letter that takes one where there is none."""
    spoilt = unicodedata.normalize("NFD", text)
    return spoilt if spoilt != text else text.replace("e", "e\u0301", 1)


def _doubled_space(text: str, _: Random) -> str:
    return text.replace(" ", "  ", 1)


def _reversed(text: str, _: Random) -> str:
    return "2016-01-01/2015-01-01" if text else text


DATES = (
    cell_operator(f"date {text}", _is_date, "type-error", always(text))
    for text in ("2014-02-30", "0000", "2014-2-3", "20140318", "3/18/14", "41716", "{2014-03-18,2014-03-20}")
)
NUMBERS = (cell_operator(f"number {text}", _is_number, "type-error", always(text)) for text in ("1,234", "NaN", "many"))
MISSING = tuple(
    cell_operator(f"{text} in a {kind}", suits, rule, always(text))
    for text in ("NA", "None", "NULL")
    for kind, suits, rule in (
        ("coded cell", _is_term, "unknown-term"),
        ("date", _is_date, "type-error"),
        ("reference", _is_reference, "pattern-error"),
    )
)
OPERATORS = (
    cell_operator("required cell emptied", _is_required, "required", always("")),
    *DATES,
    cell_operator("interval reversed", _is_date, "interval-order", _reversed),
    *NUMBERS,
    cell_operator("term with a letter off", _is_term, "unknown-term", _letter_off),
    *MISSING,
    cell_operator("id with a capital", _is_id, "pattern-error", _capital),
    cell_operator("id with an underscore", _is_id, "pattern-error", _underscore),
    cell_operator("id with a Cyrillic letter", _is_id, "mixed-script", _cyrillic),
    cell_operator("id with a space at its end", _is_id, "whitespace", lambda text, _: f"{text} "),
    cell_operator(
        "id with a zero-width space",
        _is_id,
        "invisible-character",
        lambda text, random: inside(text, random, "\u200b"),
    ),
    cell_operator("text in NFD", is_prose, "unicode-normalization", _decomposed),
    cell_operator(
        "text with a bidi mark", is_text, "invisible-character", lambda text, random: inside(text, random, "\u202e")
    ),
    cell_operator("text as a formula", is_text, "formula", lambda text, _: f"={text}"),
    cell_operator("text with a doubled space", is_text, "whitespace", _doubled_space),
    cell_operator("script as address", _is_address, "url-scheme", always("javascript:alert(document.domain)")),
)
