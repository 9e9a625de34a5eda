"""A server on loopback whose answers are a function of path and of how often it was asked, with a log of moments."""

from __future__ import annotations

import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN = (200, {}, b"fine")


class Moody:
    """``with Moody(lambda path, nth: (status, headers, body)) as server``; status 0 hangs, -1 sends no HTTP, -2 hangs up."""

    def __init__(
        self, answer: Callable[[str, int], tuple[int, dict[str, str], bytes]], host: str = "127.0.0.1"
    ) -> None:
        self.log: list[tuple[str, float]] = []
        self.most_at_once = self._at_once = 0
        self._lock, self._times, self._end = threading.Lock(), Counter(), threading.Event()
        moody = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                with moody._lock:
                    moody.log.append((self.path, time.monotonic()))
                    moody._times[self.path] += 1
                    nth = moody._times[self.path]
                    moody._at_once += 1
                    moody.most_at_once = max(moody.most_at_once, moody._at_once)
                status, headers, body = answer(self.path, nth)
                if status == 0:
                    moody._end.wait(60)
                with moody._lock:
                    moody._at_once -= 1
                if status <= 0:
                    self.close_connection = True
                    if status == -1:
                        self.wfile.write(b"\x00\x01 no HTTP at all\r\n\r\n")
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self.domain = f"{host}:{self._server.server_address[1]}"
        self.url = f"http://{self.domain}"

    def __enter__(self) -> Moody:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._server.shutdown()
        self._server.server_close()

    def asked(self) -> list[str]:
        return [path for path, _moment in self.log]
