"""How the text of a page stands: in one piece, as a story does, or in pieces, as a page of services or goods does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.reading.furniture import table
from newscrawl.reading.sentences import is_linked_heading, is_sentence

if TYPE_CHECKING:
    from newscrawl.reading.blocks import Block, Blocks, Box
    from newscrawl.reading.body import Body

_SHORT = 250
"""Characters of sentences: less is a notice or a teaser, unless the page says that it is an article."""
_LONG = 1_500
_IN_PIECES, _IN_ONE, _FAR_IN_ONE = 560, 2_500, 10_000
"""Characters of sentences to a place in which they stand."""
_TEASERS = 6
_SAMPLES = 9
"""Bits of code: a story about programs has a few, a manual has them in every paragraph."""
_LAID_OUT = table("p li ul ol dl dd dt blockquote pre td th tr tbody table")
"""Elements that set out one text, and are no place of their own."""


def evidence_of_text(blocks: Blocks, body: Body, *, samples: int) -> list[tuple[float, str]]:
    """What the text itself says for an article (above 0) and against one (below), in points, with reasons.

    Args:
        blocks: The page's blocks.
        body: The story found in it.
        samples: Bits of code on a page that nobody signs.
    """
    found: list[tuple[float, str]] = []
    if body.sentences >= _LONG:
        found.append((0.75, "a long text"))
        found.extend(_by_places(body))
    elif body.sentences < _SHORT:
        found.append((-1.25, f"only {body.sentences} characters of sentences"))
    if body.named:
        found.append((0.5, "the page names its text"))
    whole = blocks.boxes[0].good if blocks.boxes else 0
    if whole and body.sentences < 0.35 * whole:
        found.append((-0.75, "most sentences of the page stand elsewhere"))
    cards = _teasers(blocks, body)
    if cards >= _TEASERS:
        found.append((-1.5, f"{cards} teasers of other pages in the text"))
    if samples >= _SAMPLES:
        found.append((-1.25, "it is full of code, and nobody signs it"))
    return found


def _by_places(body: Body) -> list[tuple[float, str]]:
    """Few places with much text in each are a story's; a paragraph here and one there are cards under headings."""
    places = {_place_of(block) for block in body.blocks if is_sentence(block)}
    if not places:
        return []
    each = body.sentences / len(places)
    if each < _IN_PIECES:
        return [(-0.5, f"its sentences stand in {len(places)} places")]
    if each < _IN_ONE:
        return []
    found = [(0.75, "its sentences stand together")]
    if each >= _FAR_IN_ONE:
        found.append((0.5, "and there are many of them"))
    return found


def _place_of(block: Block) -> Box:
    """The box that *block* shares with others: not the one that is there for this paragraph alone, nor its list."""
    box = block.box
    while box.parent is not None and (box.last - box.first <= 1 or box.tag in _LAID_OUT):
        box = box.parent
    return box


def _teasers(blocks: Blocks, body: Body) -> int:
    """Linked headings in the box of the story: a listing has one a teaser."""
    box = body.box
    if box is None:
        return 0
    return sum(1 for block in blocks.blocks[box.first : box.last] if is_linked_heading(block))
