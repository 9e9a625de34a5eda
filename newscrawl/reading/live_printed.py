"""Printed posts of a live blog: a structure that is repeated, with a time in each.

A page that nothing calls a live blog is one only where the boxes of its posts are plain to see; on one that is called so, a
time between paragraphs is enough.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.cleaning import read_byline, squeeze
from newscrawl.reading.belonging import blocks_of_story
from newscrawl.reading.byline import byline_of
from newscrawl.reading.furniture import Role, words_of
from newscrawl.reading.live import MOST_POSTS, Post
from newscrawl.reading.moments import iso_of
from newscrawl.reading.sentences import HEADINGS, Evidence, is_label, is_sentence
from newscrawl.reading.wordings import WORDINGS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page
    from newscrawl.reading.blocks import Block, Blocks, Box
    from newscrawl.reading.body import Body
    from newscrawl.reading.stated import Stated

_THREADS = frozenset({"DiscussionForumPosting", "QAPage", "Conversation"})
"""Types of pages that print timed posts of their readers."""
_FEWEST = 3
"""Posts: fewer times on a page are those of a story and its correction."""
_HEADLINE_WITHIN = 6
"""Blocks at the head of a post among which its headline stands."""
_LONGEST_STAMP = 80
"""Characters of the line in which a post's time stands, with its author."""
_LONGEST_LABEL = 30
"""Characters of a label in capitals beside the time ("KEY EVENT", "BREAKING")."""
_LONGEST_ASIDE = 4
"""Blocks of an ``<aside>`` that may be the margin of a post, with its time and its author."""
_SIGNS = frozenset({"author", "byline", "writer", "contributor"})
"""Words in the name of a box in which the author of a post stands."""
_SHARE = 0.5
"""Posts that are plain to see hold at least this share of the sentences around them."""
_LEAST_SHARE = 0.3
"""And those of a page that is called a live blog this share: it may begin with a long report."""

_BEFORE = "|".join(word for words in WORDINGS for word in words.before_time)
_BEHIND = "|".join(pattern for words in WORDINGS for pattern in words.after_time)
_STAMP = re.compile(
    rf"[\W_]{{0,4}}(?:(?:{_BEFORE})\s+)?(?P<clock>(?:[01]?\d|2[0-3])\s?[:.h]\s?[0-5]\d(?:\s?\(?(?:{_BEHIND})(?![a-z])\)?)*|"
    r"(?:1[0-2]|[1-9])\s?[ap]\.?\s?m\b\.?)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_HEADLINE = re.compile("|".join(f"(?:{p})" for words in WORDINGS for p in words.live_headlines), re.IGNORECASE)
_EDGES = " \t|·•–—-:,/"
_LOUD = re.compile(r"\bLIVE\b")
_NAME = re.compile(r"live[-_]?(?:blog|ticker|post|update|event|feed)|(?:news|event)ticker", re.IGNORECASE)
_ADDRESSES = frozenset(name for words in WORDINGS for name in words.live_folders)


def find_posts(page: Page, blocks: Blocks, body: Body, stated: Stated, title: str | None) -> list[Post]:
    """The printed posts, in order; *body* is then that of the live blog: it holds their text and not their times.

    Empty where the page is no live blog, or prints none.
    """
    called = _is_called_live(page, blocks, stated, title)
    if not called and not stated.types.isdisjoint(_THREADS):
        return []
    found = _timed(page, blocks, body, called=called)
    if len(found) < _FEWEST:
        return []
    _complete(blocks, body, found, title)
    _add_headlines(blocks, body, found, title)
    posts = [_post(part, body) for part in found[:MOST_POSTS]]
    stamps = {id(part.stamp) for part in found if part.is_bare}
    body.blocks = [block for block in body.blocks if id(block) not in stamps]
    return posts


@dataclass(slots=True)
class _Part:
    """The blocks of a post: from its first to behind its last, and the one with the time."""

    stamp: Block
    first: int
    last: int
    box: Box | None
    blocks: list[Block]
    clock: str | None
    rest: str
    """What stands in the line of the time besides it."""
    time: LexborNode | None

    @property
    def is_bare(self) -> bool:
        """Whether the line of the time holds nothing else, or only who wrote the post."""
        if not self.rest or (self.stamp.kind not in HEADINGS and _signed(self.rest)):
            return True
        return self.stamp.kind not in HEADINGS and self.rest.isupper() and len(self.rest) <= _LONGEST_LABEL

    @property
    def sentences(self) -> int:
        return sum(len(block.text) for block in self.blocks if block is not self.stamp and is_sentence(block))


def _is_called_live(page: Page, blocks: Blocks, stated: Stated, title: str | None) -> bool:
    if "LiveBlogPosting" in stated.types:
        return True
    path = page.url.partition("://")[2].partition("?")[0].partition("#")[0].lower()
    folders = [part for part in path.split("/")[1:] if part]
    if any(part in _ADDRESSES for part in folders):
        return True
    last = folders[-1] if folders else ""
    if any(
        last.startswith(f"{word}-") or last.endswith(f"-{word}") for word in _ADDRESSES if "-" in word or word != "live"
    ):
        return True
    if title and (_LOUD.search(title) or ((found := _HEADLINE.search(title)) and found[0].casefold() != "live")):
        return True
    return any("ive" in box.names and _NAME.search(box.names) for box in blocks.boxes)


def _timed(page: Page, blocks: Blocks, body: Body, *, called: bool) -> list[_Part]:
    """The parts of the page that bear a time each."""
    if called:
        first, last = 0, len(blocks.blocks)
    elif body.box is not None:
        first, last = body.box.first, body.box.last
    else:
        return []
    stamps: list[int] = []
    read: dict[int, tuple[str | None, str, LexborNode | None]] = {}
    root = page.tree.body if called or body.box is None else body.box.node
    any_time = root is not None and root.css_first("time[datetime]") is not None
    for index in range(first, last):
        block = blocks.blocks[index]
        if len(block.text) > _LONGEST_STAMP or block.kind in ("figcaption", "caption"):
            continue
        stamp = _stamp(block, any_time=any_time)
        if stamp is not None and not _is_elsewhere(block.box):
            stamps.append(index)
            read[index] = stamp
    if len(stamps) < _FEWEST:
        return []
    parts = _in_boxes(blocks, stamps, read)
    if len(parts) >= _FEWEST and _are_stories(parts, body) and (called or _are_plain(parts, blocks, body)):
        return parts
    parts = _between_stamps(blocks, stamps, read, last=last, body=body) if called else []
    return parts if _are_stories(parts, body) else []


def _stamp(block: Block, *, any_time: bool) -> tuple[str | None, str, LexborNode | None] | None:
    """The clock time that a line begins with, what else it says, and the element that tells the moment to machines."""
    printed = _STAMP.match(block.text)
    node = block.box.node.css_first("time[datetime]") if any_time else None
    if node is not None and block.box.last - block.box.first > 1 and (squeeze(node.text()) or "\n") not in block.text:
        node = None  # the time of something else that stands in the same box
    if node is None and printed is None:
        return None
    if printed is not None:
        return printed["clock"].strip(), (printed["rest"] or "").strip(_EDGES), node
    assert node is not None
    text = squeeze(node.text()) or ""
    return None, block.text.replace(text, "", 1).strip(_EDGES), node


def _is_elsewhere(box: Box) -> bool:
    inner: Box | None = box
    while inner is not None:
        if inner.role == Role.COMMENTS or inner.tag in ("nav", "footer", "figure"):
            return True
        if inner.tag == "aside" and inner.last - inner.first > _LONGEST_ASIDE:
            return True
        inner = inner.parent
    return False


def _in_boxes(
    blocks: Blocks, stamps: list[int], read: dict[int, tuple[str | None, str, LexborNode | None]]
) -> list[_Part]:
    """Posts that have a box each, with one time and no other in it; of several kinds of boxes the one that holds most."""
    kinds: dict[tuple[str, int], list[_Part]] = {}
    for index in stamps:
        box = blocks.blocks[index].box
        while box.parent is not None and _holds(box.parent, stamps) == 1:
            box = box.parent
        # A line that stands right in the box of the whole page has no box of its own.
        if box.last - box.first < 2 or box.parent is None or _holds(box, stamps) > 1:
            continue
        clock, rest, node = read[index]
        part = _Part(
            blocks.blocks[index], box.first, box.last, box, blocks.blocks[box.first : box.last], clock, rest, node
        )
        kinds.setdefault((box.tag, box.depth), []).append(part)
    several = [parts for parts in kinds.values() if len(parts) >= _FEWEST]
    return max(several, key=lambda parts: sum(part.sentences for part in parts), default=[])


def _holds(box: Box, stamps: list[int]) -> int:
    return bisect_left(stamps, box.last) - bisect_left(stamps, box.first)


def _are_stories(parts: list[_Part], body: Body) -> bool:
    """Whether timed boxes hold text, and as much as the story does; a list of other stories has their headlines alone."""
    told = [part.sentences for part in parts]
    teasers = sum(
        any(block.kind in HEADINGS and block.linked >= 0.9 * len(block.text) for block in part.blocks) for part in parts
    )
    return (
        sum(count > 0 for count in told) >= 0.5 * len(parts)
        and sum(told) >= _LEAST_SHARE * body.sentences
        and teasers < 0.5 * len(parts)
    )


def _are_plain(parts: list[_Part], blocks: Blocks, body: Body) -> bool:
    """Whether the boxes of the posts are most of what the story's box holds."""
    box = body.box
    if box is None:
        return False
    whole = sum(len(block.text) for block in blocks.blocks[box.first : box.last] if is_sentence(block))
    return all(part.sentences for part in parts) and sum(part.sentences for part in parts) >= _SHARE * whole


def _between_stamps(
    blocks: Blocks,
    stamps: list[int],
    read: dict[int, tuple[str | None, str, LexborNode | None]],
    *,
    last: int,
    body: Body,
) -> list[_Part]:
    """Posts that have no boxes: what stands between one time and the next, its headline above the time or below it."""
    box = body.box
    if box is None:
        return []
    stamps = [index for index in stamps if box.first <= index < box.last]
    if len(stamps) < _FEWEST:
        return []
    above = sum(index > 0 and blocks.blocks[index - 1].kind in HEADINGS for index in stamps) >= 0.8 * len(stamps)
    above = above and sum(blocks.blocks[index].kind in HEADINGS for index in stamps) < 0.2 * len(stamps)
    starts = [index - 1 if above and blocks.blocks[index - 1].kind in HEADINGS else index for index in stamps]
    ends = [*starts[1:], min(last, body.last)]
    parts = []
    for index, start, end in zip(stamps, starts, ends, strict=True):
        clock, rest, node = read[index]
        parts.append(_Part(blocks.blocks[index], start, end, None, blocks.blocks[start:end], clock, rest, node))
    return parts


def _complete(blocks: Blocks, body: Body, parts: list[_Part], title: str | None) -> None:
    """Give *body* the posts' text where it has not most of it: one post of many was taken for the story."""
    there = {id(block) for block in body.blocks}
    told = [block for part in parts for block in part.blocks if is_sentence(block)]
    held = sum(len(block.text) for block in told if id(block) in there)
    if held >= 0.8 * sum(len(block.text) for block in told):
        return
    around = _around([part.box for part in parts if part.box is not None])
    kept = blocks_of_story(blocks, around, Evidence(None), title) if around is not None else []
    have = {id(block) for block in kept}
    if sum(len(block.text) for block in told if id(block) in have) < 0.8 * sum(len(block.text) for block in told):
        kept = [block for part in parts for block in part.blocks if _is_text(block, part.box)]
    if kept:
        body.box = around or body.box
        body.blocks, body.closing = kept, []
        body.first = blocks.blocks.index(kept[0])
        body.last = blocks.blocks.index(kept[-1]) + 1
        body.sentences = sum(len(block.text) for block in kept if is_sentence(block))


def _add_headlines(blocks: Blocks, body: Body, parts: list[_Part], title: str | None) -> None:
    """Give *body* the headlines of its posts that stand in a ``<header>`` of theirs, which elsewhere holds tools."""
    there = {id(block) for block in body.blocks}
    lacking: set[int] = set()
    for part in parts:
        if any(id(block) in there for block in part.blocks if block.kind in HEADINGS):
            continue
        for block in part.blocks[:_HEADLINE_WITHIN]:
            own = block.kind in HEADINGS and block.text != title and not (block is part.stamp and part.is_bare)
            if own and block.linked < 0.9 * len(block.text):
                lacking.add(id(block))
                break
    if lacking:
        body.blocks = [block for block in blocks.blocks if id(block) in there or id(block) in lacking]
        body.first = blocks.blocks.index(body.blocks[0])


def _around(boxes: list[Box]) -> Box | None:
    if not boxes:
        return None
    first, last = min(box.first for box in boxes), max(box.last for box in boxes)
    outer: Box | None = boxes[0]
    while outer is not None and not (outer.first <= first and outer.last >= last):
        outer = outer.parent
    return outer


def _is_text(block: Block, outer: Box | None) -> bool:
    if block.kind in ("figcaption", "caption"):
        return False
    inner: Box | None = block.box
    while inner is not None and inner is not outer:
        if inner.role >= Role.FURNITURE or inner.role in (Role.CAPTION, Role.CREDIT, Role.BYLINE):
            return False
        inner = inner.parent
    return not (block.linked >= 0.95 * len(block.text) and len(block.text) < 100)


def _post(part: _Part, body: Body) -> Post:
    there = {id(block) for block in body.blocks}
    within = [block for block in part.blocks if id(block) in there and not (block is part.stamp and part.is_bare)]
    raw = part.time.attributes.get("datetime") if part.time is not None else None
    iso = iso_of(raw) if raw else None
    if iso is None or "T" not in iso:
        iso = found if (found := iso_of(part.stamp.text)) and "T" in found else None
        raw = part.stamp.text if iso else part.clock
    return Post(
        headline=_headline_of(part, within),
        author=_author_of(part),
        published=iso,
        raw=raw,
        key=part.box.node.attributes.get("id") if part.box is not None else None,
        clock=None if iso else part.clock,
        blocks=within,
    )


def _headline_of(part: _Part, within: list[Block]) -> str | None:
    for block in within[:3]:
        if block is part.stamp:
            if block.kind in HEADINGS or is_label(block) or block.bold:
                return part.rest or None
        elif block.kind in HEADINGS or is_label(block):
            timed = _STAMP.match(block.text)
            return (timed["rest"].strip(_EDGES) if timed else block.text) or None
    return None


def _author_of(part: _Part) -> str | None:
    if part.rest and part.is_bare:
        return _signed(part.rest)
    for block in part.blocks[:5]:
        named = block.box.role == Role.BYLINE or not _SIGNS.isdisjoint(words_of(block.box.names))
        marked = block is not part.stamp and (named or byline_of(block))
        if marked and (names := read_byline(block.text)["persons"]):
            return ", ".join(names)
    return None


def _signed(text: str) -> str | None:
    """The persons of a line that names nobody and nothing else."""
    if len(text) > 60 or text.endswith((".", "!", "?")) or text.isupper():
        return None
    names = read_byline(text)["persons"]
    spelled = sum(len(name) for name in names)
    return ", ".join(names) if names and spelled >= 0.5 * len(text) else None
