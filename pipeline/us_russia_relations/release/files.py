"""The files of a release against its list of digests."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

SUMS = "SHA256SUMS"
_LINE = re.compile(r"^([0-9a-f]{64})  ([^\n]+)$", re.MULTILINE)
_LARGEST_LIST = 4 * 2**20


def check_files(folder: Path) -> dict[str, str]:
    """What is wrong with files of the release, by path: each is listed with its digest, and nothing else is there.

    Only regular files are opened, and links are not followed.
    """
    try:
        text = _read_sums(folder / SUMS)
    except (OSError, ValueError) as error:
        return {SUMS: f"it can't be read: {error}"}
    listed = {name: digest for digest, name in _LINE.findall(text)}
    faults = dict(_check_tree(folder, listed))
    if "".join(f"{digest}  {name}\n" for name, digest in listed.items()) != text:
        faults[SUMS] = "it has lines that are no digest and name, or names a file twice"
    return {name: faults[name] for name in sorted(faults)}


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_sums(path: Path) -> str:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("it is no regular file")
    if status.st_size > _LARGEST_LIST:
        raise ValueError(f"it is larger than {_LARGEST_LIST} bytes")
    return path.read_bytes().decode()


def _check_tree(folder: Path, listed: dict[str, str]) -> Iterator[tuple[str, str]]:
    present = {SUMS}
    for base, folders, files in os.walk(folder):
        here = Path(base).relative_to(folder)
        for name in folders:
            if (folder / here / name).is_symlink():
                yield (here / name).as_posix(), "it is a link and no folder"
        if not folders and not files:
            yield here.as_posix(), "the folder is empty, and does not belong to the release"
        for name in files:
            path = (here / name).as_posix()
            if path != SUMS:
                present.add(path)
                yield from ((path, fault) for fault in _check_file(folder / path, listed.get(path)))
    for path in sorted(listed.keys() - present):
        yield path, "the file is missing"


def _check_file(path: Path, wanted: str | None) -> Iterator[str]:
    status = path.lstat()
    if wanted is None:
        yield "the file does not belong to the release"
    elif stat.S_ISLNK(status.st_mode):
        yield "it is a link and no file"
    elif not stat.S_ISREG(status.st_mode):
        yield "it is no regular file"
    else:
        try:
            if digest(path) != wanted:
                yield "its bytes are not those of the release"
        except OSError as error:
            yield f"it can't be read: {error.strerror or error}"
