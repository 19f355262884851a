"""Is a release whole: its bytes, its fingerprints in every form, its descriptors, its keys, its ids. Offline.

Beside the standard library it needs pyarrow alone, so that the light install can verify a release.
"""

from __future__ import annotations

import csv
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from us_russia_relations.errors import UsrrError
from us_russia_relations.release import fingerprint
from us_russia_relations.release.described import in_parquet, read_descriptor
from us_russia_relations.release.files import check_files, digest
from us_russia_relations.release.ids import check_ids
from us_russia_relations.release.keys import check_keys
from us_russia_relations.release.release import Release
from us_russia_relations.release.resource import DATABASE, Resource, Values
from us_russia_relations.release.versions import is_version

# What reading a damaged file can raise: a wrong cell, a file that is no Parquet (an OSError of pyarrow), no SQLite.
_DAMAGE = (OSError, ValueError, KeyError, csv.Error, sqlite3.Error, OverflowError, UsrrError)
# A CSV file is read whole, and takes some ten times its size in memory.
_LARGEST_CSV = 48 * 2**20
# Indexes that SQLite makes itself for a key have no text.
_PLAIN = re.compile(r"(CREATE (UNIQUE )?(TABLE|INDEX) |$)", re.IGNORECASE)


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
    by_file = check_files(folder)
    faults = [f"{name}: {fault}" for name, fault in by_file.items()]
    try:
        version, tables = release.version, release.resources
    except _DAMAGE as error:
        return Report((*faults, f"datapackage.json: it can't be read as a descriptor: {error!s:.400}"), "", 0, 0, "")
    faults += _check_descriptors(release)
    rows: dict[str, list[Values]] = {}
    database = [] if DATABASE in by_file else [*_check_database(folder, tables)]
    # A file of other bytes than it should have is not read: whatever it holds was said to be wrong.
    unread = {*by_file, *([DATABASE] if database else [])}
    for resource in tables.values():
        faults += _check_forms(resource, release, rows, unread)
    faults += database
    faults += check_keys(tables, rows)
    faults += check_ids(release, rows)
    files = sum(len(names) for _, _, names in os.walk(folder))
    return Report(tuple(faults), version, files, len(tables), release.fingerprint)


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
        parquet = read_descriptor(release.folder / path, in_parquet)
    except UsrrError as error:
        yield f"{path}: it can't be read as a descriptor: {error!s:.400}"
        return
    names = [resource["name"] for resource in parquet["resources"]]
    if names != release.tables():
        yield f"{path}: it has other tables than datapackage.json"
    ours, theirs = ({**one, "resources": None} for one in (described, parquet))
    if ours != theirs:
        yield f"{path}: it says something else of the release than datapackage.json"
    yield from _check_resources(release.folder / "parquet", path, parquet)


def _check_resources(folder: Path, descriptor: str, described: Mapping[str, Any]) -> Iterator[str]:
    for resource in described["resources"]:
        path = folder / resource["path"]
        # A file that is not there, or is no file, was named already.
        if path.is_file() and not path.is_symlink():
            actual = {"bytes": path.stat().st_size, "hash": f"sha256:{digest(path)}"}
            for name, value in actual.items():
                if resource.get(name) != value:
                    yield f"{descriptor}: {resource.get('name')}: {name} is not that of {resource.get('path')}"


def _check_forms(
    resource: Resource, release: Release, rows: dict[str, list[Values]], unread: AbstractSet[str]
) -> Iterator[str]:
    """Each form of the table has the fingerprint that the descriptor declares; the rows of the CSV file go to ``rows``.

    The files ``unread`` are left alone, and without the CSV file, which says how many rows there are, the others too.
    """

    def from_csv(folder: Path) -> list[Values]:
        if (folder / "csv" / f"{resource.name}.csv").stat().st_size > _LARGEST_CSV:
            raise ValueError(f"it is larger than {_LARGEST_CSV} bytes")
        rows[resource.name] = [*resource.from_csv(folder)]
        return rows[resource.name]

    forms: tuple[tuple[str, Callable[[Path], Any]], ...] = (
        (f"csv/{resource.name}.csv", from_csv),
        (f"parquet/{resource.name}.parquet", lambda folder: resource.from_parquet(folder, len(rows[resource.name]))),
        (
            f"{DATABASE}: table {resource.name}",
            lambda folder: resource.from_sqlite(folder, len(rows[resource.name]) + 1),
        ),
    )
    for name, read in forms:
        if name.partition(":")[0] in unread or (read is not from_csv and resource.name not in rows):
            continue
        try:
            actual = fingerprint.of_rows(resource, read(release.folder))
        except _DAMAGE as error:
            yield f"{name}: it can't be read: {error!s:.200}"
            continue
        if actual != resource.digest:
            yield f"{name}: its fingerprint is {actual}, that of the table {resource.digest}"
    if f"parquet/{resource.name}.parquet" not in unread:
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
            made = database.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
            names = {name for kind, name, _ in made if kind == "table"}
            # A view, a trigger or a virtual table computes what a reader sees.
            odd = [name for kind, name, sql in made if kind not in {"table", "index"} or not _PLAIN.match(sql)]
            if odd:
                yield f"{DATABASE}: it has more than plain tables: {', '.join(sorted(odd))!r:.200}"
            elif names != tables.keys():
                yield f"{DATABASE}: it has other tables than the release: {', '.join(sorted(names ^ tables.keys()))}"
            elif database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                yield f"{DATABASE}: it is damaged"
    except sqlite3.Error as error:
        yield f"{DATABASE}: it can't be read: {error}"
