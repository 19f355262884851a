"""Rules for keys, references and codes."""

from __future__ import annotations

from us_russia_relations.rules.rule import Rule

_PARTICIPANT = ("record_id", "actor_id", "role")
_RELATION = ("subject_id", "relation", "object_id")

PRIMARY_KEY = Rule(
    name="primary-key",
    why="Two rows with one key say two things about one record.",
    fix="Keep one of the two rows; two things that share an id need two ids.",
    file="links/participants.csv",
    columns=_PARTICIPANT,
    bad="eo-13661,usa,imposer\neo-13661,usa,imposer",
    good="eo-13661,usa,imposer",
)

DUPLICATE_ID = Rule(
    name="duplicate-id",
    why="An id names one record in the whole dataset.",
    fix="Give the newer record another id; `treaty-text` beside `treaty` will do.",
    file="citations.csv",
    columns=("citation_id", "type"),
    bad="kremlin-2010-new-start-signed,webpage\nnew-start,webpage",
    good="kremlin-2010-new-start-signed,webpage",
)

FOREIGN_KEY = Rule(
    name="foreign-key",
    why="A reference to nothing loses its row in every join.",
    fix="Take the id that the hint names, or add the record that is missing.",
    file="links/participants.csv",
    columns=_PARTICIPANT,
    bad="trump-zelensky-call-2019,zelenskiy,participant",
    good="trump-zelensky-call-2019,volodymyr-zelensky,participant",
)

RETIRED_ID = Rule(
    name="retired-id",
    why="A retired id is never used again; references follow its successor.",
    fix="Use the successor that the hint names; for a new record choose an id that was never used.",
    file="links/evidence.csv",
    columns=("record_id", "field", "citation_id"),
    bad="zelensky-call-2019,summary,causes-2019-telcon-july-25",
    good="trump-zelensky-call-2019,summary,causes-2019-telcon-july-25",
)

UNKNOWN_FIELD = Rule(
    name="unknown-field",
    why="Evidence for a field that the record does not have supports nothing.",
    fix="Name a column of the record's table, a link table about it, or * for the row as a whole.",
    file="links/evidence.csv",
    columns=("record_id", "field", "citation_id"),
    bad="inf-withdrawal-notice-2019,reason,state-2019-02-02-inf-notice",
    good="inf-withdrawal-notice-2019,summary,state-2019-02-02-inf-notice",
)

RELATION_ENDS = Rule(
    name="relation-ends",
    why="A relation joins the kinds of record that it is defined for.",
    fix="Swap subject and object where the relation runs the other way, or take another relation.",
    file="links/relations.csv",
    columns=_RELATION,
    bad="ofac-designations-2014-03-20,under_authority_of,new-start",
    good="ofac-designations-2014-03-20,under_authority_of,eo-13661",
)

CYCLE = Rule(
    name="cycle",
    why="What is part of itself or supersedes itself has no beginning.",
    fix="Take out the row that closes the circle.",
    file="retired.csv",
    columns=("retired_id", "status", "replaced_by"),
    bad="zelensky-call-2019,merged,zelensky-call-2019",
    good="zelensky-call-2019,merged,trump-zelensky-call-2019",
)

CODE_FORMAT = Rule(
    name="code-format",
    why="Codes match those of other datasets only when they are written as there.",
    fix="Write the code as its own scheme does; the hint shows an example.",
    file="links/identifiers.csv",
    columns=("record_id", "scheme", "identifier"),
    bad="new-start,treaty_doc,Treaty Doc. 111-5",
    good="new-start,treaty_doc,111-5",
)

MISSING_TERM = Rule(
    name="missing-term",
    why="Computed columns are coded, too, and their terms need definitions.",
    fix="Put the term back into vocabularies/terms.csv.",
    file="vocabularies/terms.csv",
    columns=("vocabulary", "term", "label"),
    bad="treaty_status,suspended,Suspended",
    good="treaty_status,suspended,Suspended\ntreaty_status,withdrawal_pending,Withdrawal pending",
)

TERM_PROPERTY = Rule(
    name="term-property",
    why="Checks, panels and questions compute with the properties of terms.",
    fix="Write the value that the property takes, or add the property that the term lacks.",
    file="vocabularies/term_properties.csv",
    columns=("vocabulary", "term", "property", "value"),
    bad="relation,acts_on,subject_table,event",
    good="relation,acts_on,subject_table,events",
)
