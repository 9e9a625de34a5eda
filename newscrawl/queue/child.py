"""A crawl that a worker started: ``scrapy`` as it is, but it ends when its worker does, however that died.

The worker holds the other end of standard input and never writes: when it is gone, killed without a word included, the
system closes the pipe, and the crawl stops as if it were interrupted: it stores what it has and gives its papers back.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

PATIENCE = 25.0
"""Seconds that an interrupted crawl has; it waits ``STOP_PATIENCE`` (15 s) for answers under way."""


def end_with(pipe: int) -> None:
    """Waits until nobody holds the other end of *pipe*, then ends this process."""
    while os.read(pipe, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(130)


def main() -> None:
    """``python -m newscrawl.queue.child crawl localnews ...``."""
    threading.Thread(target=end_with, args=(0,), daemon=True).start()
    from scrapy.cmdline import execute  # noqa: PLC0415 - it takes a second, and the watch begins before

    execute(["scrapy", *sys.argv[1:]])


if __name__ == "__main__":
    main()
