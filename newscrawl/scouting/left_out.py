"""Which of a page's blocks are no part of its article, and why: what ``scrapy read --why`` shows. Pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from newscrawl.cleaning.text import squeeze
from newscrawl.reading.blocks import find_blocks
from newscrawl.reading.body import find_body
from newscrawl.reading.furniture import Role
from newscrawl.reading.headline import read_headline
from newscrawl.reading.stated import read_stated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newscrawl.markup import Page
    from newscrawl.reading.body import Body
    from newscrawl.reading.boxes import Block, Box

SHORTEST = 15
"""Characters; shorter blocks are labels and links that nobody misses."""

_BY_ROLE = {
    Role.COMMENTS: "readers' comments or navigation",
    Role.FURNITURE: "furniture",
    Role.MAYBE: "named like furniture",
    Role.CAPTION: "a caption",
    Role.CREDIT: "a picture's credit",
    Role.BYLINE: "the byline",
    Role.DEK: "a dek",
}


class LeftOut(NamedTuple):
    """A block that is no paragraph of the article."""

    text: str
    reason: str


def left_out(page: Page, paragraphs: Iterable[str], others: Iterable[str | None] = ()) -> list[LeftOut]:
    """The blocks of *page* that are no *paragraphs* of its article, in the page's order, each with the reason.

    Args:
        page: as it was read.
        paragraphs: the article's, as they are stored.
        others: texts that the article holds elsewhere (headline, dek, captions): these are not left out.
    """
    blocks = find_blocks(page.tree)
    stated = read_stated(page)
    headline = read_headline(page, blocks, stated)
    text = stated.article.get("articleBody")
    body = find_body(blocks, text if isinstance(text, str) else None, headline.value if headline else None)
    kept = Counter(paragraphs)
    elsewhere = {text for text in others if text}
    found = []
    for index, block in enumerate(blocks.blocks):
        words = squeeze(block.text) or ""
        if kept[words]:
            kept[words] -= 1
        elif len(words) >= SHORTEST and words not in elsewhere:
            found.append(LeftOut(words, _reason(block, index, body)))
    return found


def _reason(block: Block, index: int, body: Body) -> str:
    box: Box | None = block.box
    told: Box | None = None
    while box is not None and box is not body.box:
        if box.role in _BY_ROLE and (told is None or (box.role >= Role.FURNITURE and box.role > told.role)):
            told = box
        box = box.parent
    if told is not None:
        return f"{_BY_ROLE[told.role]}: {_named(told)}"
    if body.box is None or not body.box.first <= index < body.box.last:
        return "outside the story" + (f", which is {_named(body.box)}" if body.box is not None else "")
    if index < body.first:
        return "above the text"
    if index >= body.last:
        return "below the text: credits, pointers, or headings that nothing follows"
    if block.links and block.linked > len(block.text) / 2:
        return "mostly links"
    return "within the text, and no paragraph of it"


def _named(box: Box) -> str:
    """The element as its page writes it: "<div class=...>", cut where the names are many."""
    names = squeeze(box.names) or ""
    names = names if len(names) <= 60 else f"{names[:59]}…"
    return f'<{box.tag} "{names}">' if names else f"<{box.tag}>"
