"""What an article of the demo is made of, before a theme prints it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_QUOTED = re.compile("“([^“”]*)”?")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between marks, and who says them."""

    text: str
    kind: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a body: ``p``, ``h2``, ``li`` or ``quote`` (a block quotation)."""

    tag: str
    text: str
    quotes: tuple[Quote, ...] = ()
    link: tuple[str, str] | None = None
    """Words of the text that are a link, and where it leads."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: its path on the paper's host, what stands under it and who took it."""

    path: str
    caption: str
    credit: str


@dataclass(slots=True)
class Comment:
    """A reader's comment; ``text`` has paragraphs by blank lines, and is None where it was deleted."""

    id: str
    parent: str | None
    depth: int
    author: str | None
    text: str | None
    published: datetime
    likes: int = 0
    dislikes: int = 0


@dataclass(slots=True)
class Article:
    """One article with all that its page says of it. Moments are aware, in the paper's zone."""

    number: int
    slug: str
    headline: str
    dek: str | None
    authors: list[str]
    section: str
    tags: tuple[str, ...]
    published: datetime
    blocks: list[Block]
    images: list[Image] = field(default_factory=list)
    modified: datetime | None = None
    kind: str | None = None
    staff: bool = False
    agency: str | None = None
    comments: list[Comment] = field(default_factory=list)
    also_at: list[str] = field(default_factory=list)


def block(text: str, speakers: dict[str, str]) -> Block:
    """The paragraph that a form of :mod:`newscrawl.demo.topics` states, its marks read as told after ``|``."""
    words, _, told = text.partition("|")
    quotes = []
    for quoted, token in zip(_QUOTED.findall(words), told.split(), strict=True):
        if token != "-":  # noqa: S105 (marks that hold no quote)
            kind = "mixed" if token.startswith("m") else "direct"
            quotes.append(Quote(quoted, kind, speakers.get(token.removeprefix("m"))))
    return Block("p", words, tuple(quotes))


def slug_of(headline: str) -> str:
    """The last part of an article's address: plain letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", headline).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
