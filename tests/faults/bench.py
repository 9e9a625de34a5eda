"""The bench: a made-up paper of any size behind a server that keeps its own log, which alone decides what was lost.

One seed gives one paper. Each article has one quote and a thread of comments; feed, sitemap and front page name them all;
every answer has an ETag of its own that never changes.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from loopback import article_page, comment, home, thread

if TYPE_CHECKING:
    from collections.abc import Callable
    from socket import socket

Fault = "Callable[[Handler, Answer], None]"


@dataclass(slots=True)
class Answer:
    """What the paper says at one path, before any fault."""

    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Served:
    """One line of the server's log."""

    at: float
    """Seconds, monotonic, when the request came."""
    path: str
    status: int = 0
    sent: int = 0
    """Bytes of the body."""
    finished: bool = False
    """The whole answer was handed to the system."""
    host: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    took: float = 0.0
    """Seconds until the answer ended."""


class Bench:
    """``with Bench(articles=40, seed=1) as paper``: serves, logs, and knows what there is to find."""

    def __init__(
        self,
        articles: int = 20,
        comments: int = 3,
        *,
        seed: int = 1,
        name: str = "courier",
        pause: float = 0.0,
        address: str = "127.0.0.1",
        listed: bool = True,
    ) -> None:
        """Make the paper.

        Args:
            articles: how many.
            comments: under each article.
            seed: of its words.
            name: as the sites file names it.
            pause: seconds that each answer takes.
            address: of loopback.
            listed: the front page names every article; else the sitemap alone does.
        """
        self.name, self.pause, self.seed = name, pause, seed
        self.log: list[Served] = []
        self.faults: dict[str, Callable[[Handler, Answer], None]] = {}
        self.quotes = dict.fromkeys((_path(name, n) for n in range(articles)), 1)
        self.comments: dict[str, list[str]] = {}
        self.answers: dict[str, Answer] = {}
        self.connections: list[float] = []
        self._server = _Server((address, 0), Handler, self)
        self.domain = f"{address}:{self._server.server_address[1]}"
        self.url = f"http://{self.domain}"
        for number, path in enumerate(self.quotes):
            ids = [str(1000 * (number + 1) + n) for n in range(comments)]
            self.comments[path] = ids
            self.answers[path] = Answer(_article(number, ids, seed).encode())
        self._list_them(listed=listed)

    def _list_them(self, *, listed: bool) -> None:
        paths = list(self.quotes)
        feed = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
        self.answers["/"] = Answer(home(*(paths if listed else paths[:5]), head=feed).encode())
        entries = "".join(
            f"<item><title>Story {n}</title><link>{self.url}{path}</link><guid>{self.url}{path}</guid></item>"
            for n, path in enumerate(paths[:10])
        )
        rss = f'<rss version="2.0"><channel><title>{self.name}</title>{entries}</channel></rss>'
        self.answers["/feed/"] = Answer(rss.encode(), "application/rss+xml")
        urls = "".join(f"<url><loc>{escape(self.url + path)}</loc></url>" for path in paths)
        xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        self.answers["/sitemap.xml"] = Answer(xml.encode(), "application/xml")
        robots = f"User-agent: *\nDisallow: /closed/\nSitemap: {self.url}/sitemap.xml\n"
        self.answers["/robots.txt"] = Answer(robots.encode(), "text/plain")

    def __enter__(self) -> Bench:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.ending.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def ending(self) -> threading.Event:
        """Set when the server goes: answers that hang end then."""
        return self._server.ending

    def entry(self, **more: object) -> str:
        """Its entry in a sites file (TOML)."""
        said = {
            "name": self.name,
            "domain": self.domain,
            "scheme": "http",
            "place": "Mapleton, Oregon",
            "timezone": "America/Los_Angeles",
            "allow_private": True,
            **more,
        }
        lines = (
            f"{name} = {str(value).lower() if isinstance(value, bool) else repr(value)}" for name, value in said.items()
        )
        return "[[site]]\n" + "\n".join(lines) + "\n\n"

    def served_whole(self, since: int = 0) -> set[str]:
        """Articles' paths that were sent whole with status 200, from line *since* of the log on."""
        return {s.path for s in self.log[since:] if s.finished and s.status == 200 and s.path in self.quotes}

    def asked(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(served.path for served in self.log)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handler: type[Handler], paper: Bench) -> None:
        super().__init__(address, handler)
        self.paper = paper
        self.ending = threading.Event()

    def get_request(self) -> tuple[socket, object]:
        accepted = super().get_request()
        self.paper.connections.append(time.monotonic())
        return accepted

    def handle_error(self, *_: object) -> None:
        """A client that was killed is no error of the server's."""


class Handler(BaseHTTPRequestHandler):
    """Answers from the paper, or by the fault that stands at the path."""

    protocol_version = "HTTP/1.1"
    server: _Server
    line: Served

    def do_GET(self) -> None:
        paper = self.server.paper
        self.line = Served(time.monotonic(), self.path, host=self.headers.get("Host", ""), headers=dict(self.headers))
        paper.log.append(self.line)
        if paper.pause:
            self.server.ending.wait(paper.pause)
        bare = self.path.split("?")[0]
        answer = paper.answers.get(self.path) or paper.answers.get(bare) or Answer(b"not here", status=404)
        fault = paper.faults.get(self.path) or paper.faults.get(bare)
        try:
            if fault is not None:
                fault(self, answer)
            else:
                self.answer(answer)
        except OSError:
            self.close_connection = True
        self.line.took = time.monotonic() - self.line.at

    do_POST = do_GET  # noqa: N815 - http.server's name

    def answer(self, answer: Answer) -> None:
        """The whole answer; 304 where the client has this version."""
        etag = f'"{self.server.paper.seed}-{abs(hash(self.path)) % 10**9}"'
        if answer.status == 200 and self.headers.get("If-None-Match") == etag:
            self.head(304, {"ETag": etag})
        else:
            self.head(
                answer.status,
                {"Content-Type": answer.kind, "Content-Length": str(len(answer.body)), "ETag": etag, **answer.headers},
            )
            self.send(answer.body)
        self.wfile.flush()
        self.line.finished = True

    def head(self, status: int, headers: dict[str, str]) -> None:
        """Status line and headers."""
        self.line.status = status
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def send(self, body: bytes) -> None:
        """Some bytes of the body."""
        self.wfile.write(body)
        self.line.sent += len(body)

    def log_message(self, *_: object) -> None:
        """The paper keeps its own log."""


def _path(name: str, number: int) -> str:
    return f"/2026/03/{1 + number % 28:02}/{name}-story-number-{number}/"


def _article(number: int, ids: list[str], seed: int) -> str:
    """A page of the paper: its words are drawn, so that no two articles are taken for one text."""
    draw = random.Random(f"{seed}/{number}")
    words = ["".join(draw.choice("bdfgklmnprst") + draw.choice("aeiou") for _ in range(3)) for _ in range(60)]

    def sentence() -> str:
        return " ".join(draw.choices(words, k=12)).capitalize() + "."

    texts = (
        " ".join(sentence() for _ in range(4)),
        f"“{sentence()[:-1]},” said Mayor Lena Oak, who spoke for {draw.choice(words)} of them.",
        " ".join(sentence() for _ in range(3)),
    )
    below = thread(*(comment(one, f"{draw.choice(words).title()}", sentence()) for one in ids)) if ids else ""
    return article_page(f"{words[0].title()} {words[1]} number {number}", texts, comments=below)
