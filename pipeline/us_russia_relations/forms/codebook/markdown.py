"""The codebook as Markdown (GitHub flavour)."""

from __future__ import annotations

from us_russia_relations.forms.codebook.blocks import (
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
from us_russia_relations.text import escape


def markdown(document: Document) -> str:
    """The document as Markdown: its sections as contents, then all of it, with an anchor wherever it has one."""
    sections = [block for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    contents = "".join(f"- [{escape.markdown(section.text)}](#{section.anchor})\n" for section in sections)
    parts = [f"# {escape.markdown(document.title)}\n", contents, *(_block(block) for block in document.blocks)]
    return "\n".join(part for part in parts if part)


def _block(block: Block) -> str:
    match block:
        case Heading(level, text, anchor):
            return f'{"#" * level} <a id="{anchor}"></a>{escape.markdown(text)}\n'
        case Prose(text):
            return f"{text.strip()}\n"
        case Facts(pairs):
            return "".join(f"- {escape.markdown(name)}: {_cell(value)}\n" for name, value in pairs)
        case Grid():
            return _grid(block)
        case Diagram(mermaid, table):
            return f"```mermaid\n{mermaid}\n```\n\n{_grid(table)}"
    # The table after the bars has the same numbers.
    return ""


def _grid(grid: Grid) -> str:
    lines = [
        f"{escape.markdown(grid.caption)}\n",
        _line([escape.markdown(name) for name in grid.header]),
        "|---" * len(grid.header) + "|",
    ]
    for index, row in enumerate(grid.rows):
        cells = [_cell(cell) for cell in row]
        if grid.anchors:
            cells[0] = f'<a id="{grid.anchors[index]}"></a>{cells[0]}'
        lines.append(_line(cells))
    return "\n".join(lines) + "\n"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "".join(_inline(piece) for piece in pieces(cell))


def _inline(piece: Inline) -> str:
    match piece:
        case Code(text):
            return escape.markdown_code(text, in_table=True)
        case Link(text, anchor):
            return f"[{escape.markdown(text)}](#{anchor})"
    return escape.markdown(piece)
