"""Bytes of a feed or sitemap → text that can be read as XML, whatever was wrong with them.

Repaired are: compression, charset, junk before and after the document, control characters, bare ampersands, entities of
HTML. Entities of the document's own are never expanded: the declaration goes with all else that stands before the root.
"""

from __future__ import annotations

import re
import zlib
from html.entities import html5

MAX_UNPACKED = 50 * 1024 * 1024
"""Bytes; the protocol allows no larger sitemap (https://www.sitemaps.org/protocol.html)."""
MAX_LAYERS = 3
"""Some servers pack a ``.xml.gz`` a second time on its way."""

_STEP = 16 * 1024
_CDATA_OPEN, _CDATA_CLOSE = "<![CDATA[", "]]>"
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
# Latin-1 and ASCII are read as windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels): papers declare the
# one and send the curly quotes of the other.
_MEANT = dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_AMPERSAND = re.compile(r"&(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?")
_XML_ENTITIES = frozenset(["amp", "lt", "gt", "quot", "apos"])
_COMMENT = "<!--"


def unpacked(body: bytes) -> bytes:
    """*body* without its gzip layers, at most ``MAX_UNPACKED`` bytes of it; of a broken stream, what could be read."""
    for _ in range(MAX_LAYERS):
        if body[:2] != b"\x1f\x8b":
            break
        body = _gunzipped(body)
    return body[:MAX_UNPACKED]


def _gunzipped(body: bytes) -> bytes:
    parts: list[bytes] = []
    room, place = MAX_UNPACKED, 0
    stream = zlib.decompressobj(wbits=31)
    while place < len(body) and room > 0:
        chunk = body[place : place + _STEP]
        try:
            part = stream.decompress(chunk, room)
        except zlib.error:  # steps are small, so that most of what stands before the break is kept
            break
        parts.append(part)
        room -= len(part)
        place += len(chunk) - len(stream.unused_data) - len(stream.unconsumed_tail)
        if stream.eof:  # one file may be several streams, one after another
            if body[place : place + 2] != b"\x1f\x8b":
                break
            stream = zlib.decompressobj(wbits=31)
    return b"".join(parts)


def decoded(body: bytes) -> str:
    """The text of *body*: by its byte order mark, else as it declares, else UTF-8. Bad bytes become U+FFFD."""
    if body[:3] == b"\xef\xbb\xbf":
        return body[3:].decode("utf-8", "replace")
    if wide := _UTF_16.get(body[:2]):
        return body.decode(wide, "replace").removeprefix("\ufeff")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        declared = _DECLARED.search(body[:2048])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        return body.decode(_MEANT.get(name, name), "replace")
    except (LookupError, UnicodeError):
        return body.decode("utf-8", "replace")


def from_root(text: str, roots: re.Pattern[str]) -> str:
    """*text* from the first tag that *roots* matches, comments passed over; "" where there is none.

    What stands before it (warnings of PHP, the XML declaration, a document type and its entities) is left out.
    """
    place = 0
    while found := roots.search(text, place):
        comment = text.find(_COMMENT, place, found.start())
        if comment < 0:
            return text[found.start() :]
        end = text.find("-->", comment)
        if end < 0:
            return text[found.start() :]
        place = end
    return ""


def repaired(text: str) -> str:
    """*text* with every ampersand part of an entity that XML knows, and without characters that XML forbids."""
    text = _CONTROL.sub("", text)
    parts: list[str] = []
    place = 0
    while (start := text.find(_CDATA_OPEN, place)) >= 0:
        end = text.find(_CDATA_CLOSE, start)
        if end < 0:
            break
        parts += (_AMPERSAND.sub(_entity, text[place:start]), text[start:end], _CDATA_CLOSE)
        place = end + len(_CDATA_CLOSE)
    parts.append(_AMPERSAND.sub(_entity, text[place:]))
    return "".join(parts)


def without_sections(text: str) -> str:
    """*text* without comments, and with its CDATA sections as escaped text: then every "<" begins a tag or is junk."""
    parts: list[str] = []
    place = 0
    while (start := text.find("<!", place)) >= 0:
        comment = text.startswith(_COMMENT, start)
        opening, closing = (_COMMENT, "-->") if comment else (_CDATA_OPEN, _CDATA_CLOSE)
        if not text.startswith(opening, start):
            parts.append(text[place : start + 2])
            place = start + 2
            continue
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        parts.append(text[place:start])
        if not comment:
            parts.append(text[start + len(opening) : end].replace("&", "&amp;").replace("<", "&lt;"))
        place = end + len(closing)
    parts.append(text[place:])
    return "".join(parts)


def unescaped(text: str) -> str:
    """*text* with its entities as characters. Unlike HTML, none without a semicolon: ``?a=1&copy=2`` stays."""
    return _AMPERSAND.sub(lambda match: character(match[1] or "") or match[0], text) if "&" in text else text


def character(name: str) -> str | None:
    """The character that the entity *name* ("amp", "#8217", "#x2019", "eacute") stands for; None for no such entity."""
    if not name.startswith("#"):
        return html5.get(name + ";")
    digits = name[1:]
    code = int("0" + digits, 16) if digits[0] in "xX" else int(digits)
    if 0x80 <= code <= 0x9F:  # windows-1252 again, as HTML reads it
        return bytes([code]).decode("cp1252", "replace")
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else None


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    if name in _XML_ENTITIES:
        return match[0]
    found = character(name) if name else None
    if found is None:
        return "&amp;" + match[0][1:]
    return "".join(f"&#{ord(char)};" for char in found)
