"""The codebook as Markdown (GitHub flavour)."""

from __future__ import annotations

import re

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

# What would be markup in the middle of a text. An underscore between letters is none.
_MARKUP = re.compile(r"[\\`*\[\]<>|~&]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")


def markdown(document: Document) -> str:
    """The document as Markdown: its sections as contents, then all of it, with an anchor wherever it has one."""
    sections = [block for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    contents = "".join(f"- [{_text(section.text)}](#{section.anchor})\n" for section in sections)
    parts = [f"# {_text(document.title)}\n", contents, *(_block(block) for block in document.blocks)]
    return "\n".join(part for part in parts if part)


def _block(block: Block) -> str:
    match block:
        case Heading(level, text, anchor):
            return f'{"#" * level} <a id="{anchor}"></a>{_text(text)}\n'
        case Prose(text):
            return f"{text.strip()}\n"
        case Facts(pairs):
            return "".join(f"- {_text(name)}: {_cell(value)}\n" for name, value in pairs)
        case Grid():
            return _grid(block)
        case Diagram(mermaid, table):
            return f"```mermaid\n{mermaid}\n```\n\n{_grid(table)}"
    # The table after the bars has the same numbers.
    return ""


def _grid(grid: Grid) -> str:
    lines = [f"{_text(grid.caption)}\n", _line([_text(name) for name in grid.header]), "|---" * len(grid.header) + "|"]
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
            # A backtick in a value needs a longer fence, and a pipe ends the cell even within code.
            fence = "``" if "`" in text else "`"
            return f"{fence}{text}{fence}".replace("|", "\\|") if text else ""
        case Link(text, anchor):
            return f"[{_text(text)}](#{anchor})"
    return _text(piece)


def _text(text: str) -> str:
    return _MARKUP.sub(lambda match: f"\\{match.group()}", text)
