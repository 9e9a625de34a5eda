"""A page to be read by a command: fetched politely with the later pages of its article, or taken from a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.items import PageKind
from newscrawl.scouting.page import Part, few_headers, read_one, read_parts, reader_for, utc_now
from newscrawl.scouting.visits import check_visit, visit
from newscrawl.spiders.sites_file import SitesFileError, read_sites_file
from newscrawl.urls import is_http

if TYPE_CHECKING:
    from datetime import datetime

    from scrapy.settings import Settings

    from newscrawl.scouting.page import PageRead
    from newscrawl.scouting.visits import Visitor
    from newscrawl.spiders.news import NewsSpider
    from newscrawl.spiders.site import Site

LARGEST = 64 * 1024 * 1024
"""Bytes of a saved page."""
NOWHERE = "https://page.invalid/"
"""The address of a file that was given none (RFC 6761 keeps the name from everybody)."""


class TakingError(Exception):
    """There is no page to read. The message names the reason and the fix."""


@dataclass(slots=True)
class Taken:
    """A page that was read."""

    read: PageRead
    reader: NewsSpider
    stated: bool
    """Whether its paper is known, or was made up for it (in UTC)."""
    at: datetime


def take(
    text: str, settings: Settings, *, url: str | None = None, sites: str | None = None, allow_private: bool = False
) -> Taken:
    """Read the page that *text* names.

    Args:
        text: an address, or a file.
        settings: of the project.
        url: the address of a file's page.
        sites: a sites file with the paper's entry.
        allow_private: the address is of the user's own machine or network.

    Raises:
        TakingError: no such file, or the site gives no page.
        ArgumentError: nobody is told who asks.
        KeyboardInterrupt: a person ended it.
    """
    entries = _entries(sites)
    if is_http(text):
        return _fetched(text, settings, entries, allow_private=allow_private)
    if url is not None and not is_http(url):
        raise TakingError(f"--url {url!r} is no http address")
    try:
        body = Path(text).read_bytes()
    except OSError as error:
        fix = "; an address begins with https://" if "/" not in text.rstrip("/") and "." in text else ""
        raise TakingError(f"{text}: {error.strerror or error}{fix}") from None
    if len(body) > LARGEST:
        raise TakingError(f"{text}: more than {LARGEST:,} bytes")
    address = url or NOWHERE
    reader, stated = reader_for(address, entries, allow_private=True)
    now = utc_now()
    return Taken(read_one([Part(address, body)], reader, settings, now), reader, stated, now)


def _entries(sites: str | None) -> list[Site]:
    if sites is None:
        return []
    try:
        return read_sites_file(Path(sites))
    except SitesFileError as error:
        raise TakingError(f"--sites: {error}") from None


def _fetched(url: str, settings: Settings, entries: list[Site], *, allow_private: bool) -> Taken:
    reader, stated = reader_for(url, entries, allow_private=allow_private)
    site = reader.site
    check_visit(settings, [site])
    found: list[Taken] = []
    missing: list[str] = []

    async def errand(visitor: Visitor) -> None:
        answer = await visitor.get(url, site, PageKind.ARTICLE)
        if answer.reason is not None:
            missing.append(answer.reason)
            return
        now = utc_now()
        first = Part(answer.url, answer.body, few_headers(answer.headers), answer.status)
        reading = read_parts(first, reader, settings, now)
        try:
            wanted = next(reading)
            while True:
                later = await visitor.get(wanted, site, PageKind.ARTICLE)
                part = Part(wanted, later.body, few_headers(later.headers), later.status)
                wanted = reading.send(part if later.status else None)
        except StopIteration as end:
            found.append(Taken(end.value, reader, stated, now))

    ended = visit(settings, [site], errand)
    if missing:
        private = "; --allow-private reads from your own machine or network" if "private address" in missing[0] else ""
        raise TakingError(f"{url}: {missing[0].partition('; the site')[0]}{private}")
    if not found or not ended:
        raise KeyboardInterrupt
    return found[0]
