"""Finds every article of a real WordPress by its name and domain alone; then without its feeds, sitemaps or interface.

    python tests/benchmarks/wordpress.py [--seed 31] [--port 8391] [--address 127.0.0.91] [--dir DIR]

Starts ``servers/wordpress`` of the shared folder (or uses the one that runs in DIR) and crawls it three times, each into a
fresh database, through a proxy of ours that answers 404 for what the paper is not to have. Prints how many of the truth's
articles each crawl found; ends with 1 where one is missing. Run by ``tests/spiders/test_wordpress.py``, too.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from loopback import SHARED, scrapy

from newscrawl.urls import canonical_url

SERVER = SHARED / "servers" / "wordpress"
LISTED = r"/feed/?(?:$|\?)|[?&]feed=|/(?:wp-)?sitemap[^/]*\.xml|/robots\.txt|/feed\."
"""Feeds and sitemaps, and the robots.txt that names them."""
CASES = {
    "all that it has": "",
    "without feeds and sitemaps": LISTED,
    "without REST and sitemaps": r"/wp-json|[?&]rest_route=|/(?:wp-)?sitemap[^/]*\.xml|/robots\.txt",
    "home page and sections alone": rf"/wp-json|[?&]rest_route=|{LISTED}",
}


class Gate(BaseHTTPRequestHandler):
    """An HTTP proxy that answers 404 for the addresses that ``server.shut`` matches."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        self.server.log.append(target)
        if self.server.shut and re.search(self.server.shut, target):
            self._send(404, {"Content-Type": "text/html"}, b"<h1>Not found</h1>")
            return
        headers = {name: value for name, value in self.headers.items() if not name.lower().startswith("proxy-")}
        connection = HTTPConnection(parts.hostname, parts.port or 80, timeout=60)
        connection.request(self.command, target, headers={**headers, "Connection": "close"})
        answer = connection.getresponse()
        body = answer.read()
        kept = {
            n: v
            for n, v in answer.getheaders()
            if n.lower() not in {"connection", "transfer-encoding", "content-length"}
        }
        connection.close()
        self._send(answer.status, kept, body)

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status not in {204, 304}:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def gate(shut: str):
    """A proxy that shuts what *shut* matches; its address and its log."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gate)
    server.daemon_threads, server.shut, server.log = True, shut, []
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", server.log
    server.shutdown()
    server.server_close()


def started(seed: int, port: int, address: str, folder: Path) -> Path:
    """The truth of a WordPress that runs in *folder*, started where it does not."""
    command = [
        str(SERVER / "start"),
        "--seed",
        str(seed),
        "--port",
        str(port),
        "--address",
        address,
        "--dir",
        str(folder),
    ]
    command += ["--theme", "twentytwentyone", "--markup", "plain"]
    subprocess.run(
        command, env={**os.environ, "PYTHON": sys.executable}, cwd=SERVER, check=True, capture_output=True, timeout=400
    )
    return folder / "truth.json"


def stopped(folder: Path) -> None:
    """End the WordPress of *folder*."""
    subprocess.run(
        [str(SERVER / "stop"), str(folder), "--delete"], cwd=SERVER, check=False, capture_output=True, timeout=60
    )


def crawl(truth: Path, shut: str, folder: Path) -> tuple[set[str], set[str], int]:
    """The truth's articles, those of them that a crawl stored, and the requests that it made."""
    told = json.loads(truth.read_text(encoding="utf-8"))
    wanted = {canonical_url(article["url"]) for article in told["articles"]}
    domain = urlsplit(told["articles"][0]["url"]).netloc
    sites, database = folder / "sites.toml", folder / "news.db"
    sites.write_text(
        f'[[site]]\nname = "paper"\ndomain = "{domain}"\nscheme = "http"\nplace = "Mapleton, Oregon"\n'
        'timezone = "America/Los_Angeles"\nallow_private = true\n',
        encoding="utf-8",
    )
    with gate(shut) as (proxy, log):
        result = scrapy(
            "crawl", "localnews", "-a", f"sites={sites}", "-s", f"DATABASE_URL=sqlite:///{database}",
            env={"http_proxy": proxy}, timeout=280,
        )  # fmt: skip
    assert result.returncode == 0, result.stderr + result.stdout
    with sqlite3.connect(database) as base:
        found = {canonical_url(url) for (url,) in base.execute("SELECT url FROM v_address")}
    return wanted, wanted & found, len(log)


def main() -> int:
    """Crawl in each case; 1 where an article is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=31)
    parser.add_argument("--port", type=int, default=8391)
    parser.add_argument("--address", default="127.0.0.91")
    parser.add_argument("--dir", type=Path, default=Path(tempfile.gettempdir()) / "newscrawl-wordpress")
    told = parser.parse_args()
    truth = started(told.seed, told.port, told.address, told.dir)
    short = False
    for name, shut in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            wanted, found, requests = crawl(truth, shut, Path(folder))
        print(f"{name:32} {len(found)} of {len(wanted)} articles, {requests} requests")
        for url in sorted(wanted - found)[:10]:
            print(f"    missing: {url}")
        short = short or found != wanted
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
