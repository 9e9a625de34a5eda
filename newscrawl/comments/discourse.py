"""Discourse, embedded under an article. Sources: discourse_api_docs (openapi.json), embed_controller.rb.

Only a topic that the page names is read: asking Discourse for an address that it does not know makes it import it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from newscrawl.comments.badges import flagged
from newscrawl.comments.replies import count, entry, key_of, load, objects, stated, string
from newscrawl.comments.texts import text_of_html
from newscrawl.comments.thread import DELETED, NextRequest, Reply, Row, Thread, arranged, row
from newscrawl.comments.vocabulary import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page

NAME = "discourse"
CHUNK = 20
_LIKE = 2  # id of the "like" in actions_summary
_FORUM = re.compile(r"discourseUrl['\"]?\s*:\s*['\"](https?://[^'\"]+)")
_TOPIC = re.compile(r"topicId['\"]?\s*:\s*['\"]?(\d+)")
_TOPIC_URL = re.compile(r"^(https?://[^\s]*?)/t/(?:[^/]+/)?(\d+)")
_REQUEST = re.compile(r"^(https?://.*?)/t/(?:[^/]+/)?(\d+)(?:/posts)?\.json")


def find(page: Page) -> Thread | None:
    """The topic that *page* embeds, by its number or by the link to it that the page prints."""
    if page.tree.css_first("#discourse-comments") is None:
        return None
    script = "\n".join(
        text for node in page.tree.css("script:not([src])") if "DiscourseEmbed" in (text := node.text())
    )[:100_000]
    forum, topic = _FORUM.search(script), _TOPIC.search(script)
    root = forum[1].rstrip("/") if forum else None
    number = topic[1] if topic else None
    if root and number is None:
        for link in page.tree.css('a[href*="/t/"]'):
            found = _TOPIC_URL.match(link.attributes.get("href") or "")
            if found and found[1].rstrip("/") == root:
                number = found[2]
                break
    if root is None or number is None:
        return Thread(
            NAME,
            page.url,
            readable=False,
            reason="Discourse: the page does not name its topic, and asking by address would create one",
        )
    return Thread(NAME, number, requests=[NextRequest(f"{root}/t/{number}.json", NAME)])


def read(body: bytes, url: str, headers: Mapping[str, str]) -> Reply:  # noqa: ARG001
    """A topic's first posts, or more of them by their ids. Post 1 is the article's stub and no comment."""
    topic = load(body)
    stream = entry(topic, "post_stream")
    posts = objects(entry(stream, "posts"))
    numbers = {
        post.get("post_number"): key_of(post.get("id")) for post in posts if isinstance(post.get("post_number"), int)
    }
    rows = [found for post in posts if (found := _row(post, numbers)) is not None]
    wanted = entry(stream, "stream")
    got = set(numbers.values())
    missing = [key for one in wanted if (key := key_of(one)) and key not in got] if isinstance(wanted, list) else []
    request = _REQUEST.match(url)
    following = [
        NextRequest(
            f"{request[1]}/t/{request[2]}/posts.json?"
            + urlencode([("post_ids[]", key) for key in missing[at : at + CHUNK]]),
            NAME,
        )
        for at in range(0, len(missing), CHUNK)
        if request
    ]
    total = count(entry(topic, "posts_count"))
    closed = entry(topic, "closed")
    return Reply(
        arranged(rows, whole=False),
        following,
        claimed=total - 1 if total else None,  # the first is the article's stub
        closed=closed if isinstance(closed, bool) else None,
    )


def _row(post: dict[str, Any], numbers: dict[Any, str | None]) -> Row | None:
    key = key_of(post.get("id"))
    if key is None or post.get("post_number") == 1 or post.get("post_type", 1) != 1 or post.get("hidden") is True:
        return None
    answered = post.get("reply_to_post_number")
    # Replies name a number within the topic. One that is not in this reply stands on another page, or is deleted.
    parent = (numbers.get(answered) or f"#{answered}") if isinstance(answered, int) and answered > 1 else None
    likes = next(
        (action.get("count") for action in objects(post.get("actions_summary")) if action.get("id") == _LIKE), 0
    )
    return row(
        key,
        parent=parent,
        author=string(post.get("name")) or string(post.get("username")),
        author_key=key_of(post.get("username")),
        text=text_of_html(post.get("cooked"), _is_furniture),
        published=stated(post.get("created_at")),
        edited=stated(post.get("updated_at")) if (count(post.get("version")) or 1) > 1 else None,
        likes=count(likes),
        state=DELETED if post.get("user_deleted") is True or post.get("deleted_at") else "shown",
        badges=[
            *flagged((post.get("admin"), "admin"), (post.get("moderator"), "moderator"), (post.get("staff"), "staff")),
            post.get("user_title"),
        ],
        also=[f"#{post['post_number']}"] if isinstance(post.get("post_number"), int) else [],
    )


def _is_furniture(node: LexborNode) -> bool:
    """Quotes of other posts are not the commenter's own words."""
    return node.tag == "aside" and "quote" in words_of(node.attributes.get("class") or "")
