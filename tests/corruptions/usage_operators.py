"""What goes wrong with codes and terms that exist and don't belong: kinds, roles, tags, relations."""

from __future__ import annotations

from collections import Counter
from random import Random

from corruptions.model import Clean, Corruption, Operator, Record, added, in_order, key, pick, with_cell, without
from us_russia_relations.definitions import edtf, raw_table
from us_russia_relations.definitions.model import Table

_DATES = {"events": "date", "measures": "adopted", "treaties": "signed"}


def _at(table: Table, content: bytes, rule: str, line: int, column: str) -> Corruption:
    return Corruption({table.path: content}, rule, table.path, line, column)


def _cell(clean: Clean, table: Table, index: int, column: str, text: str, rule: str) -> Corruption:
    return _at(table, with_cell(clean, table, index, column, text), rule, index + 2, column)


def no_country(clean: Clean, table: Table, random: Random) -> Corruption:
    """Three letters that look like a country: of sports, of the internet, of the past."""
    stated = {row["record_id"] for row in clean.rows("identifiers") if row["scheme"] == "iso3"}
    rows = clean.rows(table.name)
    coded = [i for i, row in enumerate(rows) if row["country"] and key(table, row)[0] not in stated]
    code = random.choice(("UKA", "GER", "SUI", "ENG", "EUR", "SUN"))
    return _cell(clean, table, pick(random, coded, "a country"), "country", code, "country-code")


def no_language(clean: Clean, table: Table, random: Random) -> Corruption:
    rows = [i for i, row in enumerate(clean.rows(table.name)) if row["language"]]
    code = random.choice(("ua", "gr", "jp", "eng", "cz", "us"))
    return _cell(clean, table, pick(random, rows, "a language"), "language", code, "language-code")


def another_country(clean: Clean, table: Table, random: Random) -> Corruption:
    """A state with the code of another one."""
    rows = [i for i, row in enumerate(clean.rows(table.name)) if row["kind"] == "state" and row["country"]]
    stated = {row["record_id"] for row in clean.rows("identifiers") if row["scheme"] == "iso3"}
    index = pick(random, [i for i in rows if clean.rows(table.name)[i]["actor_id"] in stated], "a state")
    code = "TUV" if clean.rows(table.name)[index]["country"] != "TUV" else "NRU"
    return _cell(clean, table, index, "country", code, "country-differs")


def number_of_another(clean: Clean, table: Table, random: Random) -> Corruption:
    """Two records with one number."""
    rows = clean.rows(table.name)
    scheme = random.choice(("bioguide", "ofac_uid", "cow", "gw", "executive_order", "celex", "ukaz"))
    own = [i for i, row in enumerate(rows) if row["scheme"] == scheme]
    first, second = own[0], own[random.randrange(1, len(own))]
    changed = {"identifier": rows[first]["identifier"]}
    content = with_cell(clean, table, second, "identifier", changed["identifier"])
    return _at(table, content, "shared-identifier", second + 2, "identifier")


def scheme_of_others(clean: Clean, table: Table, random: Random) -> Corruption:
    """A record gets the number of a scheme that numbers other things."""
    rows = clean.rows(table.name)
    owner = {"bioguide": "russia", "tias": "usa", "ukaz": "new-start", "cow": "caatsa-2017"}
    scheme = random.choice(sorted(owner))
    record = owner[scheme]
    carried = {row["record_id"] for row in rows}
    record = record if record in carried else next(row["record_id"] for row in rows if row["scheme"] == "celex")
    number = {"bioguide": "Z000999", "tias": "99-999", "ukaz": "999 of 2014-08-06", "cow": "999"}[scheme]
    content, line = added(clean, table, {"record_id": record, "scheme": scheme, "identifier": number})
    return _at(table, content, "scheme-owner", line, "scheme")


def kind_of_others(clean: Clean, table: Table, random: Random) -> Corruption:
    """A state that is typed as a person."""
    numbered = Counter(row["record_id"] for row in clean.rows("identifiers") if row["scheme"] in ("cow", "gw", "iso3"))
    rows = [i for i, row in enumerate(clean.rows(table.name)) if numbered[row["actor_id"]] > 1]
    return _cell(clean, table, pick(random, rows, "a state"), "kind", "person", "actor-kind")


def body_that_is_none(clean: Clean, table: Table, random: Random) -> Corruption:
    """A position in a person, or in oneself."""
    rows = clean.rows(table.name)
    held = [i for i, row in enumerate(rows) if row["position"] != "part of"]
    random.shuffle(held)
    for index in held:
        body = random.choice(("donald-trump", rows[index]["actor_id"]))
        if in_order(clean, table, index, {"organisation_id": body}) and body in clean.records:
            return _cell(clean, table, index, "organisation_id", body, "affiliation-ends")
    raise AssertionError("no affiliation to spoil")


def owner_that_is_none(clean: Clean, table: Table, random: Random) -> Corruption:
    """A participant or a tag of an actor or a source."""
    row = random.choice(clean.rows(table.name))
    record = random.choice(("usa", clean.rows("citations")[random.randrange(100)]["citation_id"]))
    content, line = added(clean, table, {**row, "record_id": record})
    return _at(table, content, "link-owner", line, "record_id")


def role_of_others(clean: Clean, table: Table, random: Random) -> Corruption:
    rows = clean.rows(table.name)
    wrong = {"events": "imposer", "measures": "participant", "treaties": "initiator"}
    places = []
    for index, row in enumerate(rows):
        new = wrong[clean.records[row["record_id"]][0]]
        if row["role"] in ("affected", "participant", "signatory") and in_order(clean, table, index, {"role": new}):
            places.append((index, new))
    index, new = random.choice(places)
    return _cell(clean, table, index, "role", new, "role-record")


def no_tag(clean: Clean, table: Table, random: Random) -> Corruption:
    """A vocabulary that exists and is none of tags, or none of tags of this table."""
    rows = clean.rows(table.name)
    record = random.choice([row["record_id"] for row in rows if clean.records[row["record_id"]][0] != "measures"])
    vocabulary, term = random.choice((("measure_type", "tariff"), ("instrument", "statute"), ("scope", "core")))
    content, line = added(clean, table, {"record_id": record, "vocabulary": vocabulary, "term": term})
    return _at(table, content, "tag-vocabulary", line, "vocabulary")


def without_issue(clean: Clean, table: Table, random: Random) -> Corruption:
    tags = raw_table("tags")
    record_id = random.choice(clean.rows(table.name))[table.primary_key[0]]
    issues = (record_id, "issue")
    gone = {i for i, row in enumerate(clean.rows("tags")) if (row["record_id"], row["vocabulary"]) == issues}
    line = [row[table.primary_key[0]] for row in clean.rows(table.name)].index(record_id) + 2
    content = without(clean, tags, gone)
    return Corruption({tags.path: content}, "tag-missing", table.path, line, table.primary_key[0])


def other_beside(clean: Clean, table: Table, random: Random) -> Corruption:
    objectives = (row for row in clean.rows(table.name) if row["vocabulary"] == "objective")
    row = random.choice([row for row in objectives if row["term"] != "other"])
    content, line = added(clean, table, {**row, "term": "other"})
    return _at(table, content, "term-alone", line, "term")


def level_of_rounds(clean: Clean, table: Table, random: Random) -> Corruption:
    """An order on which rounds rest as a single action."""
    used = {row["object_id"] for row in clean.rows("relations") if row["relation"] == "under_authority_of"}
    rows = [i for i, row in enumerate(clean.rows(table.name)) if row["measure_id"] in used]
    return _cell(clean, table, pick(random, rows, "an authority"), "level", "action", "object-level")


def itself(clean: Clean, table: Table, random: Random) -> Corruption:
    rows = clean.rows(table.name)
    fitting = [
        i
        for i, row in enumerate(rows)
        if row["relation"] in ("responds_to", "same_process_as", "amends", "denies")
        and in_order(clean, table, i, {"object_id": row["subject_id"]})
    ]
    index = pick(random, fitting, "a relation")
    return _cell(clean, table, index, "object_id", rows[index]["subject_id"], "relation-to-itself")


def both_ways(clean: Clean, table: Table, random: Random) -> Corruption:
    row = random.choice([row for row in clean.rows(table.name) if row["relation"] == "same_process_as"])
    turned = {**row, "subject_id": row["object_id"], "object_id": row["subject_id"]}
    content, line = added(clean, table, turned)
    first = next(i for i, other in enumerate(clean.rows(table.name)) if other == row) + 2
    # The later of the two lines is the one that is questioned.
    later = line if line > first else first + 1
    return _at(table, content, "relation-twice", later, "object_id")


def against_time(clean: Clean, table: Table, random: Random) -> Corruption:
    """An answer to what came later; nothing else ties the two."""
    rows = clean.rows(table.name)
    busy = Counter(row[end] for row in rows for end in ("subject_id", "object_id"))
    free = [
        (name, edtf.parse(row[_DATES[other]]))
        for name, (other, row) in clean.records.items()
        if other == "events" and not busy[name]
    ]
    while True:
        (one, first), (two, second) = random.sample(free, 2)
        if first.surely_before(second):
            break
    relation: Record = {"subject_id": one, "relation": random.choice(("responds_to", "denies")), "object_id": two}
    content, line = added(clean, table, relation)
    return _at(table, content, "relation-order", line, "object_id")


OPERATORS = (
    Operator("country that is none", ("actors", "events", "listings"), no_country),
    Operator("language that is none", ("citations",), no_language),
    Operator("country of another state", ("actors",), another_country),
    Operator("number of another record", ("identifiers",), number_of_another),
    Operator("scheme of other things", ("identifiers",), scheme_of_others),
    Operator("state as a person", ("actors",), kind_of_others),
    Operator("body that is none", ("affiliations",), body_that_is_none),
    Operator("link of what has none", ("participants", "tags"), owner_that_is_none),
    Operator("role of other records", ("participants",), role_of_others),
    Operator("tag that is none", ("tags",), no_tag),
    Operator("no issue", ("events", "measures", "treaties"), without_issue),
    Operator("other beside its like", ("tags",), other_beside),
    Operator("authority as action", ("measures",), level_of_rounds),
    Operator("relation to itself", ("relations",), itself),
    Operator("relation in both directions", ("relations",), both_ways),
    Operator("relation against time", ("relations",), against_time),
)
