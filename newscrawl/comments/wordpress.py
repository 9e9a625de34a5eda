"""WordPress: comments in the page, the rest by its REST interface, or by comment pages where that is closed.

Sources: wp-includes/class-walker-comment.php, class-wp-rest-comments-controller.php (WordPress 6), and a run of it.
The address of an article shows the *last* page of its comments where the newest stand first, so every page is asked
for. REST sends replies whose parent is gone; the page does not print them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newscrawl.comments import wpdiscuz
from newscrawl.comments.generic import printed_rows
from newscrawl.comments.headings import claimed_in_heading
from newscrawl.comments.replies import address, count, entry, joined, key_of, load, objects, parameter, stated
from newscrawl.comments.texts import text_of_html
from newscrawl.comments.thread import NextRequest, Reply, Row, Thread, arranged, row
from newscrawl.markup import open_page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from newscrawl.markup import Page

NAME = "wordpress"
PER_PAGE = 100  # the most that WordPress allows; 101 is answered with an error
MAX_PAGES = 500
_FIELDS = "id,parent,author,author_name,date_gmt,content,type"
_POST_CLASS = re.compile(r"(?:^|\s)(?:postid|page-id)-(\d+)(?=\s|$)")
_POST_URL = re.compile(r"/wp/v2/(?:posts|pages|[\w-]+)/(\d+)")
_PAGE_IN_PATH = re.compile(r"/comment-page-(\d{1,4})(?=[/?#]|$)")
_PAGE_IN_QUERY = re.compile(r"([?&]cpage=)(\d{1,4})")
_SECTIONS = "#comments, #respond, #commentform, .commentlist, .comment-list, .wp-block-comments, #wpdcom, #wpcomm"
_NUMBER = re.compile(r"\d[\d.,]*")


def find(page: Page, rows: list[Row], pingbacks: list[Row]) -> Thread | None:
    """The thread of a WordPress article page, with the *rows* and *pingbacks* that were read from it; None elsewhere."""
    tree = page.tree
    root = tree.css_first('link[rel~="https://api.w.org/"][href]')
    section = tree.css_first(_SECTIONS)
    if section is None or (root is None and not _is_wordpress(page)):
        return None
    post = post_id(page)
    thread = Thread(
        NAME, post or page.url, claimed=claimed_in_heading(page), closed=_closed(page), rows=rows, pingbacks=pingbacks
    )
    pages, current = _comment_pages(page)
    total = len(rows) + len(pingbacks)
    if not pages and (thread.claimed is None or thread.claimed <= total):
        if thread.claimed == total:  # it counts pingbacks among the comments
            thread.claimed = len(rows)
        return thread
    printed = [NextRequest(url, NAME) for number, url in sorted(pages.items()) if number != current]
    if not printed and (more := wpdiscuz.load_more(page, rows)) is not None:
        printed = [more]
    if root is not None and post is not None:
        thread.requests = [rest_request(joined(page.url, root.attributes.get("href") or ""), post)]
        thread.fallback = printed
    else:
        thread.requests = printed
    return thread


def rest_request(root: str, post: str) -> NextRequest:
    """The first request of a post's comments; *root* may be ``/wp-json/`` or ``/?rest_route=/``."""
    if parameter(root, "rest_route") is not None:
        url = address(root, rest_route="/wp/v2/comments")
    else:
        url = root.rstrip("/") + "/wp/v2/comments"
    return NextRequest(
        address(url, post=post, per_page=PER_PAGE, page=1, order="asc", orderby="date_gmt", _fields=_FIELDS), NAME
    )


def read(body: bytes, url: str, headers: Mapping[str, str], now: datetime | None = None) -> Reply:
    """One reply: JSON of the REST interface, or an HTML page of comments, whose relative times count from *now*."""
    if body.lstrip()[:1] in (b"[", b"{"):
        return _read_rest(load(body), url, headers)
    page = open_page(body, url)
    rows, _ = printed_rows(page, now)
    pages, current = _comment_pages(page)
    here = _page_number(url) or current
    after = [number for number in pages if here is not None and number > here]
    return Reply(arranged(rows, whole=False), [NextRequest(pages[min(after)], NAME)] if after else [])


def _read_rest(reply: Any, url: str, headers: Mapping[str, str]) -> Reply:
    comments = objects(reply)
    rows = [found for comment in comments if (found := _row(comment)) is not None]
    here = count(parameter(url, "page")) or 1
    last = next((count(value) for name, value in headers.items() if name.lower() == "x-wp-totalpages"), None)
    more = here < last if last is not None else bool(comments)
    following = [NextRequest(address(url, page=here + 1), NAME)] if more and here < MAX_PAGES else []
    claimed = next((count(value) for name, value in headers.items() if name.lower() == "x-wp-total"), None)
    return Reply(arranged(rows, whole=False), following, claimed=claimed)


def _row(comment: dict[str, Any]) -> Row | None:
    key = key_of(comment.get("id"))
    if (
        key is None
        or comment.get("type", "comment") not in ("comment", "")
        or comment.get("status", "approved") != "approved"
    ):
        return None
    parent, account = key_of(comment.get("parent")), key_of(comment.get("author"))
    return row(
        key,
        parent=None if parent == "0" else parent,
        author=text_of_html(comment.get("author_name")),
        author_key=None if account == "0" else account,
        text=text_of_html(entry(comment, "content", "rendered")),
        published=stated(comment.get("date_gmt"), utc=True) or stated(comment.get("date")),
        published_raw=comment.get("date_gmt") if isinstance(comment.get("date_gmt"), str) else None,
    )


def _is_wordpress(page: Page) -> bool:
    if page.tree.css_first(".comment-reply-link, a[href*='replytocom=']") is not None:
        return True
    if any("wordpress" in value.lower() for value in page.metas.get("generator", ())):
        return True
    return (
        page.tree.css_first(
            '[href*="/wp-content/"], [src*="/wp-content/"], [href*="/wp-includes/"], [action*="wp-comments-post"]'
        )
        is not None
    )


def post_id(page: Page) -> str | None:
    """In the order of trust: its own REST address, the body's class, the short link, the form's hidden field."""
    tree = page.tree
    for link in tree.css('link[rel="alternate"][type="application/json"][href]'):
        if found := _POST_URL.search(link.attributes.get("href") or ""):
            return found[1]
    body = tree.body
    if body is not None and (found := _POST_CLASS.search(body.attributes.get("class") or "")):
        return found[1]
    short = tree.css_first('link[rel="shortlink"][href]')
    if short is not None and (post := parameter(short.attributes.get("href") or "", "p")):
        return post if post.isdecimal() else None
    hidden = tree.css_first('input[name="comment_post_ID"][value]')
    value = (hidden.attributes.get("value") or "") if hidden is not None else ""
    return value if value.isdecimal() else None


def _closed(page: Page) -> bool | None:
    if page.tree.css_first(".no-comments, .nocomments, .comments-closed") is not None:
        return True
    if page.tree.css_first('#commentform, #respond form, form[action*="wp-comments-post"], .wpd-form') is not None:
        return False
    return None


def _comment_pages(page: Page) -> tuple[dict[int, str], int | None]:
    """The pages of a paged thread by number, those between the linked ones included, and the number of this one.

    Which page this is shows in the links of its own comments: they lead to the page that they stand on. That a page is
    not linked says nothing: with the newest first, the last page links to the one before it.
    """
    linked: dict[int, str] = {}
    own: set[int] = set()
    for link in page.tree.css('a[href*="comment-page-"], a[href*="cpage="]'):
        href = link.attributes.get("href") or ""
        number = _page_number(href)
        if number is None or number > MAX_PAGES:
            continue
        if re.search(r"#(?:li-|div-)?comment-\d", href):
            own.add(number)
        elif "replytocom" not in href:
            linked.setdefault(number, joined(page.url, href).partition("#")[0])
    current = _page_number(page.url) or (own.pop() if len(own) == 1 else _number_shown(page))
    if not linked:
        return {}, current
    pattern = linked[max(linked)]
    highest = max(*linked, current or 0)
    return {number: linked.get(number) or _with_number(pattern, number) for number in range(1, highest + 1)}, current


def _number_shown(page: Page) -> int | None:
    """The number that the comments' navigation shows without a link: the page that one is on."""
    shown = page.tree.css_first(
        ".comment-navigation .current, .comments-pagination .current, #comments .page-numbers.current"
    )
    found = _NUMBER.search(shown.text() or "") if shown is not None else None
    return int(found[0]) if found and found[0].isdecimal() and len(found[0]) < 5 else None


def _page_number(url: str) -> int | None:
    if found := _PAGE_IN_PATH.search(url):
        return int(found[1])
    found = _PAGE_IN_QUERY.search(url)
    return int(found[2]) if found else None


def _with_number(url: str, number: int) -> str:
    if _PAGE_IN_PATH.search(url):
        return _PAGE_IN_PATH.sub(f"/comment-page-{number}", url)
    return _PAGE_IN_QUERY.sub(rf"\g<1>{number}", url)
