"""A crawl of our downloader's side whose requests carry a key; a program of its own: Twisted's reactor starts once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[2]


def redirected_headers(own: str, other: str, urls: list[str]) -> list[str]:
    """Ask for these with ``X-Api-Key`` and ``Authorization``; both papers' hosts may be asked. The statuses that came."""
    env = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    done = subprocess.run(
        [sys.executable, __file__, json.dumps([own, other, urls])],
        cwd=ROOT, env={**env, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.strip(), done.stderr[-3000:]
    return list(json.loads(done.stdout.strip().splitlines()[-1]))


def main(own: str, other: str, urls: list[str]) -> None:
    from scrapy import Request, Spider
    from scrapy.crawler import CrawlerProcess
    from scrapy.settings import Settings

    from newscrawl.fetching.pace import Pace

    came: list[str] = []

    class Keyed(Spider):
        name = "keyed"
        demo_proxy = None

        def __init__(self) -> None:
            super().__init__()
            self.pace = Pace()
            self.readers = {
                name: SimpleNamespace(domain=domain, scheme="http", allow_private=True)
                for name, domain in (("own", own), ("other", other))
            }

        async def start(self):
            for url in urls:
                headers = {"X-Api-Key": "secret", "Authorization": "Bearer secret"}
                meta = {"outlet": "own", "kind": "thread"}
                yield Request(
                    url, headers=headers, meta=meta, callback=self.parse, errback=self.failed, dont_filter=True
                )

        def parse(self, response):
            came.append(str(response.status))

        def failed(self, failure):
            came.append(repr(failure.value))

    settings = Settings()
    settings.setmodule("newscrawl.settings")
    settings.setdict({"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "SPIDER_MODULES": [], "LOG_LEVEL": "ERROR"})
    process = CrawlerProcess(settings)
    process.crawl(Keyed)
    process.start()
    print(json.dumps(came))


if __name__ == "__main__":
    main(*json.loads(sys.argv[1]))
