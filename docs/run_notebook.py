"""Execute docs/the-paper.ipynb in place, so that it holds what its cells show with the newest release.

Usage: run_notebook.py, from anywhere in a checkout
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

NOTEBOOK = Path(__file__).resolve().parent / "the-paper.ipynb"
# What tells nothing of the machine: any kernel of Python will do.
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def read(path: Path = NOTEBOOK) -> Any:
    return nbformat.read(path, as_version=4)


def execute(notebook: Any) -> None:
    """Runs the cells in a fresh kernel; their outputs replace those that the notebook had.

    Raises CellExecutionError at the first cell that fails.
    """
    with TemporaryDirectory() as folder:
        # Sockets in a folder of its own: no port is opened, and two kernels at a time don't take each other's.
        local = Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/kernel"}})
        NotebookClient(notebook, config=local, kernel_name="python3", timeout=120, record_timing=False).execute()
    notebook.metadata = nbformat.from_dict(_METADATA)


if __name__ == "__main__":
    made = read()
    execute(made)
    nbformat.write(made, NOTEBOOK)
