"""Ctrl-C while a write that was decided is carried out: it comes too late."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ignore Ctrl-C inside: a write takes moments, and who is told that a command stopped believes it wrote nothing.

    Only the main thread is interrupted by Ctrl-C, and only it may say what happens then.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # Not SIG_IGN, which programs started meanwhile would inherit.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)
