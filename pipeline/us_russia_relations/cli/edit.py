"""usrr edit: change cells of a record, with the source of the new values."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from us_russia_relations.cli import add_raw, raw_folder
from us_russia_relations.cli.writing import carry_out, say
from us_russia_relations.errors import CallError

if TYPE_CHECKING:
    from us_russia_relations.curate.amendments import Proof

NAME = "edit"
HELP = "change fields of a record, with the source of the new values"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the record")
    parser.add_argument("cells", nargs="+", metavar="FIELD=VALUE", help="the new value; an empty one empties the cell")
    parser.add_argument(
        "--source",
        metavar="CITATION",
        help="the citation that says so; not needed for own words (titles, summaries) and for citations",
    )
    parser.add_argument("--locator", metavar="LOC", help="where to look in the source, such as p. 6 n. 23")
    parser.add_argument("--note", default="", help="what a reader must know to follow the evidence")
    add_raw(parser)


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.curate import amendments
    from us_russia_relations.curate.changes import plan
    from us_russia_relations.raw.read import read_raw

    raw = raw_folder(call)
    dataset, _ = read_raw(raw)
    record = amendments.find_record(dataset, call.id)
    cells = amendments.parse_cells(record, call.cells)
    proof = _proof(call, needed=amendments.needs_source(record, cells))
    if proof is not None:
        amendments.find_record(dataset, proof.citation_id)
    made = plan(raw, amendments.amend(dataset, record, cells, proof))
    if not made.files:
        say("nothing to write: the record says so already")
        return 0
    if not carry_out(raw, made):
        return 1
    say(str(made))
    for row in amendments.older_evidence(dataset, record, cells, proof):
        say(f"look at it again: {row['citation_id']}, {row['locator']} supported the old {row['field']}")
    return 0


def _proof(call: argparse.Namespace, *, needed: bool) -> Proof | None:
    from us_russia_relations.curate.amendments import Proof

    if call.source and call.locator:
        return Proof(call.source, call.locator, call.note)
    if needed or call.source or call.locator or call.note:
        missing = [f"--{name}" for name in ("source", "locator") if not getattr(call, name)]
        raise CallError(f"a changed fact needs its source; this is missing: {' '.join(missing)}")
    return None
