"""Find records whose own id is wrong: several rows refer to an id that is missing, and none to theirs."""

from __future__ import annotations

import re
from collections import Counter

from us_russia_relations.definitions import RAW_TABLES, RECORD_TABLES
from us_russia_relations.definitions.derived import RECORDS
from us_russia_relations.definitions.model import ID_PATTERN
from us_russia_relations.raw.dataset import Dataset
from us_russia_relations.text.nearest import Names

_TARGETS = frozenset({RECORDS.name, *(table.name for table in RECORD_TABLES)})
# A single unresolved reference is itself wrong; several that agree are not.
_AGREE = 2


def renamed(dataset: Dataset) -> dict[str, str]:
    """Ids of records that nothing refers to, each with the id that is missing and that the rows refer to.

    Where the id of the record is not even well formed, one such row is enough.
    """
    if any(dataset.tables[table.name].lost for table in RECORD_TABLES):
        return {}
    used = references(dataset)
    missing = {text for text in used if text and text not in dataset.records and text not in dataset.retired}
    idle = [name for name in dataset.records if name not in used] if missing else []
    if not idle:
        return {}
    names, slips = Names(idle), dict[str, str]()
    for text in sorted(missing):
        near = names.meant(text)
        if len(near) == 1 and (used[text] >= _AGREE or not re.fullmatch(ID_PATTERN, near[0])):
            slips.setdefault(near[0], text)
    return slips


def references(dataset: Dataset) -> Counter[str]:
    """How many cells refer to each id of a record, existing or not."""
    used: Counter[str] = Counter()
    for table in RAW_TABLES:
        for key in table.foreign_keys:
            if key.table in _TARGETS:
                used.update(dataset.tables[table.name].columns[key.columns[0]])
    return used
