"""Coral (Talk). Source: coralproject/talk 9.11.8, whose queries were compiled for the ids below.

The story is looked up by the count handler, which only reads; the ``stream`` query would create it. Free queries are
refused, so the pages of comments are asked for by the ids of the queries that Coral's own client uses.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from newscrawl.comments.replies import address, count, entry, key_of, load, objects, parameter, parts_of, stated, string
from newscrawl.comments.texts import text_of_html
from newscrawl.comments.thread import DELETED, NextRequest, Reply, Row, Thread, arranged, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.markup import Page

NAME = "coral"
COUNT = 100  # comments a request; Coral's own client asks for 20
ALL_COMMENTS = "fe810f606e292cc9fe27e8975d5dcd9f"
# ReplyListContainer1PaginationQuery to ...6...: a level of replies each.
REPLIES = (
    "6a95842a1956b32d3f1b694e3abbcfd1",
    "7dc860b2e717d0315170b02fd077f6a7",
    "3383f67492b01ee0f5f5500817929e85",
    "ddae9187a9c6913144bfe0223ce32afe",
    "8e013f9ff426db273e63a40681644347",
    "8c4405ba18d9e872119d974c1c98c741",
)
_ROOT = re.compile(r"rootURL['\"]?\s*:\s*['\"](https?://[^'\"]+)")
_ROOT_KEY = re.compile(r"coral(?:RootUrl|RootURL|Url|_url)['\"]?\s*[:=]\s*['\"](https?:(?:\\?/){2}[^'\"]+)")
_STORY_ID = re.compile(r"storyID['\"]?\s*:\s*['\"]([^'\"]{1,200})")
_STORY_URL = re.compile(r"storyURL['\"]?\s*:\s*['\"](https?://[^'\"]+)")
_EMBED = re.compile(r"(https?://[^'\"\s]+)/assets/js/(?:embed|count)\.js")
_CALLBACK = re.compile(rb"^[\s/*]*[\w.$]+\s*\((.*)\)\s*;?\s*$", re.DOTALL)


def find(page: Page) -> Thread | None:
    """The story that *page* loads."""
    tree = page.tree
    place = tree.css_first("#coral_thread, #coral-thread, .coral-thread, #coral_talk_stream, .coral-stream")
    scripts = "\n".join(text for node in tree.css("script:not([src])") if "oral" in (text := node.text()))[:200_000]
    sources = " ".join(node.attributes.get("src") or "" for node in tree.css('script[src*="/assets/js/"]'))
    found = _ROOT.search(scripts) or _EMBED.search(sources) or _EMBED.search(scripts) or _ROOT_KEY.search(scripts)
    if place is None and "Coral.createStreamEmbed" not in scripts:
        return None
    if found is None:
        return Thread(NAME, page.url, readable=False, reason="Coral: the page does not name the server of its comments")
    root = found[1].replace("\\/", "/").rstrip("/")
    attributes = place.attributes if place is not None else {}
    story = (match[1] if (match := _STORY_ID.search(scripts)) else None) or attributes.get("data-coral-id")
    if story:
        return Thread(NAME, story, requests=[_stream(root, story)])
    canonical = tree.css_first('link[rel="canonical"][href]')
    url = (
        (match[1] if (match := _STORY_URL.search(scripts)) else None)
        or attributes.get("data-coral-url")
        or (canonical.attributes.get("href") if canonical is not None else None)
        or page.url
    )
    return Thread(NAME, url, requests=[count_request(root, url)])


def count_request(root: str, url: str) -> NextRequest:
    """The request that looks up the story of the article at *url*, and only looks."""
    return NextRequest(f"{root}/api/story/count.js?url={quote(url, safe='', errors='replace')}&ref=newscrawl", NAME)


def _stream(root: str, story: str, cursor: str | None = None) -> NextRequest:
    variables = {
        "storyID": story,
        "count": COUNT,
        "cursor": cursor,
        "orderBy": "CREATED_AT_ASC",
        "tag": None,
        "ratingFilter": None,
        "flattenReplies": False,
        "refreshStream": False,
    }
    return NextRequest(address(f"{root}/api/graphql", query="", id=ALL_COMMENTS, variables=json.dumps(variables)), NAME)


def _replies(root: str, comment: str, query: str, cursor: str | None) -> NextRequest:
    variables = {
        "commentID": comment,
        "count": COUNT,
        "cursor": cursor,
        "orderBy": "CREATED_AT_ASC",
        "flattenReplies": False,
        "refreshStream": False,
    }
    return NextRequest(address(f"{root}/api/graphql", query="", id=query, variables=json.dumps(variables)), NAME)


def _root(url: str) -> str | None:
    """The server's address, from one of its own; it may live under a path."""
    parts = parts_of(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path.partition('/api/')[0]}" if parts.netloc else None


def read(body: bytes, url: str, headers: Mapping[str, str]) -> Reply:  # noqa: ARG001
    """One reply: the count handler's (which names the story), a page of comments, or of one comment's replies."""
    reply = load(body)
    if reply is None and (found := _CALLBACK.match(body[:100_000])):
        reply = load(found[1])
    root = _root(url)
    if "/api/story/count" in url:
        story, total = key_of(entry(reply, "id")), count(entry(reply, "count"))
        return Reply([], [_stream(root, story)] if root and story and total else [], claimed=total)
    top = entry(reply, "data", "story") or entry(reply, "data", "comment")
    connection = entry(top, "comments") or entry(top, "replies")
    rows: list[Row] = []
    following: list[NextRequest] = []
    asked = parameter(url, "id")
    level = REPLIES.index(asked) + 1 if asked in REPLIES else 0
    todo: list[tuple[dict[str, Any], int]] = [(edge, level) for edge in reversed(objects(entry(connection, "edges")))]
    while todo:
        edge, depth = todo.pop()
        node = edge.get("node")
        if (found_row := _row(node)) is None:
            continue
        rows.append(found_row)
        replies = entry(node, "replies")
        todo.extend((child, depth + 1) for child in reversed(objects(entry(replies, "edges"))))
        if root and entry(replies, "pageInfo", "hasNextPage") is True and depth < len(REPLIES):
            following.append(
                _replies(root, found_row["id"], REPLIES[depth], string(entry(replies, "pageInfo", "endCursor")))
            )
    cursor, key = string(entry(connection, "pageInfo", "endCursor")), key_of(entry(top, "id"))
    if root and key and cursor and entry(connection, "pageInfo", "hasNextPage") is True and rows:
        is_story = entry(reply, "data", "story") is not None
        query = asked if asked in REPLIES else REPLIES[0]
        following.append(_stream(root, key, cursor) if is_story else _replies(root, key, query, cursor))
    closed = entry(top, "isClosed")
    return Reply(
        arranged(rows, whole=False),
        following,
        claimed=count(entry(top, "commentCounts", "totalPublished")),
        closed=closed if isinstance(closed, bool) else None,
    )


def _row(node: Any) -> Row | None:
    key = key_of(entry(node, "id"))
    if key is None or entry(node, "status") in ("REJECTED", "PREMOD", "SYSTEM_WITHHELD"):
        return None
    tags, worn = objects(entry(node, "tags")), entry(node, "author", "badges")
    return row(
        key,
        parent=key_of(entry(node, "parent", "id")),
        author=string(entry(node, "author", "username")),
        author_key=key_of(entry(node, "author", "id")),
        text=text_of_html(entry(node, "body")),
        published=stated(entry(node, "createdAt")),
        likes=count(entry(node, "actionCounts", "reaction", "total")),
        state=DELETED if entry(node, "deleted") is True else "shown",
        pinned=any(tag.get("code") == "FEATURED" for tag in tags),
        badges=[
            *(tag.get("code") for tag in tags if tag.get("code") != "FEATURED"),
            *(worn if isinstance(worn, list) else ()),
        ],
    )
