"""Frames of pictures: boxes, and tables of old, that hold a picture and little else are captions, whatever they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.reading.furniture import PICTURE, Role, words_of

if TYPE_CHECKING:
    from newscrawl.reading.boxes import Blocks, Box

_FRAME_NAMED, _FRAME_BARE = 400, 250
"""Characters: more text than this in a picture's box (one named for pictures, any other) is no caption."""


def mark_frames(found: Blocks) -> None:
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


def frames_picture(table: Box, found: Blocks) -> bool:
    """Whether a table that was just closed is there to set a caption under a picture, as pages did before ``<figure>``."""
    texts = found.blocks[table.first :]
    if not found.pictures or len(texts) > 2 or any(len(block.text) > 300 for block in texts):
        return False
    inner: Box | None = found.pictures[-1].box
    while inner is not None and inner is not table:
        inner = inner.parent
    return inner is table
