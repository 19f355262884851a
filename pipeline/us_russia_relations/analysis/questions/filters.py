"""The filters that questions share: names of records, terms and certainty. An unknown name is an error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis.questions.coarse_dates import Matches, When
from us_russia_relations.errors import CallError, UnknownNameError
from us_russia_relations.release import identity
from us_russia_relations.release.release import Release, nearest

if TYPE_CHECKING:
    import pandas as pd

# One name or several.
Names = str | Iterable[str]


def several(argument: str, names: Names) -> list[str]:
    """One name or several as a list. Raises CallError for no names at all and for what is no text."""
    listed = [names] if isinstance(names, str) else [*names] if isinstance(names, Iterable) else [names]
    if not listed:
        raise CallError(f"{argument} names nothing; leave it out to ask about all")
    for name in listed:
        if not isinstance(name, str):
            raise CallError(f"{argument} wants names, and {name!r} is none")
    return listed


def terms(argument: str, names: Names, known: Iterable[str]) -> list[str]:
    """Terms of a vocabulary. Raises UnknownNameError, with the nearest term, for one that is not among the known."""
    known = [*known]
    listed = several(argument, names)
    for name in listed:
        if name not in known:
            raise UnknownNameError(f"{argument}={name!r} is no term; {nearest(name, known)}")
    return listed


def vocabulary(release: Release, name: str) -> list[str]:
    """The terms of a vocabulary of the release."""
    rows = release.arrow("terms", ["vocabulary", "term"]).to_pylist()
    return [row["term"] for row in rows if row["vocabulary"] == name]


def tagged(release: Release, argument: str, name: str, names: Names) -> set[str]:
    """The records that are tagged with one of these terms of a vocabulary. Raises UnknownNameError."""
    wanted = terms(argument, names, vocabulary(release, name))
    rows = release.arrow("tags").to_pylist()
    return {row["record_id"] for row in rows if row["vocabulary"] == name and row["term"] in wanted}


def records(release: Release, argument: str, names: Names, table: str) -> list[str]:
    """The ids of records of a table; a retired one is answered with a RetiredIdWarning for its successor.

    Raises UnknownNameError, with the nearest id, where there is no such record or it is in another table.
    """
    registry = {row["record_id"]: row for row in release.arrow("records").to_pylist()}
    ids = []
    for name in several(argument, names):
        if name not in registry:
            raise UnknownNameError(f"{argument}={name!r} is no id in {table}{_hint(name, [*registry.values()], table)}")
        current = identity.resolve(release, name)
        if registry[current]["table"] != table:
            raise UnknownNameError(f"{argument}={name!r} is in {registry[current]['table']} and not in {table}")
        ids.append(current)
    return ids


def at_least(column: pd.Series[Any], certainty: Names | None) -> pd.Series[bool]:
    """Which rows are sure enough: of that certainty or a higher one; of several, of one of them; None takes all."""
    import pandas as pd

    if certainty is None:
        return pd.Series(data=True, index=column.index)
    known = [*column.cat.categories]
    wanted = terms("certainty", certainty, known)
    if isinstance(certainty, str):
        # The categories of the column are in order, the weakest first.
        wanted = known[known.index(certainty) :]
    return column.isin(wanted)


def selected(table: pd.DataFrame, kept: pd.Series[bool], matches: Matches, when: When) -> pd.DataFrame:
    """The rows of a table that are kept and match, numbered from 0, with the origin of the table."""
    answer = matches.rows(table, when)
    answer = answer[kept.reindex(answer.index)].reset_index(drop=True)
    answer.attrs = dict(table.attrs)
    return answer


def _hint(name: str, registry: list[dict[str, Any]], table: str) -> str:
    """The ids of the table that are meant, by the id itself or by the name of the record."""
    near = identity.meant(name, [row for row in registry if row["table"] == table])
    return f"; {near or f'load({table!r}) lists them'}"
