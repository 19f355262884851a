"""The structure of coverage.json: each list with the fields of its lines, and the JSON Schema that follows from it."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypedDict, get_args, get_origin, get_type_hints, is_typeddict

# What JSON Schema says of a value beyond its type stands beside the type.
Count = Annotated[int, {"minimum": 0}]
Amount = Annotated[float, {"minimum": 0}]
Share = Annotated[float | None, {"minimum": 0, "maximum": 1}]
Day = Annotated[str, {"format": "date"}]
Direction = Literal["usa_to_russia", "russia_to_usa", "both", "together", "other"]


class Window(TypedDict):
    start: Day
    end: Day


class TableRows(TypedDict):
    """Rows of each table."""

    table: str
    rows: Count


class YearRows(TypedDict):
    """Events, measures and treaties by year of their date (date, adopted, signed) and direction.

    Every year of the window is there, with zeros; the year is null where the date has no first day.
    """

    table: str
    year: int | None
    direction: Direction
    rows: Count


class TypeRows(TypedDict):
    """The same by type (type, instrument, legal_form) and direction, without zeros."""

    table: str
    type: str
    direction: Direction
    rows: Count


class CellRows(TypedDict):
    """The same by year, type and direction, without zeros."""

    table: str
    year: int | None
    type: str
    direction: Direction
    rows: Count


class ThemeRows(TypedDict):
    """Records by tag; zeros are there where the table uses the vocabulary."""

    vocabulary: str
    term: str
    table: str
    rows: Count


class FilledCells(TypedDict):
    """Filled cells of each column of each table."""

    table: str
    column: str
    rows: Count
    filled: Count
    share: Share


class SupportedRecords(TypedDict):
    """Records of each table with evidence of some kind.

    Supported by any source, by an official one, by two or more, by the seed paper, by nothing but the seed paper;
    contradicted by some source.
    """

    table: str
    records: Count
    supported: Count
    official: Count
    two_or_more: Count
    paper: Count
    paper_only: Count
    contradicted: Count
    supported_share: Share
    official_share: Share
    two_or_more_share: Share
    paper_share: Share
    paper_only_share: Share
    contradicted_share: Share


class SupportedFields(TypedDict):
    """Filled cells of the columns that need evidence, and how many have supporting evidence that names the column."""

    table: str
    column: str
    filled: Count
    supported: Count
    share: Share


class StanceRows(TypedDict):
    """Rows of evidence by stance."""

    stance: str
    rows: Count
    share: Share


class Evidence(TypedDict):
    records: list[SupportedRecords]
    fields: list[SupportedFields]
    stances: list[StanceRows]


class ClassSources(TypedDict):
    """Citations by class, and rows of supporting evidence that rest on them."""

    source_class: str
    citations: Count
    citations_share: Share
    supporting: Count
    supporting_share: Share


class LanguageSources(TypedDict):
    """The same by language."""

    language: str | None
    citations: Count
    citations_share: Share
    supporting: Count
    supporting_share: Share


class OriginSources(TypedDict):
    """The same by where the issuer is at home, the rule that told it, and class."""

    origin: Literal["american", "russian", "third", "unknown"]
    rule: Literal["actor", "name", "domain", "none"]
    source_class: str
    citations: Count
    citations_share: Share
    supporting: Count
    supporting_share: Share


class Sources(TypedDict):
    classes: list[ClassSources]
    languages: list[LanguageSources]
    origins: list[OriginSources]


class CertaintyRows(TypedDict):
    """Events and measures by certainty, events by ground of attribution. The share is of the filled cells."""

    table: str
    column: str
    term: str
    rows: Count
    share: Share


class PrecisionRows(TypedDict):
    """Dates of each date column by precision. The share is of the filled cells."""

    table: str
    column: str
    precision: str
    rows: Count
    share: Share


class MatchedTerms(TypedDict):
    """Terms of each vocabulary that are matched to each outside scheme, and rows coded by them."""

    vocabulary: str
    scheme: str
    terms: Count
    matched: Count
    share: Share
    rows: Count
    rows_matched: Count
    rows_share: Share


class IdentifiedRecords(TypedDict):
    """Records with an identifier of each scheme; actors by kind."""

    table: str
    kind: str | None
    scheme: str
    records: Count
    identified: Count
    share: Share


class ListedNames(TypedDict):
    """For each announced number of names that a measure put on a list, how many its listings have.

    Announced are the observations of the series persons_listed, entities_listed, vessels_listed and targets_listed;
    counted are different names of these kinds. missing is how many fewer there are, and null where a note tells what
    the number counts.
    """

    measure_id: str
    observation_id: str
    series: str
    announced: Amount
    listed: Count
    note: str | None
    missing: Annotated[float | None, {"minimum": 0}]


class CoverageReport(TypedDict):
    """The report of a release, as coverage.json has it."""

    name: str
    version: str
    window: Window
    tables: list[TableRows]
    years: list[YearRows]
    types: list[TypeRows]
    cells: list[CellRows]
    themes: list[ThemeRows]
    fill: list[FilledCells]
    evidence: Evidence
    sources: Sources
    certainty: list[CertaintyRows]
    precision: list[PrecisionRows]
    crosswalk: list[MatchedTerms]
    identifiers: list[IdentifiedRecords]
    lists: list[ListedNames]


_JSON_TYPES = {str: "string", int: "integer", float: "number", NoneType: "null"}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 7) that each coverage report is valid against."""
    head = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Coverage report of a release (coverage.json)",
    }
    return head | _schema(CoverageReport)


def _schema(kind: Any) -> dict[str, Any]:
    """The schema of a type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_typeddict(kind):
        fields = {name: _schema(inner) for name, inner in get_type_hints(kind, include_extras=True).items()}
        return {"type": "object", "properties": fields, "required": [*fields], "additionalProperties": False}
    if origin is list:
        described = {"description": " ".join(arguments[0].__doc__.split())}
        return described | {"type": "array", "items": _schema(arguments[0])}
    if origin is Annotated:
        keywords: dict[str, Any] = arguments[1]
        return _schema(arguments[0]) | keywords
    if origin is Literal:
        return {"enum": [*arguments]}
    if isinstance(kind, UnionType):
        return {"type": [_JSON_TYPES[member] for member in arguments]}
    return {"type": _JSON_TYPES[kind]}
