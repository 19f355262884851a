"""Releases that somebody made to harm a reader end in faults and in errors of the package, and lead nowhere else."""

import os
import resource
import stat
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb  # noqa: F401 - loaded once, before any fork
import polars as pl  # noqa: F401
import pytest
from support.hostile_releases import OPERATORS, OUTSIDE, made

import us_russia_relations as usrr
from us_russia_relations.errors import UsrrError
from us_russia_relations.release.release import Release
from us_russia_relations.release.verify import verify

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="forks, and makes pipes and links"),
]
TABLES = ("events", "actors", "tags")
MEGABYTES = 500
# Of CPU, and so the same on a busy machine.
SECONDS = 60


def watched(release: Path) -> Callable[[str, tuple[Any, ...]], None]:
    """An audit hook that stops whoever opens what is no file, or a file that the release led to, or a connection."""
    outside = (release.parent / OUTSIDE).as_posix()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect":
            raise AssertionError(f"connected to {arguments}")
        if event == "open" and isinstance(arguments[0], str | os.PathLike):
            path = os.fspath(arguments[0])
            real = os.path.realpath(path)
            if real.startswith(outside) or real == "/etc/passwd":
                raise AssertionError(f"opened {path}")
            if os.path.exists(real) and stat.S_ISFIFO(os.stat(real).st_mode):  # noqa: PTH110, PTH116 - no audited call
                raise AssertionError(f"waits for the pipe {path}")

    return hook


def tried(release: Path) -> list[str]:
    """What goes wrong when a reader tries the release: errors that are not of the package, or that it seems whole."""
    wrong = []
    report = verify(Release(release))
    if report.whole:
        wrong.append("verify says that it is whole")
    if any(not fault.isprintable() for fault in report.faults):
        wrong.append("a fault has control characters")
    reads: list[Callable[[], Any]] = [lambda: usrr.open(release).tables(), lambda: str(usrr.open(release))]
    for table in TABLES:
        reads += [
            lambda table=table: usrr.describe(table, release=usrr.open(release)),
            lambda table=table: usrr.open(release).definitions[table],
            *(
                lambda table=table, form=form: usrr.open(release).load(table, as_=form)
                for form in ("pandas", "arrow", "polars")
            ),
            lambda table=table: usrr.open(release).load(table, as_="duckdb").fetchall(),
        ]
    for read in reads:
        try:
            read()
        except UsrrError:
            continue
        except Exception:  # noqa: BLE001 - that is what is looked for
            wrong.append(traceback.format_exc()[-600:])
    return wrong


def in_a_process(release: Path) -> list[str]:
    """As ``tried``, in a forked process with a limit of its CPU time, under the eyes of an audit hook."""
    return forked(lambda: limited(release))


def limited(release: Path) -> list[str]:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.addaudithook(watched(release))
    wrong = tried(release)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*wrong, *([f"{used:.0f} MB"] if used > MEGABYTES else [])]


def forked(call: Callable[[], list[str]]) -> list[str]:
    """What the call returns in a process of its own, and how that ended if not by itself."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            wrong = call()
        except BaseException:  # noqa: BLE001 - the parent tells
            wrong = [traceback.format_exc()[-1500:]]
        os.write(writing, "\n".join(wrong).encode()[:60_000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        text = said.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return [*filter(None, text.split("\n\n\n")), *([f"ended by {code}"] if code else [])]


def test_there_are_more_than_a_hundred() -> None:
    assert len(OPERATORS) > 100


def test_the_release_that_they_are_made_from_is_whole(packages: Callable[[str], Path]) -> None:
    assert tried(packages("tiny")) == ["verify says that it is whole"]


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("name", OPERATORS)
def test_a_hostile_release_harms_nobody(name: str, packages: Callable[[str], Path], tmp_path: Path) -> None:
    package = packages("tiny")
    # In a process of its own too, since some take much memory to make.
    assert forked(lambda: [made(package, tmp_path / "hostile", name).name]) == ["release"]
    assert in_a_process(tmp_path / "hostile" / "release") == []
