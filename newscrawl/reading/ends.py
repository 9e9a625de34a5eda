"""Where a story ends, and where it begins: ragged heads, headings that nothing follows, credits and pointers at the foot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newscrawl.reading.belonging import usual_make
from newscrawl.reading.sentences import HEADINGS, SENTENCE_END, Evidence, is_label, is_sentence

if TYPE_CHECKING:
    from newscrawl.reading.boxes import Block


def _may_open(block: Block) -> bool:
    """Whether a story may begin with *block*: a sentence, or a paragraph that ends like one."""
    if is_sentence(block):
        return True
    return (
        block.kind == "p"
        and len(block.text) >= 20
        and block.text.endswith(SENTENCE_END)
        and block.linked < 0.5 * len(block.text)
    )


# Lines that close a text and are none of it. English only, and only at the very end.
_TAIL = re.compile(
    r"(?:copyright\b|©|\(c\) ?\d|all rights reserved|(?:have|got|do you have) a (?:news )?(?:tip|story)|"
    r"get (?:the latest|our|more|all the latest|access|unlimited)|for (?:the latest|more (?:stories|news))|"
    r"sign up|subscribe|follow (?:us|@|\w+ on)|our website is|support (?:our|local) |join the |click here|"
    r"download (?:the|our)|like us on|this (?:material|article) may not be|the views expressed|read more|more:|more$|"
    r"email .{0,40}@|our standards|more about$|tags?:)",
    re.IGNORECASE,
)


# Who else worked on a story, as its last line tells it. English, Spanish, French, German.
_CREDITS = re.compile(
    r"[\W_]*(?:(?:additional |further )?(?:reporting|writing|editing|research)(?:,? (?:and|&) \w+)? by\b|"
    r"with (?:additional )?(?:files|reporting|information|material) (?:from|by)\b|"
    r".{2,150}\bcontributed (?:[\w ]{1,30} )?to this (?:report|story|article)\b|"
    r"(?-i:(?:[A-ZÀ-Þ][\w.'’-]*,? (?:and )?){1,6}(?:also )?reported from [A-ZÀ-Þ])|"
    r"con (?:información|aportes|reportes) de|avec (?:l['’]afp|afp|reuters|ap|les informations)\b|"
    r"mit material (?:von|der)\b)",
    re.IGNORECASE,
)
_LONGEST_CREDIT = 300
_LONGEST_LINK = 600
_FEW, _LONGEST_NOTE = 4, 200
_RULE = re.compile(r"[\W_]+")
"""A line of characters that sets the end matter apart."""


def _is_end_matter(block: Block, before: Block) -> bool:
    """Whether a last paragraph is what a paper says of itself, or of who worked on the story, or leads elsewhere."""
    text = block.text
    if block.links > 1 and block.linked >= 0.6 * len(text) and not text.endswith(SENTENCE_END):
        return True
    if block.links == 1 and block.linked >= 0.95 * len(text) and len(text) < _LONGEST_LINK:
        return before.linked < 0.5 * len(before.text)  # a link that nobody closed has all of the text in it
    return len(text) < _LONGEST_CREDIT and bool(_TAIL.match(text) or _CREDITS.match(text))


def _is_note(block: Block, evidence: Evidence) -> bool:
    """Whether a line under a text of paragraphs is none of them: what the paper adds stands in boxes of its own."""
    return block.kind == "div" and len(block.text) < _LONGEST_NOTE and not evidence.has(block)


def cut_ends(blocks: list[Block], evidence: Evidence, *, named: bool) -> tuple[list[Block], list[Block]]:
    """*blocks* without headings that nothing follows, and, where the box was guessed, without a ragged head.

    The headings that were cut come second: where the story goes on on another page they belong to it.
    """
    last = len(blocks)
    while last and (
        blocks[last - 1].kind in HEADINGS
        or (is_label(blocks[last - 1]) and not evidence.has(blocks[last - 1]))
        or (last > 2 and _is_end_matter(blocks[last - 1], blocks[last - 2]))
        or (last < len(blocks) and _RULE.fullmatch(blocks[last - 1].text))
    ):
        last -= 1
    usual = usual_make(blocks)
    while last > _FEW and usual is not None and usual[0] == "p" and _is_note(blocks[last - 1], evidence):
        last -= 1
    closing = [block for block in blocks[last:] if block.kind in HEADINGS and not _RULE.fullmatch(block.text)]
    first = 0
    if not named:
        while first < last and not _may_open(blocks[first]) and not evidence.has(blocks[first]) and first < 12:
            first += 1
        if first in (last, 12):
            first = 0
        # A heading right above the first sentence belongs to it.
        if first and blocks[first - 1].kind in HEADINGS:
            first -= 1
    return blocks[first:last], closing
