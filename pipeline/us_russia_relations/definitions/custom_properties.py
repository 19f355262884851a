"""What a table means as custom properties of a Frictionless descriptor, and a table as a descriptor says it.

The Data Package standard allows custom properties. All of ours are under one name, ``meaning``, in a resource and in
a field, so that they can't collide with those of a later standard; clients that do not know them skip them. Standard
library only, since both sides use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from us_russia_relations.definitions.model import Column, ForeignKey, Table

MEANING = "meaning"
# Of a resource: the attribute of Table and the property that holds it, which is left out where it is empty.
_OF_TABLE = {
    "noun": "noun",
    "label": "label",
    "label_format": "labelFormat",
    "date": "date",
    "earliest": "earliest",
    "order": "order",
    "type": "type",
    "owner": "owner",
    "owners": "owners",
    "entry": "entry",
    "evidence": "evidence",
    "act": "act",
}
# Of a field: the attribute of Column and the property that holds it.
_OF_COLUMN = {"vocabulary": "vocabulary", "key": "evidence", "milestone": "milestone", "reason": "reason"}
_EDTF = "edtf"


def meaning_of_table(table: Table) -> dict[str, Any]:
    """The properties ``meaning`` of a resource; empty where the table has none."""
    return _filled(table, _OF_TABLE)


def meaning_of_column(column: Column) -> dict[str, Any]:
    """The properties ``meaning`` of a field; ``type`` marks a date in EDTF."""
    return ({"type": _EDTF} if column.type == _EDTF else {}) | _filled(column, _OF_COLUMN)


def _filled(definition: Table | Column, names: Mapping[str, str]) -> dict[str, Any]:
    values = ((key, getattr(definition, attribute)) for attribute, key in names.items())
    return {key: [*value] if isinstance(value, tuple) else value for key, value in values if value}


def table_of(declared: Mapping[str, Any]) -> Table:
    """The table that a resource of a descriptor declares, with what the descriptor says that its rows mean.

    Patterns of columns that may be empty are not published, so the columns lack them.
    """
    schema = declared["schema"]
    return Table(
        name=declared["name"],
        title=declared.get("title", ""),
        row=declared.get("description", "").removeprefix("One row is ").removesuffix("."),
        folder=None,
        columns=tuple(_column(field) for field in schema["fields"]),
        primary_key=tuple(schema["primaryKey"]),
        foreign_keys=foreign_keys(schema),
        **_attributes(declared, _OF_TABLE),
    )


def meaning_faults(declared: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for each property of the meaning of a resource and its fields that is not as ``table_of`` reads it."""
    fields = declared["schema"]["fields"]
    faults = [*_type_faults(declared, _OF_TABLE, Table)]
    faults += [fault for field in fields for fault in _type_faults(field, _OF_COLUMN, Column)]
    yield from faults
    if faults:
        return
    meaning, header = declared.get(MEANING, {}), [field["name"] for field in fields]
    named = [meaning.get(key, []) for key in ("label", "earliest", "order", "entry")]
    named += [[meaning[key]] for key in ("date", "type", "owner") if key in meaning]
    named += [[field[MEANING]["reason"]] for field in fields if "reason" in field.get(MEANING, {})]
    yield from (
        f"{name!r:.80} means something and is no column" for names in named for name in names if name not in header
    )
    # Names alone: a format can ask for more of a value than its text, and for any width.
    placeholders = re.sub(r"[^{}]|\{[a-z0-9_]+\}", "", meaning.get("labelFormat", ""))
    if placeholders or not {*re.findall(r"\{(.*?)\}", meaning.get("labelFormat", ""))} <= {*meaning.get("label", [])}:
        yield f"{meaning['labelFormat']!r:.80} is no format of its label"


def _type_faults(declared: Mapping[str, Any], names: Mapping[str, str], definition: type) -> Iterator[str]:
    meaning = declared.get(MEANING, {})
    if not isinstance(meaning, dict):
        yield f"the meaning is {meaning!r:.80}"
        return
    for attribute, key in names.items():
        kind, value = type(getattr(definition, attribute)), meaning.get(key)
        texts = kind is tuple and isinstance(value, list) and all(isinstance(one, str) for one in value)
        if key in meaning and not texts and type(value) is not kind:
            yield f"{key} of the meaning is {value!r:.80}"
    if definition is Column and meaning.get("type", _EDTF) != _EDTF:
        yield f"type of the meaning is {meaning['type']!r:.80}"


def foreign_keys(schema: Mapping[str, Any]) -> tuple[ForeignKey, ...]:
    """The foreign keys of a Table Schema."""
    return tuple(
        ForeignKey(tuple(key["fields"]), key["reference"]["resource"], tuple(key["reference"]["fields"]))
        for key in schema.get("foreignKeys", [])
    )


def _column(field: Mapping[str, Any]) -> Column:
    constraints = field.get("constraints", {})
    return Column(
        name=field["name"],
        description=field.get("description", ""),
        example=field.get("example", ""),
        type=field.get(MEANING, {}).get("type", field["type"]),
        required=constraints.get("required", False),
        pattern=constraints.get("pattern", ""),
        formula=field.get("formula", ""),
        **_attributes(field, _OF_COLUMN),
    )


def _attributes(declared: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    meaning = declared.get(MEANING, {})
    return {
        attribute: tuple(meaning[key]) if isinstance(meaning[key], list) else meaning[key]
        for attribute, key in names.items()
        if key in meaning
    }
