"""Tables and columns that are computed from the raw tables and never typed."""

from __future__ import annotations

from us_russia_relations.schema import columns as shared
from us_russia_relations.schema.columns import coded, reference
from us_russia_relations.schema.model import Column, ForeignKey, Table

RECORDS = Table(
    name="records",
    title="Registry of ids",
    row="one id that the dataset has ever published, with the table that it lives in",
    folder=None,
    primary_key=("record_id",),
    columns=(
        reference("record_id", "The id.", "caatsa-2017"),
        Column("table", "Record table that holds the row.", "measures", required=True),
        Column("title", "Title or name of the record.", "United States enacts CAATSA", required=True),
        coded("status", "record_status", "Whether the record is current or retired.", "current"),
        reference("replaced_by", "The id to use instead of a retired one.", "some-new-id", required=False),
        Column("first_version", "First version that had the id.", "0.1.0", required=True),
    ),
)

TIMELINE = Table(
    name="timeline",
    title="Timeline",
    row="one dated entry: an event, or a date of a measure or treaty that no event carries",
    folder=None,
    primary_key=("entry_id",),
    foreign_keys=(ForeignKey(("record_id",), "records", ("record_id",)),),
    columns=(
        Column("entry_id", "Id of the record and, after a colon, the date column.", "eo-13661:adopted", required=True),
        shared.RECORD_ID,
        Column("date", "Date in EDTF level 1.", "2014-03-16", required=True),
        Column("date_start", "First day that the date can mean.", "2014-03-16", type="date"),
        Column("date_end", "Last day that the date can mean.", "2014-03-16", type="date"),
        coded("date_precision", "date_precision", "Precision of the date.", "day"),
        Column("entry", "Kind of entry in words.", "Measure adopted", required=True),
        Column("title", "Title of the record.", "United States authorises sanctions", required=True),
        Column("who", "Names of initiators, imposers, parties and participants, separated by '; '.", "United States"),
        Column("toward", "Names of targets and affected, separated by '; '.", "Russia"),
        Column("issues", "Issue areas, separated by '; '.", "Sanctions; Ukraine"),
        shared.CERTAINTY,
        shared.SCOPE,
        Column("sources", "Titles of the supporting sources, official ones first, separated by '; '.", "79 FR 13493"),
    ),
)

_MONTH = (
    Column("year", "Calendar year.", "2014", type="integer", required=True),
    Column("month", "Calendar month, 1 to 12.", "3", type="integer", required=True),
)


def _count(name: str, description: str) -> Column:
    return Column(name, description, "1", type="integer", required=True)


DYAD_MONTH = Table(
    name="dyad_month",
    title="Directed dyad by month",
    row="one direction of the dyad (usa to russia, russia to usa) in one month from 2009-01 to 2021-01",
    folder=None,
    primary_key=("source_id", "target_id", "year", "month"),
    foreign_keys=(
        ForeignKey(("source_id",), "actors", ("actor_id",)),
        ForeignKey(("target_id",), "actors", ("actor_id",)),
    ),
    columns=(
        reference("source_id", "State that acts.", "usa"),
        reference("target_id", "State that is acted on.", "russia"),
        Column("ccode1", "Correlates of War number of the acting state.", "2", type="integer", required=True),
        Column("ccode2", "Correlates of War number of the other state.", "365", type="integer", required=True),
        *_MONTH,
        _count("events", "Events in the month whose initiator is the one state and whose target is the other."),
        _count("verbal_cooperation", "Of these, events of quad class 1."),
        _count("material_cooperation", "Of these, events of quad class 2."),
        _count("verbal_conflict", "Of these, events of quad class 3."),
        _count("material_conflict", "Of these, events of quad class 4."),
        _count("meetings", "Meetings, summits, visits, calls and talks in which both states took part."),
        _count("measures_new", "Measures adopted in the month by the one state against the other."),
        _count("measures_in_force", "Measures of the one state against the other in force on some day of the month."),
    ),
)

TREATY_STATUS = Table(
    name="treaty_status",
    title="Treaty status by party",
    row="a spell in which a treaty had one status for one party",
    folder=None,
    primary_key=("treaty_id", "actor_id", "start"),
    foreign_keys=(
        ForeignKey(("treaty_id",), "treaties", ("treaty_id",)),
        ForeignKey(("actor_id",), "actors", ("actor_id",)),
        ForeignKey(("start_event",), "events", ("event_id",)),
        ForeignKey(("end_event",), "events", ("event_id",)),
    ),
    columns=(
        reference("treaty_id", "The treaty.", "inf-treaty"),
        reference("actor_id", "The party.", "usa"),
        coded("status", "treaty_status", "Status of the treaty for the party.", "withdrawal_pending"),
        Column("start", "First day of the spell.", "2019-02-02", type="date", required=True),
        Column("end", "First day of the next spell; empty while the spell lasts.", "2019-08-02", type="date"),
        reference("start_event", "Event that the start rests on.", "inf-withdrawal-notice-2019", required=False),
        reference("end_event", "Event that the end rests on.", "inf-withdrawal-effective-2019", required=False),
    ),
)

MEASURES_IN_FORCE = Table(
    name="measures_in_force",
    title="Measures in force by month",
    row="one month, imposer, target and type of measure with at least one measure in force",
    folder=None,
    primary_key=("year", "month", "imposer_id", "target_id", "measure_type"),
    foreign_keys=(
        ForeignKey(("imposer_id",), "actors", ("actor_id",)),
        ForeignKey(("target_id",), "actors", ("actor_id",)),
    ),
    columns=(
        *_MONTH,
        reference("imposer_id", "State or organisation that imposes.", "usa"),
        reference("target_id", "State that is burdened.", "russia"),
        coded("measure_type", "measure_type", "Type of measure.", "asset_freeze"),
        _count("measures", "Measures in force on some day of the month."),
        _count("listed_targets", "Actors in this dataset listed by these measures on some day of the month."),
    ),
)

CHANGES = Table(
    name="changes",
    title="Changes since the release before",
    row="one difference from the release before: of a row, a cell, a column or a table",
    folder=None,
    primary_key=("number",),
    columns=(
        Column("number", "Place in the list of changes, from 1.", "1", type="integer", required=True),
        Column("table", "Table that changed.", "measures", required=True),
        Column(
            "record",
            "Primary key of the row as a line of CSV, for a record its id; empty where a column or table is meant.",
            "eo-13661",
        ),
        Column("field", "Column that changed; empty where the row or table as a whole is meant.", "adopted"),
        coded("kind", "change_kind", "What happened to it.", "changed"),
        Column(
            "old",
            "What stood there: the text of a cell; of a row the JSON object of its filled cells; of a column or table "
            "its definition.",
            "2014-03-17",
        ),
        Column("new", "What stands there now, likewise; for a retired record the id to use instead.", "2014-03-16"),
        coded("class", "change_class", "The least part of the version that the change raises.", "patch"),
        Column("reason", "Why, where a tombstone or the evidence tells it.", "Signed the day before it was published."),
    ),
)

DERIVED_TABLES = (RECORDS, TIMELINE, DYAD_MONTH, TREATY_STATUS, MEASURES_IN_FORCE, CHANGES)


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
    return (
        Column(f"{name}_start", f"First day that {name} can mean; empty where it is open.", "2014-03-16", type="date"),
        Column(f"{name}_end", f"Last day that {name} can mean; empty where it is open.", "2014-03-16", type="date"),
        coded(f"{name}_precision", "date_precision", f"Precision of {name}. {text}", "day", required=False),
    )
