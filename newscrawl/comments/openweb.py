"""OpenWeb (Spot.IM). Sources: openweb-ios-sample-app's SDK, public readers. Reading needs no token on most sites."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from newscrawl.comments.badges import flagged
from newscrawl.comments.replies import count, entry, key_of, load, moment, objects, string
from newscrawl.comments.texts import joined_texts, text_of_html
from newscrawl.comments.thread import DELETED, NextRequest, Reply, Row, Thread, arranged, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.markup import Page

NAME = "openweb"
READ = "https://api-2-0.spot.im/v1.0.0/conversation/read"
PAGE = 25
_SPOT = re.compile(r"launcher\.spot\.im/spot/(sp_\w+)")
_CONVERSATION = re.compile(r"(sp_[A-Za-z0-9]+)_(.+)")


def find(page: Page) -> Thread | None:
    """The conversation that *page* loads; a recirculation box or a lone count script is none."""
    script = page.tree.css_first('script[src*="launcher.spot.im/spot/"]')
    place = page.tree.css_first('[data-spotim-module="conversation"]')
    found = _SPOT.search(script.attributes.get("src") or "") if script is not None else None
    if script is None or found is None:
        return None
    post = next(
        (value for node in (place, script) if node is not None and (value := node.attributes.get("data-post-id"))), None
    )
    if post is None:
        if place is None and script.attributes.get("data-spotim-module") != "spotim-launcher":
            return None
        return Thread(NAME, page.url, readable=False, reason="OpenWeb: the page names no conversation")
    thread = Thread(NAME, post, claimed=count(script.attributes.get("data-messages-count")))
    thread.requests = [request(found[1], post)]
    return thread


def request(spot: str, post: str, *, offset: int = 0, parent: str = "", order: str = "oldest") -> NextRequest:
    """The request for a page of a conversation from *offset* on, or of the replies to the comment *parent*."""
    body = {
        "conversation_id": f"{spot}_{post}",
        "sort_by": order,
        "offset": offset,
        "count": PAGE,
        "depth": 1 if parent else 2,
        "child_count": PAGE,
        "parent_id": parent,
        "message_id": "",
        "extract_data": False,
    }
    headers = {"content-type": "application/json", "x-spot-id": spot, "x-post-id": post}
    return NextRequest(READ, NAME, method="POST", headers=headers, body=json.dumps(body))


def read(body: bytes, url: str, headers: Mapping[str, str]) -> Reply:  # noqa: ARG001
    """One page of a conversation, or of one comment's replies."""
    conversation = entry(load(body), "conversation")
    names = _CONVERSATION.fullmatch(str(entry(conversation, "conversation_id") or ""))
    comments = objects(entry(conversation, "comments"))
    users = entry(conversation, "users")
    order = string(entry(conversation, "sort_by")) or "oldest"
    rows: list[Row] = []
    following: list[NextRequest] = []
    todo = list(reversed(comments))
    while todo:
        comment = todo.pop()
        replies = objects(comment.get("replies"))
        todo.extend(reversed(replies))
        if (found := _row(comment, users)) is None:
            continue
        rows.append(found)
        if comment.get("has_next") is True and names:
            following.append(
                request(
                    names[1],
                    names[2],
                    offset=count(comment.get("offset")) or len(replies),
                    parent=found["id"],
                    order=order,
                )
            )
    offset = count(entry(conversation, "offset"))
    if entry(conversation, "has_next") is True and names and offset and comments:
        parent = {key_of(comment.get("parent_id")) or "" for comment in comments}
        following.append(
            request(names[1], names[2], offset=offset, parent=parent.pop() if len(parent) == 1 else "", order=order)
        )
    closed = entry(conversation, "read_only")
    return Reply(
        arranged(rows, whole=False),
        following,
        claimed=count(entry(conversation, "messages_count")),
        closed=closed if isinstance(closed, bool) else None,
    )


def _row(comment: dict[str, Any], users: Any) -> Row | None:
    key = key_of(comment.get("id"))
    if key is None:
        return None
    deleted = comment.get("deleted") is True
    public = comment.get("published") is not False and str(comment.get("status") or "approve").startswith("approve")
    if not (deleted or public):
        return None
    user = entry(users, str(comment.get("user_id") or ""))
    content = [entry(part, "text") for part in objects(comment.get("content")) if part.get("type") in ("text", None)]
    texts = [text for part in content if (text := text_of_html(part))]
    return row(
        key,
        parent=key_of(comment.get("parent_id")),
        author=string(entry(user, "display_name"))
        or string(comment.get("user_display_name"))
        or string(entry(user, "user_name")),
        author_key=key_of(comment.get("user_id")),
        text=joined_texts(texts),
        published=moment(comment.get("written_at")) or moment(comment.get("time")),
        likes=count(entry(comment, "rank", "ranks_up")),
        dislikes=count(entry(comment, "rank", "ranks_down")),
        state=DELETED if deleted else "shown",
        pinned=comment.get("top_featured") is True,
        badges=flagged(
            (entry(user, "is_admin"), "admin"),
            (entry(user, "is_super_admin"), "admin"),
            (entry(user, "is_moderator"), "moderator"),
            (entry(user, "is_community_moderator"), "moderator"),
            (entry(user, "is_journalist"), "journalist"),
        ),
    )
