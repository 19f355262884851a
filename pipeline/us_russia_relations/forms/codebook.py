"""The tables as a codebook in Markdown: every table, column and term with its meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from us_russia_relations.schema import package
from us_russia_relations.schema.model import Column, Table

# For each vocabulary its terms as rows: term, label, definition, scope note, boundary.
TermRows = Mapping[str, Sequence[tuple[str, str, str, str, str]]]

_CELLS = """An empty cell means unknown or not applicable. Dates are EDTF (ISO 8601-2) level 1 texts; from each date
column `d` the columns `d_start`, `d_end` (inclusive bounds) and `d_precision` are computed.
"""


def codebook(tables: Sequence[Table], counts: Mapping[str, int], terms: TermRows, version: str) -> str:
    """The codebook of a release; ``counts`` gives the rows of each table."""
    parts = [
        f"# Codebook of {package.TITLE}, version {version}\n",
        f"{package.DESCRIPTION}\n",
        _CELLS,
        "## Tables\n",
        "| table | rows | one row is |\n|---|---|---|",
        "\n".join(f"| [{t.name}](#{t.name}) | {counts[t.name]} | {t.row} |" for t in tables),
        "",
    ]
    parts.extend(_table(table) for table in tables)
    parts.append("## Vocabularies\n")
    parts.extend(_vocabulary(name, rows) for name, rows in terms.items())
    return "\n".join(parts).rstrip("\n") + "\n"


def _table(table: Table) -> str:
    lines = [
        f"### {table.name}\n",
        f"{table.title}. One row is {table.row}. Key: {', '.join(f'`{name}`' for name in table.primary_key)}.\n",
        "| column | type | required | meaning | example |",
        "|---|---|---|---|---|",
        *(_column(column) for column in table.columns),
        "",
    ]
    return "\n".join(lines)


def _column(column: Column) -> str:
    kind = f"[{column.vocabulary}](#vocabulary-{column.vocabulary})" if column.vocabulary else column.type
    required = "yes" if column.required else ""
    cells = (f"`{column.name}`", kind, required, column.description, column.example)
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _vocabulary(name: str, rows: Sequence[tuple[str, str, str, str, str]]) -> str:
    lines = [
        f'### <a id="vocabulary-{name}"></a>{name}\n',
        "| term | label | definition | how it is applied | boundary |",
        "|---|---|---|---|---|",
        *(f"| `{row[0]}` | {' | '.join(_cell(cell) for cell in row[1:])} |" for row in rows),
        "",
    ]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
