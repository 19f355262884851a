"""The codebook: whole, the same in both forms, with counts that SQL gives again, and links that lead somewhere."""

import html
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import marko
import pytest
from lxml import etree

from us_russia_relations.definitions import PUBLISHED_TABLES, RAW_TABLES, VOCABULARIES, Vocabulary, check_vocabularies
from us_russia_relations.errors import DefinitionError
from us_russia_relations.forms.codebook.blocks import Bars, Code, Document, Facts, Grid, Heading, Link, Prose
from us_russia_relations.forms.codebook.book import SECTIONS
from us_russia_relations.forms.codebook.html import html as as_html
from us_russia_relations.forms.codebook.markdown import markdown as as_markdown

HERE = Path(__file__).parent
TYPED = {table.name: table.header for table in RAW_TABLES}
RAW = {"tiny": HERE / "tiny", "real": HERE.parent / "raw"}
SECTION_NAMES = [
    "citation",
    "purpose",
    "units",
    "inclusion",
    "sources",
    "procedure",
    "terms",
    "variables",
    "vocabularies",
    "actors",
    "dates",
    "certainty",
    "missing",
    "keys",
    "derived",
    "merging",
    "limits",
    "changes",
    "frequencies",
    "references",
]


@pytest.fixture(scope="module", params=RAW)
def release(request: pytest.FixtureRequest, packages: Callable[[str], Path]) -> Path:
    """The package built from one of the datasets."""
    return packages(request.param)


@pytest.fixture(scope="module")
def database(release: Path) -> sqlite3.Connection:
    return sqlite3.connect(release / "us-russia-relations.sqlite")


@pytest.fixture(scope="module")
def source(release: Path) -> str:
    return (release / "CODEBOOK.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(source: str) -> etree._Element:
    """The page, which parses as XML too once its void elements are closed."""
    closed = re.sub(r"<(meta|br|hr|img)\b([^>]*)>", r"<\1\2/>", source.removeprefix("<!DOCTYPE html>\n"))
    return etree.fromstring(closed.encode())


def text_of(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def rows_of(table: etree._Element) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in table.iterfind("tbody/tr")]


def tables_of(page: etree._Element) -> dict[str, list[list[str]]]:
    """The rows of each table by its caption."""
    return {text_of(table.find("caption")): rows_of(table) for table in page.iter("table")}


def facts_after(page: etree._Element, anchor: str) -> dict[str, str]:
    """The facts under the heading of that anchor."""
    (heading,) = page.xpath("//*[@id=$id]", id=anchor)
    (facts,) = heading.xpath("following-sibling::*[1][self::dl]")
    return {text_of(line.find("dt")): text_of(line.find("dd")) for line in facts.iterfind("div")}


def ids_of(page: etree._Element) -> list[str]:
    return [str(name) for name in page.xpath("//@id")]


def test_it_has_the_sections_of_the_field_in_order(page: etree._Element) -> None:
    found = [heading.get("id") for heading in page.iter("h2")]
    assert found == [f"section-{name}" for name in SECTION_NAMES]
    assert [anchor for anchor, _, _ in SECTIONS] == SECTION_NAMES
    for heading in page.iter("h2"):
        assert heading.getnext().tag != "h2"


def test_every_table_column_vocabulary_and_term_has_its_place(
    page: etree._Element, release: Path, database: sqlite3.Connection
) -> None:
    wanted = [table.name for table in PUBLISHED_TABLES]
    wanted += [f"{table.name}.{column.name}" for table in PUBLISHED_TABLES for column in table.columns]
    terms = database.execute("SELECT vocabulary, term FROM terms").fetchall()
    wanted += [f"{vocabulary}.{term}" for vocabulary, term in terms]
    wanted += [f"vocabulary-{vocabulary}" for vocabulary in {vocabulary for vocabulary, _ in terms}]
    ids = Counter(ids_of(page))
    assert [name for name in wanted if ids[name] != 1] == []
    text = (release / "CODEBOOK.md").read_text(encoding="utf-8")
    assert [name for name in wanted if text.count(f'<a id="{name}"></a>') != 1] == []


def test_every_link_within_leads_somewhere(page: etree._Element, release: Path) -> None:
    ids = ids_of(page)
    assert len(ids) == len(set(ids))
    links = [str(link).removeprefix("#") for link in page.xpath("//a/@href") if str(link).startswith("#")]
    assert links
    assert set(links) <= set(ids)
    text = (release / "CODEBOOK.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(re.findall(r'<a id="([^"]+)"></a>', text))


def test_nothing_is_loaded_from_elsewhere(page: etree._Element, source: str) -> None:
    loading = {"script", "link", "img", "iframe", "object", "embed", "video", "audio", "source", "use", "image", "base"}
    assert {element.tag for element in page.iter()} & loading == set()
    assert [name for name in page.xpath("//@*") if re.search(r"url\(|javascript:", str(name))] == []
    assert re.search(r"url\(|@import|src=", source) is None
    # The licence is the one place outside that a reader is led to.
    outside = {str(link) for link in page.xpath("//a/@href") if not str(link).startswith("#")}
    assert outside == {"https://creativecommons.org/licenses/by/4.0/"}


def test_its_tables_tell_their_headings_to_who_does_not_see_them(page: etree._Element) -> None:
    assert page.get("lang") == "en"
    for table in page.iter("table"):
        assert text_of(table.find("caption"))
        assert {cell.get("scope") for cell in table.iterfind("thead/tr/th")} == {"col"}
        assert all(row[0].tag == "th" and row[0].get("scope") == "row" for row in table.iterfind("tbody/tr"))
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    (skip,) = page.xpath("//a[@class='skip']/@href")
    assert page.xpath("//*[@id=$id]", id=skip.removeprefix("#"))[0].tag == "main"


def test_each_column_says_what_its_definition_says(page: etree._Element) -> None:
    sources = {vocabulary.name: vocabulary.source for vocabulary in VOCABULARIES}
    for table in PUBLISHED_TABLES:
        for column in table.columns:
            facts = facts_after(page, f"{table.name}.{column.name}")
            assert facts["Definition"] == column.description
            assert facts.get("Example", "") == column.example
            assert facts.get("Form", "") == column.pattern
            assert (facts["Missing"] == "never") == column.required
            assert facts.get("Source of categories", "") == sources.get(column.vocabulary, "")
            # What no raw table has is computed, and says how.
            assert ("Computed" in facts) == (column.name not in TYPED.get(table.name, ()))
            if column.formula:
                assert facts["Computed"] == " ".join(column.formula.split())


def test_columns_are_as_full_and_spread_as_sql_says(page: etree._Element, database: sqlite3.Connection) -> None:
    for table in PUBLISHED_TABLES:
        (rows,) = database.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
        assert facts_after(page, table.name)["Rows"] == str(rows)
        for column in table.columns:
            facts = facts_after(page, f"{table.name}.{column.name}")
            query = f'SELECT count("{column.name}"), count(DISTINCT "{column.name}"), min("{column.name}"), '
            query += f'max("{column.name}") FROM "{table.name}"'
            filled, distinct, least, most = database.execute(query).fetchone()
            assert facts["Filled"].startswith(f"{filled} of {rows} (")
            if not filled or column.vocabulary:
                assert "Distinct" not in facts
            elif column.type == "date":
                assert facts["Range"] == f"{least} to {most}"
            elif column.type in {"integer", "number"}:
                values = [
                    value
                    for (value,) in database.execute(
                        f'SELECT "{column.name}" FROM "{table.name}" WHERE "{column.name}" IS NOT NULL ORDER BY 1'
                    )
                ]
                middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
                found = [float(facts[name]) for name in ("Smallest", "Median", "Largest")]
                assert found == [least, middle, most]
            elif column.type == "boolean":
                query = f'SELECT sum("{column.name}") FROM "{table.name}"'
                assert facts["True"] == f"{database.execute(query).fetchone()[0]} of {filled}"
            else:
                assert facts["Distinct"] == str(distinct)


def test_frequencies_of_coded_columns_are_those_of_sql(page: etree._Element, database: sqlite3.Connection) -> None:
    tables = tables_of(page)
    told = {caption.split(";")[0]: rows for caption, rows in tables.items() if caption.startswith("Frequencies of ")}
    wanted = {}
    for table in PUBLISHED_TABLES:
        for column in table.columns:
            if column.vocabulary:
                query = (
                    f'SELECT "{column.name}", count(*) FROM "{table.name}" WHERE "{column.name}" IS NOT NULL GROUP BY 1'
                )
                counts = {term: str(count) for term, count in database.execute(query)}
                if counts:
                    wanted[f"Frequencies of {table.name}.{column.name}"] = counts
    assert {caption: {row[0]: row[2] for row in rows} for caption, rows in told.items()} == wanted


def test_vocabularies_tell_every_term_and_its_rows(page: etree._Element, database: sqlite3.Connection) -> None:
    derived = {table.name for table in PUBLISHED_TABLES if table.folder is None}
    terms = "SELECT term, label, definition, coalesce(scope_note, ''), coalesce(boundary, '') FROM terms"
    for (name,) in database.execute("SELECT DISTINCT vocabulary FROM terms").fetchall():
        (heading,) = page.xpath("//*[@id=$id]", id=f"vocabulary-{name}")
        (table,) = heading.xpath("following::table[1]")
        places = [
            (table.name, one.name) for table in PUBLISHED_TABLES for one in table.columns if one.vocabulary == name
        ]
        places = [place for place in places if place[0] not in derived] or places
        found = {row[0]: row[1:] for row in rows_of(table)}
        wanted = {}
        for term, *texts in database.execute(f"{terms} WHERE vocabulary = ?", [name]).fetchall():
            rows = sum(
                database.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}" = ?', [term]).fetchone()[0]
                for table, column in places
            )
            query = "SELECT count(*) FROM tags WHERE vocabulary = ? AND term = ?"
            rows += database.execute(query, [name, term]).fetchone()[0]
            wanted[term] = [*(" ".join(text.split()) for text in texts), str(rows)]
        assert found == wanted


def test_keys_of_the_diagram_are_those_of_the_database(
    page: etree._Element, release: Path, database: sqlite3.Connection
) -> None:
    wanted = set()
    for table in PUBLISHED_TABLES:
        keys: dict[int, list[tuple[str, str, str]]] = {}
        for number, _, parent, column, other, *_ in database.execute(f'PRAGMA foreign_key_list("{table.name}")'):
            keys.setdefault(number, []).append((parent, column, other))
        for parts in keys.values():
            columns, others = (", ".join(part[place] for part in parts) for place in (1, 2))
            wanted.add((table.name, columns, parts[0][0], others))
    assert {tuple(row[:4]) for row in tables_of(page)["Foreign keys"]} == wanted
    text = (release / "CODEBOOK.md").read_text(encoding="utf-8")
    (diagram,) = re.findall(r"```mermaid\n(.*?)```", text, re.DOTALL)
    drawn = re.findall(r'^    (\w+) [|o]+--o\{ (\w+) : "([^"]+)"$', diagram, re.MULTILINE)
    assert {(child, columns, parent) for parent, child, columns in drawn} == {row[:3] for row in wanted}


def test_the_figure_has_the_numbers_of_the_report(page: etree._Element, release: Path) -> None:
    years = json.loads((release / "coverage.json").read_text(encoding="utf-8"))["years"]
    (figure,) = page.xpath("//figure")
    svg, _ = figure
    numbers = [
        int(text_of(text)) for text in svg.iter("text") if text.get("text-anchor") is None and text_of(text).isdigit()
    ]
    assert sum(numbers) == sum(line["rows"] for line in years)
    assert set(svg.get("aria-labelledby").split()) == {svg[0].get("id"), svg[1].get("id")}
    assert [svg[0].tag, svg[1].tag] == ["title", "desc"]


class Cells(HTMLParser):
    """The text of each cell of each table, in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self._open = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag in {"td", "th"}:
            self._open = True
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._open:
            self.cells[-1] += data


def test_both_forms_have_the_same_cells(release: Path, source: str) -> None:
    text = (release / "CODEBOOK.md").read_text(encoding="utf-8")
    rendered = Cells(marko.Markdown(extensions=["gfm"]).convert(text)).cells
    assert rendered
    assert [cell.split() for cell in rendered] == [cell.split() for cell in Cells(source).cells]


HOSTILE = (
    "<script>alert(1)</script>",
    "a|b",
    "*a* _b_ `c` [d](e)",
    "&amp; &#60;",
    "a_b_c",
    "\\",
    "~~x~~",
    "# x",
    "1 < 2",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_stays_text(text: str) -> None:
    grid = Grid("caption", ("a", "b", "c"), ((text, ("x ", text), Link(text, "here")),))
    document = Document("Title", (Heading(2, text, "here"), Facts(((text, text),)), grid))
    rendered = marko.Markdown(extensions=["gfm"]).convert(as_markdown(document))
    for source in (as_html(document), rendered):
        assert Cells(source).cells == ["a", "b", "c", text, f"x {text}", text]
        assert "<script" not in source.replace(html.escape("<script>"), "")


def test_code_keeps_its_pipes() -> None:
    document = Document("Title", (Grid("caption", ("a",), ((Code("a|b*"),),)),))
    assert Cells(as_html(document)).cells == ["a", "a|b*"]
    assert Cells(marko.Markdown(extensions=["gfm"]).convert(as_markdown(document))).cells == ["a", "a|b*"]


def test_two_places_of_one_name_are_refused() -> None:
    grid = Grid("caption", ("a",), (("x",),), ("here",))
    with pytest.raises(DefinitionError, match="here"):
        Document("Title", (Heading(2, "Here", "here"), Prose("text"), grid))


def test_a_figure_without_rows_is_drawn() -> None:
    assert "<svg" in as_html(Document("Title", (Heading(2, "A", "a"), Bars("f", "t", "d", ("s",), ()))))


def test_every_vocabulary_has_an_entry_and_every_entry_terms(database: sqlite3.Connection) -> None:
    used = {name for (name,) in database.execute("SELECT DISTINCT vocabulary FROM terms")}
    assert used <= {vocabulary.name for vocabulary in VOCABULARIES}


def test_every_entry_is_a_vocabulary_of_the_dataset() -> None:
    lines = (RAW["real"] / "vocabularies" / "terms.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {vocabulary.name for vocabulary in VOCABULARIES} == {line.split(",")[0] for line in lines}


@pytest.mark.parametrize(
    ("vocabularies", "message"),
    [
        (VOCABULARIES[1:], "no vocabulary actor_kind"),
        ((*VOCABULARIES, VOCABULARIES[0]), "same name"),
        ((*VOCABULARIES, Vocabulary("new", "New", "no sentence")), "new"),
        ((replace(VOCABULARIES[0], title=""), *VOCABULARIES[1:]), "actor_kind"),
    ],
)
def test_vocabularies_check_themselves(vocabularies: tuple[Vocabulary, ...], message: str) -> None:
    with pytest.raises(DefinitionError, match=message):
        check_vocabularies(PUBLISHED_TABLES, vocabularies)


def test_a_candidate_is_not_to_be_cited_and_a_release_is(tmp_path: Path, release: Path) -> None:
    from support.publishing import DAY, Checkout

    assert "How to cite" not in (release / "CODEBOOK.md").read_text(encoding="utf-8")
    checkout = Checkout(tmp_path / "checkout")
    checkout.publish("0.1.0")
    folder = checkout.root / "dist" / "0.1.0"
    told = json.loads((folder / "CITATION.json").read_text(encoding="utf-8"))["apsr"]
    page = (folder / "CODEBOOK.html").read_text(encoding="utf-8")
    assert f"<dt>How to cite</dt><dd>{html.escape(told)}</dd>" in page
    assert f"<dt>Released</dt><dd>{DAY}</dd>" in page
