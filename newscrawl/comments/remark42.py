"""Remark42. Source: umputun/remark42 (rest_public.go, tree.go, comment.go). Its robots.txt allows the route used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newscrawl.comments.badges import flagged
from newscrawl.comments.replies import address, count, entry, key_of, load, objects, parameter, stated, string
from newscrawl.comments.texts import text_of_html
from newscrawl.comments.thread import DELETED, NextRequest, Reply, Row, Thread, arranged, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.markup import Page

NAME = "remark42"
LIMIT = 50
_VALUE = r"""['"]?\s*:\s*['"]([^'"]{1,500})['"]"""
_HOST, _SITE, _URL = (re.compile(rf"\b{name}{_VALUE}") for name in ("host", "site_id", "url"))


def find(page: Page) -> Thread | None:
    """The thread that *page* loads; its key is the address of the page as Remark42 knows it."""
    if page.tree.css_first("#remark42, [id^='remark42']") is None:
        return None
    script = next((text for node in page.tree.css("script:not([src])") if "remark_config" in (text := node.text())), "")
    config = script[script.find("remark_config") :][:5_000]
    host, site, url = _HOST.search(config), _SITE.search(config), _URL.search(config)
    if host is None or not host[1].startswith(("http://", "https://")):
        return Thread(NAME, page.url, readable=False, reason="Remark42: the page does not name its server")
    key = url[1] if url else page.url.partition("#")[0]
    return Thread(NAME, key, requests=[first_request(host[1], site[1] if site else "remark", key)])


def first_request(host: str, site: str, key: str) -> NextRequest:
    """The request for the first comments of the page *key* of *site* at the Remark42 of *host*."""
    url = address(f"{host.rstrip('/')}/api/v1/find", site=site, url=key, sort="+time", format="tree", limit=LIMIT)
    return NextRequest(url, NAME)


def read(body: bytes, url: str, headers: Mapping[str, str]) -> Reply:  # noqa: ARG001
    """One page of a thread as a tree (or flat); limits count replies, but a top comment always comes whole."""
    reply = load(body)
    rows: list[Row] = []
    todo = list(reversed(objects(entry(reply, "comments"))))
    while todo:
        node = todo.pop()
        comment = node.get("comment") if isinstance(node.get("comment"), dict) else node
        if isinstance(comment, dict) and (found := _row(comment)) is not None:
            rows.append(found)
        todo.extend(reversed(objects(node.get("replies"))))
    last = key_of(entry(reply, "info", "last_comment"))
    left = count(entry(reply, "info", "count_left")) or 0
    following = (
        [NextRequest(address(url, offset_id=last), NAME)]
        if rows and left > 0 and last and last != parameter(url, "offset_id")
        else []
    )
    closed = entry(reply, "info", "read_only")
    return Reply(
        arranged(rows, whole=False),
        following,
        claimed=count(entry(reply, "info", "count")),
        closed=closed if isinstance(closed, bool) else None,
    )


def _row(comment: dict[str, Any]) -> Row | None:
    key = key_of(comment.get("id"))
    if key is None:
        return None
    user = comment.get("user")
    user_id = key_of(entry(user, "id")) or ""
    return row(
        key,
        parent=key_of(comment.get("pid")),
        author=string(entry(user, "name")),
        author_key=None if user_id.startswith("email_") else user_id,  # that one is a hash of an e-mail address
        text=text_of_html(comment.get("text")),
        published=stated(comment.get("time")),
        edited=stated(entry(comment, "edit", "time")),
        likes=count(comment.get("score")),
        state=DELETED if comment.get("delete") is True else "shown",
        pinned=comment.get("pin") is True,
        badges=flagged((entry(user, "admin"), "admin"), (entry(user, "verified"), "verified")),
    )
