"""Two facts that are kept apart: whether the publisher declares the page closed, and whether the text that we have looks cut.

Publishers declare every page closed, or none; and a page that is declared open may show a teaser. So neither is inferred
from the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newscrawl.reading.stated import Found, first_meta, text_in
from newscrawl.reading.trust import ORDER
from newscrawl.reading.wordings import WORDINGS

if TYPE_CHECKING:
    from newscrawl.markup import Page
    from newscrawl.reading.blocks import Blocks
    from newscrawl.reading.body import Body
    from newscrawl.reading.stated import Stated

_GOES_ON = re.compile("|".join(pattern for words in WORDINGS for pattern in words.goes_on), re.IGNORECASE)
_ELLIPSES = ("…", "...", "[…]", "[...]", "(…)", "[&hellip;]")
_FEW = 6
"""Paragraphs: a longer text that ends in an ellipsis is a writer's."""
_LONGEST_CALL = 200
"""Characters of a line that calls on readers to subscribe."""
_BLOCKS_AFTER = 3
_TIERS = {"free": "open", "metered": "closed", "locked": "closed"}
"""https://developers.facebook.com/docs/instant-articles/subscriptions (``article:content_tier``)."""


def read_paywall(page: Page, stated: Stated) -> Found | None:
    """What the publisher declares: "open", "closed", or None where it says nothing.

    https://developers.google.com/search/docs/appearance/structured-data/paywalled-content
    """
    for place in ORDER["paywall"]:
        if place == "meta":
            tier = first_meta(page, ("article:content_tier", "og:article:content_tier"))
            if tier is not None and (declared := _TIERS.get(tier.value.lower())):
                return Found(declared, tier.source)
        else:
            article, source = stated.at(place)
            if (free := _free(article)) is not None:
                return Found("open" if free else "closed", source)
    return None


def _free(thing: dict[str, Any]) -> bool | None:
    """``isAccessibleForFree`` of an article; where it says nothing, closed if a part of it is."""
    parts = thing.get("hasPart")
    own = thing.get("isAccessibleForFree")
    if own is None:
        listed = parts if isinstance(parts, list) else [parts]
        closed = any(
            isinstance(part, dict) and _truth(part.get("isAccessibleForFree")) is False for part in listed[:20]
        )
        return False if closed else None
    return _truth(own)


def _truth(value: Any) -> bool | None:
    """A boolean as sites write it: true, "True", "https://schema.org/False"."""
    if value is None:
        return None
    text = str(value if not isinstance(value, list) else text_in(value)).lower()
    return text in ("true", "1", "yes") or text.endswith("/true")


def is_truncated(blocks: Blocks, body: Body, paragraphs: list[str], full: str | None) -> bool:
    """Whether the text that we have looks cut.

    It ends in an ellipsis; what follows it asks readers to subscribe, to sign in or to go on; or JSON-LD states a text that
    is half as long again.

    Args:
        blocks: The page's.
        body: The story.
        paragraphs: Its text.
        full: The text that the page states for machines.
    """
    if not paragraphs:
        return False
    if paragraphs[-1].endswith(_ELLIPSES) and len(paragraphs) < _FEW:
        return True
    after = blocks.blocks[body.last : body.last + _BLOCKS_AFTER]
    if any(len(block.text) < _LONGEST_CALL and _GOES_ON.search(block.text) for block in after):
        return True
    return bool(full) and len(full or "") > 1.5 * sum(map(len, paragraphs)) + 500
