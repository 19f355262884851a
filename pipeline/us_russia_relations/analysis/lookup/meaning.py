"""What a column, a vocabulary or a term means, from the descriptor of a release and its table of terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from us_russia_relations.analysis.lookup.layout import Entry, Page, page
from us_russia_relations.analysis.lookup.source import Cells, Published
from us_russia_relations.errors import CallError, UnknownNameError
from us_russia_relations.release.release import Release, nearest

if TYPE_CHECKING:
    import pandas as pd

_TERM = ("term", "label", "definition", "scope_note", "boundary")


@dataclass(frozen=True)
class Description:
    """What a column, a vocabulary or a term means; ``print`` shows it whole, and so does a notebook.

    ``name`` is the whole name (``events.certainty``, ``event_type``, ``event_type.summit``), ``text`` the description
    or definition, ``facts`` what else is known, by name. ``terms`` is a DataFrame with the label, definition, scope
    note and boundary of each term in order: those of the vocabulary or coded column, or the one.
    """

    name: str
    kind: Literal["column", "vocabulary", "term"]
    text: str
    facts: Mapping[str, str]
    rows: tuple[Cells, ...]

    def __str__(self) -> str:
        return self._page.text()

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return self._page.html()

    @property
    def terms(self) -> pd.DataFrame:
        """One row for each term; none for a column that is not coded."""
        import pandas as pd

        frame = pd.DataFrame([[row[name] for name in _TERM] for row in self.rows], columns=[*_TERM])
        return frame.set_index("term")

    @property
    def _page(self) -> Page:
        own = [("", [("meaning", self.text), *self.facts.items()])]
        listed = [] if self.kind == "term" else [("Terms", _listed(self.rows))]
        return page(f"{self.name} ({self.kind})", [*own, *listed])


def described(release: Release, name: str) -> Description:
    """What a name other than that of a table means: a column before a vocabulary, a vocabulary before a term.

    Raises UnknownNameError, with the nearest name, and CallError for a name that means several things, with the whole
    names of each.
    """
    with Published(release) as source:
        names = _Names(source)
        description = names.column(name) or names.vocabulary(name) or names.term(name)
    if description is None:
        raise UnknownNameError(_unknown(name, names.candidates(name)))
    return description


class _Names:
    """The columns and terms of a release by their names."""

    def __init__(self, source: Published) -> None:
        release = source.release
        self.tables = release.tables()
        # By the name of the column, then by that of its table.
        self.columns: dict[str, dict[str, dict[str, Any]]] = {}
        for table in release.tables():
            for field in release.fields(table):
                self.columns.setdefault(field["name"], {})[f"{table}.{field['name']}"] = field
        self.terms: dict[str, dict[str, Cells]] = {}
        # Terms of equal rank, or without one, are in the order of their names.
        for row in sorted(source.rows("terms"), key=lambda row: (row["vocabulary"], row["rank"] or 0, row["term"])):
            self.terms.setdefault(row["vocabulary"], {})[row["term"]] = row

    def column(self, name: str) -> Description | None:
        """The column of that name, with or without its table."""
        bare = name.rpartition(".")[2]
        fields = self.columns.get(bare, {})
        if bare != name:
            fields = {key: field for key, field in fields.items() if key == name}
        if not fields:
            return None
        meanings = [_meaning(field) for field in fields.values()]
        if any(meaning != meanings[0] for meaning in meanings):
            raise CallError(f"tables mean different things by {name!r}; ask for {_either(fields)}")
        field = next(iter(fields.values()))
        rows = self._coded(field)
        facts = {"type": _type(field, rows), "required": "yes" if _required(field) else "no"}
        facts |= {key: str(field[key]) for key in ("formula", "example") if field.get(key)}
        if len(fields) > 1:
            facts["in"] = ", ".join(fields)
        return Description(
            next(iter(fields)) if len(fields) == 1 else name, "column", field["description"], facts, rows
        )

    def vocabulary(self, name: str) -> Description | None:
        """The vocabulary of that name."""
        if name not in self.terms:
            return None
        rows = tuple(self.terms[name].values())
        coded = [key for table in self.columns.values() for key, field in table.items() if self._coded(field) == rows]
        facts = {"columns": ", ".join(coded)} if coded else {}
        order = ", in order" if all(row["rank"] is not None for row in rows) else ""
        return Description(name, "vocabulary", f"A controlled vocabulary of {len(rows)} terms{order}.", facts, rows)

    def term(self, name: str) -> Description | None:
        """The term of that name, with or without its vocabulary."""
        rows = {
            f"{vocabulary}.{term}": row
            for vocabulary, terms in self.terms.items()
            for term, row in terms.items()
            if name in {term, f"{vocabulary}.{term}"}
        }
        if len(rows) > 1:
            raise CallError(f"{name!r} is a term of several vocabularies; ask for {_either(rows)}")
        for key, row in rows.items():
            facts = {heading: row[column] for heading, column in _FACTS.items() if row[column]}
            return Description(key, "term", row["definition"], {"label": row["label"], **facts}, (row,))
        return None

    def candidates(self, name: str) -> list[str]:
        """The names to search for the nearest one: those within the table or vocabulary of the name, else all."""
        whole = [key for table in self.columns.values() for key in table]
        whole += [f"{vocabulary}.{term}" for vocabulary, terms in self.terms.items() for term in terms]
        within = [key for key in whole if key.startswith(f"{name.partition('.')[0]}.")]
        if "." in name:
            return within or whole
        return [*self.tables, *self.columns, *self.terms, *(term for terms in self.terms.values() for term in terms)]

    def _coded(self, field: Mapping[str, Any]) -> tuple[Cells, ...]:
        """The terms of a coded column: those of the vocabulary with exactly its values; a descriptor names none."""
        values = {category["value"] for category in field.get("categories", ())}
        vocabularies = (terms for terms in self.terms.values() if terms.keys() == values)
        return tuple(next(vocabularies, {}).values())


_FACTS = {"applied": "scope_note", "boundary": "boundary"}


def _meaning(field: Mapping[str, Any]) -> tuple[object, ...]:
    return field["description"], field["type"], field.get("categories")


def _type(field: Mapping[str, Any], rows: tuple[Cells, ...]) -> str:
    if not rows:
        return str(field["type"])
    order = ", in order" if field.get("categoriesOrdered", False) else ""
    return f"one of {len(rows)} terms{order}"


def _required(field: Mapping[str, Any]) -> bool:
    return bool(field.get("constraints", {}).get("required", False))


def _listed(rows: tuple[Cells, ...]) -> Iterator[Entry]:
    for row in rows:
        boundary = f" {row['boundary']}" if row["boundary"] else ""
        yield row["term"], f"{row['label']}: {row['definition']}{boundary}"


def _either(names: Mapping[str, object]) -> str:
    return " or ".join(repr(name) for name in names)


def _unknown(name: str, known: list[str]) -> str:
    hint = nearest(name, known)
    near = hint if hint.startswith("did") else "usrr.tables() has the tables, usrr.describe(table) their columns"
    return f"no table, column, vocabulary or term {name!r}; {near}"
