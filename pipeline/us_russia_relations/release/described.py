"""The descriptor of a release as it is read: strictly, since a release may come from anywhere.

What it says is followed by every reader, so that it must lead to the files of the release alone, and nothing in it may
be read in two ways. Standard library only.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeGuard

from us_russia_relations.definitions.custom_properties import meaning_faults
from us_russia_relations.errors import DamagedReleaseError, DataNotFoundError

TYPES = ("string", "date", "integer", "number", "boolean")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,63}")
# More than a hundred times the largest so far.
_LARGEST = 32 * 2**20
_SHOWN = 5


def in_csv(name: str) -> str:
    """The path of a table in the descriptor of the CSV files."""
    return f"csv/{name}.csv"


def in_parquet(name: str) -> str:
    """The path of a table in the descriptor of the Parquet files, which lies beside them."""
    return f"{name}.parquet"


def read_descriptor(path: Path, path_of: Callable[[str], str] = in_csv) -> dict[str, Any]:
    """The descriptor in the file; its resources have the paths that ``path_of`` gives their names.

    Raises DataNotFoundError where no file is there, and DamagedReleaseError, with what is wrong, for one that is no
    descriptor of a release.
    """
    described = read_json(path)
    wrong = [*_faults(described, path_of)]
    if wrong:
        more = f"; and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise DamagedReleaseError(f"{path}: {'; '.join(wrong[:_SHOWN])}{more}")
    return dict(described)


def read_json(path: Path) -> Any:
    """What the JSON file holds. Raises DataNotFoundError and DamagedReleaseError, as for a key that stands twice."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise DamagedReleaseError(f"{path}: it is no regular file")
        if status.st_size > _LARGEST:
            raise DamagedReleaseError(f"{path}: it is larger than {_LARGEST} bytes")
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DataNotFoundError(f"{path} is not there") from error
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, DamagedReleaseError):
            raise
        raise DamagedReleaseError(f"{path}: it can't be read as JSON: {error!s:.200}") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = sorted({name for name, _ in pairs if [one for one, _ in pairs].count(name) > 1})
        raise ValueError(f"keys that stand twice: {', '.join(map(repr, twice[:_SHOWN]))}")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _faults(described: Any, path_of: Callable[[str], str]) -> Iterator[str]:
    if not isinstance(described, dict) or not isinstance(described.get("resources"), list):
        yield "it has no list of resources"
        return
    if not _text(described.get("version"), _VERSION):
        yield f"the version {described.get('version')!r:.80} is none"
    for name, kind in (("created", str), ("previousVersion", str), ("fingerprint", str), ("provenance", dict)):
        if not isinstance(described.get(name, kind()), kind):
            yield f"{name} is {described[name]!r:.80}"
    columns: dict[str, list[str]] = {}
    for resource in described["resources"]:
        yield from _resource_faults(resource, path_of, columns)
    for resource in described["resources"]:
        if isinstance(resource, dict) and resource.get("name") in columns:
            yield from _key_faults(resource, columns)


def _resource_faults(resource: Any, path_of: Callable[[str], str], columns: dict[str, list[str]]) -> Iterator[str]:
    name = resource.get("name") if isinstance(resource, dict) else None
    if not _text(name, _NAME):
        yield f"{name!r:.80} is no name of a table"
        return
    if name in columns:
        yield f"the table {name} stands twice"
    if resource.get("path") != path_of(name):
        yield f"the path of {name} is {resource.get('path')!r:.120} and not {path_of(name)}"
    if not isinstance(resource.get("hash"), str):
        yield f"{name} has no digest"
    if path_of is in_parquet and "schema" not in resource:
        # A Parquet file has its own types.
        return
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or not all(isinstance(field, dict) for field in fields):
        yield f"{name} has no list of fields"
        return
    columns[name] = [field.get("name") for field in fields]
    faults = [*_field_faults(fields)]
    yield from (f"{name}: {fault}" for fault in faults or meaning_faults(resource))


def _field_faults(fields: list[dict[str, Any]]) -> Iterator[str]:
    for field in fields:
        if not _text(field.get("name"), _NAME) or field.get("type") not in TYPES:
            yield f"{field.get('name')!r:.80} of type {field.get('type')!r:.80} is no column"
        if not _has_terms(field.get("categories", [])):
            yield f"the terms of {field.get('name')!r:.80} can't be read"
        if not isinstance(field.get("constraints", {}), dict):
            yield f"the constraints of {field.get('name')!r:.80} can't be read"
    if len({str(field.get("name")) for field in fields}) < len(fields):
        yield "a column stands twice"


def _has_terms(categories: Any) -> bool:
    return isinstance(categories, list) and all(
        isinstance(one, dict) and isinstance(one.get("value"), str) for one in categories
    )


def _key_faults(resource: dict[str, Any], columns: dict[str, list[str]]) -> Iterator[str]:
    name, schema = resource["name"], resource["schema"]
    if not _are_columns(schema.get("primaryKey"), columns[name]):
        yield f"{name}: the primary key is {schema.get('primaryKey')!r:.80}"
    keys = schema.get("foreignKeys", [])
    for key in keys if isinstance(keys, list) else [keys]:
        reference = key.get("reference") if isinstance(key, dict) else None
        if not isinstance(reference, dict) or not _are_columns(key.get("fields"), columns[name]):
            yield f"{name}: a foreign key can't be read: {key!r:.120}"
        elif reference.get("resource") not in columns:
            yield f"{name}: a foreign key leads to a table {reference.get('resource')!r:.80} that is not there"
        elif not _are_columns(reference.get("fields"), columns[reference["resource"]]):
            yield f"{name}: a foreign key leads to columns {reference.get('fields')!r:.80} that are not there"


def _are_columns(names: Any, columns: list[str]) -> bool:
    return isinstance(names, list) and bool(names) and all(isinstance(one, str) and one in columns for one in names)


def _text(value: Any, pattern: re.Pattern[str]) -> TypeGuard[str]:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
