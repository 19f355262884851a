"""Everything about one id of the raw tables as text."""

from __future__ import annotations

from collections.abc import Sequence

from us_russia_relations.analysis.lookup.record import record
from us_russia_relations.analysis.lookup.search import Hit
from us_russia_relations.analysis.lookup.source import Cells
from us_russia_relations.definitions import raw_table
from us_russia_relations.definitions.targets import listed_targets
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.report.search import label_of
from us_russia_relations.text.escape import visible


def as_record(dataset: Dataset, record_id: str, history: str = "") -> str:
    """All that the tables say of the id, in lines of 80 columns.

    ``history`` is said at the end. Raises KeyError where no record and no tombstone has the id.
    """
    shown_record = record(_Raw(dataset), record_id, history)
    if shown_record is None:
        raise KeyError(record_id)
    return str(shown_record)


class _Raw:
    """The raw tables as a source in which records are looked up."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def record(self, record_id: str) -> tuple[str, Cells] | None:
        row = self.dataset.records.get(record_id)
        return (row.table.name, _cells(row)) if row is not None else None

    def find(self, table: str, column: str, value: str) -> Sequence[Cells]:
        rows = [row.cells for row in self.dataset.grouped(table, column).get(value, [])]
        if table != "participants":
            return rows
        # A release has who is listed among its participants.
        listings = (row.cells for row in self.dataset.rows("listings"))
        computed = (row for row in listed_targets(listings) if row[column] == value)
        return [*rows, *(row for row in computed if row not in rows)]

    def label(self, table: str, column: str, term: str) -> str | None:
        vocabulary = raw_table(table).column(column).vocabulary
        return label_of(self.dataset, vocabulary, term) if vocabulary else None


def _cells(row: Row) -> Cells:
    """The cells with the bounds of each date beside it, as a release has them; empty for what is no date."""
    cells: dict[str, object] = {}
    for column in row.table.columns:
        cells[column.name] = row[column.name]
        if column.type == "edtf":
            span = row.span(column.name)
            for bound in ("start", "end", "precision"):
                cells[f"{column.name}_{bound}"] = getattr(span, bound, None)
    return cells


def as_hits(hits: list[Hit], width: int | None = None) -> str:
    """One line for each record that was found: id, table, date, title; cut where a width is given."""
    wide = max((len(hit.record_id) for hit in hits), default=0)
    wide = min(wide, 40)
    lines = [f"{hit.record_id:{wide}}  {hit.table:12}  {hit.date:10}  {visible(hit.title)}".rstrip() for hit in hits]
    return "\n".join(f"{line[: width - 1]}…" if width and len(line) > width else line for line in lines)
