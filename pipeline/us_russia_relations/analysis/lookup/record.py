"""Everything about one id: its own cells, participants, relations, evidence and other links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis.lookup.layout import Entry, Page, page
from us_russia_relations.analysis.lookup.sections import SECTIONS, bounds, named
from us_russia_relations.analysis.lookup.source import Cells, RecordSource, title
from us_russia_relations.definitions.derived import BOUNDS
from us_russia_relations.definitions.links import RETIRED
from us_russia_relations.definitions.values import text_of

if TYPE_CHECKING:
    import pandas as pd


class SectionFrame:
    """An attribute of a record: the rows of the section of its name as a DataFrame."""

    def __init__(self, description: str, **types: type) -> None:
        self.__doc__ = description
        self._types = types

    def __set_name__(self, _: type, name: str) -> None:
        self._section = next(section for section in SECTIONS if section.name == name)

    def __get__(self, record: Record | None, _: type | None = None) -> pd.DataFrame:
        if record is None:
            return self  # type: ignore[return-value] # on the class, for help()
        import pandas as pd

        columns = self._section.columns
        rows = [[row[column] for column in columns] for row in record.rows[self._section.name]]
        return pd.DataFrame(rows, columns=[*columns]).astype(self._types)


@dataclass(frozen=True)
class Record:
    """A record with all that is linked to it; ``print`` shows it whole, and so does a notebook.

    ``id`` and ``title`` are texts, ``table`` is the table of the record (``retired`` for a retired id), ``cells`` are
    its own columns. Each section is a DataFrame, without rows where there is nothing: ``participants``, ``tags``,
    ``relations``, ``listings`` (who was listed under it), ``listed_by``, ``positions``, ``members``, ``identifiers``,
    ``observations``, ``took_part``, ``evidence``, ``sources`` (what the evidence is from), ``cited_by``, ``replaces``.
    Terms are plain texts and dates are EDTF in all of them.
    """

    id: str
    table: str
    title: str
    cells: Mapping[str, Any]
    history: str
    rows: Mapping[str, list[Cells]]
    page: Page

    def __str__(self) -> str:
        return self.page.text()

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return self.page.html()

    @property
    def fields(self) -> pd.DataFrame:
        """The columns of the record that are filled: one row for each, with its value as text."""
        import pandas as pd

        filled = {name: text_of(value) for name, value in self.cells.items() if value not in (None, "")}
        return pd.DataFrame({"field": [*filled], "value": [*filled.values()]}).set_index("field")

    participants = SectionFrame("Who took part, in which role.")
    tags = SectionFrame("Its terms of multi-valued vocabularies.")
    relations = SectionFrame("What it is related to; ``direction`` is ``to`` where it is the subject, else ``from``.")
    listings = SectionFrame("Who was listed by this measure.")
    listed_by = SectionFrame("The measures that listed this actor.")
    positions = SectionFrame("What this actor held, in which bodies, or is part of.")
    members = SectionFrame("Who held what in this body, or is part of it.")
    identifiers = SectionFrame("What it is called in other schemes.")
    observations = SectionFrame("The numbers that belong to it.", value=float)
    took_part = SectionFrame("What this actor took part in.")
    evidence = SectionFrame("The evidence for its fields: source, stance and locator.")
    sources = SectionFrame("The sources of its evidence, each once.")
    cited_by = SectionFrame("What this source is evidence for.")
    replaces = SectionFrame("The retired ids that it replaces.")


for _section in SECTIONS:
    # A link table that has no attribute above.
    if not hasattr(Record, _section.name):
        _frame = SectionFrame(f"{_section.heading}.")
        _frame.__set_name__(Record, _section.name)
        setattr(Record, _section.name, _frame)


def record(source: RecordSource, record_id: str, history: str = "") -> Record | None:
    """All that the tables have on an id, current or retired; None where they lack it.

    ``history`` is printed at the end.
    """
    located = source.record(record_id)
    if located is None:
        tombstones = source.find(RETIRED.name, "retired_id", record_id)
        if not tombstones:
            return None
        located = (RETIRED.name, tombstones[0])
    table, cells = located
    retired = table == RETIRED.name
    rows = {section.name: [*section.find(source, record_id)] for section in SECTIONS}
    parts: list[tuple[str, Iterable[Entry]]] = [("", _tombstone(cells) if retired else _cells(source, table, cells))]
    parts += [(section.heading, section.entries(rows[section.name])) for section in SECTIONS]
    parts += [("History", [("published", history)] if history else [])]
    return Record(
        id=record_id,
        table=table,
        title=cells["reason"] if retired else title(table, cells),
        cells=dict(cells),
        history=history,
        rows=rows,
        page=page(f"{record_id} ({table})", parts),
    )


def _tombstone(cells: Cells) -> Iterator[Entry]:
    yield "status", cells["status"]
    yield "replaced_by", cells["replaced_by"] or "nothing"
    yield "since", cells["since"]
    yield "reason", cells["reason"]


def _cells(source: RecordSource, table: str, cells: Cells) -> Iterator[Entry]:
    """The cells of a record after its id, with the label of a term, the bounds of a date and the title of an id."""
    computed = {f"{name}{bound}" for name in cells for bound in BOUNDS}
    for name, value in [*cells.items()][1:]:
        if value in (None, "") or name in computed:
            continue
        text = text_of(value)
        label = source.label(table, name, text)
        if f"{name}_precision" in cells:
            text += bounds(cells, name)
        elif label is not None:
            text = f"{text} ({label})" if label.casefold() != text.replace("_", " ") else text
        elif name in {"record_id", "actor_id"}:
            text = f"{text} ({named(source, text)})"
        yield name, text
