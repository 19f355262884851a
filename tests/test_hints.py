"""Hints: what somebody meant who wrote an id, a term, a date, a number or a code in another way."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from us_russia_relations.check.validate import validate
from us_russia_relations.definitions import edtf
from us_russia_relations.rules.problem import Problem
from us_russia_relations.text import notations, numerals
from us_russia_relations.text.letters import slug
from us_russia_relations.text.nearest import Names, nearest, nearest_name

ACTORS = (
    ("volodymyr-zelensky", "Volodymyr Zelensky", "Володимир Зеленський"),
    ("sergey-lavrov", "Sergey Lavrov", "Сергей Лавров"),
    ("yevgeny-prigozhin", "Yevgeny Prigozhin", "Евгений Пригожин"),
    ("alexei-navalny", "Alexei Navalny", "Алексей Навальный"),
    ("arkady-rotenberg", "Arkady Rotenberg", ""),
    ("boris-rotenberg", "Boris Rotenberg", ""),
    ("us-department-of-state", "U.S. Department of State", ""),
    ("fsb", "Federal Security Service", "Федеральная служба безопасности Российской Федерации"),
    ("european-union", "European Union", ""),
    *((f"sergei-{letter * 6}", "", "") for letter in "bdgklm"),
)
NAMES = Names([actor[0] for actor in ACTORS], [(name, actor[0]) for actor in ACTORS for name in actor[1:] if name])
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
RUSSIAN = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip

days = st.dates(min_value=date(1955, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "zelenskiy", "zelenskyy", "Zelenskij", "зеленский", "Зеленський", "Volodymyr Zelensky", "Володимир Зеленський",
        "Zelensky, Volodymyr", "volodymyr_zelensky", "volodymyr-zelenksy", "zelenski-volodimir", "ZELENSKY",
        "volodymyr-zеlensky",
    ],
)  # fmt: skip
def test_one_actor_is_found_in_many_spellings(text: str) -> None:
    assert NAMES.meant(text) == ("volodymyr-zelensky",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Лавров", ("sergey-lavrov",)),
        ("sergei-lavrov", ("sergey-lavrov",)),
        ("Evgeniy Prigozhin", ("yevgeny-prigozhin",)),
        ("Jewgenij Prigoschin", ("yevgeny-prigozhin",)),
        ("Aleksey Navalnyy", ("alexei-navalny",)),
        ("state department", ("us-department-of-state",)),
        ("Federal Security Service", ("fsb",)),
        ("EU", ("european-union",)),
        # equally near
        ("rotenberg", ("arkady-rotenberg", "boris-rotenberg")),
        ("Ротенберг", ("arkady-rotenberg", "boris-rotenberg")),
        # too many, and none
        ("sergei", ()),
        ("angela-merkel", ()),
        ("", ()),
        ("!", ()),
        ("x" * 10_000, ()),
    ],
)
def test_nearest_names(text: str, found: tuple[str, ...]) -> None:
    assert NAMES.meant(text) == found


def test_a_number_in_an_id_is_not_guessed_from_afar() -> None:
    orders = Names([f"eo-{number}" for number in (13382, 13660, 13661, 13694)])
    assert orders.meant("eo-13616") == ("eo-13661",)
    assert orders.meant("eo-14024") == ()


def test_the_question_names_all_that_are_equally_near() -> None:
    assert nearest("bonn", ["bond", "bonz", "xyz"]) == "did you mean bond or bonz?"
    assert nearest_name("bonn", ["bond", "bonz"]) == ""
    assert nearest_name("sanctoins", ["sanctions", "trade"]) == "sanctions"
    assert nearest("bonn", []) == ""


@given(st.text(max_size=30))
def test_any_text_has_a_slug_and_an_answer(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))
    assert len(NAMES.meant(text)) <= 3


def notated(day: date) -> list[str]:
    """The day in notations that have one reading."""
    name, number = MONTHS[day.month - 1], day.day
    return [
        f"{number} {name} {day.year}",
        f"{number} {name[:3]} {day.year}",
        f"{number}. {name[:3].upper()}. {day.year}",
        f"{name} {number}, {day.year}",
        f"{name[:3]}. {number}, {day.year}",
        f"{day:%A}, {number} {name} {day.year}",
        f"the {number}th of {name}, {day.year}",
        f"{number} {RUSSIAN[day.month - 1]} {day.year} г.",
        f"{day.year} {name} {number}",
        f"{number}-{name[:3]}-{day:%y}",
        f"{number:02}.{day.month:02}.{day.year}",
        f"{number}.{day.month}.{day.year}",
        f"{day:%Y/%m/%d}",
        f"{day:%Y.%m.%d}",
        f"{day:%Y%m%d}",
        f"{day.isoformat()}T00:00:00Z",
        f"{day.isoformat()} 12:30",
        f" {day.isoformat()} ",
        str((day - date(1899, 12, 30)).days),
        *([] if day.day > 9 and day.month > 9 else [f"{day.year}-{day.month}-{day.day}"]),
    ]


@given(days)
def test_a_day_is_found_in_every_notation(day: date) -> None:
    for text in notated(day):
        # Two digits of a year mean 1930 to 2029.
        if text[-5:] == f"-{day:.0}" or (text.count("-") == 2 and len(text) <= 9 and not 1930 <= day.year <= 2029):
            continue
        assert notations.readings(text) == (day.isoformat(),), text


@given(days)
def test_a_day_of_numbers_has_every_reading_that_is_a_day(day: date) -> None:
    for text in (f"{day.month}/{day.day}/{day.year}", f"{day.day:02}/{day.month:02}/{day.year}"):
        turned = {day.isoformat()} | ({f"{day.year}-{day.day:02}-{day.month:02}"} if day.day <= 12 else set())
        assert set(notations.readings(text)) == turned, text


@given(days)
def test_a_month_is_found_in_every_notation(day: date) -> None:
    name, month = MONTHS[day.month - 1], day.isoformat()[:7]
    for text in (f"{name} {day.year}", f"{name[:3]} {day.year}", f"{day.year} {name}", f"{day.month}/{day.year}"):
        assert notations.readings(text) == (month,), text
    assert notations.readings(f"c. {name} {day.year}") == (f"{month}~",)
    assert notations.readings(f"{month}-00") == (month,)


@given(days, days, st.sampled_from([" to ", " - ", " – ", "–", " until ", "..", " and "]))
def test_an_interval_is_found_in_every_notation(one: date, other: date, between: str) -> None:
    first, last = sorted((one, other))
    for shown in (date.isoformat, lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}"):
        text = shown(first) + between + shown(last)
        assert notations.readings(text) == (f"{first}/{last}",), text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3/4/14", ("2014-03-04", "2014-04-03")),
        ("03/04/2014", ("2014-03-04", "2014-04-03")),
        ("3/18/14", ("2014-03-18",)),
        ("41716", ("2014-03-18",)),
        ("Spring 2014", ("2014-21",)),
        ("Winter 2014", ("2014-24", "2013-24")),
        ("winter 2013/14", ("2013-24",)),
        ("весной 2014 года", ("2014-21",)),
        ("18 березня 2014 року", ("2014-03-18",)),
        ("c. 2014", ("2014~",)),
        ("ca. 18 March 2014", ("2014-03-18~",)),
        ("probably 2014", ("2014?",)),
        ("2010s", ("201X",)),
        ("Mar-14", ("2014-03",)),
        ("2014-18-03", ("2014-03-18",)),
        ("2014-xx-xx", ("2014-XX-XX",)),
        ("2011/12", ("2011-12", "2011/2012")),
        ("2013-14", ("2013/2014",)),
        ("Q1 2014", ("2014-01/2014-03",)),
        ("18-20 March 2014", ("2014-03-18/2014-03-20",)),
        ("March 18-20, 2014", ("2014-03-18/2014-03-20",)),
        ("18 March - 2 April 2014", ("2014-03-18/2014-04-02",)),
        ("since 2014", ("2014/..",)),
        ("2014 - present", ("2014/..",)),
        ("until March 2014", ("../2014-03",)),
        ("2014-03-18/", ("2014-03-18/..",)),
        ("3/4/14 - 3/5/14", ("2014-03-04/2014-03-05", "2014-04-03/2014-05-03")),
        # nobody can tell
        *((text, ()) for text in ("", "March", "14", "1/2", "NaN", "soon", "2014-02-30", "0000", "early 2014", "..")),
    ],
)
def test_dates_in_other_notations(text: str, found: tuple[str, ...]) -> None:
    assert notations.readings(text) == found


@given(st.text(alphabet="0123456789 -/.,~?XQTZ:acfimnort'март–", max_size=24))
def test_every_reading_is_edtf(text: str) -> None:
    for reading in notations.readings(text):
        edtf.parse(reading)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_is_found_in_every_notation(number: object) -> None:
    plain = f"{number:.2f}"
    wanted = plain.removeprefix("-") if set(plain) <= set("-0.") else plain
    shown = f"{number:,.2f}"
    for text in (plain.replace(".", ","), f"{plain}%", f"{plain} percent", f"+{plain}".replace("+-", "\u2212")):
        assert numerals.readings(text) == (wanted,), text
    for grouped in (shown, shown.replace(",", " "), shown.translate(str.maketrans(",.", ".,"))):
        assert {wanted} >= set(numerals.readings(grouped)), grouped


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("34,5", ("34.5",)),
        ("45 %", ("45",)),
        ("1,234", ("1234", "1.234")),
        ("1,234,567", ("1234567",)),
        ("1.5e-2", ("0.015",)),
        ("007", ("7",)),
        (".5", ("0.5",)),
        ("$1,000", ("1000", "1.000")),
        *((text, ()) for text in ("NaN", "inf", "n/a", "12,34,56", "1..2", "", "about 5", "9" * 99)),
    ],
)
def test_numbers_in_other_notations(text: str, found: tuple[str, ...]) -> None:
    assert numerals.readings(text) == found
    assert all(numerals.canonical(reading) for reading in found)


def test_an_integer_has_no_fraction() -> None:
    assert numerals.readings("1,234", whole=True) == ("1234",)
    assert numerals.readings("1.0", whole=True) == ("1",)
    assert numerals.readings("1.5", whole=True) == ()


def changed(raw: Path, file: str, key: str, **cells: str) -> list[Problem]:
    """The problems of the dataset after the first row of the file that begins with the key got these cells."""
    path = raw / file
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    row = next(row for row in rows if ",".join(row).startswith(key))
    for column, text in cells.items():
        row[header.index(column)] = text
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return [*validate(raw).problems]


@pytest.mark.parametrize(
    ("file", "key", "cells", "rule", "told"),
    [
        ("links/listings.csv", "example-designation,Iv", {"actor_id": "ivan-exampel"}, "foreign-key", "ivan-example?"),
        ("links/listings.csv", "example-designation,Iv", {"actor_id": "Ivan Example"}, "pattern-error", "ivan-example"),
        ("observations.csv", "example-price", {"actor_id": "Иван Пример"}, "pattern-error", "ivan-example?"),
        ("observations.csv", "example-price", {"record_id": "Example Treaty"}, "pattern-error", "example-treaty?"),
        ("observations.csv", "example-price", {"actor_id": "example-treaty"}, "foreign-key", "is one of treaties"),
        ("observations.csv", "example-price", {"actor_id": "nobody-at-all"}, "foreign-key", "usrr find nobody-at-all"),
        ("observations.csv", "example-price", {"record_id": "example-tea-2013"}, "retired-id", "example-meeting-2013"),
        ("observations.csv", "example-price", {"value": "-5,5"}, "type-error", "write -5.5"),
        ("observations.csv", "example-price", {"value": "-5%"}, "type-error", "write -5"),
        ("observations.csv", "example-price", {"date": "18.03.2014"}, "type-error", "write 2014-03-18"),
        ("observations.csv", "example-price", {"date": "2014-02-30"}, "type-error", "February 2014 has 28 days"),
        ("actors.csv", "example-league", {"active": "2020/1995"}, "interval-order", "1995/2020"),
        ("actors.csv", "ivan-example", {"country": "Russia"}, "pattern-error", "write RUS"),
        ("actors.csv", "ivan-example", {"kind": "persons"}, "unknown-term", "person?"),
        ("actors.csv", "ivan-example", {"kind": "Government body"}, "unknown-term", "government_body?"),
        ("actors.csv", "ivan-example", {"kind": "quark"}, "unknown-term", "the terms are government_body, igo"),
        ("actors.csv", "ivan-example", {"kind": "statute"}, "unknown-term", "a term of instrument"),
        ("citations.csv", "example-journal", {"doi": "https://doi.org/10.1234/a"}, "pattern-error", "write 10.1234/a"),
        ("citations.csv", "example-journal", {"language": "EN"}, "pattern-error", "write en"),
        ("citations.csv", "example-list", {"url": "example.org/list"}, "url-scheme", "https://example.org/list"),
        ("retired.csv", "example-tea", {"since": "v1.0"}, "pattern-error", "write 1.0.0"),
        ("retired.csv", "example-tea", {"replaced_by": "example-meetings-2013"}, "foreign-key", "meeting-2013?"),
        ("links/tags.csv", "example-treaty,", {"vocabulary": "issues"}, "foreign-key", "no vocabulary issues"),
        ("links/evidence.csv", "example-signing-2010,*,example-j", {"field": "titel"}, "unknown-field", "title?"),
        ("actors.csv", "jane-example", {"name": "J\u0430ne Example"}, "mixed-script", "CYRILLIC SMALL LETTER A"),
    ],
)  # fmt: skip
def test_a_bad_cell_gets_its_hint(file: str, key: str, cells: dict[str, str], rule: str, told: str, tiny: Path) -> None:
    (problem,) = changed(tiny, file, key, **cells)
    assert problem.rule == rule
    assert told in problem.hint


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        # The characters are the one cause...
        ("usa ", ["whitespace"]),
        ("u\u200bsa", ["invisible-character"]),
        ("us\u0430", ["mixed-script"]),
        # ... unless something else is wrong, too.
        ("Usa ", ["pattern-error", "whitespace"]),
    ],
)
def test_strange_characters_are_told_once(text: str, rules: list[str], tiny: Path) -> None:
    problems = changed(tiny, "observations.csv", "example-poll", actor_id=text)
    assert sorted(problem.rule for problem in problems) == rules


def test_cyrillic_letters_in_an_id_are_told_by_name(tiny: Path) -> None:
    problems = changed(tiny, "observations.csv", "example-poll", actor_id="us\u0430")
    assert "CYRILLIC SMALL LETTER A; in Latin letters: usa" in problems[0].hint
    problems = changed(tiny, "observations.csv", "example-poll", actor_id="\u0441\u0448\u0430-2")
    assert "is written in Cyrillic letters" in problems[0].message


def test_a_retired_id_is_followed_to_the_end_of_its_chain(tiny: Path, lay: Callable[[str], Path]) -> None:
    lay("retired-id")
    path = tiny / "retired.csv"
    rows = path.read_text(encoding="utf-8").replace(",example-meeting-2013,", ",example-tea-2014,")
    more = [
        "example-tea-2014,merged,example-tea-2015,0.1.0,Again.",
        "example-tea-2015,merged,example-meeting-2013,0.1.0,On.",
    ]
    path.write_text("\n".join([rows.rstrip("\n"), *more, ""]), encoding="utf-8", newline="\n")
    (problem,) = validate(tiny).problems
    assert (problem.rule, problem.hint) == ("retired-id", "use example-meeting-2013")


@pytest.mark.parametrize(("new", "rule"), [("kerry-john", "foreign-key"), ("John_Kerry", "pattern-error")])
def test_a_slip_in_the_id_of_a_record_is_one_problem(new: str, rule: str, tmp_path: Path) -> None:
    """Not one for each row that refers to it, and none for the order that it spoils."""
    raw = Path(shutil.copytree(Path(__file__).parent / "specimen", tmp_path / "raw"))
    (problem,) = changed(raw, "actors.csv", "john-kerry", actor_id=new)
    assert (problem.file, problem.rule, problem.column) == ("actors.csv", rule, "actor_id")
    assert "john-kerry" in problem.hint


def test_every_example_tells_a_way_out(lay: Callable[[str], Path]) -> None:
    for example in ("foreign-key", "unknown-term", "type-error--edtf-words", "pattern-error", "retired-id"):
        raw = lay(example)
    assert all(problem.hint for problem in validate(raw).problems)
    assert json.dumps([problem.hint for problem in validate(raw).problems])
