"""A table for export: its columns as the descriptor declares them, and its rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from us_russia_relations.errors import ExportError
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pyarrow as pa

# Both Stata and Excel hold numbers as doubles, in which whole numbers are exact up to here.
_LARGEST = 2**53 - 1


@dataclass(frozen=True)
class ExportColumn:
    """A column: its name, its type in the descriptor, what it means, and its terms in their order if it is coded."""

    name: str
    kind: str
    description: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExportTable:
    """A table: its name, its columns, and its rows as Arrow holds them."""

    name: str
    columns: tuple[ExportColumn, ...]
    rows: pa.Table

    def cells(self, column: ExportColumn) -> list[Any]:
        """The cells of a column, None where they are empty.

        Raises ExportError for a number that a double can't hold exactly.
        """
        cells: list[Any] = self.rows.column(column.name).to_pylist()
        for row, cell in enumerate(cells, start=1):
            if (isinstance(cell, int) and abs(cell) > _LARGEST) or (
                isinstance(cell, float) and not math.isfinite(cell)
            ):
                raise ExportError(
                    f"{self.name}.{column.name}, row {row}: {cell} can't be written exactly; take CSV or Parquet"
                )
        return cells


def contents(release: Release, names: Iterable[str]) -> Iterator[ExportTable]:
    """The tables of these names, each read when it is asked for.

    Raises UnknownNameError, with the nearest name, where there is no such table, before anything is read.
    """
    columns = {name: tuple(_column(field) for field in release.fields(name)) for name in names}
    return (ExportTable(name, columns[name], release.arrow(name)) for name in columns)


def short_names(names: Iterable[str], limit: int, reserved: frozenset[str] = frozenset()) -> dict[str, str]:
    """For each name one that is no longer than the limit and not reserved, all of them different.

    A name that fits stays as it is; one that does not is cut, or gets an underscore or a number at its end.
    """
    names = [*names]
    short = {name: name for name in names if len(name) <= limit and name not in reserved}
    taken = {*short, *reserved}
    for name in names:
        if name not in short:
            ends = ("_", *(f"_{number}" for number in range(2, len(names) + 3)))
            short[name] = next(cut for end in ends if (cut := name[: limit - len(end)] + end) not in taken)
            taken.add(short[name])
    return {name: short[name] for name in names}


def _column(field: dict[str, Any]) -> ExportColumn:
    terms = tuple(category["value"] for category in field.get("categories", ()))
    return ExportColumn(field["name"], field["type"], field["description"], terms)
