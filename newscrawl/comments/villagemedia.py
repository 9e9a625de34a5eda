"""Village Media's local sites. Source: the public reader salt-today/salttoday2 (third party; not confirmed here)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newscrawl.comments.replies import address, count, joined, parameter, parts_of
from newscrawl.comments.replies import stated as moment_stated
from newscrawl.comments.texts import text_in
from newscrawl.comments.thread import NextRequest, Reply, Row, Thread, arranged, row
from newscrawl.markup import open_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page

NAME = "villagemedia"
TAG = "2346"  # of the sites seen; a site may have another
_ARTICLE = re.compile(r"-(\d{4,12})/?$")
_USER = re.compile(r"/(\d+)/?$")


def find(page: Page) -> Thread | None:
    """The thread of an article whose number ends its address."""
    if page.tree.css_first('[src*="vmcdn.ca"], [href*="vmcdn.ca"]') is None:
        return None
    found = _ARTICLE.search(parts_of(page.url).path)
    if found is None or page.tree.css_first('#comments, [id*="comment" i]') is None:
        return None
    return Thread(NAME, found[1], requests=[first_request(page.url, found[1])])


def article_of(url: str) -> str | None:
    """The article's number, which ends its address; None where there is none."""
    found = _ARTICLE.search(parts_of(url).path)
    return found[1] if found else None


def first_request(page: str, article: str, tag: str | None = None) -> NextRequest:
    """The request for the first comments of *article* on the site of *page*."""
    query = f"Type=Comment&ContentId={article}&TagId={tag or TAG}&TagType=Content&Sort=Oldest"
    return NextRequest(joined(page, f"/comments/load?{query}"), NAME)


def read(body: bytes, url: str, headers: Mapping[str, str]) -> Reply:  # noqa: ARG001
    """One piece of a thread, as HTML: 20 comments, then more by the last one's id, replies by their parent's."""
    tree = open_page(body, url).tree
    parent = parameter(url, "ParentId") or None
    found = [node for node in tree.css("div.comment[data-id]") if node.attributes.get("data-id")]
    rows = [_row(node, parent) for node in found]
    following: list[NextRequest] = []
    article = parameter(url, "ContentId")
    if article:
        base = joined(
            url, f"/comments/get?ContentId={article}&TagId={parameter(url, 'TagId') or TAG}&TagType=Content&Sort=Oldest"
        )
        following = [
            NextRequest(address(base, ParentId=node.attributes.get("data-id")), NAME)
            for node in found
            if parent is None and count(node.attributes.get("data-replies"))
        ]
        if len(found) >= 20 and rows[-1]["id"] != parameter(url, "lastId"):
            following.append(NextRequest(address(base, ParentId=parent or "", lastId=rows[-1]["id"]), NAME))
    return Reply(arranged(rows, whole=False), following)


def _row(node: LexborNode, parent: str | None) -> Row:
    name, when, text = (
        node.css_first("a.comment-un"),
        node.css_first("time[datetime]"),
        node.css_first("div.comment-text"),
    )
    user = _USER.search(name.attributes.get("href") or "") if name is not None else None
    return row(
        node.attributes.get("data-id"),
        parent=parent,
        author=text_in(name) if name is not None else None,
        author_key=user[1] if user else None,
        text=text_in(text) if text is not None else None,
        published=moment_stated(when.attributes.get("datetime")) if when is not None else None,
        likes=_votes(node, "Upvote"),
        dislikes=_votes(node, "Downvote"),
    )


def _votes(node: LexborNode, name: str) -> int | None:
    button = node.css_first(f'[value="{name}"]')
    return count((button.text() or "").strip()) if button is not None else None
