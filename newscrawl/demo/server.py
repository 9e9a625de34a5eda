"""A forward proxy on loopback that answers for the demo's three hosts and for nobody else.

Because it is a proxy, the papers keep their own addresses (``http://harborledger.example/``) whichever port is free.
"""

from __future__ import annotations

import threading
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from newscrawl.demo.papers import PAPERS
from newscrawl.demo.stories import edition
from newscrawl.demo.themes import plain, static, wordpress
from newscrawl.demo.themes.parts import Served

if TYPE_CHECKING:
    from newscrawl.demo.papers import Paper

_BUILD = {"wordpress": wordpress.build, "plain": plain.build, "static": static.build}
_OTHERS = Served(b"This proxy answers for the papers of newscrawl's demo only.\n", "text/plain; charset=utf-8", 502)


@cache
def site(name: str, day: int = 0) -> dict[str, Served]:
    """Every answer of the paper *name* on *day*, by path (with the query where the query counts)."""
    paper = _paper(name)
    return _BUILD[paper.theme](paper, edition(name, day))


def answer(url: str, day: int = 0) -> Served:
    """What an absolute *url* answers on *day*: a page, a redirect, 404, or 502 for a foreign host."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return _OTHERS
    paper = next((paper for paper in PAPERS if paper.domain == host), None)
    if paper is None or parts.scheme != "http":
        return _OTHERS
    if paper.theme == "static" and parts.path == f"{static.INTERFACE}/":
        return static.answer(paper, edition(paper.name, day), parts.query)
    pages = site(paper.name, day)
    path = parts.path or "/"
    asked = f"{path}?{parts.query}" if parts.query else path
    return pages.get(asked) or pages.get(path) or _missing(paper)


def _missing(paper: Paper) -> Served:
    head = f"<!DOCTYPE html><html lang='{paper.language}'><head><title>Not found</title></head>"
    return Served(f"{head}<body><h1>Not here</h1></body></html>".encode(), status=404)


def _paper(name: str) -> Paper:
    return next(paper for paper in PAPERS if paper.name == name)


class DemoServer:
    """The proxy. ``with DemoServer() as server: ...`` serves until the block ends; *day* is 0 or 1 (see :func:`edition`).

    Attributes:
        day: which day's papers are served; may be set while it runs.
        requests: every request answered: method, URL, status.
    """

    def __init__(self, day: int = 0, port: int = 0) -> None:
        self.day = day
        self.requests: list[tuple[str, str, int]] = []
        self._port = port
        self._server: ThreadingHTTPServer | None = None

    def start(self) -> None:
        """Begins to serve, in a thread of its own.

        Raises:
            OSError: the port is taken.
        """
        handler = type("Handler", (_Handler,), {"demo": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="demo", daemon=True).start()

    def close(self) -> None:
        """Stops serving; a second call does nothing."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def proxy_url(self) -> str:
        """``http://127.0.0.1:PORT``, for ``meta["proxy"]`` or ``http_proxy``.

        Raises:
            RuntimeError: it was not started.
        """
        if self._server is None:
            raise RuntimeError("the demo's server is not running: call start() first")
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


class _Handler(BaseHTTPRequestHandler):
    """Answers absolute request lines (``GET http://host/path HTTP/1.1``), as RFC 9112 section 3.2.2 has proxies do."""

    demo: DemoServer
    protocol_version = "HTTP/1.1"
    server_version = "newscrawl-demo"
    sys_version = ""
    timeout = 30
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def do_CONNECT(self) -> None:
        self.close_connection = True
        self._answer()

    def _answer(self) -> None:
        served = answer(self.path, self.demo.day) if self.path.startswith("http://") else _OTHERS
        status = 304 if served.status == HTTPStatus.OK and self._is_known(served) else served.status
        self.demo.requests.append((self.command, self.path, status))
        self.send_response(status)
        if served.status == HTTPStatus.OK:
            self.send_header("ETag", served.etag)
            if served.last_modified:
                self.send_header("Last-Modified", _http_date(served))
        if served.location:
            self.send_header("Location", served.location)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", served.content_type)
            self.send_header("Content-Length", str(len(served.body)))
        self.end_headers()
        if self.command != "HEAD" and status != HTTPStatus.NOT_MODIFIED:
            self.wfile.write(served.body)

    def _is_known(self, served: Served) -> bool:
        """Whether the client holds these very bytes (RFC 9110 section 13.2.2: If-None-Match goes before the date)."""
        if tags := self.headers.get("If-None-Match"):
            return tags.strip() == "*" or served.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        since = self.headers.get("If-Modified-Since")
        if not since or served.last_modified is None:
            return False
        try:
            return served.last_modified <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base's name)
        """Says nothing: ``requests`` holds it."""


def _http_date(served: Served) -> str:
    assert served.last_modified is not None
    return format_datetime(served.last_modified.astimezone(UTC), usegmt=True)
