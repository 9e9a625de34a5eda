"""What a platform marks commenters as: a part in the place ("staff", "moderator"), or a title of the site's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.cleaning.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newscrawl.comments.blocks import Part

PARTS = frozenset(
    {
        "staff",
        "moderator",
        "admin",
        "journalist",
        "author",
        "expert",
        "editor",
        "verified",
        "subscriber",
        "member",
        "bot",
    }
)
"""Badges that say what part somebody has in a place, and nothing of who it is."""

LONGEST = 60
"""Characters of a badge; what is longer is a text about somebody."""

_BADGE = frozenset({"badge", "badges", "flair"})
_WPDISCUZ = "wpd-comment-label"
_OF_THE_ARTICLE = "bypostauthor"
"""WordPress' class of a comment by the author of the article (``get_comment_class``)."""


def badge_names(badges: Iterable[object]) -> list[str]:
    """*badges* as they are kept, each once: a known part in lower case, any other as its site prints it."""
    named = []
    for badge in badges:
        printed = squeeze(badge[: 4 * LONGEST]) if isinstance(badge, str) else None
        if printed and len(printed) <= LONGEST and any(map(str.isalpha, printed)):
            named.append(printed.casefold() if printed.casefold() in PARTS else printed)
    return list(dict.fromkeys(named))


def flagged(*flags: tuple[object, str]) -> list[str]:
    """The badges of which an interface says true."""
    return [badge for value, badge in flags if value is True]


def printed_badges(parts: Sequence[Part]) -> list[str]:
    """The badges that a comment's markup prints or names by its classes; *parts* are those of the comment alone."""
    found = []
    for at, part in enumerate(parts):
        classes = part.attributes.get("class") or ""
        if _OF_THE_ARTICLE in classes and _OF_THE_ARTICLE in classes.split():
            found.append("author")
        elif _is_badge(part) and not any(map(_is_badge, parts[at + 1 : min(part.end, at + 20)])):  # no list of them
            text = part.node.text()
            if len(text) <= LONGEST * 4:
                found.append(text)
    return found


def _is_badge(part: Part) -> bool:
    return bool(part.words & _BADGE) or _WPDISCUZ in (part.attributes.get("class") or "")
