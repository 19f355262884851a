"""Letters: the scripts of a word, the names of its foreign letters, and its form in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Scripts whose letters look alike; a word of any of them that holds a letter of another is a trap.
_ALIKE = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC"})
# Cyrillic and Greek letters that look like a Latin one in most fonts.
_LOOKS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХЬаеѕіјорсухһԁԛԝґΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινρυ",
    "ABESIJKMHOPCTYXbaesijopcyxhdqwrABEZHIKMNOPTYXoivpu",
)
WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W_]+")

# Russian, Ukrainian, Belarusian: one Latin spelling for each letter; signs and apostrophes fall away.
_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгґдезиіклмнопрстуфыэў", "abvggdeziiklmnoprstufieu", strict=True)),
        **dict(zip("ёєжїйхцчшщюя", ("e", "e", "zh", "i", "i", "h", "ts", "ch", "sh", "sh", "iu", "ia"), strict=True)),
        **dict.fromkeys("ъь'`\"", ""),
    }
)
# What romanisations do differently, brought to one spelling; the order matters.
_VARIANTS = tuple(
    (re.compile(variant), common)
    for variant, common in (
        ("shch|sch", "sh"), ("tch", "ch"), ("kh", "h"), ("ck", "k"), ("x", "ks"), ("w", "v"), ("ou", "u"),
        ("[yj]", "i"), ("io", "e"), (r"\bi+e", "e"), (r"([a-z])\1+", r"\1"),
    )
)  # fmt: skip
# Letters that are one letter with an accent to most, and not to Unicode; quotes and dashes as a keyboard has them.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-"})


@lru_cache(maxsize=65536)
def scripts(word: str) -> frozenset[str]:
    """The look-alike scripts of a word's letters, by the first word of each letter's Unicode name."""
    return frozenset(_script(letter) for letter in word) & _ALIKE


def mixed(word: str) -> bool:
    """True for a word whose letters come from several scripts that look alike."""
    return not word.isascii() and len(scripts(word)) > 1


def foreign_letters(word: str) -> str:
    """The letters of the rarer script in a word, by name."""
    by_script: dict[str, list[str]] = {}
    for letter in word:
        if _script(letter) in _ALIKE:
            by_script.setdefault(_script(letter), []).append(letter)
    return named(min(by_script.values(), key=len))


def not_latin(text: str) -> str:
    """What is not Latin about a text that should be: its letters by name, else its script; empty for a Latin text."""
    letters = [letter for letter in text if letter.isalpha()]
    strange = [letter for letter in letters if not letter.isascii()]
    if not strange:
        return ""
    if len(strange) < len(letters):
        return f"holds {named(strange)}"
    return f"is written in {' and '.join(sorted({_script(letter).capitalize() for letter in strange}))} letters"


def named(letters: list[str]) -> str:
    """Each letter once, by name, at most four."""
    names = [*dict.fromkeys(unicodedata.name(letter, f"U+{ord(letter):04X}") for letter in letters)]
    more = [f"and {len(names) - 4} more"] if len(names) > 4 else []
    return "; ".join([*names[:4], *more])


def look_alike(text: str) -> str:
    """The text with the look-alike letters of its mixed words replaced by the Latin ones."""
    return WORD.sub(lambda match: match[0].translate(_LOOKS) if mixed(match[0]) else match[0], text)


# No name is longer, and a hostile cell may be a million letters long.
_LONGEST = 1000


def slug(text: str, joint: str = "-") -> str:
    """The beginning of the text as an id: transliterated small letters and digits, with the joint between the words."""
    # Imported when something is wrong, which is the only time that it is needed.
    from anyascii import anyascii

    return joint.join(re.findall(r"[a-z0-9]+", re.sub(r"['`]", "", anyascii(look_alike(text[:_LONGEST])).casefold())))


def fold(text: str) -> str:
    """The text without case and accents, for comparing."""
    if text.isascii():
        return text.casefold()
    # Twice, since a letter taken apart may be a capital again: "℠" is "SM".
    apart = _apart(_apart(text))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _apart(text: str) -> str:
    return unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))


def cyrillic(text: str) -> bool:
    """Whether a letter of the text is Cyrillic."""
    return re.search("[\u0400-\u04ff]", text) is not None


@lru_cache(maxsize=65536)
def romanised(text: str) -> str:
    """The text as words with hyphens, alike for Cyrillic and for all romanisations of one name."""
    latin = _latin(text)
    for variant, common in _VARIANTS:
        latin = variant.sub(common, latin)
    return "-".join(_WORDS.findall(latin))


def words_of(text: str) -> list[str]:
    """The words of the text, without case and accents."""
    return _WORDS.findall(fold(text))


def initials(text: str) -> str:
    """The first letters of the words of a text, romanised."""
    return romanised("".join(word[0] for word in _WORDS.findall(_latin(text))))


def _latin(text: str) -> str:
    return fold(look_alike(text)).translate(_CYRILLIC)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]
