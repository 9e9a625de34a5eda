"""What the themes share: an answer to serve, and how text becomes markup."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from newscrawl.demo.articles import Article, Block

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Served:
    """One answer of a paper's host."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    location: str | None = None
    """Where a redirect leads."""
    last_modified: datetime | None = None

    @property
    def etag(self) -> str:
        """A strong validator: it changes with the bytes."""
        return f'"{sha256(self.body).hexdigest()[:16]}"'


def page(text: str, when: datetime | None = None) -> Served:
    """An HTML page, last modified at *when*."""
    return Served(text.encode(), HTML, last_modified=when)


def esc(text: str) -> str:
    """*text* as character data or as an attribute's value."""
    return escape(text, quote=True).replace("&#x27;", "'")


def inline(block: Block) -> str:
    """The words of a block with its link."""
    text = esc(block.text)
    if block.link:
        words, target = block.link
        text = text.replace(esc(words), f'<a href="{target}">{esc(words)}</a>', 1)
    return text


def blocks_html(blocks: Iterable[Block], *, quote: str = "<blockquote><p>{}</p></blockquote>") -> list[str]:
    """A body's elements, the items of a list gathered in one ``ul``."""
    parts: list[str] = []
    for block in blocks:
        if block.tag == "li":
            item = f"<li>{inline(block)}</li>"
            if parts and parts[-1].startswith("<ul>"):
                parts[-1] = parts[-1].replace("</ul>", f"{item}</ul>")
            else:
                parts.append(f"<ul>{item}</ul>")
        elif block.tag == "quote":
            parts.append(quote.format(inline(block)))
        else:
            parts.append(f"<{block.tag}>{inline(block)}</{block.tag}>")
    return parts


def paragraphs_html(text: str) -> str:
    """A comment's text, a ``p`` for each of its paragraphs."""
    return "".join(f"<p>{esc(part)}</p>" for part in text.split("\n\n"))


def names(authors: list[str]) -> str:
    """The names in one line: Ada Reyes and Jonah Pike."""
    return " and ".join(authors)


def summary(story: Article) -> str:
    """What a list of articles shows under the headline: the dek, or the first words."""
    return story.dek or " ".join(story.blocks[0].text.split()[:12]) + " …"


def picture(seed: int) -> Served:
    """A PNG of one colour, 64 by 36 (https://www.w3.org/TR/png-3/): small, and the same bytes everywhere.

    Stored blocks are written by hand, since the bytes of ``zlib.compress`` differ between versions of zlib.
    """
    width, height = 64, 36
    raw = (b"\0" + bytes((seed * 37 % 256, seed * 91 % 256, 160)) * width) * height
    stored = (
        b"\x78\x01\x01" + struct.pack("<HH", len(raw), 0xFFFF - len(raw)) + raw + struct.pack(">I", zlib.adler32(raw))
    )
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", stored), (b"IEND", b""))
    body = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return Served(body, "image/png")
