"""Which pages of a paper with ``js = true`` need a browser: those that, as they came, hold nothing to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.discovery.listings import article_links
from newscrawl.items import PageKind
from newscrawl.markup import open_page
from newscrawl.spiders.outcomes import no_page
from newscrawl.spiders.time_limit import TooSlowError, time_limit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.http import Response

    from newscrawl.spiders.paper import Paper

SHORT = 300
"""Characters; a text that is shorter may be the teaser of one that scripts fetch. A short item is shown, and stays short."""
FEW_LINKS = 3
"""A front or section page that links fewer articles has its list made by scripts."""
LISTINGS = frozenset({"home", "section"})


def needs_browser(reader: Paper, meta: Mapping[str, Any], response: Response, seconds: float = 0) -> bool:
    """Whether a page is to be shown by a browser. A broken reader is found out where the page is read, as is a slow one.

    Args:
        reader: the paper.
        meta: of the request: ``kind`` and ``hint``.
        response: the page as it came, with whatever text and data is embedded in it.
        seconds: that reading it may take (``READER_SECONDS``).
    """
    kind = meta.get("kind")
    listing = kind == PageKind.SOURCE and (meta.get("hint") or {}).get("source") in LISTINGS
    if not reader.site.js or not (listing or kind == PageKind.ARTICLE):  # robots.txt has no kind
        return False
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    is_html = "html" in content_type.lower() if content_type else response.body.lstrip().startswith(b"<")
    if response.status != 200 or not is_html or no_page(response):
        return False
    try:
        with time_limit(seconds):
            page = open_page(response.body, response.url, content_type)
            if listing:
                return sum(link.kind == "article" for link in article_links(page, reader.domain)) < FEW_LINKS
            reader.opened = (response.body, page)
            read = reader.read_article(response.body, response.url)
    except (Exception, TooSlowError):  # noqa: BLE001 - a site's own reader may do anything
        return False
    text = read.get("paragraphs") or [] if read.get("is_article") else []
    return sum(map(len, text)) < SHORT
