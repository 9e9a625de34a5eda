"""A page's bytes become one parsed tree, which everything that reads the page shares.

The parser is lexbor (through selectolax): it builds the tree that html5lib and browsers build. Three inputs that it
cannot stand are cut before it sees them: thousands of nested elements, thousands of attributes in one tag (both take
time by the square) and NUL bytes (text after them is lost).
"""

from __future__ import annotations

import codecs
import json
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from newscrawl.charset import decoder_of, encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

__all__ = ["Page", "encoding_of", "objects_in", "open_page"]

MAX_DEPTH = 256
"""Elements nested deeper are not opened (browsers stop at 512; pages of people reach some 60)."""
MAX_ATTRIBUTES = 256
"""More in one tag, and the tag loses them all."""

_MANY_TAGS = 12_000
_MANY_UNCLOSED = 1_500
_LONG_TAG = 4_096
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# Elements that have no end tag, or whose end tag a parser supplies by itself when the next one opens.
_NEVER_NESTED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "dt",
        "dd",
        "option",
        "optgroup",
    ]
)
_CODE = frozenset(["script", "style", "noscript", "template"])
_BREAKING = frozenset(
    [
        "br",
        "p",
        "div",
        "li",
        "td",
        "th",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "blockquote",
        "dd",
        "dt",
    ]
)
_SPACE = re.compile(r"[ \t\n\r\f]+")


class Page:
    """One page, parsed once.

    Attributes:
        url: The address that it was fetched from; relative addresses in it are joined to this one.
        encoding: WHATWG label of the charset that it was read in ("utf-8", "windows-1252"); "binary" where the bytes
            are no page at all, and the document is empty.
        tree: The whole document. Never None, and never raises: an empty body gives an empty document.
    """

    def __init__(self, tree: LexborHTMLParser, url: str, encoding: str) -> None:
        self.tree = tree
        self.url = url
        self.encoding = encoding

    @cached_property
    def linked_data(self) -> list[dict[str, Any]]:
        """Every JSON-LD object that the page states, in order: lists and ``@graph`` opened, nested objects left nested.

        A block that is broken beyond easy repair gives nothing.
        """
        return [
            found
            for script in self.tree.css("script[type]")
            if "ld+json" in (script.attributes.get("type") or "").lower()
            for found in objects_in(script.text())
        ]

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """The contents of all ``<meta>`` by ``name``, ``property`` or ``itemprop`` (lower case), in order, none empty."""
        found: dict[str, list[str]] = {}
        for node in self.tree.css("meta[content]"):
            attributes = node.attributes
            content = self.squeezed(attributes.get("content") or "")
            if not content:
                continue
            for key in ("name", "property", "itemprop"):
                if name := attributes.get(key):
                    found.setdefault(name.strip().lower(), []).append(content)
        return found

    @staticmethod
    def squeezed(text: str) -> str:
        """*text* with its white space collapsed as a browser shows it (no-break spaces become plain ones)."""
        return " ".join(text.split())

    def text_of(self, node: LexborNode | None) -> str:
        """The text of *node* and all in it, white space collapsed, without scripts and styles; "" for None."""
        if node is None:
            return ""
        parts: list[str] = []
        for part in node.traverse(include_text=True):
            tag = part.tag
            if tag == "-text":
                parent = part.parent
                if parent is None or parent.tag not in _CODE:
                    parts.append(part.text_content or "")
            elif tag in _BREAKING:
                parts.append(" ")
        return self.squeezed("".join(parts))


def open_page(body: bytes, url: str, content_type: str | None = None) -> Page:
    """Parse *body* as the page at *url*. Never raises, whatever the bytes are.

    Args:
        body: The bytes as served, uncompressed.
        url: Where they came from.
        content_type: The ``Content-Type`` header, where one is known.
    """
    try:
        urlsplit(url)
    except ValueError:  # "http://[": nothing can be joined to it
        url = ""
    if _is_binary(body, content_type):
        return Page(LexborHTMLParser(""), url, "binary")
    encoding = encoding_of(body, content_type)
    if encoding == "utf-8":
        body = body.removeprefix(codecs.BOM_UTF8)
        text = _encoded_once(body.decode("utf-8", "replace"))
    else:
        text = body.decode(decoder_of(encoding), "replace").removeprefix("\ufeff")
    if "\0" in text:
        text = text.replace("\0", "")
    try:
        tree = LexborHTMLParser(_guarded(text))
    except (RuntimeError, ValueError, UnicodeError):  # lexbor out of memory, or text that cannot be UTF-8
        tree = LexborHTMLParser("")
    return Page(tree, url, encoding)


def objects_in(text: str) -> list[dict[str, Any]]:
    """The JSON objects of one JSON-LD script, lists and ``@graph`` opened. Broken JSON is repaired where that is easy.

    Easy: HTML comments or CDATA around it, line feeds in strings, commas too many, several objects one after another.
    """
    found: list[dict[str, Any]] = []
    waiting = list(_values_in(text))
    waiting.reverse()
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, dict):
            graph = value.get("@graph")
            if isinstance(graph, list | dict):
                waiting.append(graph)
            if not isinstance(graph, list | dict) or len(value.keys() - {"@context", "@graph", "@id"}) > 0:
                found.append(value)
    return found


_DECODER = json.JSONDecoder(strict=False)
_WRAPPING = re.compile(r"<!--|-->|//<!\[CDATA\[|//\]\]>|/\*<!\[CDATA\[\*/|/\*\]\]>\*/|<!\[CDATA\[|\]\]>")
_SPARE_COMMA = re.compile(r",(\s*[}\]])|([{\[]\s*),")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')


def _values_in(text: str) -> Iterator[Any]:
    for attempt in (_as_it_stands, _repaired):
        text = attempt(text)
        try:
            yield _DECODER.decode(text)
        except (ValueError, RecursionError):
            continue
        return
    yield from _one_after_another(text)


def _as_it_stands(text: str) -> str:
    return text.strip().lstrip("\ufeff").rstrip(";")


def _repaired(text: str) -> str:
    text = _WRAPPING.sub("", text)
    text = _SPARE_COMMA.sub(r"\1\2", text)
    return _BAD_ESCAPE.sub(r"\\\\", text).strip().rstrip(";")


def _one_after_another(text: str) -> Iterator[Any]:
    place = 0
    while (place := text.find("{", place)) >= 0:
        try:
            value, place = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield value


# How files begin that are no pages (https://mimesniff.spec.whatwg.org/#matching-a-mime-type-pattern).
_MAGIC = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b\x08", b"RIFF",
    b"OggS", b"ID3", b"\x00\x00\x01\x00", b"wOFF", b"wOF2", b"Rar!",
)  # fmt: skip
_BINARY_TYPES = ("image/", "video/", "audio/", "font/", "application/pdf", "application/zip", "application/gzip")


def _is_binary(body: bytes, content_type: str | None) -> bool:
    """Whether *body* is a picture, a film, an archive or the like: its bytes say so, or its server and no tag in it."""
    if body.startswith(_MAGIC) and b"<html" not in body[:1024].lower():
        return True
    stated = (content_type or "").strip().lower()
    return stated.startswith(_BINARY_TYPES) and b"<" not in body[:256]


# UTF-8 that a system took for ISO 8859-1 and encoded again: its bytes stand there as letters and C1 controls, which no
# text has. Of the punctuation block (U+2000 to U+203F, U+20AC's neighbours) each sign begins with this pair.
_TWICE = "\u00e2\u0080"
_TWICE_ENCODED = re.compile("[\u00c2\u00c3][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}")


def _encoded_once(text: str) -> str:
    """*text* with what was encoded twice set right; untouched where it has no such punctuation. Cheap: one search."""
    if _TWICE not in text:
        return text
    return _TWICE_ENCODED.sub(lambda found: found[0].encode("latin-1").decode("utf-8", "ignore") or found[0], text)


def _guarded(text: str) -> str:
    """*text* without what takes lexbor time by the square. Cheap for pages of people: a few counts."""
    tags = text.count("<")
    if tags > _MANY_TAGS or tags - 2 * text.count("</") > _MANY_UNCLOSED:
        text = _flattened(text)
    chunks = text.split("<")
    bombs = [(index, cut) for index, chunk in enumerate(chunks) if len(chunk) > _LONG_TAG and (cut := _defused(chunk))]
    if bombs:
        for index, cut in bombs:
            chunks[index] = cut
        return "<".join(chunks)
    return text


def _flattened(text: str) -> str:
    """*text* with tags cut out that would open elements deeper than ``MAX_DEPTH``, and with those their end tags."""
    parts: list[str] = []
    kept_from = depth = 0
    unopened = 0  # end tags still to come of elements that were never opened
    code_ends = 0
    for tag in _TAG.finditer(text):
        start = tag.start()
        if start < code_ends:
            continue
        name = tag[2].lower()
        if name in ("script", "style", "textarea", "title"):
            if not tag[1]:
                code_ends = max(text.find("</" + tag[2], start + 1), start + 1)
            continue
        if name in _NEVER_NESTED:
            continue
        if not tag[1] and depth < MAX_DEPTH:
            depth += 1
            continue
        if tag[1] and not unopened:
            depth = max(0, depth - 1)
            continue
        unopened += -1 if tag[1] else 1
        end = text.find(">", start)
        parts.append(text[kept_from:start])
        kept_from = end + 1 if end >= 0 else len(text)
    parts.append(text[kept_from:])
    return "".join(parts)


def _defused(chunk: str) -> str | None:
    """*chunk*, what stands between two ``<``, without its tag's attributes; None where there are not too many of them."""
    inside, closed, rest = chunk.partition(">")
    if not inside[:1].isalpha() or len(inside) <= _LONG_TAG or len(_SPACE.findall(inside)) <= MAX_ATTRIBUTES:
        return None
    return inside.split(None, 1)[0] + closed + rest
