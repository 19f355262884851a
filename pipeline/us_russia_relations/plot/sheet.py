"""The figure that is returned: matplotlib's own, which saves itself the same way everywhere."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from us_russia_relations.plot import style

# What each format would tell of the moment of saving.
_CLOCKS = {"svg": "Date", "svgz": "Date", "pdf": "CreationDate", "ps": "CreationDate", "eps": "CreationDate"}


class Sheet(Figure):
    """A figure without pyplot. The same figure gives the same file, and a notebook shows it."""

    def savefig(self, fname: Any, **options: Any) -> None:
        """As matplotlib saves it, in the style of the figure, 300 dots per inch, with no date in the file."""
        kind = options.get("format") or Path(str(fname)).suffix.removeprefix(".").lower()
        if kind in _CLOCKS:
            options["metadata"] = {_CLOCKS[kind]: None, **(options.get("metadata") or {})}
        with style.applied():
            super().savefig(fname, **options)

    def _repr_png_(self) -> bytes:
        shown = io.BytesIO()
        self.savefig(shown, format="png", dpi=120)
        return shown.getvalue()
