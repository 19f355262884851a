"""The link tables (what ties records together), the vocabularies, and the retired ids."""

from __future__ import annotations

from us_russia_relations.definitions import columns as shared
from us_russia_relations.definitions.columns import coded, identifier, reference, when
from us_russia_relations.definitions.model import Column, ForeignKey, Table
from us_russia_relations.definitions.records import ACTORS, MEASURES, RECORD_TABLES

_ACTS = tuple(table.name for table in RECORD_TABLES if table.act)
_TO_RECORD = ForeignKey(("record_id",), "records", ("record_id",))
_TO_ACTOR = ForeignKey(("actor_id",), "actors", ("actor_id",))
_TO_TERM = ForeignKey(("vocabulary", "term"), "terms", ("vocabulary", "term"))

PARTICIPANTS = Table(
    name="participants",
    title="Participants",
    noun="participant",
    row="this actor took part in this event, measure or treaty in this role",
    folder="links",
    primary_key=("record_id", "actor_id", "role"),
    owner="record_id",
    owners=_ACTS,
    foreign_keys=(_TO_RECORD, _TO_ACTOR),
    columns=(
        shared.RECORD_ID,
        shared.ACTOR_ID,
        coded(
            "role",
            "role",
            "Part that the actor had; target also by computation, of each measure that lists the actor in listings.",
            "imposer",
        ),
    ),
)

EVIDENCE = Table(
    name="evidence",
    title="Evidence",
    noun="evidence",
    row="this source supports, contradicts or gives context to this field of this record, at this locator",
    folder="links",
    primary_key=("record_id", "field", "citation_id", "stance"),
    owner="record_id",
    owners=tuple(table.name for table in RECORD_TABLES),
    foreign_keys=(_TO_RECORD, ForeignKey(("citation_id",), "citations", ("citation_id",))),
    columns=(
        shared.RECORD_ID,
        Column(
            "field",
            "Column of the record, link table about it, or * for the row as a whole.",
            "adopted",
            required=True,
            pattern=r"\*|[a-z]+(_[a-z]+)*",
        ),
        reference("citation_id", "The source.", "demaio-dreyfus-2020"),
        coded("stance", "stance", "What the source does for the field.", "supports"),
        Column("locator", "Where in the source to look.", "p. 6 n. 23", required=True),
        Column("claimed_value", "What the source says instead, where it contradicts.", "2017-07"),
        Column("note", "What a reader must know to follow the evidence.", "Passage, not signature."),
    ),
)

RELATIONS = Table(
    name="relations",
    title="Relations",
    noun="relation",
    row="this record stands in this relation to that one",
    folder="links",
    primary_key=("subject_id", "relation", "object_id"),
    owner="subject_id",
    owners=_ACTS,
    foreign_keys=(
        ForeignKey(("subject_id",), "records", ("record_id",)),
        ForeignKey(("object_id",), "records", ("record_id",)),
    ),
    columns=(
        reference("subject_id", "The record that stands in the relation.", "inf-withdrawal-effective-2019"),
        coded("relation", "relation", "The relation, read from subject to object.", "acts_on"),
        reference("object_id", "The record that it points at.", "inf-treaty"),
    ),
)

TAGS = Table(
    name="tags",
    title="Tags",
    noun="tag",
    row="this record has this term of a multi-valued vocabulary",
    folder="links",
    primary_key=("record_id", "vocabulary", "term"),
    owner="record_id",
    owners=_ACTS,
    foreign_keys=(_TO_RECORD, _TO_TERM),
    columns=(shared.RECORD_ID, shared.VOCABULARY, shared.TERM),
)

LISTINGS = Table(
    name="listings",
    title="Listings",
    noun="listing",
    row="this name was put on a list by this measure under this programme, from .. to .., and why it came off",
    folder="links",
    # A list has no number for each of its entries, and a cell of the key is never empty: docs/architecture.md.
    primary_key=("measure_id", "name", "programme"),
    label=("name", "name_native"),
    owner="measure_id",
    owners=(MEASURES.name,),
    entry=(
        *("name", "kind", "programme", "listed", "actor_id", "list_number", "country", "name_native"),
        *("delisted", "end_reason"),
    ),
    order=("listed", "delisted"),
    evidence="link",
    foreign_keys=(ForeignKey(("measure_id",), "measures", ("measure_id",)), _TO_ACTOR),
    columns=(
        reference("measure_id", "The measure that put the name on the list.", "ofac-designations-2018-04-06"),
        Column("name", "The name as the list has it.", "DERIPASKA, Oleg Vladimirovich", required=True),
        Column("name_native", "The name in its original script, by the list or the actor.", "Олег Дерипаска"),
        coded("kind", "listed_kind", "What is listed.", "person"),
        Column(
            "country",
            "ISO 3166-1 alpha-3 code of the country that the list gives; where it gives none, the actor's.",
            "RUS",
            pattern=r"[A-Z]{3}",
        ),
        Column("list_number", "Number of the entry on the list, as text.", "24228"),
        coded("programme", "programme", "Programme under which the name was listed.", "ukraine_eo13661"),
        when("listed", "When the listing began.", "2018-04-06", required=True),
        when("delisted", "When the listing ended; empty while it lasts.", "2019-01-27", reason="end_reason"),
        coded(
            "end_reason",
            "listing_end",
            "Why the listing ended; empty while it lasts.",
            "removed",
            required=False,
        ),
        reference("actor_id", "The actor, where the dataset has one.", "oleg-deripaska", required=False),
    ),
)

AFFILIATIONS = Table(
    name="affiliations",
    title="Affiliations",
    noun="affiliation",
    row="this person held this position in this body from .. to .., or this body is part of that one",
    folder="links",
    primary_key=("actor_id", "organisation_id", "position", "held"),
    owner="actor_id",
    owners=(ACTORS.name,),
    # The position comes last, since it is words and may hold a colon.
    entry=("organisation_id", "held", "position"),
    date="held",
    evidence="link",
    foreign_keys=(_TO_ACTOR, ForeignKey(("organisation_id",), "actors", ("actor_id",))),
    columns=(
        shared.ACTOR_ID,
        reference("organisation_id", "The body in which the position was held.", "us-department-of-state"),
        Column("position", "The position; 'part of' for a body.", "secretary of state", required=True),
        when("held", "From when to when, as an EDTF interval.", "2013-02-01/2017-01-20", required=True),
    ),
)

IDENTIFIERS = Table(
    name="identifiers",
    title="Identifiers",
    noun="identifier",
    row="this record is called this in that scheme",
    folder="links",
    primary_key=("record_id", "scheme", "identifier"),
    owner="record_id",
    owners=(*_ACTS, ACTORS.name),
    evidence="link",
    foreign_keys=(_TO_RECORD,),
    columns=(
        shared.RECORD_ID,
        coded("scheme", "scheme", "The scheme that the identifier belongs to.", "public_law"),
        Column("identifier", "The identifier, as the scheme writes it.", "115-44", required=True),
    ),
)

TERMS = Table(
    name="terms",
    title="Terms",
    noun="term",
    row="one term of a controlled vocabulary, with its definition and its boundary to the neighbouring terms",
    folder="vocabularies",
    primary_key=("vocabulary", "term"),
    label=("label",),
    columns=(
        shared.VOCABULARY,
        shared.TERM,
        Column("label", "The term for people.", "Arms control", required=True),
        Column("definition", "What the term means.", "Limits on weapons by agreement.", required=True),
        Column("scope_note", "How the term is applied in this dataset.", "Includes inspections."),
        Column("boundary", "Where the term ends and its neighbour begins.", "Test bans are nonproliferation."),
        Column("rank", "Place in the order, where the order has meaning.", "1", type="integer"),
    ),
)

CROSSWALK = Table(
    name="crosswalk",
    title="Crosswalk",
    noun="match",
    row="this term corresponds to this code of another scheme",
    folder="vocabularies",
    primary_key=("vocabulary", "term", "scheme", "code"),
    foreign_keys=(_TO_TERM,),
    columns=(
        shared.VOCABULARY,
        shared.TERM,
        coded("scheme", "crosswalk_scheme", "The other scheme.", "cameo"),
        Column("code", "The code there, as text: leading zeros count.", "057", required=True),
        coded("match", "match", "How well the two fit.", "close"),
        Column("note", "What a reader must know to use the match.", "Promises to sign are 03x."),
    ),
)

TERM_PROPERTIES = Table(
    name="term_properties",
    title="Properties of terms",
    noun="property",
    row="this term has this property, which checks, panels and questions compute with",
    folder="vocabularies",
    primary_key=("vocabulary", "term", "property", "value"),
    foreign_keys=(_TO_TERM,),
    columns=(
        shared.VOCABULARY,
        shared.TERM,
        coded("property", "term_property", "The property.", "dates"),
        Column(
            "value",
            "The value of the property; true where it has no other.",
            "signed",
            required=True,
        ),
    ),
)

RETIRED = Table(
    name="retired",
    title="Retired ids",
    noun="retired id",
    row="an id that was published once and is gone",
    primary_key=("retired_id",),
    columns=(
        identifier("retired_id", "The id that is gone.", "some-old-id"),
        coded("status", "retirement", "Why it is gone.", "merged"),
        reference("replaced_by", "The id to use instead.", "some-new-id", required=False),
        Column("since", "First version without the id.", "1.0.0", required=True, pattern=r"[0-9]+\.[0-9]+\.[0-9]+"),
        Column("reason", "Why the id was retired, in a sentence.", "It told the same event twice.", required=True),
    ),
)

LINK_TABLES = (PARTICIPANTS, EVIDENCE, RELATIONS, TAGS, LISTINGS, AFFILIATIONS, IDENTIFIERS)
VOCABULARY_TABLES = (TERMS, TERM_PROPERTIES, CROSSWALK)
