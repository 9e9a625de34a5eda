"""A page's tree, walked once, becomes a flat list of blocks of text, each with the box that it stands in.

A block is what a browser would set as one paragraph: text between two starts or ends of block elements, or between
two ``<br>`` in a row. Everything that decides about the body looks at blocks and boxes, and never at the tree again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from newscrawl.reading.furniture import PICTURE, Role, role_of, table, words_of
from newscrawl.reading.unseen import is_displayed_none, is_hidden, is_unread, opens_over_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNSEEN = table(
    "script style noscript template svg iframe button select input textarea object embed audio video canvas map "
    "datalist dialog label head link meta title math"
)
# Text-level elements (https://html.spec.whatwg.org/#text-level-semantics) and their forebears: no break around them.
_INLINE = table(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rp rt ruby s samp small span strike "
    "strong sub sup time tt u var wbr nobr label center-inline"
)
_BOLD = frozenset(["b", "strong"])
_FURNITURE_TAGS = frozenset(["footer", "menu"])
_BLOCK_KINDS = table("p h1 h2 h3 h4 h5 h6 li blockquote td th figcaption pre dt dd caption")


class Box:
    """A block element: what it is, what it stands in, and how much story there is in it."""

    __slots__ = (
        "children",
        "depth",
        "first",
        "good",
        "has_h1",
        "heading",
        "itemprop",
        "kind",
        "last",
        "names",
        "node",
        "parent",
        "role",
        "tag",
    )

    def __init__(self, node: LexborNode, tag: str, names: str, parent: Box | None, role: Role) -> None:
        self.tag = tag
        self.names = names
        self.parent = parent
        self.children: list[Box] = []
        if parent is not None:
            parent.children.append(self)
        self.role = role
        self.node = node
        self.itemprop = ""
        self.depth: int = parent.depth + 1 if parent else 0
        self.good = 0
        self.heading = ""
        self.kind = ""
        self.has_h1 = False
        self.first = 0
        self.last = 0

    def within(self, tag: str) -> Box | None:
        """The nearest box with *tag*, this one included."""
        box: Box | None = self
        while box is not None and box.tag != tag:
            box = box.parent
        return box


class Part(NamedTuple):
    """A run of text with one look."""

    text: str
    linked: bool
    bold: bool


_BREAK = Part(" ", linked=False, bold=False)
"""A single ``<br>``: a space in the text, and still the end of a line."""


@dataclass(slots=True, eq=False)
class Block:
    """One paragraph's worth of text."""

    text: str
    box: Box
    kind: str
    """p, h1 to h6, li, blockquote, td, pre, figcaption, or div for text that stands in none of them."""
    linked: int = 0
    """Characters of it in links."""
    bold: int = 0
    links: int = 0
    weight: int = 0
    """How much it speaks for its box: its characters, where it is a sentence (written by the body's search)."""
    ends_in_link: bool = False
    lines: list[str] = field(default_factory=list)
    """Its lines, where single ``<br>`` cut it into several; else empty."""
    whole: bool = True
    """False: one of several that ``<br><br>`` made of one element."""


@dataclass(slots=True, eq=False)
class Picture:
    """An ``<img>`` and the box that it stands in."""

    node: LexborNode
    box: Box
    place: int
    """How many blocks came before it."""


@dataclass(slots=True)
class Blocks:
    """What the walk found."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def find_blocks(tree: LexborHTMLParser) -> Blocks:
    """All blocks of text of the page in order, furniture included, with their boxes. Linear in the size of the tree."""
    body = tree.body
    walk = _Walk()
    if body is not None:
        walk.run(body)
        _mark_frames(walk.found)
    return walk.found


_FRAME_NAMED, _FRAME_BARE = 400, 250
"""Characters: more text than this in a picture's box (one named for pictures, any other) is no caption."""


def _mark_frames(found: Blocks) -> None:
    """Give boxes that hold a picture and little else the role of a caption: not every site has ``<figure>``."""
    for picture in found.pictures:
        frame: Box | None = picture.box
        while frame is not None and frame.first == frame.last:
            frame = frame.parent
        if frame is not None and frame.role in (Role.PLAIN, Role.MAYBE) and _is_frame(frame, found):
            frame.role = Role.CAPTION


def _is_frame(box: Box, found: Blocks) -> bool:
    texts = found.blocks[box.first : box.last]
    if len(texts) > 3 or box.tag in ("body", "article", "main", "li", "td", "blockquote", "figure"):
        return False
    if any(text.kind not in ("div", "p") or text.linked > 0.5 * len(text.text) for text in texts):
        return False
    length = sum(len(text.text) for text in texts)
    if PICTURE & set(words_of(box.names)):
        return length <= _FRAME_NAMED
    if any(text.kind == "p" and text.text.endswith((".", "!", "?", "”")) for text in texts):
        return False
    return length <= _FRAME_BARE and len(texts) <= 2


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
        node: LexborNode | None = root
        depth = 0
        opened: list[tuple[bool, str]] = []  # one a level: whether a box was opened, and the tag
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                self._text(node)
            elif tag and tag[0] != "-" and tag not in _UNSEEN:
                is_box, seen = self._enter(node, tag)
                if seen:
                    if (child := node.first_child) is not None:
                        opened.append((is_box, tag))
                        node = child
                        depth += 1
                        continue
                    self._leave(tag, is_box=is_box)
            while node is not None and node.next is None:
                if depth == 0:
                    node = None
                    break
                node = node.parent
                depth -= 1
                is_box, tag = opened.pop()
                self._leave(tag, is_box=is_box)
            if node is not None:
                node = node.next if depth else None

    def _text(self, node: LexborNode) -> None:
        text = node.text_content
        if text and (self.parts or not text.isspace()):  # what a block begins with is white space between tags, mostly
            self.parts.append(Part(text, self.link_depth > 0, self.bold_depth > 0))

    def _enter(self, node: LexborNode, tag: str) -> tuple[bool, bool]:
        """Whether a box was opened, and whether to look into the element."""
        if tag == "br":
            self.parts.append(None)
            return False, False
        if tag == "img":
            if self.box is not None:
                self.found.pictures.append(Picture(node, self.box, len(self.found.blocks)))
            return False, False
        attributes = node.attributes
        is_inline = tag in _INLINE or (self.paragraphs and "-" in tag)
        if is_inline and tag != "span":
            return False, self._enter_inline(tag, attributes)
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        role = role_of(names) if len(names) > 1 else Role.PLAIN
        if is_inline:
            # A caption or a box of furniture may be a <span>; within a paragraph it is a part of the sentence.
            inside = (Role.CAPTION,) if self.paragraphs else (Role.CAPTION, Role.CREDIT, Role.FURNITURE, Role.COMMENTS)
            if role not in inside:
                return False, self._enter_inline(tag, attributes)
        self._flush()
        itemprop = attributes.get("itemprop") or ""
        if itemprop == "articleBody":
            role = Role.BODY
        elif tag == "nav":
            role = Role.COMMENTS
        elif tag in _FURNITURE_TAGS or (tag == "aside" and role not in (Role.BODY, Role.CAPTION)):
            role = max(role, Role.FURNITURE)
        elif role == Role.BODY and (tag in _BLOCK_KINDS or tag in ("body", "main")):
            role = Role.PLAIN
        elif (role < Role.MAYBE and is_hidden(attributes)) or (tag == "header" and role == Role.PLAIN):
            role = Role.MAYBE
        self.box = Box(node, tag, names, self.box, role)
        self.box.itemprop = itemprop
        self.box.first = len(self.found.blocks)
        if attributes.get("role") == "heading" and (attributes.get("aria-level") or "2") in "123456":
            self.box.heading = f"h{attributes.get('aria-level') or 2}"
        self.found.boxes.append(self.box)
        if tag == "p":
            self.paragraphs += 1
        return True, True

    def _enter_inline(self, tag: str, attributes: dict[str, str | None]) -> bool:
        names = attributes.get("class")
        if names and (
            opens_over_text(names)
            or (
                (is_unread(names) or "icon" in names)
                and (role_of(names) >= Role.FURNITURE or "aria-hidden" in attributes)
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
            self._flush()
            box = self.box
            if box is not None:
                box.last = len(self.found.blocks)
                if tag == "tr":
                    self._join_cells(box)
                elif tag == "table" and self._frames_picture(box):
                    box.role = Role.CAPTION
                self.box = box.parent
            if tag == "p":
                self.paragraphs -= 1
        elif tag == "a":
            self.link_depth = max(0, self.link_depth - 1)
        elif tag in _BOLD:
            self.bold_depth = max(0, self.bold_depth - 1)

    def _frames_picture(self, table: Box) -> bool:
        """Whether a table is there to set a caption under a picture, as pages did before ``<figure>``."""
        texts = self.found.blocks[table.first :]
        if not self.found.pictures or len(texts) > 2 or any(len(block.text) > 300 for block in texts):
            return False
        inner: Box | None = self.found.pictures[-1].box
        while inner is not None and inner is not table:
            inner = inner.parent
        return inner is table

    def _flush(self) -> None:
        parts, self.parts = self.parts, []
        links, self.links = self.links, 0
        if not parts or self.box is None:
            return
        if len(parts) == 1 and parts[0] is not None:  # most blocks, and most of the time
            self._add([parts[0]], links, whole=True)
            return
        pieces = _pieces(parts)
        for piece in pieces:
            self._add(piece, links, whole=len(pieces) == 1)

    def _add(self, piece: list[Part], links: int, *, whole: bool) -> None:
        """Keep *piece* as a block of the open box, where there is any text in it."""
        box = self.box
        text = " ".join("".join([part.text for part in piece]).split())
        if box is None or not text:
            return
        kind = box.kind = box.kind or _kind(box)
        block = Block(text, box, kind, links=links, lines=_lines(piece), whole=whole)
        for part in piece:
            if not part.text.isspace():
                block.ends_in_link = part.linked
                if part.linked:
                    block.linked += len(part.text)
                if part.bold:
                    block.bold += len(part.text)
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
        if not part.text.isspace():
            if breaks > 1:
                pieces.append([])
            breaks = 0
        pieces[-1].append(part)
    return pieces


def _lines(piece: list[Part]) -> list[str]:
    if _BREAK not in piece:
        return []
    lines: list[list[str]] = [[]]
    for part in piece:
        if part is _BREAK:
            lines.append([])
        else:
            lines[-1].append(part.text)
    return [line for parts in lines if (line := " ".join("".join(parts).split()))]


def _kind(box: Box) -> str:
    inner: Box | None = box
    found = "div"
    while inner is not None:
        tag = inner.tag
        if inner.heading:
            return inner.heading
        if tag in _BLOCK_KINDS:
            if tag not in ("p", "blockquote"):
                return tag
            if found == "div":
                found = tag
        elif tag in ("article", "section", "main", "body", "table"):
            break
        inner = inner.parent
    return found
