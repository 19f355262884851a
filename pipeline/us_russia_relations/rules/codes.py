"""Rules for codes of the world outside, and for the kinds of records that they and links belong to."""

from __future__ import annotations

from us_russia_relations.rules.rule import Rule

_IDENTIFIER = ("record_id", "scheme", "identifier")

COUNTRY_CODE = Rule(
    name="country-code",
    why="Three letters that are no country join with no other dataset.",
    fix="Write the ISO 3166-1 alpha-3 code of the country.",
    file="events.csv",
    columns=("event_id", "country"),
    bad="kerry-lavrov-syria-plan-2016,SUI",
    good="kerry-lavrov-syria-plan-2016,CHE",
)

COUNTRY_DIFFERS = Rule(
    name="country-differs",
    why="The country of a state and its code among the identifiers are the same code.",
    fix="Look the code up and correct the one that is wrong.",
    file="actors.csv",
    columns=("actor_id", "country"),
    bad="belarus,BLZ",
    good="belarus,BLR",
)

LANGUAGE_CODE = Rule(
    name="language-code",
    why="Two letters that are no language mean nothing to a library or a reference manager.",
    fix="Write the code of ISO 639 that BCP 47 uses: en, ru, uk.",
    file="citations.csv",
    columns=("citation_id", "language"),
    bad="alcaro-2019-inf,gb",
    good="alcaro-2019-inf,en",
)

SHARED_IDENTIFIER = Rule(
    name="shared-identifier",
    why="An identifier names one thing; on two records it joins one of them with what it is not.",
    fix="Look the identifier up and take it out where it is wrong; two records of one thing are to be merged.",
    file="links/identifiers.csv",
    columns=_IDENTIFIER,
    bad="john-kerry,bioguide,B000444",
    good="john-kerry,bioguide,K000148",
)

SCHEME_OWNER = Rule(
    name="scheme-owner",
    why="A scheme numbers one kind of thing: states, members of a legislature, laws.",
    fix="Correct the record or the scheme of the row.",
    file="links/identifiers.csv",
    columns=_IDENTIFIER,
    bad="eo-13661,treaty_doc,111-6",
    good="eo-13661,executive_order,13661",
)

ACTOR_KIND = Rule(
    name="actor-kind",
    why="Identifiers and affiliations say what sort of actor it is.",
    fix="Correct the kind, or the links that the message names.",
    file="actors.csv",
    columns=("actor_id", "kind"),
    bad="russia,company",
    good="russia,state",
)

AFFILIATION_ENDS = Rule(
    name="affiliation-ends",
    why="A person holds positions in a body, and a body is part of a body; nothing belongs to a person or to itself.",
    fix="Name the body, or take the row out; what ties two persons stands in a description.",
    file="links/affiliations.csv",
    columns=("actor_id", "organisation_id", "held"),
    bad="mike-pompeo,donald-trump,2018-04-26/2021-01-20",
    good="mike-pompeo,us-department-of-state,2018-04-26/2021-01-20",
)
