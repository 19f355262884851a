"""How the tables hang together: their keys as a diagram and as a table."""

from __future__ import annotations

from us_russia_relations.definitions import PUBLISHED_TABLES
from us_russia_relations.forms.codebook.blocks import Diagram, Grid, Link, joined


def keys() -> Diagram:
    """Every foreign key of every table."""
    lines = ["erDiagram"]
    rows = []
    for table in PUBLISHED_TABLES:
        for key in table.foreign_keys:
            required = all(table.column(name).required for name in key.columns)
            many = "||--o{" if required else "|o--o{"
            lines.append(f'    {key.table} {many} {table.name} : "{", ".join(key.columns)}"')
            rows.append(
                (
                    Link(table.name, table.name),
                    joined([Link(name, f"{table.name}.{name}") for name in key.columns]),
                    Link(key.table, key.table),
                    joined([Link(name, f"{key.table}.{name}") for name in key.references]),
                    "no" if required else "yes",
                )
            )
    header = ("table", "columns", "leads to", "key there", "may be empty")
    return Diagram("\n".join(lines), Grid("Foreign keys", header, tuple(rows)))
