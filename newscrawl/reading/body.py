"""Which blocks of a page are the story.

Three steps: the box that holds the story (the page's own name for it, else where most of the sentences stand), the
blocks of that box that are no furniture, and the cut at head and foot.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.reading.belonging import blocks_of_story, cut_ends
from newscrawl.reading.furniture import Role, table
from newscrawl.reading.sentences import Evidence, is_linked_heading, is_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from newscrawl.reading.blocks import Block, Blocks, Box

_STORY_KINDS = table("p blockquote div li pre td tr dd dt")
_FURNITURE_SHARE = 0.5
"""A box that is only named like furniture and holds more than this share of the page's sentences is none."""
_TEASERS = 3
"""So many linked headings make a box of furniture one of other stories, however much text they have."""
_LONG_TEASER = 600
"""Characters of sentences to a linked heading: with more, the headings are those of a story's parts."""
_FOLLOWED_SHARE = 0.75
"""From a box that holds the sentences, its child is taken while it holds at least this share of them."""


@dataclass(slots=True)
class Body:
    """The story's blocks, and where they stand among the page's."""

    box: Box | None = None
    blocks: list[Block] = field(default_factory=list)
    first: int = 0
    """Index of its first block among all of the page."""
    last: int = 0
    """Index after its last block."""
    named: bool = False
    """The page itself names the box as the story's body."""
    sentences: int = 0
    """Characters in whole sentences that are no furniture."""
    closing: list[Block] = field(default_factory=list)
    """Subheads at its end that nothing follows on this page."""

    @property
    def paragraphs(self) -> list[str]:
        """The texts."""
        return [block.text for block in self.blocks]


def find_body(page: Blocks, stated: str | None = None, title: str | None = None) -> Body:
    """The story among the blocks of a page; an empty one where there is none.

    Args:
        page: The blocks as the walk found them.
        stated: The body as JSON-LD states it, as evidence of which blocks belong.
        title: The headline as printed: what stands before it does not belong.
    """
    if not page.blocks:
        return Body()
    evidence = Evidence(stated)
    _measure(page, evidence, title)
    box, named = _box_of_story(page)
    if box is None:
        return Body()
    kept = blocks_of_story(page, box, evidence, title)
    kept, closing = cut_ends(kept, evidence, named=named)
    body = Body(box, kept, box.first, box.last, named, closing=closing)
    if kept:
        body.first = page.blocks.index(kept[0], box.first)
        body.last = page.blocks.index(kept[-1], box.first) + 1
    body.sentences = sum(len(block.text) for block in kept if is_sentence(block))
    return body


def _measure(page: Blocks, evidence: Evidence, title: str | None) -> None:
    """Write into each box how many characters of sentences stand in it, furniture left out."""
    headings = [block for block in page.blocks if block.kind == "h1"]
    # Copies for machines may have an <h1>, too: the first that is the headline counts.
    for block in next(([block] for block in headings if block.text == title), headings):
        box: Box | None = block.box
        while box is not None:
            box.has_h1 = True
            box = box.parent
    for block in page.blocks:
        if is_sentence(block):
            block.weight = len(block.text) * (2 if evidence.has(block) else 1)
    _count(page, Role.COMMENTS)
    whole = page.boxes[0].good
    share = _shares(page)
    holds_story: set[Box] = set()
    for box in page.boxes:
        if box.role == Role.BODY and share(box) > _FURNITURE_SHARE * whole:
            outer: Box | None = box
            while outer is not None and outer not in holds_story:
                holds_story.add(outer)
                outer = outer.parent
    linked = [index for index, block in enumerate(page.blocks) if is_linked_heading(block)]
    for box in page.boxes:
        if box.role in (Role.MAYBE, Role.FURNITURE):
            teasers = bisect_left(linked, box.last) - bisect_left(linked, box.first)
            is_listing = teasers >= _TEASERS and box.good < _LONG_TEASER * teasers
            is_story = box.has_h1 or box in holds_story or (not is_listing and share(box) > _FURNITURE_SHARE * whole)
            box.role = Role.PLAIN if is_story else Role.FURNITURE
    _count(page, Role.FURNITURE)


def _shares(page: Blocks) -> Callable[[Box], int]:
    """How much stands in all boxes with the names of a given one; in it alone, where it has no name."""
    by_names: dict[str, int] = {}
    for box in page.boxes:
        if box.role in (Role.MAYBE, Role.FURNITURE, Role.BODY):
            by_names[box.names] = by_names.get(box.names, 0) + box.good
    return lambda box: by_names[box.names] if box.names.strip() else box.good


def _count(page: Blocks, furniture: Role) -> None:
    """Sum up the sentences of each box, those left out that stand in a box of the role *furniture* or beyond."""
    left_out: dict[Box, bool] = {}
    for box in page.boxes:
        parent = box.parent
        left_out[box] = (parent is not None and left_out[parent]) or (
            box.role >= furniture and not box.has_h1 and box.tag not in ("body", "main")
        )
        box.good = 0
    for block in page.blocks:
        if not left_out[block.box]:
            block.box.good += block.weight
    for box in reversed(page.boxes):  # children come after their parents
        if box.parent is not None:
            box.parent.good += box.good


def _box_of_story(page: Blocks) -> tuple[Box | None, bool]:
    """The box that holds the story, and whether the page names it so."""
    root = page.boxes[0]
    if not root.good:
        return root, False
    named = [box for box in page.boxes if box.role == Role.BODY and box.good and not _in_furniture(box)]
    groups: dict[str, list[Box]] = {}
    for box in named:
        groups.setdefault(box.names, []).append(box)
    best = max(groups.values(), key=lambda group: (_together(group), -group[0].depth), default=None)
    if best is not None and _together(best) >= 0.2 * root.good:
        best = _of_one_article(best)
        around = _common(best)
        inner = [box for box in named if box.good >= 0.9 * around.good and _is_within(box, around)]
        box = max(inner, key=lambda box: box.depth) if inner else around
        # A part that is named is not the story where as much again stands beside it in the same article.
        article = _article_around(box)
        if article is None or box.good >= 0.6 * article.good:
            return box, True
        return _followed(article), False
    return _followed(_article_of(page)), False


def _together(group: list[Box]) -> int:
    outermost = (
        [box for box in group if not any(other is not box and _is_within(box, other) for other in group)]
        if len(group) < 20
        else group
    )
    return sum(box.good for box in outermost)


def _of_one_article(group: list[Box]) -> list[Box]:
    """Those of *group* that stand in the first article that has a fair part of it: pages may go on to the next story."""
    by_article: dict[Box | None, list[Box]] = {}
    for box in group:
        by_article.setdefault(_article_around(box), []).append(box)
    if len(by_article) < 2 or None in by_article:
        return group
    most = max(map(_together, by_article.values()))
    return next(part for part in by_article.values() if _together(part) >= 0.25 * most)


def _common(group: list[Box]) -> Box:
    """The smallest box around all of *group*."""
    around = group[0]
    for box in group[1:]:
        while not _is_within(box, around) and around.parent is not None:
            around = around.parent
    return around


def _article_of(page: Blocks) -> Box:
    """Where to start looking: the page's one ``<article>``, its ``<main>``, or all of it."""
    root = page.boxes[0]
    for tag in ("article", "main"):
        boxes = [box for box in page.boxes if box.tag == tag and box.good >= 0.4 * root.good]
        if boxes:
            return max(boxes, key=lambda box: (box.has_h1, box.good))
    return root


def _article_around(box: Box) -> Box | None:
    outer = box.parent
    while outer is not None and outer.tag not in ("article", "main"):
        outer = outer.parent
    return outer


def _is_within(box: Box, outer: Box) -> bool:
    inner: Box | None = box
    while inner is not None and inner is not outer:
        inner = inner.parent
    return inner is outer


def _in_furniture(box: Box) -> bool:
    outer = box.parent
    while outer is not None:
        if outer.role >= Role.FURNITURE:
            return True
        outer = outer.parent
    return False


def _followed(box: Box) -> Box:
    """From *box* down to the smallest box that still holds most of its sentences."""
    while True:
        best = max(box.children, key=lambda child: child.good, default=None)
        if best is None or best.good < _FOLLOWED_SHARE * box.good or best.tag in ("p", "li", "td", "blockquote", "ul"):
            return box
        box = best
