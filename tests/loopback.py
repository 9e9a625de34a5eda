"""Papers on loopback for tests: a real HTTP server whose answers a test states, and which keeps a log of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@dataclass
class Answer:
    """What the server sends for one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, value: Answer | str | bytes) -> Answer:
        if isinstance(value, Answer):
            return value
        body = value.encode() if isinstance(value, str) else value
        return cls(body, headers={"Content-Type": "text/html; charset=utf-8"})


class Paper:
    """One paper: answers by path, a log of requests. ``with Paper(...) as paper: paper.url``."""

    def __init__(self, answers: dict[str, Answer | str | bytes], *, otherwise: int = 404) -> None:
        self.answers = {path: Answer.of(value) for path, value in answers.items()}
        self.log: list[tuple[str, str, dict[str, str]]] = []
        paper = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                paper.log.append((self.command, self.path, dict(self.headers)))
                answer = (
                    paper.answers.get(self.path) or paper.answers.get(self.path.split("?")[0]) or Answer(b"", otherwise)
                )
                version = answer.headers.get("ETag")
                if version and self.headers.get("If-None-Match") == version:
                    answer = Answer(b"", 304, {"ETag": version})
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.status != 304:
                    self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.domain = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{self.domain}"

    def __enter__(self) -> Paper:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def asked(self) -> list[str]:
        return [path for _, path, _ in self.log]


def article_page(
    headline: str = "Footbridge opens in Mapleton",
    paragraphs: tuple[str, ...] = (),
    *,
    published: str = "2026-03-01T09:30:00-08:00",
    author: str = "Ada Reyes",
    comments: str = "",
    raw_headline: str | None = None,
) -> str:
    """A page of a fictional paper, plain markup; two paragraphs unless others are given."""
    texts = paragraphs or (
        f"The new footbridge over the Alder opened on Saturday morning, and {headline.lower()} was all the talk.",
        "“We waited eleven years for this,” said Mayor Lena Oak, who cut a ribbon that the school had sewn.",
        "The county paid for the steel, the town for the rest; the old ferry will stop running in the autumn.",
    )
    body = "".join(f"<p>{escape(text, quote=False)}</p>\n" for text in texts)
    return f"""<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>{escape(headline)} | Mapleton Courier</title>
<meta property="og:type" content="article"></head><body><nav><a href="/">Home</a> <a href="/about/">About</a></nav>
<main><article><h1 class="entry-title">{raw_headline or escape(headline)}</h1>
<p class="byline">By <a rel="author" href="/author/a/">{escape(author)}</a></p>
<time class="published" datetime="{published}">{published}</time>
<div class="entry-content">{body}</div></article>{comments}</main><footer>© Mapleton Courier</footer></body></html>"""


def comment(
    number: int | str, author: str, text: str, *, when: str = "2026-03-01T20:00:00-08:00", replies: str = ""
) -> str:
    """One comment as WordPress prints it."""
    inner = f'<ol class="children">{replies}</ol>' if replies else ""
    return f"""<li id="comment-{number}" class="comment even"><article id="div-comment-{number}" class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">{author}</b> <span class="says">says:</span></div>
<div class="comment-metadata"><a href="#comment-{number}"><time datetime="{when}">{when}</time></a></div></footer>
<div class="comment-content"><p>{text}</p></div></article>{inner}</li>"""


def thread(*comments: str) -> str:
    """A comment section as WordPress prints it."""
    return f'<div id="comments" class="comments-area"><h2>Comments</h2><ol class="comment-list">{"".join(comments)}</ol></div>'


def home(*paths: str, head: str = "") -> str:
    """A front page that links to *paths*."""
    links = "".join(f'<h2><a href="{path}">A headline that leads to {escape(path)}</a></h2>' for path in paths)
    return f"<!doctype html><html><head><title>Mapleton Courier</title>{head}</head><body><main>{links}</main></body></html>"


def sites_toml(path: Path, papers: dict[str, Paper]) -> Path:
    """A sites file of loopback papers."""
    path.write_text(
        "".join(
            f'[[site]]\nname = "{name}"\ndomain = "{paper.domain}"\nscheme = "http"\nplace = "Mapleton, Oregon"\n'
            f'timezone = "America/Los_Angeles"\nallow_private = true\n\n'
            for name, paper in papers.items()
        ),
        encoding="utf-8",
    )
    return path


def scrapy(
    *arguments: str, env: dict[str, str] | None = None, timeout: float = 120, **more: object
) -> subprocess.CompletedProcess[str]:
    """``scrapy ...`` as a user types it, in the project's folder, without the environment's proxies and database."""
    dropped = {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "NEWSCRAWL_DATABASE_URL", "NEWSCRAWL_CONTACT"}
    if arguments[0] == "crawl" and not any(argument.startswith("READERS=") for argument in arguments):
        arguments = (*arguments, "-s", "READERS=0")  # a process that reads takes longer to start than a test's pages
    clean = {name: value for name, value in os.environ.items() if name not in dropped and name.lower() not in dropped}
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT, env={**clean, **(env or {})}, capture_output=True, text=True, timeout=timeout, check=False, **more,
    )  # fmt: skip
