"""Substack: the few comments that a post's page prints, and all of them by its public interface. Source: public readers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from newscrawl.comments.replies import count, entry, joined, key_of, load, objects, stated, string
from newscrawl.comments.texts import text_plain_or_html
from newscrawl.comments.thread import DELETED, NextRequest, Reply, Row, Thread, arranged, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.markup import Page

NAME = "substack"
_PRELOADS = re.compile(r"window\._preloads\s*=\s*JSON\.parse\((\"(?:[^\"\\]|\\.)*\")\)")


def find(page: Page, rows: list[Row]) -> Thread | None:
    """The thread of a Substack post, with the *rows* that its page prints."""
    if page.tree.css_first('[src*="substackcdn.com"], [href*="substackcdn.com"]') is None:
        return None
    script = next((text for node in page.tree.css("script:not([src])") if "_preloads" in (text := node.text())), "")
    found = _PRELOADS.search(script)
    try:
        post = entry(load(json.loads(found[1]).encode("utf-8", "replace")), "post") if found else None
    except ValueError:
        post = None
    key = key_of(entry(post, "id"))
    if key is None:
        return None
    claimed = count(entry(post, "comment_count"))
    thread = Thread(NAME, key, claimed=claimed, rows=rows)
    if claimed is not None and claimed > len(rows):
        url = joined(page.url, f"/api/v1/post/{key}/comments?all_comments=true&sort=oldest_first")
        thread.requests = [NextRequest(url, NAME)]
    return thread


def read(body: bytes, url: str, headers: Mapping[str, str]) -> Reply:  # noqa: ARG001
    """All comments of a post; an older form of the interface is a bare list."""
    reply = load(body)
    rows: list[Row] = []
    todo: list[tuple[dict[str, Any], str | None]] = [
        (comment, None) for comment in reversed(objects(entry(reply, "comments") if isinstance(reply, dict) else reply))
    ]
    while todo:
        comment, parent = todo.pop()
        key = key_of(comment.get("id"))
        if key is None:
            continue
        gone = comment.get("deleted") is True or comment.get("body") is None
        rows.append(
            row(
                key,
                parent=parent,
                author=string(comment.get("name")),
                author_key=key_of(comment.get("handle")),
                text=text_plain_or_html(comment.get("body")),
                published=stated(comment.get("date")),
                likes=count(comment.get("reaction_count")),
                state=DELETED if gone else "shown",
            )
        )
        todo.extend((child, key) for child in reversed(objects(comment.get("children"))))
    return Reply(arranged(rows, whole=False), [])
