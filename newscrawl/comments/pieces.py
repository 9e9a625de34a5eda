"""A comment without names taken into its pieces of text: times, buttons, numbers, introductions, and words.

What most comments of a list repeat is the site's; the kind of element that holds most words holds those of short comments, too.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.comments.phrases import (
    answers,
    bare,
    is_control,
    is_count,
    is_intro,
    points_at,
)
from newscrawl.comments.printed import date_starts, is_yearless
from newscrawl.comments.relative import told
from newscrawl.comments.texts import LINES, PARAGRAPHS, is_form
from newscrawl.comments.vocabulary import (
    AUTHOR,
    FURNITURE,
    TEXT,
    names,
    words_of,
)

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newscrawl.comments.blocks import Block


MAX_PIECES = 600
MAX_NAME = 60
BLOCK = PARAGRAPHS | LINES | names("td th tbody body fieldset")
_PASSED = names("script style template noscript svg select textarea option iframe object video audio canvas")
BADGES = names("badge badges rank role level tag label flair points posts reputation joined stats avatar")
_OF_MEMBER = re.compile(
    r"(?:posts?|messages|joined|join date|location|reputation|threads|registered|member since|registriert(?: seit)?|"
    r"mitglied seit|dabei seit|beiträge|ort|wohnort|inscrit|messages|registrado|mensajes|iscritto)\s?:",
    re.IGNORECASE,
)
"""What forums print under a member's name."""


@dataclass(slots=True)
class Piece:
    """One text node."""

    node: LexborNode
    text: str
    holder: LexborNode
    block: int
    """Which block-level element it stands in."""
    words: frozenset[str]
    """Words of the names of the elements around it, up to its block."""
    kind: str = "words"
    above: tuple[int, ...] = ()
    """Elements around it, from the comment's root down."""
    chrome: bool = False


@dataclass(slots=True)
class Unit:
    """A comment in its pieces."""

    block: Block
    pieces: list[Piece]
    attributes: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    """Tags and attributes of its elements that have any."""


def taken_apart(block: Block, stops: frozenset[int]) -> Unit:
    """The pieces of *block*; *stops* are the roots of all comments, whose words are not this one's."""
    unit = Unit(block, [])
    own = {root.mem_id for root in block.roots}
    none: frozenset[str] = frozenset()
    todo: list[tuple[LexborNode, LexborNode, int, frozenset[str], tuple[int, ...]]] = [
        (root, root.parent or root, root.parent.mem_id if root.parent else 0, none, ())
        for root in reversed(block.roots)
    ]
    for _ in range(8 * MAX_PIECES):
        if not todo or len(unit.pieces) >= MAX_PIECES:
            break
        node, holder, inside, words, above = todo.pop()
        tag = node.tag or ""
        if tag == "-text":
            text = " ".join((node.text_content or "").split())
            if text:
                unit.pieces.append(Piece(node, text, holder, inside, words, _kind(text, holder), above))
            continue
        if not tag or tag in _PASSED or tag.startswith("-") or (node.mem_id in stops and node.mem_id not in own):
            continue
        if is_form(node):
            continue
        attributes = node.attributes
        if attributes:
            unit.attributes.append((tag, attributes))
        own_words = words_of(f"{attributes.get('class') or ''} {attributes.get('id') or ''}") if attributes else none
        if "-" in tag:
            own_words |= words_of(tag)
        if tag in BLOCK or "-" in tag:
            inside, words = node.mem_id, own_words
        else:
            words = words | own_words
        path = (*above, node.mem_id) if len(above) < 40 else above
        todo.extend((child, node, inside, words, path) for child in reversed(list(node.iter(include_text=True))))
    return unit


def _kind(text: str, holder: LexborNode) -> str:
    if holder.tag == "time":
        return "time"
    if len(text) <= 140:
        if _OF_MEMBER.match(text):
            return "intro"
        if is_count(text):
            return "time" if date_starts(text) is not None else "count"
        if is_control(text) and (holder.tag not in ("p", "div") or len(text) < 30):
            return "control"
        if answers(text) is not None:
            return "answers"
        if points_at(text) and holder.tag in ("a", "span"):
            return "answers" if holder.tag == "a" or text[0] in ">»›→↳▸▶" else "words"
        if _is_time(text):
            return "time"
        if is_intro(text):
            return "intro"
    return "words"


def _is_time(text: str) -> bool:
    start: int | None = None
    if any(char.isdigit() for char in text):
        start = date_starts(text)
    if start is None and len(text) <= 90 and (tale := told(text)) is not None:
        start = tale.start
    if start is None:
        return len(text) <= 40 and is_yearless(text)
    before = text[:start].strip(" :|–—·•,-([")
    return len(text) - start <= 60 and (not before or is_intro(before) or is_count(before) or len(before) <= MAX_NAME)


def is_initials(short: str, name: str) -> bool:
    """Is it "AR" in the place of a picture, before "Ada Reyes"."""
    if not 0 < len(short) <= 3 or not short.isalpha() or short != short.upper() or len(name) > MAX_NAME:
        return False
    first = [word[0].upper() for word in name.split() if word[0].isalnum()]
    return (
        bool(first)
        and short in ("".join(first), "".join(first[:2]), first[0] + first[-1], first[0], name[:2].upper())
        and short != name
    )


def is_body(piece: Piece) -> bool:
    """May it be a part of the comment's own words, by what it says and what it stands in?"""
    if piece.kind == "words":
        return (
            not piece.chrome and not (piece.words & FURNITURE and not piece.words & TEXT) and not piece.words & BADGES
        )
    return False


def sign_of(piece: Piece) -> tuple[str, str]:
    """The kind of element that a piece stands in: its tag and class."""
    return piece.holder.tag or "", piece.holder.attributes.get("class") or ""


def is_emoji(piece: Piece) -> bool:
    """Nothing but emoji: what a comment may be."""
    return piece.kind == "count" and not piece.text.isascii() and not any(char.isdigit() for char in piece.text)


def body_sign(units: list[Unit]) -> tuple[str, str] | None:
    """The kind of element that holds most words of most comments: where a short one's words stand, too."""
    said: dict[tuple[str, str], set[str]] = {}
    present: Counter[tuple[str, str]] = Counter()
    for unit in units:
        beside = {piece.block for piece in unit.pieces if piece.kind == "time"}
        pieces = [piece for piece in unit.pieces if is_body(piece) or is_emoji(piece)]
        pieces = [piece for piece in pieces if piece.words & TEXT or not piece.words & AUTHOR]
        pieces = [piece for piece in pieces if piece.block not in beside] or pieces
        for piece in pieces:
            said.setdefault(sign_of(piece), set()).add(piece.text)  # names come again, words do not
        present.update({sign_of(piece) for piece in pieces})
    lengths = {sign: sum(map(len, texts)) for sign, texts in said.items()}
    often = [sign for sign, number in present.items() if number >= 0.6 * len(units)]
    return max(often, key=lambda sign: lengths[sign], default=None) if len(units) > 1 else None


def settle_repeated(units: list[Unit], body: tuple[str, str] | None) -> None:
    """Words that most comments of a list repeat are the site's."""
    if len(units) < 3:
        return
    times = Counter(
        text for unit in units for text in {bare(piece.text) for piece in unit.pieces if len(piece.text) <= 40}
    )
    sure = body if body is not None and (body[1] or body[0] == "p") else None
    for unit in units:
        for piece in unit.pieces:
            if is_emoji(piece) or sign_of(piece) == sure:  # people answer alike
                continue
            piece.chrome = len(piece.text) <= 40 and times[bare(piece.text)] >= max(3, 0.6 * len(units))
