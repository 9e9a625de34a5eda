"""Hyvor Talk, by its documented Data API. Source: talk.hyvor.com/docs/api-data.

It answers to the site's own key, or to pages of the site itself: without the publisher's leave it is not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.comments.replies import address, count, entry, key_of, load, moment, objects, parameter, string
from newscrawl.comments.texts import text_of_html
from newscrawl.comments.thread import NextRequest, Reply, Row, Thread, arranged, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.markup import Page

NAME = "hyvor"
API = "https://talk.hyvor.com/api/data/v1/comments"
LIMIT = 50


def find(page: Page) -> Thread | None:
    """The thread that *page* embeds: named, not read."""
    element = page.tree.css_first("hyvor-talk-comments[website-id]")
    if element is None:
        return None
    return Thread(
        NAME,
        element.attributes.get("page-id") or page.url,
        readable=False,
        reason="Hyvor Talk: its interface needs the publisher's key",
    )


def first_request(website: str, page: str) -> NextRequest:
    """The request for the first comments of a page, to be made with the publisher's leave alone."""
    url = address(API, website_id=website, page_identifier=page, limit=LIMIT, offset=0)
    return NextRequest(url, NAME)


def read(body: bytes, url: str, headers: Mapping[str, str]) -> Reply:  # noqa: ARG001
    """One list of the Data API; a full one is followed by the next offset."""
    comments = objects(load(body))
    rows = [found for comment in comments if (found := _row(comment)) is not None]
    limit = count(parameter(url, "limit")) or LIMIT
    offset = count(parameter(url, "offset")) or 0
    following = (
        [NextRequest(address(url, offset=offset + len(comments)), NAME)] if comments and len(comments) >= limit else []
    )
    total = count(entry(comments[0], "page", "comments_count")) if comments else None
    return Reply(arranged(rows, whole=False), following, claimed=total)


def _row(comment: dict[str, Any]) -> Row | None:
    key = key_of(comment.get("id"))
    if key is None:
        return None
    parents = comment.get("parent_ids")
    user = comment.get("user")
    return row(
        key,
        parent=key_of(parents[0]) if isinstance(parents, list) and parents else None,
        author=string(entry(user, "name")) or string(entry(user, "username")),
        author_key=key_of(entry(user, "htid")),
        text=text_of_html(comment.get("body_html")),
        published=moment(comment.get("created_at")),
        likes=count(comment.get("upvotes")),
        dislikes=count(comment.get("downvotes")),
        pinned=comment.get("is_featured") is True,
    )
