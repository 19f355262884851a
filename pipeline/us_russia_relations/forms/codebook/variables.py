"""The variables: each column of each table, with its definition and how its cells are distributed."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from us_russia_relations.definitions.model import Column, Table
from us_russia_relations.forms.codebook.blocks import Block, Cell, Code, Facts, Grid, Heading, Link, joined, percent
from us_russia_relations.forms.codebook.contents import Contents

_TYPES = {
    "string": "text",
    "edtf": "date in EDTF level 1, as text",
    "date": "day (ISO 8601)",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
}


def variables(contents: Contents) -> Iterator[Block]:
    """For each table its columns at a glance, then each with its facts and, where it is coded, its frequencies."""
    for table in contents.published:
        yield Heading(3, table.name, table.name)
        rows = len(contents.tables[table.name])
        yield Facts(
            (
                ("Title", table.title),
                ("One row is", table.row),
                ("Rows", str(rows)),
                ("Primary key", joined([Link(name, f"{table.name}.{name}") for name in table.primary_key])),
            )
        )
        yield _glance(table, contents)
        for column in table.columns:
            yield from _column(table, column, contents)


def _glance(table: Table, contents: Contents) -> Grid:
    rows = contents.tables[table.name]
    lines = tuple(
        (
            Link(column.name, f"{table.name}.{column.name}"),
            _kind(column),
            "yes" if column.required else "",
            percent(sum(row[column.name] is not None for row in rows), len(rows)),
            column.description,
        )
        for column in table.columns
    )
    return Grid(f"Columns of {table.name}", ("column", "type", "required", "filled", "meaning"), lines)


def _kind(column: Column) -> Cell:
    if column.vocabulary:
        return ("term of ", Link(column.vocabulary, f"vocabulary-{column.vocabulary}"))
    return _TYPES[column.type]


def _column(table: Table, column: Column, contents: Contents) -> Iterator[Block]:
    values = [row[column.name] for row in contents.tables[table.name] if row[column.name] is not None]
    rows = len(contents.tables[table.name])
    facts: list[tuple[str, Cell]] = [("Definition", column.description), ("Type", _kind(column))]
    if column.vocabulary:
        facts.append(("Source of categories", contents.sources[column.vocabulary]))
    if column.pattern:
        facts.append(("Form", Code(column.pattern)))
    there = [Link(f"{parent}.{name}", f"{parent}.{name}") for parent, name in _leads(table, column)]
    if there:
        facts.append(("Leads to", joined(there)))
    facts.append(("Missing", "never" if column.required else "an empty cell: unknown or not applicable"))
    if column.key:
        facts.append(("Evidence", "a filled cell has evidence that names this column"))
    if column.formula:
        facts.append(("Computed", column.formula))
    facts.append(("Example", Code(column.example)))
    facts.append(("Filled", f"{len(values)} of {rows} ({percent(len(values), rows)})"))
    facts.extend(_distribution(column, values, table, contents))
    yield Heading(4, f"{table.name}.{column.name}", f"{table.name}.{column.name}")
    yield Facts(tuple(facts))
    if column.vocabulary and values:
        yield _frequencies(table, column, contents)


def _leads(table: Table, column: Column) -> list[tuple[str, str]]:
    """The columns that the column points at, alone or with others."""
    return [
        (key.table, key.references[key.columns.index(column.name)])
        for key in table.foreign_keys
        if column.name in key.columns
    ]


def _distribution(column: Column, values: list[Any], table: Table, contents: Contents) -> Iterator[tuple[str, Cell]]:
    if not values or column.vocabulary:
        return
    if column.type == "edtf":
        bounds = [
            (contents.counts(table.name, f"{column.name}_{end}"), choose)
            for end, choose in (("start", min), ("end", max))
            if f"{column.name}_{end}" in table.header
        ]
        if bounds and all(days for days, _ in bounds):
            yield ("Range", " to ".join(str(choose(days)) for days, choose in bounds))
        yield ("Distinct", str(len({*values})))
    elif column.type == "date":
        yield ("Range", f"{min(values)} to {max(values)}")
    elif column.type in {"integer", "number"}:
        yield ("Smallest", number(min(values)))
        yield ("Median", number(median(values)))
        yield ("Largest", number(max(values)))
    elif column.type == "boolean":
        yield ("True", f"{sum(values)} of {len(values)}")
    else:
        yield ("Distinct", str(len({*values})))


def number(value: float) -> str:
    """A number as text, without a fraction of zero."""
    return str(int(value)) if float(value).is_integer() else str(value)


def _frequencies(table: Table, column: Column, contents: Contents) -> Grid:
    """The terms that the column uses, in the order of the vocabulary."""
    counts = contents.counts(table.name, column.name)
    filled = counts.total()
    lines = tuple(
        (
            Link(row["term"], f"{column.vocabulary}.{row['term']}"),
            row["label"],
            str(counts[row["term"]]),
            percent(counts[row["term"]], filled),
        )
        for row in contents.terms[column.vocabulary]
        if counts[row["term"]]
    )
    unused = len(contents.terms[column.vocabulary]) - len(lines)
    note = f"; terms without a row here: {unused}" if unused else ""
    return Grid(f"Frequencies of {table.name}.{column.name}{note}", ("term", "label", "rows", "of filled"), lines)
