"""A comment's words out of its HTML: paragraphs by blank lines, breaks by line feeds, emoji pictures by their alt."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Self

from selectolax.lexbor import LexborHTMLParser

from newscrawl.cleaning.text import keep_lines
from newscrawl.comments.replies import MAX_TEXT
from newscrawl.comments.vocabulary import names

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from selectolax.lexbor import LexborNode

PARAGRAPHS = names(
    """
    p blockquote ul ol dl pre h1 h2 h3 h4 h5 h6 table figure hr address article section aside header footer
    """
)
LINES = names("div li dt dd tr figcaption details summary center")
UNREAD = names(
    """
    script style template noscript svg button input select textarea iframe object video audio canvas -comment
    -doctype head
    """
)
_EMOJI = ("emoji", "smil", "emoticon", "wp-includes/images")
_QUOTE, _UNQUOTE = "\ue0f0", "\ue0f1"
"""Marks of private use around what is quoted."""
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
MAX_LINKS = 100
MAX_NODES = 20_000
"""Nodes of one comment that are walked; a comment has dozens."""


class Said(str):
    """A comment's words, with what in them is not its author's, and where they lead."""

    __slots__ = ("links", "quoted")

    links: list[str]
    """The http(s) addresses that it links, in order, each once; those printed as words are not among them."""
    quoted: list[str]
    """The passages that it quotes (``<blockquote>``), which are part of the text."""

    def __new__(cls, text: str) -> Self:
        """Words that quote nothing and link nowhere."""
        said = super().__new__(cls, text)
        said.links, said.quoted = [], []
        return said


def text_in(
    root: LexborNode, skipped: Callable[[LexborNode], bool] | None = None, dropped: Container[int] = ()
) -> Said | None:
    """What *root* says as readers see it, without the elements for which *skipped* is true; None for nothing.

    *dropped* are text nodes to be left out, by their ``mem_id``. What it quotes and links to travels with the text
    (:class:`Said`). Line feeds of the source are spaces, except in ``<pre>``.
    """
    out: list[str] = []
    links: list[str] = []
    todo: list[LexborNode | str] = [root]
    for _ in range(MAX_NODES):
        if not todo:
            break
        node = todo.pop()
        if isinstance(node, str):
            out.append(node)
        elif node.tag == "-text":
            if node.mem_id in dropped:
                continue
            said = (node.text_content or "").replace(_QUOTE, "").replace(_UNQUOTE, "")
            out.append(said if _in_pre(node) else _SPACE.sub(" ", said))
        elif node is root or not (node.tag in UNREAD or is_form(node) or (skipped is not None and skipped(node))):
            if node.tag == "a" and len(links) < MAX_LINKS:
                links.append((node.attributes.get("href") or "").strip())
            _open(node, out, todo, whole=node is root)
    return _said("".join(out), links)


def _said(text: str, links: list[str]) -> Said | None:
    kept = keep_lines(text.replace(_QUOTE, "").replace(_UNQUOTE, "") if _QUOTE in text else text)
    if kept is None:
        return None
    said = Said(kept)
    said.links = list(dict.fromkeys(link for link in links if link.startswith(("http://", "https://"))))
    if _QUOTE in text:
        outer = [kept for piece in _outermost(text) if (kept := keep_lines(piece))]
        said.quoted = [] if outer == [str(said)] else outer  # all of it quoted is a theme's way to print comments
    return said


def _outermost(text: str) -> Iterator[str]:
    """What stands between marks of quotes, those inside a quote taken as part of it."""
    depth = 0
    inside: list[str] = []
    for piece in re.split(f"([{_QUOTE}{_UNQUOTE}])", text):
        if piece in (_QUOTE, _UNQUOTE):
            depth = max(0, depth + (1 if piece == _QUOTE else -1))
            if depth == 0 and inside:
                yield "".join(inside)
                inside = []
        elif depth:
            inside.append(piece)


def is_form(node: LexborNode) -> bool:
    """Is it a form to fill in? Some systems put each comment's words into one without fields."""
    return node.tag == "form" and node.css_first('textarea, select, input:not([type="hidden"])') is not None


def _open(node: LexborNode, out: list[str], todo: list[LexborNode | str], *, whole: bool) -> None:
    tag = node.tag or ""
    if tag == "br":
        out.append("\n")
        return
    if tag == "img":
        out.append(_picture(node))
        return
    quote = tag == "blockquote" and not whole
    edge = "\n\n" if tag in PARAGRAPHS else "\n" if tag in LINES else ""
    if edge:
        out.append(edge + _QUOTE if quote else edge)
        todo.append(_UNQUOTE + edge if quote else edge)
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


def joined_texts(texts: Iterable[str]) -> Said | None:
    """One text of several, as paragraphs, with all that they quote and link to; None for none."""
    texts = list(texts)
    if not texts:
        return None
    said = Said("\n\n".join(texts))
    said.links = list(dict.fromkeys(link for text in texts for link in getattr(text, "links", ())))
    said.quoted = [passage for text in texts for passage in getattr(text, "quoted", ())]
    return said


_TAG = re.compile(r"<[a-zA-Z/!]")


def text_plain_or_html(value: object) -> str | None:
    """As :func:`text_of_html`; of a value without any markup the line feeds are breaks, for it is plain text."""
    if isinstance(value, str) and not _TAG.search(value):
        return keep_lines(unescape(value[:MAX_TEXT]))
    return text_of_html(value)
