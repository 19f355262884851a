"""The codebook as a document: its sections in the order in which the field expects them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from us_russia_relations.definitions import DERIVED_TABLES, package
from us_russia_relations.definitions.derived import CHANGES
from us_russia_relations.definitions.links import IDENTIFIERS
from us_russia_relations.definitions.records import ACTORS, CITATIONS, EVENTS
from us_russia_relations.forms.codebook.blocks import Block, Cell, Document, Facts, Grid, Heading, Link, percent
from us_russia_relations.forms.codebook.contents import Contents
from us_russia_relations.forms.codebook.frequencies import frequencies
from us_russia_relations.forms.codebook.keys import keys
from us_russia_relations.forms.codebook.prose import prose
from us_russia_relations.forms.codebook.variables import variables
from us_russia_relations.forms.codebook.vocabulary import vocabularies

Section = Callable[[Contents], Iterable[Block]]


def codebook(contents: Contents) -> Document:
    """The whole codebook of a release."""
    blocks: list[Block] = []
    for number, (anchor, title, section) in enumerate(SECTIONS, start=1):
        blocks += [Heading(2, f"{number}. {title}", f"section-{anchor}"), *section(contents)]
    return Document(f"Codebook of {package.TITLE}, version {contents.edition.version}", tuple(blocks))


def _citation(contents: Contents) -> Iterator[Block]:
    edition = contents.edition
    yield prose(
        "citation",
        title=package.TITLE,
        version=edition.version,
        licence=package.DATA_LICENCE["title"],
        licence_path=package.DATA_LICENCE["path"],
        cite="" if contents.citation else "This is a candidate for a release: it has no date, and is not to be cited.",
    )
    facts: list[tuple[str, Cell]] = [("Version", edition.version)]
    if edition.released:
        facts.append(("Released", edition.released))
    if edition.previous:
        facts.append(("Release before", edition.previous))
    facts += [("Made by", package.CONTRIBUTOR), ("Licence of the data", package.DATA_LICENCE["name"])]
    if contents.citation:
        facts.append(("How to cite", contents.citation))
    yield Facts(tuple(facts))


def _purpose(_: Contents) -> Iterator[Block]:
    yield prose("purpose", window_start=package.WINDOW_START, window_end=package.WINDOW_END)


def _units(contents: Contents) -> Iterator[Block]:
    yield prose("units")
    rows = tuple(
        (Link(table.name, table.name), str(len(contents.tables[table.name])), table.row) for table in contents.published
    )
    yield Grid("Tables and what a row of each is", ("table", "rows", "one row is"), rows)


def _sources(contents: Contents) -> Iterator[Block]:
    yield prose("sources", seed_paper=package.SEED_PAPER)
    yield _applied_terms(contents, "source_class", "Classes of sources", "class")


def _applied_terms(contents: Contents, vocabulary: str, caption: str, name: str) -> Grid:
    """The terms of a vocabulary, with how they are applied."""
    rows = tuple(
        (Link(row["term"], f"{vocabulary}.{row['term']}"), row["definition"], row["scope_note"] or "")
        for row in contents.terms.get(vocabulary, [])
    )
    return Grid(caption, (name, "definition", "applied"), rows)


def _variables(contents: Contents) -> Iterator[Block]:
    yield prose("variables")
    yield from variables(contents)


def _vocabularies(contents: Contents) -> Iterator[Block]:
    yield prose("vocabularies")
    yield from vocabularies(contents)


def _actors(contents: Contents) -> Iterator[Block]:
    yield prose("actors")
    codes = {(row["record_id"], row["scheme"]): row["identifier"] for row in contents.tables[IDENTIFIERS.name]}
    rows = tuple(
        (
            actor["name"],
            actor["actor_id"],
            *(codes.get((actor["actor_id"], scheme), "") for scheme in ("cow", "gw", "iso3")),
        )
        for actor in contents.tables[ACTORS.name]
        if actor["kind"] == "state"
    )
    yield Grid("States and their codes", ("state", "actor_id", "cow", "gw", "iso3"), rows)


def _dates(contents: Contents) -> Iterator[Block]:
    yield prose("dates")
    yield _applied_terms(contents, "date_precision", "Precision of dates", "precision")


def _certainty(contents: Contents) -> Iterator[Block]:
    yield prose("certainty")
    for vocabulary in ("certainty", "attribution"):
        rows = tuple(
            (Link(row["term"], f"{vocabulary}.{row['term']}"), row["definition"])
            for row in contents.terms.get(vocabulary, [])
        )
        yield Grid(f"Terms of {vocabulary}", (vocabulary, "definition"), rows)


def _keys(_: Contents) -> Iterator[Block]:
    yield prose("keys")
    yield keys()


def _derived(contents: Contents) -> Iterator[Block]:
    yield prose("derived")
    rows = tuple(
        (Link(table.name, table.name), table.row, str(len(contents.tables[table.name]))) for table in DERIVED_TABLES
    )
    yield Grid("Computed tables", ("table", "one row is", "rows"), rows)
    formulas = tuple(
        (Link(f"{table.name}.{column.name}", f"{table.name}.{column.name}"), column.formula)
        for table in contents.published
        for column in table.columns
        if column.formula
    )
    yield Grid("Formulas of computed columns", ("column", "formula"), formulas)


def _limits(contents: Contents) -> Iterator[Block]:
    proofs = contents.coverage["evidence"]["records"]
    sources = contents.coverage["sources"]
    events = next(line for line in proofs if line["table"] == EVENTS.name)
    origins, official, languages = Counter[str](), Counter[str](), Counter[str]()
    unknown: Counter[str] = Counter()
    for line in sources["origins"]:
        origins[line["origin"]] += line["citations"]
        if line["source_class"] == "primary_official":
            official[line["origin"]] += line["citations"]
        if line["origin"] == "unknown":
            unknown[line["source_class"]] += line["citations"]
    for line in sources["languages"]:
        languages[line["language"] or ""] += line["citations"]
    yield prose(
        "limits",
        window_end=package.WINDOW_END,
        seed_records=sum(line["paper"] for line in proofs),
        proved_records=sum(line["records"] for line in proofs),
        english=percent(languages["en"], languages.total()),
        russian_language=percent(languages["ru"], languages.total()),
        official_events=percent(events["official"], events["records"]),
        unknown_media=percent(unknown["media"], unknown.total()),
        **{name: percent(origins[name], origins.total()) for name in ("american", "russian", "third", "unknown")},
        **{f"official_{name}": percent(official[name], official.total()) for name in ("american", "russian", "third")},
    )


def _changes(contents: Contents) -> Iterator[Block]:
    previous = contents.edition.previous
    since = f"This release is compared with {previous}." if previous else "There is no release before this one."
    yield prose("changes", since=since)
    counts = Counter((row["table"], row["kind"], row["class"]) for row in contents.tables[CHANGES.name])
    if counts:
        rows = tuple((*cell, str(counts[cell])) for cell in sorted(counts))
        yield Grid("Changes by table, kind and class", ("table", "kind", "class", "changes"), rows)


def _frequencies(contents: Contents) -> Iterator[Block]:
    yield prose("frequencies")
    yield from frequencies(contents)


def _references(contents: Contents) -> Iterator[Block]:
    citations = contents.tables[CITATIONS.name]
    paper = next((row for row in citations if row["citation_id"] == package.SEED_PAPER), None)
    yield prose("references", citations=len(citations))
    if paper:
        parts = (paper["authors"], paper["title"], paper["container_title"], paper["publisher"], paper["issued"])
        yield Facts((("The paper", ". ".join(part for part in parts if part) + "."),))


def _only(name: str) -> Section:
    """A section that is one text."""
    return lambda _: [prose(name)]


# The anchors are public: documents link to them, so that they stay when a title changes.
SECTIONS: tuple[tuple[str, str, Section], ...] = (
    ("citation", "Citation, version, licence", _citation),
    ("purpose", "Purpose and scope", _purpose),
    ("units", "Unit of observation of each table", _units),
    ("inclusion", "Inclusion and exclusion", _only("inclusion")),
    ("sources", "Sources and their order", _sources),
    ("procedure", "Coding procedure and reliability", _only("procedure")),
    ("terms", "Key terms", _only("terms")),
    ("variables", "Variables by table", _variables),
    ("vocabularies", "Vocabularies", _vocabularies),
    ("actors", "Actor codes and crosswalks", _actors),
    ("dates", "Dates and precision", _dates),
    ("certainty", "Certainty and dispute", _certainty),
    ("missing", "Missing values", _only("missing")),
    ("keys", "Keys and links", _keys),
    ("derived", "Computed tables and formulas", _derived),
    ("merging", "Merging with other data", _only("merging")),
    ("limits", "Known limits and biases", _limits),
    ("changes", "Changes since the version before", _changes),
    ("frequencies", "Frequencies and coverage", _frequencies),
    ("references", "References", _references),
)
