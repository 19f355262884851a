"""Rules for what the vocabularies say of their terms: where a role, a tag or a relation belongs."""

from __future__ import annotations

from us_russia_relations.rules.rule import Rule

_PARTICIPANT = ("record_id", "actor_id", "role")
_RELATION = ("subject_id", "relation", "object_id")
_TAG = ("record_id", "vocabulary", "term")

LINK_OWNER = Rule(
    name="link-owner",
    why="Only acts have participants, relations and tags; only measures have listings.",
    fix="Name the event, measure or treaty that is meant.",
    file="links/participants.csv",
    columns=_PARTICIPANT,
    bad="united-nations,john-kerry,participant",
    good="kerry-lavrov-syria-plan-2016,john-kerry,participant",
)

ROLE_RECORD = Rule(
    name="role-record",
    why="Each role is for certain kinds of acts: imposers have measures, initiators events, parties treaties.",
    fix="Take the role that the vocabulary has for such a record.",
    file="links/participants.csv",
    columns=_PARTICIPANT,
    bad="eo-13661,barack-obama,initiator",
    good="eo-13661,barack-obama,imposer",
)

TAG_VOCABULARY = Rule(
    name="tag-vocabulary",
    why="Records are tagged with the vocabularies that are made for their table.",
    fix="Take a term of a vocabulary of tags, or write the term into the column that it belongs to.",
    file="links/tags.csv",
    columns=_TAG,
    bad="kerry-lavrov-syria-plan-2016,measure_type,asset_freeze",
    good="kerry-lavrov-syria-plan-2016,issue,syria",
)

TAG_MISSING = Rule(
    name="tag-missing",
    why="Whoever selects by issue never sees a record that has none.",
    fix="Add a row to links/tags.csv with the issue.",
    file="links/tags.csv",
    columns=_TAG,
    bad="inf-treaty,issue,arms_control",
    good="inf-treaty,issue,arms_control\nnew-start,issue,arms_control",
)

TERM_ALONE = Rule(
    name="term-alone",
    why="A term for what no other word fits contradicts the words beside it.",
    fix="Take the term out, or the ones beside it.",
    file="links/tags.csv",
    columns=_TAG,
    bad="russian-food-embargo-2014,objective,other\nrussian-food-embargo-2014,objective,policy_change",
    good="russian-food-embargo-2014,objective,policy_change",
)

OBJECT_LEVEL = Rule(
    name="object-level",
    why="An act rests on one that gives a power, and a single action gives none.",
    fix="Correct the level of the measure, or name the authority that was used.",
    file="measures.csv",
    columns=("measure_id", "level"),
    bad="eo-13661,action",
    good="eo-13661,authority",
)

RELATION_TO_ITSELF = Rule(
    name="relation-to-itself",
    why="Nothing answers, changes or ends itself.",
    fix="Name the other record, or take the row out.",
    file="links/relations.csv",
    columns=_RELATION,
    bad="inf-withdrawal-notice-2019,same_process_as,inf-withdrawal-notice-2019",
    good="inf-withdrawal-notice-2019,same_process_as,inf-withdrawal-effective-2019",
)

RELATION_TWICE = Rule(
    name="relation-twice",
    why="Written in both directions a relation is counted twice, or contradicts itself.",
    fix="Keep the row that runs the right way; where both do, the first.",
    file="links/relations.csv",
    columns=_RELATION,
    bad=(
        "inf-withdrawal-effective-2019,same_process_as,inf-withdrawal-notice-2019\n"
        "inf-withdrawal-notice-2019,same_process_as,inf-withdrawal-effective-2019"
    ),
    good="inf-withdrawal-notice-2019,same_process_as,inf-withdrawal-effective-2019",
)

RELATION_ORDER = Rule(
    name="relation-order",
    why="Nothing answers, denies, changes or ends what came after it.",
    fix="Swap subject and object where the relation runs the other way, or correct the date that is wrong.",
    file="links/relations.csv",
    columns=_RELATION,
    bad="inf-signing-1987,responds_to,inf-withdrawal-effective-2019",
    good="inf-withdrawal-notice-2019,same_process_as,inf-withdrawal-effective-2019",
)
