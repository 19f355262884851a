"""The vocabularies: every term with its definition, how it is applied, where it ends, and how often it is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from us_russia_relations.definitions import DERIVED_TABLES, VOCABULARIES
from us_russia_relations.definitions.links import TAGS
from us_russia_relations.forms.codebook.blocks import Block, Cell, Code, Facts, Grid, Heading, Link, joined
from us_russia_relations.forms.codebook.contents import Contents

_DERIVED = {table.name for table in DERIVED_TABLES}


def vocabularies(contents: Contents) -> Iterator[Block]:
    """For each vocabulary its source, the columns that it codes, and its terms with their rows."""
    titles = {vocabulary.name: vocabulary.title for vocabulary in VOCABULARIES}
    for name, terms in contents.terms.items():
        columns = coded_columns(contents, name)
        counts = _counts(contents, name, columns)
        where: list[Link] = [Link(f"{table}.{column}", f"{table}.{column}") for table, column in columns]
        if any(row["vocabulary"] == name for row in contents.tables[TAGS.name]):
            where.append(Link(TAGS.name, TAGS.name))
        yield Heading(3, f"{name}: {titles[name]}", f"vocabulary-{name}")
        yield Facts(
            (
                ("Source", contents.sources[name]),
                ("Counted in", joined(where) if where else "no column of this release"),
                ("Terms", str(len(terms))),
            )
        )
        lines: tuple[tuple[Cell, ...], ...] = tuple(
            (
                Code(row["term"]),
                row["label"],
                row["definition"],
                row["scope_note"] or "",
                row["boundary"] or "",
                str(counts[row["term"]]),
            )
            for row in terms
        )
        header = ("term", "label", "definition", "applied", "boundary", "rows")
        yield Grid(f"Terms of {name}", header, lines, tuple(f"{name}.{row['term']}" for row in terms))


def coded_columns(contents: Contents, vocabulary: str) -> list[tuple[str, str]]:
    """The columns in which the rows of a vocabulary are counted: those that are typed, else those computed."""
    columns = [
        (table.name, column.name)
        for table in contents.published
        for column in table.columns
        if column.vocabulary == vocabulary
    ]
    return [column for column in columns if column[0] not in _DERIVED] or columns


def _counts(contents: Contents, vocabulary: str, columns: list[tuple[str, str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for table, column in columns:
        counts.update(contents.counts(table, column))
    counts.update(row["term"] for row in contents.tables[TAGS.name] if row["vocabulary"] == vocabulary)
    return counts
