"""Releases that somebody made to harm a reader: each operator changes a copy, and its list of digests follows."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Operator = Callable[[Path], object]
DATABASE = "us-russia-relations.sqlite"
# Beside the release; whoever reads there was led astray.
OUTSIDE = "outside"
# A name that leaves its quotation marks in SQL and reads a file of the reader.
EVIL = "title\", (SELECT content FROM read_text('/etc/hostname')) AS \"leak"
ESCAPE = "\x1b[2J\x1b]0;title\x07"


def summed(release: Path) -> None:
    """Make SHA256SUMS fit the regular files that lie there."""
    files = sorted(path for path in release.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    lines = [f"{_digest(path)}  {path.relative_to(release).as_posix()}\n" for path in files]
    (release / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def described(release: Path, change: Callable[[dict[str, Any]], object], name: str = "datapackage.json") -> None:
    """Change a descriptor."""
    path = release / name
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    change(descriptor)
    path.write_text(json.dumps(descriptor), encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _events(descriptor: dict[str, Any]) -> dict[str, Any]:
    return dict_of(next(one for one in descriptor["resources"] if one["name"] == "events"))


def dict_of(value: Any) -> dict[str, Any]:
    assert isinstance(value, dict)
    return value


def in_events(**values: Any) -> Operator:
    """Properties of the resource `events`, in both descriptors."""

    def operate(release: Path) -> None:
        for name in ("datapackage.json", "parquet/datapackage.json"):
            described(release, lambda one: _events(one).update(values), name)

    return operate


def in_descriptor(**values: Any) -> Operator:
    return lambda release: described(release, lambda one: one.update(values))


def in_schema(**values: Any) -> Operator:
    return lambda release: described(release, lambda one: _events(one)["schema"].update(values))


def in_field(**values: Any) -> Operator:
    return lambda release: described(release, lambda one: _events(one)["schema"]["fields"][1].update(values))


def without(*path: str | int) -> Operator:
    """A property of `events` that is missing."""

    def change(descriptor: dict[str, Any]) -> None:
        value: Any = _events(descriptor)
        for part in path[:-1]:
            value = value[part]
        del value[path[-1]]

    return lambda release: described(release, change)


def resource(value: Any) -> Operator:
    """One more resource, which is none."""
    return lambda release: described(release, lambda one: one["resources"].append(value))


def content(name: str, data: bytes | str) -> Operator:
    return lambda release: (release / name).write_bytes(data.encode() if isinstance(data, str) else data)


def replaced(name: str, old: str, new: str) -> Operator:
    """The first place of a text in a file, which must have it."""

    def operate(release: Path) -> None:
        text = (release / name).read_text(encoding="utf-8")
        assert old in text
        (release / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return operate


def pipe(name: str) -> Operator:
    def operate(release: Path) -> None:
        (release / name).unlink()
        os.mkfifo(release / name)

    return operate


def link(name: str, target: str = "") -> Operator:
    """A link in place of a file or folder, to a copy of it that lies outside."""

    def operate(release: Path) -> None:
        path, copy = release / name, release.parent / OUTSIDE / name
        if path.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, copy)
        path.symlink_to(target or copy)

    return operate


def folder(name: str) -> Operator:
    def operate(release: Path) -> None:
        (release / name).unlink(missing_ok=True)
        (release / name).mkdir()

    return operate


def cut(name: str, share: float = 0.5) -> Operator:
    def operate(release: Path) -> None:
        data = (release / name).read_bytes()
        (release / name).write_bytes(data[: int(len(data) * share)])

    return operate


def parquet(change: Callable[[pa.Table], pa.Table]) -> Operator:
    def operate(release: Path) -> None:
        path = release / "parquet" / "events.parquet"
        table = pq.ParquetFile(path).read()
        pq.write_table(change(table).replace_schema_metadata(table.schema.metadata), path)

    return operate


def bomb(table: pa.Table) -> pa.Table:
    """Six million equal rows, in a file of some megabytes."""
    return table.slice(0, 1).take(pa.array([0] * 6_000_000, pa.int32()))


def retyped(table: pa.Table) -> pa.Table:
    return table.set_column(1, "title", pa.array([b"\xff"] * len(table), pa.binary()))


def sql(*statements: str) -> Operator:
    def operate(release: Path) -> None:
        with closing(sqlite3.connect(release / DATABASE)) as database, database:
            for statement in statements:
                database.execute(statement)

    return operate


def sums(change: Callable[[str], str | bytes]) -> Operator:
    def operate(release: Path) -> None:
        path = release / "SHA256SUMS"
        changed = change(path.read_text(encoding="utf-8"))
        path.write_bytes(changed if isinstance(changed, bytes) else changed.encode())

    return operate


def repeated(row: str, times: int) -> Operator:
    return lambda release: content("csv/events.csv", (release / "csv/events.csv").read_text() + row * times)(release)


_NEVER = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS event_id FROM n"
# What follows the descriptor leads elsewhere.
PATHS: dict[str, Any] = {
    "an address": "https://evil.example/csv/events.csv",
    "several, one an address": ["csv/events.csv", "https://evil.example/csv/events.csv"],
    "several": ["csv/events.csv", "csv/events.csv"],
    "out of the folder": f"../{OUTSIDE}/events.csv",
    "absolute": "/etc/passwd",
    "a file address": "file:///etc/passwd",
    "another table": "csv/actors.csv",
    "in another form": "./csv/events.csv",
    "encoded": "csv/%2e%2e/events.csv",
    "with a control character": f"csv/events.csv{ESCAPE}",
    "nothing": None,
    "a number": 4,
    "an object": {"href": "csv/events.csv"},
    "empty": "",
}
NAMES: dict[str, Any] = {
    "a path": f"../../{OUTSIDE}/parquet/events",
    "SQL": EVIL,
    "a line break": "events\n::error::x",
    "capitals": "Events",
    "ten thousand letters": "e" * 10_000,
    "a number": 7,
    "nothing": None,
    "a list": ["events"],
    "that of another": "actors",
    "look-alike": "еvents",
}
TEXTS: dict[str, bytes | str] = {
    "no JSON": "{",
    "not UTF-8": b'{"name": "\xff"}',
    "a byte order mark": "\ufeff{}",
    "nested lists": "[" * 200_000,
    "nested objects": '{"a":' * 200_000,
    "a list": "[]",
    "a text": '"datapackage"',
    "a number": "1",
    "nothing": "null",
    "an empty object": "{}",
    "empty": "",
    "no number": '{"version": NaN}',
    "larger than any": " " * (33 * 2**20) + "{}",
}
# By name: the operator, and whether SHA256SUMS is made to fit.
OPERATORS: dict[str, tuple[Operator, bool]] = {
    **{f"path: {name}": (in_events(path=value), True) for name, value in PATHS.items()},
    **{f"name: {name}": (in_events(name=value), True) for name, value in NAMES.items()},
    **{f"descriptor: {name}": (content("datapackage.json", text), True) for name, text in TEXTS.items()},
    **{
        f"descriptor of the Parquet files: {name}": (content("parquet/datapackage.json", text), True)
        for name, text in TEXTS.items()
    },
    **{
        f"resource: {value!r}": (resource(value), True)
        for value in (None, 5, "events", [], {}, {"name": "more"}, {"name": "more", "path": "csv/more.csv"})
    },
    **{
        f"{name}: {value!r:.40}": (in_descriptor(**{name: value}), True)
        for name, values in {
            "resources": (None, {}, "events", 3),
            "version": (None, 4, ["0.1.0"], ESCAPE, "../0.1.0", ""),
            "created": (5, ["2026"]),
            "fingerprint": (5, {}),
            "previousVersion": (5, {}),
            "provenance": ("x", 5),
        }.items()
        for value in values
    },
    **{
        f"schema, {name}: {value!r:.40}": (in_schema(**{name: value}), True)
        for name, values in {
            "fields": (None, {}, "title", [], [None], ["title"], [{}]),
            "primaryKey": (None, 5, [], ["nothing"], "event_id", [["event_id"]]),
            "foreignKeys": (
                5, [5], [{}], [{"fields": ["nothing"], "reference": {"resource": "actors", "fields": ["actor_id"]}}],
                [{"fields": ["event_id"], "reference": {"resource": "actors", "fields": ["nothing"]}}],
                [{"fields": ["event_id"], "reference": {"resource": "nowhere", "fields": ["actor_id"]}}],
                [{"fields": ["event_id"], "reference": 5}],
            ),
        }.items()
        for value in values
    },
    **{
        f"field, {name}: {value!r:.40}": (in_field(**{name: value}), True)
        for name, values in {
            "name": (EVIL, None, 5, "event_id", "Title"),
            "type": (None, "geojson", ["string"], "any", {}),
            "categories": (5, "x", [5], [{}], [{"value": 5}]),
            "constraints": (5, []),
        }.items()
        for value in values
    },
    "schema: missing": (without("schema"), True),
    "schema: nothing": (in_events(schema=None), True),
    "digest: missing": (without("hash"), True),
    "digest: a number": (in_events(hash=5), True),
    "size: another": (in_events(bytes=1), True),
    "a key of the descriptor twice": (replaced("datapackage.json", "{", '{"resources": [],'), True),
    "a path twice": (
        replaced("datapackage.json", '"path": "csv/', '"path": "https://evil.example", "path": "csv/'), True,
    ),
    "a meaning that is none": (in_events(meaning=5), True),
    **{
        f"pipe: {name}": (pipe(name), False)
        for name in (
            "csv/events.csv", "parquet/events.parquet", DATABASE, "SHA256SUMS", "datapackage.json",
            "parquet/datapackage.json", "CODEBOOK.md",
        )
    },
    **{
        f"link: {name}": (link(name), False)
        for name in (
            "csv/events.csv", "parquet/events.parquet", DATABASE, "SHA256SUMS", "datapackage.json", "csv", "parquet",
            "parquet/datapackage.json",
        )
    },
    "link: more": (link("more", "/etc"), False),
    "an empty folder": (folder("more"), False),
    **{f"folder in place of {name}": (folder(name), False) for name in ("csv/events.csv", "SHA256SUMS", DATABASE)},
    "digests: out of the folder": (sums(lambda text: f"{text}{'0' * 64}  ../{OUTSIDE}/events.csv\n"), False),
    "digests: absolute": (sums(lambda text: f"{text}{'0' * 64}  /etc/passwd\n"), False),
    "digests: not UTF-8": (sums(lambda text: text.encode() + b"\xff"), False),
    "digests: none": (sums(lambda _: ""), False),
    "digests: larger than any": (sums(lambda text: text + "\n" * 5 * 2**20), False),
    "digests: a file twice": (sums(lambda text: text + text.splitlines(keepends=True)[0]), False),
    "Parquet: cut off": (cut("parquet/events.parquet"), True),
    "Parquet: none": (content("parquet/events.parquet", b"PAR1" + b"\0" * 64 + b"PAR1"), True),
    "Parquet: encrypted": (content("parquet/events.parquet", b"PARE" + b"\1" * 64 + b"PARE"), True),
    "Parquet: empty": (content("parquet/events.parquet", b""), True),
    "Parquet: missing": (lambda release: (release / "parquet/events.parquet").unlink(), True),
    "Parquet: a column of SQL": (parquet(lambda table: table.append_column(EVIL, pa.array(["x"] * len(table)))), True),
    "Parquet: a column of another type": (parquet(retyped), True),
    "Parquet: a column less": (parquet(lambda table: table.drop_columns(["title"])), True),
    "Parquet: columns in another order": (parquet(lambda table: table.select(table.column_names[::-1])), True),
    "Parquet: millions of rows": (parquet(bomb), True),
    "Parquet: no rows": (parquet(lambda table: table.slice(0, 0)), True),
    "CSV: bytes": (content("csv/events.csv", bytes(range(256)) * 100), True),
    "CSV: a NUL": (replaced("csv/events.csv", "Example", "Exam\0ple"), True),
    "CSV: a cell of a megabyte": (replaced("csv/events.csv", "Example", "x" * 2**20), True),
    "CSV: no header": (content("csv/events.csv", ""), True),
    "CSV: an open quotation": (replaced("csv/events.csv", "Example", '"Example'), True),
    "CSV: sixty megabytes": (repeated("a,b\n", 15_000_000), True),
    "CSV: a number of ten thousand digits": (replaced("csv/observations.csv", "\n", f"\n{'9' * 10_000},"), True),
    "SQLite: none": (content(DATABASE, b"SQLite format 3\0" + b"\xff" * 4096), True),
    "SQLite: cut off": (cut(DATABASE), True),
    "SQLite: missing": (lambda release: (release / DATABASE).unlink(), True),
    "SQLite: a view without end": (sql("DROP TABLE events", f"CREATE VIEW events AS {_NEVER}"), True),
    "SQLite: one more view": (sql(f"CREATE VIEW more AS {_NEVER}"), True),
    "SQLite: a trigger": (sql("CREATE TRIGGER more AFTER INSERT ON events BEGIN DELETE FROM events; END"), True),
    "SQLite: a virtual table": (sql("DROP TABLE events", "CREATE VIRTUAL TABLE events USING fts5(event_id)"), True),
    "SQLite: a column less": (sql("ALTER TABLE events DROP COLUMN summary"), True),
    "SQLite: bytes for a text": (sql("UPDATE events SET title = x'ff00'"), True),
    "SQLite: other rows": (sql("UPDATE events SET title = title || ' '"), True),
    "SQLite: an edited schema": (
        sql("PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = 'CREATE TABLE x(' WHERE name = 'tags'"),
        True,
    ),
}  # fmt: skip


def made(package: Path, target: Path, name: str) -> Path:
    """A hostile copy of the package, in a folder of its own."""
    shutil.rmtree(target, ignore_errors=True)
    release = Path(shutil.copytree(package, target / "release"))
    operate, fits = OPERATORS[name]
    operate(release)
    if fits:
        summed(release)
    return release


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold())[:60]
