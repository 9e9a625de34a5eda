"""Which elements a reader of the page does not see, by their attributes and names."""

from __future__ import annotations

import re

from newscrawl.reading.furniture import table, words_of

# What React streams after the page's frame: hidden until a script sets it in its place
# (https://react.dev/reference/react-dom/server/renderToPipeableStream).
_STREAMED = re.compile(r"S:[0-9a-f]+$")


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Whether an element is not shown as the page arrives; what is hidden until a script sets it in its place is."""
    if not attributes:
        return False
    if "hidden" in attributes and not _STREAMED.match(attributes.get("id") or ""):
        return True
    return attributes.get("aria-hidden") == "true" or is_displayed_none(attributes)


def is_displayed_none(attributes: dict[str, str | None]) -> bool:
    """Whether its own style hides it."""
    style = attributes.get("style") or ""
    return "none" in style and "display:none" in style.replace(" ", "")


_OVER_TEXT = table("rollover tooltip tooltiptext popover popup hovercard")
_ITS_BOX = table("block content text body box card panel inner tooltiptext")


def opens_over_text(names: str) -> bool:
    """Whether an element holds what opens over the words when a reader points at them: no part of the sentence."""
    if "over" not in names and "tip" not in names and "popup" not in names:
        return False
    words = set(words_of(names))
    return bool(words & _OVER_TEXT and words & _ITS_BOX)


def is_unread(names: str) -> bool:
    """Whether the class may be that of words for screen readers only."""
    return "reader" in names or "sr-only" in names or "visually" in names
