"""A release never changes: the proof of it from the history of the repository."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from us_russia_relations.raw.git import answer, lines
from us_russia_relations.release.files import SUMS
from us_russia_relations.release.versions import is_version


def check_immutable(root: Path) -> Iterator[str]:
    """A sentence for each release that is not, byte by byte, what it was in the commit that first had it."""
    if answer(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        yield f"{root} has no commit, so that nothing tells what was published; commit it first"
        return
    if answer(root, "rev-parse", "--is-shallow-repository") == "true":
        yield "the clone is shallow, so that git can't tell what was published; run `git fetch --unshallow`"
        return
    # Asked for all releases at once: a process for each would soon take longer than all else.
    first = _first_commits(root)
    published = lines(root, "rev-parse", *(f"{commit}:dist/{version}" for version, commit in first.items()))
    now = {
        path: tree for _, _, tree, path in (line.split(maxsplit=3) for line in lines(root, "ls-tree", "HEAD", "dist/"))
    }
    for (version, commit), tree in zip(first.items(), published, strict=True):
        path = f"dist/{version}"
        if now.get(path) != tree:
            wrong = "not what was published" if path in now else "gone"
            yield f"{path} is {wrong}; restore it with `git checkout {commit[:12]} -- {path}`"
    for line in lines(root, "status", "--porcelain", "--untracked-files=all", "--ignored", "--", "dist"):
        # Git quotes a path that has a blank in it.
        path = "/".join(line[3:].strip('"').split("/")[:2])
        if path.removeprefix("dist/") in first:
            yield f"{line[3:]} differs from what was published; restore {path} with `git checkout HEAD -- {path}`"


def _first_commits(root: Path) -> dict[str, str]:
    """For each release that the history of HEAD ever had, the first commit with it."""
    commits: dict[str, str] = {}
    commit = ""
    additions = ("--reverse", "--full-history", "--diff-filter=A", "--format=%H", "--name-only")
    for line in lines(root, "log", *additions, "--", f":(glob)dist/*/{SUMS}"):
        if not line.startswith("dist/"):
            commit = line or commit
        elif is_version(version := line.split("/")[1]):
            commits.setdefault(version, commit)
    return commits
