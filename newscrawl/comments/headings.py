"""The number in the heading over a page's comments, where the heading is named for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newscrawl.markup import Page

_HEADINGS = (
    ".comments-title, .comment-title, .wp-block-comments-title, #comments-title, .td-comments-title, .wpd-thread-info, "
    ".comments-heading, #comments > h2, #comments > h3, #comments > h4"
)
_NUMBER = re.compile(r"\d[\d.,]*")
_QUOTED = re.compile(r"[“„«][^”»]{0,200}(?:[”»]|$)|\"[^\"]{0,200}(?:\"|$)")
_FIRST_WORD = re.compile(r"[^\W\d_]{2,5}(?=\s)")
_ONE = frozenset({"one", "un", "una", "ein", "eine", "een", "um", "uma"})
"""As themes write the number of a single comment out, in the languages that are read."""


def claimed_in_heading(page: Page) -> int | None:
    """The number in the heading of the comments ("143 comments", "Comments (15)"); pingbacks count there.

    A number in the article's title, which some headings quote ("One response to “Storm of 1936”"), is none.
    """
    for title in page.tree.css(_HEADINGS):
        text = _QUOTED.sub(" ", page.text_of(title)[:200]).strip()
        first = _FIRST_WORD.match(text)
        if first and first[0].casefold() in _ONE and "reply" not in (title.attributes.get("id") or ""):
            return 1
        found = _NUMBER.search(text[:60])
        if found and "reply" not in (title.attributes.get("id") or ""):
            digits = re.sub(r"\D", "", found[0])
            return int(digits) if len(digits) < 8 else None
    return None


_COUNTERS = (
    ".fb_comments_count, [data-comment-count], [data-comments-count], [data-comment-total], .comment-count, .comments-count, "
    ".comment__count, .comments__count, .commentCount, .comments-number, .comment-number"
)
_COUNT_ATTRIBUTES = ("data-comment-count", "data-comments-count", "data-comment-total")
_COUNTED = re.compile(r"\W{0,3}(\d{1,3}(?:[.,]\d{3})+|\d{1,7})\W{0,3}(?:[^\W\d_]{3,20}\W{0,3}){0,2}")


def printed_count(page: Page) -> int | None:
    """How many comments a counter beside the article says there are; None where counters disagree (lists of articles)."""
    found: set[int] = set()
    for node in page.tree.css(_COUNTERS)[:20]:
        stated = next((value for name in _COUNT_ATTRIBUTES if (value := node.attributes.get(name))), None)
        matched = _COUNTED.fullmatch((stated or page.text_of(node))[:60])
        if matched:
            found.add(int(re.sub(r"\D", "", matched[1])))
    return found.pop() if len(found) == 1 else None
