"""What reads like a sentence of a story, and what the page itself states of its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newscrawl.reading.furniture import table

if TYPE_CHECKING:
    from newscrawl.reading.blocks import Block

SENTENCE_END = tuple(".!?…”\"’'»。！？:;)")
HEADINGS = table("h1 h2 h3 h4 h5 h6")


def is_sentence(block: Block) -> bool:
    """Whether *block* reads like a paragraph of a story: long enough, ended, and not made of links."""
    length = len(block.text)
    if block.kind in HEADINGS or block.kind == "figcaption":
        return False
    if block.linked > 0.5 * length and (length - block.linked < 60 or block.kind != "p"):
        return False
    if length >= 140:
        return True
    # Scripts without spaces say as much in a third of the characters.
    return length >= (15 if ord(block.text[0]) > 0x2E7F else 40) and block.text.endswith(SENTENCE_END)


def is_label(block: Block) -> bool:
    """Whether a bold line stands for a heading."""
    return block.kind in ("p", "div") and len(block.text) < 60 and block.bold >= len(block.text) - 2


def is_linked_heading(block: Block) -> bool:
    """Whether *block* is a heading that is a link, as teasers of other pages have."""
    return block.kind in ("h2", "h3", "h4", "h5") and block.linked >= 0.9 * len(block.text)


class Evidence:
    """What JSON-LD says the story's text is."""

    def __init__(self, stated: str | None) -> None:
        self._text = letters_of(stated) if stated else ""
        self.there = len(self._text) > 200

    def has(self, block: Block) -> bool:
        """Whether the stated body holds *block*'s text."""
        if not self.there:
            return False
        letters = letters_of(block.text)
        return len(letters) > 15 and letters[:200] in self._text


def letters_of(text: str) -> str:
    """Letters and digits alone, without case: what two printings of one text share."""
    return "".join(_LETTERS.findall(text)).casefold()


_LETTERS = re.compile(r"[^\W_]+")
