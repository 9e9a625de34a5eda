"""The recorded replies of ``../shared/comments/shapes``, put together again into what their platforms held."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from comments.servers.flat import Discourse, Disqus, Hyvor, Platform, WordPress
from comments.servers.trees import Coral, Ghost, Isso, OpenWeb, Remark42, Viafoura
from loopback import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable

SHAPES = SHARED / "comments" / "shapes"


def _load(path: str) -> Any:
    return json.loads((SHAPES / path).read_text(encoding="utf-8"))


def _coral_node(edge: dict[str, Any]) -> dict[str, Any]:
    node = edge["node"]
    replies = (node.get("replies") or {}).get("edges") or []
    kept = {name: value for name, value in node.items() if name not in ("replies", "allChildComments")}
    return {**kept, "_replies": [_coral_node(reply) for reply in replies]}


def _coral() -> list[dict[str, Any]]:
    pages = [_load(f"coral/page{n}.json")["data"]["story"]["comments"]["edges"] for n in (1, 2)]
    return [_coral_node(edge) for page in pages for edge in page]


def _viafoura() -> list[dict[str, Any]]:
    tops = (
        _load("viafoura/comments_page1.json")["contents"]
        + _load("viafoura/comments_page2_starting_from.json")["contents"]
    )
    tops[0]["replies"]["contents"] = _load("viafoura/replies_of_comment.json")["contents"]
    return tops


def _ghost() -> list[dict[str, Any]]:
    tops = _load("ghost/comments_post_page1.json")["comments"] + _load("ghost/comments_post_page2.json")["comments"]
    tops[0]["replies"] = _load("ghost/replies.json")["comments"]
    return tops


READ: dict[str, tuple[type[Platform], Callable[[], list[dict[str, Any]]]]] = {
    "wordpress": (WordPress, lambda: _load("wordpress/page1.json") + _load("wordpress/page2.json")),
    "disqus": (
        Disqus,
        lambda: (
            _load("disqus/embed_threaddata_page1.json")["response"]["posts"]
            + _load("disqus/listPostsThreaded_page2.json")["response"]
        ),
    ),
    "hyvor": (Hyvor, lambda: _load("hyvor/data_comments_offset0.json") + _load("hyvor/data_comments_offset4.json")),
    "discourse": (
        Discourse,
        lambda: (
            _load("discourse/topic.json")["post_stream"]["posts"]
            + _load("discourse/posts_by_ids.json")["post_stream"]["posts"]
        ),
    ),
    "viafoura": (Viafoura, _viafoura),
    "openweb": (
        OpenWeb,
        lambda: [
            one for n in (1, 2) for one in _load(f"openweb/conversation_read_page{n}.json")["conversation"]["comments"]
        ],
    ),
    "coral": (Coral, _coral),
    "ghost": (Ghost, _ghost),
    "isso": (Isso, lambda: _load("isso/page1.json")["replies"] + _load("isso/page2.json")["replies"]),
    "remark42": (
        Remark42,
        lambda: (
            _load("remark42/find_tree_page1.json")["comments"]
            + _load("remark42/find_tree_page2_offset_id.json")["comments"]
        ),
    ),
}


def platform_of(name: str) -> Platform:
    """The server of a recorded thread, two comments a page."""
    cls, read = READ[name]
    platform = cls(read())
    platform.most = 2
    return platform
