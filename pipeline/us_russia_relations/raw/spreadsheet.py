"""What a spreadsheet does to cells: what can be undone without loss, and what can't."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from us_russia_relations.definitions import edtf
from us_russia_relations.definitions.meaning import Meaning
from us_russia_relations.definitions.model import ID_PATTERN, TERM_PATTERN, Column, Table

_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]00:00(?::00(?:\.0+)?)?")
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?")
_FAILED = re.compile(r"#(NAME|REF|VALUE|DIV/0|NUM|NULL|N/A|SPILL|CALC|FIELD)[!?]?|Err:5[0-9]{2}|#{2,}")
_EXPONENT = re.compile(r"-?[0-9]([.,][0-9]+)?E[+-][0-9]{2,3}")
_NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?(E[+-][0-9]{1,3})?")
_SERIAL = re.compile(r"[0-9]{5}([.,][0-9]+)?")
_NUMERIC_DATE = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,2})\2([0-9]{1,4})")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек"
_NAMED_DATE = re.compile(rf"([0-9]{{1,2}}[-.])?({_MONTHS})([-.]([0-9]{{2}}|[0-9]{{4}}))?")
_LOST_LETTERS = re.compile(r"\?{3}|^[?\s-]*\?\?[?\s-]*$|[^\W\d_]\?[a-z]|(?:^|\s)\?[a-z]{2}|�")
# Excel keeps so many UTF-16 units of a cell.
_LONGEST = 32767
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True)
class Damage:
    """What happened to a cell, and how to get the value back."""

    cause: str
    hint: str


def repaired(value: str, column: Column) -> str:
    """The cell with what a spreadsheet added to it taken away, where that loses nothing."""
    if column.type in ("edtf", "date"):
        match = _MIDNIGHT.fullmatch(value)
        if match and _is_date(match[1]):
            return match[1]
    return value


def damage(value: str, table: Table, column: Column, cells: Mapping[str, str], meaning: Meaning) -> Damage | None:
    """What a spreadsheet did to the cell that can't be undone, or None; ``cells`` is its whole row."""
    if not value:
        return None
    return (
        _failed(value)
        or _turned_into_number(value, column, _form(table, cells, meaning))
        or _turned_into_date(value, column)
        or _cut(value)
        or _lost_letters(value, column)
    )


def lost_digits(
    rows: Sequence[Sequence[str]], former: Sequence[Sequence[str]], table: Table
) -> dict[tuple[int, str], Damage]:
    """Texts that a spreadsheet took for numbers, found by comparing with the rows before.

    A row that has gone, and that a new row equals but for the notation of numbers, has lost zeros (012 to 12, 1.50 to
    1.5); the keys are the index of the row and the name of the column.
    """
    known, present = {tuple(row) for row in former}, {tuple(row) for row in rows}
    gone = {tuple(map(_value, row)): row for row in known - present}
    damages: dict[tuple[int, str], Damage] = {}
    for number, row in enumerate(rows):
        before = gone.get(tuple(map(_value, row))) if gone and tuple(row) not in known else None
        for column, old, new in zip(table.columns, before or row, row, strict=True):
            if old != new and column.type not in ("integer", "number"):
                hint = f"write {old} again; if the change is meant, add --no-compare"
                damages[number, column.name] = Damage(f"was {old} when last committed, and has lost digits", hint)
    return damages


def _value(text: str) -> str:
    """The cell as a spreadsheet compares it: numbers by their value."""
    return str(Decimal(text).normalize()) if _PLAIN_NUMBER.fullmatch(text) else text


def _failed(value: str) -> Damage | None:
    if _FAILED.fullmatch(value):
        return Damage("a formula that failed: the spreadsheet took the text for a formula", "type the text again")
    if value in ("TRUE", "FALSE"):
        return Damage("a spreadsheet's truth value: it took the text for one", "type the text again")
    return None


def _form(table: Table, cells: Mapping[str, str], meaning: Meaning) -> str:
    """The pattern of the scheme that the row is written in; empty where it has none."""
    vocabulary = table.column("scheme").vocabulary if "scheme" in table.header else ""
    return meaning.value(vocabulary, "pattern", cells.get("scheme", ""))


def _turned_into_number(value: str, column: Column, form: str) -> Damage | None:
    if _EXPONENT.fullmatch(value):
        return Damage("a number that the spreadsheet shortened, and digits may be lost", "type all digits")
    if not _NUMBER.fullmatch(value):
        return None
    slug = column.pattern in (ID_PATTERN, TERM_PATTERN)
    if slug or (column.pattern and not re.fullmatch(column.pattern, value)):
        hint = f"type the id again, as in {column.example}" if slug else f"for example {column.example}"
        return Damage("a bare number: the spreadsheet took the text for one, and leading zeros may be lost", hint)
    if column.name in ("code", "identifier") and form and not re.fullmatch(form, value):
        padded = [text for text in (f"0{value}", f"00{value}", f"000{value}") if re.fullmatch(form, text)]
        if padded:
            hint = f"{' or '.join(padded)}? Format the column as text before the file is opened"
            return Damage("a code that lost its leading zeros: the spreadsheet took it for a number", hint)
    return None


def _turned_into_date(value: str, column: Column) -> Damage | None:
    cause = "a date in the spreadsheet's notation, and what stood there is lost"
    dated = column.type in ("edtf", "date")
    if dated and _SERIAL.fullmatch(value):
        day = _EPOCH + timedelta(days=int(value[:5]))
        return Damage(f"a date turned into a count of days, perhaps {day}", "type the date again, as precise as it was")
    if _is_date(value) or (column.pattern and re.fullmatch(column.pattern, value)):
        return None
    readings = _readings(value)
    if readings and dated:
        return Damage(cause, f"{' or '.join(readings)}? Type the date again, as precise as it was")
    if _STAMP.fullmatch(value) or _NAMED_DATE.fullmatch(value) or (readings and _is_shown_so(value)):
        return Damage(cause, f"type the {'date' if dated else 'text'} again")
    return None


def _readings(value: str) -> list[str]:
    """The days that a date in numbers can mean, in ISO form."""
    match = _NUMERIC_DATE.fullmatch(value)
    # With hyphens and the year first it was typed so by hand, and is no more than a slip.
    if not match or (len(match[1]) == 4 and match[2] == "-"):
        return []
    # Imported late: the patterns take long to compile, and few files hold such a cell.
    from us_russia_relations.text import notations

    return sorted(reading for reading in notations.readings(value) if len(reading) == len("2014-03-18"))


def _is_shown_so(value: str) -> bool:
    """False for numbers of sections and dockets, which no spreadsheet would show for a date."""
    return (
        "/" in value
        or re.fullmatch(r"[0-9]{2}\.[0-9]{2}\.([0-9]{2}){1,2}|[0-9]{2}-[0-9]{2}-[0-9]{4}", value) is not None
    )


def _is_date(text: str) -> bool:
    try:
        edtf.parse(text)
    except ValueError:
        return False
    return True


def _cut(value: str) -> Damage | None:
    if len(value) > 16000 and len(value.encode("utf-16-le")) // 2 == _LONGEST:
        return Damage(f"cut at {_LONGEST} characters, which is all that a spreadsheet keeps", "restore the text")
    return None


def _lost_letters(value: str, column: Column) -> Damage | None:
    if _LOST_LETTERS.search(value) and "://" not in value and "url" not in column.name:
        return Damage("letters turned into question marks by a save in an old encoding", "restore the text")
    if value.isascii():
        return None
    for page in ("cp1252", "cp1251"):
        try:
            read = b"".join(_byte(letter, page) for letter in value).decode("utf-8")
        except UnicodeError:
            continue
        return Damage("UTF-8 that was opened in an old encoding", f"{read}? Open the file again, as UTF-8")
    return None


def _byte(letter: str, page: str) -> bytes:
    """The letter's byte; those that a page leaves open become control or, in LibreOffice, private characters."""
    if "\uf180" <= letter < "\uf1a0":
        return bytes([ord(letter) & 0xFF])
    return letter.encode("latin-1" if "\x80" <= letter < "\xa0" else page)
