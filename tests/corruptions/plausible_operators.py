"""What goes wrong with numbers, days, evidence and sources that can't be."""

from __future__ import annotations

from collections import Counter
from random import Random

from corruptions.model import Clean, Corruption, Operator, added, pick, with_cell, without
from us_russia_relations.definitions import raw_table
from us_russia_relations.definitions.model import Table

_EVIDENCE = raw_table("evidence")
_DATES = {"events": "date", "observations": "date", "citations": "accessed", "listings": "listed"}


def _cell(clean: Clean, table: Table, index: int, column: str, text: str, rule: str) -> Corruption:
    content = with_cell(clean, table, index, column, text)
    return Corruption({table.path: content}, rule, table.path, index + 2, column)


def _of_unit(clean: Clean, unit: str) -> list[int]:
    rows = clean.rows("observations")
    changes = {row["term"] for row in clean.rows("term_properties") if row["property"] == "difference"}
    return [i for i, row in enumerate(rows) if row["unit"] == unit and row["series"] not in changes]


def below_zero(clean: Clean, table: Table, random: Random) -> Corruption:
    index = pick(random, _of_unit(clean, random.choice(("votes", "percent", "persons"))), "a count")
    text = f"-{clean.rows(table.name)[index]['value'].removeprefix('0') or '5'}"
    return _cell(clean, table, index, "value", text, "impossible-value")


def fraction_of_a_thing(clean: Clean, table: Table, random: Random) -> Corruption:
    index = pick(random, _of_unit(clean, random.choice(("votes", "warheads", "persons"))), "a count")
    return _cell(clean, table, index, "value", f"{clean.rows(table.name)[index]['value']}.5", "impossible-value")


def more_than_all(clean: Clean, table: Table, random: Random) -> Corruption:
    return _cell(clean, table, pick(random, _of_unit(clean, "percent"), "a share"), "value", "162", "impossible-value")


def unit_of_others(clean: Clean, table: Table, random: Random) -> Corruption:
    return _cell(clean, table, pick(random, _of_unit(clean, "votes"), "votes"), "unit", "usd", "series-unit")


def in_the_future(clean: Clean, table: Table, random: Random) -> Corruption:
    column = _DATES[table.name]
    rows = [i for i, row in enumerate(clean.rows(table.name)) if row[column]]
    return _cell(clean, table, pick(random, rows, "a date"), column, "2091-03-18", "future-date")


def of_another_age(clean: Clean, table: Table, random: Random) -> Corruption:
    column = _DATES[table.name]
    rows = [i for i, row in enumerate(clean.rows(table.name)) if row[column]]
    return _cell(clean, table, pick(random, rows, "a date"), column, "0214-03-18", "implausible-date")


def a_century_off(clean: Clean, table: Table, random: Random) -> Corruption:
    rows = [i for i, row in enumerate(clean.rows(table.name)) if row["scope"] == "core" and len(row["date"]) == 10]
    index = pick(random, rows, "a core event")
    text = f"19{clean.rows(table.name)[index]['date'][2:]}"
    return _cell(clean, table, index, "date", text, "scope-window")


def listed_late(clean: Clean, table: Table, random: Random) -> Corruption:
    names = Counter(row["measure_id"] for row in clean.rows(table.name))
    rows = [i for i, row in enumerate(clean.rows(table.name)) if names[row["measure_id"]] > 1 and not row["delisted"]]
    return _cell(clean, table, pick(random, rows, "a listing"), "listed", "2021-06-01", "listed-late")


def no_reason_against(clean: Clean, table: Table, random: Random) -> Corruption:
    rows = [i for i, row in enumerate(clean.rows(table.name)) if row["stance"] == "contradicts" and row["note"]]
    return _cell(clean, table, pick(random, rows, "a contradiction"), "note", "", "contradiction-note")


def claim_of_the_row(clean: Clean, table: Table, random: Random) -> Corruption:
    """The claimed value is the value of the cell."""
    rows = clean.rows(table.name)
    places = [
        (index, own)
        for index, row in enumerate(rows)
        if row["stance"] == "contradicts" and (own := clean.records[row["record_id"]][1].get(row["field"]))
    ]
    index, own = random.choice(places)
    return _cell(clean, table, index, "claimed_value", own, "claimed-same")


def claim_beside_support(clean: Clean, table: Table, random: Random) -> Corruption:
    rows = [i for i, row in enumerate(clean.rows(table.name)) if row["stance"] == "supports"]
    return _cell(clean, table, pick(random, rows, "a support"), "claimed_value", "2014-03-21", "claim-of-support")


def cell_of_evidence_emptied(clean: Clean, table: Table, random: Random) -> Corruption:
    """A cell is emptied, and the first source that supports it stays."""
    evidence = clean.rows("evidence")
    first: dict[tuple[str, str], int] = {}
    for index, row in enumerate(evidence):
        if row["stance"] == "supports":
            first.setdefault((row["record_id"], row["field"]), index)
    column = {"measures": "effective", "treaties": "in_force", "events": "place"}[table.name]
    rows = clean.rows(table.name)
    places = [
        (index, first[row[table.id], column])
        for index, row in enumerate(rows)
        if row[column] and (row[table.id], column) in first
    ]
    stepped = {row["object_id"] for row in clean.rows("relations")}
    places = [place for place in places if rows[place[0]][table.id] not in stepped] or places
    index, line = random.choice(places)
    content = with_cell(clean, table, index, column, "")
    return Corruption({table.path: content}, "evidence-for-nothing", _EVIDENCE.path, line + 2, "field")


def date_alone(clean: Clean, table: Table, random: Random) -> Corruption:
    """All evidence of an event goes but that for its date."""
    evidence, cited = clean.rows("evidence"), Counter(row["citation_id"] for row in clean.rows("evidence"))
    identified = {row["record_id"] for row in clean.rows("identifiers")}
    places = []
    for number, event in enumerate(clean.rows(table.name)):
        if event["event_id"] in identified:
            continue
        own = [i for i, row in enumerate(evidence) if row["record_id"] == event["event_id"]] if number % 37 == 0 else []
        gone = {i for i in own if evidence[i]["field"] != "date"}
        spare = Counter(evidence[i]["citation_id"] for i in gone)
        if gone and all(cited[name] > count for name, count in spare.items()):
            places.append((number, gone))
    number, gone = random.choice(places)
    content = without(clean, _EVIDENCE, gone)
    return Corruption({_EVIDENCE.path: content}, "only-date", table.path, number + 2, "event_id")


def unsafe(clean: Clean, table: Table, random: Random) -> Corruption:
    rows = [i for i, row in enumerate(clean.rows(table.name)) if row["url"]]
    address = random.choice(("https://me:secret@kremlin.ru/a", "http://192.168.1.10/a", "http://127.0.0.1:8000/a"))
    return _cell(clean, table, pick(random, rows, "an address"), "url", address, "unsafe-address")


def never_read(clean: Clean, table: Table, random: Random) -> Corruption:
    rows = [i for i, row in enumerate(clean.rows(table.name)) if row["url"] and row["accessed"]]
    return _cell(clean, table, pick(random, rows, "an address"), "accessed", "", "no-access-date")


def authors_broken(clean: Clean, table: Table, random: Random) -> Corruption:
    rows = [i for i, row in enumerate(clean.rows(table.name)) if row["authors"]]
    authors = random.choice(
        ("{Reuters", "Smith, John;; Doe, Jane", "Smith, John;Doe, Jane", "Smith, John and Doe, Jane")
    )
    return _cell(clean, table, pick(random, rows, "authors"), "authors", authors, "author-list")


def merged_into_nothing(clean: Clean, table: Table, _: Random) -> Corruption:
    row = {"retired_id": "an-old-id", "status": "merged", "replaced_by": "", "since": "0.1.0", "reason": "Told twice."}
    content, line = added(clean, table, row)
    return Corruption({table.path: content}, "no-successor", table.path, line, "replaced_by")


OPERATORS = (
    Operator("below zero", ("observations",), below_zero),
    Operator("fraction of a thing", ("observations",), fraction_of_a_thing),
    Operator("more than all", ("observations",), more_than_all),
    Operator("unit of others", ("observations",), unit_of_others),
    Operator("in the future", tuple(_DATES), in_the_future),
    Operator("of another age", tuple(_DATES), of_another_age),
    Operator("a century off", ("events",), a_century_off),
    Operator("listed late", ("listings",), listed_late),
    Operator("contradiction without a reason", ("evidence",), no_reason_against),
    Operator("contradiction with the own value", ("evidence",), claim_of_the_row),
    Operator("support with another value", ("evidence",), claim_beside_support),
    Operator("cell with evidence emptied", ("measures", "treaties"), cell_of_evidence_emptied),
    Operator("evidence for the date alone", ("events",), date_alone),
    Operator("unsafe address", ("citations",), unsafe),
    Operator("address never read", ("citations",), never_read),
    Operator("authors broken", ("citations",), authors_broken),
    Operator("merged into nothing", ("retired",), merged_into_nothing),
)
