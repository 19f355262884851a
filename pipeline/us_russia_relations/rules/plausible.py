"""Rules for numbers and days that can't be, whatever their sources are."""

from __future__ import annotations

from us_russia_relations.rules.rule import Rule

_VALUE = ("observation_id", "series", "value")

IMPOSSIBLE_VALUE = Rule(
    name="impossible-value",
    why="Things are counted in whole numbers from 0, and a share lies between 0 and 100.",
    fix="Look the number up; a fall is negative only in a series of changes.",
    file="observations.csv",
    columns=_VALUE,
    bad="new-start-senate-votes-for,votes_for,-71",
    good="new-start-senate-votes-for,votes_for,71",
)

SERIES_UNIT = Rule(
    name="series-unit",
    why="The numbers of a series can be compared only in one unit.",
    fix="Write the unit of the series, and the value in it.",
    file="observations.csv",
    columns=("observation_id", "series", "unit"),
    bad="new-start-senate-votes-against,votes_against,persons",
    good="new-start-senate-votes-against,votes_against,votes",
)

FUTURE_DATE = Rule(
    name="future-date",
    why="What is recorded has happened, and no source was read tomorrow.",
    fix="Correct the day; mostly a digit of the year is wrong.",
    file="citations.csv",
    columns=("citation_id", "accessed"),
    bad="alcaro-2019-inf,2062-11-22",
    good="alcaro-2019-inf,2026-11-22",
)

IMPLAUSIBLE_DATE = Rule(
    name="implausible-date",
    why="A day of another age is a slip of the keyboard.",
    fix="Correct the year.",
    file="events.csv",
    columns=("event_id", "date"),
    bad="kerry-lavrov-syria-plan-2016,0216-09-09",
    good="kerry-lavrov-syria-plan-2016,2016-09-09",
)

LISTED_LATE = Rule(
    name="listed-late",
    why="A name is listed by the measure that puts it on the list, and within days of it.",
    fix="Correct the date, or name the measure that listed it.",
    file="links/listings.csv",
    columns=("measure_id", "name", "listed"),
    bad='ofac-designations-2014-03-20,"ROTENBERG, Boris",2015-03-20',
    good='ofac-designations-2014-03-20,"ROTENBERG, Boris",2014-03-20',
)

NO_SUCCESSOR = Rule(
    name="no-successor",
    why="What was merged or split lives on in another record, and readers are led there.",
    fix="Name the other record in replaced_by, or let the status be withdrawn.",
    file="retired.csv",
    columns=("retired_id", "status", "replaced_by"),
    bad="zelensky-call-2019,merged,",
    good="zelensky-call-2019,merged,trump-zelensky-call-2019",
)
