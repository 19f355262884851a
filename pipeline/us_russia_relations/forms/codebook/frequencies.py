"""The coverage of the release in tables and one figure, out of its coverage report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from us_russia_relations.definitions import ACT_TABLES, VOCABULARIES, package
from us_russia_relations.forms.codebook.blocks import Bars, Block, Cell, Grid, Link, percent
from us_russia_relations.forms.codebook.contents import Contents
from us_russia_relations.forms.codebook.prose import prose

_COUNTED = tuple(table.name for table in ACT_TABLES)
_DIRECTIONS = {
    "usa_to_russia": "United States to Russia",
    "russia_to_usa": "Russia to United States",
    "both": "both",
    "together": "together",
    "other": "other",
}
# The vocabulary of the types of each table.
_TYPES = {table.name: table.column(table.type).vocabulary for table in ACT_TABLES}
_PROOFS = {
    "supported": "any source",
    "official": "an official source",
    "two_or_more": "two or more",
    "paper": "the paper",
    "paper_only": "the paper alone",
    "contradicted": "contradicted",
}
Lines = Sequence[Mapping[str, Any]]


def frequencies(contents: Contents) -> Iterator[Block]:
    """Years, types, themes, evidence, sources, certainty, precision, matches."""
    report = contents.coverage
    yield _bars(report["years"])
    for table in _COUNTED:
        yield _years(table, report["years"])
    for table in _COUNTED:
        yield _types(table, report["types"])
    yield from _themes(report["themes"], contents)
    yield _evidence(report["evidence"]["records"])
    yield _fields(report["evidence"]["fields"])
    yield _weighed("Citations by class", "source_class", report["sources"]["classes"])
    yield _weighed("Citations by language", "language", report["sources"]["languages"])
    yield prose("origin")
    yield _origins(report["sources"]["origins"])
    yield _certainty(report["certainty"])
    yield _precision(report["precision"])
    yield _crosswalk(report["crosswalk"])
    yield _identifiers(report["identifiers"])
    yield _lists(report["lists"])


def _bars(years: Lines) -> Bars:
    counts: Counter[tuple[str, str]] = Counter()
    first, last = int(package.WINDOW_START[:4]), int(package.WINDOW_END[:4])
    labels = {None: "undated"} | {year: str(year) for year in range(first, last + 1)}
    before, after = f"before {first}", f"after {last}"
    for line in years:
        year = line["year"]
        label = labels.get(year, before if year is not None and year < first else after)
        counts[label, line["table"]] += line["rows"]
    order = [before, *(labels[year] for year in range(first, last + 1)), after, "undated"]
    rows = tuple((label, tuple(counts[label, table] for table in _COUNTED)) for label in order)
    most = max(order, key=lambda label: counts[label, "events"])
    caption = (
        f"Most events, {counts[most, 'events']}, have the label {most}. The tables after the figure have all numbers."
    )
    return Bars("figure-years", "Events, measures and treaties by year", caption, _COUNTED, rows)


def _year(line: Mapping[str, Any]) -> str:
    return "undated" if line["year"] is None else str(line["year"])


def _years(table: str, years: Lines) -> Grid:
    return _by_direction(
        f"{table} by year and direction", "year", _year, [one for one in years if one["table"] == table]
    )


def _types(table: str, types: Lines) -> Grid:
    vocabulary = _TYPES[table]

    def name(line: Mapping[str, Any]) -> str:
        return str(line["type"])

    grid = _by_direction(
        f"{table} by {vocabulary} and direction", vocabulary, name, [one for one in types if one["table"] == table]
    )
    *lines, whole = grid.rows
    rows = (*((Link(str(row[0]), f"{vocabulary}.{row[0]}"), *row[1:]) for row in lines), whole)
    return Grid(grid.caption, grid.header, rows)


def _by_direction(caption: str, first: str, name: Any, lines: Lines) -> Grid:
    counts: Counter[tuple[str, str]] = Counter()
    for line in lines:
        counts[name(line), line["direction"]] += line["rows"]
    names = dict.fromkeys(name(line) for line in lines)
    rows: list[tuple[Cell, ...]] = []
    for one in names:
        cells = [counts[one, direction] for direction in _DIRECTIONS]
        rows.append((one, *(str(cell) for cell in cells), str(sum(cells))))
    sums = [sum(counts[one, direction] for one in names) for direction in _DIRECTIONS]
    rows.append(("all", *(str(cell) for cell in sums), str(sum(sums))))
    return Grid(caption, (first, *_DIRECTIONS.values(), "all"), tuple(rows))


def _themes(themes: Lines, contents: Contents) -> Iterator[Grid]:
    titles = {vocabulary.name: vocabulary.title for vocabulary in VOCABULARIES}
    for vocabulary in dict.fromkeys(line["vocabulary"] for line in themes):
        lines = [line for line in themes if line["vocabulary"] == vocabulary]
        there = [*dict.fromkeys(line["table"] for line in lines)]
        counts = {(line["term"], line["table"]): line["rows"] for line in lines}
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                Link(contents.labels[vocabulary, term], f"{vocabulary}.{term}"),
                *(str(counts[term, table]) for table in there),
            )
            for term in dict.fromkeys(line["term"] for line in lines)
        )
        yield Grid(f"{titles[vocabulary]}: records by tag", (vocabulary, *there), rows)


def _evidence(records: Lines) -> Grid:
    rows = tuple(
        (
            line["table"],
            str(line["records"]),
            *(f"{line[name]} ({percent(line[name], line['records'])})" for name in _PROOFS),
        )
        for line in records
    )
    return Grid("Records by the sources that support or contradict them", ("table", "records", *_PROOFS.values()), rows)


def _fields(fields: Lines) -> Grid:
    rows = tuple(
        (
            Link(f"{line['table']}.{line['column']}", f"{line['table']}.{line['column']}"),
            str(line["filled"]),
            str(line["supported"]),
            percent(line["supported"], line["filled"]),
        )
        for line in fields
    )
    return Grid("Filled cells that have evidence of their own", ("column", "filled", "with evidence", "share"), rows)


def _weighed(caption: str, name: str, lines: Lines) -> Grid:
    cited, supporting = (sum(line[part] for line in lines) for part in ("citations", "supporting"))
    rows = tuple(
        (
            line[name] or "not given",
            str(line["citations"]),
            percent(line["citations"], cited),
            str(line["supporting"]),
            percent(line["supporting"], supporting),
        )
        for line in lines
    )
    return Grid(caption, (name, "citations", "share", "supporting evidence", "share of it"), rows)


def _origins(lines: Lines) -> Grid:
    classes = [
        *dict.fromkeys(line["source_class"] for line in sorted(lines, key=lambda line: str(line["source_class"])))
    ]
    counts: Counter[tuple[str, str]] = Counter()
    weights: Counter[str] = Counter()
    for line in lines:
        counts[line["origin"], line["source_class"]] += line["citations"]
        weights[line["origin"]] += line["supporting"]
    rows = []
    for origin in dict.fromkeys(line["origin"] for line in lines):
        cells = [counts[origin, one] for one in classes]
        share = percent(sum(cells), counts.total())
        evidence = f"{weights[origin]} ({percent(weights[origin], weights.total())})"
        rows.append((origin, *(str(cell) for cell in cells), str(sum(cells)), share, evidence))
    header = ("origin", *classes, "citations", "share", "supporting evidence")
    return Grid("Citations by the origin of the issuer and class", header, tuple(rows))


def _certainty(lines: Lines) -> Grid:
    rows = tuple(
        (
            Link(f"{line['table']}.{line['column']}", f"{line['table']}.{line['column']}"),
            Link(line["term"], f"{line['column']}.{line['term']}"),
            str(line["rows"]),
            "-" if line["share"] is None else f"{100 * line['share']:.1f}%",
        )
        for line in lines
    )
    return Grid("Certainty, and grounds of attribution", ("column", "term", "rows", "of filled"), rows)


def _precision(lines: Lines) -> Grid:
    terms = [*dict.fromkeys(line["precision"] for line in lines)]
    counts = {(line["table"], line["column"], line["precision"]): line["rows"] for line in lines}
    columns = dict.fromkeys((line["table"], line["column"]) for line in lines)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (Link(f"{table}.{column}", f"{table}.{column}"), *(str(counts[table, column, term]) for term in terms))
        for table, column in columns
    )
    return Grid("Dates by precision", ("column", *terms), rows)


def _crosswalk(lines: Lines) -> Grid:
    rows = tuple(
        (
            Link(line["vocabulary"], f"vocabulary-{line['vocabulary']}"),
            line["scheme"],
            f"{line['matched']} of {line['terms']} ({percent(line['matched'], line['terms'])})",
            f"{line['rows_matched']} of {line['rows']} ({percent(line['rows_matched'], line['rows'])})",
        )
        for line in lines
    )
    return Grid("Terms and rows matched to other schemes", ("vocabulary", "scheme", "terms", "rows"), rows)


def _lists(lines: Lines) -> Grid:
    rows = tuple(
        (
            line["measure_id"],
            Link(line["series"], f"series.{line['series']}"),
            f"{line['announced']:g}",
            str(line["listed"]),
            "see the note" if line["missing"] is None else f"{line['missing']:g}",
        )
        for line in lines
    )
    header = ("measure", "series", "announced", "in listings", "missing")
    return Grid("Names that measures put on lists: announced, and in this dataset", header, rows)


def _identifiers(lines: Lines) -> Grid:
    rows = tuple(
        (
            line["table"],
            line["kind"] or "",
            line["scheme"],
            f"{line['identified']} of {line['records']} ({percent(line['identified'], line['records'])})",
        )
        for line in lines
    )
    return Grid("Records with an identifier of another scheme", ("table", "kind", "scheme", "records"), rows)
