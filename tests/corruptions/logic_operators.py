"""What goes wrong in the matter itself: dates against each other, who could have taken part, a scope."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from corruptions.model import Clean, Corruption, Operator, Record, added, in_order, key, pick, with_cell, written
from us_russia_relations.definitions import edtf, raw_table
from us_russia_relations.definitions.model import Table

_ENDS = {"measures": ("adopted", "ended"), "treaties": ("signed", "ended"), "listings": ("listed", "delisted")}
_DATED = {"events": "date", "measures": "adopted", "treaties": "signed"}


def _day(text: str) -> date | None:
    """The day that a date text names; None for anything vaguer."""
    return date.fromisoformat(text) if len(text) == 10 and text[4] == text[7] == "-" and text[-1].isdigit() else None


def _cell(clean: Clean, table: Table, index: int, column: str, text: str, rule: str) -> Corruption:
    content = with_cell(clean, table, index, column, text)
    return Corruption({table.path: content}, rule, table.path, index + 2, column)


def ended_too_early(clean: Clean, table: Table, random: Random) -> Corruption:
    """The end lies before the start."""
    start, end = _ENDS[table.name]
    rows = [index for index, row in enumerate(clean.rows(table.name)) if row[end] and _day(row[start])]
    index = pick(random, rows, f"an end in {table.name}")
    before = _day(clean.rows(table.name)[index][start])
    assert before is not None
    return _cell(clean, table, index, end, (before - timedelta(40)).isoformat(), "date-order")


def authority_later(clean: Clean, table: Table, random: Random) -> Corruption:
    """An act is put under an authority that came after it."""
    adopted = {row["measure_id"]: _day(row["adopted"]) for row in clean.rows("measures")}
    places: list[tuple[int, str]] = []
    for index, row in enumerate(clean.rows(table.name)):
        used = adopted.get(row["subject_id"])
        if row["relation"] == "under_authority_of" and used:
            later = (name for name, given in adopted.items() if given and given > used)
            places += [(index, name) for name in later if in_order(clean, table, index, {"object_id": name})]
    index, name = random.choice(places)
    subject = clean.rows(table.name)[index]["subject_id"]
    line = [row["measure_id"] for row in clean.rows("measures")].index(subject) + 2
    content = with_cell(clean, table, index, "object_id", name)
    return Corruption({table.path: content}, "authority-later", "measures.csv", line, "adopted")


def imposer_as_target(clean: Clean, table: Table, random: Random) -> Corruption:
    rows = clean.rows(table.name)
    imposing = [index for index, row in enumerate(rows) if row["role"] == "imposer" and _alone(clean, row)]
    content, line = added(clean, table, {**rows[pick(random, imposing, "an imposer")], "role": "target"})
    return Corruption({table.path: content}, "self-target", table.path, line, "actor_id")


def _alone(clean: Clean, row: Record) -> bool:
    taken = {**row, "role": "target"}
    return taken not in clean.rows("participants")


def actor_gone(clean: Clean, table: Table, random: Random) -> Corruption:
    """Somebody takes part who was not there yet, or no longer."""
    lives = [
        (row["actor_id"], edtf.parse(row["active"]))
        for row in clean.rows("actors")
        if row["active"] and row["active"] != "../.."
    ]
    places = [
        (record_id, actor)
        for record_id, (other, row) in clean.records.items()
        if other in ("events", "treaties") and (day := row[_DATED[other]])
        for actor, life in lives
        if not life.overlaps(edtf.parse(day))
    ]
    record_id, actor = random.choice(places)
    content, line = added(clean, table, {"record_id": record_id, "actor_id": actor, "role": "affected"})
    return Corruption({table.path: content}, "actor-inactive", table.path, line, "actor_id")


def only_alleged(clean: Clean, table: Table, random: Random) -> Corruption:
    named = {row["record_id"] for row in clean.rows("participants") if row["role"] == "attributed_by"}
    rows = [index for index, row in enumerate(clean.rows(table.name)) if key(table, row)[0] not in named]
    index = pick(random, rows, "an allegation")
    return _cell(clean, table, index, "certainty", "alleged", "alleged-without-source")


def scope_wrong(clean: Clean, table: Table, random: Random) -> Corruption:
    rows = [index for index, row in enumerate(clean.rows(table.name)) if _day(row[_DATED[table.name]])]
    index = pick(random, rows, "a dated record")
    right = clean.rows(table.name)[index]["scope"]
    wrong = "aftermath" if right != "aftermath" else "background"
    return _cell(clean, table, index, "scope", wrong, "scope-window")


def step_a_day_off(clean: Clean, table: Table, random: Random) -> Corruption:
    """The date on a treaty or measure is a day later than the one step that made it."""
    dated = {row["term"]: row["value"] for row in clean.rows("term_properties") if row["property"] == "dates"}
    steps: dict[tuple[str, str], list[str]] = {}
    for row in clean.rows("relations"):
        _, event = clean.records[row["subject_id"]]
        if row["relation"] == "acts_on" and event.get("type") in dated:
            steps.setdefault((row["object_id"], dated[event["type"]]), []).append(event["date"])
    places = [
        (index, column, _later(row[column]))
        for index, row in enumerate(clean.rows(table.name))
        for column in sorted({*dated.values()} & {*row})
        if _day(row[column]) and [*map(_day, steps.get((key(table, row)[0], column), []))] == [_day(row[column])]
    ]
    fitting = [place for place in places if _harmless(clean, table, *place)]
    index, column, text = random.choice(fitting)
    return _cell(clean, table, index, column, text, "acts-on-date")


def _later(text: str) -> str:
    day = _day(text)
    return (day + timedelta(1)).isoformat() if day else ""


def _harmless(clean: Clean, table: Table, index: int, column: str, text: str) -> bool:
    """True when the row's other dates and the window allow the new one, and no listing or action hangs on it."""
    row = clean.rows(table.name)[index]
    others = [day for name, value in row.items() if name != column and (day := _day(value))]
    hanging = {other["measure_id"] for other in clean.rows("listings")}
    hanging |= {other["object_id"] for other in clean.rows("relations") if other["relation"] == "under_authority_of"}
    after = table.name == "treaties" and column == "signed"
    fits = all(day > date.fromisoformat(text) for day in others) if after else True
    return fits and key(table, row)[0] not in hanging and not row.get("effective")


def event_twice(clean: Clean, table: Table, random: Random) -> Corruption:
    """The same act under a new id, with all its participants, tags and evidence."""
    rows, column = clean.rows(table.name), table.primary_key[0]
    cast = {row["record_id"] for row in clean.rows("participants")}
    tied = {row[end] for row in clean.rows("relations") for end in ("subject_id", "object_id")}
    # What stands in relations or acts on others would need those rows, too.
    free = [i for i, row in enumerate(rows) if row[column] in cast - tied]
    old = rows[pick(random, free, "an act without relations")][column]
    new, changes = f"{old}-again", {}
    for other in (table, *map(raw_table, ("participants", "listings", "tags", "evidence", "identifiers"))):
        there = other.primary_key[0]
        copies = [{**row, there: new} for row in clean.rows(other.name) if row[there] == old]
        if copies:
            everything = sorted([*clean.rows(other.name), *copies], key=lambda row: key(other, row))
            changes[other.path] = written(other, everything)
    return _duplicate(clean, table, old, new, changes)


def _duplicate(clean: Clean, table: Table, old: str, new: str, changes: dict[str, bytes]) -> Corruption:
    column = table.primary_key[0]
    names = sorted([*(row[column] for row in clean.rows(table.name)), new])
    # The later of the two lines is the one that is questioned.
    line = max(names.index(old), names.index(new)) + 2
    return Corruption({**changes}, "likely-duplicate", table.path, line, column)


OPERATORS = (
    Operator("ended too early", tuple(_ENDS), ended_too_early),
    Operator("authority adopted later", ("relations",), authority_later),
    Operator("imposer as target", ("participants",), imposer_as_target),
    Operator("actor not active", ("participants",), actor_gone),
    Operator("alleged by nobody", ("events", "measures"), only_alleged),
    Operator("scope wrong", tuple(_DATED), scope_wrong),
    Operator("step a day off", ("treaties", "measures"), step_a_day_off),
    Operator("the same act twice", ("events", "measures"), event_twice),
)
