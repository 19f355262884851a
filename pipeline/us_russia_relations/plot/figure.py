"""The figure that is returned: a matplotlib figure that saves to the same bytes everywhere."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.transforms import Bbox

from us_russia_relations.plot import style

# The metadata in which each format records the time of saving.
_TIMES = {"svg": "Date", "svgz": "Date", "pdf": "CreationDate", "ps": "CreationDate", "eps": "CreationDate"}


class Layout(ConstrainedLayoutEngine):
    """Constrained layout above a strip at the foot of the figure.

    The positions that matplotlib's solver finds differ from process to process in their last bits, which would change
    the ids in an SVG: they are rounded.
    """

    def __init__(self, strip: float) -> None:
        super().__init__(rect=(0, strip, 1, 1 - strip))

    def execute(self, fig: Figure) -> Any:
        """Lays the figure out."""
        result = super().execute(fig)
        for ax in fig.axes:
            position = np.round(ax.get_position(original=True).get_points(), 6)
            ax.set_position(Bbox(position), which="original")
            # Setting a position takes the axes out of the layout.
            ax.set_in_layout(True)
        return result


class ReproducibleFigure(Figure):
    """A figure without pyplot. The same figure gives the same file, and a notebook shows it."""

    def savefig(self, fname: Any, **options: Any) -> None:
        """As matplotlib saves it, in the style of the figure, 300 dots per inch, with no date in the file."""
        kind = options.get("format") or Path(str(fname)).suffix.removeprefix(".").lower()
        if kind in _TIMES:
            options["metadata"] = {_TIMES[kind]: None, **(options.get("metadata") or {})}
        with style.applied():
            super().savefig(fname, **options)

    def _repr_png_(self) -> bytes:
        image = io.BytesIO()
        self.savefig(image, format="png", dpi=120)
        return image.getvalue()
