"""Build a package: derive, compare with the release before, write every form, describe, read back, put in place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from us_russia_relations.analysis.cite import csl
from us_russia_relations.analysis.cite.bibtex import bibtex
from us_russia_relations.analysis.cite.edition import cited
from us_russia_relations.definitions import PUBLISHED_TABLES, package
from us_russia_relations.definitions.derived import CHANGES, RECORDS
from us_russia_relations.definitions.links import TERMS
from us_russia_relations.definitions.package import Edition
from us_russia_relations.definitions.records import CITATIONS
from us_russia_relations.derive import derive
from us_russia_relations.derive.records import records
from us_russia_relations.derive.typed import Record, Tables, typed_tables
from us_russia_relations.errors import PublishError
from us_russia_relations.forms import descriptor
from us_russia_relations.forms.codebook.book import codebook
from us_russia_relations.forms.codebook.contents import Contents
from us_russia_relations.forms.codebook.html import html
from us_russia_relations.forms.codebook.markdown import markdown
from us_russia_relations.forms.descriptor import Vocabulary
from us_russia_relations.publish.corrections import corrections
from us_russia_relations.publish.coverage.report import coverage
from us_russia_relations.publish.history import History, history
from us_russia_relations.publish.metadata.files import release_files
from us_russia_relations.publish.place import staging
from us_russia_relations.publish.write import csv_text, digest, read_back, write_tables
from us_russia_relations.raw.dataset import Dataset
from us_russia_relations.release import fingerprint
from us_russia_relations.release.release import Release
from us_russia_relations.release.schemas import frame_schema
from us_russia_relations.release.versions import before, released

SUMS = "SHA256SUMS"
FIRST = "0.1.0"
CANDIDATE = "-candidate"


@dataclass(frozen=True)
class Draft:
    """A release that is computed and not yet written."""

    edition: Edition
    tables: Tables
    texts: Mapping[str, str]
    schemas: Mapping[str, dict[str, Any]]
    vocabularies: Mapping[str, Vocabulary]
    history: History

    @property
    def counts(self) -> dict[str, int]:
        """Rows of each table."""
        return {table.name: len(self.tables[table.name]) for table in PUBLISHED_TABLES}


def draft(dataset: Dataset, releases: Path, edition: Edition | None = None) -> Draft:
    """The release that valid raw tables make; ``releases`` is the folder of those before it.

    Without an edition it is a candidate: undated, under the least version that its changes since the newest release
    allow. Raises PublishError where the release before can't be read.
    """
    newest = next(reversed(released(releases)), None)
    previous = edition.previous if edition else newest
    earlier = Release(releases / previous) if previous else None
    tables = derive(typed_tables(dataset))
    vocabulary = vocabularies(tables[TERMS.name])
    schemas = {table.name: descriptor.table_schema(table, vocabulary) for table in PUBLISHED_TABLES}

    def compared(version: str) -> tuple[dict[str, str], History]:
        tables[RECORDS.name] = records(tables, version, _first_versions(earlier))
        texts = {table.name: csv_text(table, tables[table.name]) for table in PUBLISHED_TABLES if table.name in tables}
        fingerprints = {name: digest(text.encode()) for name, text in texts.items()}
        return texts, history(earlier, tables, schemas, fingerprints)

    if edition is None:
        # The version follows from the changes, and the registry of ids names the version.
        least = compared(newest or FIRST)[1].least
        edition = Edition(f"{least or newest or FIRST}{CANDIDATE}", previous=previous)
    texts, changes = compared(edition.number)
    tables[CHANGES.name] = changes.rows()
    texts[CHANGES.name] = csv_text(PUBLISHED_TABLES[-1], tables[CHANGES.name])
    return Draft(edition, tables, texts, schemas, vocabulary, changes)


def build(dataset: Dataset, out: Path, releases: Path, edition: Edition | None = None) -> Draft:
    """Write the package into ``out``, whose old content is kept until the new one has been read back equal.

    Raises PublishError where it does not, where nothing can be written, and where another build is at work there.
    """
    with staging(out.parent) as prepared:
        made = draft(dataset, releases, edition)
        write(made, prepared.new / out.name)
        prepared.commit([out.name], f"the build of {out}")
    return made


def edition_of(release: Release, releases: Path) -> Edition:
    """The edition of a release, by which it can be built once more."""
    described = release.descriptor
    previous = described.get("previousVersion", before(releases, release.version))
    return Edition(release.version, release.released, previous, described.get("provenance"))


def vocabularies(terms: Iterable[Record]) -> dict[str, Vocabulary]:
    """The terms of each vocabulary, by rank where they have one, else by name."""
    by_name: dict[str, list[Record]] = {}
    for row in terms:
        by_name.setdefault(row["vocabulary"], []).append(row)
    ordered_terms: dict[str, Vocabulary] = {}
    for name, rows in by_name.items():
        ordered = all(row["rank"] is not None for row in rows)
        in_order = sorted(rows, key=lambda row: (row["rank"] or 0, row["term"]))
        ordered_terms[name] = ([(row["term"], row["label"]) for row in in_order], ordered)
    return ordered_terms


def write(made: Draft, folder: Path) -> None:
    """Write every file of the release into a new folder, and read the tables back.

    Raises PublishError where they do not read back equal.
    """
    folder.mkdir()
    tables = made.tables
    write_tables(folder, tables, made.texts, made.vocabularies, made.edition.version)
    items = [csl.item(row) for row in tables[CITATIONS.name]]
    _write_text(folder / "references.json", csl.csl_json(items))
    _write_text(folder / "references.bib", bibtex(items))
    _write_text(folder / "CORRECTIONS.md", corrections(tables))
    fingerprints = {name: digest(text.encode()) for name, text in made.texts.items()}
    whole = fingerprint.of_tables(fingerprints)
    resources, parquet = [], []
    for table in PUBLISHED_TABLES:
        content = made.texts[table.name].encode()
        schema = made.schemas[table.name]
        resources.append(descriptor.resource(table, f"csv/{table.name}.csv", content, fingerprints[table.name], schema))
        content = (folder / "parquet" / f"{table.name}.parquet").read_bytes()
        parquet.append(descriptor.parquet_resource(table, f"{table.name}.parquet", content, digest(content)))
    sources = _sources(tables)
    described = descriptor.data_package(made.edition, whole, sources, resources)
    described_parquet = descriptor.data_package(made.edition, whole, sources, parquet)
    _write_text(folder / "datapackage.json", json_text(described))
    _write_text(folder / "parquet" / "datapackage.json", json_text(described_parquet))
    read_back(Release(folder), tables)
    _check_frames(Release(folder))
    for name, text in _codebook(made, described).items():
        _write_text(folder / name, text)
    # A candidate has no date, and is not to be cited or indexed.
    if made.edition.released:
        for name, text in release_files(described, described_parquet).items():
            _write_text(folder / name, text)
    _write_text(folder / SUMS, sums(folder))


def _check_frames(release: Release) -> None:
    """Raise PublishError where a table, loaded, is not as the schema says that users hold it to."""
    import pandera.errors

    for name in release.tables():
        try:
            frame_schema(release, name).validate(release.load(name), lazy=True)
        except pandera.errors.SchemaErrors as errors:
            cases = errors.failure_cases[["column", "check", "failure_case"]].head(3).values.tolist()
            raise PublishError(f"{name}: the table is not as its schema says: {cases}") from errors


def _codebook(made: Draft, described: dict[str, Any]) -> dict[str, str]:
    """The codebook in both forms and the coverage report, by the names of their files."""
    report = coverage(made.tables, made.edition)
    # As with the metadata: a candidate is not to be cited.
    citation = cited(described, "apsr") if made.edition.released else ""
    document = codebook(Contents(made.edition, made.tables, report, citation))
    return {
        "CODEBOOK.md": markdown(document),
        "CODEBOOK.html": html(document),
        "coverage.json": json_text(report),
    }


def sums(folder: Path) -> str:
    """The SHA-256 of every file in the folder but the list itself, in the form that sha256sum -c reads."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    return "".join(f"{digest(path.read_bytes())}  {path.relative_to(folder).as_posix()}\n" for path in files)


def json_text(value: object) -> str:
    """A value as the JSON files of a release write it."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _first_versions(earlier: Release | None) -> dict[str, str]:
    """For each id of the release before, the version that had it first."""
    if earlier is None:
        return {}
    rows = earlier.arrow(RECORDS.name, ["record_id", "first_version"]).to_pylist()
    return {row["record_id"]: row["first_version"] for row in rows}


def _sources(tables: Tables) -> list[dict[str, str]]:
    """What the dataset as a whole derives from: the paper that coverage starts from, where it is among the sources."""
    papers = (row for row in tables[CITATIONS.name] if row["citation_id"] == package.SEED_PAPER)
    return [{"title": row["title"], "path": row["url"] or row["archived_url"]} for row in papers]
