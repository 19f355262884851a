"""What a date in another notation can mean, as EDTF: one reading where there is one, all where there are several."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from us_russia_relations.definitions import edtf
from us_russia_relations.text import months

# A longer text is a sentence and no date.
_LONGEST = 60
# Two digits of a year from here on are of the last century: 2030 and later have not happened yet.
_PIVOT = 30
# A spreadsheet counts days from here; the numbers for 1954 to 2064.
_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(20000, 60000)


@dataclass(frozen=True)
class Habit:
    """How somebody reads what can be read in two ways."""

    order: str
    """Order of day, month and year in a date of numbers: dmy, mdy or ymd."""
    winter_before: bool
    """Winter 2014 began in 2013."""
    years: bool
    """2011/12 is two years and no month."""


_HABITS = tuple(Habit(*choice) for choice in product(("mdy", "dmy", "ymd"), (False, True), (False, True)))
_Reader = Callable[[str, Habit], str]


def readings(text: str) -> tuple[str, ...]:
    """The EDTF texts that a date in another notation can mean, each once; none where nobody can tell."""
    if len(text) > _LONGEST:
        return ()
    # A letter may stand for many: the text can grow.
    tidy = _tidied(text)[:_LONGEST]
    found = dict.fromkeys(_read(tidy, habit) for habit in _HABITS)
    return tuple(reading for reading in found if reading and reading != text)


def impossible_day(text: str) -> str:
    """What is wrong with a date whose month has no such day; empty for any other text."""
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})", text.strip())
    if match is None or int(match[1]) == 0:
        return ""
    year, month = int(match[1]), int(match[2])
    return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"


def _tidied(text: str) -> str:
    """The text with one kind of dash and space, and without the words that carry nothing."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[‐‑‒–—―−]", lambda match: " - " if match[0] in "–—―" else "-", text)
    text = re.sub(r"(\d)(st|nd|rd|th|-?го|-?е)\b", r"\1", text)
    text = re.sub(months.FILLERS, " ", text)
    return " ".join(text.split())


def _read(text: str, habit: Habit) -> str:
    for reader in (_single, _about, _interval, _open):
        reading = _checked(reader(text, habit))
        if reading:
            return reading
    return ""


def _checked(reading: str) -> str:
    try:
        edtf.parse(reading)
    except ValueError:
        return ""
    return reading


def _single(text: str, habit: Habit) -> str:
    bare = re.sub(r"[t ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?( ?(z|utc|am|pm|[+-]\d\d:?\d\d))?$", "", text)
    if _checked(bare.upper()):
        return bare.upper()
    for pattern, reader in _NOTATIONS:
        match = pattern.fullmatch(bare)
        reading = _checked(reader(match, habit)) if match else ""
        if reading:
            return reading
    return ""


def _about(text: str, habit: Habit) -> str:
    match = re.fullmatch(rf"(?P<sign>{months.ABOUT}|{months.PERHAPS}) ?(?P<rest>.+)", text)
    rest = _single(match["rest"], habit) if match else ""
    if not match or not rest or not rest[-1].isalnum():
        return ""
    return rest + ("~" if re.fullmatch(months.ABOUT, match["sign"]) else "?")


def _interval(text: str, habit: Habit) -> str:
    """Two ends with something between them; what the first end leaves out is said by the second."""
    text = re.sub(months.FROM, "", text)
    for between in months.BETWEEN:
        for match in re.finditer(between, text):
            first, last = text[: match.start()].strip(), text[match.end() :].strip()
            end = _end(last, habit)
            starts = (first, *(f"{first} {rest}" for rest in _tails(last)))
            start = next((reading for reading in (_end(whole, habit) for whole in starts) if reading), "")
            if start and end and "/" not in start + end and _checked(f"{start}/{end}"):
                return f"{start}/{end}"
            # "March 18-20, 2014": the second end leaves out what stands before it.
            shared = re.fullmatch(r"(\D+) \d{1,2}", first)
            year = re.fullmatch(r"\d{1,2} (\d{4})", last)
            if shared and year:
                return f"{_end(f'{first} {year[1]}', habit)}/{_end(f'{shared[1]} {last}', habit)}"
    return ""


def _tails(text: str) -> list[str]:
    """What may be missing at the end of a first end: the last word, the two last, ..."""
    words = text.split()
    return [" ".join(words[index:]) for index in range(len(words) - 1, 0, -1)]


def _end(text: str, habit: Habit) -> str:
    return _single(text, habit) or _about(text, habit)


def _open(text: str, habit: Habit) -> str:
    for pattern, shape in months.OPEN:
        match = re.fullmatch(pattern, text)
        reading = _end(match["end"], habit) if match else ""
        if reading and "/" not in reading:
            return shape.format(reading)
    return ""


def _year(text: str) -> int:
    short = len(text) < 4
    return int(text) + (0 if not short else 2000 if int(text) < _PIVOT else 1900)


def _day(year: str, month: int, day: str = "") -> str:
    """The EDTF text; a day or month of 00 is one that nobody knows."""
    parts = [f"{_year(year):04}", *([f"{month:02}"] if month else []), *([f"{int(day):02}"] if int(day or 0) else [])]
    return "-".join(parts) if month or not int(day or 0) else ""


def _named(match: re.Match[str], _: Habit) -> str:
    month = months.month(match["month"])
    return _day(match["year"], month, match.groupdict().get("day") or "") if month else ""


def _numbers(match: re.Match[str], habit: Habit) -> str:
    first, mark, second, third = match.groups()
    if len(first) == 4:
        # Nobody writes year, day, month, but a slip does.
        return _day(first, int(second), third) if int(second) <= 12 else _day(first, int(third), second)
    if habit.order == "ymd":
        return _day(first, int(second), third) if mark == "-" and len(first) == len(third) == 2 else ""
    # With points the day comes first everywhere, if it can.
    day_first = habit.order == "dmy" or mark == "."
    if mark == "." and int(second) > 12:
        day_first = False
    day, month = (first, second) if day_first else (second, first)
    return _day(third, int(month), day) if int(month) and int(day) else ""


def _pair(match: re.Match[str], habit: Habit) -> str:
    year, second = match["year"], match["second"]
    follows = len(second) == 2 and int(second) == (int(year) + 1) % 100
    if follows and (habit.years or int(second) > 12):
        return f"{year}/{int(year) + 1:04}"
    return _day(year, int(second)) if int(second) <= 12 else ""


def _month_year(match: re.Match[str], _: Habit) -> str:
    return _day(match["year"], int(match["month"])) if 0 < int(match["month"]) <= 12 else ""


def _compact(match: re.Match[str], habit: Habit) -> str:
    text = match[0]
    shapes = {"ymd": (text[:4], text[4:6], text[6:]), "dmy": (text[4:], text[2:4], text[:2])}
    year, month, day = shapes.get(habit.order, (text[4:], text[:2], text[2:4]))
    return _day(year, int(month), day) if 1800 <= int(year) < 2100 and int(month) and int(day) else ""


def _serial(match: re.Match[str], _: Habit) -> str:
    number = int(match["number"])
    return (_DAY_ZERO + timedelta(number)).isoformat() if number in _SERIALS else ""


def _season(match: re.Match[str], habit: Habit) -> str:
    season, year, second = months.season(match["season"]), int(match["year"]), match["second"]
    if second and (season != "24" or int(second) % 100 != (year + 1) % 100):
        return ""
    before = season == "24" and habit.winter_before and not second
    return f"{year - before:04}-{season}" if season else ""


def _quarter(match: re.Match[str], _: Habit) -> str:
    last = 3 * int(match["quarter"])
    return f"{match['year']}-{last - 2:02}/{match['year']}-{last:02}"


def _plain(match: re.Match[str], _: Habit) -> str:
    return match["year"] + (f"-{match['month']}" if match.groupdict().get("month") else "")


def _decade(match: re.Match[str], _: Habit) -> str:
    return f"{match['decade']}X"


_MONTH, _YEAR4 = r"(?P<month>[^\W\d_]+)\.?", r"(?P<year>\d{4})"
_NOTATIONS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Habit], str]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"(?P<day>\d{{1,2}})[ .-]*{_MONTH}[ -]*(?P<year>\d{{4}}|\d\d)", _named),
        (rf"{_MONTH} ?(?P<day>\d{{1,2}}) {_YEAR4}", _named),
        (rf"{_MONTH}[ -]*{_YEAR4}", _named),
        (r"(?P<month>[^\W\d_]+)\.?[-' ]*[-'](?P<year>\d\d)", _named),
        (rf"{_YEAR4}[ -]?{_MONTH}([ -]?(?P<day>\d{{1,2}}))?", _named),
        (r"(\d{4}) ?([./ -]) ?(\d{1,2}) ?\2 ?(\d{1,2})", _numbers),
        (r"(\d{1,2}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d\d)", _numbers),
        (rf"{_YEAR4} ?[./-] ?(?P<second>\d{{1,2}})", _pair),
        (rf"(?P<month>\d{{1,2}})[./-]{_YEAR4}", _month_year),
        (r"\d{8}", _compact),
        (r"(?P<year>1[89]\d\d|20\d\d)(?P<month>0[1-9]|1[0-2])", _plain),
        (r"(?P<number>\d{5})([.,]\d+)?", _serial),
        (rf"(?P<season>[^\W\d_]+) {_YEAR4}([/-](?P<second>\d{{2}}|\d{{4}}))?", _season),
        (rf"{_YEAR4}([/-](?P<second>\d{{2}}|\d{{4}}))? ?(?P<season>[^\W\d_]+)", _season),
        (rf"q(?P<quarter>[1-4])[ -]?{_YEAR4}", _quarter),
        (rf"{_YEAR4}[ -]?q(?P<quarter>[1-4])", _quarter),
        (r"(?P<decade>\d{3})0'?(s|-?е|-?х)", _decade),
    )
)
