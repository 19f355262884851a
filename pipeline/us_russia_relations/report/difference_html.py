"""A difference between two states as one HTML page: whole, without scripts, links or anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from us_russia_relations.publish.difference import Change, Difference
from us_russia_relations.report.difference import (
    KINDS,
    DifferenceSection,
    cells,
    headline,
    sections,
    structural,
    structure,
    successor,
    what,
    word,
)
from us_russia_relations.text.escape import html

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Changed facts</title>
<style>
body { font: 1rem/1.5 sans-serif; max-width: 70rem; margin: 1rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #767676; padding: .2rem .5rem; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; unicode-bidi: isolate; }
del { background: #ffebe9; } ins { background: #dafbe1; } del, ins { color: #1f2328; text-decoration: none; }
</style>
</head>
<body>
<main>
"""


def as_html(difference: Difference) -> str:
    """All changes, never capped."""
    return "".join(_parts(difference))


def _parts(difference: Difference) -> Iterator[str]:
    yield _HEAD
    yield f"<h1>Changes from {html(difference.a)} to {html(difference.b)}</h1>\n<p>{headline(difference)}</p>\n"
    counts = difference.counts()
    if counts:
        rows = ([table, *(str(kinds.get(kind, "")) for kind in KINDS)] for table, kinds in counts.items())
        yield _table(("table", *KINDS), ([html(cell) for cell in row] for row in rows))
    if difference.faults:
        yield "<h2>Not compared</h2>\n"
        faults = ((fault.state, fault.file, str(fault.line or ""), fault.message) for fault in difference.faults)
        yield _table(("state", "file", "line", "why"), ([html(cell) for cell in row] for row in faults))
    if structure(difference):
        yield "<h2>Tables and columns</h2>\n"
        yield _table(("change", "what"), ([one.kind, html(structural(one))] for one in structure(difference)))
    for section in sections(difference):
        yield f"<h2>{html(section.title or section.id)}</h2>\n"
        yield f"<p>{html(section.table)} <code>{html(section.id)}</code>, {section.kind}</p>\n"
        yield _table(("change", "what", "old", "new"), (_row(change, section) for change in section.changes))
    yield "</main>\n</body>\n</html>\n"


def _row(change: Change, section: DifferenceSection) -> list[str]:
    named = html(what(change, section))
    parts = [" ".join(html(part) for part in cell if part) for cell in cells(change, section)]
    if change.field:
        if change.table != section.table:
            named = f"{named} ({', '.join(parts)}): {html(change.field)}"
        return [word(change), named, f"<del>{html(change.old)}</del>", f"<ins>{html(change.new)}</ins>"]
    row = "<br>".join(parts)
    if change.kind == "added":
        return [word(change), named, "", f"<ins>{row}</ins>"]
    instead = f"replaced by {html(successor(change))}" if successor(change) else ""
    return [word(change), named, f"<del>{row}</del>", instead]


def _table(head: tuple[str, ...], rows: Iterator[list[str]]) -> str:
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
