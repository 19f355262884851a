"""The panels: counts by directed dyad and by country, for each month or year of the window of coverage.

The formulas name published tables and columns alone, so that anybody can compute a panel again from them.
"""

from __future__ import annotations

from us_russia_relations.definitions.columns import computed, reference
from us_russia_relations.definitions.model import Column, ColumnType, ForeignKey, Table

# Events of these types count in both directions where both states took part in one of these roles.
_PROPERTIES = "the properties meeting of event_type, and aims, aimed_at and meets of role, in term_properties"
# The roles in which a state takes part in an event, by the column of country_year that counts them.
EVENT_ROLES = {
    "as_initiator": ("initiator",),
    "as_target": ("target",),
    "as_participant": ("participant", "host", "mediator"),
    "as_affected": ("affected",),
}
# The roles in which a state takes part in a measure, by the columns of country_year that count them.
MEASURE_ROLES = {"measures_imposed": "imposer", "measures_received": "target"}
# A date of another precision is coarser than a month.
MONTHLY = ("day", "days", "month")
# All digits of a quotient would be more than the scores carry, and than a spreadsheet keeps.
MEAN_PLACES = 6
QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")

_FIRST, _LAST = "2009-01-01", "2021-01-31"
_MONTHLY = f"whose precision is one of {', '.join(MONTHLY)} and whose start bound lies in the month"
_YEARLY = (
    f"whose start bound lies in the year, and from {_FIRST} to {_LAST}, and whose precision is one of "
    f"{', '.join(MONTHLY)} or whose end bound lies in the year, too"
)
_PLACED = {"month": _MONTHLY, "year": _YEARLY}
_BEGAN = "effective_start, or adopted_start where that is empty,"
IN_FORCE = {
    period: f"{_BEGAN} is filled and not after {last}; ended_start is empty, or later than both it and the first day "
    f"of the {period}"
    for period, last in (("month", "the last day of the month"), ("year", f"the last day of the year or {_LAST}"))
}
_ONE_CODE = "the code of its type under the scheme {} in crosswalk, where there is exactly one"


def count(name: str, description: str, formula: str) -> Column:
    """A number of rows."""
    return Column(name, description, "1", type="integer", required=True, formula=formula)


def code(name: str, description: str, example: str, *, of: str, scheme: str, required: bool = False) -> Column:
    """The code that another scheme gives to an actor."""
    kind: ColumnType = "string" if scheme == "iso3" else "integer"
    absent = "0" if required else "empty"
    formula = f"identifier of {of} under the scheme {scheme} in identifiers; {absent} where it has none"
    return Column(name, description, example, type=kind, required=required, formula=formula)


_YEAR = Column("year", "Calendar year.", "2014", type="integer", required=True, formula="each year from 2009 to 2021")
_EVERY_MONTH = "each month from 2009-01 to 2021-01"
MONTH = (
    Column("year", "Calendar year.", "2014", type="integer", required=True, formula=_EVERY_MONTH),
    Column("month", "Calendar month, 1 to 12.", "3", type="integer", required=True, formula=_EVERY_MONTH),
    Column(
        "yearmon",
        "Year and month as YYYY-MM.",
        "2014-03",
        required=True,
        pattern=r"[0-9]{4}-[0-9]{2}",
        formula="year and month, the month in two digits, joined by a hyphen",
    ),
)
_DYAD = (
    computed(reference("source_id", "State that acts.", "usa"), "usa, and once more russia"),
    computed(reference("target_id", "State that is acted on.", "russia"), "the other of usa and russia"),
    code("ccode1", "Correlates of War number of the acting state.", "2", of="source_id", scheme="cow", required=True),
    code("ccode2", "Correlates of War number of the other state.", "365", of="target_id", scheme="cow", required=True),
)
_DYAD_KEYS = (
    ForeignKey(("source_id",), "actors", ("actor_id",)),
    ForeignKey(("target_id",), "actors", ("actor_id",)),
)


def _dyad_counts(period: str) -> tuple[Column, ...]:
    measures = "rows of measures, not refuted, with source_id as imposer and target_id as target in participants"
    in_force = IN_FORCE[period]
    eased = f"of such measures, those with a date in ended, or in delisted of one of their listings, {_PLACED[period]}"
    return (
        count(
            "events",
            f"Events in the {period} from the one state to the other; a meeting of both counts in both directions.",
            f"rows of events with certainty not refuted, {_PLACED[period]}, with source_id in a role that aims "
            f"and target_id in one that is aimed at in participants; or of a meeting type, with both states in roles "
            f"that meet: {_PROPERTIES}",
        ),
        *(
            count(
                name,
                f"Of these, events of quad class {quad}.",
                f"of events, those whose quad class is {quad}: " + _ONE_CODE.format("quad_class"),
            )
            for quad, name in enumerate(QUADS, start=1)
        ),
        count(
            "meetings",
            "Of these, meetings, summits, visits, calls and talks in which both states took part.",
            f"of events, those of a meeting type, with both states in roles that meet: {_PROPERTIES}",
        ),
        count(
            "unscored",
            "Of these, events of a type without conflict-cooperation score, which count in neither sum nor mean.",
            "of events, those without score: " + _ONE_CODE.format("goldstein"),
        ),
        Column(
            "goldstein_sum",
            "Sum of the conflict-cooperation scores (Goldstein, -10 to 10) of the events; 0 where none has one.",
            "-4",
            type="number",
            required=True,
            formula="over events, the sum of " + _ONE_CODE.format("goldstein"),
        ),
        Column(
            "goldstein_mean",
            "Mean conflict-cooperation score of the events that have one; empty where none has.",
            "-4",
            type="number",
            formula=f"goldstein_sum / (events - unscored), rounded to {MEAN_PLACES} decimal places",
        ),
        count(
            "together",
            "Joint acts that are no meetings (signings, exercises, statements); they are not among events.",
            f"rows of events with certainty not refuted, {_PLACED[period]}, of a type that is no meeting, with both "
            f"states in roles that meet, and neither in a role that aims with the other in one that is aimed at: "
            f"{_PROPERTIES}",
        ),
        count(
            "measures_new",
            f"Measures adopted in the {period} by the one state against the other.",
            f"{measures}, with a date in adopted {_PLACED[period]}",
        ),
        count(
            "eased",
            f"Measures of the one state against the other that ended, or ended for somebody listed, in the {period}.",
            eased,
        ),
        count(
            "measures_in_force",
            f"Measures of the one state against the other in force on some day of the {period}.",
            f"{measures}: {in_force}",
        ),
    )


_WITHOUT_MONTH = count(
    "events_without_month",
    "Of these, events dated more coarsely than a month, which no month counts.",
    f"of events, those whose date_precision is none of {', '.join(MONTHLY)}",
)

DYAD_MONTH = Table(
    name="dyad_month",
    title="Directed dyad by month",
    row="one direction of the dyad (usa to russia, russia to usa) in one month from 2009-01 to 2021-01",
    folder=None,
    primary_key=("source_id", "target_id", "year", "month"),
    foreign_keys=_DYAD_KEYS,
    columns=(*_DYAD, *MONTH, *_dyad_counts("month")),
)

DYAD_YEAR = Table(
    name="dyad_year",
    title="Directed dyad by year",
    row="one direction of the dyad (usa to russia, russia to usa) in one year from 2009 to 2021 (January alone)",
    folder=None,
    primary_key=("source_id", "target_id", "year"),
    foreign_keys=_DYAD_KEYS,
    columns=(*_DYAD, _YEAR, *_dyad_counts("year"), _WITHOUT_MONTH),
)


def _part(name: str, description: str) -> Column:
    roles = " or ".join(EVENT_ROLES[name])
    return count(name, description, f"of events, those with actor_id as {roles} in participants")


def _country_measures(name: str) -> tuple[Column, Column]:
    role = MEASURE_ROLES[name]
    measures = f"rows of measures, not refuted, with actor_id as {role} in participants"
    return (
        count(
            name,
            f"Measures adopted in the year with the state as {role}.",
            f"{measures}, with a date in adopted {_YEARLY}",
        ),
        count(
            f"{name}_in_force",
            f"Measures with the state as {role} in force on some day of the year.",
            f"{measures}: {IN_FORCE['year']}",
        ),
    )


COUNTRY_YEAR = Table(
    name="country_year",
    title="Country by year",
    row="one state in one year from 2009 to 2021 (January alone); every year for usa, russia and each state "
    "with a Correlates of War number that any year counts",
    folder=None,
    primary_key=("actor_id", "year"),
    foreign_keys=(ForeignKey(("actor_id",), "actors", ("actor_id",)),),
    columns=(
        computed(
            reference("actor_id", "The state.", "ukraine"),
            "each row of actors of kind state with an identifier under the scheme cow for which some year of the table "
            "has a count above 0; usa and russia also without",
        ),
        code("ccode", "Correlates of War number.", "369", of="actor_id", scheme="cow", required=True),
        code("gwcode", "Gleditsch-Ward number.", "369", of="actor_id", scheme="gw"),
        code("iso3", "ISO 3166-1 alpha-3 code.", "UKR", of="actor_id", scheme="iso3"),
        _YEAR,
        count(
            "events",
            "Events in the year in which the state itself took part, in whichever role.",
            f"rows of events with certainty not refuted, {_YEARLY}, with actor_id in participants in any of the roles "
            f"{', '.join(role for roles in EVENT_ROLES.values() for role in roles)}",
        ),
        _part("as_initiator", "Of these, events that the state initiated."),
        _part("as_target", "Of these, events whose target the state was."),
        _part("as_participant", "Of these, events in which the state was participant, host or mediator."),
        _part("as_affected", "Of these, events by which the state was affected."),
        _WITHOUT_MONTH,
        *_country_measures("measures_imposed"),
        *_country_measures("measures_received"),
    ),
)
