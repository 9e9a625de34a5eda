"""Which charset a page is in: byte order mark, header, ``<meta>``, then what the bytes say.

The order and the scan for ``<meta>`` are the HTML Standard's (https://html.spec.whatwg.org/#determining-the-character-encoding).
Two departures, for pages that state the wrong one: bytes that are UTF-8 beyond doubt are read as UTF-8 where a
single-byte charset is declared, and bytes that are anything but UTF-8 are not read as UTF-8 because a tag says so.
"""

from __future__ import annotations

import codecs
import re

# Labels whose meaning on the Web (https://encoding.spec.whatwg.org/#names-and-labels) is not Python's, or that Python lacks.
_MEANING = {
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "ansi_x3.4-1968": "windows-1252",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso88591": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "l1": "windows-1252",
    "cp1252": "windows-1252",
    "x-cp1252": "windows-1252",
    "iso-8859-9": "windows-1254",
    "iso8859-9": "windows-1254",
    "latin5": "windows-1254",
    "cp1254": "windows-1254",
    "iso-8859-11": "windows-874",
    "tis-620": "windows-874",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode20utf8": "utf-8",
    "utf-16": "utf-16le",
    "utf-16le": "utf-16le",
    "utf-16be": "utf-16be",
    "unicode": "utf-16le",
    "gb2312": "gbk",
    "gb_2312-80": "gbk",
    "chinese": "gbk",
    "x-gbk": "gbk",
    "gbk": "gbk",
    "gb18030": "gb18030",
    "big5-hkscs": "big5",
    "x-x-big5": "big5",
    "x-sjis": "shift_jis",
    "sjis": "shift_jis",
    "shift-jis": "shift_jis",
    "ms_kanji": "shift_jis",
    "windows-31j": "shift_jis",
    "x-euc-jp": "euc-jp",
    "ks_c_5601-1987": "euc-kr",
    "ksc5601": "euc-kr",
    "windows-949": "euc-kr",
    "x-mac-roman": "macintosh",
    "x-mac-cyrillic": "x-mac-cyrillic",
    "x-user-defined": "windows-1252",
}
# Python's decoder for a WHATWG name, where its own of that name reads less than browsers do.
_DECODER = {
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "windows-874": "cp874",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
}
_SINGLE_BYTE = ("windows-125", "iso-8859", "iso8859", "macintosh", "koi8", "x-mac", "windows-874")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_SCANNED = 65_536
"""Bytes searched for a declaration. The standard asks for 1,024; browsers also heed a later one."""
_CHARSET_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([^\s\"';,]+)", re.IGNORECASE)
_CHARSET_IN_CONTENT = re.compile(
    rb"charset[\x09\x0a\x0c\x0d ]*=[\x09\x0a\x0c\x0d ]*(?:\"([^\"]*)\"|'([^']*)'|([^\s;\"']+)(?=[\s;]|$))",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[a-z0-9_:.()-]+")
_SKIP = re.compile(rb"[\x09\x0a\x0c\x0d /]*")
_NAME = re.compile(rb"[^\x09\x0a\x0c\x0d />][^\x09\x0a\x0c\x0d />=]*")
_SPACES = re.compile(rb"[\x09\x0a\x0c\x0d ]*")
_UNQUOTED = re.compile(rb"[^\x09\x0a\x0c\x0d >]*")
_TAG = re.compile(rb"<(?:!--|(?P<meta>meta[\x09\x0a\x0c\x0d /])|(?P<tag>/?[a-z])|[!/?])", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


def encoding_of(body: bytes, content_type: str | None = None) -> str:
    """The WHATWG label of the charset that *body* is in, lower case ("utf-8", "windows-1252", "shift_jis"). Never raises.

    Args:
        body: A page's bytes.
        content_type: The ``Content-Type`` header that came with it, where one is known.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return name
    if unmarked := _utf16_by_zeros(body):
        return unmarked
    declared = _in_header(content_type) or _in_meta(body[:_SCANNED])
    if declared is None:
        return _detected(body)
    if declared == "utf-8":
        if _is_utf8(body) or _nearly_utf8(body):
            return declared
        stated = _in_meta(body[:_SCANNED])  # the header said UTF-8, wrongly: the page may know better
        return stated if stated not in (None, "utf-8") else _detected(body)
    if (
        declared.startswith(_SINGLE_BYTE)
        and not body.isascii()
        and _is_utf8(body)
        and len(_MULTIBYTE.findall(body)) > 1
    ):
        return "utf-8"
    return declared


def decoder_of(encoding: str) -> str:
    """The name of the Python codec that reads *encoding* (a label that :func:`encoding_of` gave) as browsers do."""
    name = _DECODER.get(encoding, encoding)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def _label(text: str) -> str | None:
    """The WHATWG name that *text* means, or None where it means no charset."""
    name = text.strip().lower()
    if name in _MEANING:
        return _MEANING[name]
    if not _LABEL.fullmatch(name):  # Python forgives quotes and spaces within a name, browsers do not
        return None
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):  # ValueError: a NUL in it
        return None
    if not codec._is_text_encoding:  # noqa: SLF001 - the only sign that base64 or rot13 is no charset
        return None
    known = codec.name
    if known.startswith("cp125"):
        return "windows-" + known[2:]
    if known.startswith("iso8859-"):
        known = "iso-" + known[3:]
    return _MEANING.get(known, known)


def _in_header(content_type: str | None) -> str | None:
    found = _CHARSET_IN_HEADER.search(content_type or "")
    return _label(found[1]) if found else None


def _utf16_by_zeros(body: bytes) -> str | None:
    """UTF-16 without a mark: in Latin markup every second byte is zero. NULs strewn elsewhere do not make it."""
    head = body[:512]
    half = len(head) // 2
    if half < 8 or b"\0" not in head:
        return None
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16be"
    return None


def _in_meta(head: bytes) -> str | None:
    """What a ``<meta>`` in *head* declares, by the standard's prescan: comments and attribute values are stepped over."""
    if b"charset" not in head and b"charset" not in head.lower():
        return None
    place = 0
    while found := _TAG.search(head, place):
        if found["meta"]:
            place, attributes = _attributes(head, found.end())
            if declared := _declared_by(attributes):
                return declared
        elif found["tag"]:
            gap = re.compile(rb"[\x09\x0a\x0c\x0d >]").search(head, found.end())
            if gap is None:
                return None
            place, _ = _attributes(head, gap.start())
        elif found[0] == b"<!--":
            end = head.find(b"-->", found.start() + 2)
            if end < 0:
                return None
            place = end + 3
        else:
            end = head.find(b">", found.end() - 1)
            if end < 0:
                return None
            place = end + 1
    return None


def _attributes(head: bytes, place: int) -> tuple[int, dict[bytes, bytes]]:
    """The attributes of the tag whose name ended at *place*, and where the tag ends."""
    found: dict[bytes, bytes] = {}
    while True:
        place = _skip(_SKIP, head, place)
        name = _NAME.match(head, place)
        if name is None:  # ">" or the end
            return place + 1, found
        place = _skip(_SPACES, head, name.end())
        value = b""
        if head[place : place + 1] == b"=":
            place = _skip(_SPACES, head, place + 1)
            quote = head[place : place + 1]
            if quote in (b'"', b"'"):
                end = head.find(quote, place + 1)
                if end < 0:
                    return len(head), {}  # never closed: the tag never ends
                value, place = head[place + 1 : end], end + 1
            else:
                end = _skip(_UNQUOTED, head, place)
                value, place = head[place:end], end
        if place >= len(head):
            return place, {}
        found.setdefault(name[0].lower(), value)


def _skip(pattern: re.Pattern[bytes], head: bytes, place: int) -> int:
    found = pattern.match(head, place)
    return found.end() if found else place


def _declared_by(attributes: dict[bytes, bytes]) -> str | None:
    value = attributes.get(b"charset")
    if value is None and attributes.get(b"http-equiv", b"").lower() == b"content-type":
        found = _CHARSET_IN_CONTENT.search(attributes.get(b"content", b""))
        value = next((group for group in found.groups() if group is not None), b"") if found else None
    if value is None:
        return None
    declared = _label(value.decode("latin-1"))
    # A page whose <meta> could be read as ASCII is not in UTF-16.
    return "utf-8" if declared is not None and declared.startswith("utf-16") else declared


def _is_utf8(body: bytes) -> bool:
    """Whether *body* is UTF-8; a character cut in two at its very end is forgiven."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return False
    return True


def _nearly_utf8(body: bytes) -> bool:
    """Whether most of the bytes above ASCII in *body* stand in sound UTF-8 characters."""
    high = len(_HIGH.findall(body))
    sound = sum(map(len, _MULTIBYTE.findall(body)))
    return sound * 2 > high


def _detected(body: bytes) -> str:
    """The charset that *body*, which declares none, looks like; windows-1252 (the Web's default) where nothing tells."""
    if _is_utf8(body):
        return "utf-8" if not body.isascii() else "windows-1252"
    if _nearly_utf8(body) and len(_MULTIBYTE.findall(body)) > 8:
        return "utf-8"
    if len(_HIGH.findall(body)) < 32:  # too little to tell by
        return "windows-1252"
    return _by_frequency(body)


# What pages without a declaration are in, where it is not windows-1252.
_CANDIDATES = [
    "cp1252",
    "cp1251",
    "cp1253",
    "cp1256",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "cp949",
    "koi8_r",
]
_SAMPLE = 8_192


def _by_frequency(body: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, and seldom needed

    first = _HIGH.search(body)
    start = max(0, first.start() - 256) if first else 0
    best = from_bytes(body[start : start + _SAMPLE], cp_isolation=_CANDIDATES).best()
    return (_label(best.encoding) if best else None) or "windows-1252"
