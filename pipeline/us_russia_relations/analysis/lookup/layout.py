"""Text in two columns, for a terminal, and the same as HTML, for a notebook."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from us_russia_relations.text.escape import html, visible

WIDTH = 80
_INDENT = 18
# The longest text of the left column, with a space on each side.
_LONGEST = _INDENT - 3
# The left and the right text of a line.
Entry = tuple[str, str]


@dataclass(frozen=True)
class Page:
    """A heading and sections of entries, each section but the first with its own heading."""

    heading: str
    sections: tuple[tuple[str, tuple[Entry, ...]], ...]

    def text(self) -> str:
        """The page in lines of 80 columns."""
        lines = [*_filled(self.heading, "")]
        for heading, entries in self.sections:
            lines += ["", heading] if heading else [""]
            lines += _listed(entries)
        return "\n".join(lines)

    def html(self) -> str:
        """The page as a fragment of HTML."""
        parts = [f"<h4>{html(self.heading)}</h4>"]
        for heading, entries in self.sections:
            parts += [f"<h5>{html(heading)}</h5>"] if heading else []
            parts += ["<table>", *(_line(*entry) for entry in entries), "</table>"]
        return "\n".join(parts)


def page(heading: str, sections: Iterable[tuple[str, Iterable[Entry]]]) -> Page:
    """A page without the sections that have no entries."""
    filled = ((name, tuple(entries)) for name, entries in sections)
    return Page(heading, tuple((name, entries) for name, entries in filled if entries))


def _line(left: str, right: str) -> str:
    start, rest = ('<tr><th style="text-align: left">', '</th><td style="text-align: left">')
    return f"{start}{html(left)}{rest}{html(right)}</td></tr>"


def _listed(entries: Iterable[Entry]) -> Iterator[str]:
    """The lines of a section; a term that is too long for its column is printed once, above its entries."""
    last = ""
    for left, right in entries:
        yield from _wrapped("" if left == last and len(left) > _LONGEST else left, right)
        last = left


def _wrapped(left: str, right: str) -> list[str]:
    """A term and its text, in two columns; a long term has a line of its own."""
    if len(left) > _LONGEST:
        return [*_filled(left, "  "), *_filled(right, " " * _INDENT)]
    return _filled(right, f"  {left}".ljust(_INDENT), " " * _INDENT)


def _filled(text: str, first: str, rest: str | None = None) -> list[str]:
    """Lines of 80 columns; ids are not broken where they fit into one."""
    # Typed text may hold characters that move the cursor.
    text, after = visible(text), first if rest is None else rest
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=after, break_on_hyphens=False
    ) or [first.rstrip()]  # fmt: skip
