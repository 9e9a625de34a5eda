"""How long one page may be read: a page that some reader chokes on must not hold up the others."""

from __future__ import annotations

import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator


RING_AGAIN = 0.5
"""Seconds after which a limit that was overheard is told again."""


class TooSlowError(BaseException):
    """Reading took longer than it may. No Exception: a reader that catches those must not catch this."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise :exc:`TooSlowError` in the block where it takes longer than *seconds*; 0: never.

    By the clock on the wall and SIGALRM, so only in a process's main thread and where the platform has that signal;
    elsewhere nothing happens. Python code and its regular expressions are stopped; a call into another library first
    returns. A timer that somebody else had set runs on afterwards.
    """
    if seconds <= 0 or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGALRM, _ring)
    began = time.monotonic()
    # It rings again: where the first ring falls into a destructor or a callback, Python drops what is raised there.
    theirs, interval = signal.setitimer(signal.ITIMER_REAL, seconds, RING_AGAIN)
    try:
        yield
    finally:
        while True:
            try:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGALRM, handler)
                break
            except TooSlowError:  # it rang just here
                continue
        if theirs:
            signal.setitimer(signal.ITIMER_REAL, max(0.001, theirs - (time.monotonic() - began)), interval)


def _ring(*_: object) -> NoReturn:
    raise TooSlowError
