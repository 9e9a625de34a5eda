"""A paper changes its theme between two runs: who is told, how often, and with what exit code; logs of such a run as JSON."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from loopback import Answer, Paper, article_page, home, scrapy, sites_toml


class Hook:
    """A webhook that keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[dict] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                hook.told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/hook/secret"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def pages(run, *, plain=False):
    """A front page and ten articles; of the plain theme nothing says who wrote them and when."""
    found = {}
    paths = [f"/town/{run}-{number}-an-article-of-the-courier/" for number in range(10)]
    for number, path in enumerate(paths):
        published = (datetime.now(UTC) - timedelta(hours=number + 1)).isoformat()
        page = article_page(f"Article {run} {number} of the town", published=published)
        if plain:
            before, _, rest = page.partition('<p class="byline">')
            page = before + rest.partition("</time>")[2]
        found[path] = page
    return {"/": home(*paths, head=f"<meta name=run content={run}>"), **found}


def test_a_theme_that_changes_is_told_once_and_so_is_its_mending(tmp_path):
    database = ("-s", f"DATABASE_URL=sqlite:///{tmp_path / 'news.db'}")
    with Paper(pages(1)) as paper, Hook() as hook:
        sites = sites_toml(tmp_path / "sites.toml", {"courier": paper})

        def crawl(days):
            done = scrapy(
                "crawl", "localnews", "-a", f"sites={sites}", *database, "-s", f"CLOCK_OFFSET={days}d", "-s", "DOWNLOAD_DELAY=0",
                "-s", f"ALARM_WEBHOOK={hook.url}", "-s", "LOG_JSON=1", "-L", "INFO", "-s", "PROGRESS_EVERY=0.2",
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            return done

        def sites_say(days, *more):
            return scrapy("sites", *database, "-s", f"CLOCK_OFFSET={days}d", "-s", f"ALARM_WEBHOOK={hook.url}", *more)

        logged = crawl(0).stderr.splitlines()
        assert hook.told == []
        lines = [json.loads(line) for line in logged]  # every line is one object
        assert {"time", "level", "logger", "message"} <= lines[0].keys()
        assert any(line.get("progress") for line in lines)

        paper.answers = {path: Answer.of(page) for path, page in pages(2, plain=True).items()}
        crawl(1)
        said = sites_say(1)
        assert said.returncode == 1, said.stdout
        assert "broken\tcourier" in said.stdout
        assert "authors fell from 100 % to 0 % of 10" in said.stdout
        assert "published fell from 100 % to 0 % of 10" in said.stdout
        [told] = hook.told
        assert told["text"].startswith("newscrawl: 1 paper needs a look\nbroken: courier: ")
        assert set(told["changed"][0]["fields"]) >= {"authors", "published"}
        assert sites_say(1, "--tell").returncode == 1
        assert len(hook.told) == 1  # it is known

        paper.answers = {path: Answer.of(page) for path, page in pages(3).items()}
        crawl(2)
        said = sites_say(2)
        assert said.returncode == 0, said.stdout
        assert said.stdout.splitlines()[1].startswith("ok\tcourier")
        assert [one["text"].splitlines()[1] for one in hook.told[1:]] == ["well again: courier (it was broken)"]


@pytest.mark.parametrize("every", [0, 0.1])
def test_in_a_pipe_it_says_how_far_it_is_now_and_then(tmp_path, every):
    with Paper(pages(1) | {"/gone": Answer(b"", 404)}) as paper:
        sites = sites_toml(tmp_path / "sites.toml", {"courier": paper})
        done = scrapy("crawl", "localnews", "-a", f"sites={sites}", "-s", f"DATABASE_URL=sqlite:///{tmp_path / 'news.db'}",
                      "-s", "DOWNLOAD_DELAY=0", "-s", f"PROGRESS_EVERY={every}")  # fmt: skip
    told = [line for line in done.stderr.splitlines() if "/s)" in line]
    assert bool(told) == bool(every), done.stderr
    assert all(line[2] == ":" for line in told)
