"""Ghost's own comments, by its members interface. Source: Ghost 6.65 (web/comments/routes.js, mappers/comments.js)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from newscrawl.comments.replies import address, count, entry, joined, key_of, load, objects, stated, string
from newscrawl.comments.texts import text_of_html
from newscrawl.comments.thread import DELETED, NextRequest, Reply, Row, Thread, arranged, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.markup import Page

NAME = "ghost"
_COMMENTS = "/members/api/comments/"
LIMIT = 100


def find(page: Page) -> Thread | None:
    """The thread of a post whose page loads comments-ui."""
    script = page.tree.css_first("script[data-ghost-comments]")
    if script is None:
        return None
    attributes = script.attributes
    site, post = (
        attributes.get("data-ghost-comments") or "",
        attributes.get("data-post-id") or attributes.get("data-post") or "",
    )
    if not post or not post.isalnum():
        return Thread(NAME, page.url, readable=False, reason="Ghost: the page names no post")
    base = joined(page.url, site).rstrip("/")
    query = address(f"{base}{_COMMENTS}post/{post}/", limit=LIMIT, page=1, order="created_at asc")
    return Thread(NAME, post, requests=[NextRequest(query, NAME)])


def read(body: bytes, url: str, headers: Mapping[str, str]) -> Reply:  # noqa: ARG001
    """One page of a post's comments, or of one comment's replies."""
    reply = load(body)
    comments = objects(entry(reply, "comments"))
    base = url.partition(_COMMENTS)[0] if _COMMENTS in url else None
    answered = _answered(url)
    rows: list[Row] = []
    following: list[NextRequest] = []
    for comment in comments:
        replies = objects(comment.get("replies"))
        key = key_of(comment.get("id"))
        rows += [
            found for found in (_row(comment, answered), *(_row(one, key) for one in replies)) if found is not None
        ]
        if base and key and len(replies) < (count(entry(comment, "count", "replies")) or 0):
            following.append(NextRequest(f"{base}{_COMMENTS}{quote(key)}/replies/?limit={LIMIT}&page=1", NAME))
    after = count(entry(reply, "meta", "pagination", "next"))
    if base and after and comments and after > (count(entry(reply, "meta", "pagination", "page")) or 0):
        following.append(NextRequest(address(url, page=after), NAME))
    total = None if answered else count(entry(reply, "meta", "pagination", "total"))
    return Reply(arranged(rows, whole=False), following, claimed=_claimed(comments, total), total=total)


def _claimed(comments: list[dict[str, Any]], total: int | None) -> int | None:
    """How many comments there are, where one page holds all top comments: Ghost counts these, and each one's replies."""
    if total is None or total != len(comments):
        return None
    shown = sum(comment.get("status", "published") == "published" for comment in comments)
    return int(shown) + sum(count(entry(comment, "count", "replies")) or 0 for comment in comments)


def _answered(url: str) -> str | None:
    """The comment whose replies are asked for at *url*; replies name the one they stand under by their place alone."""
    before, _, after = url.partition("/replies/")
    return before.rpartition("/")[2] or None if after or url.endswith("/replies/") else None


def _row(comment: dict[str, Any], above: str | None) -> Row | None:
    key = key_of(comment.get("id"))
    if key is None:
        return None
    member = comment.get("member")
    return row(
        key,
        parent=key_of(comment.get("in_reply_to_id")) or key_of(comment.get("parent_id")) or above,
        author=string(entry(member, "name")),
        author_key=key_of(entry(member, "id")),
        text=text_of_html(comment.get("html")),
        published=stated(comment.get("created_at")),
        edited=stated(comment.get("edited_at")),
        likes=count(entry(comment, "count", "likes")),
        state=DELETED if comment.get("status", "published") != "published" else "shown",
        pinned=comment.get("pinned") is True,
    )
