"""The text of a file's bytes, where only one reading is possible: UTF-8, UTF-16 or an old code page."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from us_russia_relations.raw.content import BOM, wide_encoding
from us_russia_relations.text.letters import scripts

# What spreadsheets write where they don't write Unicode, by platform.
_WINDOWS = ("cp1252", "cp1251", "cp1250")
_MACINTOSH = ("mac_roman", "mac_cyrillic")
_TYPOGRAPHY = frozenset("–—‘’“”„«»…§°№€£•·×±\N{NO-BREAK SPACE}")
# Russian, Ukrainian and Belarusian: the other Cyrillic letters of the pages show that the page is a wrong guess.
_EAST_SLAVIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґЎў]+")
_WORD = re.compile(r"[^\W\d_]+")
_ACCENTS_IN_A_ROW = re.compile(r"[^\W\d_a-zA-Z]{3}")


class UndecodableError(ValueError):
    """The bytes have no certain reading; ``line`` is where that shows."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.message, self.hint = line, message, hint


def decode(content: bytes) -> str:
    """The text of the bytes, without a byte order mark.

    Raises UndecodableError where the bytes fit no encoding, or fit two that give different texts.
    """
    codec, mark = wide_encoding(content)
    if codec:
        return _strictly(content.removeprefix(mark), codec)
    if content.startswith(BOM):
        return _strictly(content.removeprefix(BOM), "utf-8")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _from_code_page(content, error.start)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        # A whole character may be torn at the fault, hence "ignore".
        line = content[: error.start].decode(encoding, "ignore").count("\n") + 1
        message = f"the line holds bytes that are not {encoding.upper()}, as which the file starts"
        raise UndecodableError(line, message, "save the file as UTF-8") from error


def _from_code_page(content: bytes, first: int) -> str:
    foreign = [line for line in re.split(rb"[\r\n]+", content) if not line.isascii()]
    line = len(re.findall(rb"\r\n|\r|\n", content[:first])) + 1
    where = f"the line holds a byte (0x{content[first]:02x}) that is not UTF-8"
    hint = "save the file again as CSV UTF-8"
    if any(_is_utf8(part) for part in foreign):
        raise UndecodableError(line, f"{where}, while other lines are UTF-8", hint)
    # Only the Macintosh ends lines in CR alone.
    pages = _WINDOWS if b"\n" in content else (*_MACINTOSH, *_WINDOWS)
    readings: dict[str, str] = {}
    for page in pages:
        text = _plausible(content, page)
        if text is not None:
            readings.setdefault(text, page)
    if not readings:
        raise UndecodableError(line, f"{where} and reads as no code page that spreadsheets write", hint)
    if len(readings) > 1:
        raise UndecodableError(line, f"{where} and can be read in two ways: {_difference(readings)}", hint)
    return next(iter(readings))


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _plausible(content: bytes, page: str) -> str | None:
    """The text in the code page, or None where nobody would write such words."""
    try:
        text = content.decode(page)
    except UnicodeDecodeError:
        return None
    lone = {letter for letter in text if not letter.isascii() and not letter.isalpha()}
    if not lone <= _TYPOGRAPHY or re.search(r"…\w", text):
        return None
    words = {word for word in _WORD.findall(text) if not word.isascii()}
    return text if all(_is_word(word) for word in words) else None


def _is_word(word: str) -> bool:
    """True for a word of one script and sensible case, whose accents stand between plain letters where it is Latin."""
    if any(unicodedata.name(letter, "").split(" ")[0] not in ("LATIN", "CYRILLIC") for letter in word):
        return False
    if len(scripts(word)) > 1:
        return False
    if any(before.islower() and after.isupper() for before, after in pairwise(word)):
        return False
    if "CYRILLIC" in scripts(word):
        return _EAST_SLAVIC.fullmatch(word) is not None
    return (len(word) > 1 or word in "àÀèÈéÉòÒóÓ") and not _ACCENTS_IN_A_ROW.search(word)


def _difference(readings: dict[str, str]) -> str:
    """The first word that two readings don't share, as each of them has it."""
    (one, first), (other, second) = list(readings.items())[:2]
    at = next(index for index, (left, right) in enumerate(zip(one, other, strict=True)) if left != right)
    start = max(one.rfind(mark, 0, at) for mark in ' ,;\t\r\n"') + 1
    end = re.compile(r"[\s,;\"]|$").search(one, at)
    stop = end.start() if end else len(one)
    return f"{one[start:stop]} ({first}) or {other[start:stop]} ({second})"
