"""Draw the figures of docs/gallery.md by running its examples, each into the image that follows it.

Usage: draw_gallery.py, from anywhere in a checkout
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl

DOCS = Path(__file__).resolve().parent
_PART = re.compile(r"```python\n(?P<code>.*?)```|!\[[^]]*\]\((?P<image>[^)]*)\)", re.DOTALL)


def figures(page: str) -> Iterator[tuple[str, Any]]:
    """The path of each image of the page and the figure that the code before it has made."""
    namespace: dict[str, Any] = {}
    for part in _PART.finditer(page):
        if part["image"]:
            yield part["image"], namespace["figure"]
        else:
            exec(part["code"], namespace)  # noqa: S102 - it is our own page


def draw(folder: Path) -> None:
    """Writes every image of the page under the folder."""
    # For the example whose figure is not ours.
    mpl.rcParams["svg.hashsalt"] = "us-russia-relations"
    for path, figure in figures((DOCS / "gallery.md").read_text(encoding="utf-8")):
        figure.savefig(folder / path, metadata={"Date": None})


if __name__ == "__main__":
    draw(DOCS)
