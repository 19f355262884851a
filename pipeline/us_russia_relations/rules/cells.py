"""Rules for single cells: required, type, pattern, vocabulary, and the characters that they are written with."""

from __future__ import annotations

from us_russia_relations.rules.rule import Rule

REQUIRED = Rule(
    name="required",
    why="The row means nothing without this cell.",
    fix="Fill the cell; where nobody knows what belongs there, leave the whole row out.",
    file="links/evidence.csv",
    columns=("record_id", "field", "citation_id", "locator"),
    bad="inf-treaty,signed,ep-think-tank-inf-timeline,",
    good="inf-treaty,signed,ep-think-tank-inf-timeline,para. 1",
)

TYPE_ERROR = Rule(
    name="type-error",
    why="A cell that is not of its column's type can't be computed with.",
    fix="Write dates as 2014-03-18, 2014-03, 2014 or first/last, and numbers in digits with a point.",
    file="treaties.csv",
    columns=("treaty_id", "signed", "in_force"),
    bad="new-start,8 April 2010,2011-02-05",
    good="new-start,2010-04-08,2011-02-05",
)

PATTERN_ERROR = Rule(
    name="pattern-error",
    why="Ids and codes have one spelling.",
    fix="Write ids in small Latin letters and digits with hyphens, and codes as the example in the codebook.",
    file="events.csv",
    columns=("event_id", "place", "country"),
    bad="kerry-lavrov-syria-plan-2016,Geneva,Switzerland",
    good="kerry-lavrov-syria-plan-2016,Geneva,CHE",
)

UNKNOWN_TERM = Rule(
    name="unknown-term",
    why="Coded columns use the terms of their vocabulary and no others.",
    fix="Take a term of vocabularies/terms.csv, or define a new one there with its boundary to the others.",
    file="links/participants.csv",
    columns=("record_id", "actor_id", "role"),
    bad="kerry-lavrov-syria-plan-2016,united-nations,guest",
    good="kerry-lavrov-syria-plan-2016,united-nations,participant",
)

INTERVAL_ORDER = Rule(
    name="interval-order",
    why="Nothing ends before it starts.",
    fix="Swap the two ends of the interval.",
    file="links/affiliations.csv",
    columns=("actor_id", "organisation_id", "held"),
    bad="mike-pompeo,us-department-of-state,2021-01-20/2018-04-26",
    good="mike-pompeo,us-department-of-state,2018-04-26/2021-01-20",
)

WHITESPACE = Rule(
    name="whitespace",
    why="Spaces that nobody sees make equal values differ.",
    fix="Delete spaces at the ends of the cell, and retype the others as one plain space.",
    file="actors.csv",
    columns=("actor_id", "name"),
    bad="sergey-lavrov,Sergey  Lavrov",
    good="sergey-lavrov,Sergey Lavrov",
)

INVISIBLE_CHARACTER = Rule(
    name="invisible-character",
    why="Control, zero-width and bidirectional characters change what is read.",
    fix="Retype the cell by hand; such characters come with text that was copied from a page.",
    file="actors.csv",
    columns=("actor_id", "name"),
    bad="sergey-lavrov,Sergey\u200b Lavrov",
    good="sergey-lavrov,Sergey Lavrov",
)

UNICODE_NORMALIZATION = Rule(
    name="unicode-normalization",
    why="Two spellings of one letter make equal values differ.",
    fix="Run `usrr fmt`, which joins each letter with its accent (NFC).",
    file="citations.csv",
    columns=("citation_id", "publisher"),
    bad="demaio-dreyfus-2020,Institut de recherche strate\u0301gique (IRSEM)",
    good="demaio-dreyfus-2020,Institut de recherche stratégique (IRSEM)",
)

MIXED_SCRIPT = Rule(
    name="mixed-script",
    why="A Cyrillic letter in a Latin word looks right and matches nothing.",
    fix="Retype the letters that the hint names on the keyboard of the word's own script.",
    file="actors.csv",
    columns=("actor_id", "name"),
    bad="vladimir-putin,Vladimir \u0420utin",
    good="vladimir-putin,Vladimir Putin",
)

FORMULA = Rule(
    name="formula",
    why="A spreadsheet would run a cell that starts with = + - or @.",
    fix="Begin the text with a word.",
    file="links/evidence.csv",
    columns=("record_id", "field", "note"),
    bad="new-start,identifiers,=Treaty Document No. 111-5.",
    good="new-start,identifiers,Treaty Document No. 111-5.",
)

URL_SCHEME = Rule(
    name="url-scheme",
    why="Readers follow addresses; only http and https are safe to follow.",
    fix="Copy the whole address from the browser, with https:// in front.",
    file="citations.csv",
    columns=("citation_id", "url"),
    bad="ep-think-tank-inf-timeline,epthinktank.eu/inf-timeline/",
    good="ep-think-tank-inf-timeline,https://epthinktank.eu/inf-timeline/",
)
