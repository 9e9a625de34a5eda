"""A page's tree, walked once, becomes a flat list of blocks of text, each with the box that it stands in.

A block is what a browser would set as one paragraph: text between two starts or ends of block elements, or between
two ``<br>`` in a row. Everything that decides about the body looks at blocks and boxes, and never at the tree again.

Half of the time that a page takes goes into this walk: the common case comes first in it, and nothing is asked twice.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from newscrawl.reading.boxes import Block, Blocks, Box, Picture
from newscrawl.reading.frames import frames_picture, mark_frames
from newscrawl.reading.furniture import Role, role_of, table
from newscrawl.reading.unseen import is_displayed_none, is_hidden, is_unread, opens_over_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["Block", "Blocks", "Box", "Picture", "find_blocks"]

_UNSEEN = table(
    "script style noscript template svg iframe button select input textarea object embed audio video canvas map "
    "datalist dialog label head link meta title math"
)
# Text-level elements (https://html.spec.whatwg.org/#text-level-semantics) and their forebears: no break around them.
_INLINE = table(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rp rt ruby s samp small strike "
    "strong sub sup time tt u var wbr nobr center-inline"
)
_BOLD = frozenset(["b", "strong"])
_FURNITURE_TAGS = frozenset(["footer", "menu"])
_BLOCK_KINDS = table("p h1 h2 h3 h4 h5 h6 li blockquote td th figcaption pre dt dd caption")
_SOFT_KINDS = frozenset(["p", "blockquote", "div"])
"""Kinds that a block keeps only where it stands in nothing that says more: a paragraph in a list item is an item."""
_SECTIONS = table("article section main body table")
"""What is around one of these says nothing of the kind of a block in it."""


class _How(IntEnum):
    """How the walk takes an element."""

    UNSEEN = 0
    BREAK = 1
    IMAGE = 2
    INLINE = 3
    SPAN = 4
    BOX = 5


_HOW = {
    **dict.fromkeys(_INLINE, _How.INLINE),
    **dict.fromkeys(_UNSEEN, _How.UNSEEN),
    "br": _How.BREAK,
    "img": _How.IMAGE,
    "span": _How.SPAN,
}
"""By tag; what is not in it is a box, or an element that somebody made up."""

_BOX = int(_How.BOX)

# Looked up once: each costs more in an enumeration than what it is compared with.
_PLAIN, _BODY, _CAPTION, _CREDIT = Role.PLAIN, Role.BODY, Role.CAPTION, Role.CREDIT
_MAYBE, _FURNITURE, _COMMENTS = Role.MAYBE, Role.FURNITURE, Role.COMMENTS
_IN_PARAGRAPH = frozenset([_CAPTION])
_OUTSIDE = frozenset([_CAPTION, _CREDIT, _FURNITURE, _COMMENTS])


Part = tuple[str, bool, bool]
"""A run of text with one look: whether it is in a link, and whether it is bold."""

_BREAK: Part = (" ", False, False)
"""A single ``<br>``: a space in the text, and still the end of a line."""


def find_blocks(tree: LexborHTMLParser) -> Blocks:
    """All blocks of text of the page in order, furniture included, with their boxes. Linear in the size of the tree."""
    body = tree.body
    walk = _Walk()
    if body is not None:
        walk.run(body)
        mark_frames(walk.found)
    return walk.found


class _Walk:
    """The state of one walk: the box that is open, and the text gathered since the last break."""

    def __init__(self) -> None:
        self.found = Blocks()
        self.parts: list[Part | None] = []  # None is a <br>
        self.links = 0
        self.link_depth = 0
        self.bold_depth = 0
        self.box: Box | None = None
        self.paragraphs = 0  # open <p>: unknown elements in one are inline

    def run(self, root: LexborNode) -> None:
        """Walk the tree under *root* without recursion, whatever its depth."""
        node: LexborNode | None = root
        opened: list[tuple[LexborNode | None, str, bool]] = []  # one a level: what follows it, its tag, is it a box
        while node is not None:
            tag = node.tag or "-"
            if tag == "-text":
                text = node.text_content
                # What a block begins with is white space between tags, mostly.
                if text and (self.parts or not text.isspace()):
                    self.parts.append((text, self.link_depth > 0, self.bold_depth > 0))
            elif (how := _HOW.get(tag, _BOX)) and tag[0] != "-":
                is_box = self._enter(node, tag, how)
                if is_box is not None:
                    if (child := node.first_child) is not None:
                        opened.append((node.next if opened else None, tag, is_box))
                        node = child
                        continue
                    self._leave(tag, is_box=is_box)
            node = node.next if opened else None
            while node is None and opened:
                node, tag, is_box = opened.pop()
                self._leave(tag, is_box=is_box)

    def _enter(self, node: LexborNode, tag: str, how: int) -> bool | None:
        """Whether a box was opened; None where the element is not looked into."""
        if how == _How.BREAK:
            self.parts.append(None)
            return None
        if how == _How.IMAGE:
            if self.box is not None:
                self.found.pictures.append(Picture(node, self.box, len(self.found.blocks)))
            return None
        attributes = node.attributes
        if how == _How.INLINE or (how == _BOX and self.paragraphs and "-" in tag):
            return False if self._enter_inline(tag, attributes) else None
        names, role = " ", _PLAIN
        if attributes:
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            if len(names) > 1:
                role = role_of(names)
        if how == _How.SPAN:
            # A caption or a box of furniture may be a <span>; within a paragraph it is a part of the sentence.
            if "br" in names and "br" in names.split() and node.first_child is None:
                self.parts.append(None)  # a line break by name, for scripts and style sheets to make one of it
                return None
            if role not in (_IN_PARAGRAPH if self.paragraphs else _OUTSIDE):
                return False if self._enter_inline(tag, attributes) else None
        self._open(node, tag, names, role, attributes)
        return True

    def _open(self, node: LexborNode, tag: str, names: str, role: Role, attributes: dict[str, str | None]) -> None:
        """Open a box."""
        if self.parts:
            self._flush()
        self.links = 0
        itemprop = (attributes.get("itemprop") or "") if attributes else ""
        if itemprop == "articleBody":
            role = _BODY
        elif tag == "nav":
            role = _COMMENTS
        elif tag in _FURNITURE_TAGS or (tag == "aside" and role not in (_BODY, _CAPTION)):
            role = max(role, _FURNITURE)
        elif role == _BODY and (tag in _BLOCK_KINDS or tag in ("body", "main")):
            role = _PLAIN
        elif (attributes and role < _MAYBE and is_hidden(attributes)) or (tag == "header" and role == _PLAIN):
            role = _MAYBE
        outer, found = self.box, self.found
        self.box = box = Box(node, tag, names, outer, role)
        box.number = len(found.boxes)
        box.itemprop = itemprop
        box.first = len(found.blocks)
        if attributes and attributes.get("role") == "heading" and (attributes.get("aria-level") or "2") in "123456":
            box.heading = f"h{attributes.get('aria-level') or 2}"
        box.kind = _kind(box, outer)
        found.boxes.append(box)
        if tag == "p":
            self.paragraphs += 1

    def _enter_inline(self, tag: str, attributes: dict[str, str | None]) -> bool:
        """Whether to look into an element of the line."""
        if attributes:
            names = attributes.get("class")
            if names and (
                opens_over_text(names)
                or (
                    (is_unread(names) or "icon" in names)
                    and (role_of(names) >= _FURNITURE or "aria-hidden" in attributes)
                )
            ):
                return False
            # What is hidden from screen readers only, a drop cap for one, is printed all the same.
            if "hidden" in attributes or is_displayed_none(attributes):
                return False
        if tag == "a":
            self.link_depth += 1
            self.links += 1
        elif tag in _BOLD:
            self.bold_depth += 1
        return True

    def _leave(self, tag: str, *, is_box: bool) -> None:
        if is_box:
            if self.parts:
                self._flush()
            self.links = 0
            box = self.box
            if box is not None:
                box.last = len(self.found.blocks)
                box.end = len(self.found.boxes)
                if tag == "tr":
                    self._join_cells(box)
                elif tag == "table" and frames_picture(box, self.found):
                    box.role = _CAPTION
                self.box = box.parent
            if tag == "p":
                self.paragraphs -= 1
        elif tag == "a":
            self.link_depth = max(0, self.link_depth - 1)
        elif tag in _BOLD:
            self.bold_depth = max(0, self.bold_depth - 1)

    def _flush(self) -> None:
        """What was gathered becomes blocks of the open box."""
        parts, self.parts = self.parts, []
        if self.box is None:
            return
        if len(parts) == 1 and parts[0] is not None:  # most blocks, and most of the time
            run, linked, bold = parts[0]
            if text := " ".join(run.split()):
                block = Block(text, self.box, self.box.kind, links=self.links)
                if linked:
                    block.linked, block.ends_in_link = len(run), True
                if bold:
                    block.bold = len(run)
                self.found.blocks.append(block)
            return
        pieces = _pieces(parts)
        for piece in pieces:
            self._add(piece, self.box, whole=len(pieces) == 1)

    def _add(self, piece: list[Part], box: Box, *, whole: bool) -> None:
        """Keep *piece* as a block of the open box, where there is any text in it."""
        text = " ".join("".join([run for run, _, _ in piece]).split())
        if not text:
            return
        block = Block(text, box, box.kind, links=self.links, lines=_lines(piece), whole=whole)
        for run, linked, bold in piece:
            if not run.isspace():
                block.ends_in_link = linked
                if linked:
                    block.linked += len(run)
                if bold:
                    block.bold += len(run)
        self.found.blocks.append(block)

    def _join_cells(self, row: Box) -> None:
        """The cells of a row of data become one block; a row that lays out a page stays as it is."""
        blocks = self.found.blocks[row.first :]
        if len(blocks) < 2 or any(block.box.parent is not row or len(block.text) > 200 for block in blocks):
            return
        del self.found.blocks[row.first + 1 :]
        first = blocks[0]
        first.text = " | ".join(block.text for block in blocks)
        first.linked = sum(block.linked for block in blocks)
        first.bold = sum(block.bold for block in blocks)
        first.kind = "tr"
        row.last = row.first + 1


def _pieces(parts: list[Part | None]) -> list[list[Part]]:
    """*parts* cut where two ``<br>`` stand with nothing between them; a single one is a space."""
    if None not in parts:
        return [parts]  # type: ignore[list-item]
    pieces: list[list[Part]] = [[]]
    breaks = 0
    for part in parts:
        if part is None:
            breaks += 1
            pieces[-1].append(_BREAK)
            continue
        if not part[0].isspace():
            if breaks > 1:
                pieces.append([])
            breaks = 0
        pieces[-1].append(part)
    return pieces


def _lines(piece: list[Part]) -> Sequence[str]:
    if _BREAK not in piece:
        return ()
    lines: list[list[str]] = [[]]
    for part in piece:
        if part is _BREAK:
            lines.append([])
        else:
            lines[-1].append(part[0])
    return [line for parts in lines if (line := " ".join("".join(parts).split()))]


def _kind(box: Box, outer: Box | None) -> str:
    """The kind of the blocks of *box*, by its own element and that of the box around it."""
    tag = box.tag
    if box.heading:
        return box.heading
    if tag in _SECTIONS:
        return "div"
    around = outer.kind if outer is not None else "div"
    if tag in _BLOCK_KINDS:
        return around if tag in _SOFT_KINDS and around not in _SOFT_KINDS else tag
    return around
