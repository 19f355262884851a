"""Run a command of usrr in a forked process, which costs no import, and stop it where a trial wants it stopped."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Loaded once, before any fork; the modules that the commands import themselves are loaded by running each once.
import us_russia_relations.check.validate
import us_russia_relations.publish.publish  # noqa: F401
from us_russia_relations import __main__, paths
from us_russia_relations.atomic import disk, writer

CALLS = ("mkdir", "rename", "replace", "unlink", "rmdir")
Action = Callable[[], object]


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, negative for the signal that ended it, what it wrote, and its calls."""

    code: int
    said: str
    calls: int


@dataclass
class Cut:
    """What happens before the n-th call that makes, renames or removes something, counted from 1."""

    actions: dict[int, Action] = field(default_factory=dict)
    seen: int = 0

    def install(self) -> None:
        """Watch the calls of this process; it is not undone."""
        for name in CALLS:
            setattr(os, name, self._watched(getattr(os, name)))
        writer.exchange = disk.exchange = self._watched(disk.exchange)

    def _watched(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **options: Any) -> Any:
            self.seen += 1
            action = self.actions.get(self.seen)
            if action is not None:
                action()
            return call(*arguments, **options)

        return watched


def signalled(number: signal.Signals) -> Action:
    """Send this process the signal."""
    return lambda: os.kill(os.getpid(), number)


class Running:
    """A command that runs in a forked process, in a folder, with what it writes going to a file."""

    def __init__(self, folder: Path, arguments: tuple[str, ...], output: Path, cut: Cut | None = None) -> None:
        self.output = output
        sys.stdout.flush()
        self.process = os.fork()
        if not self.process:
            os._exit(_child(folder, arguments, output, cut or Cut()))

    def kill(self) -> None:
        os.kill(self.process, signal.SIGKILL)

    def wait(self) -> Ended:
        """Raises TimeoutError where it does not end in two minutes."""
        for _ in range(24_000):
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                code = os.waitstatus_to_exitcode(status)
                said, _, calls = self.output.read_text(encoding="utf-8", errors="replace").rpartition("\0")
                return Ended(code, said or calls, int(calls) if said and code >= 0 else 0)
            time.sleep(0.005)
        self.kill()
        raise TimeoutError(f"still at work: {self.output.read_text(encoding='utf-8', errors='replace')}")


def run(folder: Path, arguments: tuple[str, ...], output: Path, cut: Cut | None = None) -> Ended:
    """Run a command to its end."""
    return Running(folder, arguments, output, cut).wait()


def _child(folder: Path, arguments: tuple[str, ...], output: Path, cut: Cut) -> int:
    handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(handle, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(folder)
    # Whoever started this may have them ignored (nohup).
    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    # As if the package ran from that checkout.
    paths.PACKAGE = folder / "pipeline" / "us_russia_relations"
    cut.install()
    try:
        code = __main__.main(arguments)
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:  # noqa: BLE001 - as the interpreter would end
        traceback.print_exc()
        code = 1
    print(f"\0{cut.seen}", flush=True)
    return code
