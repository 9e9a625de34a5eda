"""Who wrote it: persons, and the line as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.cleaning import read_byline
from newscrawl.reading.furniture import HARD, SURE, table, words_of
from newscrawl.reading.stated import AUTHOR_METAS, Stated, authors_in

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page
    from newscrawl.reading.blocks import Block, Blocks
    from newscrawl.reading.body import Body

_MARKED = (
    'h1, [itemprop~="author"], [rel~="author"], [class*="byline" i], [class*="author" i], [data-testid*="byline" i], '
    '[class*="writer" i], [class*="vcard"]'
)
# "By Ada Reyes", "Story by", "Von", "Par", "Por": the word that opens a byline, by language.
_OPENS = re.compile(
    r"(?:(?:story|words|text|written|reported|report|posted|published|review|column|opinion)\s+)?by[:\s]\s*|(?:von|par|por|texte?|texto)[:\s]\s*",
    re.IGNORECASE,
)
_BY_LINE = re.compile(r"(?:By|BY|by)[:\s]\s*[^\W\d_a-z]")
_AFTER_NAME = re.compile(
    r"\s*(?:[|•·@]|\d|\bUpdated\b|\bPublished\b|\bPosted\b|\b(?:Staff|Contributing) (?:Writer|Reporter)s?\b).*$"
)
_VIEW_ALL = re.compile(
    r"^(?:view all (?:of |posts by )?|more (?:by|from) |all (?:posts|articles) by |posts? by |articles? by |about )",
    re.IGNORECASE,
)
# What sites put where a name should be: nobody signs so.
_NOBODY = table("""
    staff desk newsroom newsdesk editor editors editorial team admin administrator webmaster reporter reporters
    correspondent correspondents contributor contributors guest anonymous user redaktion rédaction redacción
    """)
_LONGEST_LINE = 160
_LONGEST_NAME = 60


@dataclass(slots=True)
class Byline:
    """What was found."""

    authors: list[str] = field(default_factory=list)
    line: str | None = None
    organisations: list[str] = field(default_factory=list)
    source: str | None = None


def read_authors(page: Page, blocks: Blocks, body: Body, stated: Stated, site: list[str]) -> Byline:
    """The article's authors. Order of trust: persons in JSON-LD, the line in or around the text, marked elements, metas.

    Args:
        page: The page.
        blocks: Its blocks.
        body: The story.
        stated: Its JSON-LD.
        site: Names of the site and its publisher, which are no authors.
    """
    line_block = _line_around(blocks, body)
    line = _line_of(line_block) if line_block else None
    persons, others = authors_in(stated)
    organisations: list[str] = []
    signed: tuple[list[str], str] | None = None  # an agency that signs alone
    for source, texts in (
        ("json-ld", [*persons, *others]),
        ("printed", [line] if line else []),
        ("markup", _marked(page)),
        ("meta", _in_metas(page)),
    ):
        names: list[str] = []
        groups: list[str] = []
        for text in texts:
            found, agencies = read_byline(text.strip(" -–—|,"))
            names.extend(
                name for name in found if _may_sign(name, site) and name.casefold() not in map(str.casefold, names)
            )
            groups.extend(name for name in agencies if _may_sign(name, site) and name not in groups)
        organisations.extend(name for name in groups if name not in organisations)
        if names:
            return Byline(names, line or (texts[0] if source == "markup" else None), organisations, source)
        if groups and signed is None:
            signed = groups, source
    if signed is not None:
        return Byline(signed[0][:1], line, organisations, signed[1])
    return Byline([], line, organisations, None)


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
    capital = sum(
        word[0].isupper() or word.lower() in ("and", "&", "of", "the", "for", "de", "van", "von") for word in words
    )
    return capital >= 0.8 * len(words)


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
            inner.tag in ("aside", "nav")
            or words & HARD
            or "comment" in words
            or (
                words & SURE - {"share", "sharing", "socials", "copyright"}
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


def _may_sign(name: str, site: list[str]) -> bool:
    """Whether *name*, of a person or an agency, can be who wrote it: neither the paper itself nor "Staff"."""
    words = name.split()
    if not words or len(name) > _LONGEST_NAME or "@" in name or "://" in name:
        return False
    folded = name.casefold().removeprefix("the ")
    if any(folded in other.casefold() or other.casefold() in folded for other in site if other):
        return False
    return not {word.strip(".,").casefold() for word in words} & _NOBODY
