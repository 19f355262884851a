"""Draw the figure of the README by running the README's own code.

Usage: draw_figure.py, from the top of a checkout
"""

import re
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
# Without a date and with fixed ids the same data gives the same file.
mpl.rcParams.update({"svg.hashsalt": "us-russia-relations", "figure.figsize": (8, 3.5)})

namespace: dict[str, object] = {}
for block in re.findall(r"```python\n(.*?)```", Path("README.md").read_text(encoding="utf-8"), re.DOTALL):
    exec(block, namespace)  # noqa: S102 - it is our own README

import matplotlib.pyplot as plt  # noqa: E402

version = namespace["usrr"].__version__  # type: ignore[attr-defined]
plt.gcf().text(0.99, 0.01, f"us-russia-relations {version}, dyad_month", ha="right", fontsize=7)
plt.savefig("docs/measures-in-force.svg", metadata={"Date": None}, bbox_inches="tight")
