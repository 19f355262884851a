"""What lasts: the status of treaties by party, and measures in force, as spells and by month."""

from __future__ import annotations

from us_russia_relations.definitions import package
from us_russia_relations.definitions.columns import coded, computed, reference
from us_russia_relations.definitions.model import Column, ForeignKey, Table
from us_russia_relations.definitions.panels import IN_FORCE, MONTH, code, count
from us_russia_relations.definitions.vocabularies import COMPUTED_TERMS

_TO_TREATY = ForeignKey(("treaty_id",), "treaties", ("treaty_id",))
_TO_PARTY = ForeignKey(("actor_id",), "actors", ("actor_id",))
# In the order in which a treaty takes them for a party.
STATUSES = COMPUTED_TERMS["treaty_status"]
# How the spells follow from the steps; each column of the table names the part of it that it holds.
_STEPS = (
    "the steps of a treaty for a party are: in_force on in_force_start and ended on ended_start of treaties; and, for "
    "events (not refuted) with the treaty in relations as object of acts_on and the party as initiator, on date_start "
    "the status that the type of the event has by the property party_status of event_type in term_properties; "
    "sorted by day and, on one day, the later status first, of one status the treaty's "
    "own date before events, and these by id; kept where the status is later "
    f"than any before it ({', '.join(STATUSES)}); none where the first is not {STATUSES[0]}"
)

TREATY_STATUS = Table(
    name="treaty_status",
    title="Treaty status by party",
    row="a spell in which a treaty had one status for one party",
    folder=None,
    primary_key=("treaty_id", "actor_id", "start"),
    foreign_keys=(
        _TO_TREATY,
        _TO_PARTY,
        ForeignKey(("start_event",), "events", ("event_id",)),
        ForeignKey(("end_event",), "events", ("event_id",)),
    ),
    columns=(
        computed(reference("treaty_id", "The treaty.", "inf-treaty"), "each row of treaties with a step that is kept"),
        computed(
            reference("actor_id", "The party.", "usa"),
            "each party of the treaty in participants; where it has none, each signatory",
        ),
        computed(
            coded("status", "treaty_status", "Status of the treaty for the party.", "withdrawal_pending"),
            f"the status of a step that is kept; {_STEPS}",
        ),
        Column(
            "start",
            "First day of the spell.",
            "2019-02-02",
            type="date",
            required=True,
            formula="the day of the step that is kept (see status)",
        ),
        Column(
            "end",
            "First day of the next spell; empty while the spell lasts.",
            "2019-08-02",
            type="date",
            formula="start of the next spell of the treaty and party",
        ),
        computed(
            reference("start_event", "Event that the start rests on.", "inf-withdrawal-notice-2019", required=False),
            "the event of the step; of one that treaties dates, the first by id of the events that act on the treaty "
            "and are of a type that dates this column: the property dates of event_type in term_properties",
        ),
        computed(
            reference("end_event", "Event that the end rests on.", "inf-withdrawal-effective-2019", required=False),
            "start_event of the next spell of the treaty and party",
        ),
        Column(
            "censored",
            f"Whether the spell had not ended by {package.WINDOW_END}, where observation ends; a treaty that has ended "
            f"has no further end to wait for.",
            "false",
            type="boolean",
            required=True,
            formula=f"status is not ended, and end is empty or later than {package.WINDOW_END}",
        ),
    ),
)

_DAY = Column(
    "day",
    "Day that the row tells of.",
    "2014-03-31",
    type="date",
    required=True,
    formula=f"the last day of the month, or {package.WINDOW_END} where that is earlier",
)
# The kinds of actors that impose measures and bear them in the tables by month, and keep lists.
IMPOSER_KINDS = ("state", "igo")
_KINDS = " or ".join(IMPOSER_KINDS)
# What is listed, by the column of listed_month that counts it.
LISTED_KINDS = {"persons": "person", "organizations": "organization", "vessels": "vessel", "aircraft": "aircraft"}

TREATY_STATUS_MONTH = Table(
    name="treaty_status_month",
    title="Treaty status by party at the end of each month",
    row="one treaty and party at the end of one month from 2009-01 to 2021-01",
    folder=None,
    primary_key=("treaty_id", "actor_id", "year", "month"),
    foreign_keys=(_TO_TREATY, _TO_PARTY),
    columns=(
        computed(reference("treaty_id", "The treaty.", "inf-treaty"), "each treaty of treaty_status"),
        computed(reference("actor_id", "The party.", "usa"), "each party of the treaty in treaty_status"),
        code("ccode", "Correlates of War number of the party.", "2", of="actor_id", scheme="cow"),
        *MONTH,
        _DAY,
        computed(
            coded(
                "status",
                "treaty_status",
                "Status on that day; empty before the first spell.",
                "in_force",
                required=False,
            ),
            "status of the spell of treaty_status whose start is not after day and whose end is empty or after day",
        ),
    ),
)

_MEASURES = (
    "rows of measures, not refuted, with imposer_id as imposer and target_id as target in participants and with "
    "measure_type in tags"
)

MEASURES_IN_FORCE = Table(
    name="measures_in_force",
    title="Measures in force by month",
    row="one imposer, target and type of measure in one month from 2009-01 to 2021-01; every month for each "
    "combination of which some month has a measure in force",
    folder=None,
    primary_key=("year", "month", "imposer_id", "target_id", "measure_type"),
    foreign_keys=(
        ForeignKey(("imposer_id",), "actors", ("actor_id",)),
        ForeignKey(("target_id",), "actors", ("actor_id",)),
    ),
    columns=(
        *MONTH,
        computed(
            reference("imposer_id", "State or organisation that imposes.", "usa"),
            f"imposer of a measure in participants, of kind {_KINDS} in actors",
        ),
        code(
            "sender_ccode",
            "Correlates of War number of the imposer; empty for an organisation.",
            "2",
            of="imposer_id",
            scheme="cow",
        ),
        computed(
            reference("target_id", "State that is burdened.", "russia"),
            f"target of the same measure in participants, of kind {_KINDS} in actors",
        ),
        code(
            "target_ccode",
            "Correlates of War number of the target; empty for an organisation.",
            "365",
            of="target_id",
            scheme="cow",
        ),
        computed(
            coded("measure_type", "measure_type", "Type of measure.", "asset_freeze"),
            "term of the same measure under the vocabulary measure_type in tags",
        ),
        count("measures", "Measures in force on some day of the month.", f"{_MEASURES}: {IN_FORCE['month']}"),
        count(
            "listed_targets",
            "Entries of lists made by these measures that stand on some day of the month; a name under two programmes "
            "is two entries.",
            "rows of listings of these measures: listed_start is filled and not after the last day of the month; "
            "delisted_start is empty, or later than both it and the first day of the month",
        ),
        count(
            "censored",
            f"Of the measures, those that had not ended by {package.WINDOW_END}, where observation ends.",
            f"of measures, those whose ended_start is empty or later than {package.WINDOW_END}",
        ),
    ),
)

_LISTED = (
    "different name in listings of kind {}, by measures that are not refuted and have imposer_id as imposer in "
    "participants, under programme: listed_start is not after day, and delisted_start is empty or after day"
)

LISTED_MONTH = Table(
    name="listed_month",
    title="Names on lists at the end of each month",
    row="one imposer and programme at the end of one month from 2009-01 to 2021-01; every month for each combination "
    "of which some month has a name listed",
    folder=None,
    primary_key=("year", "month", "imposer_id", "programme"),
    foreign_keys=(ForeignKey(("imposer_id",), "actors", ("actor_id",)),),
    columns=(
        *MONTH,
        _DAY,
        computed(
            reference("imposer_id", "State or organisation whose list it is.", "usa"),
            f"imposer of the listing's measure in participants, of kind {_KINDS} in actors",
        ),
        code(
            "sender_ccode",
            "Correlates of War number of the imposer; empty for an organisation.",
            "2",
            of="imposer_id",
            scheme="cow",
        ),
        computed(coded("programme", "programme", "Programme.", "ukraine_eo13661"), "programme of the listing"),
        *(
            count(name, f"{name.capitalize()} on the list on that day, each name once.", _LISTED.format(kind))
            for name, kind in LISTED_KINDS.items()
        ),
    ),
)
