"""The pictures of a story, each with its caption and its credit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

from newscrawl.cleaning import squeeze
from newscrawl.reading.furniture import Role, role_of
from newscrawl.reading.stated import text_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from newscrawl.markup import Page
    from newscrawl.reading.blocks import Block, Blocks, Box, Picture
    from newscrawl.reading.body import Body
    from newscrawl.reading.stated import Stated

# Where the address of a picture stands that is loaded late, by the scripts that load it.
_ADDRESSES = (
    "src",
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-orig-file",
    "data-full-src",
    "data-srcset",
    "srcset",
)
_CREDIT = re.compile(
    r"(?:(?:photos?|image|picture|credit|foto|fotos|crédit|bild|courtesy)(?:\s{1,9}(?:credit|courtesy|by|via|of)){0,4}\s{0,9}[:/]\s*|"
    r"(?:photos?|image|picture|courtesy|foto)\s+(?:by|of|courtesy of|von|por|par)\s+)(?P<name>[^.|]{2,80})\.?$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\((?:Photo(?:graph)?s?(?: by|:| courtesy of)? )?(?P<name>[^()]{2,80})\)\.?$")
_INLINE = frozenset(["small", "cite", "em", "i", "span", "strong", "b"])
_LONGEST_CAPTION = 2_000
_MOST_CAPTIONS = 500
"""Captions of one story that are looked for; a gallery of more is read by its pictures."""


class Image(NamedTuple):
    """A picture of the story."""

    url: str
    caption: str | None
    credit: str | None

    def row(self) -> dict[str, str | None]:
        """As a mapping, in the form of ``read_article``."""
        return {"url": self.url, "caption": self.caption, "credit": self.credit}


def read_images(page: Page, blocks: Blocks, body: Body, stated: Stated) -> list[Image]:
    """The pictures between headline and the end of the text, furniture left out; the stated one where none is printed."""
    first, last = _region(blocks, body)
    found: list[Image] = []
    taken: set[Box] = set()
    seen: set[tuple[str, str | None]] = set()
    known: dict[Box, Box | None] = {}
    for picture in blocks.pictures:
        if not first <= picture.place <= last or _nearest(picture.box, _is_furniture, known) is not None:
            continue
        url = _address(picture, page.url)
        frame = _frame(picture, blocks)
        caption = credit = None
        if frame is not None and frame not in taken:
            caption, credit = _texts(frame, blocks)
            taken.add(frame)
        if url and (url, caption) not in seen and (caption or _is_large(picture)):
            seen.add((url, caption))
            found.append(Image(url, caption, credit))
    found = [_parted(image, stated) for image in found]
    if not found:
        found.extend(Image(url, None, None) for url in _stated(page, stated))
    return found


def _region(blocks: Blocks, body: Body) -> tuple[int, int]:
    if not body.blocks or body.box is None:
        return 0, -1
    before = [index for index, block in enumerate(blocks.blocks[: body.first + 1]) if block.kind == "h1"]
    first = before[-1] - 3 if before else body.first - 8
    last = max(body.last + 3, min(body.box.last, body.last + 12))
    return max(0, first), last


def _nearest(box: Box, stops: Callable[[Box], bool], known: dict[Box, Box | None]) -> Box | None:
    """The nearest box at which it *stops*, this one included; *known* keeps what was found for the next question."""
    passed: list[Box] = []
    inner: Box | None = box
    while inner is not None and inner not in known:
        passed.append(inner)
        if stops(inner):
            break
        inner = inner.parent
    found = known.get(inner, inner) if inner is not None else None
    for each in passed:
        known[each] = found
    return found


def _is_furniture(box: Box) -> bool:
    return box.tag in ("nav", "footer") or _is_other(box)


def _tells(box: Box) -> bool:
    """Whether a box says of what stands in it that it is a caption, or that it is none."""
    return box.role in (Role.CAPTION, Role.CREDIT, Role.BODY) or _is_other(box)


def _is_other(box: Box) -> bool:
    """Whether *box* is furniture by what it is called: galleries, named as furniture may be, hold the story's pictures."""
    return box.role == Role.COMMENTS or (box.role == Role.FURNITURE and role_of(box.names) == Role.FURNITURE)


def read_captions(blocks: Blocks, body: Body, images: list[Image]) -> list[str]:
    """The captions of *images*, and those whose picture is not in the markup (scripts bring it), in order."""
    found = dict.fromkeys(image.caption for image in images if image.caption)
    first, last = _region(blocks, body)
    known: dict[Box, Box | None] = {}
    for block in blocks.blocks[first : last + 1]:
        if len(found) > _MOST_CAPTIONS:
            break
        box = _nearest(block.box, _tells, known)
        is_caption = block.kind == "figcaption" or (box is not None and box.role == Role.CAPTION)
        if box is not None and (box.role == Role.CREDIT or _is_other(box)):
            is_caption = False
        if is_caption and not any(block.text in caption or block.text.startswith(caption) for caption in found):
            found[block.text] = None
    return list(found)


def _frame(picture: Picture, blocks: Blocks) -> Box | None:
    """The box that holds the picture and its caption: its figure, else the nearest one that has a caption in it."""
    if (figure := picture.box.within("figure")) is not None:
        return figure
    outer: Box | None = picture.box
    while outer is not None:
        if outer.role == Role.CAPTION:
            return outer
        outer = outer.parent
    inner: Box | None = picture.box
    for _ in range(4):
        if inner is None or inner.tag in ("body", "article", "main") or inner.role == Role.BODY:
            return None
        if any(child.role in (Role.CAPTION, Role.CREDIT) for child in _inner(inner, blocks)):
            return inner
        inner = inner.parent
    return None


def _inner(box: Box, blocks: Blocks) -> list[Box]:
    found = [box]
    for inner in found:
        if len(found) < 40:
            found.extend(blocks.children_of(inner))
    return found


def _texts(frame: Box, blocks: Blocks) -> tuple[str | None, str | None]:
    """Caption and credit in *frame*. A credit in an element of its own is no part of the caption."""
    captions: list[str] = []
    credit = None
    for block in blocks.blocks[frame.first : frame.last]:
        role = _role_in(block, frame)
        if role == Role.CREDIT:
            credit = credit or _bare_credit(block.text)
        elif role == Role.CAPTION and block.text not in captions:
            text, name = _without_credit_element(block)
            captions.append(text)
            credit = credit or name
    caption = " ".join(captions) or None
    if caption and credit is None and (found := _CREDIT.search(caption) or _IN_BRACKETS.search(caption)):
        credit = found["name"].strip()
    return (caption if caption is None or len(caption) <= _LONGEST_CAPTION else None), credit


def _without_credit_element(block: Block) -> tuple[str, str | None]:
    """The caption without an inline element at its end that holds a credit and nothing else, and that credit."""
    inline = block.box.node.last_child
    while inline is not None and inline.tag == "-text" and not (inline.text_content or "").strip():
        inline = inline.prev
    if inline is None or inline.tag not in _INLINE:
        return block.text, None
    own = squeeze(inline.text()) or ""
    found = _CREDIT.match(own)
    if not found or not block.text.endswith(own) or len(own) == len(block.text):
        return block.text, None
    return block.text[: -len(own)].rstrip(" |–—-"), found["name"].strip()


def _role_in(block: Block, frame: Box) -> Role:
    inner: Box | None = block.box
    is_caption = False
    while inner is not None:
        if inner.role == Role.CREDIT:
            return Role.CREDIT
        if _is_other(inner) and inner is not frame and frame.role != Role.CAPTION:
            return Role.FURNITURE
        is_caption = is_caption or inner.role == Role.CAPTION or inner.tag == "figcaption"
        if inner is frame:
            break
        inner = inner.parent
    return Role.CAPTION if is_caption else Role.PLAIN


def _bare_credit(text: str) -> str:
    found = _CREDIT.search(text)
    return (found["name"] if found else text).strip(" ()[]|:")


def _address(picture: Picture, base: str) -> str | None:
    attributes = picture.node.attributes
    for name in _ADDRESSES:
        value = (attributes.get(name) or "").strip()
        if not value or value.startswith("data:"):
            continue
        if "srcset" in name:
            value = value.split(",")[-1].split()[0] if value.split(",")[-1].split() else ""
        try:
            url = urljoin(base, value)
        except ValueError:
            continue
        if url.startswith(("http://", "https://")):
            return url
    # Every script for late loading has an attribute of its own.
    return next(
        (value for name, value in attributes.items() if value and name.startswith("data-") and _is_address(value)), None
    )


def _is_address(value: str) -> bool:
    return value.startswith(("http://", "https://")) and " " not in value


def _is_large(picture: Picture) -> bool:
    """Whether a picture without a caption is one of the story: no icon, face or counter."""
    attributes = picture.node.attributes
    names = (attributes.get("class") or "").lower()
    if "avatar" in names or "icon" in names or "emoji" in names or "logo" in names:
        return False
    width = attributes.get("width") or ""
    return not width.isdecimal() or int(width[:6]) >= 200


def _parted(image: Image, stated: Stated) -> Image:
    """Caption and credit apart that stand in one printed line, where JSON-LD states the caption alone."""
    for thing in _stated_images(stated):
        alone = squeeze(text_in(thing.get("caption")) or "")
        if not alone or not image.caption or not image.caption.startswith(alone):
            continue
        rest = image.caption[len(alone) :].strip(" \n|–—-")
        if rest and _CREDIT.match(rest):
            credit = text_in(thing.get("creditText")) or image.credit or _bare_credit(rest)
            return image._replace(caption=alone, credit=credit)
    return image


def _stated_images(stated: Stated) -> list[dict[str, Any]]:
    value: Any = stated.article.get("image")
    return [thing for thing in (value if isinstance(value, list) else [value]) if isinstance(thing, dict)]


def _stated(page: Page, stated: Stated) -> list[str]:
    value: Any = stated.article.get("image")
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl")
    if not isinstance(value, str):
        value = page.metas.get("og:image", [None])[0]
    if not isinstance(value, str):
        return []
    try:
        url = urljoin(page.url, value.strip())
    except ValueError:
        return []
    return [url] if url.startswith(("http://", "https://")) else []
