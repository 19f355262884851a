"""Sources of every type, with odd names and dates, in every style, as the manuals have them.

The examples are made up and lie beside what is expected of them. To write them anew, call this file with Python; what
it writes must then be read against the manuals.
"""

import csv
import json
from pathlib import Path

import pytest

from us_russia_relations.analysis.cite import csl, ris, styles
from us_russia_relations.analysis.cite.forms import FORMS, written

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "citing"
FILES = {
    "apa": "apa.txt",
    "chicago": "chicago.txt",
    "apsr": "apsr.txt",
    "bibtex": "bibtex.bib",
    "csl-json": "csl.json",
    "ris": "ris.ris",
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def examples() -> list[csl.Item]:
    return [csl.item(row) for row in rows(GOLDEN / "citations.csv")]


def bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character not in '“”‘’"').rstrip(".")


@pytest.mark.parametrize("style", FORMS)
def test_the_examples_are_written_as_the_manuals_have_them(style: str) -> None:
    assert written(examples(), style) == (GOLDEN / FILES[style]).read_text(encoding="utf-8")


def test_every_style_has_its_file() -> None:
    assert {*FILES} == {*FORMS}


def test_every_type_in_use_has_an_example() -> None:
    used = {row["type"] for row in rows(ROOT / "raw" / "citations.csv")}
    assert used <= {item["type"] for item in examples()}


def test_ris_has_a_word_for_every_type_that_may_be_used() -> None:
    terms = rows(ROOT / "raw" / "vocabularies" / "terms.csv")
    assert {*ris.TYPE} == {row["term"] for row in terms if row["vocabulary"] == "citation_type"}


@pytest.mark.parametrize("style", styles.STYLES)
def test_an_entry_does_not_depend_on_its_neighbours(style: str) -> None:
    items = examples()
    together = styles.formatted(items, style)
    assert styles.formatted(items[::-1], style) == together[::-1]
    assert [styles.formatted([item], style)[0] for item in items] == together


@pytest.mark.parametrize("style", styles.STYLES)
def test_no_entry_has_gaps_or_doubles(style: str) -> None:
    # The living sources, of which a tenth is enough for the clock.
    items = [csl.item(row) for row in rows(ROOT / "raw" / "citations.csv")[::10]]
    for item, entry in zip(items, styles.formatted(items, style), strict=True):
        if "author" not in item:
            assert bare(entry).count(bare(item["title"])) == 1, entry
        # A name may end with what would be a gap elsewhere ("This Just In").
        text = entry.replace(item.get("URL", "\0"), "URL").replace(item.get("container-title", "\0"), "NAME")
        for fault in ("  ", ", .", ",,", "()", "In.", "”.", ' "."'):
            assert fault not in text, entry


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2017-04-07", {"date-parts": [[2017, 4, 7]]}),
        ("2017-04", {"date-parts": [[2017, 4]]}),
        ("2014-XX-XX", {"date-parts": [[2014]]}),
        ("2014-24", {"date-parts": [[2014]], "season": 4}),
        ("2016-05?", {"date-parts": [[2016, 5]], "circa": True}),
        ("2013-06-10/2013-06-11", {"date-parts": [[2013, 6, 10], [2013, 6, 11]]}),
        ("20XX", {"date-parts": [[2000], [2099]], "circa": True}),
        ("2014/..", {"literal": "2014–"}),
        ("../2014-05~", {"literal": "–2014-05"}),
    ],
)
def test_dates_keep_what_is_known_of_them(text: str, date: csl.Date) -> None:
    assert csl.when(text) == date


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("De Maio, Giovanna", [{"family": "De Maio", "given": "Giovanna"}]),
        ("Mueller, Robert S., III", [{"family": "Mueller", "given": "Robert S.", "suffix": "III"}]),
        ("Trump, Donald Jr.", [{"family": "Trump", "given": "Donald", "suffix": "Jr."}]),
        ("{Senate, Committee on Finance}; Plato", [{"literal": "Senate, Committee on Finance"}, {"literal": "Plato"}]),
        ("{Ukraine; Russia}; {A}", [{"literal": "Ukraine"}, {"literal": "Russia"}, {"literal": "A"}]),
    ],
)
def test_names_are_persons_or_institutions(authors: str, names: list[csl.Name]) -> None:
    assert csl.names(authors) == names


def test_csl_json_has_the_shape_of_its_schema() -> None:
    for item in json.loads((GOLDEN / "csl.json").read_text(encoding="utf-8")):
        assert {"id", "type", "title"} <= item.keys()
        for field in ("issued", "accessed"):
            assert item.get(field, {}).keys() <= {"date-parts", "season", "circa", "literal"}


if __name__ == "__main__":
    for name, file in FILES.items():
        (GOLDEN / file).write_text(written(examples(), name), encoding="utf-8", newline="\n")
