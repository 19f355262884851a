"""Whatever stands in a title or a name comes back from BibTeX and RIS as it was."""

import csv
import re
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string

from us_russia_relations.analysis.cite import csl
from us_russia_relations.analysis.cite.bibtex import bibtex
from us_russia_relations.analysis.cite.ris import ris

EXAMPLES = Path(__file__).parent / "golden" / "citing" / "citations.csv"
# What these commands print, by the LaTeX companion and not by the module that writes them.
PRINTED = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
}
LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", ",,": "„", "?`": "¿", "!`": "¡"}
HOSTILE = r"""{}\%&#$~^_"'`-–<>|,;.!?@/=*+()[] aBжЙé漢"""

# A cell of a raw table is trimmed, holds no line break and no doubled space.
cells = (
    st.text(
        st.one_of(st.sampled_from(HOSTILE), st.characters(codec="utf-8", exclude_categories=("C", "Z"))), min_size=1
    )
    .map(lambda text: re.sub(r"\s+", " ", text).strip())
    .filter(bool)
)


def typeset(text: str) -> str:
    """What TeX prints for a text: a reader of its own, of commands, escapes, ligatures and groups."""
    token = re.compile(r"\\([a-zA-Z]+)(?:\{\}| *)|\\(.)|(---|--|``|''|,,|\?`|!`)|([{}])|(.)", re.DOTALL)

    def printed(match: re.Match[str]) -> str:
        command, escape, ligature, brace, plain = match.groups()
        if command:
            return PRINTED[command]
        if plain:
            assert plain not in "%&#$~^_\\", f"{plain} is a command here"
        return escape or (LIGATURES[ligature] if ligature else "") or ("" if brace else plain)

    return token.sub(printed, text)


def parsed(item: csl.Item) -> Entry:
    entries = parse_string(bibtex([item]), "bibtex").entries
    assert [*entries] == [item["id"]]
    return entries[item["id"]]


def ris_fields(text: str) -> list[tuple[str, str]]:
    lines = text.split("\n")
    assert lines.pop() == ""
    return [(line[:2], line[6:]) for line in lines if line[2:6] == "  - "]


@given(cells, cells, cells)
def test_titles_and_places_come_back_from_bibtex(title: str, container: str, publisher: str) -> None:
    names = {"title": title, "container-title": container, "publisher": publisher}
    entry = parsed({"id": "x", "type": "article-journal", **names})
    assert typeset(entry.fields["title"]) == title
    assert typeset(entry.fields["journal"]) == container
    assert typeset(entry.fields["publisher"]) == publisher


@example([{"family": "de la Sample and Sons", "given": "others"}, {"literal": "Sons AND daughters, Jr."}])
@example([{"family": "{", "given": "Anna {\\'e} \\"}])
@given(
    st.lists(
        st.one_of(cells.map(lambda name: {"literal": name}), st.fixed_dictionaries({"family": cells, "given": cells}))
    )
)
def test_authors_come_back_from_bibtex(authors: list[csl.Name]) -> None:
    persons = parsed({"id": "x", "type": "book", "title": "T", "author": authors}).persons.get("author", [])
    assert len(persons) == len(authors)
    for person, author in zip(persons, authors, strict=True):
        family = typeset(" ".join([*person.prelast_names, *person.last_names]))
        given_name = typeset(" ".join([*person.first_names, *person.middle_names]))
        assert family == author.get("literal", author.get("family"))
        assert given_name == author.get("given", "")
        assert not person.lineage_names


@given(cells, cells, cells)
def test_ris_keeps_every_text_in_its_line(title: str, author: str, publisher: str) -> None:
    item = {"id": "x", "type": "report", "title": title, "author": [{"literal": author}], "publisher": publisher}
    fields = ris_fields(ris([item]))
    assert fields == [("TY", "RPRT"), ("ID", "x"), ("AU", author), ("TI", title), ("PB", publisher), ("ER", "")]


@given(cells, cells)
def test_addresses_stay_verbatim_and_balanced(path: str, doi: str) -> None:
    url, doi = f"https://example.org/{path}".replace(" ", "%20"), f"10.1234/{doi}".replace(" ", "%20")
    fields = parsed({"id": "x", "type": "webpage", "title": "T", "URL": url, "DOI": doi}).fields
    encoded = {ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"}
    assert (fields["url"], fields["doi"]) == (url.translate(encoded), doi.translate(encoded))


def test_the_fields_of_the_examples_come_back() -> None:
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        entry = parsed(csl.item(row))
        assert typeset(entry.fields["title"]) == row["title"]
        assert entry.fields.get("doi", "") == row["doi"]
        assert entry.fields.get("url", "") == (row["url"] or row["archived_url"])
        assert entry.fields.get("urldate", "") == row["accessed"]
        assert entry.fields.get("volume", "") == row["volume"]
        assert entry.fields.get("number", "") == row["issue"]
        assert entry.fields.get("pages", "").replace("--", "-") == row["pages"]
        if row["type"] == "dataset":
            assert entry.type == "misc"
    assert any("Министры встретились в Примерске" in bibtex([csl.item(row)]) for row in rows)
