"""Is a release whole: its bytes, its fingerprints in every form, its descriptors, its keys, its ids. Offline.

Beside the standard library it needs pyarrow alone, so that the light install can verify a release.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from us_russia_relations.release import fingerprint
from us_russia_relations.release.ids import check_ids
from us_russia_relations.release.keys import check_keys
from us_russia_relations.release.release import Release
from us_russia_relations.release.resource import DATABASE, Resource, Values
from us_russia_relations.release.versions import is_version

SUMS = "SHA256SUMS"
# What reading a damaged file can raise: a wrong cell, a file that is no Parquet (an OSError of pyarrow), no SQLite.
_DAMAGE = (OSError, ValueError, KeyError, csv.Error, sqlite3.Error)
_LINE = re.compile(r"^([0-9a-f]{64})  ([^\n]+)$", re.MULTILINE)


@dataclass(frozen=True)
class Report:
    """The faults in order, each a sentence that begins with its file or table, and what was read."""

    faults: tuple[str, ...]
    version: str
    files: int
    tables: int
    fingerprint: str

    @property
    def whole(self) -> bool:
        return not self.faults


def verify(release: Release) -> Report:
    """Everything that is wrong with a release, as values; a fault that hides others does not end the search."""
    folder = release.folder
    faults = [*_check_files(folder)]
    try:
        version, tables = release.version, release.resources
    except (*_DAMAGE, TypeError, AttributeError) as error:
        return Report((*faults, f"datapackage.json: it can't be read as a descriptor: {error!r:.200}"), "", 0, 0, "")
    faults += _check_descriptors(release)
    rows: dict[str, list[Values]] = {}
    for resource in tables.values():
        faults += _check_forms(resource, release, rows)
    faults += _check_database(folder, tables)
    faults += check_keys(tables, rows)
    faults += check_ids(release, rows)
    files = sum(path.is_file() for path in folder.rglob("*"))
    return Report(tuple(faults), version, files, len(tables), release.fingerprint)


def _check_files(folder: Path) -> Iterator[str]:
    """Every file is listed with its digest, and nothing else is there."""
    try:
        text = (folder / SUMS).read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        yield f"{SUMS}: it can't be read: {error}"
        return
    listed = {name: digest for digest, name in _LINE.findall(text)}
    if "".join(f"{digest}  {name}\n" for name, digest in listed.items()) != text:
        yield f"{SUMS}: it has lines that are no digest and name, or names a file twice"
    present = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    present.pop(SUMS)
    for name in sorted(listed.keys() | present.keys()):
        if name not in present:
            yield f"{name}: the file is missing"
        elif name not in listed:
            yield f"{name}: the file does not belong to the release"
        elif present[name].is_symlink():
            yield f"{name}: it is a link and no file"
        elif hashlib.sha256(present[name].read_bytes()).hexdigest() != listed[name]:
            yield f"{name}: its bytes are not those of the release"


def _check_descriptors(release: Release) -> Iterator[str]:
    """Both descriptors say the same of the release, and the sizes and digests of their files are right."""
    described = release.descriptor
    if is_version(release.folder.name) and release.folder.name != release.version:
        yield f"datapackage.json: it is that of release {release.version}, in the folder of {release.folder.name}"
    declared = described.get("fingerprint")
    if declared is not None and declared != f"sha256:{release.fingerprint}":
        yield f"datapackage.json: the fingerprint is {declared}, that of its tables sha256:{release.fingerprint}"
    yield from _check_resources(release.folder, "datapackage.json", described)
    path = "parquet/datapackage.json"
    try:
        parquet = json.loads((release.folder / path).read_text(encoding="utf-8"))
        names = [resource["name"] for resource in parquet["resources"]]
    except (*_DAMAGE, TypeError) as error:
        yield f"{path}: it can't be read as a descriptor: {error!r:.200}"
        return
    if names != release.tables():
        yield f"{path}: it has other tables than datapackage.json"
    ours, theirs = ({**one, "resources": None} for one in (described, parquet))
    if ours != theirs:
        yield f"{path}: it says something else of the release than datapackage.json"
    yield from _check_resources(release.folder / "parquet", path, parquet)


def _check_resources(folder: Path, descriptor: str, described: Mapping[str, Any]) -> Iterator[str]:
    for resource in described["resources"]:
        path = folder / str(resource.get("path"))
        # A file that is not there was named already.
        if path.is_file():
            content = path.read_bytes()
            actual = {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
            for name, value in actual.items():
                if resource.get(name) != value:
                    yield f"{descriptor}: {resource.get('name')}: {name} is not that of {resource.get('path')}"


def _check_forms(resource: Resource, release: Release, rows: dict[str, list[Values]]) -> Iterator[str]:
    """Each form of the table has the declared fingerprint; the rows of the CSV file go to ``rows``."""

    def from_csv(folder: Path) -> list[Values]:
        rows[resource.name] = [*resource.from_csv(folder)]
        return rows[resource.name]

    forms: tuple[tuple[str, Callable[[Path], Any]], ...] = (
        (f"csv/{resource.name}.csv", from_csv),
        (f"parquet/{resource.name}.parquet", resource.from_parquet),
        (f"{DATABASE}: table {resource.name}", resource.from_sqlite),
    )
    for name, read in forms:
        try:
            actual = fingerprint.of_rows(resource, read(release.folder))
        except _DAMAGE as error:
            yield f"{name}: it can't be read: {error!s:.200}"
            continue
        if actual != resource.digest:
            yield f"{name}: its fingerprint is {actual}, that of the table {resource.digest}"
    yield from _check_origin(resource, release)


def _check_origin(resource: Resource, release: Release) -> Iterator[str]:
    """The Parquet file says itself which table of which release it is; releases without a fingerprint do not yet."""
    if "fingerprint" not in release.descriptor:
        return
    import pyarrow.parquet as pq

    name = f"parquet/{resource.name}.parquet"
    try:
        metadata = pq.read_schema(release.folder / name).metadata or {}
    except _DAMAGE:
        # Said already, where the rows were read.
        return
    wanted = {"table": resource.name, "version": release.version, "fingerprint": resource.digest}
    for key, value in wanted.items():
        if metadata.get(key.encode()) != value.encode():
            yield f"{name}: its metadata do not say that its {key} is {value}"


def _check_database(folder: Path, tables: Mapping[str, Resource]) -> Iterator[str]:
    address = f"{(folder / DATABASE).resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if names != tables.keys():
                yield f"{DATABASE}: it has other tables than the release: {', '.join(sorted(names ^ tables.keys()))}"
            elif database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                yield f"{DATABASE}: it is damaged"
    except sqlite3.Error as error:
        yield f"{DATABASE}: it can't be read: {error}"
