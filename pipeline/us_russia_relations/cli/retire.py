"""usrr retire: take a record away and leave its tombstone in retired.csv."""

from __future__ import annotations

import argparse

from us_russia_relations.cli import add_raw, raw_folder
from us_russia_relations.cli.writing import carry_out, say
from us_russia_relations.errors import CallError

NAME = "retire"
HELP = "take a record away: its id moves to retired.csv, its links go, references move to the successor"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the record")
    from us_russia_relations.definitions.vocabularies import COMPUTED_TERMS

    reasons = COMPUTED_TERMS["retirement"]
    parser.add_argument("--because", required=True, choices=reasons, help="why it goes, in one word")
    parser.add_argument("--replaced-by", default="", metavar="ID", help="the record to use instead")
    parser.add_argument("--since", required=True, metavar="VERSION", help="first version without the id, such as 1.1.0")
    parser.add_argument("--reason", required=True, help="why it goes, in a sentence")
    parser.add_argument(
        "--with-orphans", action="store_true", help="retire with it the sources and actors that nothing else names"
    )
    add_raw(parser)


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.curate.amendments import find_record
    from us_russia_relations.curate.changes import plan
    from us_russia_relations.curate.retirement import Tombstone, orphans, retire
    from us_russia_relations.raw.read import read_raw

    raw = raw_folder(call)
    dataset, _ = read_raw(raw)
    record = find_record(dataset, call.id)
    if call.because == "merged" and not call.replaced_by:
        raise CallError("a merged record lives on in another; name it with --replaced-by")
    if call.replaced_by:
        find_record(dataset, call.replaced_by)
    if call.replaced_by == call.id:
        raise CallError(f"{call.id} can't replace itself")
    tombstone = Tombstone(call.id, call.because, call.replaced_by, call.since, call.reason)
    change, dropped = retire(dataset, record, tombstone)
    made = plan(raw, change)
    while call.with_orphans and (left := orphans(made.problems)):
        for orphan in left:
            reason = f"Nothing but {call.id} named it, which was retired."
            orphan_tombstone = Tombstone(orphan, "withdrawn", "", call.since, reason)
            change, _ = retire(dataset, dataset.records[orphan], orphan_tombstone, change)
        made = plan(raw, change)
    if not carry_out(raw, made):
        if orphans(made.problems):
            say("--with-orphans retires what nothing else names")
        return 1
    say(str(made))
    for row in dropped:
        say(f"dropped, since {call.replaced_by} has it already: {' '.join(row.key)}")
    return 0
