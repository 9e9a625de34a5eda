"""A crawl with the project's downloader and nothing behind it, run as a program of its own: Twisted's reactor starts once.

``run(papers, urls)`` asks for all URLs at once and says what came of each.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def start(papers: dict[str, str], urls: list[tuple[str, str]], **settings: Any) -> subprocess.Popen[str]:
    """The program; *papers* are names and domains, *urls* pairs of a paper's name and a URL."""
    env = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    order = json.dumps({"papers": papers, "urls": urls, "settings": settings})
    return subprocess.Popen(
        [sys.executable, __file__, order],
        cwd=ROOT, env={**env, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def finish(program: subprocess.Popen[str], timeout: float = 30) -> dict[str, str]:
    """What came of each URL: the status, or the error's class and words."""
    out, err = program.communicate(timeout=timeout)
    assert out.strip(), err[-3000:]
    return json.loads(out.strip().splitlines()[-1])


def run(papers: dict[str, str], urls: list[tuple[str, str]], **settings: Any) -> dict[str, str]:
    return finish(start(papers, urls, **settings))


def main(order: dict[str, Any]) -> None:
    from scrapy import Request, Spider
    from scrapy.crawler import CrawlerProcess
    from scrapy.settings import Settings

    from newscrawl.fetching.pace import Pace

    results: dict[str, str] = {}

    class SmallSpider(Spider):
        name = "small"
        demo_proxy = None

        def __init__(self) -> None:
            super().__init__()
            self.pace = Pace()
            self.readers = {
                name: SimpleNamespace(domain=domain, scheme="http", allow_private=name != "evil")
                for name, domain in order["papers"].items()
            }

        async def start(self):
            for outlet, url in order["urls"]:
                meta = {"outlet": outlet, "kind": "article"}
                yield Request(url, callback=self.parse, errback=self.failed, meta=meta)

        def parse(self, response):
            results[response.request.url] = str(response.status)

        def failed(self, failure):
            results[failure.request.url] = f"{type(failure.value).__name__}: {failure.value}"

    settings = Settings()
    settings.setmodule("newscrawl.settings")
    settings.setdict({"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "SPIDER_MODULES": [], "LOG_LEVEL": "INFO"})
    settings.setdict(order["settings"])
    process = CrawlerProcess(settings)
    process.crawl(SmallSpider)
    started = time.monotonic()
    process.start()
    print(json.dumps({**results, "seconds": time.monotonic() - started}))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
