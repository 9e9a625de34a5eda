"""Which blocks of the story's box belong to it: furniture, asides, echoes and ragged ends are left out."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newscrawl.reading.furniture import Role
from newscrawl.reading.sentences import HEADINGS, SENTENCE_END, Evidence, is_label, is_sentence, letters_of

if TYPE_CHECKING:
    from newscrawl.reading.blocks import Block, Blocks, Box

# Headings that open a list of other stories, a form or a share bar. English, Spanish, French, German.
_END_HEADINGS = re.compile(
    r"(?:related|read (?:more|next|also)|more (?:from|on|in|like)|"
    r"more (?:[\w'’]+ ){0,3}(?:stories|news)|most (?:read|popular|viewed)|"
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


_LONGEST_LEAD = 500
"""Characters of sentences above a headline: with more, it is none."""


def blocks_of_story(page: Blocks, box: Box, evidence: Evidence, title: str | None) -> list[Block]:
    """The blocks of *box* that are the story's, from below the headline on."""
    blocks = page.blocks[box.first : box.last]
    above = any(block.kind == "h1" and block.text == title for block in page.blocks[: box.first])
    start = 0 if above else _start(blocks, title)
    headed = start > 0
    outside = _Outside(box)
    kept: list[Block] = []
    skipping = False  # under the heading of something else
    sentences = 0
    for block in blocks[start:]:
        if outside.holds(block) or block.text == title:
            continue
        if block.kind in HEADINGS or (is_label(block) and not block.linked) or _is_named_heading(block):
            skipping = len(block.text) < 80 and bool(_END_HEADINGS.match(block.text)) and not evidence.has(block)
            if skipping:
                continue
        elif skipping:
            if block.linked > 0.3 * len(block.text) or not block.text.endswith(SENTENCE_END):
                continue
            skipping = False
        if not sentences and headed and block.kind == "div" and not is_sentence(block):
            continue  # byline, date and tools between the headline and the first sentence
        if not _belongs(block, evidence, at_head=not sentences):
            continue
        sentences += is_sentence(block)
        kept.append(block)
    return _without_echoes(_without_link_lists(kept))


def _start(blocks: list[Block], title: str | None) -> int:
    """Where the story may begin: after its headline. Other ``<h1>`` in it are subheads of people who have but one size."""
    headings = [index for index, block in enumerate(blocks) if block.kind == "h1"]
    named = [index for index in headings if blocks[index].text == title]
    start = max(named or headings, default=-1) + 1
    if sum(len(block.text) for block in blocks[:start] if is_sentence(block)) <= _LONGEST_LEAD:
        return start
    if start > len(blocks) // 2 or len(headings) > 1:
        return 0  # an <h1> in or under the text is no head of it
    return start


def _is_named_heading(block: Block) -> bool:
    """Whether a line is called a heading by the page, whatever its element is."""
    return block.kind == "div" and not block.linked and "heading" in block.box.names and len(block.text) < 80


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


def _belongs(block: Block, evidence: Evidence, *, at_head: bool) -> bool:
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
        if block.box.role == Role.DEK and block.kind in ("p", "div", *HEADINGS):
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
        most = 0.8 if block.kind == "li" or not block.text.endswith(SENTENCE_END) else 0.95
        if linked < most * length or len(block.text) >= 300:
            kept.append(block)
    return kept


_LONGEST_ECHO = 500
"""Letters: a pull quote is shorter."""
_MOST_ECHOES = 200
"""Blocks that are set apart; where there are more, they are what the story is made of."""


def _without_echoes(blocks: list[Block]) -> list[Block]:
    """*blocks* without those that only repeat words of another one: pull quotes without a name.

    One that is made as most paragraphs of the story are is none: people do say the same thing twice.
    """
    usual = usual_make(blocks)
    apart = {
        id(block) for block in blocks if block.kind == "blockquote" or (block.kind == "div" and make_of(block) != usual)
    }
    if not apart or len(apart) > _MOST_ECHOES:  # as on most pages
        return blocks
    letters = [letters_of(block.text) for block in blocks]
    whole = "\n".join(letters)
    return [
        block
        for block, own in zip(blocks, letters, strict=True)
        if not (id(block) in apart and 20 < len(own) < _LONGEST_ECHO and whole.count(own) > 1)
    ]


def make_of(block: Block) -> tuple[str, str]:
    """What the element that holds a block is, and what it is called."""
    return block.box.tag, block.box.names


def usual_make(blocks: list[Block]) -> tuple[str, str] | None:
    """As what most of *blocks* are made; None where there are none."""
    makes = Counter(map(make_of, blocks))
    return makes.most_common(1)[0][0] if makes else None
