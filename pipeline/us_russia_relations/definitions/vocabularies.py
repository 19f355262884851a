"""The controlled vocabularies: what each is called and where its categories come from. Its terms are data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from us_russia_relations.definitions.model import Table
from us_russia_relations.definitions.records import EVENTS, MEASURES, TREATIES
from us_russia_relations.errors import DefinitionError


@dataclass(frozen=True)
class Vocabulary:
    """A vocabulary: its name in the columns, a title for people, and the source of its categories in a sentence.

    ``computed`` are the terms that the code writes, in their order, all of which must be defined;
    ``tags`` are the record tables that are tagged with it.
    """

    name: str
    title: str
    source: str
    computed: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


_OWN = "Own list"

VOCABULARIES = (
    Vocabulary("actor_kind", "Kinds of actors", f"{_OWN}, made for the actors of this dataset."),
    Vocabulary(
        "attribution",
        "Grounds of attribution",
        f"{_OWN}; the separation of whether a thing happened from who did it follows the practice of data on conflict "
        "and cyber incidents.",
    ),
    Vocabulary(
        "certainty",
        "Certainty of occurrence",
        f"{_OWN} of five ranks, each with a test that a coder can apply to the sources.",
    ),
    Vocabulary(
        "change_class",
        "Classes of changes",
        "The three parts of a semantic version number.",
        computed=("major", "minor", "patch"),
    ),
    Vocabulary(
        "change_kind",
        "Kinds of changes",
        f"{_OWN}, made for the table of changes between releases.",
        computed=("added", "changed", "removed", "retired"),
    ),
    Vocabulary(
        "citation_type", "Types of sources", "Item types of the Citation Style Language (CSL), under its own words."
    ),
    Vocabulary(
        "crosswalk_scheme",
        "Schemes of the crosswalk",
        f"{_OWN} of the schemes that terms are matched to: CAMEO, PLOVER, GSDB, CSL, OFAC, OpenSanctions, UCDP.",
    ),
    Vocabulary(
        "date_precision",
        "Precision of dates",
        "Computed from the forms that EDTF (ISO 8601-2) level 1 allows; matched to the date precision of UCDP.",
        computed=("day", "days", "month", "season", "year", "interval", "open"),
    ),
    Vocabulary(
        "end_reason",
        "Reasons for the end of a treaty",
        f"{_OWN}, after the ways in which the law of treaties lets an agreement end.",
    ),
    Vocabulary(
        "event_type",
        "Types of events",
        f"{_OWN}, drawn from the kinds of acts in the seed paper and the steps of treaties and measures; where the "
        "notes on CAMEO (1.1b3) and PLOVER (draft 2.0) state a match, it stands in the crosswalk.",
    ),
    Vocabulary(
        "instrument", "Legal forms of measures", f"{_OWN}, after the forms in which the acts themselves are published."
    ),
    Vocabulary(
        "issue",
        "Issue areas",
        f"{_OWN}, after the themes of the seed paper.",
        tags=(EVENTS.name, MEASURES.name, TREATIES.name),
    ),
    Vocabulary(
        "legal_form",
        "Legal forms of agreements",
        f"{_OWN}, after the law of treaties and the practice of the two states.",
    ),
    Vocabulary(
        "listed_kind",
        "Kinds of listed names",
        f"{_OWN}, after the kinds of entries of the Office of Foreign Assets Control (OFAC).",
    ),
    Vocabulary("listing_end", "Reasons for the end of a listing", f"{_OWN}, made for the lists of this dataset."),
    Vocabulary("match", "Closeness of a match", f"{_OWN} of four words for how two meanings compare."),
    Vocabulary("measure_level", "Levels of measures", f"{_OWN}: an act that gives a power, and an act that uses one."),
    Vocabulary(
        "measure_type",
        "Types of measures",
        f"{_OWN}, which begins with the measure terms of OpenSanctions; matched to the type flags of the Global "
        "Sanctions Data Base (GSDB) where the words fit.",
        tags=(MEASURES.name,),
    ),
    Vocabulary(
        "objective",
        "Objectives of measures",
        "The nine objectives of the Global Sanctions Data Base (GSDB).",
        tags=(MEASURES.name,),
    ),
    Vocabulary(
        "programme",
        "Sanctions programmes",
        "The program tags of the Office of Foreign Assets Control (OFAC), verbatim as label; for programmes of others "
        "an own term.",
    ),
    Vocabulary(
        "record_status",
        "Status of an id",
        f"{_OWN}, made for the registry of ids.",
        computed=("current", "retired"),
    ),
    Vocabulary("relation", "Relations between records", f"{_OWN}, made for this dataset."),
    Vocabulary(
        "retirement",
        "Reasons for a tombstone",
        f"{_OWN}, made for the registry of ids.",
        computed=("merged", "split", "withdrawn"),
    ),
    Vocabulary(
        "role",
        "Roles of actors",
        f"{_OWN}; initiator and target are the actor and recipient of PLOVER, imposer and party those of measures "
        "and treaties.",
    ),
    Vocabulary(
        "scheme", "Schemes of identifiers", f"{_OWN} of the outside schemes that name records, under their own names."
    ),
    Vocabulary("scope", "Place in the window of coverage", f"{_OWN}, made for this dataset."),
    Vocabulary("series", "Series of observations", f"{_OWN}, made for the numbers of this dataset."),
    Vocabulary("source_class", "Classes of sources", f"{_OWN}, after the order of sources of the coding manual."),
    Vocabulary("stance", "Stance of evidence", f"{_OWN}, made for the table of evidence."),
    Vocabulary("term_property", "Properties of terms", f"{_OWN} of what the project computes with."),
    Vocabulary(
        "treaty_status",
        "Status of a treaty for a party",
        f"{_OWN}, after the steps that the law of treaties knows; computed from dates and events.",
        computed=("in_force", "suspended", "withdrawal_pending", "ended"),
    ),
    Vocabulary("unit", "Units", f"{_OWN}, made for the numbers of this dataset."),
)

COMPUTED_TERMS = {vocabulary.name: vocabulary.computed for vocabulary in VOCABULARIES if vocabulary.computed}


def check_vocabularies(tables: Sequence[Table], vocabularies: Sequence[Vocabulary]) -> None:
    """Raise DefinitionError where a column is coded by a vocabulary without an entry, or an entry is not whole."""
    names = [vocabulary.name for vocabulary in vocabularies]
    if len(set(names)) != len(names):
        raise DefinitionError("two vocabularies have the same name")
    for vocabulary in vocabularies:
        if not vocabulary.title or not vocabulary.source.endswith("."):
            raise DefinitionError(f"vocabulary {vocabulary.name}: title or source is missing, or is no sentence")
    for table in tables:
        for column in table.columns:
            if column.vocabulary and column.vocabulary not in names:
                raise DefinitionError(f"{table.name}.{column.name}: no vocabulary {column.vocabulary} is defined")
