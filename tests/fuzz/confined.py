"""Run `usrr validate` in a process of its own, with a bound on memory and time, and tell what it took.

Reads folders from standard input, one a line, and answers each with a line of JSON. The imports are paid once: each
run is a fork of this process.
"""

import contextlib
import io
import json
import os
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path

from us_russia_relations.__main__ import main
from us_russia_relations.check.validate import validate

SECONDS, BYTES = 120, 1 << 30


def serve() -> None:
    # Whatever is imported late is imported now, and is not counted against a run.
    with contextlib.redirect_stdout(io.StringIO()):
        main(["validate", "--raw", str(Path(__file__).parents[1] / "tiny"), "--format", "json"])
    assert validate
    for line in sys.stdin:
        print(json.dumps(_confined(line.rstrip("\n"))), flush=True)  # noqa: T201


def _confined(raw: str) -> dict[str, object]:
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        began = time.monotonic()
        child = os.fork()
        if not child:
            _run(raw, out.fileno())
        _, status, used = os.wait4(child, 0)
        out.seek(0)
        return {
            "code": os.waitstatus_to_exitcode(status),
            "seconds": used.ru_utime + used.ru_stime,
            "clock": time.monotonic() - began,
            "mib": used.ru_maxrss / 1024,
            "out": out.read(),
        }


def _run(raw: str, out: int) -> None:
    os.dup2(out, 1)
    os.dup2(out, 2)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    signal.alarm(SECONDS * 4)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    code = 70
    try:
        code = main(["validate", "--raw", raw, "--format", "json"])
        sys.stdout.flush()
    except BaseException:  # noqa: BLE001 (a traceback must reach the test)
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
