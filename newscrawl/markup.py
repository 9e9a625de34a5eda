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

from newscrawl.broken_json import salvaged
from newscrawl.charset import decoder_of, encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

__all__ = ["Page", "encoding_of", "objects_in", "open_page"]

MAX_DEPTH = 256
"""Elements nested deeper are not opened (browsers stop at 512; pages of people reach some 60)."""
MAX_ATTRIBUTES = 1_024
"""More in one tag, and the tag loses them all; people's have some ten, and a script that looks like a tag has hundreds."""

_MANY_TAGS = 12_000
_MANY_UNCLOSED = 1_500
_ATTRIBUTE = (
    r"[ \t\n\r\f/]*+(?:=[^ \t\n\r\f/>=]*+|[^ \t\n\r\f/>=]++)"
    r"(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+(?:\"[^\"]*+\"|'[^']*+'|[^ \t\n\r\f>\"'][^ \t\n\r\f>]*+)?)?"
)
"""One attribute as https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state reads it."""
_OPENING = r"</?[a-zA-Z][^\s/>]*+"
_NOT_CROWDED = re.compile(
    rf"(?:[^<]++|{_OPENING}(?>{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+(?!{_ATTRIBUTE})|<(?!/?[a-zA-Z]))*+"
)
"""All that stands before the next tag with too many attributes: tag after tag, so that nothing is looked at twice."""
_CROWDED = re.compile(rf"({_OPENING})(?>{_ATTRIBUTE})*+")
SCRIPTS_WITH_TAGS = 20
_TEXT_ENDS = re.compile(r"</(?:script|style|textarea|title)|-->", re.IGNORECASE)
"""What looks like a tag within a script ("i<n") or a comment ends with that: nothing behind it is cut."""
_LONGEST_RUN = 2 * MAX_DEPTH
_RUN = re.compile(r"((?:<[a-zA-Z][^<>]{0,60}>){1,3}?|(?:</[a-zA-Z][^<>]{0,60}>){1,3}?)\1{7,}")
"""The same one to three tags again and again; a run is taken as a whole, so that no part of it is looked at twice."""
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
_TAKEN_APART = _NEVER_NESTED | {"script", "style", "textarea", "title"}
"""What opens no element that others are nested in; the text of the last four is no markup."""
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
        self.annotated = True
        """False: nowhere in it stands microdata or RDFa, so that nobody need look for it."""

    @cached_property
    def told(self) -> dict[str, list[LexborNode]]:
        """By tag: ``meta`` with contents, ``link`` with a rel, ``script``, and ``a`` with an address, each in order."""
        found: dict[str, list[LexborNode]] = {"meta": [], "link": [], "script": [], "a": []}
        for node in self.tree.css("meta[content], link[rel], script, a[href]"):  # one way through the tree for all
            found[node.tag or "script"].append(node)
        return found

    @cached_property
    def linked_data(self) -> list[dict[str, Any]]:
        """Every JSON-LD object that the page states, in order: lists and ``@graph`` opened, nested objects left nested.

        A block that is broken beyond easy repair gives nothing.
        """
        return [
            found
            for script in self.told["script"]
            if "ld+json" in (script.attributes.get("type") or "").lower()
            for found in objects_in(script.text())
        ]

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """The contents of all ``<meta>`` by ``name``, ``property`` or ``itemprop`` (lower case), in order, none empty."""
        found: dict[str, list[str]] = {}
        for node in self.told["meta"]:
            attributes = node.attributes
            content = self.squeezed(attributes.get("content") or "")
            if not content:
                continue
            for key in ("name", "property", "itemprop"):
                if name := attributes.get(key):
                    found.setdefault(name.strip().lower(), []).append(content)
        return found

    @cached_property
    def links(self) -> list[tuple[str, LexborNode]]:
        """Every ``<a href>`` of the page in order, its address as it stands first."""
        return [(node.attrs.get("href") or "", node) for node in self.told["a"]]

    @cached_property
    def relations(self) -> list[tuple[frozenset[str], dict[str, str | None]]]:
        """Every ``<link rel>`` of the page in order: the words of its ``rel`` in lower case, and all its attributes."""
        all_of_them = (node.attributes for node in self.told["link"])
        return [(frozenset((attributes["rel"] or "").lower().split()), attributes) for attributes in all_of_them]

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
        text = body.decode("utf-8", "replace")
        if _TWICE in body:
            text = _encoded_once(text)
    else:
        text = body.decode(decoder_of(encoding), "replace").removeprefix("\ufeff")
        body = text.encode("utf-8", "replace")
    if b"\0" in body:
        text = text.replace("\0", "")
    try:
        tree = LexborHTMLParser(_less_crowded(text if _is_harmless(body) else _less_nested(text)))
    except (RuntimeError, ValueError, UnicodeError):  # lexbor out of memory, or text that cannot be UTF-8
        tree = LexborHTMLParser("")
    page = Page(tree, url, encoding)
    page.annotated = "itemtype" in text or "typeof" in text
    return page


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
    found = list(_one_after_another(text)) or [salvaged(text)]
    yield from filter(None, found)


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
_TWICE = "\u00e2\u0080".encode()
_TWICE_ENCODED = re.compile("[\u00c2\u00c3][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}")


def _encoded_once(text: str) -> str:
    """*text* with what was encoded twice set right."""
    return _TWICE_ENCODED.sub(lambda found: found[0].encode("latin-1").decode("utf-8", "ignore") or found[0], text)


def _is_harmless(body: bytes) -> bool:
    """Whether a page in UTF-8 nests no more elements than people's pages do, by the number of its tags.

    Bytes are counted, for that is several times as fast as counting characters.
    """
    tags = body.count(b"<")
    return tags <= _MANY_TAGS and (tags <= _MANY_UNCLOSED or tags - 2 * body.count(b"</") <= _MANY_UNCLOSED)


def _less_nested(text: str) -> str:
    """*text* without elements that are nested too deep."""
    return _flattened(_RUN.sub(_shortened, text))


def _less_crowded(text: str) -> str:
    """*text* without the attributes of tags that have too many: a parser compares each with all before it."""
    parts: list[str] = []
    kept_from = place = 0
    while (found := _NOT_CROWDED.match(text, place)) and found.end() < len(text):
        crowd = _CROWDED.match(text, found.end())
        if crowd is None:  # it stopped at nothing that it should stop at
            break
        # Beyond some, ends of scripts stand there to have one tag looked at again and again.
        is_text = len(parts) < SCRIPTS_WITH_TAGS
        text_ends = _TEXT_ENDS.search(text, crowd.end(1), crowd.end() + 1) if is_text else None
        parts.append(text[kept_from : crowd.end(1)])
        kept_from = place = text_ends.start() if text_ends else crowd.end()
    return "".join([*parts, text[kept_from:]]) if parts else text


def _shortened(run: re.Match[str]) -> str:
    """A run of tags, no longer than twice what is opened at most: the rest would be cut out tag by tag."""
    return run[1] * min(_LONGEST_RUN, len(run[0]) // len(run[1]))


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
        is_end, name = tag.groups()
        if (name if name.islower() else name.lower()) in _TAKEN_APART:
            if name.lower() not in _NEVER_NESTED and not is_end:
                code_ends = max(text.find("</" + name, start + 1), start + 1)
            continue
        if not is_end and depth < MAX_DEPTH:
            depth += 1
            continue
        if is_end and not unopened:
            depth = max(0, depth - 1)
            continue
        unopened += -1 if is_end else 1
        end = text.find(">", start)
        parts.append(text[kept_from:start])
        kept_from = end + 1 if end >= 0 else len(text)
    parts.append(text[kept_from:])
    return "".join(parts)
