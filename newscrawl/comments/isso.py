"""Isso. Source: isso 0.13 and 0.14, read and run.

``nested_limit`` must be sent: without it Isso applies limit and offset to the replies too, and they vanish silently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.comments.replies import (
    address,
    count,
    entry,
    joined,
    key_of,
    load,
    moment,
    objects,
    parameter,
    parts_of,
    string,
)
from newscrawl.comments.texts import text_of_html
from newscrawl.comments.thread import DELETED, NextRequest, Reply, Row, Thread, arranged, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.markup import Page

NAME = "isso"
LIMIT = 100
NESTED_LIMIT = 1000
_DELETED_MODE = 4


def find(page: Page) -> Thread | None:
    """The thread of a page that loads Isso: its uri is the section's own, else the page's path."""
    script = page.tree.css_first("script[data-isso]")
    section = page.tree.css_first("#isso-thread, [data-isso-id]")
    if script is None or section is None:
        return None
    uri = section.attributes.get("data-isso-id") or parts_of(page.url).path or "/"
    return Thread(NAME, uri, requests=[first_request(joined(page.url, script.attributes.get("data-isso") or "/"), uri)])


def first_request(root: str, uri: str) -> NextRequest:
    """The request for the first comments of the thread *uri* of the Isso at *root*."""
    url = address(root.rstrip("/") + "/", uri=uri, sort="oldest", limit=LIMIT, offset=0, nested_limit=NESTED_LIMIT)
    return NextRequest(url, NAME)


def read(body: bytes, url: str, headers: Mapping[str, str]) -> Reply:  # noqa: ARG001
    """One page of a thread, or of one comment's replies (``parent`` in the address)."""
    reply = load(body)
    top = objects(entry(reply, "replies"))
    rows: list[Row] = []
    following: list[NextRequest] = []
    for comment in top:
        replies = objects(comment.get("replies"))
        rows += [found for one in (comment, *replies) if (found := _row(one)) is not None]
        if key := key_of(comment.get("id")):
            following += _hidden_replies(comment, key, len(replies), url)
    offset = count(parameter(url, "offset")) or 0
    hidden = count(entry(reply, "hidden_replies")) or 0
    # An Isso without offset (before 0.13.1) sends the same page again; the count of all comments ends that.
    if top and hidden > 0 and offset + len(top) < (count(entry(reply, "total_replies")) or 0):
        following.append(NextRequest(address(url, offset=offset + len(top)), NAME))
    total = None if parameter(url, "parent") else count(entry(reply, "total_replies"))
    return Reply(arranged(rows, whole=False), following, claimed=total)


def _hidden_replies(comment: dict[str, Any], key: str, shown: int, url: str) -> list[NextRequest]:
    if not count(comment.get("hidden_replies")) or parameter(url, "parent"):
        return []
    return [NextRequest(address(url, parent=key, limit=NESTED_LIMIT, offset=shown, nested_limit=None), NAME)]


def _row(comment: dict[str, Any]) -> Row | None:
    key = key_of(comment.get("id"))
    if key is None or comment.get("mode", 1) not in (1, _DELETED_MODE):
        return None
    return row(
        key,
        parent=key_of(comment.get("parent")),
        author=string(comment.get("author")),
        text=text_of_html(comment.get("text")),
        published=moment(comment.get("created")),
        edited=moment(comment.get("modified")),
        likes=count(comment.get("likes")),
        dislikes=count(comment.get("dislikes")),
        state=DELETED if comment.get("mode") == _DELETED_MODE else "shown",
    )
