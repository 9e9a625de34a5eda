"""One crawl of a worker: a Scrapy process over some papers, its output labelled, its exit code understood."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.queue.entries import sites_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newscrawl.queue.entries import Paper

LINE_AT_MOST = 2000
"""Characters of a line of a crawl's output that are shown."""


class Ended(Enum):
    """How a crawl ended."""

    WELL = "all went well"
    POORLY = "a paper gave nothing or failed wholly; the view v_problem says why"
    REFUSED = "this machine's settings are wrong"
    NO_DATABASE = "the database failed"
    STOPPED = "interrupted"
    DIED = "the process died"


_CODES = {0: Ended.WELL, 1: Ended.POORLY, 2: Ended.REFUSED, 3: Ended.NO_DATABASE, 130: Ended.STOPPED}
"""The exit codes of ``scrapy crawl`` (:mod:`newscrawl.commands.crawl`)."""


class CrawlProcess:
    """``scrapy crawl localnews`` over some papers, in a process of its own.

    Args:
        papers: all of one kind (:attr:`Paper.kind`).
        url: of the database.
        options: of Scrapy, as typed: ``["-s", "NAME=VALUE", ...]``.
        tell: is given each line of its output, with the papers' label before it.
    """

    def __init__(self, papers: Sequence[Paper], url: str, options: Sequence[str], tell: Callable[[str], None]) -> None:
        self._papers, self._url, self._options, self._tell = papers, url, options, tell
        more = f" +{len(papers) - 1}" if len(papers) > 1 else ""
        self.label = f"[{papers[0].name}{more}]"
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = False

    async def run(self) -> Ended:
        """Crawls; how that ended."""
        if self._stopping:
            return Ended.STOPPED
        with tempfile.TemporaryDirectory(prefix="newscrawl-work-") as folder:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "newscrawl.queue.child", *self.arguments(Path(folder)),
                env={**os.environ, "NEWSCRAWL_DATABASE_URL": self._url},  # where nobody reads a password off a command line
                stdin=asyncio.subprocess.PIPE,  # held open: newscrawl.queue.child
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C at the worker is the worker's to pass on
            )  # fmt: skip
            if self._stopping:
                self.stop()
            await self._show_output()
            code = await self._process.wait()
        if code in _CODES:
            return _CODES[code]
        return Ended.STOPPED if self._stopping else Ended.DIED

    def arguments(self, folder: Path) -> list[str]:
        """What ``scrapy`` is told; entries are written to a sites file in *folder*."""
        named, more = self._papers[0].kind
        if named:
            file = folder / "sites.toml"
            file.write_text(sites_toml(paper.entry or {} for paper in self._papers), encoding="utf-8")
            sites = str(file)
        else:
            sites = ",".join(paper.name for paper in self._papers)
        passed = [word for name, value in more for word in ("-a", f"{name}={value}")]
        return ["crawl", "localnews", "-a", f"sites={sites}", *passed, *self._options]

    def stop(self) -> None:
        """Asks it to end soon and whole; asked twice, Scrapy ends at once."""
        self._stopping = True
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGTERM)

    @property
    def code(self) -> int | None:
        """Its exit code, or the signal that ended it, as a negative number; None while it runs."""
        return self._process.returncode if self._process else None

    async def _show_output(self) -> None:
        assert self._process
        assert self._process.stdout
        rest = b""
        while chunk := await self._process.stdout.read(65536):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._show(line)
            if len(rest) > LINE_AT_MOST * 4:  # a line without an end must not fill the memory
                self._show(rest)
                rest = b""
        self._show(rest)

    def _show(self, line: bytes) -> None:
        if text := line.decode("utf-8", "replace").rstrip():
            self._tell(f"{self.label} {text[:LINE_AT_MOST]}")
