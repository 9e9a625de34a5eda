"""wpDiscuz, a WordPress plugin: the comments behind its "load more" button, where the REST interface does not give them.

Source: wpDiscuz 7.6.63 (class.WpdiscuzCore.php, assets/js/wpdiscuz.js). Its interface is POSTed to and only reads: first
for a nonce (``wpdGetNonce``), then for the next comments after the last one shown (``wpdLoadMoreComments``). What the
plugin keeps in its script (post, last comment, order) travels in the address, too, which it does not look at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from newscrawl.comments.generic import printed_rows
from newscrawl.comments.replies import address, count, entry, joined, key_of, load, parameter, string
from newscrawl.comments.thread import NextRequest, Reply, Row, arranged
from newscrawl.markup import open_page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from newscrawl.markup import Page

NAME = "wpdiscuz"
MAX_PAGES = 500
_OBJECT = re.compile(r"wpdiscuzAjaxObj\s*=\s*\{")
_SETTING = r'"%s"\s*:\s*"?((?:[^"\\,}]|\\.){1,500})'
_FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8", "X-Requested-With": "XMLHttpRequest"}
_KEY = re.compile(r"[\w-]{1,80}")


def load_more(page: Page, rows: list[Row]) -> NextRequest | None:
    """What asks for the comments after *rows*, those that *page* prints; None where it has no button for more."""
    button = page.tree.css_first("[data-lastparentid]")
    last = (button.attributes.get("data-lastparentid") or "") if button is not None else ""
    if not last.isdecimal() or last == "0":
        return None
    script = next((text for node in page.tree.css("script:not([src])") if _OBJECT.search(text := node.text())), "")
    url, post = _said(script, "url"), _said(script, "wc_post_id")
    target = joined(page.url, url) if url else ""
    if not target or not post or not post.isdecimal():
        return None
    tops = [int(row["id"][:18]) for row in rows if row["parent"] is None and row["id"].isdecimal()]
    state = {
        "postId": post,
        "lastParentId": last,
        "offset": 1,
        "sorting": "newest" if len(tops) > 1 and tops[0] > tops[-1] else "oldest",
        "nonceName": _said(script, "nonceName") or "",
    }
    if _KEY.fullmatch(str(state["nonceName"])):
        return _request(target, "wpdGetNonce", state)
    return _request(target, "wpdLoadMoreComments", state)


def _said(script: str, name: str) -> str | None:
    found = re.search(_SETTING % re.escape(name), script[:500_000])
    return found[1].replace("\\/", "/") if found else None


def _request(url: str, action: str, state: Mapping[str, object]) -> NextRequest:
    kept = {name: value for name, value in state.items() if value not in ("", None)}
    form: dict[str, object] = {"action": action, **kept}
    if action == "wpdLoadMoreComments":
        form |= {"isFirstLoad": 0, "wpdType": ""}
        if "nonce" in kept and "nonceName" in kept:
            form[str(kept["nonceName"])] = kept["nonce"]
    where = address(url.partition("#")[0].partition("?")[0], action=action, **kept)
    return NextRequest(where, NAME, "POST", dict(_FORM), urlencode(form, errors="replace"))


def read(
    body: bytes,
    url: str,
    headers: Mapping[str, str],  # noqa: ARG001
    now: datetime | None = None,
) -> Reply:
    """One reply: the nonce, or the next comments as HTML in JSON. Never raises on what was sent."""
    reply = load(body)
    state: dict[str, Any] = {
        name: parameter(url, name) for name in ("postId", "lastParentId", "offset", "sorting", "nonceName", "nonce")
    }
    if parameter(url, "action") == "wpdGetNonce":
        nonce = string(entry(reply, "data", str(state["nonceName"])))
        state["nonce"] = nonce if nonce and _KEY.fullmatch(nonce) else None
        return Reply([], [_request(url, "wpdLoadMoreComments", state)] if state["nonce"] else [])
    html = string(entry(reply, "data", "comment_list"))
    if html is None:
        return Reply([], [])
    page = open_page(f"<html><body><div id=wpdcom>{html}</div>".encode("utf-8", "replace"), url)
    rows, _ = printed_rows(page, now)
    last, offset = key_of(entry(reply, "data", "last_parent_id")), count(state["offset"]) or 1
    more = entry(reply, "data", "is_show_load_more") in (True, 1, "1")
    claimed = count(entry(reply, "data", "comments_count"))
    following: list[NextRequest] = []
    if more and rows and last and last.isdecimal() and last != state["lastParentId"] and offset < MAX_PAGES:
        following = [_request(url, "wpdLoadMoreComments", {**state, "lastParentId": last, "offset": offset + 1})]
    return Reply(arranged(rows, whole=False), following, claimed=claimed)
