"""What the pages of one paper have in common, which no single page tells: site memory.

A block that stands on page after page of a paper is no part of its stories: "What happens next" over whatever happens
next, "Support the Courier" in the middle of a text. And the box that held the last stories likely holds the next one.
A :class:`Memory` is a value: the sightings of a paper's last pages. Reading with one and learning from a page are pure.

A sighting of one page is a few hundred bytes: no text, but a trace of each block, which tells that the same text stood
in the same kind of place. How often a trace must have been met before its block is left out depends on how much it looks
like text, :data:`RULES`: a sentence that many stories do share ("This is a developing story.") and the sign-off of a
columnist stay, for they do not stand on most of a paper's pages.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newscrawl.reading.furniture import words_of
from newscrawl.reading.sentences import HEADINGS, is_label, is_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newscrawl.reading.blocks import Block, Box

PAGES_KEPT = 40
"""Pages of a paper that its memory holds; the oldest is forgotten for a new one."""
BLOCKS_AT_MOST = 60
"""Blocks of one page's story that are remembered."""
OTHERS_AT_MOST = 20
"""Sentences outside of its story that are remembered."""


class Rule(NamedTuple):
    """When a block is furniture: it stood on so many of the pages remembered, and on so large a share of them."""

    pages: int
    share: float


RULES = {
    "h": Rule(8, 0.6),  # a heading or a bold line: a paper may have a handful that it likes to use, none on most pages
    "l": Rule(5, 0.3),  # made of a link for the most part
    "b": Rule(5, 0.3),  # in a box of its own, apart from the text's paragraphs
    "p": Rule(12, 0.8),  # a paragraph like any other
}
"""By the first letter of a trace."""
_OUTSIDE = "o"
"""First letter of the trace of a sentence outside of the story."""
SILENT_AFTER = Rule(4, 0.25)
"""When a sentence, wherever it stood, no longer speaks for the box that it stands in."""

PLACE_AFTER = Rule(6, 0.7)
"""When the box that held the stories is known."""
_MOST = 0.3
"""More than this share of a page's text is never left out: then it is the page that is strange."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one page shows of what it may share with others."""

    page: str
    """The article's canonical address: read again, it is not counted twice."""
    place: str = ""
    """Of the box that held the story (:func:`place_of`)."""
    blocks: tuple[str, ...] = ()
    """Traces (:func:`trace_of`)."""


@dataclass(frozen=True)
class Memory:
    """The last pages of one paper, oldest first."""

    sightings: tuple[Sighting, ...] = ()

    def learn(self, sighting: Sighting) -> Memory:
        """The memory after one more page; a page that it knows is taken as it is now."""
        others = [known for known in self.sightings if known.page != sighting.page]
        return Memory((*others, sighting)[-PAGES_KEPT:])

    @cached_property
    def furniture(self) -> frozenset[str]:
        """The traces of what is no part of a story."""
        met = Counter(trace for sighting in self.sightings for trace in set(sighting.blocks))
        whole = len(self.sightings)
        return frozenset(trace for trace, pages in met.items() if _keeps(RULES.get(trace[:1]), pages, whole))

    @cached_property
    def silent(self) -> frozenset[str]:
        """The marks of texts that say nothing of where a story stands: the paper prints them anywhere."""
        met = Counter(mark for sighting in self.sightings for mark in set(map(mark_in, sighting.blocks)))
        return frozenset(mark for mark, pages in met.items() if _keeps(SILENT_AFTER, pages, len(self.sightings)))

    @cached_property
    def place(self) -> str:
        """The place of the box that holds the stories; "" where it is not known or differs from page to page."""
        met = Counter(sighting.place for sighting in self.sightings)
        place, pages = met.most_common(1)[0] if met else ("", 0)
        return place if _keeps(PLACE_AFTER, pages, len(self.sightings)) else ""


def _keeps(rule: Rule | None, pages: int, whole: int) -> bool:
    return rule is not None and pages >= rule.pages and pages >= rule.share * whole


_NO_LETTER = re.compile(r"\W+")


def text_mark(text: str) -> str:
    """Six characters that tell a text from others, whatever stands between its letters and digits."""
    letters = _NO_LETTER.sub("", text).casefold()
    return urlsafe_b64encode(blake2b(letters.encode("utf-8", "replace"), digest_size=4).digest())[:6].decode()


def traces_of(story: Sequence[Block], others: Iterable[Block]) -> tuple[str, ...]:
    """What a page's sighting remembers of its blocks.

    Args:
        story: the blocks of the story's box that look like the story's.
        others: sentences outside of that box.
    """
    settings = Counter(map(_setting, story))
    usual = settings.most_common(1)[0][0] if settings else None
    own = [trace_of(block, apart=_setting(block) != usual) for block in story[:BLOCKS_AT_MOST]]
    return (*own, *dict.fromkeys(f"{_OUTSIDE}{text_mark(block.text)}" for block in islice(others, OTHERS_AT_MOST)))


def _setting(block: Block) -> tuple[object, ...]:
    """In what a block is set: the elements around it, and what they are called."""
    box, parent = block.box, block.box.parent
    return (box.tag, words_of(box.names), parent and (parent.tag, words_of(parent.names)))


def trace_of(block: Block, *, apart: bool) -> str:
    """By what a block is known again: what it looks like, its text, and the tags that it stands in.

    Names of elements do not count: programs make them anew with every version of a page.

    Args:
        block: of a story's box.
        apart: it is not set as most of the text is.
    """
    if block.kind in HEADINGS or is_label(block):
        look = "h"
    elif block.linked >= 0.5 * len(block.text):
        look = "l"
    else:
        look = "b" if apart else "p"
    parent = block.box.parent
    tags = f"{block.kind} {block.box.tag} {parent.tag if parent else ''}"
    place = urlsafe_b64encode(blake2b(tags.encode(), digest_size=3).digest())[:3].decode()
    return f"{look}{text_mark(block.text)}{place}"


def mark_in(trace: str) -> str:
    """The text's mark in a trace."""
    return trace[1:7]


def place_of(box: Box | None) -> str:
    """Where a box stands, in words that are the same on another page: its tag and names, and those of two around it."""
    parts: list[str] = []
    while box is not None and len(parts) < 3:
        parts.append(".".join((box.tag, *sorted(set(words_of(box.names))))))
        box = box.parent
    return "<".join(parts)[:300]


def part(blocks: Sequence[Block], traces: Iterable[str], memory: Memory) -> tuple[list[Block], list[Block]]:
    """*blocks* of a story as the memory parts them: its own, and those that are the paper's furniture.

    Never leaves out most of a page.
    """
    known = memory.furniture
    own: list[Block] = []
    others: list[Block] = []
    for block, trace in zip(blocks, traces, strict=False):
        (others if trace in known else own).append(block)
    own += blocks[len(own) + len(others) :]
    left = sum(len(block.text) for block in others)
    if left > _MOST * sum(len(block.text) for block in blocks) or not any(map(is_sentence, own)):
        return list(blocks), []
    return own, others
