"""usrr show: everything about one id, current or retired."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from us_russia_relations.cli import add_raw, add_release, published, raw_folder
from us_russia_relations.cli.writing import say

NAME = "show"
HELP = "everything about an id: fields, who took part, relations, evidence with sources, history"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="any id of a record, also a retired one")
    add_raw(parser)
    add_release(parser)


def run(call: argparse.Namespace) -> int:
    if published(call):
        from us_russia_relations.analysis import load

        say(str(load.show(call.id, version=call.release)))
        return 0
    from us_russia_relations.raw.read import read_raw
    from us_russia_relations.report.record import as_record
    from us_russia_relations.report.search import closest

    raw = raw_folder(call)
    dataset, _ = read_raw(raw)
    unread = [one.table.path for one in dataset.tables.values() if one.lost]
    if unread:
        print(f"without {', '.join(unread)}, which can't be read; see `usrr validate`", file=sys.stderr)
    if call.id in dataset.records or call.id in dataset.retired:
        say(as_record(dataset, call.id, _history(raw.resolve().parent / "dist", call.id)))
        return 0
    near = closest(dataset, call.id)
    hint = f"; near it are {', '.join(near)}" if near else ""
    print(f"no record has the id {call.id}{hint}", file=sys.stderr)
    return 1


def _history(releases: Path, record_id: str) -> str:
    """When the id was first published, by the newest release beside the raw tables."""
    from us_russia_relations.raw.content import lines_of
    from us_russia_relations.raw.csv_rows import CsvRows
    from us_russia_relations.release.versions import released

    versions = released(releases)
    if not versions:
        return "not published yet: there is no release"
    content = (releases / versions[-1] / "csv" / "records.csv").read_bytes()
    header, *rows = CsvRows(lines_of(content))
    record, first = header.index("record_id"), header.index("first_version")
    for row in rows:
        if row[record] == record_id:
            return f"first published in version {row[first]}; newest release {versions[-1]}"
    return f"not published yet; newest release {versions[-1]}"
