"""Build a release candidate: derive, write every form, describe, sum, read back, move into place."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from us_russia_relations.forms import descriptor
from us_russia_relations.forms.codebook import codebook
from us_russia_relations.forms.descriptor import Vocabulary
from us_russia_relations.release import bibliography
from us_russia_relations.release.corrections import corrections
from us_russia_relations.release.versions import first_versions
from us_russia_relations.release.write import read_back, write_tables
from us_russia_relations.schema import PUBLISHED_TABLES
from us_russia_relations.steps.dataset import Dataset
from us_russia_relations.steps.derive import derive
from us_russia_relations.steps.typed import Record, Tables, typed_tables

SUMS = "SHA256SUMS"


def build(dataset: Dataset, out: Path, version: str, releases: Path) -> dict[str, int]:
    """Build the package of a valid dataset in the folder ``out`` and return the rows of each table.

    ``releases`` is the folder of earlier releases, which tell when an id was first published. What stood in
    ``out`` stays until the new package has been read back equal. Raises PublishError where it does not.
    """
    tables = derive(typed_tables(dataset), version, first_versions(releases, version))
    out.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".building-", dir=out.parent))
    try:
        work.chmod(0o755)
        new = work / "new"
        new.mkdir()
        _write(new, tables, version)
        read_back(new, tables)
        if out.exists():
            out.rename(work / "old")
        new.rename(out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return {table.name: len(tables[table.name]) for table in PUBLISHED_TABLES}


def vocabularies(terms: Iterable[Record]) -> dict[str, Vocabulary]:
    """The terms of each vocabulary, by rank where they have one, else by name."""
    by_name: dict[str, list[Record]] = {}
    for row in terms:
        by_name.setdefault(row["vocabulary"], []).append(row)
    found: dict[str, Vocabulary] = {}
    for name, rows in by_name.items():
        ordered = all(row["rank"] is not None for row in rows)
        in_order = sorted(rows, key=lambda row: (row["rank"] or 0, row["term"]))
        found[name] = ([(row["term"], row["label"]) for row in in_order], ordered)
    return found


def _write(folder: Path, tables: Tables, version: str) -> None:
    vocabulary = vocabularies(tables["terms"])
    write_tables(folder, tables, vocabulary)
    (folder / "references.json").write_text(bibliography.csl_json(tables["citations"]), encoding="utf-8")
    (folder / "references.bib").write_text(bibliography.bibtex(tables["citations"]), encoding="utf-8")
    counts = {table.name: len(tables[table.name]) for table in PUBLISHED_TABLES}
    text = codebook(PUBLISHED_TABLES, counts, _term_rows(tables["terms"]), version)
    (folder / "CORRECTIONS.md").write_text(corrections(tables), encoding="utf-8")
    (folder / "CODEBOOK.md").write_text(text, encoding="utf-8")
    write_json(folder / "datapackage.json", package_of(folder, vocabulary, version, prefix=""))
    resources = []
    for table in PUBLISHED_TABLES:
        content = (folder / "parquet" / f"{table.name}.parquet").read_bytes()
        resources.append(descriptor.parquet_resource(table, f"{table.name}.parquet", content, digest(content)))
    write_json(folder / "parquet" / "datapackage.json", descriptor.data_package(version, resources))
    (folder / SUMS).write_text(sums(folder), encoding="utf-8")


def package_of(folder: Path, vocabulary: dict[str, Vocabulary], version: str, prefix: str) -> dict[str, Any]:
    """The descriptor of the CSV files in a release folder, with paths that start with the prefix."""
    resources = []
    for table in PUBLISHED_TABLES:
        content = (folder / "csv" / f"{table.name}.csv").read_bytes()
        schema = descriptor.table_schema(table, vocabulary)
        path = f"{prefix}csv/{table.name}.csv"
        resources.append(descriptor.resource(table, path, content, digest(content), schema))
    return descriptor.data_package(version, resources)


def sums(folder: Path) -> str:
    """The SHA-256 of every file in the folder but the list itself, in the form that sha256sum -c reads."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    return "".join(f"{digest(path.read_bytes())}  {path.relative_to(folder).as_posix()}\n" for path in files)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _term_rows(terms: Iterable[Record]) -> dict[str, list[tuple[str, str, str, str, str]]]:
    found: dict[str, list[tuple[str, str, str, str, str]]] = {}
    for row in terms:
        cells = (row["term"], row["label"], row["definition"], row["scope_note"] or "", row["boundary"] or "")
        found.setdefault(row["vocabulary"], []).append(cells)
    return found
