"""Home and section pages: which of their links lead to articles, to sections and to the listing's next page.

Recall goes first: what a link leads to is judged again once the page is read. Cut off are the ways that never end or
never pay: searches, facets, calendars, shares, replies, accounts, shops, media (:mod:`newscrawl.discovery.addresses`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.discovery.addresses import Shape, page_number_of, shape_of
from newscrawl.urls import canonical_url, joined, same_site

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page

MAX_LINKS = 5_000
"""Links of one page that are looked at; a page with more is a trap or an index that other sources cover."""
MAX_URL = 2_000
"""Characters; longer addresses are no article's."""

WELL_KNOWN_FEEDS = (
    "/feed/",  # WordPress
    "/rss/",  # Ghost, and many others
    "/feed.xml",  # Jekyll, Hugo themes
    "/rss.xml",  # Drupal
    "/index.xml",  # Hugo
    "/atom.xml",  # Movable Type, Jekyll
    "/feeds/posts/default",  # Blogger
    "/feed.json",  # JSON Feed (https://www.jsonfeed.org/version/1.1/)
    "/search/?f=rss&t=article&l=50&s=start_time&sd=desc",  # BLOX
    "/arc/outboundfeeds/rss/?outputType=xml",  # Arc XP
    "/?format=rss",  # Squarespace, on a blog page
    "/?feed=rss2",  # WordPress without pretty permalinks
)
"""Paths at which feeds stand that no page names, likeliest first; after the systems that put them there."""

_FEED_TYPES = ("rss+xml", "atom+xml", "rdf+xml", "feed+json", "text/xml", "application/xml")
_COMMENT_FEED = re.compile(r"/comments?/|comments?[-_ ]?feed|\bcomments\b", re.IGNORECASE)

_MENU = frozenset(["nav", "footer"])
_WRAPPERS = frozenset(["html", "body", "main"])
"""Their classes tell of the page, not of a part of it: WordPress writes "comments-open" there."""
_MENU_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|masthead|breadcrumbs?)(?:$|[\s_-])", re.IGNORECASE
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4"])
_TEASER_NAMES = re.compile(
    r"(?:^|[\s_-])(?:teaser|card|headline|story|post|entry|article|promo|tease|loop)(?:$|[\s_-]|s\b)", re.IGNORECASE
)
_NOT_NEWS = re.compile(
    r"(?:^|\s)(?:comments?|comments?[-_](?:list|area|section|content|body|thread)|respond|share(?:[-_]\w+)?|sharing|sharedaddy"
    r"|social(?:[-_]\w+)?)(?:$|\s)",
    re.IGNORECASE,
)
_PAGING_NAMES = re.compile(
    r"(?:^|[\s_-])(?:next|older|nav-previous|pagination-next|load-more)(?:$|[\s_-])", re.IGNORECASE
)
_PAGING_TEXT = re.compile(
    r"\W*(?:see |view |load )?(?:older|more|next)(?: (?:posts?|stories|articles|entries|news|page|items|results))?\W*",
    re.IGNORECASE,
)
_SECTION_PARAMETERS = frozenset(["cat", "section", "sectionid", "category", "categoryid", "catid"])
_CLIMB = 12
"""How many elements above a link are asked where it stands."""
_HEADLINE = 25
"""Characters; links of as much text, in four words or more, are headlines."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link worth following."""

    url: str
    """Absolute, without fragment, as found."""
    text: str
    """What it says; of several links to one page the longest."""
    kind: str
    """article, section or next (a further page of this listing)."""


def article_links(page: Page, domain: str) -> list[Link]:
    """The links of a home or section page to articles, sections and its next page, each page once, in the page's order.

    Args:
        page: The listing.
        domain: The site's own ("mapletoncourier.example", or a host with its port); other sites' pages are left out.
    """
    found: dict[str, Link] = {}
    own = canonical_url(page.url)
    base = _base_of(page)
    for node in page.tree.css("a[href], link[rel=next][href]")[:MAX_LINKS]:
        url = _address(node, base)
        if url is None or not same_site(url, domain):
            continue
        key = canonical_url(url)
        kind = _kind_of(node, url, page.url) if key != own else None
        if kind is None:
            continue
        link = Link(url, page.text_of(node) if node.tag == "a" else "", kind)
        found[key] = _merged(found[key], link, key) if key in found else link
    return list(found.values())


def feeds_of(page: Page) -> list[str]:
    """The feeds that *page* names in ``<link rel="alternate">``, absolute; feeds of comments are left out."""
    feeds: dict[str, None] = {}
    base = _base_of(page)
    for node in page.tree.css("link[rel][type][href]"):
        attributes = node.attributes
        kind = (attributes.get("type") or "").lower()
        if "alternate" not in (attributes.get("rel") or "").lower().split() or not kind.strip().endswith(_FEED_TYPES):
            continue
        url = _address(node, base)
        if url and not _COMMENT_FEED.search(f"{url} {attributes.get('title') or ''}"):
            feeds.setdefault(url)
    return list(feeds)


def _base_of(page: Page) -> str:
    """What relative addresses of *page* are joined to."""
    node = page.tree.css_first("base[href]")
    address = node.attributes.get("href") if node else None
    return joined(page.url, address) or page.url


def _address(node: LexborNode, base: str) -> str | None:
    """The absolute address that *node* leads to, without fragment; None for what is no page's."""
    href = (node.attributes.get("href") or "").strip()
    if not href or href[0] == "#" or len(href) > MAX_URL:
        return None
    url = joined(base, "".join(href.split()) if "\n" in href else href)
    return url.partition("#")[0].replace(" ", "%20") if url else None


def _kind_of(node: LexborNode, url: str, listing: str) -> str | None:
    """What the link *node* of the page *listing* is for: by its address, then by where it stands and what it says."""
    attributes = node.attributes
    relations = (attributes.get("rel") or "").lower().split()
    shape = shape_of(url)
    if shape is Shape.NEVER or "download" in attributes or "author" in relations or "sponsored" in relations:
        return None
    text = " ".join(node.text().split()) if node.tag == "a" else ""
    if shape is Shape.FURTHER:
        return "next" if _is_next(attributes, relations, text, url, listing) else None
    if node.tag == "link" or "next" in relations:
        return None
    place = _place_of(node)
    if place == "comments" or "tag" in relations:
        # WordPress marks the category above a headline as a tag, too
        return "section" if place != "comments" and shape is Shape.SECTION else None
    if shape is Shape.ARTICLE:
        return "article"
    words = text.count(" ") + 1 if text else 0
    if (len(text) >= _HEADLINE and words >= 4) or (place in ("teaser", "heading") and words >= 3):
        return "article"
    if place == "teaser" and (shape is Shape.UNKNOWN or (words == 2 and _is_in_heading(node))):
        return "article"
    if shape is Shape.SECTION or place in ("menu", "heading"):
        return "section" if text and _is_plain(url) else None
    return None


def _is_in_heading(node: LexborNode) -> bool:
    above = node.parent
    return above is not None and (
        above.tag in _HEADINGS or (above.parent is not None and above.parent.tag in _HEADINGS)
    )


def _is_next(attributes: dict[str, str | None], relations: list[str], text: str, url: str, listing: str) -> bool:
    if "prev" in relations or "previous" in relations:
        return False
    number, here = page_number_of(url), page_number_of(listing)
    if number is not None and number <= (here or 0):
        return False
    if "next" in relations or _PAGING_TEXT.fullmatch(text) or _PAGING_NAMES.search(attributes.get("class") or ""):
        return True
    return text.isdecimal() and len(text) < 9 and number == int(text) == (here or 1) + 1


def _is_plain(url: str) -> bool:
    """Three folders at most, and no query but one that names a section: what else stands there sorts or filters."""
    path, _, query = url.partition("?")
    folders = [part for part in path.split("/")[3:] if part]
    return len(folders) <= 3 and (not query or query.partition("=")[0].lower() in _SECTION_PARAMETERS)


def _place_of(node: LexborNode) -> str:
    """Where a link stands: menu, teaser, heading (of a teaser or of a group of them), comments, or elsewhere ("")."""
    place = ""
    above: LexborNode | None = node
    for _ in range(_CLIMB):
        if above is None or above.tag in _WRAPPERS:
            break
        attributes = above.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('role') or ''}"
        if _NOT_NEWS.search(names):
            return "comments"
        if place not in ("menu", "teaser"):
            if above.tag == "article" or (above is not node and _TEASER_NAMES.search(names)):
                place = "teaser"
            elif above.tag in _MENU or _MENU_NAMES.search(names):
                place = place or "menu"
            elif above.tag in _HEADINGS:
                place = "heading"
            elif above.tag == "header":  # of the page or of a teaser: what stands above it tells
                place = place or "header"
        above = above.parent
    return "menu" if place == "header" else place


def _merged(known: Link, other: Link, key: str) -> Link:
    """One link of two to the same page: the stronger kind, the longer text, the plainer address."""
    kinds = ("article", "next", "section")
    return Link(
        other.url if other.url == key else known.url,
        max(known.text, other.text, key=len),
        min(known.kind, other.kind, key=kinds.index),
    )
