"""A process that reads pages for a crawl: ``python -m newscrawl.spiders.reading_process FD``.

It is started by :mod:`newscrawl.spiders.readers`, talks to it over one socket pair that nobody else holds, and ends when
that is closed, however its parent died.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from scrapy import Request
from scrapy.http import Headers, Response

from newscrawl.discovery.clock import Clock
from newscrawl.spiders.collecting import collect_seldom
from newscrawl.spiders.fetched import Fetched
from newscrawl.spiders.page_reading import PageRead, read_article_page, read_part_page, read_thread_page
from newscrawl.spiders.reading_answers import unpacked
from newscrawl.spiders.reading_messages import HEAD, Done, Job, News, Terms, packed, receive, send
from newscrawl.spiders.site_rules import SiteRules
from newscrawl.spiders.time_limit import TooSlowError, time_limit

if TYPE_CHECKING:
    from newscrawl.spiders.paper import Paper

MEMORY_AT_MOST = 4 << 30
"""Bytes of address space; a page that makes a reader want more costs itself, not the machine."""
_PR_SET_PDEATHSIG = 1


class PageDesk:
    """Reads one page after another."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._readers: dict[str, Paper | None] = {}
        self._rules = SiteRules(Clock())

    def read(self, job: Job) -> Done:
        """What comes of a page. Never raises."""
        try:
            reader = self._take(job.outlet, job.news)
            if reader is None:
                return Done(None, in_line=True, never=True)
            with time_limit(self._terms.seconds):
                known = set(reader.refusing)
                read = self._read(job, reader)
            return Done(read, refused=reader.refusing - known)
        except TooSlowError:
            return Done(None, too_slow=True)
        except Exception as error:  # noqa: BLE001 - a page may break any reader; it costs itself alone
            return Done(None, (type(error).__name__, str(error)[:2000], traceback.format_exc(limit=20)))

    def _take(self, outlet: str, news: News) -> Paper | None:
        """The paper's reader, with what is new of it; None where it cannot be made in this process."""
        if news.recipe is not None:
            try:
                self._readers[outlet] = news.recipe.make()
            except Exception:  # noqa: BLE001 - the code of a site, or its module, which another process may not find
                self._readers[outlet] = None
        reader = self._readers[outlet]
        if reader is None:
            return None
        if news.memory is not None:
            (reader.memory,) = news.memory
        if news.grounds is not None:
            self._rules.take_grounds(outlet, news.grounds)
        if news.refusing is not None:
            reader.refusing = set(news.refusing)
        return reader

    def _read(self, job: Job, reader: Paper) -> PageRead:
        url, status, headers, body = job.answer
        response = Response(url, status=status, headers=Headers(headers), body=body, request=Request(url))
        fetched = Fetched(reader=reader, response=response, **job.fetched)
        if job.kind == "thread":
            return read_thread_page(fetched)
        if job.kind == "part":
            return read_part_page(fetched, job.part or {})
        return read_article_page(fetched, self._terms.wishes, self._rules)


def main() -> None:
    """Read until nobody asks any more."""
    parent = os.getppid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the crawl ends as its own process decides
    _die_with(parent)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with socket.socket(fileno=int(sys.argv[1])) as connection:
        stream = connection.makefile("rwb", 1 << 18)
        with suppress(BrokenPipeError, ConnectionResetError):
            _serve(cast("BinaryIO", stream))
        with suppress(OSError):
            stream.close()  # what could not be sent is nobody's any more


def _serve(stream: BinaryIO) -> None:
    terms = receive(stream)
    if terms is None:
        return
    collect_seldom()
    desk = PageDesk(terms)
    send(stream, None)  # ready
    while (job := receive(stream)) is not None:
        done = desk.read(job)
        done.resident, done.number = resident(), job.number
        stream.write(_sendable(done))
        stream.flush()


def _sendable(done: Done) -> bytes:
    """The answer as it is sent; where its values are none that an answer may hold, the word that it is to be read in line."""
    try:
        message = packed(done)
        unpacked(message[HEAD.size :])  # a site's own reader may have made anything
    except Exception:  # noqa: BLE001 - a value of any kind may refuse to be sent
        return packed(Done(None, in_line=True, resident=done.resident, number=done.number))
    return message


def resident() -> int:
    """Megabytes that this process takes now; at most so far where the system does not say."""
    with suppress(OSError, ValueError, IndexError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") >> 20
    # kilobytes, on macOS bytes; of no use on Linux, where a new process begins with the figure of its parent
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (20 if sys.platform == "darwin" else 10)


def _die_with(parent: int) -> None:
    """Where Linux offers it: be killed with the parent even while a page is being read."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit()


if __name__ == "__main__":
    main()
