"""The codebook as one page of HTML that needs no script, no network and no other file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from us_russia_relations.forms.codebook.blocks import (
    Bars,
    Block,
    Cell,
    Code,
    Diagram,
    Document,
    Facts,
    Grid,
    Heading,
    Inline,
    Link,
    Prose,
    pieces,
)

_STYLE = Path(__file__).with_name("style.css")
# A table of more columns than this does not fit on a small screen.
_NARROW = 4
_NUMBER = frozenset("0123456789.,%-")


def html(document: Document) -> str:
    """The document as a whole page; headings, rows and figures carry its anchors as ids."""
    style = _STYLE.read_text(encoding="utf-8")
    body = "\n".join(_block(block) for block in document.blocks)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(document.title)}</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>{escape(document.title)}</h1>
</header>
<nav aria-label="Contents">
{_contents(document.blocks)}
</nav>
<main id="content" tabindex="-1">
{body}
</main>
</body>
</html>
"""


def _contents(blocks: Sequence[Block]) -> str:
    """The headings of the second and third level as a nested list."""
    lines: list[str] = []
    inner = False
    for block in blocks:
        if isinstance(block, Heading) and block.level in {2, 3}:
            if block.level == 2:
                lines.append(("</ul></li>\n" if inner else "</li>\n") if lines else "<ul>\n")
                inner = False
            elif not inner:
                lines.append("\n<ul>")
                inner = True
            close = "</li>" if block.level == 3 else ""
            lines.append(f'<li><a href="#{escape(block.anchor)}">{escape(block.text)}</a>{close}')
    return "".join(lines) + ("</ul></li>\n</ul>" if inner else "</li>\n</ul>")


def _block(block: Block) -> str:
    match block:
        case Heading(level, text, anchor):
            return f'<h{level} id="{escape(anchor)}">{escape(text)}</h{level}>'
        case Prose(text):
            return _prose(text)
        case Facts(pairs):
            rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{_cell(cell)}</dd></div>\n" for name, cell in pairs)
            return f"<dl>\n{rows}</dl>"
        case Grid():
            return _grid(block)
        case Diagram(_, table):
            return _grid(table)
        case Bars():
            return _bars(block)


def _prose(text: str) -> str:
    import marko

    return str(marko.convert(text)).rstrip("\n").replace("<br />", "<br>")


def _grid(grid: Grid) -> str:
    numeric = [_is_numeric(grid, index) for index in range(len(grid.header))]
    head = "".join(
        f'<th scope="col"{_class(numeric[index])}>{escape(name)}</th>' for index, name in enumerate(grid.header)
    )
    lines = [f"<table>\n<caption>{escape(grid.caption)}</caption>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>"]
    for row, cells in enumerate(grid.rows):
        mark = f' id="{escape(grid.anchors[row])}"' if grid.anchors else ""
        first = f'<th scope="row">{_cell(cells[0])}</th>'
        rest = "".join(
            f"<td{_class(numeric[index])}>{_cell(cell)}</td>" for index, cell in enumerate(cells[1:], start=1)
        )
        lines.append(f"<tr{mark}>{first}{rest}</tr>")
    table = "\n".join(lines) + "\n</tbody>\n</table>"
    if len(grid.header) <= _NARROW:
        return table
    # It scrolls on a small screen, and what scrolls must be reached by the keyboard.
    return f'<div class="wide" role="group" tabindex="0" aria-label="{escape(grid.caption)}">\n{table}\n</div>'


def _is_numeric(grid: Grid, index: int) -> bool:
    cells = [row[index] for row in grid.rows]
    return index > 0 and all(isinstance(cell, str) and {*cell} <= _NUMBER for cell in cells)


def _class(numeric: bool) -> str:
    return ' class="number"' if numeric else ""


def _cell(cell: Cell) -> str:
    return "".join(_inline(piece) for piece in pieces(cell))


def _inline(piece: Inline) -> str:
    match piece:
        case Code(text):
            return f"<code>{escape(text)}</code>" if text else ""
        case Link(text, anchor):
            return f'<a href="#{escape(anchor)}">{escape(text)}</a>'
    return escape(piece)


def _bars(bars: Bars) -> str:
    """Horizontal bars, one for each label and series, with the numbers beside them."""
    top = max((value for _, values in bars.rows for value in values), default=0) or 1
    step, left, width = 12, 80, 560
    high = len(bars.series) * step + 6
    lines: list[str] = []
    for row, (label, values) in enumerate(bars.rows):
        y = 24 + row * high
        lines.append(f'<text x="{left - 8}" y="{y + high // 2 + 1}" text-anchor="end">{escape(label)}</text>')
        for index, value in enumerate(values):
            if not value:
                continue
            length, at = round(value / top * width), y + index * step
            lines.append(f'<rect class="s{index}" x="{left}" y="{at}" width="{length}" height="{step - 2}"/>')
            lines.append(f'<text x="{left + length + 5}" y="{at + 9}">{value}</text>')
    key = "".join(
        f'<rect class="s{index}" x="{left + index * 120}" y="2" width="10" height="10"/>'
        f'<text x="{left + index * 120 + 15}" y="11">{escape(name)}</text>'
        for index, name in enumerate(bars.series)
    )
    size = f"0 0 {left + width + 50} {30 + len(bars.rows) * high}"
    title, text = f"{bars.anchor}-title", f"{bars.anchor}-description"
    return (
        f'<figure id="{escape(bars.anchor)}">\n'
        f'<svg viewBox="{size}" role="img" aria-labelledby="{title} {text}">\n'
        f'<title id="{title}">{escape(bars.title)}</title>\n<desc id="{text}">{escape(bars.description)}</desc>\n'
        f"{key}\n" + "\n".join(lines) + f"\n</svg>\n<figcaption>{escape(bars.title)}</figcaption>\n</figure>"
    )
