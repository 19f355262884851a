"""The record tables: actors, events, measures, treaties, citations, observations."""

from __future__ import annotations

from us_russia_relations.definitions import columns as shared
from us_russia_relations.definitions.columns import coded, identifier, reference, when
from us_russia_relations.definitions.model import Column, ForeignKey, Table

ACTORS = Table(
    name="actors",
    title="Actors",
    noun="actor",
    row="somebody or some body that acts or is acted on",
    primary_key=("actor_id",),
    label=("name", "name_native"),
    date="active",
    type="kind",
    columns=(
        identifier("actor_id", "Id of the actor; kept when the actor changes its name.", "donald-trump"),
        Column("name", "Name by which the actor is known in English.", "Donald Trump", required=True),
        Column("name_native", "Name in the original script.", "Владимир Путин"),
        coded("kind", "actor_kind", "What sort of actor it is.", "person"),
        Column(
            "country",
            "ISO 3166-1 alpha-3 code of the state that the actor is or belongs to.",
            "USA",
            pattern=r"[A-Z]{3}",
        ),
        when("active", "When the actor existed or was active, as an EDTF interval.", "1949-04-04/.."),
        Column(
            "description",
            "Role or office of the actor with respect to the dataset, without judgement.",
            "President of the United States from 2017 to 2021",
            required=True,
        ),
    ),
)

EVENTS = Table(
    name="events",
    title="Events",
    noun="event",
    row="something that happened, or is said to have happened, once",
    primary_key=("event_id",),
    label=("title",),
    date="date",
    type="type",
    evidence="record",
    act=True,
    columns=(
        identifier("event_id", "Id of the event.", "shayrat-strike-2017"),
        shared.TITLE,
        when(
            "date",
            "When it happened, at the place; an official act has the date in the capital of the actor.",
            "2017-04-07",
            required=True,
            key=True,
        ),
        coded("type", "event_type", "What kind of event it is.", "missile_strike"),
        Column("place", "Where it happened, as a place name in English.", "Shayrat air base"),
        shared.COUNTRY,
        shared.CERTAINTY,
        coded(
            "attribution",
            "attribution",
            "Who says who did it; empty where nobody disputes the doer.",
            "international_body_finding",
            required=False,
        ),
        shared.SCOPE,
        shared.SUMMARY,
    ),
)

MEASURES = Table(
    name="measures",
    title="Measures",
    noun="measure",
    row="a legal or policy act of one side that binds or burdens another",
    primary_key=("measure_id",),
    label=("title",),
    date="adopted",
    earliest=("announced", "adopted"),
    order=("adopted", "effective", "ended"),
    type="instrument",
    evidence="record",
    act=True,
    columns=(
        identifier("measure_id", "Id of the measure.", "eo-13661"),
        shared.TITLE,
        coded(
            "level",
            "measure_level",
            "Whether the act gives a legal power (authority) or uses one (action).",
            "authority",
        ),
        coded("instrument", "instrument", "Legal form of the act.", "executive_order"),
        Column(
            "legal_reference",
            "Reference of the act in the law reports of who issued it.",
            "Executive Order 13660; 79 FR 13493",
            key=True,
        ),
        when(
            "announced",
            "When it was made public, where that differs from adoption.",
            "2014-03-17",
            key=True,
            milestone="Measure announced",
        ),
        when(
            "adopted",
            "When it was signed, adopted or decided.",
            "2014-03-16",
            required=True,
            key=True,
            milestone="Measure adopted",
        ),
        when(
            "effective", "When it began to have legal effect.", "2014-03-17", key=True, milestone="Measure takes effect"
        ),
        when("ended", "When it ceased to have effect.", "2019-01-27", key=True, milestone="Measure ends"),
        shared.CERTAINTY,
        shared.SCOPE,
        shared.SUMMARY,
    ),
)

TREATIES = Table(
    name="treaties",
    title="Treaties and commitments",
    noun="treaty",
    row="a treaty, agreement or political commitment",
    primary_key=("treaty_id",),
    label=("name", "short_name"),
    date="signed",
    order=("signed", "in_force", "ended"),
    type="legal_form",
    evidence="record",
    act=True,
    columns=(
        identifier("treaty_id", "Id of the treaty.", "inf-treaty"),
        Column("name", "Full name in English.", "Treaty on Open Skies", required=True),
        Column("short_name", "Name in common use.", "New START"),
        coded("legal_form", "legal_form", "What kind of instrument it is.", "treaty"),
        when(
            "signed",
            "When it was signed or, for a commitment without signatures, agreed.",
            "2010-04-08",
            key=True,
            milestone="Treaty signed",
        ),
        when(
            "in_force",
            "When it entered into force or began to be carried out.",
            "2011-02-05",
            key=True,
            milestone="Treaty enters into force",
        ),
        when(
            "ended",
            "When it ended as a whole; the exit of one party is an event.",
            "2019-08-02",
            key=True,
            milestone="Treaty ends",
            reason="end_reason",
        ),
        coded("end_reason", "end_reason", "Why it ended as a whole.", "withdrawn", required=False),
        shared.SCOPE,
        shared.SUMMARY,
    ),
)

CITATIONS = Table(
    name="citations",
    title="Citations",
    noun="citation",
    row="a source",
    primary_key=("citation_id",),
    label=("title",),
    date="issued",
    order=("issued", "accessed"),
    type="type",
    columns=(
        identifier("citation_id", "Id of the source; also its key in the bibliographies.", "demaio-dreyfus-2020"),
        coded("type", "citation_type", "Type of the source in the terms of CSL.", "report"),
        Column(
            "authors",
            "Authors as 'Family, Given', separated by '; '; an institution stands in braces.",
            "De Maio, Giovanna; Dreyfus, Emmanuel",
        ),
        Column("title", "Title as published.", "US-Russia relations in the Trump era", required=True),
        Column("container_title", "What it appeared in: journal, newspaper, site or series.", "Foreign Policy"),
        Column("publisher", "Who published or issued it.", "IRSEM"),
        when("issued", "Date of publication.", "2020-11-19"),
        Column("volume", "Volume of the container.", "72"),
        Column("issue", "Issue or number.", "3"),
        Column("pages", "Page range.", "150-155"),
        Column("doi", "DOI without resolver.", "10.1007/978-3-030-20675-8", pattern=r"10\.[0-9]{4,9}/\S+"),
        Column("url", "Address at the issuer, if it was seen.", "https://www.irsem.fr/"),
        Column("archived_url", "Address of the copy or mirror that was read.", "https://example.org/copy"),
        when("accessed", "When the address was seen.", "2026-11-22"),
        Column("language", "BCP 47 tag of the language of the source.", "en", pattern=r"[a-z]{2,3}"),
        coded("source_class", "source_class", "Where the source stands in the order of sources.", "scholarly"),
    ),
)

OBSERVATIONS = Table(
    name="observations",
    title="Observations",
    noun="observation",
    row="one number with its meaning: a poll result, a vote count, a force level",
    primary_key=("observation_id",),
    label=("series", "value", "unit", "date"),
    label_format="{series}: {value} {unit} ({date})",
    date="date",
    type="series",
    evidence="record",
    foreign_keys=(
        ForeignKey(("record_id",), "records", ("record_id",)),
        ForeignKey(("actor_id",), "actors", ("actor_id",)),
    ),
    columns=(
        identifier("observation_id", "Id of the observation.", "caatsa-2017-senate-yeas"),
        coded("series", "series", "What is measured.", "votes_for"),
        reference("record_id", "The record that the number belongs to.", "caatsa-2017", required=False),
        reference("actor_id", "The actor whose number it is.", "us-senate", required=False),
        when("date", "When the number held.", "2017-07-27", required=True, key=True),
        Column("value", "The number, in the unit given.", "98", type="number", required=True, key=True),
        coded("unit", "unit", "Unit of the value.", "votes"),
        Column("note", "What a reader must know to use the number.", "of 100"),
    ),
)

RECORD_TABLES = (ACTORS, EVENTS, MEASURES, TREATIES, CITATIONS, OBSERVATIONS)
