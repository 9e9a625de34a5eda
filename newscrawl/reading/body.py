"""Which blocks of a page are the story.

Three steps: the box that holds the story (the page's own name for it, else where most of the sentences stand), the
blocks of that box that are no furniture, and the cut at head and foot.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.reading.furniture import Role, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from newscrawl.reading.blocks import Block, Blocks, Box

_SENTENCE_END = tuple(".!?…”\"’'»。！？:;)")
_STORY_KINDS = table("p blockquote div li pre td tr dd dt")
_HEADINGS = table("h1 h2 h3 h4 h5 h6")
_FURNITURE_SHARE = 0.5
"""A box that is only named like furniture and holds more than this share of the page's sentences is none."""
_TEASERS = 3
"""So many linked headings make a box of furniture one of other stories, however much text they have."""
_LONG_TEASER = 600
"""Characters of sentences to a linked heading: with more, the headings are those of a story's parts."""
_FOLLOWED_SHARE = 0.75
"""From a box that holds the sentences, its child is taken while it holds at least this share of them."""

# Headings that open a list of other stories, a form or a share bar. English, Spanish, French, German.
_END_HEADINGS = re.compile(
    r"(?:related|read (?:more|next|also)|more (?:from|on|in|stories|news|like)|most (?:read|popular|viewed)|"
    r"(?:share|comments?|popular|trending|latest|subscribe|newsletters?|advertisement|tags?|topics|previous|next)"
    r"(?:\W*$|\W*\d|\s+(?:this|news|now|in|on|from|with|by|up|to|via|stories|story|posts?|articles?|headlines|videos?|page)\b)|"
    r"leave a (?:comment|reply)|recommended|you (?:may|might) (?:also )?|"
    r"sign up|about the authors?|follow us|see also|up next|"
    r"recent (?:posts|stories|news)|join the conversation|editors?['’] picks?|don['’]t miss|"
    r"relacionad|comentarios|compartir|lee también|"
    r"à lire|lire aussi|commentaires|partager|sur le même sujet|"
    r"mehr zum thema|lesen sie auch|kommentare?|teilen|das könnte)",
    re.IGNORECASE,
)
_ASIDE_START = re.compile(
    r"(?:read (?:more|also|next|it here)|related|see also|also read|more (?:on this|from)|recommended|watch|listen|"
    r"click here|sign up|subscribe|follow (?:us|@|\w+ on)|download the|join (?:us|our)|don['’]t miss|lire aussi|"
    r"lee también|lesen sie auch|mehr zum thema|(?:baca|simak|lihat) juga|leia (?:também|mais)|читайте)",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:advertisement|advertisment|advert|ad|sponsored(?: content)?|story continues below(?: advertisement)?|"
    r"(?:article|story|content) continues (?:below|after).{0,30}|(?:scroll|skip) (?:down |past ).{0,40}|loading\W*|"
    r"share(?: this)?(?: (?:article|story|post))?|print|email|tweet|save|copy link|facebook|twitter|whatsapp|linkedin|"
    r"pinterest|reddit|advertising|publicité|anzeige|publicidad|\W+|\d{1,3}|close|comments?|"
    r"image(?: source)?|photo|video|watch|listen|play|getty images|reuters|afp|hide caption|toggle caption|view gallery|"
    r"enlarge(?: this)? image|click to (?:enlarge|view).{0,20})",
    re.IGNORECASE,
)


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
    evidence = _Evidence(stated)
    _measure(page, evidence, title)
    box, named = _box_of_story(page)
    if box is None:
        return Body()
    kept = _blocks_of_story(page, box, evidence, title)
    kept, closing = _cut_ends(kept, evidence, named=named)
    body = Body(box, kept, box.first, box.last, named, closing=closing)
    if kept:
        body.first = page.blocks.index(kept[0], box.first)
        body.last = page.blocks.index(kept[-1], box.first) + 1
    body.sentences = sum(len(block.text) for block in kept if is_sentence(block))
    return body


def is_sentence(block: Block) -> bool:
    """Whether *block* reads like a paragraph of a story: long enough, ended, and not made of links."""
    length = len(block.text)
    if block.kind in _HEADINGS or block.kind == "figcaption":
        return False
    if block.linked > 0.5 * length and (length - block.linked < 60 or block.kind != "p"):
        return False
    if length >= 140:
        return True
    # Scripts without spaces say as much in a third of the characters.
    return length >= (15 if ord(block.text[0]) > 0x2E7F else 40) and block.text.endswith(_SENTENCE_END)


def is_linked_heading(block: Block) -> bool:
    """Whether *block* is a heading that is a link, as teasers of other pages have."""
    return block.kind in ("h2", "h3", "h4", "h5") and block.linked >= 0.9 * len(block.text)


class _Evidence:
    """What JSON-LD says the story's text is."""

    def __init__(self, stated: str | None) -> None:
        self._text = _letters(stated) if stated else ""
        self.there = len(self._text) > 200

    def has(self, block: Block) -> bool:
        """Whether the stated body holds *block*'s text."""
        if not self.there:
            return False
        letters = _letters(block.text)
        return len(letters) > 15 and letters[:200] in self._text


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _measure(page: Blocks, evidence: _Evidence, title: str | None) -> None:
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


def _blocks_of_story(page: Blocks, box: Box, evidence: _Evidence, title: str | None) -> list[Block]:
    blocks = page.blocks[box.first : box.last]
    start = max((index + 1 for index, block in enumerate(blocks) if block.kind == "h1"), default=0)
    if start > len(blocks) // 2 and sum(len(block.text) for block in blocks[:start] if is_sentence(block)) > 500:
        start = 0  # an <h1> in or under the text is no head of it
    headed = start > 0
    outside = _Outside(box)
    kept: list[Block] = []
    skipping = False  # under the heading of something else
    sentences = 0
    for block in blocks[start:]:
        if outside.holds(block) or block.text == title:
            continue
        if block.kind in _HEADINGS or (_is_label(block) and not block.linked):
            skipping = len(block.text) < 80 and bool(_END_HEADINGS.match(block.text)) and not evidence.has(block)
            if skipping:
                continue
        elif skipping:
            if block.linked > 0.3 * len(block.text) or not block.text.endswith(_SENTENCE_END):
                continue
            skipping = False
        if not sentences and headed and block.kind == "div" and not is_sentence(block):
            continue  # byline, date and tools between the headline and the first sentence
        if not _belongs(block, evidence, at_head=not sentences):
            continue
        sentences += is_sentence(block)
        kept.append(block)
    return _without_echoes(_without_link_lists(kept))


def _is_label(block: Block) -> bool:
    """Whether a bold line stands for a heading."""
    return block.kind in ("p", "div") and len(block.text) < 60 and block.bold >= len(block.text) - 2


class _Outside:
    """Whether blocks stand in a part of the story's box that is no part of the story. Remembers what it saw."""

    def __init__(self, box: Box) -> None:
        self._known: dict[Box, bool] = {box: False}
        self._headed = False

    def holds(self, block: Block) -> bool:
        if block.kind in ("figcaption", "caption"):
            return True
        return self._is_outside(block.box)

    def _is_outside(self, box: Box) -> bool:
        chain: list[Box] = []
        inner: Box | None = box
        while inner is not None and inner not in self._known:
            chain.append(inner)
            inner = inner.parent
        outside = self._known[inner] if inner is not None else False
        for inner in reversed(chain):
            if inner.tag == "table":  # figures hold tables, too
                outside = outside and inner.role == Role.CAPTION
            outside = outside or _is_no_story(inner)
            self._known[inner] = outside
        return outside


def _is_no_story(box: Box) -> bool:
    if box.role >= Role.FURNITURE or box.role in (Role.CAPTION, Role.CREDIT, Role.BYLINE):
        return True
    return box.tag == "figure" or box.itemprop in ("author", "datePublished", "dateModified", "headline", "caption")


def _belongs(block: Block, evidence: _Evidence, *, at_head: bool) -> bool:
    """Whether a block of the story's box is a part of the story by its own looks."""
    text = block.text
    if len(text) < 80 and _NOTHING.fullmatch(text):
        return False
    if evidence.has(block):
        return True
    length = len(text)
    if block.linked >= 0.95 * length and length < 300:
        return block.kind == "li" or block.links > 1  # decided with the whole list
    if block.links == 1 and block.ends_in_link and _is_pointer(block):
        return False
    if _ASIDE_START.match(text) and (block.linked > 0.25 * length or (length < 120 and block.bold > 0.9 * length)):
        return False
    if at_head:
        if block.box.role == Role.DEK and block.kind in ("p", "div", *_HEADINGS):
            return False
        return not _is_head_line(text)
    return True


def _is_pointer(block: Block) -> bool:
    """Whether a line is a label and a link to another story, in whatever language: "READ THIS, TOO: Council votes"."""
    unlinked = len(block.text) - block.linked
    label = block.text[:unlinked].strip()
    return unlinked <= 40 and block.linked >= 0.5 * len(block.text) and label.endswith((":", "|", "»", ">", "→"))


_BY = re.compile(r"(?:by|von|par|por|text|story by|written by|published|updated|posted)\b[:\s]", re.IGNORECASE)
_YEAR_OR_TIME = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\bago\b")


def _is_head_line(text: str) -> bool:
    """Whether a line above the text is its byline or its date."""
    if len(text) > 100 or text.endswith((".", "?", "!", "”")):
        return False
    signed = _BY.match(text)
    if signed and signed[0][:3].lower() in ("by ", "von", "par", "por") and text[signed.end() :].lstrip()[:1].islower():
        return False  # "By the numbers" is signed by nobody
    return bool(signed) or (len(text) < 60 and bool(_YEAR_OR_TIME.search(text)) and "(" not in text)


def _without_link_lists(blocks: list[Block]) -> list[Block]:
    """*blocks* without lists that are made of links, and without lines of links."""
    by_list: dict[Box, list[int]] = {}
    for block in blocks:
        if block.kind == "li" and (owner := block.box.within("li")) is not None and owner.parent is not None:
            counts = by_list.setdefault(owner.parent, [0, 0])
            counts[0] += block.linked
            counts[1] += len(block.text)
    kept = []
    for block in blocks:
        if block.kind == "li" and (owner := block.box.within("li")) is not None and owner.parent is not None:
            linked, length = by_list[owner.parent]
        else:
            linked, length = block.linked, len(block.text)
        most = 0.8 if block.kind == "li" or not block.text.endswith(_SENTENCE_END) else 0.95
        if linked < most * length or len(block.text) >= 300:
            kept.append(block)
    return kept


_LONGEST_ECHO = 500
"""Letters: a pull quote is shorter."""


def _without_echoes(blocks: list[Block]) -> list[Block]:
    """*blocks* without those that only repeat words of another one: pull quotes without a name.

    One that is made as most paragraphs of the story are is none: people do say the same thing twice.
    """
    letters = [_letters(block.text) for block in blocks]
    whole = "\n".join(letters)
    makes = Counter(_make(block) for block in blocks)
    usual = makes.most_common(1)[0][0] if makes else None
    kept = []
    for block, own in zip(blocks, letters, strict=True):
        apart = block.kind == "blockquote" or (block.kind == "div" and _make(block) != usual)
        if apart and 20 < len(own) < _LONGEST_ECHO and whole.count(own) > 1:
            continue
        kept.append(block)
    return kept


def _make(block: Block) -> tuple[str, str]:
    """What the element that holds a block is, and what it is called."""
    return block.box.tag, block.box.names


def _may_open(block: Block) -> bool:
    """Whether a story may begin with *block*: a sentence, or a paragraph that ends like one."""
    if is_sentence(block):
        return True
    return (
        block.kind == "p"
        and len(block.text) >= 20
        and block.text.endswith(_SENTENCE_END)
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


def _cut_ends(blocks: list[Block], evidence: _Evidence, *, named: bool) -> tuple[list[Block], list[Block]]:
    """*blocks* without headings that nothing follows, and, where the box was guessed, without a ragged head.

    The headings that were cut come second: where the story goes on on another page they belong to it.
    """
    last = len(blocks)
    while last and (
        blocks[last - 1].kind in _HEADINGS
        or (_is_label(blocks[last - 1]) and not evidence.has(blocks[last - 1]))
        or (last > 2 and len(blocks[last - 1].text) < 300 and _TAIL.match(blocks[last - 1].text))
    ):
        last -= 1
    closing = [block for block in blocks[last:] if block.kind in _HEADINGS]
    first = 0
    if not named:
        while first < last and not _may_open(blocks[first]) and not evidence.has(blocks[first]) and first < 12:
            first += 1
        if first in (last, 12):
            first = 0
        # A heading right above the first sentence belongs to it.
        if first and blocks[first - 1].kind in _HEADINGS:
            first -= 1
    return blocks[first:last], closing
