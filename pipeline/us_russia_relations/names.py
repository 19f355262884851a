"""The names of the dataset as types, for editors and type checkers; nothing imports this module to run.

``Table`` has the tables, ``EventsColumn`` and its like the columns of each, ``Vocabulary`` the vocabularies, and
``EventType`` and its like the terms of each: of the current definitions and of every release.

Made by `make names` from the definitions, raw/ and dist/; do not edit it.
"""

from __future__ import annotations

from typing import Literal

# fmt: off
Table = Literal[
    "actors", "events", "measures", "treaties", "citations", "observations", "participants", "evidence", "relations",
    "tags", "listings", "affiliations", "identifiers", "terms", "term_properties", "crosswalk", "retired", "records",
    "timeline", "dyad_month", "dyad_year", "country_year", "treaty_status", "treaty_status_month", "measures_in_force",
    "listed_month", "changes",
]

ActorsColumn = Literal[
    "actor_id", "name", "name_native", "kind", "country", "active", "active_start", "active_end", "active_precision",
    "description",
]

EventsColumn = Literal[
    "event_id", "title", "date", "date_start", "date_end", "date_precision", "type", "place", "country", "certainty",
    "attribution", "scope", "summary",
]

MeasuresColumn = Literal[
    "measure_id", "title", "level", "instrument", "legal_reference", "announced", "announced_start", "announced_end",
    "announced_precision", "adopted", "adopted_start", "adopted_end", "adopted_precision", "effective",
    "effective_start", "effective_end", "effective_precision", "ended", "ended_start", "ended_end", "ended_precision",
    "certainty", "scope", "summary",
]

TreatiesColumn = Literal[
    "treaty_id", "name", "short_name", "legal_form", "signed", "signed_start", "signed_end", "signed_precision",
    "in_force", "in_force_start", "in_force_end", "in_force_precision", "ended", "ended_start", "ended_end",
    "ended_precision", "end_reason", "scope", "summary",
]

CitationsColumn = Literal[
    "citation_id", "type", "authors", "title", "container_title", "publisher", "issued", "issued_start", "issued_end",
    "issued_precision", "volume", "issue", "pages", "doi", "url", "archived_url", "accessed", "accessed_start",
    "accessed_end", "accessed_precision", "language", "source_class",
]

ObservationsColumn = Literal[
    "observation_id", "series", "record_id", "actor_id", "date", "date_start", "date_end", "date_precision", "value",
    "unit", "note",
]

ParticipantsColumn = Literal["record_id", "actor_id", "role"]

EvidenceColumn = Literal["record_id", "field", "citation_id", "stance", "locator", "claimed_value", "note"]

RelationsColumn = Literal["subject_id", "relation", "object_id"]

TagsColumn = Literal["record_id", "vocabulary", "term"]

ListingsColumn = Literal[
    "measure_id", "name", "name_native", "kind", "country", "list_number", "programme", "listed", "listed_start",
    "listed_end", "listed_precision", "delisted", "delisted_start", "delisted_end", "delisted_precision", "end_reason",
    "actor_id",
]

AffiliationsColumn = Literal[
    "actor_id", "organisation_id", "position", "held", "held_start", "held_end", "held_precision",
]

IdentifiersColumn = Literal["record_id", "scheme", "identifier"]

TermsColumn = Literal["vocabulary", "term", "label", "definition", "scope_note", "boundary", "rank"]

TermPropertiesColumn = Literal["vocabulary", "term", "property", "value"]

CrosswalkColumn = Literal["vocabulary", "term", "scheme", "code", "match", "note"]

RetiredColumn = Literal["retired_id", "status", "replaced_by", "since", "reason"]

RecordsColumn = Literal["record_id", "table", "title", "status", "replaced_by", "first_version"]

TimelineColumn = Literal[
    "entry_id", "record_id", "date", "date_start", "date_end", "date_precision", "entry", "title", "who", "toward",
    "issues", "certainty", "scope", "sources",
]

DyadMonthColumn = Literal[
    "source_id", "target_id", "ccode1", "ccode2", "year", "month", "yearmon", "events", "verbal_cooperation",
    "material_cooperation", "verbal_conflict", "material_conflict", "meetings", "unscored", "goldstein_sum",
    "goldstein_mean", "together", "measures_new", "eased", "measures_in_force",
]

DyadYearColumn = Literal[
    "source_id", "target_id", "ccode1", "ccode2", "year", "events", "verbal_cooperation", "material_cooperation",
    "verbal_conflict", "material_conflict", "meetings", "unscored", "goldstein_sum", "goldstein_mean", "together",
    "measures_new", "eased", "measures_in_force", "events_without_month",
]

CountryYearColumn = Literal[
    "actor_id", "ccode", "gwcode", "iso3", "year", "events", "as_initiator", "as_target", "as_participant",
    "as_affected", "events_without_month", "measures_imposed", "measures_imposed_in_force", "measures_received",
    "measures_received_in_force",
]

TreatyStatusColumn = Literal[
    "treaty_id", "actor_id", "status", "start", "end", "start_event", "end_event", "censored",
]

TreatyStatusMonthColumn = Literal[
    "treaty_id", "actor_id", "ccode", "year", "month", "yearmon", "day", "status",
]

MeasuresInForceColumn = Literal[
    "year", "month", "yearmon", "imposer_id", "sender_ccode", "target_id", "target_ccode", "measure_type", "measures",
    "listed_targets", "censored",
]

ListedMonthColumn = Literal[
    "year", "month", "yearmon", "day", "imposer_id", "sender_ccode", "programme", "persons", "organizations", "vessels",
    "aircraft",
]

ChangesColumn = Literal["number", "table", "record", "field", "kind", "old", "new", "class", "reason"]

Vocabulary = Literal[
    "actor_kind", "attribution", "certainty", "change_class", "change_kind", "citation_type", "crosswalk_scheme",
    "date_precision", "end_reason", "event_type", "instrument", "issue", "legal_form", "listed_kind", "listing_end",
    "match", "measure_level", "measure_type", "objective", "programme", "record_status", "relation", "retirement",
    "role", "scheme", "scope", "series", "source_class", "stance", "term_property", "treaty_status", "unit",
]

ActorKind = Literal[
    "armed_group", "coalition", "company", "court", "government_body", "igo", "legislature", "media", "military_body",
    "ngo", "person", "political_party", "research_institution", "state", "territory",
]

Attribution = Literal[
    "court_finding", "expert_assessment", "government_assessment", "international_body_finding", "media_claim",
    "self_acknowledged",
]

Certainty = Literal["alleged", "established", "refuted", "reported", "well_supported"]

ChangeClass = Literal["major", "minor", "patch"]

ChangeKind = Literal["added", "changed", "removed", "retired"]

CitationType = Literal[
    "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "dataset",
    "entry", "hearing", "legal_case", "legislation", "manuscript", "personal_communication", "post", "post-weblog",
    "regulation", "report", "speech", "thesis", "treaty", "webpage",
]

CrosswalkScheme = Literal[
    "cameo", "csl", "goldstein", "gsdb_objective", "gsdb_type", "ofac_program_tag", "opensanctions_measure",
    "plover_event", "plover_mode", "quad_class", "ucdp_date_prec",
]

DatePrecision = Literal["day", "days", "interval", "month", "open", "season", "year"]

EndReason = Literal["collapsed", "expired", "superseded", "terminated", "withdrawn"]

EventType = Literal[
    "accusation", "administrative_penalty", "aid_release", "aid_suspension", "aircraft_shootdown", "airstrike",
    "ambassador_accredited", "annexation_act", "apology", "appointment", "armed_intervention", "arms_delivery",
    "arms_sale_cancelled", "arms_sale_contract", "arrest", "asylum_grant", "bill_failed", "bill_passed_chamber",
    "bill_signed", "chemical_attack", "commercial_deal", "company_halts_work", "concession", "cooperation_resumed",
    "cooperation_started", "cooperation_stopped", "court_judgment", "cyber_operation", "death", "delisting", "denial",
    "detainee_released", "diplomats_expelled", "election", "extradition", "force_posture_statement", "ground_attack",
    "hearing", "humanitarian_aid_delivery", "impeachment_acquittal", "impeachment_inquiry", "impeachment_vote",
    "inauguration", "indictment", "influence_operation", "intelligence_disclosure", "investigation_opened",
    "joint_exercise", "joint_patrol", "legislation_introduced", "letter", "meeting", "meeting_cancelled",
    "meeting_declined", "membership_change", "mercenary_deployment", "military_aid_decision", "military_aid_delivery",
    "military_encounter", "military_offensive", "missile_strike", "mission_closed", "noncompliance_finding",
    "peace_conference", "phone_call", "poisoning", "policy_announcement", "prisoner_exchange", "programme_exclusion",
    "proposal", "proposal_rejected", "protest_attack", "publication", "rebellion", "recognition_of_government",
    "referendum", "report_published", "report_submitted", "resolution_adopted", "rollcall", "sanctions_bill_passed",
    "sanctions_delay", "sanctions_eased", "sanctions_imposed", "sanctions_law_signed", "sanctions_threat",
    "statement_criticism", "statement_neutral", "statement_praise", "strategy_document", "summit",
    "support_to_nonstate_party", "territorial_seizure", "testimony", "threat", "treaty_collapse",
    "treaty_commission_session", "treaty_consent", "treaty_entry_into_force", "treaty_expiry", "treaty_extension",
    "treaty_extension_offer", "treaty_implementation_step", "treaty_negotiation", "treaty_ratification",
    "treaty_signing", "treaty_suspension", "treaty_withdrawal_announced", "treaty_withdrawal_effective",
    "treaty_withdrawal_notice", "troop_deployment", "troop_withdrawal", "troop_withdrawal_announced",
    "un_decision_agreed", "un_decision_divided", "un_draft_rejected", "un_text_blocked", "un_veto",
    "unilateral_exercise", "uprising", "vessel_seizure", "visit", "weapon_test", "whistleblower_complaint",
]

Instrument = Literal[
    "designation", "determination", "diplomatic_note", "directive", "entity_list", "eu_decision", "eu_regulation",
    "executive_decision", "executive_order", "federal_law", "government_resolution", "guidance", "license",
    "mfa_announcement", "ministerial_order", "notice", "presidential_decree", "proclamation", "register_entry",
    "regulation", "statute",
]

Issue = Literal[
    "afghanistan", "arms_control", "arms_trade", "chemical_weapons", "china", "crimea", "cyber", "diplomacy",
    "domestic_politics", "election_interference", "energy", "human_rights", "iran", "iraq", "libya",
    "military_cooperation", "myanmar", "nonproliferation", "north_korea", "sanctions", "syria", "technology",
    "terrorism", "trade", "turkey", "ukraine", "united_nations", "venezuela",
]

LegalForm = Literal[
    "exchange_of_notes", "executive_agreement", "memorandum", "political_commitment", "protocol", "treaty",
    "unsc_resolution",
]

ListedKind = Literal["aircraft", "organization", "person", "vessel"]

ListingEnd = Literal["annulled", "deceased", "expired", "removed", "superseded"]

Match = Literal["broad", "close", "exact", "narrow"]

MeasureLevel = Literal["action", "authority"]

MeasureType = Literal[
    "adoption_ban", "aid_suspension", "arms_embargo", "arms_sale_ban", "asset_freeze", "authorization",
    "diplomatic_expulsion", "export_control", "financial_restriction", "food_import_ban", "import_restriction",
    "investment_ban", "media_restriction", "military_aid", "mission_closure", "ngo_restriction", "procurement_ban",
    "programme_exclusion", "secondary_sanction", "sectoral_debt_equity", "services_ban", "tariff", "trade_status",
    "travel_ban", "visa_restriction",
]

Objective = Literal[
    "democracy", "destab_regime", "end_war", "human_rights", "other", "policy_change", "prevent_war",
    "territorial_conflict", "terrorism",
]

Programme = Literal[
    "bis_entity_list", "bis_entity_list_746_5", "caatsa_231", "caatsa_russia", "cyber2", "dprk2", "dprk3", "dprk4",
    "election_eo13848", "eu_2018_1542", "eu_269_2014", "eu_833_2014", "glomag", "inksna", "magnit", "npwmd", "peesa",
    "russia_stop_list", "sdgt", "ssi_directive_1", "ssi_directive_2", "ssi_directive_3", "ssi_directive_4", "syria",
    "syria_eo13894", "tco", "ukraine_eo13660", "ukraine_eo13661", "ukraine_eo13662", "ukraine_eo13685",
    "venezuela_eo13850",
]

RecordStatus = Literal["current", "retired"]

Relation = Literal[
    "acts_on", "amends", "denies", "ends", "part_of", "responds_to", "same_process_as", "supersedes",
    "under_authority_of",
]

Retirement = Literal["merged", "split", "withdrawn"]

Role = Literal[
    "affected", "attributed_by", "disputed_by", "host", "imposer", "initiator", "mediator", "participant", "party",
    "signatory", "target",
]

Scheme = Literal[
    "bill", "bioguide", "celex", "cow", "doi", "eu_act", "executive_order", "federal_register", "gw", "icb_crisno",
    "isbn", "iso3", "ofac_uid", "public_law", "russian_law", "statutes_at_large", "tias", "treaty_doc", "ukaz",
    "un_document", "us_code",
]

Scope = Literal["aftermath", "background", "core"]

Series = Literal[
    "aid_amount", "aircraft_deployed", "delegations", "deployed_launchers", "deployed_launchers_limit",
    "deployed_warheads", "deployed_warheads_limit", "diplomats_expelled", "entities_listed", "exercise_troops",
    "favourable_view", "goods_exports", "goods_imports", "goods_trade_deficit", "inspections", "killed",
    "mercenaries_deployed", "missiles_eliminated", "missiles_launched", "notifications", "persons_listed",
    "report_length", "share_price_change", "states_represented", "targets_listed", "threat_perception",
    "total_launchers", "total_launchers_limit", "trade_volume", "troop_level", "unfavourable_view", "vessels_listed",
    "votes_abstaining", "votes_against", "votes_for",
]

SourceClass = Literal["media", "primary_official", "primary_other", "reference", "scholarly"]

Stance = Literal["context", "contradicts", "supports"]

TermProperty = Literal[
    "acts", "acyclic", "aimed_at", "aims", "binds", "counts", "dates", "example", "meeting", "meets", "object_table",
    "party_status", "pattern", "subject_table",
]

TreatyStatus = Literal["ended", "in_force", "suspended", "withdrawal_pending"]

Unit = Literal[
    "aircraft", "entities", "inspections", "launchers", "missiles", "notifications", "pages", "percent", "persons",
    "states", "usd", "votes", "warheads",
]

ColumnName = Literal[
    "actors.actor_id", "actors.name", "actors.name_native", "actors.kind", "actors.country", "actors.active",
    "actors.active_start", "actors.active_end", "actors.active_precision", "actors.description", "events.event_id",
    "events.title", "events.date", "events.date_start", "events.date_end", "events.date_precision", "events.type",
    "events.place", "events.country", "events.certainty", "events.attribution", "events.scope", "events.summary",
    "measures.measure_id", "measures.title", "measures.level", "measures.instrument", "measures.legal_reference",
    "measures.announced", "measures.announced_start", "measures.announced_end", "measures.announced_precision",
    "measures.adopted", "measures.adopted_start", "measures.adopted_end", "measures.adopted_precision",
    "measures.effective", "measures.effective_start", "measures.effective_end", "measures.effective_precision",
    "measures.ended", "measures.ended_start", "measures.ended_end", "measures.ended_precision", "measures.certainty",
    "measures.scope", "measures.summary", "treaties.treaty_id", "treaties.name", "treaties.short_name",
    "treaties.legal_form", "treaties.signed", "treaties.signed_start", "treaties.signed_end",
    "treaties.signed_precision", "treaties.in_force", "treaties.in_force_start", "treaties.in_force_end",
    "treaties.in_force_precision", "treaties.ended", "treaties.ended_start", "treaties.ended_end",
    "treaties.ended_precision", "treaties.end_reason", "treaties.scope", "treaties.summary", "citations.citation_id",
    "citations.type", "citations.authors", "citations.title", "citations.container_title", "citations.publisher",
    "citations.issued", "citations.issued_start", "citations.issued_end", "citations.issued_precision",
    "citations.volume", "citations.issue", "citations.pages", "citations.doi", "citations.url",
    "citations.archived_url", "citations.accessed", "citations.accessed_start", "citations.accessed_end",
    "citations.accessed_precision", "citations.language", "citations.source_class", "observations.observation_id",
    "observations.series", "observations.record_id", "observations.actor_id", "observations.date",
    "observations.date_start", "observations.date_end", "observations.date_precision", "observations.value",
    "observations.unit", "observations.note", "participants.record_id", "participants.actor_id", "participants.role",
    "evidence.record_id", "evidence.field", "evidence.citation_id", "evidence.stance", "evidence.locator",
    "evidence.claimed_value", "evidence.note", "relations.subject_id", "relations.relation", "relations.object_id",
    "tags.record_id", "tags.vocabulary", "tags.term", "listings.measure_id", "listings.name", "listings.name_native",
    "listings.kind", "listings.country", "listings.list_number", "listings.programme", "listings.listed",
    "listings.listed_start", "listings.listed_end", "listings.listed_precision", "listings.delisted",
    "listings.delisted_start", "listings.delisted_end", "listings.delisted_precision", "listings.end_reason",
    "listings.actor_id", "affiliations.actor_id", "affiliations.organisation_id", "affiliations.position",
    "affiliations.held", "affiliations.held_start", "affiliations.held_end", "affiliations.held_precision",
    "identifiers.record_id", "identifiers.scheme", "identifiers.identifier", "terms.vocabulary", "terms.term",
    "terms.label", "terms.definition", "terms.scope_note", "terms.boundary", "terms.rank", "term_properties.vocabulary",
    "term_properties.term", "term_properties.property", "term_properties.value", "crosswalk.vocabulary",
    "crosswalk.term", "crosswalk.scheme", "crosswalk.code", "crosswalk.match", "crosswalk.note", "retired.retired_id",
    "retired.status", "retired.replaced_by", "retired.since", "retired.reason", "records.record_id", "records.table",
    "records.title", "records.status", "records.replaced_by", "records.first_version", "timeline.entry_id",
    "timeline.record_id", "timeline.date", "timeline.date_start", "timeline.date_end", "timeline.date_precision",
    "timeline.entry", "timeline.title", "timeline.who", "timeline.toward", "timeline.issues", "timeline.certainty",
    "timeline.scope", "timeline.sources", "dyad_month.source_id", "dyad_month.target_id", "dyad_month.ccode1",
    "dyad_month.ccode2", "dyad_month.year", "dyad_month.month", "dyad_month.yearmon", "dyad_month.events",
    "dyad_month.verbal_cooperation", "dyad_month.material_cooperation", "dyad_month.verbal_conflict",
    "dyad_month.material_conflict", "dyad_month.meetings", "dyad_month.unscored", "dyad_month.goldstein_sum",
    "dyad_month.goldstein_mean", "dyad_month.together", "dyad_month.measures_new", "dyad_month.eased",
    "dyad_month.measures_in_force", "dyad_year.source_id", "dyad_year.target_id", "dyad_year.ccode1",
    "dyad_year.ccode2", "dyad_year.year", "dyad_year.events", "dyad_year.verbal_cooperation",
    "dyad_year.material_cooperation", "dyad_year.verbal_conflict", "dyad_year.material_conflict", "dyad_year.meetings",
    "dyad_year.unscored", "dyad_year.goldstein_sum", "dyad_year.goldstein_mean", "dyad_year.together",
    "dyad_year.measures_new", "dyad_year.eased", "dyad_year.measures_in_force", "dyad_year.events_without_month",
    "country_year.actor_id", "country_year.ccode", "country_year.gwcode", "country_year.iso3", "country_year.year",
    "country_year.events", "country_year.as_initiator", "country_year.as_target", "country_year.as_participant",
    "country_year.as_affected", "country_year.events_without_month", "country_year.measures_imposed",
    "country_year.measures_imposed_in_force", "country_year.measures_received",
    "country_year.measures_received_in_force", "treaty_status.treaty_id", "treaty_status.actor_id",
    "treaty_status.status", "treaty_status.start", "treaty_status.end", "treaty_status.start_event",
    "treaty_status.end_event", "treaty_status.censored", "treaty_status_month.treaty_id",
    "treaty_status_month.actor_id", "treaty_status_month.ccode", "treaty_status_month.year",
    "treaty_status_month.month", "treaty_status_month.yearmon", "treaty_status_month.day", "treaty_status_month.status",
    "measures_in_force.year", "measures_in_force.month", "measures_in_force.yearmon", "measures_in_force.imposer_id",
    "measures_in_force.sender_ccode", "measures_in_force.target_id", "measures_in_force.target_ccode",
    "measures_in_force.measure_type", "measures_in_force.measures", "measures_in_force.listed_targets",
    "measures_in_force.censored", "listed_month.year", "listed_month.month", "listed_month.yearmon", "listed_month.day",
    "listed_month.imposer_id", "listed_month.sender_ccode", "listed_month.programme", "listed_month.persons",
    "listed_month.organizations", "listed_month.vessels", "listed_month.aircraft", "changes.number", "changes.table",
    "changes.record", "changes.field", "changes.kind", "changes.old", "changes.new", "changes.class", "changes.reason",
]
