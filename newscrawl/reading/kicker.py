"""A label that stands within the headline's own element ("Opinion", "Live"), and is no part of what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.cleaning import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page

_MOST_PARTS = 12
_MOST_HEADINGS = 20
_DEEPEST = 4
_SEPARATORS = " |/·•:–—-"


def without_kicker(page: Page, text: str, claims: Collection[str], folded: Callable[[str], str]) -> str:
    """*text*, the ``<h1>`` as printed, without the elements before the title that the page states; else *text*.

    The page must state, word for word, what is left, and must not state the whole: then the label is one of the title.
    What stands behind the stated title stays, for titles are stated in a short form as well.

    Args:
        page: The page.
        text: The heading.
        claims: The titles that the page states, folded.
        folded: How they were folded.
    """
    own = folded(text)
    if own in claims or not any(claim and own.endswith(claim) for claim in claims):
        return text
    for heading in page.tree.css("h1")[:_MOST_HEADINGS]:
        if folded(page.text_of(heading)) == own:
            rest = _after_label(page, heading, claims, folded)
            return rest or text
    return text


def _after_label(page: Page, heading: LexborNode, claims: Collection[str], folded: Callable[[str], str]) -> str | None:
    """The text behind the first elements of *heading*, where it is a stated title."""
    parts = _parts(heading)
    if len(parts) > _MOST_PARTS:
        return None
    texts = [part.text_content or "" if part.tag == "-text" else page.text_of(part) for part in parts]
    for cut in range(len(parts) - 1, 0, -1):
        ends_apart = parts[cut - 1].tag != "-text" or parts[cut].tag == "br"
        rest = squeeze(" ".join(texts[cut:]) if any(part.tag == "br" for part in parts[cut:]) else "".join(texts[cut:]))
        if ends_apart and rest and folded(rest) in claims:
            return rest.lstrip(_SEPARATORS)
    return None


def _parts(heading: LexborNode) -> list[LexborNode]:
    """The texts and elements that *heading* is made of, or the one element in it that holds all."""
    node = heading
    for _ in range(_DEEPEST):
        parts = [
            part
            for part in node.iter(include_text=True)
            if part.tag == "br" or (part.text_content if part.tag == "-text" else part.text() or "").strip()  # type: ignore[union-attr]
        ]
        if len(parts) != 1 or parts[0].tag == "-text":
            return parts
        node = parts[0]
    return parts
