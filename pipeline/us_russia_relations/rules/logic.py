"""Rules over several rows: dates against each other, and who could have taken part."""

from __future__ import annotations

from us_russia_relations.rules.rule import Rule

_PARTICIPANT = ("record_id", "actor_id", "role")

DATE_ORDER = Rule(
    name="date-order",
    why="An act is adopted, takes effect and ends in this order.",
    fix="Look both dates up in their sources; one of them is wrong, or stands in the wrong column.",
    file="measures.csv",
    columns=("measure_id", "adopted", "effective"),
    bad="russian-food-embargo-2014,2014-08-06,2014-07-08",
    good="russian-food-embargo-2014,2014-08-06,2014-08-06",
)

END_REASON = Rule(
    name="end-reason",
    why="An end of a treaty or listing has a reason, and a reason has an end.",
    fix="Fill the other of the two cells, or empty both; the exit of one party is an event and no end.",
    file="treaties.csv",
    columns=("treaty_id", "ended", "end_reason"),
    bad="inf-treaty,2019-08-02,",
    good="inf-treaty,2019-08-02,withdrawn",
)

ACTS_ON_DATE = Rule(
    name="acts-on-date",
    why="The date on a treaty or measure is that of the event that made the step.",
    fix="Look the step up and correct the treaty, the measure or the event.",
    file="treaties.csv",
    columns=("treaty_id", "signed", "in_force"),
    bad="inf-treaty,1987-12-09,1988-06-01",
    good="inf-treaty,1987-12-08,1988-06-01",
)

AUTHORITY_LATER = Rule(
    name="authority-later",
    why="No act rests on a power that did not exist yet.",
    fix="Correct the date that is wrong, or name the authority that was in force.",
    file="measures.csv",
    columns=("measure_id", "adopted"),
    bad="eo-13661,2014-03-26\nofac-designations-2014-03-20,2014-03-20",
    good="eo-13661,2014-03-16\nofac-designations-2014-03-20,2014-03-20",
)

SELF_TARGET = Rule(
    name="self-target",
    why="Nobody imposes a measure on himself.",
    fix="Correct the actor or the role of one of the two rows.",
    file="links/participants.csv",
    columns=_PARTICIPANT,
    bad="eo-13661,usa,imposer\neo-13661,usa,target",
    good="eo-13661,russia,target\neo-13661,usa,imposer",
)

LISTED_TARGET = Rule(
    name="listed-target",
    why="Who is listed is a target by computation; a fact that is typed twice will differ one day.",
    fix="Take the participant out; the release has it from links/listings.csv.",
    file="links/participants.csv",
    columns=_PARTICIPANT,
    bad="ofac-designations-2014-03-20,bank-rossiya,target\nofac-designations-2014-03-20,russia,target",
    good="ofac-designations-2014-03-20,russia,target",
)

LISTED_COUNT = Rule(
    name="listed-count",
    why="A list that names more than were announced names somebody who is not on it, or somebody twice.",
    fix="Look the number and the names up; where the number leaves something out, its note says what.",
    file="observations.csv",
    columns=("observation_id", "series", "value"),
    bad="ofac-designations-2014-03-20-persons,persons_listed,1",
    good="ofac-designations-2014-03-20-persons,persons_listed,20",
)

ACTOR_INACTIVE = Rule(
    name="actor-inactive",
    why="Nobody takes part before he exists or after he is gone.",
    fix="Name the predecessor or successor, or correct the date of the record or of the actor.",
    file="links/participants.csv",
    columns=_PARTICIPANT,
    bad="new-start,soviet-union,signatory",
    good="new-start,russia,signatory",
)

OUTSIDE_OFFICE = Rule(
    name="outside-office",
    why="Nobody acts for a body outside the term that he held office in it.",
    fix="Check the date and the person, and add the term that is missing to links/affiliations.csv.",
    file="links/participants.csv",
    columns=_PARTICIPANT,
    bad="trump-zelensky-call-2019,barack-obama,participant",
    good="trump-zelensky-call-2019,donald-trump,participant",
)

ALLEGED_WITHOUT_SOURCE = Rule(
    name="alleged-without-source",
    why="An allegation is somebody's; without the name it looks like a fact.",
    fix="Add the actor whose claim it is as a participant with the role attributed_by.",
    file="events.csv",
    columns=("event_id", "date", "certainty"),
    bad="trump-zelensky-call-2019,2019-07-25,alleged",
    good="trump-zelensky-call-2019,2019-07-25,established",
)

NO_PARTICIPANT = Rule(
    name="no-participant",
    why="An act without an actor can't be placed in any dyad.",
    fix="Add rows to links/participants.csv; a measure has at least one imposer.",
    file="links/participants.csv",
    columns=_PARTICIPANT,
    bad="eo-13661,russia,target",
    good="eo-13661,barack-obama,imposer\neo-13661,russia,target\neo-13661,usa,imposer",
)

SCOPE_WINDOW = Rule(
    name="scope-window",
    why="The scope follows from the dates.",
    fix="Take the scope that the hint names, or correct the date.",
    file="events.csv",
    columns=("event_id", "date", "scope"),
    bad="inf-signing-1987,1987-12-08,core",
    good="inf-signing-1987,1987-12-08,background",
)
