"""What git knows of a checkout, asked without a shell."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from us_russia_relations.errors import CallError


def git(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The outcome of a call of git in the checkout. Raises CallError where git is not installed.

    Nothing that begins with a dash may come from a user or from data.
    """
    program = shutil.which("git")
    if program is None:
        raise CallError("git is not installed; name a folder or a version")
    return subprocess.run([program, "-C", str(checkout), *arguments], capture_output=True, check=False)  # noqa: S603


def answer(checkout: Path, *arguments: str) -> str | None:
    """What git prints, without the last newline; None where it has no answer."""
    done = git(checkout, *arguments)
    return done.stdout.decode(errors="replace").rstrip("\n") if done.returncode == 0 else None


def lines(checkout: Path, *arguments: str) -> list[str]:
    """What git prints, line by line; nothing where it has no answer."""
    return (answer(checkout, *arguments) or "").splitlines()
