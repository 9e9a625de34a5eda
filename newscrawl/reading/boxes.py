"""What a page's tree is made into: boxes, the blocks of text that stand in them, and pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selectolax.lexbor import LexborNode

    from newscrawl.reading.furniture import Role


class Box:
    """A block element: what it is, what it stands in, and how much story there is in it."""

    __slots__ = (
        "depth",
        "end",
        "first",
        "good",
        "has_h1",
        "heading",
        "itemprop",
        "kind",
        "last",
        "names",
        "node",
        "number",
        "parent",
        "role",
        "tag",
    )

    def __init__(self, node: LexborNode, tag: str, names: str, parent: Box | None, role: Role) -> None:
        self.tag = tag
        self.names = names
        self.parent = parent  # and no list of children: what refers in circles lives on until it is looked for
        self.number = 0  # among the page's boxes; those in it come next
        self.end = 0  # of the first box after those in it
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
    lines: Sequence[str] = ()
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

    def children_of(self, box: Box) -> Iterator[Box]:
        """The boxes that stand in *box* and in none between."""
        number = box.number + 1
        while number < box.end:
            child = self.boxes[number]
            yield child
            number = child.end
