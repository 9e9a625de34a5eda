"""Disqus: the posts that its WordPress plugin prints, its embed page, and the replies of its API 3.0.

Sources: disqus.com/api/docs (threads/listPosts, posts/list), SukkaW/DisqusJS, disqus/disqus-wordpress-plugin. The API
needs a registered key, which a site's operator may have; the key inside Disqus' own script is not ours to use. The
embed page needs none, but may make a thread for an address that Disqus does not know: it is asked for only where the
page itself shows that the thread exists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser

from newscrawl.comments.replies import address, count, entry, key_of, load, objects, parameter, stated, string
from newscrawl.comments.texts import text_of_html
from newscrawl.comments.thread import DELETED, NextRequest, Reply, Row, Thread, arranged, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.markup import Page

NAME = "disqus"
EMBED = "https://disqus.com/embed/comments/"
API = "https://disqus.com/api/3.0/threads/listPosts.json"
_SHORTNAME_IN_HOST = re.compile(r"//([\w-]+)\.disqus\.com/(?:embed|count)")
_VALUE = r"""['"]?\s*[=:]\s*(['"])((?:\\.|(?!\1).)*)\1"""
_SHORTNAME = re.compile(r"(?:disqus_shortname|disqusShortname)" + _VALUE)
_IDENTIFIER = re.compile(r"(?:disqus_identifier|disqusIdentifier|page\.identifier)" + _VALUE)
_URL = re.compile(r"(?:disqus_url|disqusUrl|page\.url)" + _VALUE)


def find(page: Page, claimed: int | None, rows: list[Row]) -> Thread | None:
    """The Disqus thread that *page* loads or prints; None where there is none, or no name of a forum (Squarespace)."""
    tree = page.tree
    place = tree.css_first("#disqus_thread, #dsq-content, .disqus-thread, #disqus-comments")
    scripts = [node.text() for node in tree.css("script:not([src])") if "disqus" in node.text()]
    sources = [node.attributes.get("src") or "" for node in tree.css('script[src*="disqus.com"]')]
    text = "\n".join(scripts)[:200_000]
    found = _SHORTNAME.search(text)
    host = next((match for one in (*sources, text) if (match := _SHORTNAME_IN_HOST.search(one))), None)
    shortname = (found[2] if found and found[2] else "") or (host[1] if host else "")
    if place is None or not re.fullmatch(r"[\w-]+", shortname):
        return None
    identifier, url = _named(page, text)
    url = url or page.url
    thread = Thread(NAME, identifier or url, claimed=claimed, rows=rows)
    if rows and (claimed is None or claimed <= len(rows)):
        return thread
    if claimed:
        query = {"base": "default", "f": shortname, "t_i": identifier, "t_u": url, "s_o": "default"}
        thread.requests = [
            NextRequest(
                f"{EMBED}?{urlencode({name: value for name, value in query.items() if value}, errors='replace')}", NAME
            )
        ]
    elif claimed is None:
        thread.readable = False
        thread.reason = (
            "Disqus: its interface needs a key, and its embed page may create the thread where none exists; "
            "the article does not say that it has comments"
        )
    return thread


def identifier_of(page: Page) -> tuple[str, str | None]:
    """The identifier ("" where there is none) and the address by which *page* says that Disqus knows its thread."""
    texts = [text for node in page.tree.css("script:not([src])") if "disqus" in (text := node.text())]
    return _named(page, "\n".join(texts)[:200_000])


def _named(page: Page, scripts: str) -> tuple[str, str | None]:
    counted = page.tree.css("[data-disqus-identifier]")  # links to counts: of this thread only where there is one
    identifier = _said(_IDENTIFIER, scripts) or (
        counted[0].attributes.get("data-disqus-identifier") if len(counted) == 1 else ""
    )
    return identifier or "", _said(_URL, scripts)


def _said(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found[2].replace("\\/", "/").strip() or None if found else None


def read(body: bytes, url: str, headers: Mapping[str, str]) -> Reply:  # noqa: ARG001
    """One reply: the embed page's HTML or its JSON, or a list of the API 3.0."""
    reply = load(body)
    if reply is None:
        tree = LexborHTMLParser(body[:5_000_000].replace(b"\0", b""))
        script = tree.css_first("script#disqus-threadData")
        reply = load(script.text().encode("utf-8", "replace")) if script is not None else None
    if entry(reply, "code") not in (0, None):
        return Reply([], [])
    response = entry(reply, "response")
    posts = objects(entry(response, "posts") if isinstance(response, dict) else response)
    rows = [found for post in posts if (found := _row(post)) is not None]
    thread = entry(response, "thread")
    closed = entry(thread, "isClosed")
    following = _following(reply, url)
    cut = entry(reply, "cursor", "hasNext") is True and not following and parameter(url, "api_key") is None
    return Reply(
        arranged(rows, whole=False),
        following,
        reason=_CUT if cut else None,
        claimed=count(entry(reply, "cursor", "total")) if thread is None else count(entry(thread, "posts")),
        closed=closed if isinstance(closed, bool) else None,
    )


def _following(reply: Any, url: str) -> list[NextRequest]:
    """The next page of the API; the embed page has only a first one."""
    cursor = string(entry(reply, "cursor", "next"))
    has_next = entry(reply, "cursor", "hasNext") is True
    if not has_next or cursor is None or parameter(url, "api_key") is None or parameter(url, "cursor") == cursor:
        return []
    return [NextRequest(address(url, cursor=cursor), NAME)]


def _row(post: dict[str, Any]) -> Row | None:
    key = key_of(post.get("id"))
    deleted = post.get("isDeleted") is True
    if key is None or post.get("isSpam") is True or (post.get("isApproved") is False and not deleted):
        return None
    author = post.get("author")
    return row(
        key,
        parent=key_of(post.get("parent")),
        author=string(entry(author, "name")) or string(entry(author, "username")),
        author_key=key_of(entry(author, "username")) or key_of(entry(author, "id")),
        text=text_of_html(_direct(post.get("message"))),
        published=stated(post.get("createdAt"), utc=True),
        likes=count(post.get("likes")),
        dislikes=count(post.get("dislikes")),
        state=DELETED if deleted else "shown",
        pinned=post.get("isHighlighted") is True,
    )


_CUT = (
    "Disqus: its embed page holds the first comments alone; a registered key of its API reads the rest "
    '(comments = {platform = "disqus", key = "SHORTNAME", api_key = "..."})'
)
_REDIRECT = re.compile(r"https?://disq\.us/url\?[^\s\"'<]+")


def _direct(html: Any) -> Any:
    """A message with links that go where they say: ``disq.us/url?url=TARGET:CODE`` is Disqus' counter."""
    return _REDIRECT.sub(_target, html) if isinstance(html, str) else html


def _target(found: re.Match[str]) -> str:
    try:
        to = parse_qs(urlsplit(found[0].replace("&amp;", "&")).query).get("url", [""])[0]
    except ValueError:
        to = ""
    return to.rpartition(":")[0] or found[0]
