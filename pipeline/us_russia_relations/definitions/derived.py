"""Tables and columns that are computed from the raw tables and never typed."""

from __future__ import annotations

from collections.abc import Sequence

from us_russia_relations.definitions import columns as shared
from us_russia_relations.definitions.columns import coded, computed, reference
from us_russia_relations.definitions.model import Column, ForeignKey, Table
from us_russia_relations.definitions.panels import COUNTRY_YEAR, DYAD_MONTH, DYAD_YEAR
from us_russia_relations.definitions.records import OBSERVATIONS, RECORD_TABLES
from us_russia_relations.definitions.spells import LISTED_MONTH, MEASURES_IN_FORCE, TREATY_STATUS, TREATY_STATUS_MONTH

RECORDS = Table(
    name="records",
    title="Registry of ids",
    row="one id that the dataset has ever published, with the table that it lives in",
    folder=None,
    primary_key=("record_id",),
    columns=(
        computed(
            reference("record_id", "The id.", "caatsa-2017"),
            "each id of actors, events, measures, treaties, citations and observations, and each retired_id of retired",
        ),
        Column(
            "table",
            "Record table that holds the row.",
            "measures",
            required=True,
            formula="name of the table that has the id; retired where the id is retired",
        ),
        Column(
            "title",
            "Title or name of the record.",
            "United States enacts CAATSA",
            required=True,
            formula="title or name of the row, name_native or short_name where it has none; of an observation "
            f"{OBSERVATIONS.label_format}, the value with six digits at most; of a retired id its reason",
        ),
        computed(
            coded("status", "record_status", "Whether the record is current or retired.", "current"),
            "retired where the id stands in retired, else current",
        ),
        computed(
            reference("replaced_by", "The id to use instead of a retired one.", "some-new-id", required=False),
            "replaced_by of retired; empty for a current record",
        ),
        Column(
            "first_version",
            "First version that had the id.",
            "0.1.0",
            required=True,
            formula="first_version of the id in records of the release before; the version of this one where it is new",
        ),
    ),
)

_ENTRY = "the date column of the entry"
# The roles that the columns who and toward name, and the classes of sources, in the order in which they are named.
TIMELINE_WHO = ("initiator", "imposer", "party", "signatory", "participant", "host")
TIMELINE_TOWARD = ("target", "affected")
TIMELINE_SOURCES = ("primary_official", "primary_other", "scholarly", "reference", "media")


def _milestones() -> str:
    """The dates that are entries by themselves, by table."""
    named = {table.name: [column.name for column in table.columns if column.milestone] for table in RECORD_TABLES}
    return " and ".join(f"{_listed(names, 'and')} of {table}" for table, names in named.items() if names)


def _listed(names: Sequence[str], last: str) -> str:
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


TIMELINE = Table(
    name="timeline",
    title="Timeline",
    row="one dated entry: an event, or a date of a measure or treaty that no event carries",
    folder=None,
    primary_key=("entry_id",),
    foreign_keys=(ForeignKey(("record_id",), "records", ("record_id",)),),
    columns=(
        Column(
            "entry_id",
            "Id of the record and, after a colon, the date column.",
            "eo-13661:adopted",
            required=True,
            formula=f"each event; each filled {_milestones()}, but for those that an event tells which acts on the "
            "record (relations, acts_on) and is of a type that dates the column: the property dates of event_type in "
            "term_properties",
        ),
        computed(shared.RECORD_ID, "entry_id before the colon"),
        Column("date", "Date in EDTF level 1.", "2014-03-16", required=True, formula=_ENTRY),
        Column(
            "date_start",
            "First day that the date can mean.",
            "2014-03-16",
            type="date",
            formula=f"start bound of {_ENTRY}",
        ),
        Column(
            "date_end", "Last day that the date can mean.", "2014-03-16", type="date", formula=f"end bound of {_ENTRY}"
        ),
        computed(coded("date_precision", "date_precision", "Precision of the date.", "day"), f"precision of {_ENTRY}"),
        Column(
            "entry",
            "Kind of entry in words.",
            "Measure adopted",
            required=True,
            formula="label of the event's type in terms; else Measure or Treaty and what the date column says",
        ),
        Column(
            "title",
            "Title of the record.",
            "United States authorises sanctions",
            required=True,
            formula="title of the event or measure, name of the treaty",
        ),
        Column(
            "who",
            "Names of initiators, imposers, parties and participants, separated by '; '.",
            "United States",
            formula=f"names of the actors in participants with the role {_listed(TIMELINE_WHO, 'or')}, in this order "
            "and then by id, each once",
        ),
        Column(
            "toward",
            "Names of targets and affected, separated by '; '.",
            "Russia",
            formula=f"likewise with the role {_listed(TIMELINE_TOWARD, 'or')}",
        ),
        Column(
            "issues",
            "Issue areas, separated by '; '.",
            "Sanctions; Ukraine",
            formula="labels in terms of the record's tags of the vocabulary issue, by term",
        ),
        computed(shared.CERTAINTY, "certainty of the event or measure; established for a treaty"),
        computed(shared.SCOPE, "scope of the record"),
        Column(
            "sources",
            "Titles of the supporting sources, official ones first, separated by '; '.",
            "79 FR 13493",
            formula="titles of the citations that support the record in evidence, each once, by source_class "
            f"({', '.join(TIMELINE_SOURCES)}) and then by title",
        ),
    ),
)

CHANGES = Table(
    name="changes",
    title="Changes since the release before",
    row="one difference from the release before: of a row, a cell, a column or a table",
    folder=None,
    primary_key=("number",),
    columns=(
        Column(
            "number",
            "Place in the list of changes, from 1.",
            "1",
            type="integer",
            required=True,
            formula="1, 2, ... in an order in which the changes can be made to the release before: definitions, rows "
            "and cells, definitions that go, computed tables",
        ),
        Column("table", "Table that changed.", "measures", required=True, formula="name of the table"),
        Column(
            "record",
            "Primary key of the row as a line of CSV, for a record its id; empty where a column or table is meant.",
            "eo-13661",
            formula="cells of the primary key as a line of CSV",
        ),
        Column(
            "field",
            "Column that changed; empty where the row or table as a whole is meant.",
            "adopted",
            formula="name of the column",
        ),
        computed(
            coded("kind", "change_kind", "What happened to it.", "changed"),
            "added where the release before lacks it, removed or retired where this one does, else changed",
        ),
        Column(
            "old",
            "What stood there: the text of a cell; of a row the JSON object of its filled cells; of a column or table "
            "its definition.",
            "2014-03-17",
            formula="from the release before; of a computed table its fingerprint",
        ),
        Column(
            "new",
            "What stands there now, likewise; for a retired record the id to use instead.",
            "2014-03-16",
            formula="from this release; of a computed table its fingerprint",
        ),
        computed(
            coded("class", "change_class", "The least part of the version that the change raises.", "patch"),
            "major where code that reads the tables may fail or an id leads nowhere, minor where there is more than "
            "before, else patch; docs/releases.md has the rule for each kind of change",
        ),
        Column(
            "reason",
            "Why, where a tombstone or the evidence tells it.",
            "Signed the day before it was published.",
            formula="reason of the tombstone in retired; notes of the evidence for the field that is new or changed",
        ),
    ),
)

# The list of changes is computed last, from all the others.
DERIVED_TABLES = (
    RECORDS,
    TIMELINE,
    DYAD_MONTH,
    DYAD_YEAR,
    COUNTRY_YEAR,
    TREATY_STATUS,
    TREATY_STATUS_MONTH,
    MEASURES_IN_FORCE,
    LISTED_MONTH,
    CHANGES,
)


# What the names of the columns beside a date end in: its first and last day, and its precision.
BOUNDS = ("_start", "_end", "_precision")


def with_bounds(table: Table) -> Table:
    """The published shape of a raw table: after each EDTF column its two bounds and its precision."""
    columns: list[Column] = []
    for column in table.columns:
        columns.append(column)
        if column.type == "edtf":
            columns.extend(_bounds(column))
    return table.with_columns(tuple(columns))


def _bounds(column: Column) -> tuple[Column, Column, Column]:
    name, text = column.name, column.description
    days = (
        f"day that the EDTF text in {name} can mean, by the calendar; spring is March to May, summer June to August, "
        f"autumn September to November, winter December to February of the next year; X stands for any digit; "
        f"~ ? % change nothing; empty where {name} is empty or that end is open (..)"
    )
    precision = (
        f"of the EDTF text in {name}: day, month, season or year, whichever it names (X for a digit of the day or "
        f"month counts as not named); days for an interval between two days, open for an interval with an open end, "
        f"interval for every other interval, decade and century; empty where {name} is empty"
    )
    return (
        Column(
            f"{name}_start",
            f"First day that {name} can mean; empty where it is open.",
            "2014-03-16",
            type="date",
            formula=f"the first {days}",
        ),
        Column(
            f"{name}_end",
            f"Last day that {name} can mean; empty where it is open.",
            "2014-03-16",
            type="date",
            formula=f"the last {days}",
        ),
        computed(
            coded(f"{name}_precision", "date_precision", f"Precision of {name}. {text}", "day", required=False),
            precision,
        ),
    )
