"""What answered what, under which authority: the relations that lead from a record, and to it, to the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from us_russia_relations.analysis.load import chosen
from us_russia_relations.analysis.questions.filters import Names, terms, vocabulary
from us_russia_relations.errors import CallError
from us_russia_relations.release import identity
from us_russia_relations.release.release import Release

if TYPE_CHECKING:
    import pandas as pd

# A relation without direction.
_MUTUAL = "same_process_as"
_DIRECTIONS = ("outgoing", "incoming", "both")
_COLUMNS = (
    "direction",
    "depth",
    "record_id",
    "subject_id",
    "subject_title",
    "subject_date",
    "relation",
    "object_id",
    "object_title",
    "object_date",
)
_Edge = tuple[str, str, str]


def chain(
    record_id: str,
    *,
    relation: Names | None = None,
    depth: int | None = None,
    version: str | None = None,
    release: Release | None = None,
) -> pd.DataFrame:
    """What a record answers and rests on, and what answers it and rests on it: one row for each relation on the way.

    A row is read "subject relation object": the one responds to, acts on, is under the authority of the other. In
    ``direction`` outgoing are the relations that lead from the record to what it points at, and on; incoming those that
    lead to it; both, those that do both. ``depth`` counts the steps from the record, and with the argument of that
    name the way ends there. ``record_id`` is the end of the relation that is farther from the record, so that
    ``bibliography`` gives the sources of the answer. Dates are EDTF: of an event its date, of a measure adopted,
    of a treaty signed.

    ``relation`` are terms; without it, all that have a direction, which same_process_as has not: it is followed both
    ways where it is asked for. Nothing is left out for its certainty: a denial stands beside what it denies.
    A relation is recorded where a source or the actor states it. Order in time alone makes none.
    ``version`` or ``release`` names the release; without them it is the latest.
    Raises UnknownNameError, with the nearest one, for an unknown id or relation, CallError for a depth below 1, and
    UnknownVersionError. A retired id stands for its successor, with a RetiredIdWarning.
    """
    if depth is not None and depth < 1:
        raise CallError(f"depth={depth!r} leads nowhere; the first step has depth 1")
    source = chosen(version, release)
    known = vocabulary(source, "relation")
    followed = terms("relation", relation, known) if relation is not None else [*known]
    if relation is None:
        followed.remove(_MUTUAL)
    root = identity.resolve(source, record_id)
    rows = source.arrow("relations").to_pylist()
    edges = [(row["subject_id"], row["relation"], row["object_id"]) for row in rows if row["relation"] in followed]
    outgoing, incoming = _reached(root, edges, depth, forward=True), _reached(root, edges, depth, forward=False)
    return _frame(source, root, known, outgoing, incoming)


def _reached(root: str, edges: Iterable[_Edge], limit: int | None, *, forward: bool) -> dict[_Edge, tuple[int, str]]:
    """Each edge that is reached from the root, with its depth and its farther end, the nearest edges first."""
    leaving: defaultdict[str, list[tuple[_Edge, str]]] = defaultdict(list)
    for edge in edges:
        subject, relation, object_ = edge
        if forward or relation == _MUTUAL:
            leaving[subject].append((edge, object_))
        if not forward or relation == _MUTUAL:
            leaving[object_].append((edge, subject))
    reached: dict[_Edge, tuple[int, str]] = {}
    seen, frontier, depth = {root}, [root], 0
    while frontier and (limit is None or depth < limit):
        depth += 1
        following = []
        for edge, far in (step for one in frontier for step in leaving[one]):
            reached.setdefault(edge, (depth, far))
            if far not in seen:
                seen.add(far)
                following.append(far)
        frontier = following
    return reached


def _frame(
    source: Release,
    root: str,
    known: list[str],
    outgoing: dict[_Edge, tuple[int, str]],
    incoming: dict[_Edge, tuple[int, str]],
) -> pd.DataFrame:
    import pandas as pd

    titles = {row["record_id"]: row["title"] for row in source.arrow("records", ["record_id", "title"]).to_pylist()}
    dates = {
        row[act.id]: row[act.date]
        for act in source.definitions.values()
        if act.act
        for row in source.arrow(act.name, [act.id, act.date]).to_pylist()
    }
    rows: list[tuple[Any, ...]] = []
    for edge in {**outgoing, **incoming}:
        subject, relation, object_ = edge
        direction = _DIRECTIONS[2 if edge in outgoing and edge in incoming else 0 if edge in outgoing else 1]
        steps, far = min(reached[edge] for reached in (outgoing, incoming) if edge in reached)
        ends = [(one, titles[one], dates.get(one)) for one in (subject, object_)]
        rows.append((direction, steps, far, *ends[0], relation, *ends[1]))
    rows.sort(key=lambda row: (_DIRECTIONS.index(row[0]), row[1], row[3], row[6], row[7]))
    frame = pd.DataFrame(rows, columns=[*_COLUMNS])
    texts = [name for name in _COLUMNS if name not in {"direction", "depth", "relation"}]
    frame = frame.astype({**dict.fromkeys(texts, "str"), "depth": "Int64"})
    frame["direction"] = pd.Categorical(frame["direction"], [*_DIRECTIONS])
    frame["relation"] = pd.Categorical(frame["relation"], known)
    frame.attrs = {"table": "chain", "version": source.version, "record_id": root}
    return frame
