"""Papers whose readers misbehave; in a module of their own, where another process finds them."""

import os
import signal
import time
from datetime import UTC, datetime

from newscrawl.reading.fields import FieldError
from newscrawl.spiders.news import NewsSpider


class OddPaper(NewsSpider):
    """Reads as any paper does, but for pages that say what is to go wrong."""

    name = "odd_paper"
    domain = "oddpaper.example"
    place = "Mapleton, Oregon"
    timezone = "America/Los_Angeles"

    def read_article(self, html, url):
        if b"KILLED" in html:
            os.kill(os.getpid(), signal.SIGKILL)
        if b"RAISES" in html:
            raise FieldError("there is no such field")
        if b"SLOW" in html:
            until = time.monotonic() + 20
            while time.monotonic() < until:
                pass
        if b"STUCK" in html:  # as in a library that no signal reaches
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
            time.sleep(20)
        raw = super().read_article(html, url)
        raw["section"] = "Odd"
        raw["dek"] = f"read on {datetime.now(UTC):%Y} by {os.getpid()}" if b"WHO" in html else raw["dek"]
        return raw


class WithFunction(OddPaper):
    """A field by a function, which is found in its class and not sent."""

    name = "with_function"
    fields = {"headline": lambda page: "By a function"}  # noqa: RUF012


def read_or_die(pages, _memories, _few):
    """Stands for the reading of kept pages; one that says KILLED ends its process."""
    for page in pages:
        if "KILLED" in page.page:
            os.kill(os.getpid(), signal.SIGKILL)
    return [page.page for page in pages]
