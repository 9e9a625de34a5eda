"""Which box of a page holds the story: the one that the page calls so, else where most of the sentences stand."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newscrawl.reading.furniture import Role
from newscrawl.reading.memory import place_of, text_mark
from newscrawl.reading.sentences import Evidence, is_linked_heading, is_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from newscrawl.reading.boxes import Blocks, Box
    from newscrawl.reading.memory import Memory

_FURNITURE_SHARE = 0.5
"""A box that is only named like furniture and holds more than this share of the page's sentences is none."""
_TEASERS = 3
"""So many linked headings make a box of furniture one of other stories, however much text they have."""
_LONG_TEASER = 600
"""Characters of sentences to a linked heading: with more, the headings are those of a story's parts."""
_FOLLOWED_SHARE = 0.75
"""From a box that holds the sentences, its child is taken while it holds at least this share of them."""

_ALL_BUT_A_DEK = 0.95
_USUAL_SHARE = 0.5
"""The box that held the paper's other stories is taken where it has this share of what the likeliest one has."""
_LEAD = 3
"""So many sentences above a box belong to the story."""


def measure(page: Blocks, evidence: Evidence, title: str | None) -> None:
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


def box_by_memory(page: Blocks, chosen: Box, named: bool, memory: Memory) -> tuple[Box, bool]:
    """The box that holds the story by what is known of the paper, where a measured page had *chosen* one alone.

    Sentences that stand on other pages, too, say nothing of where the story is, unless the page has no others.
    """
    weights = [0 if b.weight and text_mark(b.text) in memory.silent else b.weight for b in page.blocks]
    box: Box | None = chosen
    if any(weights) and weights != [block.weight for block in page.blocks]:
        for block, weight in zip(page.blocks, weights, strict=True):
            block.weight = weight
        _count(page, Role.FURNITURE)
        box, named = box_of_story(page)
    return _remembered(page, box or chosen, memory.place) or (box or chosen, named)


def _shares(page: Blocks) -> Callable[[Box], int]:
    """How much stands in all boxes with the names of a given one; in it alone, where it has no name."""
    by_names: dict[str, int] = {}
    for box in page.boxes:
        if box.role in _SHARING:
            by_names[box.names] = by_names.get(box.names, 0) + box.good
    return lambda box: by_names[box.names] if box.names.strip() else box.good


_SHARING = frozenset([Role.MAYBE, Role.FURNITURE, Role.BODY])


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
        if left_out[block.box]:
            block.weight = 0
        else:
            block.box.good += block.weight
    for box in reversed(page.boxes):  # children come after their parents
        if box.parent is not None:
            box.parent.good += box.good


def box_of_story(page: Blocks) -> tuple[Box | None, bool]:
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
        return _followed(page, article), False
    return _followed(page, _article_of(page)), False


def _remembered(page: Blocks, chosen: Box, place: str) -> tuple[Box, bool] | None:
    """The box that stands where the paper's stories stand, where another one apart from it was *chosen*.

    Not where that one has far more in it, or is a box around the usual one or in it: no text is to be lost.
    """
    if not place or place_of(chosen) == place:
        return None
    last = place.split("<", 1)[0].split(".", 1)[0]
    usual = [box for box in page.boxes if box.tag == last and box.good and place_of(box) == place]
    best = max(usual, key=lambda box: box.good, default=None)
    if best is None or best.good < _USUAL_SHARE * chosen.good or _is_within(best, chosen) or _is_within(chosen, best):
        return None
    return best, best.role == Role.BODY


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


def _followed(page: Blocks, box: Box) -> Box:
    """From *box* down to the smallest box that still holds most of its sentences.

    Sentences beside it are lost. Under it they are mostly the paper's own; between the headline and it they are how the
    story begins, and where those are more than a dek it is not followed.
    """
    while True:
        best = max(page.children_of(box), key=lambda child: child.good, default=None)
        if best is None or best.good < _FOLLOWED_SHARE * box.good or best.tag in ("p", "li", "td", "blockquote", "ul"):
            return box
        if best.good < _ALL_BUT_A_DEK * box.good and _leads(page, box, best):
            return box
        box = best


def _leads(page: Blocks, box: Box, best: Box) -> bool:
    """Whether several sentences stand in *box* between a headline and *best*."""
    before = page.blocks[box.first : best.first]
    heading = next((index for index in reversed(range(len(before))) if before[index].kind == "h1"), -1)
    return sum(block.weight > 0 for block in before[heading + 1 :]) >= _LEAD
