"""Sitemaps: urlset, index, news, plain text, feeds used as one; packed, cut off and malformed ones too.

The format (https://www.sitemaps.org/protocol.html, https://developers.google.com/search/docs/crawling-indexing/sitemaps)
is flat, so it is scanned tag by tag: no XML parser that would stop at a bare ampersand, none that expands entities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from newscrawl.cleaning import squeeze
from newscrawl.discovery.feeds import ROOTS as FEED_ROOTS
from newscrawl.discovery.feeds import read_feed
from newscrawl.discovery.soundxml import decoded, from_root, unescaped, unpacked, without_sections
from newscrawl.discovery.stamps import iso_stamp
from newscrawl.urls import joined

MAX_ENTRIES = 200_000
"""Four times what the protocol allows in one file; the rest is not read."""

WELL_KNOWN_SITEMAPS = (
    "/sitemap.xml",  # the default of https://www.sitemaps.org/protocol.html#location, and of Ghost, Drupal, Squarespace
    "/sitemap_index.xml",  # Yoast SEO (WordPress)
    "/wp-sitemap.xml",  # WordPress since 5.5
    "/news-sitemap.xml",  # Yoast News SEO
    "/sitemap-news.xml",  # XML Sitemap & Google News (WordPress), Ghost themes
    "/sitemap.xml.gz",
    "/tncms/sitemap/news.xml",  # BLOX
    "/tncms/sitemap/index.xml",  # BLOX
    "/arc/outboundfeeds/sitemap-index/?outputType=xml",  # Arc XP
    "/arc/outboundfeeds/news-sitemap-index/?outputType=xml",  # Arc XP
)
"""Paths at which sitemaps stand that robots.txt does not name, likeliest first; with the systems that do so."""

_ROOTS = re.compile(r"<(?:[\w-]+:)?(?:urlset|sitemapindex|url|sitemap)(?=[\s>])", re.IGNORECASE)
_TAG = re.compile(r"<(?P<end>/?)(?:(?P<prefix>[\w.-]++):)?(?P<name>[\w.-]++)[^<>]*+>")
_ENTRIES = frozenset(["url", "sitemap"])
_FIELDS = frozenset(["loc", "lastmod", "title", "publication_date"])
_FOREIGN = frozenset(["image", "video", "xhtml", "mobile"])
"""Prefixes of extensions whose ``loc`` and ``title`` are not the page's."""


@dataclass(slots=True)
class _Reader:
    """What has been read so far of one sitemap."""

    base: str
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    sitemaps: dict[str, str | None] = field(default_factory=dict)
    entry: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    """Open elements within the entry."""

    @property
    def full(self) -> bool:
        return len(self.pages) + len(self.sitemaps) >= MAX_ENTRIES

    def open(self, name: str) -> None:
        """An entry begins; one that was never closed ends here."""
        self.close()
        self.entry = name

    def take(self, name: str, prefix: str, text: str) -> None:
        """*text* stands in the element *name* of the entry. The first value of each field counts."""
        foreign = prefix in _FOREIGN or any(parent in _FOREIGN for parent in self.path)
        if not foreign and name in _FIELDS and name not in self.values and (value := squeeze(unescaped(text))):
            self.values[name] = value

    def close(self) -> None:
        """The entry ends: keep it if it has an address."""
        address = joined(self.base, (self.values.get("loc") or "").strip().replace(" ", "%20"))
        if address and self.entry == "sitemap":
            self.sitemaps.setdefault(address, iso_stamp(self.values.get("lastmod")))
        elif address and self.entry == "url" and address not in self.pages:
            self.pages[address] = {
                "url": address,
                "lastmod": iso_stamp(self.values.get("lastmod")),
                "title": self.values.get("title"),
                "published": iso_stamp(self.values.get("publication_date")),
            }
        self.entry, self.values, self.path = None, {}, []


def read_sitemap(body: bytes, url: str) -> dict[str, Any]:
    """What the sitemap names whose bytes are *body*. Never raises; what is no sitemap names nothing.

    Args:
        body: The bytes as served; up to three layers of gzip are unpacked, 50 MB at most.
        url: Where they came from; relative addresses are joined to it.

    Returns:
        ``pages``: mappings of ``url``, ``lastmod``, ``title`` and ``published`` (ISO 8601 as stated, or None), each
        address once, in the sitemap's order; ``sitemaps``: the addresses of further ones.
    """
    text = decoded(unpacked(body))
    start = from_root(text, _ROOTS)
    feed = from_root(text, FEED_ROOTS)
    if feed and len(feed) >= len(start):
        return {"pages": _feed_pages(text.encode("utf-8", "replace"), url), "sitemaps": [], "changed": {}}
    if not start:
        return {"pages": _text_pages(text), "sitemaps": [], "changed": {}}
    reader = _Reader(url)
    _scan(start, reader)
    return {"pages": list(reader.pages.values()), "sitemaps": list(reader.sitemaps), "changed": reader.sitemaps}


def _scan(text: str, reader: _Reader) -> None:
    """Tag by tag. Text counts for the element whose start tag stands right before it."""
    text = without_sections(text)
    place = 0
    current = prefix = ""
    for tag in _TAG.finditer(text):
        if current:
            reader.take(current, prefix, text[place : tag.start()])
        place, current = tag.end(), ""
        name = tag["name"].lower()
        if tag["end"]:
            if name == reader.entry:
                reader.close()
            elif reader.path and name == reader.path[-1]:
                reader.path.pop()
        elif name in _ENTRIES:
            reader.open(name)
        elif reader.entry and not tag[0].endswith("/>"):
            current, prefix = name, (tag["prefix"] or "").lower()
            if name in _FOREIGN:
                reader.path.append(name)
        if reader.full:
            return
    # Cut off within an element: half an address is another address
    reader.close()


def _feed_pages(body: bytes, url: str) -> list[dict[str, Any]]:
    """The entries of a feed that serves as a sitemap."""
    pages = {
        entry["url"]: {
            "url": entry["url"],
            "lastmod": entry["updated"] or entry["published"],
            "title": entry["title"],
            "published": entry["published"],
        }
        for entry in read_feed(body, url)
        if entry["url"]
    }
    return list(pages.values())


def _text_pages(text: str) -> list[dict[str, Any]]:
    """A text sitemap: one address a line. Text with a tag in it is none."""
    if text.lstrip()[:1] == "<":
        return []
    lines = (line.strip() for line in text.splitlines()[: MAX_ENTRIES * 2])
    addresses = dict.fromkeys(line for line in lines if _is_web(line) and " " not in line and "<" not in line)
    return [{"url": address, "lastmod": None, "title": None, "published": None} for address in addresses]


def _is_web(text: str) -> bool:
    return text[:8].lower().startswith(("http://", "https://"))
