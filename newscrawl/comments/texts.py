"""A comment's words out of its HTML: paragraphs by blank lines, breaks by line feeds, emoji pictures by their alt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from newscrawl.cleaning.text import keep_lines
from newscrawl.comments.replies import MAX_TEXT
from newscrawl.comments.vocabulary import names

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborNode

PARAGRAPHS = names(
    """
    p blockquote ul ol dl pre h1 h2 h3 h4 h5 h6 table figure hr address article section aside header footer
    """
)
LINES = names("div li dt dd tr figcaption details summary center")
UNREAD = names(
    """
    script style template noscript svg button form input select textarea iframe object video audio canvas -comment
    -doctype head
    """
)
_EMOJI = ("emoji", "smil", "emoticon", "wp-includes/images")
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
MAX_NODES = 20_000
"""Nodes of one comment that are walked; a comment has dozens."""


def text_in(root: LexborNode, skipped: Callable[[LexborNode], bool] | None = None) -> str | None:
    """What *root* says as readers see it, without the elements for which *skipped* is true; None for nothing.

    Line feeds of the source are spaces, except in ``<pre>``.
    """
    out: list[str] = []
    todo: list[LexborNode | str] = [root]
    for _ in range(MAX_NODES):
        if not todo:
            break
        node = todo.pop()
        if isinstance(node, str):
            out.append(node)
        elif node.tag == "-text":
            out.append(_SPACE.sub(" ", node.text_content or "") if not _in_pre(node) else node.text_content or "")
        elif node is root or not (node.tag in UNREAD or (skipped is not None and skipped(node))):
            _open(node, out, todo)
    return keep_lines("".join(out))


def _open(node: LexborNode, out: list[str], todo: list[LexborNode | str]) -> None:
    tag = node.tag or ""
    if tag == "br":
        out.append("\n")
        return
    if tag == "img":
        out.append(_picture(node))
        return
    edge = "\n\n" if tag in PARAGRAPHS else "\n" if tag in LINES else ""
    if edge:
        out.append(edge)
        todo.append(edge)
    elif tag == "td":
        todo.append(" ")
    todo.extend(reversed(list(node.iter(include_text=True))))


def _picture(node: LexborNode) -> str:
    """An emoji's alt; other pictures say nothing."""
    attributes = node.attributes
    alt = attributes.get("alt") or ""
    if not alt or len(alt) > 40:
        return ""
    where = f"{attributes.get('class') or ''} {attributes.get('src') or ''}".lower()
    return alt if any(word in where for word in _EMOJI) else ""


def _in_pre(node: LexborNode) -> bool:
    above = node.parent
    while above is not None and above.tag in ("code", "span", "b", "i"):
        above = above.parent
    return above is not None and above.tag == "pre"


def text_of_html(html: object, skipped: Callable[[LexborNode], bool] | None = None) -> str | None:
    """The words of a fragment of HTML, as interfaces send it; None where it says nothing or is no text."""
    if not isinstance(html, str):
        return None
    html = html[:MAX_TEXT].replace("\0", "")
    if "<" not in html and "&" not in html:
        return keep_lines(html)
    try:
        tree = LexborHTMLParser(f"<body>{html}" if html.count("<") < 4_000 else "")
    except (RuntimeError, ValueError, UnicodeError):
        return None
    return None if tree.body is None else text_in(tree.body, skipped)
