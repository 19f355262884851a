"""A table of a release as it is exported: its columns as the descriptor declares them, and its rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from us_russia_relations.errors import ExportError, UnknownNameError
from us_russia_relations.release.release import Release, nearest

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
        found: list[Any] = self.rows.column(column.name).to_pylist()
        for row, cell in enumerate(found, start=1):
            if (isinstance(cell, int) and abs(cell) > _LARGEST) or (
                isinstance(cell, float) and not math.isfinite(cell)
            ):
                raise ExportError(
                    f"{self.name}.{column.name}, row {row}: {cell} can't be written exactly; take CSV or Parquet"
                )
        return found


def contents(release: Release, tables: Iterable[str] | None) -> Iterator[ExportTable]:
    """The tables of that name, each read when it is asked for; all of them without names.

    Raises UnknownNameError, with the nearest name, where there is no such table, before anything is read.
    """
    names = release.tables() if tables is None else [*dict.fromkeys(tables)]
    for name in names:
        if name not in release.resources:
            raise UnknownNameError(f"no table {name!r}; {nearest(name, release.resources)}")
    declared = {resource["name"]: resource["schema"]["fields"] for resource in release.descriptor["resources"]}
    return (ExportTable(name, tuple(_column(field) for field in declared[name]), release.arrow(name)) for name in names)


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
            made = next(cut for end in ends if (cut := name[: limit - len(end)] + end) not in taken)
            short[name] = made
            taken.add(made)
    return {name: short[name] for name in names}


def _column(field: dict[str, Any]) -> ExportColumn:
    terms = tuple(category["value"] for category in field.get("categories", ()))
    return ExportColumn(field["name"], field["type"], field["description"], terms)
