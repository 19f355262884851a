"""The words that people write dates with, in English, Russian and Ukrainian."""

from __future__ import annotations

_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# A month by the beginnings that all its cases share.
_STEMS: tuple[tuple[str, ...], ...] = (
    ("январ", "янв", "січ"),
    ("феврал", "фев", "лют"),
    ("март", "мар", "берез", "бер"),
    ("апрел", "апр", "квіт"),
    ("мая", "май", "мае", "трав"),
    ("июн", "черв"),
    ("июл", "лип"),
    ("август", "авг", "серп"),
    ("сентябр", "сент", "сен", "верес"),
    ("октябр", "окт", "жовт"),
    ("ноябр", "ноя", "листоп"),
    ("декабр", "дек", "груд"),
)
_SEASONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("21", ("spring", "весна", "весной", "весны", "навесні")),
    ("22", ("summer", "лето", "летом", "лета", "літо", "влітку")),
    ("23", ("autumn", "fall", "осень", "осенью", "осени", "осінь", "восени")),
    ("24", ("winter", "зима", "зимой", "зимы", "взимку")),
)

# Words without which a date says the same.
FILLERS = (
    r"\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b\.?|\b(of|the|on|in|year|ad|ce|года?|году|року|рік)\b"
    r"|,|(?<=\d) ?\b(г|р)\b\.?"
)
ABOUT = r"circa|about|around|approximately|approx\.?|ca?\.?|~|около|примерно|ок\.|близько"
PERHAPS = r"perhaps|possibly|probably|maybe|\?|возможно|вероятно|можливо"
FROM = r"^(from|between|с|з|від)\b"
# What stands between the ends of an interval, the surest first.
BETWEEN = (
    r"\b(to|until|till|through|thru|and|по|до)\b",
    r"\.\.+",
    r" - |--",
    r"/",
    r"-",
)
_NOW = r"(present|now|today|date|ongoing|open|настоящее время|сих пор)"
# Intervals that are open at an end, each with its shape.
OPEN = (
    (r"(since|from|с|з|від) (?P<end>.+)", "{}/.."),
    (rf"((from|с) )?(?P<end>.+?) ?(-|/|(to|until|till|/|-|по|до) ?{_NOW})", "{}/.."),
    (r"(until|till|up to|до|по|-|/) ?(?P<end>.+)", "../{}"),
)


def month(word: str) -> int:
    """The number of a month by its name or abbreviation, in small letters; 0 for another word."""
    for number, name in enumerate(_ENGLISH, start=1):
        if len(word) >= 3 and name.startswith(word):
            return number
    stems = ((stem, number) for number, names in enumerate(_STEMS, start=1) for stem in names)
    return next((number for stem, number in stems if word.startswith(stem)), 0)


def season(word: str) -> str:
    """The EDTF code of a season by its name, in small letters; empty for another word."""
    return next((code for code, names in _SEASONS if word in names), "")
