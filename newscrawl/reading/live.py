"""Live blogs: one article of timed posts, stated (``liveBlogUpdate`` of https://schema.org/LiveBlogPosting) or printed.

The text of a post is never copied: a post names its paragraphs in the body, and has a text of its own only where the body
does not hold it. How printed posts are found: :mod:`newscrawl.reading.live_printed`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newscrawl.cleaning import squeeze
from newscrawl.reading.live_times import on_days
from newscrawl.reading.moments import iso_of
from newscrawl.reading.sentences import letters_of
from newscrawl.reading.stated import lines_in, names_in, text_in

if TYPE_CHECKING:
    from newscrawl.reading.blocks import Block, Blocks
    from newscrawl.reading.body import Body
    from newscrawl.reading.stated import Stated

MOST_POSTS = 2_000
_HEAD = 40
"""Letters by which a paragraph is looked up."""


@dataclass(slots=True)
class Post:
    """A post, and where its text stands."""

    headline: str | None = None
    author: str | None = None
    published: str | None = None
    """ISO 8601."""
    raw: str | None = None
    key: str | None = None
    clock: str | None = None
    """The printed time of the day, where no date stands with it."""
    blocks: list[Block] = field(default_factory=list)
    """Its blocks among those of the body."""
    paragraphs: list[str] = field(default_factory=list)
    """Its text, where it is stated."""
    span: tuple[int, int] | None = None
    """First paragraph of the body, and how many."""

    def row(self) -> dict[str, Any]:
        """As a mapping, in the form of ``read_article``."""
        first, number = self.span or (None, 0)
        return {
            "key": self.key,
            "headline": self.headline,
            "author": self.author,
            "published": self.published,
            "published_raw": self.raw,
            "paragraph": first,
            "paragraphs": number,
            "text": "\n\n".join(self.paragraphs) or None if first is None else None,
        }


def moved(post: dict[str, Any], old: list[str], new: list[str]) -> dict[str, Any]:
    """A post's mapping (:meth:`Post.row`) for an article whose paragraphs are no longer *old* but *new*.

    Where they do not hold its paragraphs in a row, it gets a text of its own.
    """
    first, number = post.get("paragraph"), post.get("paragraphs") or 0
    if first is None:
        return post
    texts = old[first : first + number]
    start = new.index(texts[0]) if texts and texts[0] in new else None
    if start is not None and new[start : start + number] == texts:
        return {**post, "paragraph": start}
    return {**post, "paragraph": None, "paragraphs": 0, "text": "\n\n".join(texts) or None}


def extent(posts: list[Post], blocks: Blocks) -> tuple[int, int]:
    """From which to which block of the page printed posts stand; (0, 0) where there are none."""
    own = {id(block) for post in posts for block in post.blocks}
    places = [index for index, block in enumerate(blocks.blocks) if id(block) in own] if own else []
    return (places[0], places[-1] + 1) if places else (0, 0)


# --- stated posts -------------------------------------------------------------------------------------------------------
def stated_posts(stated: Stated) -> list[Post]:
    """The posts that JSON-LD states, in its order."""
    posts: list[Post] = []
    updates = stated.live.get("liveBlogUpdate")
    for thing in (updates if isinstance(updates, list) else [updates])[:MOST_POSTS]:
        if not isinstance(thing, dict):
            continue
        text = lines_in(thing.get("articleBody") or thing.get("text") or thing.get("description"))
        raw = _text(thing, "datePublished", "dateModified", "dateCreated")
        address = _text(thing, "url", "@id") or ""
        post = Post(
            headline=_text(thing, "headline", "name"),
            author=", ".join(names_in(thing, stated)[0]) or None,
            published=iso_of(raw) if raw else None,
            raw=raw,
            key=address.partition("#")[2] or None,
            paragraphs=text,
        )
        if post.headline or post.paragraphs:
            posts.append(post)
    return posts


def _text(thing: dict[str, Any], *keys: str) -> str | None:
    return next((text for key in keys if (text := text_in(thing.get(key)))), None)


def settle_posts(
    printed: list[Post],
    told: list[Post],
    body: Body,
    paragraphs: list[str],
    days: tuple[str | None, str | None],
) -> tuple[list[Post], list[str]]:
    """All posts with the span of their text, and the paragraphs that are to be added to the body.

    What is printed tells where a post's text stands, what is stated tells the rest; a stated post that the page does not
    print keeps its own text. Where the page prints none of them, their text becomes the body's.

    Args:
        printed: From :func:`find_posts`.
        told: From :func:`stated_posts`.
        body: The story.
        paragraphs: Its text.
        days: When the article was published and modified, ISO 8601: posts may tell the time of the day alone.
    """
    if not printed and not told:
        return [], []
    shown = [block for block in body.blocks if squeeze(block.text)]
    index = {id(block): place for place, block in enumerate(shown)} if len(shown) == len(paragraphs) else {}
    for post in printed:
        places = [index[id(block)] for block in post.blocks if id(block) in index]
        if places:
            post.span = places[0], places[-1] - places[0] + 1
    on_days(printed, days)
    if told:
        _locate(told, paragraphs)
        printed, told = _merged(printed, told)
    added: list[str] = []
    if told and not printed and not any(post.span for post in told):
        for post in told:
            own = [*([post.headline] if post.headline else []), *post.paragraphs]
            post.span = len(paragraphs) + len(added), len(own)
            added += own
    located = sorted((post for post in (*printed, *told) if post.span), key=lambda post: post.span or (0, 0))
    return [*located, *(post for post in (*printed, *told) if not post.span)], added


def _locate(posts: list[Post], paragraphs: list[str]) -> None:
    """Find the paragraphs of stated posts among the body's."""
    letters = [letters_of(text) for text in paragraphs]
    places: dict[str, list[int]] = {}
    for place, text in enumerate(letters):
        places.setdefault(text[:_HEAD], []).append(place)
    taken: set[int] = set()
    for post in posts:
        headline, text = letters_of(post.headline or ""), letters_of(" ".join(post.paragraphs))
        starts = [*places.get(headline[:_HEAD], [])] if headline else []
        starts = [place for place in starts if letters[place] == headline]
        if not starts:
            starts = next((places[text[:size]] for size in _sizes(text) if text[:size] in places), [])
        start = next((place for place in starts[:50] if place not in taken), None)
        if start is None:
            continue
        end = start + 1
        while end < len(letters) and end not in taken and letters[end] and letters[end] in text:
            end += 1
        taken.update(range(start, end))
        post.span = start, end - start


def _sizes(text: str) -> list[int]:
    """Lengths of beginnings to look up: the whole head, then those of short first paragraphs."""
    return [_HEAD, *range(min(len(text), _HEAD - 1), 11, -1)]


def _merged(printed: list[Post], told: list[Post]) -> tuple[list[Post], list[Post]]:
    """Printed posts with what is stated of them, and the stated ones that are none of these."""
    starts = sorted((post.span[0], post.span[1], place) for place, post in enumerate(printed) if post.span)
    left: list[Post] = []
    keys = {post.key: post for post in printed if post.key}
    for post in told:
        twin = keys.get(post.key) if post.key else None
        if twin is None and post.span:
            at = bisect_left(starts, (post.span[0] + 1, 0, 0)) - 1
            if at >= 0 and post.span[0] < starts[at][0] + starts[at][1]:
                twin = printed[starts[at][2]]
        if twin is None:
            left.append(post)
            continue
        twin.headline = twin.headline or post.headline
        twin.author = twin.author or post.author
        twin.key = post.key or twin.key
        if post.published:
            twin.published, twin.raw = post.published, post.raw
        if twin.span is None:
            twin.span, twin.paragraphs = post.span, post.paragraphs
    return printed, left
