"""What the pages that the browser shows take of the machine's memory."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

PROCESSES = Path("/proc")
RENDERER = b"--type=renderer"


def pages_take() -> int:
    """Megabytes that the renderers below this process take together; 0 where the system does not say (only Linux does)."""
    parents: dict[int, int] = {}
    with suppress(OSError):
        for folder in PROCESSES.iterdir():
            if folder.name.isdecimal():
                with suppress(OSError, ValueError, IndexError):  # it has just ended
                    # the name, in brackets, may hold anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
                    after = (folder / "stat").read_bytes().rpartition(b")")[2].split()
                    parents[int(folder.name)] = int(after[1])
    page = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
    total = 0
    for process in parents:
        if _is_below(process, os.getpid(), parents):
            with suppress(OSError, ValueError, IndexError):
                if RENDERER in (PROCESSES / str(process) / "cmdline").read_bytes():
                    total += int((PROCESSES / str(process) / "statm").read_bytes().split()[1]) * page
    return total >> 20


def _is_below(process: int, root: int, parents: dict[int, int]) -> bool:
    seen = 0
    while process in parents and seen < len(parents):
        process = parents[process]
        if process == root:
            return True
        seen += 1
    return False
