"""The figure that is returned: matplotlib's own, which saves itself the same way everywhere."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.transforms import Bbox

from us_russia_relations.plot import style

# What each format would tell of the moment of saving.
_CLOCKS = {"svg": "Date", "svgz": "Date", "pdf": "CreationDate", "ps": "CreationDate", "eps": "CreationDate"}


class Layout(ConstrainedLayoutEngine):
    """Room for every text, in the part of the figure above a strip at its foot.

    The solver of matplotlib gives places that differ from process to process in their last bits, which would go into
    the ids of an SVG: they are rounded.
    """

    def __init__(self, strip: float) -> None:
        super().__init__(rect=(0, strip, 1, 1 - strip))

    def execute(self, fig: Figure) -> Any:
        """Lays the figure out."""
        done = super().execute(fig)
        for ax in fig.axes:
            place = np.round(ax.get_position(original=True).get_points(), 6)
            ax.set_position(Bbox(place), which="original")
            # What has been placed by hand is left out of the next layout, unless it is taken in again.
            ax.set_in_layout(True)
        return done


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
