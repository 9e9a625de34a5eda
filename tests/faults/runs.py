"""Crawls as a user begins them, each a process of its own that a test may kill."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from loopback import ROOT, scrapy

if TYPE_CHECKING:
    from faults.bench import Bench


def sites(folder: Path, *papers: Bench, **more: object) -> Path:
    """A sites file of these papers."""
    path = folder / "sites.toml"
    path.write_text("".join(paper.entry(**more) for paper in papers), encoding="utf-8")
    return path


def crawl_arguments(file: Path, database: str, *more: str) -> list[str]:
    """What is typed behind ``scrapy``; *more* are settings, ``NAME=VALUE``."""
    settings = [part for one in (f"DATABASE_URL={database}", *more) for part in ("-s", one)]
    return ["crawl", "localnews", "-a", f"sites={file}", *settings]


def crawl(
    file: Path, database: str, *more: str, timeout: float = 300, **options: object
) -> subprocess.CompletedProcess[str]:
    """One run to its end."""
    return scrapy(*crawl_arguments(file, database, *more), timeout=timeout, **options)


class Run:
    """A crawl under way, in a process group of its own; whatever it leaves behind is ended with the test."""

    def __init__(self, file: Path, database: str, *more: str, **options: object) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scrapy", *crawl_arguments(file, database, *more)],
            cwd=ROOT, env=clean, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, **options,
        )  # fmt: skip

    def until(self, ready: object, seconds: float = 60.0) -> bool:
        """Wait for a condition, or for the run's end; whether the condition came."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            if ready():  # type: ignore[operator]
                return True
            time.sleep(0.003)
        return bool(ready())  # type: ignore[operator]

    def kill(self) -> None:
        """SIGKILL to the crawl alone, as an out-of-memory killer sends it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.end()

    def finish(self, timeout: float = 120) -> tuple[int, str, str]:
        """Exit code, what it said, and its errors."""
        try:
            out, err = self.process.communicate(timeout=timeout)
        finally:
            self.end()
        return self.process.returncode, out, err

    def end(self) -> None:
        """End what is left of its group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe and self.process.poll() is not None and not pipe.closed:
                pipe.close()

    def left_behind(self) -> list[int]:
        """Processes of its group that are still there."""
        found = subprocess.run(
            ["ps", "-o", "pid=", "-g", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(one) for one in found.stdout.split()]

    def resident(self) -> float:
        """Megabytes of memory that it holds now."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
