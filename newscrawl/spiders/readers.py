"""Reader processes: pages are read beside the crawl's own process, which then only fetches and stores.

The pages of one paper are read one after another by one process, in the order in which they came, so that its site memory
learns as it would in line. The crawl's own process keeps every memory, and sends a process what that does not know yet.
A page that kills its process, or takes longer than ``READER_SECONDS``, costs itself alone: the process is replaced, and
whatever waited behind that page is read by the next one.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass, field
from dataclasses import fields as fields_of
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newscrawl.spiders.fetched import Fetched
from newscrawl.spiders.reading_answers import ANSWER_AT_MOST, is_sound, unpacked
from newscrawl.spiders.reading_messages import HEAD, Done, Job, News, Recipe, Terms, packed
from newscrawl.spiders.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy.settings import BaseSettings

    from newscrawl.reading.memory import Memory
    from newscrawl.spiders.page_reading import PageRead, Wishes
    from newscrawl.spiders.paper import Paper
    from newscrawl.spiders.site_rules import SiteRules

log = logging.getLogger(__name__)

GRACE = 5.0
"""Seconds after its own limit at which a process that hangs is killed."""
START_SECONDS = 60.0
"""Seconds until a process is ready to read; one that takes longer is taken to hang."""
STARTS_AT_MOST = 3
"""Processes that may end in a row before they were ready: then there is something wrong that is not a page's."""
RESIDENT_AT_MOST = 600
"""Megabytes; a process that took more is replaced."""
IDLE_ELSEWHERE = 3
"""A paper whose pages are all read goes to another process where that one has so many fewer pages waiting."""
_PLAIN = tuple(name for name in Fetched.__slots__ if name not in ("reader", "response"))
_STATED = (*(part.name for part in fields_of(Site)), "most_comments")


class PageLostError(Exception):
    """A page cost its process; the message says how, for the page's row of ``problem``."""


class ReaderFailedError(Exception):
    """A reader raised. ``args``: the exception's name, its words, and its traceback as text."""


class ReadInLine(Exception):  # noqa: N818 - no fault of anybody's
    """The page is to be read in the crawl's own process; with True, as are all others of its paper."""


def number_of_readers(settings: BaseSettings) -> int:
    """``READERS``; where it is not set, one less than the cores that this process may use."""
    if not hasattr(os, "fork") or not sys.executable:
        return 0
    if settings.get("READERS") is not None:
        return max(0, settings.getint("READERS"))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores - 1


@dataclass(slots=True, eq=False)
class _Waiting:
    """A job that was given to a process, and who waits for it."""

    job: Job
    reader: Paper
    future: asyncio.Future[Done]


@dataclass(slots=True)
class _Known:
    """What a process was told of a paper."""

    memory: Memory | None = None
    grounds: tuple[Any, Any] = (None, None)
    refusing: set[str] = field(default_factory=set)
    doubtful: bool = False
    """A page failed there: who knows what it learned from that. Told anew as soon as nothing of the paper waits."""


class _Process(asyncio.Protocol):
    """One reader process, started anew whenever it ended and there is something to read."""

    def __init__(self, terms: Terms, grounds: Callable[[str], tuple[Any, Any]], give_up: Callable[[], None]) -> None:
        self.waiting: deque[_Waiting] = deque()
        self.outlets: Counter[str] = Counter()
        """Pages that wait, by paper."""
        self._terms, self._grounds, self._give_up = terms, grounds, give_up
        self._known: dict[str, _Known] = {}
        self._popen: subprocess.Popen[bytes] | None = None
        self._starting: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._ready = False
        self._failures = 0
        self._since = 0.0
        """When it began to read its page; before it is ready, when it was started."""
        self._sent = 0
        self._killed_for: str | None = None
        self._closed = False

    # --- its life -----------------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Start it, where it does not run."""
        if self._popen is None and not self._closed:
            ours, theirs = socket.socketpair()
            ours.setblocking(False)
            environment = {name: value for name, value in os.environ.items() if not name.startswith("NEWSCRAWL_")}
            environment |= {"PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
            self._since = time.monotonic()
            try:
                with theirs:
                    self._popen = subprocess.Popen(
                        # -P: no file of the working directory stands for a module of Python's
                        [sys.executable, "-P", "-m", "newscrawl.spiders.reading_process", str(theirs.fileno())],
                        pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                        env=environment, process_group=0,
                    )  # fmt: skip
            except OSError as error:  # no memory, too many processes or files
                ours.close()
                log.warning("No reader process could be started: %s", error)
                asyncio.get_running_loop().call_soon(self._give_up)
                return
            self._starting = asyncio.ensure_future(self._connect(ours))

    async def _connect(self, ours: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_connection(lambda: self, sock=ours)
        self._transport.set_write_buffer_limits(high=1 << 30)
        self._transport.write(packed(self._terms))
        for waiting in self.waiting:
            self._send(waiting)

    def connection_lost(self, exc: Exception | None) -> None:
        """It ended: the page that it was reading is lost, the others are read by the next process."""
        del exc
        how = self._end()
        was_ready, self._ready = self._ready, False
        self._known.clear()
        self._buffer.clear()
        if self._closed:
            return
        if how is not None:
            self._failures = 0 if was_ready else self._failures + 1
            if self._failures >= STARTS_AT_MOST:
                self._give_up()
                return
            if was_ready and self.waiting:
                self._lose(self.waiting[0], how)
        if self.waiting:
            self.start()

    def _end(self) -> str | None:
        """Wait for its end, and say how it ended; None where it was only to be replaced."""
        popen, self._popen, self._transport = self._popen, None, None
        if popen is None:
            return None
        try:
            code = popen.wait(1)
        except subprocess.TimeoutExpired:
            popen.kill()
            code = popen.wait()
        reason, self._killed_for = self._killed_for, None
        if reason is not None:
            return reason or None
        if code < 0:
            with suppress(ValueError):
                return f"reading it ended the reader process ({signal.Signals(-code).name})"
        return f"reading it ended the reader process (status {code})"

    def close(self) -> None:
        """End it; who still waits reads in line no more: the run ends."""
        self._closed = True
        if self._starting:
            self._starting.cancel()
        if self._popen is not None:
            self._popen.kill()
        if self._transport:
            self._transport.abort()
        self._end()
        for waiting in list(self.waiting):
            self._settle(waiting, PageLostError("the run ended before it was read"))

    def watch(self) -> None:
        """Kill it where it hangs at a page, or before it reads any."""
        took = time.monotonic() - self._since
        if not self._ready:
            if took > START_SECONDS:
                self._kill("it did not start")
        elif self._terms.seconds and self.waiting and took > self._terms.seconds + GRACE:
            self._kill(too_slow(self._terms.seconds))

    def _kill(self, reason: str) -> None:
        """End it for a reason; "": it is only replaced."""
        if self._popen is not None and self._killed_for is None:
            self._killed_for = reason
            self._popen.kill()

    # --- its work -----------------------------------------------------------------------------------------------------
    def read(self, waiting: _Waiting) -> None:
        """Take a page."""
        if self._ready and not self.waiting:
            self._since = time.monotonic()
        self.waiting.append(waiting)
        self.outlets[waiting.job.outlet] += 1
        if self._transport:
            self._send(waiting)
        else:
            self.start()

    def _send(self, waiting: _Waiting) -> None:
        assert self._transport
        job, reader = waiting.job, waiting.reader
        self._sent += 1
        job.number = self._sent
        news = job.news = News()
        known = self._known.get(job.outlet)
        if known is None:
            known = self._known[job.outlet] = _Known()
            news.recipe = recipe_of(reader)
        if known.doubtful and self.outlets[job.outlet] == 1:
            news.memory, known.memory, known.doubtful = (reader.memory,), reader.memory, False
        elif reader.memory is not known.memory and not known.doubtful:
            news.memory, known.memory = (reader.memory,), reader.memory
        grounds = self._grounds(job.outlet)
        if any(one is not other for one, other in zip(grounds, known.grounds, strict=True)):
            news.grounds = known.grounds = grounds
        if reader.refusing != known.refusing:
            news.refusing = known.refusing = set(reader.refusing)
        self._transport.write(packed(job))

    def data_received(self, data: bytes) -> None:
        """A part of an answer came."""
        self._buffer += data
        while self._killed_for is None and len(self._buffer) >= HEAD.size:
            end = HEAD.size + HEAD.unpack_from(self._buffer)[0]
            if end > ANSWER_AT_MOST:
                self._kill("reading it ended the reader process (its answer was too large)")
                return
            if len(self._buffer) < end:
                return
            body = bytes(memoryview(self._buffer)[HEAD.size : end])
            del self._buffer[:end]
            try:
                done = unpacked(body)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is no answer of ours
                self._kill(f"reading it ended the reader process ({error})")
                return
            self._since = time.monotonic()
            if done is None:
                self._ready, self._failures = True, 0
            elif not self.waiting or not is_sound(done, self.waiting[0].job):
                self._kill("reading it ended the reader process (it gave no sound answer)")
            else:
                self._take(self.waiting[0], done)

    def _take(self, waiting: _Waiting, done: Done) -> None:
        outlet, reader = waiting.job.outlet, waiting.reader
        known = self._known[outlet]
        if done.read is None:
            known.doubtful = True
        elif done.read.learned is not None and reader.memory is not None:
            reader.memory = known.memory = reader.memory.learn(done.read.learned)
        if done.refused:
            reader.refusing |= done.refused
            known.refusing |= done.refused
        if done.in_line:
            self._settle(waiting, ReadInLine(done.never))
        elif done.too_slow:
            self._settle(waiting, PageLostError(too_slow(self._terms.seconds)))
        elif done.error is not None:
            self._settle(waiting, ReaderFailedError(*done.error))
        else:
            self._settle(waiting, done)
        if done.resident > RESIDENT_AT_MOST:
            self._kill("")

    def _lose(self, waiting: _Waiting, reason: str) -> None:
        log.debug("%s: %s", waiting.job.fetched["page"], reason)
        self._settle(waiting, PageLostError(reason))

    def _settle(self, waiting: _Waiting, result: Done | Exception) -> None:
        self.waiting.remove(waiting)
        self.outlets[waiting.job.outlet] -= 1
        if waiting.future.done():
            return
        if isinstance(result, Exception):
            waiting.future.set_exception(result)
        else:
            waiting.future.set_result(result)


class ReaderProcesses:
    """The reader processes of one run.

    Args:
        number: of processes, one at least.
        wishes: what the run wants of its pages.
        seconds: that a page may take (``READER_SECONDS``); 0: any time.
        rules: of the papers' sites.
    """

    def __init__(self, number: int, wishes: Wishes, seconds: float, rules: SiteRules) -> None:
        terms = Terms(wishes, seconds)
        self._processes = [_Process(terms, rules.grounds, self._give_up) for _ in range(number)]
        self._homes: dict[str, _Process] = {}
        self._in_line: dict[str, bool] = {}
        self._watching: asyncio.TimerHandle | None = None
        self._given_up = False

    def start(self) -> None:
        """Start the processes; they get ready while the run does."""
        for process in self._processes:
            process.start()
        self._watch()

    def close(self) -> None:
        """End them."""
        self._given_up = True
        if self._watching:
            self._watching.cancel()
        for process in self._processes:
            process.close()

    def _watch(self) -> None:
        for process in self._processes:
            process.watch()
        self._watching = asyncio.get_running_loop().call_later(1.0, self._watch)

    async def read(self, fetched: Fetched, kind: str, part: dict[str, Any] | None = None) -> PageRead:
        """What an answer gives.

        Args:
            fetched: with its answer.
            kind: "article", "part" or "thread".
            part: what the request for a later part carried.

        Raises:
            ReadInLine: it can only be read here.
            PageLostError: it took too long, or its process with it.
            ReaderFailedError: its reader raised.
        """
        assert fetched.response is not None
        if self._given_up or self._only_in_line(fetched.reader):
            raise ReadInLine
        response = fetched.response
        answer = (response.url, response.status, dict(response.headers), response.body)
        job = Job(fetched.outlet, kind, {name: getattr(fetched, name) for name in _PLAIN}, answer, part)
        future: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        self._process_for(fetched.outlet).read(_Waiting(job, fetched.reader, future))
        try:
            done = await future
        except ReadInLine as in_line:
            if in_line.args and in_line.args[0]:
                self._in_line[fetched.reader.name] = True
            raise
        assert done.read is not None
        return done.read

    def _process_for(self, outlet: str) -> _Process:
        """The process that knows the paper, unless it has much more to do than another."""
        own = self._homes.get(outlet)
        least = min(self._processes, key=lambda process: len(process.waiting))
        if own is None or (not own.outlets[outlet] and len(own.waiting) >= len(least.waiting) + IDLE_ELSEWHERE):
            own = self._homes[outlet] = least
        return own

    def _only_in_line(self, reader: Paper) -> bool:
        found = self._in_line.get(reader.name)
        if found is None:
            try:
                pickle.dumps(recipe_of(reader))
                found = False
            except Exception as error:  # noqa: BLE001 - a site's class may hold whatever it likes
                log.debug("%s is read in the crawl's own process: %s", reader.name, error)
                found = True
            self._in_line[reader.name] = found
        return found

    def _give_up(self) -> None:
        """Processes cannot be started here: whatever is left is read in line."""
        if not self._given_up:
            self._given_up = True
            log.warning("Reader processes do not start here; pages are read in the crawl's own process (READERS=0)")
        for process in self._processes:
            for waiting in list(process.waiting):
                process._settle(waiting, ReadInLine())  # noqa: SLF001 - one room


def recipe_of(reader: Paper) -> Recipe:
    """How to make a reader like this one.

    Raises:
        ValueError: its class is not to be found by its name.
    """
    cls = type(reader)
    found: Any = sys.modules.get(cls.__module__)
    for part in cls.__qualname__.split("."):
        found = getattr(found, part, None)
    if found is not cls or cls.__module__ == "__main__":
        raise ValueError(f"{cls.__module__}.{cls.__qualname__} cannot be imported by another process")
    stated = {name: value for name, value in vars(reader).items() if name in _STATED}
    given = dict(getattr(reader, "given", None) or {})
    return Recipe(cls.__module__, cls.__qualname__, {**stated, "name": reader.name}, given)


def too_slow(seconds: float) -> str:
    """Why a page was given up, for its row of ``problem``."""
    return f"reading it took longer than {seconds:g} seconds (READER_SECONDS)"
