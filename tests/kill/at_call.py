"""Run a command of usrr that kills itself at its n-th call that makes, renames or removes something.

Usage: at_call.py N ARGUMENT...   (0: never; the count of such calls goes to the file that COUNT names)
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from us_russia_relations.__main__ import main
from us_russia_relations.atomic import writer

CALLS = ("mkdir", "rename", "replace", "unlink", "rmdir")


class Counter:
    """Counts the calls of this process, and ends it before the one that was asked for."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.seen = 0

    def watch(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **options: Any) -> Any:
            self.seen += 1
            if self.seen == self.last:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **options)

        return watched


if __name__ == "__main__":
    counter = Counter(int(sys.argv[1]))
    for name in CALLS:
        setattr(os, name, counter.watch(getattr(os, name)))
    writer.exchange = counter.watch(writer.exchange)
    code = main(sys.argv[2:])
    if "COUNT" in os.environ:
        Path(os.environ["COUNT"]).write_text(str(counter.seen), encoding="utf-8")
    sys.exit(code)
