"""A paper's entry says by which platform its comments come, and with which key: the thread of an article's page by that.

Where a page shows a thread of that platform itself, its own words win: they name the thread more surely than any rule. The
rules here are those by which the platforms' own embed codes name a thread where a page says nothing else
(../shared/comments/PLATFORMS.md, and the sources in each platform's file).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from newscrawl.comments import coral, disqus, hyvor, isso, openweb, remark42, viafoura, villagemedia, wordpress
from newscrawl.comments.named import NAMED
from newscrawl.comments.platforms import PRINTED
from newscrawl.comments.replies import joined, parts_of
from newscrawl.comments.thread import NextRequest, Thread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newscrawl.markup import Page

NONE = "none"
"""A paper that says it has no comments: what looks like a thread in its pages is none."""

KEYS: dict[str, str] = {
    "wordpress": "the root of its REST interface, as in wordpress:https://mapletoncourier.example/wp-json/",
    "disqus": "the shortname, as in disqus:mapletoncourier",
    "viafoura": "the site's UUID, or nothing",
    "openweb": "the spot, as in openweb:sp_AbCd1234",
    "coral": "the server, as in coral:https://comments.mapletoncourier.example",
    "isso": "the server, as in isso:https://comments.mapletoncourier.example",
    "remark42": "server and site, as in remark42:https://remark.mapletoncourier.example|courier",
    "hyvor": "the website's number, as in hyvor:1234; it says that the publisher allows it",
    "villagemedia": "the TagId of its comments, or nothing",
    "discourse": "nothing: the page names its topic",
    "ghost": "nothing: the page names its post",
    "substack": "nothing: the page names its post",
    PRINTED: "nothing: the comments stand in the page",
    NONE: "nothing: the paper has no comments",
}
"""What a key is, by the platforms that an entry may name."""

SEEN = (*(one.platform for one in NAMED), "blox")
"""Platforms that are seen and not read: an entry may not name them."""

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SHORTNAME = re.compile(r"[\w-]{1,100}")
_SPOT = re.compile(r"sp_\w{1,60}")
_NUMBER = re.compile(r"\d{1,12}")
_SERVER = re.compile(r"https?://[^\s|]{1,300}")
_SHAPES: dict[str, re.Pattern[str]] = {
    "wordpress": _SERVER,
    "disqus": _SHORTNAME,
    "viafoura": _UUID,
    "openweb": _SPOT,
    "coral": _SERVER,
    "isso": _SERVER,
    "remark42": re.compile(rf"{_SERVER.pattern}(?:\|[^\s|]{{1,100}})?"),
    "hyvor": _NUMBER,
    "villagemedia": _NUMBER,
}
_NEEDED = frozenset({"disqus", "openweb", "hyvor"})
"""Without a key nothing is gained over what the page itself shows."""


def fault_in(stated: Mapping[str, Any]) -> str | None:
    """What is wrong with an entry's ``comments``, a sentence that names the fix; None where it makes sense."""
    platform, key = stated.get("platform"), stated.get("key")
    if platform not in KEYS:
        if platform in SEEN:
            return f"comments of {platform!r} cannot be read; leave 'comments' out, its threads are noted all the same"
        return f"no comment platform is called {platform!r}; there are: {', '.join(KEYS)}"
    if key in (None, "") and platform in _NEEDED:
        return f"comments = {platform!r} needs a key: {KEYS[platform]}"
    shape = _SHAPES.get(platform)
    if key and (shape is None or not shape.fullmatch(str(key))):
        return f"the key {key!r} of {platform!r} is not valid: it is {KEYS[platform]}"
    if stated.get("api_key") and platform != "disqus":
        return f"comments of {platform!r} take no api_key; Disqus does"
    return None


def with_stated(threads: list[Thread], page: Page, stated: Mapping[str, Any]) -> list[Thread]:
    """The threads of an article's page, the one that the paper's entry states among them.

    Args:
        threads: as the page shows them.
        page: the article's.
        stated: the entry's ``comments``: ``platform``, and ``key`` and ``api_key`` where it has them.
    """
    platform = stated.get("platform")
    if not platform:
        return threads
    if platform == NONE:
        return []
    make = _MAKE.get(platform)
    shown = next((thread for thread in threads if thread.platform == platform), None)
    tells = shown is not None and shown.readable and (shown.requests or shown.rows or shown.claimed == 0)
    if tells and not stated.get("api_key"):
        return threads
    made = make(page, str(stated.get("key") or ""), stated) if make is not None else None
    if made is None or not made.requests:
        return threads
    if shown is not None:
        made.key = made.key or shown.key
        made.rows, made.pingbacks, made.claimed, made.closed = shown.rows, shown.pingbacks, shown.claimed, shown.closed
    return [made, *(thread for thread in threads if thread is not shown)]


def _canonical(page: Page) -> str:
    link = page.tree.css_first('link[rel="canonical"][href]')
    stated = joined(page.url, link.attributes.get("href")) if link is not None else ""
    return (stated or page.url).partition("#")[0]


def _wordpress(page: Page, key: str, _: Mapping[str, Any]) -> Thread | None:
    post = wordpress.post_id(page)
    if post is None or not key:
        return None
    return Thread(wordpress.NAME, post, requests=[wordpress.rest_request(key, post)])


def _disqus(page: Page, key: str, stated: Mapping[str, Any]) -> Thread:
    """By its address, where the page names no identifier.

    The embed page is asked for because the paper's entry says that its threads are there: an address that Disqus does not
    know might make one (unverified), and with a key of its API nothing can.
    """
    identifier, url = disqus.identifier_of(page)
    url = url or _canonical(page)
    if api_key := stated.get("api_key"):
        thread = f"ident:{identifier}" if identifier else f"link:{url}"
        query = {"forum": key, "thread": thread, "order": "asc", "limit": 100, "api_key": api_key}
        first = NextRequest(f"{disqus.API}?{urlencode(query, errors='replace')}", disqus.NAME)
    else:
        query = {"base": "default", "f": key, "t_i": identifier, "t_u": url, "s_o": "default"}
        given = {name: value for name, value in query.items() if value}
        first = NextRequest(f"{disqus.EMBED}?{urlencode(given, errors='replace')}", disqus.NAME)
    return Thread(disqus.NAME, identifier or url, requests=[first])


def _viafoura(page: Page, key: str, _: Mapping[str, Any]) -> Thread | None:
    container = viafoura.container_of(page)
    if container is None and (post := wordpress.post_id(page)):
        container = f"post_{post}"
    if container is None:
        return None
    return Thread(viafoura.NAME, container, requests=[viafoura.first_request(page, container, key or None)])


def _openweb(page: Page, key: str, _: Mapping[str, Any]) -> Thread | None:
    element = page.tree.css_first("[data-spotim-module][data-post-id], [data-post-id]")
    post = (element.attributes.get("data-post-id") if element is not None else None) or wordpress.post_id(page)
    return Thread(openweb.NAME, post, requests=[openweb.request(key, post)]) if post else None


def _coral(page: Page, key: str, _: Mapping[str, Any]) -> Thread | None:
    if not key:
        return None
    url = _canonical(page)
    return Thread(coral.NAME, url, requests=[coral.count_request(key.rstrip("/"), url)])


def _isso(page: Page, key: str, _: Mapping[str, Any]) -> Thread | None:
    if not key:
        return None
    section = page.tree.css_first("#isso-thread, [data-isso-id]")
    uri = (section.attributes.get("data-isso-id") if section is not None else None) or parts_of(page.url).path or "/"
    return Thread(isso.NAME, uri, requests=[isso.first_request(key, uri)])


def _remark42(page: Page, key: str, _: Mapping[str, Any]) -> Thread | None:
    host, _bar, site = key.partition("|")
    if not host:
        return None
    url = _canonical(page)
    return Thread(remark42.NAME, url, requests=[remark42.first_request(host, site or "remark", url)])


def _hyvor(page: Page, key: str, _: Mapping[str, Any]) -> Thread:
    element = page.tree.css_first("hyvor-talk-comments[page-id]")
    of = (element.attributes.get("page-id") if element is not None else None) or _canonical(page)
    return Thread(hyvor.NAME, of, requests=[hyvor.first_request(key, of)])


def _villagemedia(page: Page, key: str, _: Mapping[str, Any]) -> Thread | None:
    article = villagemedia.article_of(page.url)
    if article is None:
        return None
    return Thread(villagemedia.NAME, article, requests=[villagemedia.first_request(page.url, article, key or None)])


_MAKE: dict[str, Callable[[Page, str, Mapping[str, Any]], Thread | None]] = {
    "wordpress": _wordpress,
    "disqus": _disqus,
    "viafoura": _viafoura,
    "openweb": _openweb,
    "coral": _coral,
    "isso": _isso,
    "remark42": _remark42,
    "hyvor": _hyvor,
    "villagemedia": _villagemedia,
}
