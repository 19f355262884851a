"""Rules for sources: every claim has one that supports it, and no source or actor is unused."""

from __future__ import annotations

from us_russia_relations.rules.rule import Rule

SOURCE_TOO_EARLY = Rule(
    name="source-too-early",
    why="A source issued before the thing happened can't support that it happened.",
    fix="Correct the date of the source, cite a later one, or let the stance of the early one be context.",
    file="citations.csv",
    columns=("citation_id", "type", "issued"),
    bad="kremlin-2010-new-start-signed,webpage,2010-03-08",
    good="kremlin-2010-new-start-signed,webpage,2010-04-08",
)

NO_EVIDENCE = Rule(
    name="no-evidence",
    why="A claim without a source can't be checked.",
    fix="Add a row to links/evidence.csv with the source and where to look in it, or empty the cell.",
    file="measures.csv",
    columns=("measure_id", "effective", "ended"),
    bad="russian-food-embargo-2014,2014-08-06,2015-08-06",
    good="russian-food-embargo-2014,2014-08-06,",
)

CLAIMED_VALUE = Rule(
    name="claimed-value",
    why="A contradiction is of use only with what the source says instead.",
    fix="Write what the source says into claimed_value, as short as can be.",
    file="links/evidence.csv",
    columns=("record_id", "citation_id", "stance", "claimed_value"),
    bad="eo-13661,ofac-2014-regs-79-fr-26365,contradicts,",
    good="eo-13661,ofac-2014-regs-79-fr-26365,contradicts,2014-03-17",
)

ORPHAN_CITATION = Rule(
    name="orphan-citation",
    why="A source that nothing cites proves nothing.",
    fix="Cite it in links/evidence.csv, or take it out.",
    file="citations.csv",
    columns=("citation_id", "type"),
    bad="alcaro-2019-inf,report\nalexseev-2014-crimea,report",
    good="alcaro-2019-inf,report",
)

ORPHAN_ACTOR = Rule(
    name="orphan-actor",
    why="An actor that takes part in nothing does not belong here.",
    fix="Add it as a participant where it took part, or take it out.",
    file="actors.csv",
    columns=("actor_id", "name"),
    bad="belarus,Belarus\nbelgium,Belgium",
    good="belarus,Belarus",
)

LIKELY_DUPLICATE = Rule(
    name="likely-duplicate",
    severity="warning",
    why="The same act told twice is counted twice.",
    fix="Merge the two, or tie them with the relation same_process_as.",
    file="events.csv",
    columns=("event_id", "title"),
    bad=("inf-entry-into-force-1988,INF Treaty enters into force\ninf-signing-1987,The INF Treaty enters into force"),
    good=(
        "inf-entry-into-force-1988,INF Treaty enters into force\n"
        "inf-signing-1987,United States and Soviet Union sign the INF Treaty"
    ),
)
