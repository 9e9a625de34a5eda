"""All hosts of a small world on one loopback server: a paper, and the servers of its comment platforms.

The crawl's https requests are brought here by :mod:`comments.servers.handler`, which says in a header whom they were for.
A platform's host fails as hosts do: its second request is answered 429 with Retry-After, its third 500. After the first
page of a thread was sent, two comments are deleted.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from loopback import Answer

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Asked:
    """A request as it came."""

    method: str
    host: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: str
    url: str = ""

    def one(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[0]

    def number(self, name: str, default: int) -> int:
        return int(self.one(name) or default)


@dataclass
class World:
    """``with World({host: answer}) as world``; *moody* hosts fail at first."""

    hosts: dict[str, Callable[[Asked], Answer | None]]
    moody: frozenset[str] = frozenset()
    log: list[Asked] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, asked: Asked) -> Answer:
        with self._lock:
            self.log.append(asked)
            if asked.path == "/robots.txt":
                rules = b"User-agent: *\nDisallow: /members/api/comments/counts/\n"  # as Ghost's own
                return Answer(rules, headers={"Content-Type": "text/plain"})
            if asked.host in self.moody:
                nth = self._counts[asked.host] = self._counts.get(asked.host, 0) + 1
                if nth == 2:
                    return Answer(b"slow down", 429, {"Retry-After": "1"})
                if nth == 3:
                    return Answer(b"oh", 500)
            serve = self.hosts.get(asked.host)
            return (serve(asked) if serve else None) or Answer(b"not here", 404)

    def __enter__(self) -> World:
        world = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length).decode() if length else ""
                parts = urlsplit(self.path)
                host = self.headers.get("X-Asked-Host") or self.headers["Host"]
                query = parse_qs(parts.query, keep_blank_values=True)
                url = f"https://{host}{self.path}"
                answer = world.answer(Asked(self.command, host, parts.path, query, dict(self.headers), body, url))
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            do_POST = do_GET  # noqa: N815 - http.server's name

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
