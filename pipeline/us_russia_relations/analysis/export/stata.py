"""Tables as files of Stata: format 118, which Stata 14 and newer read, in UTF-8."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis.export.content import ExportColumn, ExportTable, short_names
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd

# Limits of Stata: characters of a name and of a label, and the longest text (in bytes) that is not a strL.
_NAME, _LABEL, _TEXT = 32, 80, 244
# Names that Stata, or the writer of pandas, does not accept for a variable.
_RESERVED = frozenset({
    "aggregate", "array", "boolean", "break", "byte", "case", "catch", "class", "colvector", "complex", "const",
    "continue", "default", "delegate", "delete", "do", "double", "else", "eltypedef", "end", "enum", "explicit",
    "export", "external", "float", "for", "friend", "function", "global", "goto", "if", "in", "inline", "int", "local",
    "long", "pragma", "protected", "quad", "rowvector", "short", "typedef", "typename", "using", "virtual", "with",
})  # fmt: skip
# The format needs a time, and a candidate has none: the first day of Stata's calendar.
_NO_DAY = "1960-01-01"


def names(release: Release, tables: Iterable[str]) -> list[str]:
    """The files that ``write`` makes of these tables: one for each."""
    del release
    return [f"{table}.dta" for table in tables]


def write(release: Release, contents: Iterable[ExportTable], folder: Path) -> None:
    """One .dta file for each table.

    A coded column becomes whole numbers from 1, in the order of its terms, with the terms as value labels; true and
    false are 1 and 0, so labelled. Dates are %td days, long texts strL, missing texts empty, other missing values the
    missing value of Stata. Variables carry the beginning of their description as label. A column with a reserved
    name gets an underscore at its end.
    """
    for content in contents:
        short = short_names([column.name for column in content.columns], _NAME, _RESERVED)
        frame = _frame(content, short)
        texts = {short[column.name] for column in content.columns if column.kind == "string" and not column.terms}
        frame.to_stata(
            folder / f"{content.name}.dta",
            version=118,
            write_index=False,
            convert_dates={short[column.name]: "td" for column in content.columns if column.kind == "date"},
            convert_strl=[name for name in frame if name in texts and _bytes(frame[name]) > _TEXT],
            variable_labels={short[column.name]: _label(column.description) for column in content.columns},
            value_labels={short[column.name]: labels for column in content.columns if (labels := _values(column))},
            data_label=_label(f"US-Russia relations {release.version}: {content.name}"),
            time_stamp=datetime.fromisoformat(release.released or _NO_DAY),
        )


def _frame(content: ExportTable, short: dict[str, str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({short[column.name]: _series(column, content.cells(column)) for column in content.columns})


def _series(column: ExportColumn, cells: list[Any]) -> pd.Series[Any]:
    import pandas as pd

    if column.terms:
        codes = {term: code for code, term in enumerate(column.terms, start=1)}
        return pd.Series([None if cell is None else codes[cell] for cell in cells], dtype="Int16")
    if column.kind == "date":
        return pd.Series(cells, dtype="datetime64[s]")
    if column.kind in {"integer", "number"}:
        # Only a double holds all numbers; the writer shrinks columns of small whole numbers.
        return pd.Series(cells, dtype="Int64" if column.kind == "integer" else "float64")
    if column.kind == "boolean":
        return pd.Series([None if cell is None else int(cell) for cell in cells], dtype="Int8")
    return pd.Series(["" if cell is None else cell for cell in cells], dtype=object)


def _values(column: ExportColumn) -> dict[float, str]:
    """The value labels of a column; none for plain numbers."""
    return {0: "false", 1: "true"} if column.kind == "boolean" else dict(enumerate(column.terms, start=1))


def _bytes(texts: pd.Series[Any]) -> int:
    return max((len(text.encode()) for text in texts), default=0)


def _label(text: str) -> str:
    """The first sentence, or as many of its words as fit into a label."""
    sentence = text.split(". ", maxsplit=1)[0].removesuffix(".")
    if len(sentence) <= _LABEL:
        return sentence
    return sentence[: _LABEL - 3].rsplit(" ", 1)[0] + "..."
