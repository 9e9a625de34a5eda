"""Which blocks of a page are the story.

Three steps: the box that holds the story (the page's own name for it, else where most of the sentences stand), the
blocks of that box that are no furniture, and the cut at head and foot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.reading.belonging import blocks_of_story, make_of, usual_make
from newscrawl.reading.ends import cut_ends
from newscrawl.reading.memory import part, place_of, traces_of
from newscrawl.reading.sentences import Evidence, is_sentence, letters_of
from newscrawl.reading.story_box import box_by_memory, box_of_story, measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newscrawl.reading.boxes import Block, Blocks, Box
    from newscrawl.reading.memory import Memory

_FEW = 3
"""Blocks of a story of which none is thought to be a dek."""


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
    left_out: list[Block] = field(default_factory=list)
    """What would be the story's by its looks, and is the paper's furniture by its memory."""
    aided: bool = False
    """Another box was taken for what the paper's memory knows."""
    place: str = ""
    """Of the story's box, for the paper's memory."""
    traces: tuple[str, ...] = ()
    """Of the story's blocks, for the paper's memory."""

    @property
    def paragraphs(self) -> list[str]:
        """The texts."""
        return [block.text for block in self.blocks]


def find_body(
    page: Blocks,
    stated: str | None = None,
    title: str | None = None,
    memory: Memory | None = None,
    said: Iterable[str | None] = (),
) -> Body:
    """The story among the blocks of a page; an empty one where there is none.

    Args:
        page: The blocks as the walk found them.
        stated: The body as JSON-LD states it, as evidence of which blocks belong.
        title: The headline as printed: what stands before it does not belong.
        memory: What is known of the paper's pages; None where nothing is to be known or learned.
        said: Descriptions of the story that the page states: one that is set apart above the text is its dek.
    """
    if not page.blocks:
        return Body()
    evidence = Evidence(stated)
    measure(page, evidence, title)
    box, named = box_of_story(page)
    if box is None:
        return Body()
    chosen = box
    if memory is not None:
        box, named = box_by_memory(page, chosen, named, memory)
    body = Body(box, [], box.first, box.last, named, aided=box is not chosen)
    kept = blocks_of_story(page, box, evidence, title)
    usual = usual_make(kept)
    if len(kept) > _FEW and kept[0].kind == "div" and make_of(kept[0]) != usual and _is_said(kept[0], said):
        del kept[0]
    if memory is not None:
        body.place = place_of(box)
        beside = page.blocks[: box.first] + page.blocks[box.last :]
        body.traces = traces_of(kept, (block for block in beside if is_sentence(block)))
        own, others = part(kept, body.traces, memory)
        if others:
            stay = {id(block) for block in cut_ends(own, evidence, named=named)[0]}
            body.left_out = [block for block in cut_ends(kept, evidence, named=named)[0] if id(block) not in stay]
        kept = own
    kept, body.closing = cut_ends(kept, evidence, named=named)
    body.blocks = kept
    if kept:
        body.first = page.blocks.index(kept[0], box.first)
        body.last = page.blocks.index(kept[-1], box.first) + 1
    body.sentences = sum(len(block.text) for block in kept if is_sentence(block))
    return body


def _is_said(block: Block, said: Iterable[str | None]) -> bool:
    own = letters_of(block.text)
    return any(own == letters_of(text) for text in said if text)
