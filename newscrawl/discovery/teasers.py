"""Is the short text beside an entry written by an editor, or cut from the article by a program?

Feeds and WordPress's interface hand out both in the same field, and only the first is a dek.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from newscrawl.cleaning import squeeze

MAX_TEASER = 20_000
"""Characters of markup; what is longer is no teaser, and of a content no more than that is compared with one."""

# How programs end what they cut: WordPress "[…]" or "[&hellip;]" or a "Continue reading" link, Drupal and others "...".
_CUT = re.compile(r"(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*$")
_MORE = re.compile(
    r"\s{0,9}(?:(?:continue|keep) reading|read (?:more|the full story|the rest)|\(more(?:…|\.\.\.)\))[^.?!]{0,200}$",
    re.IGNORECASE,
)
# A line that WordPress plugins (Yoast SEO among them) put under every entry of a feed
_APPEARED = re.compile(
    r"\s{0,9}The post .{1,300} (?:first )?appeared (?:first )?on .{1,200}$", re.IGNORECASE | re.DOTALL
)


def plain_text(markup: str | None) -> str:
    """The text of *markup* (its first ``MAX_TEASER`` characters) on one line, entities opened, scripts left out."""
    if not markup:
        return ""
    if "<" not in markup and "&" not in markup:
        return squeeze(markup) or ""
    tree = LexborHTMLParser(_with_gaps(markup[:MAX_TEASER]))
    tree.strip_tags(["script", "style"])
    body = tree.body
    return squeeze(body.text()) or "" if body else ""


def written_teaser(markup: str | None, content: str | None = None) -> str | None:
    """The plain text of a teaser that somebody wrote; None for none, and where it is but the start of *content*.

    A teaser that ends in an ellipsis or in "Continue reading" was cut by a program, whether *content* is known or not.
    """
    if not markup or len(markup) > MAX_TEASER:
        return None
    text = _APPEARED.sub("", plain_text(markup))
    if not text:
        return None
    bare = _MORE.sub("", text)
    start = _folded(_CUT.sub("", bare))
    whole = _folded(plain_text(content)) if content else ""
    if whole and (not start or whole.startswith(start)):
        return None
    if bare != text or _CUT.search(text):
        return None
    return text


def _folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


_BLOCK_END = re.compile(r"(</(?:p|div|h[1-6]|li|tr|blockquote|figcaption)>|<br\s*/?>)", re.IGNORECASE)


def _with_gaps(markup: str) -> str:
    return _BLOCK_END.sub(r"\1 ", markup).replace("\0", "")
