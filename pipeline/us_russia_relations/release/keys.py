"""Do the keys of a release hold: each primary key filled and unique, each foreign key leading to a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from us_russia_relations.release.resource import Resource, Values

# So many dangling keys are named, of each foreign key.
_NAMED = 3


def check_keys(tables: Mapping[str, Resource], rows: Mapping[str, list[Values]]) -> Iterator[str]:
    """A sentence for each key that does not hold; a table whose rows are not there is not judged."""
    for name, resource in tables.items():
        if name in rows:
            yield from _check_primary(resource, rows[name])
            yield from _check_foreign(resource, tables, rows)


def _check_primary(resource: Resource, rows: list[Values]) -> Iterator[str]:
    indices = resource.indices(resource.key)
    counts = Counter(tuple(row[index] for index in indices) for row in rows)
    for key, count in counts.items():
        shown = ", ".join(str(value) for value in key)
        if None in key:
            yield f"{resource.name}: a row has no full key ({shown})"
        if count > 1:
            yield f"{resource.name}: {count} rows have the key {shown}"


def _check_foreign(
    resource: Resource, tables: Mapping[str, Resource], rows: Mapping[str, list[Values]]
) -> Iterator[str]:
    for key in resource.foreign_keys:
        columns = ", ".join(key.columns)
        if key.table not in tables:
            yield f"{resource.name}.{columns}: it points at a table {key.table} that is not there"
            continue
        if key.table not in rows:
            continue
        theirs, ours = tables[key.table].indices(key.references), resource.indices(key.columns)
        known = {tuple(row[index] for index in theirs) for row in rows[key.table]}
        named = {tuple(row[index] for index in ours) for row in rows[resource.name]}
        dangling = sorted(str(value) for value in named - known if None not in value)
        if dangling:
            more = f" and {len(dangling) - _NAMED} more" if len(dangling) > _NAMED else ""
            yield f"{resource.name}.{columns}: {', '.join(dangling[:_NAMED])}{more} is no row of {key.table}"
