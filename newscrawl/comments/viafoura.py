"""Viafoura, the platform of many newspaper groups.

Sources: viafoura/demo-site (fetchCommentsSchema.js), public readers with tests. Not a documented interface. Names are
kept apart (one request a commenter): a row has the commenter's key, and a name only where the reply brings one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from newscrawl.comments.replies import address, count, entry, key_of, load, moment, objects, parameter, parts_of, string
from newscrawl.comments.texts import text_plain_or_html
from newscrawl.comments.thread import DELETED, NextRequest, Reply, Row, Thread, arranged, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.markup import Page

NAME = "viafoura"
API = "https://livecomments.viafoura.co/v4/livecomments"
USERS = "https://iam.viafoura.co/v3/sections"
SITES = "https://tyrion.viafoura.co/v3/sections/sites"
_SITE = re.compile(r"viafouraSectionUuid[\"']?\s*[:=]\s*[\"'](0{8}-0000-4000-8000-[0-9a-f]{12})")
_COUNT_CALL = re.compile(r"ViafouraArticleCommentCount\(\s*['\"]([^'\"]{1,200})")
_THREAD_PATH = re.compile(r"/livecomments/([0-9a-f-]{36})(?:/([0-9a-f-]{36})(?:/comments(?:/([0-9a-f-]{36}))?)?)?")
_USER_PATH = re.compile(r"/sections/[0-9a-f-]{36}/users/([0-9a-f-]{36})(?:$|[?#])")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def find(page: Page) -> Thread | None:
    """The thread that *page* loads. Its first request asks for the site's number where the page does not state it."""
    tree = page.tree
    element = tree.css_first('vf-conversations, div.viafoura, [class*="viafoura"]')
    if element is None and tree.css_first('script[src*="cdn.viafoura.net"], vf-widget, vf-conversations-count') is None:
        return None
    scripts = "\n".join(text for node in tree.css("script:not([src])") if "iafoura" in (text := node.text()))[:200_000]
    key = _key(page, scripts)
    if element is None and key is None:
        return None
    if key is None:
        return Thread(NAME, page.url, readable=False, reason="Viafoura: the page names no thread")
    thread = Thread(NAME, key)
    found = _SITE.search(scripts)
    thread.requests = [first_request(page, key, found[1] if found else None)]
    return thread


def first_request(page: Page, key: str, site: str | None) -> NextRequest:
    """The first request for the thread *key*: by the site's UUID, or for that where it is not known."""
    if site:
        return _first(site, key)
    host = parts_of(page.url).hostname or ""
    return NextRequest(address(f"{SITES}/{quote(host)}", container_id=key), NAME)


def container_of(page: Page) -> str | None:
    """The key of the thread that *page* names anywhere, also where it loads nothing."""
    scripts = "\n".join(text for node in page.tree.css("script:not([src])") if "iafoura" in (text := node.text()))
    return _key(page, scripts[:200_000])


def _key(page: Page, scripts: str) -> str | None:
    if stated := page.metas.get("vf:container_id"):
        return stated[0]
    element = page.tree.css_first("vf-conversations[vf-container-id], [vf-container-id], [data-vf-container-id]")
    if element is not None:
        return element.attributes.get("vf-container-id") or element.attributes.get("data-vf-container-id")
    found = _COUNT_CALL.search(scripts)
    return found[1] if found else None


def _first(site: str, key: str) -> NextRequest:
    """The lookup of the thread: it says how many comments there are, and never makes one."""
    return NextRequest(address(f"{API}/{site}/contentcontainer/id", container_id=key), NAME)


def read(body: bytes, url: str, headers: Mapping[str, str]) -> Reply:  # noqa: ARG001
    """One reply: the site's number, the thread's, a page of comments, or the replies of one comment."""
    reply = load(body)
    if found := _USER_PATH.search(url):
        name = string(entry(reply, "preferred_username")) or string(entry(reply, "result", "preferred_username"))
        return Reply([], [], names={found[1]: name} if name else None)
    if (contents := entry(reply, "contents")) is not None:
        return _read_comments(objects(contents), reply, url)
    key = parameter(url, "container_id") or string(entry(reply, "container_id"))
    path = _THREAD_PATH.search(url)
    container = _uuid(entry(reply, "content_container_uuid"))
    if container and path:
        first = NextRequest(f"{API}/{path[1]}/{container}/comments?limit=100&reply_limit=100&sorted_by=newest", NAME)
        return Reply([], [first], claimed=count(entry(reply, "total_visible_content")))
    site = (
        entry(reply, "uuid")
        or entry(reply, "result", "settings", "site_uuid")
        or entry(reply, "result", "sectionTree", "uuid")
    )
    if isinstance(site, str) and _UUID.fullmatch(site) and key:
        return Reply([], [_first(site, key)])
    return Reply([], [])


def _read_comments(contents: list[dict[str, Any]], reply: Any, url: str) -> Reply:
    path = _THREAD_PATH.search(url)
    rows: list[Row] = []
    following: list[NextRequest] = []
    todo = list(reversed(contents))
    while todo:
        content = todo.pop()
        replies = objects(entry(content, "replies", "contents"))
        todo.extend(reversed(replies))
        if (found := _row(content)) is not None:
            rows.append(found)
        key, container = _uuid(content.get("content_uuid")), _uuid(content.get("content_container_uuid"))
        if (
            path
            and key
            and container
            and len(replies) < (count(content.get("total_replies")) or 0)
            and not _is_replies(path)
        ):
            following.append(NextRequest(f"{API}/{path[1]}/{container}/comments/{key}?limit=100", NAME))
    if path and contents and entry(reply, "more_available") is True:
        last, container = _uuid(contents[-1].get("content_uuid")), _uuid(contents[-1].get("content_container_uuid"))
        if last and container and last != parameter(url, "starting_from"):
            tail = f"/comments/{path[3]}" if _is_replies(path) else "/comments"
            base = f"{API}/{path[1]}/{container}{tail}"
            following.append(
                NextRequest(address(base, limit=100, reply_limit=100, sorted_by="newest", starting_from=last), NAME)
            )
    people = _people(path[1], rows) if path else []
    return Reply(arranged(rows, whole=False), following, people=people)


def _people(site: str, rows: list[Row]) -> list[NextRequest]:
    """One request a commenter who is named by key alone; a crawl keeps the names that it has for other threads."""
    keys = dict.fromkeys(row["author_key"] for row in rows if row["author"] is None and _uuid(row["author_key"]))
    return [NextRequest(f"{USERS}/{site}/users/{key}", NAME, person=key) for key in keys]


def _uuid(value: Any) -> str | None:
    """*value* where it is a UUID: it becomes a part of an address."""
    return value if isinstance(value, str) and _UUID.fullmatch(value) else None


def _is_replies(path: re.Match[str]) -> bool:
    return bool(path[3])


def _row(content: dict[str, Any]) -> Row | None:
    key = key_of(content.get("content_uuid"))
    state = content.get("simplified_state") or content.get("state") or "visible"
    if key is None or content.get("is_actor_ghostbanned") is True or ("content" in content and state != "visible"):
        return None
    parent = key_of(content.get("parent_uuid"))
    actor = content.get("actor")
    return row(
        key,
        parent=None if parent == key_of(content.get("content_container_uuid")) else parent,
        author=string(entry(actor, "preferred_username")) or string(entry(actor, "name")),
        author_key=key_of(content.get("actor_uuid")),
        text=text_plain_or_html(content.get("content")),
        published=moment(content.get("date_created"), unit=0.001) or moment(content.get("time"), unit=0.001),
        likes=count(content.get("total_likes")),
        dislikes=count(content.get("total_dislikes")),
        state="shown" if "content" in content else DELETED,
    )
