"""The records that a frame names, and their sources.

One column or index level names the records: the id column of the table that the frame was loaded from, if it has it,
else the first that is the id column of some table. A frame of citations or of evidence names its sources.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from us_russia_relations.definitions.derived import BOUNDS
from us_russia_relations.errors import CallError, UnknownNameError
from us_russia_relations.release.release import Release, nearest

if TYPE_CHECKING:
    import pandas as pd

WHOLE = "*"
_SOURCE = "citation_id"


class EvidenceIndex:
    """The evidence of a release, by record and field."""

    def __init__(self, release: Release) -> None:
        self.release = release

    @cached_property
    def tables(self) -> Mapping[str, str]:
        """The table of each current record, by id."""
        rows = self.release.arrow("records", ["record_id", "table", "status"]).to_pylist()
        return {row["record_id"]: row["table"] for row in rows if row["status"] != "retired"}

    @cached_property
    def evidence(self) -> Mapping[str, Mapping[str, set[str]]]:
        """The ids of the sources, by record and then by field."""
        index: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in self.release.arrow("evidence", ["record_id", "field", _SOURCE]).to_pylist():
            index[row["record_id"]][row["field"]].add(row[_SOURCE])
        return index

    @cached_property
    def id_columns(self) -> frozenset[str]:
        """The columns that name a record: the keys of the record tables, and what refers to the registry of ids."""
        resources = self.release.resources
        keys = {resources[table].key[0] for table in {*self.tables.values(), "records"}}
        references = {
            key.columns[0] for one in resources.values() for key in one.foreign_keys if key.table == "records"
        }
        return frozenset(keys | references)

    def id_column(self, frame: pd.DataFrame, by: str | None) -> str:
        """The column or index level that names the records of a frame.

        Raises UnknownNameError where the frame has no column ``by``, CallError where nothing in it names records.
        """
        names = [str(name) for name in (*frame.index.names, *frame.columns) if name is not None]
        if by is not None:
            if by not in names:
                raise UnknownNameError(f"the frame has no column or index level {by!r}; {nearest(by, names)}")
            return by
        for name in (*self._own(frame.attrs.get("table")), *names):
            if name in self.id_columns and name in names:
                return name
        table = frame.attrs.get("table")
        where = f"of the table {table} " if table else ""
        raise CallError(
            f"nothing in the frame {where}names records: it has the columns {', '.join(names) or 'none'}. If a column "
            f"holds ids, name it with by=...; if the rows are computed, as counts are, pass the frame of the "
            f"records that they were computed from, for example load('events')"
        )

    def _own(self, table: str | None) -> Sequence[str]:
        """The key columns of a table; for evidence the column of its source."""
        if table not in self.release.resources:
            return ()
        key = self.release.resources[table].key
        return (_SOURCE,) if _SOURCE in key else key

    def sources(self, records: Iterable[str], table: str | None, columns: Sequence[str] | None) -> list[str]:
        """The ids of the sources of current records, in order; a citation is its own source.

        ``table`` is that of the frame: if evidence names it as a field, only that evidence counts, and the evidence
        for the record as a whole. With ``columns`` only their evidence counts; a column without its own rests on that
        for the record as a whole. Raises UnknownNameError for a column that neither table nor records have.
        """
        records = [*records]
        named = {field for fields in self.evidence.values() for field in fields}
        link = table if table in named & set(self.release.resources) else None
        fields = [self._field(column, records, link) for column in columns] if columns is not None else None
        sources: set[str] = set()
        for record in records:
            own = {record} if self.tables[record] == "citations" else None
            sources |= own or _sources(self.evidence.get(record, {}), link, fields)
        return sorted(sources)

    def _field(self, column: str, records: Iterable[str], link: str | None) -> str:
        """The field of the evidence for a column: for a bound of a date its column, for a link its table."""
        resources = self.release.resources
        tables = {self.tables[record] for record in records}
        own = {name for table in tables for name in resources[table].header}
        if link and column in (link, *resources[link].header):
            return link
        if column in own:
            bare = next((column.removesuffix(end) for end in BOUNDS if column.endswith(end)), column)
            return bare if bare in own else column
        links = {name for fields in self.evidence.values() for name in fields if name in resources}
        if column in links:
            return column
        known = {*own, *links, *(resources[link].header if link else ())}
        raise UnknownNameError(f"no column {column!r} in {', '.join(sorted(tables))}; {nearest(column, sorted(known))}")


def ids(frame: pd.DataFrame, column: str) -> list[str]:
    """The ids in a column or index level, each once, in order; missing ones are left out."""
    values: Any = frame[column] if column in frame.columns else frame.index.get_level_values(column)
    return sorted({str(value) for value in values.dropna().unique()})


def _sources(evidence: Mapping[str, set[str]], link: str | None, fields: Sequence[str] | None) -> set[str]:
    if fields is not None:
        chosen = [evidence.get(field) or evidence.get(WHOLE, set()) for field in fields]
    elif link:
        chosen = [evidence.get(link, set()), evidence.get(WHOLE, set())]
    else:
        chosen = [*evidence.values()]
    return set().union(*chosen)
