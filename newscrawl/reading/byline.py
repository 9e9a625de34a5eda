"""Who wrote it: persons, and the line as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.cleaning import read_byline
from newscrawl.cleaning.languages import words_of_all
from newscrawl.cleaning.name_words import AGENCIES, JOINS, PARTICLES
from newscrawl.reading.furniture import HARD, SURE, table, words_of
from newscrawl.reading.published import OF_AUTHORS
from newscrawl.reading.stated import Stated, authors_in, contributors_in
from newscrawl.reading.trust import AUTHOR_METAS, ORDER

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page
    from newscrawl.reading.blocks import Block, Blocks
    from newscrawl.reading.body import Body

_MARKED = (
    'h1, [itemprop~="author"], [rel~="author"], [class*="byline" i], [class*="author" i], [data-testid*="byline" i], '
    '[class*="writer" i], [class*="vcard"]'
)
_BY = "|".join(sorted(words_of_all("opens")))
# "By Ada Reyes", "Story by", "Von", "Par", "Por": the words that open a byline, of all languages.
_OPENS = re.compile(
    rf"(?:(?:{'|'.join(sorted(words_of_all('work')))})\s+)?(?:{_BY}|texte?|texto)[:\s]\s*", re.IGNORECASE
)
_BY_LINE = re.compile(rf"(?i:{_BY})[:\s]\s*[^\W\d_a-z]")
_OF_DATES = "|".join(sorted(word.capitalize() for word in words_of_all("published") | words_of_all("updated")))
_AFTER_NAME = re.compile(
    rf"\s{{0,9}}(?:[|•·@]|\d|\b(?:{_OF_DATES})\b|\b(?:Staff|Contributing) (?:Writer|Reporter)s?\b).*$"
)
_SAYS_SOMEBODY = table("comment testimonial testimonials quote blockquote")
_VIEW_ALL = re.compile(
    r"^(?:view all (?:of |posts by )?|more (?:by|from) |all (?:posts|articles) by |posts? by |articles? by |about )",
    re.IGNORECASE,
)
# What sites put where a name should be: nobody signs so.
_NOBODY = words_of_all("nobody")
_LOWER = JOINS | PARTICLES | {"of", "the", "for"} | words_of_all("joins_after_by")
"""Words of a byline that stand in lower case."""
_LONGEST_LINE = 160
_LONGEST_NAME = 60
_SHORTEST_RUN = 4
"""Letters: "AP" stands in "Mapleton", and is no part of it."""


@dataclass(slots=True)
class Byline:
    """What was found."""

    authors: list[str] = field(default_factory=list)
    line: str | None = None
    organisations: list[str] = field(default_factory=list)
    source: str | None = None


def read_authors(page: Page, blocks: Blocks, body: Body, stated: Stated, site: list[str]) -> Byline:
    """The article's authors, by the order of trust of :mod:`newscrawl.reading.trust`.

    Args:
        page: The page.
        blocks: Its blocks.
        body: The story.
        stated: Its JSON-LD.
        site: Names of the site and its publisher, which are no authors.
    """
    line_block = _line_around(blocks, body)
    line = _line_of(line_block) if line_block else None
    organisations: list[str] = []
    signed: tuple[list[str], str] | None = None  # an agency that signs alone
    for place in ORDER["authors"]:
        source = stated.at(place)[1] if place in ("stated", "annotated") else place
        texts = _texts_at(place, page, stated, line)
        names: list[str] = []
        groups: list[str] = []
        beside: list[str] = []  # agencies that are stated as one of the authors
        for text in texts:
            parted = read_byline(text.strip(" -–—|,"))
            found, agencies = parted[0], parted[1]
            if place == "stated" and not found and len(agencies) == 1:
                agencies = [text] if _words(text) & JOINS else agencies  # one body: "Board of Parks and Trails"
                if text.casefold() in AGENCIES:
                    beside.append(text)
            names.extend(
                name for name in found if _may_sign(name, site) and name.casefold() not in map(str.casefold, names)
            )
            groups.extend(name for name in agencies if _may_sign(name, site) and name not in groups)
        organisations.extend(name for name in groups if name not in organisations)
        if names:
            names += [name for name in beside if name not in names]
            if place == "stated" and (contributors := contributors_in(stated)):
                names += _also_printed(contributors, names, [line or "", *_marked(page)])
            return Byline(names, line or (texts[0] if source == "markup" else None), organisations, source)
        if groups and signed is None:
            signed = groups, source
    if signed is not None:
        return Byline(signed[0][:1], line, organisations, signed[1])
    return Byline([], line, organisations, None)


def _also_printed(contributors: list[str], names: list[str], lines: list[str]) -> list[str]:
    """Those stated as contributors who are printed beside the author: they signed it, too."""
    known = {name.casefold() for name in names}
    persons = [name for text in contributors for name in read_byline(text)[0] if name.casefold() not in known]
    if not persons:
        return []
    signed = {name.casefold() for text in lines for name in read_byline(text)[0]}
    return [name for name in dict.fromkeys(persons) if name.casefold() in signed and known & signed]


def _words(text: str) -> set[str]:
    return set(text.casefold().split())


def _texts_at(place: str, page: Page, stated: Stated, line: str | None) -> list[str]:
    """What stands at a place of the table."""
    if place in ("stated", "annotated"):
        persons, others = authors_in(stated, place)
        return [*persons, *others]
    if place == "printed":
        return [line] if line else []
    if place == "markup":
        return _marked(page)
    return _in_metas(page) if place == "meta" else []


def _line_of(block: Block) -> str:
    return next((line for line in block.lines if _BY_LINE.match(line)), block.text)


def byline_of(block: Block) -> bool:
    """Whether a block at the head or foot of a text is nothing but its byline: "By Ada Reyes and Tom Oak"."""
    text = _line_of(block)
    if len(text) > _LONGEST_LINE or not _BY_LINE.match(text):
        return False
    rest = text[text.index(" ") + 1 :] if " " in text else ""
    words = rest.split()
    if not words or len(words) > 16 or text.endswith(("?", "!", ":")) or (text.endswith(".") and len(words) > 5):
        return False
    capital = sum(word[0].isupper() or word.lower() in _LOWER for word in words)
    if capital < 0.8 * len(words):
        return False
    # "Von", "Par", "Di" open sentences and names, too.
    return text[:2].lower() == "by" or bool(read_byline(text)[0])


def _line_around(blocks: Blocks, body: Body) -> Block | None:
    """The byline that stands at the head or the foot of the text, or between it and the headline."""
    if not body.blocks:
        return None
    around: list[int] = [*range(max(0, body.first - 12), min(body.first + 3, len(blocks.blocks)))]
    around += range(max(body.last - 2, body.first), min(body.last + 3, len(blocks.blocks)))
    head = next((i for i in around if blocks.blocks[i].kind == "h1"), None)
    for index in around:
        block: Block = blocks.blocks[index]
        if (head is None or index > head) and byline_of(block) and not _is_foreign(block.box.node, depth=5):
            return block
    return None


def _marked(page: Page) -> list[str]:
    """The texts of the elements that are marked up as the author, nearest after the headline."""
    nodes = page.tree.css(_MARKED)
    head = max((index for index, node in enumerate(nodes) if node.tag == "h1"), default=-1)
    candidates = [
        node
        for node in (*nodes[head + 1 :], *reversed(nodes[: max(head, 0)]))
        if node.tag not in ("h1", "meta", "link", "body", "article", "main")
    ]
    whole: list[str] = []
    for node in candidates[:12]:
        if _is_foreign(node, depth=7):
            continue
        text = _name_in(page, node)
        if not text:
            continue
        marked_itself = "author" in (node.attributes.get("itemprop") or "") or "author" in (
            node.attributes.get("rel") or ""
        )
        if not marked_itself and not _looks_like_line(text):
            continue
        if not whole:
            whole.append(text)
            if not marked_itself:
                return whole
            owner = node.parent.parent if node.parent is not None else None
            continue
        parent = node.parent
        if (
            owner is not None
            and parent is not None
            and (parent.mem_id == owner.mem_id or (parent.parent is not None and parent.parent.mem_id == owner.mem_id))
        ):
            whole.append(text)
    return whole


def _name_in(page: Page, node: LexborNode) -> str | None:
    inner = node.css_first('[itemprop="name"]')
    if inner is not None and inner.tag == "meta":
        text = " ".join((inner.attributes.get("content") or "").split())
    else:
        text = page.text_of(inner if inner is not None else node)
    text = _VIEW_ALL.sub("", text)
    text = re.sub(r"['’]s? (?:posts|articles|stories)\.?$", "", text)
    return text if 2 < len(text) <= _LONGEST_LINE else None


def _looks_like_line(text: str) -> bool:
    opened = _OPENS.match(text)
    rest = text[opened.end() :] if opened else text
    rest = _AFTER_NAME.sub("", rest)
    words = rest.split()
    return (
        bool(words) and len(words) <= (12 if opened else 4) and words[0][0].isupper() and not text.endswith((":", "?"))
    )


def _is_foreign(node: LexborNode, depth: int) -> bool:
    """Whether *node* stands among comments, related stories or the like, whose authors are not this story's."""
    inner: LexborNode | None = node
    for _ in range(depth):
        if inner is None or inner.tag in ("body", "article", "main", "html"):
            return False
        attributes = inner.attributes
        words = set(words_of(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"))
        if (
            inner.tag in ("aside", "nav", "blockquote")
            or words & HARD
            or words & _SAYS_SOMEBODY
            or (
                words & SURE - {"share", "sharing", "socials", "copyright"} - OF_AUTHORS
                and "author" not in words
                and "byline" not in words
            )
        ):
            return True
        inner = inner.parent
    return False


def _in_metas(page: Page) -> list[str]:
    for name in AUTHOR_METAS:
        texts = [
            text
            for text in page.metas.get(name, [])
            if not text.startswith(("http", "/", "@")) and len(text) < _LONGEST_LINE
        ]
        if name == "twitter:data1" and not any(
            "written" in text.lower() for text in page.metas.get("twitter:label1", [])
        ):
            continue
        if texts:
            return texts
    return []


def _is_part(part: str, whole: str) -> bool:
    """Whether *whole* has the words of *part*; run together, too, where they are long enough to be no accident."""
    return f" {part} " in f" {whole} " or (len(part) > _SHORTEST_RUN and part in whole)


def _may_sign(name: str, site: list[str]) -> bool:
    """Whether *name*, of a person or an agency, can be who wrote it: neither the paper itself nor "Staff"."""
    words = name.split()
    if not words or len(name) > _LONGEST_NAME or "@" in name or "://" in name:
        return False
    folded = name.casefold().removeprefix("the ")
    if any(_is_part(folded, other.casefold()) or _is_part(other.casefold(), folded) for other in site if other):
        return False
    return not {word.strip(".,").casefold() for word in words} & _NOBODY
