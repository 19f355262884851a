"""What the codebook is made of: blocks that know their content and not how it looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from us_russia_relations.errors import DefinitionError


@dataclass(frozen=True)
class Code:
    """A name or value, as the data have it."""

    text: str


@dataclass(frozen=True)
class Link:
    """A name that leads to an anchor of the document."""

    text: str
    anchor: str


Inline = str | Code | Link
# The content of one cell: plain text, or pieces one after the other.
Cell = Inline | tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Prose:
    """Text in Markdown, written by us and not taken from the data."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Names and what holds of each."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Grid:
    """A table. ``anchors`` gives, where there are any, one anchor for each row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Diagram:
    """A diagram in Mermaid, with the table that says the same where it can't be drawn."""

    mermaid: str
    table: Grid


@dataclass(frozen=True)
class Bars:
    """Bars side by side: a label and one number for each series. The table that follows has the numbers."""

    anchor: str
    title: str
    description: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


Block = Heading | Prose | Facts | Grid | Diagram | Bars


@dataclass(frozen=True)
class Document:
    """The blocks of a codebook in order. Raises DefinitionError where two anchors are equal."""

    title: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        twice = [anchor for anchor, count in Counter(anchors(self.blocks)).items() if count > 1]
        if twice:
            raise DefinitionError(f"the codebook has two anchors of the name {twice[0]}")


def anchors(blocks: Sequence[Block]) -> Iterator[str]:
    """Every anchor of the blocks, in order."""
    for block in blocks:
        if isinstance(block, Heading | Bars):
            yield block.anchor
        elif isinstance(block, Grid):
            yield from block.anchors


def pieces(cell: Cell) -> tuple[Inline, ...]:
    """The pieces of a cell."""
    return cell if isinstance(cell, tuple) else (cell,)


def joined(cells: Sequence[Inline], mark: str = ", ") -> tuple[Inline, ...]:
    """Pieces with a mark between them."""
    joined: list[Inline] = []
    for index, cell in enumerate(cells):
        if index:
            joined.append(mark)
        joined.append(cell)
    return tuple(joined)


def percent(part: int, whole: int) -> str:
    """A part of a whole in percent with one decimal; a dash where there is nothing to take a part of."""
    return f"{100 * part / whole:.1f}%" if whole else "-"
