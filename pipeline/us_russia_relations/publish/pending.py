"""A publication that was decided and is being carried out: it is carried out to its end, whatever stops it meanwhile.

What is to be put in place lies ready in one hidden folder beside the releases. Giving that folder its name decides the
publication; before that nothing has happened, and after it every step can be done again. The root's descriptor, which
leads readers to the release, is put in place last.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from us_russia_relations.errors import PublishError
from us_russia_relations.publish.place import settle

_NAME = ".publishing"
_LAST = "datapackage.json"


def decide(work: Path, root: Path, version: str, files: Mapping[str, str]) -> None:
    """Lay the release in ``work``/new and the root's files ready, and decide that they be published."""
    ready = work / "ready"
    (ready / "root").mkdir(parents=True)
    (work / "new").rename(ready / "release")
    for name, text in files.items():
        path = ready / "root" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    state = {"version": version, "before": {name: _digest(root / name) for name in files}}
    (ready / "state.json").write_text(json.dumps(state), encoding="utf-8")
    settle(ready)
    ready.rename(root / "dist" / _NAME)


def pending(root: Path) -> str | None:
    """The version whose publication was decided and not carried out to its end; None where there is none."""
    try:
        state = json.loads((root / "dist" / _NAME / "state.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return str(state["version"])


def carry_out(root: Path) -> None:
    """Put everything in place that is not yet, then forget that it was pending.

    Raises PublishError where a file of the root was changed since it was decided, which would be lost, and where the
    system refuses a step, with its reason.
    """
    ready = root / "dist" / _NAME
    state = json.loads((ready / "state.json").read_text(encoding="utf-8"))
    files = (path for path in (ready / "root").rglob("*") if path.is_file())
    waiting = sorted(files, key=lambda path: path.name == _LAST)
    for path in waiting:
        name = path.relative_to(ready / "root").as_posix()
        if _digest(root / name) != state["before"][name]:
            raise PublishError(
                f"{name} was changed while the publication of {state['version']} waited to be carried out; "
                f"put your change aside (`git stash push {name}`) and run it again"
            )
    try:
        _put_in_place(ready, root, state["version"], waiting)
    except OSError as error:
        raise PublishError(
            f"the publication of {state['version']} is decided and not carried out to its end: "
            f"{error.strerror or error}; run it again when that is mended"
        ) from error


def _put_in_place(ready: Path, root: Path, version: str, waiting: list[Path]) -> None:
    if (ready / "release").exists():
        (ready / "release").rename(root / "dist" / version)
    for path in waiting:
        target = root / path.relative_to(ready / "root")
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    # The state goes first: what is left without it is rubbish.
    (ready / "state.json").unlink()
    shutil.rmtree(ready, ignore_errors=True)


def sweep(root: Path) -> None:
    """Take away what an end of ``carry_out`` that was cut short left."""
    ready = root / "dist" / _NAME
    if ready.exists() and pending(root) is None:
        shutil.rmtree(ready)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
