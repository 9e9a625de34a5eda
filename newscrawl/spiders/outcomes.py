"""How a fetch ended, in the words of the ``page`` and ``problem`` tables."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from newscrawl.items import Outcome

if TYPE_CHECKING:
    from scrapy.http import Response

REFUSING = frozenset({401, 402, 403, 407, 451})
MISSING = frozenset({404, 410})

# What a body begins with when it is no page, whatever its Content-Type says: the formats' own specifications, as
# collected in WHATWG's MIME Sniffing Standard, section 6.
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a WebP picture, sound or film"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or film file"),
    (b"\x1aE\xdf\xa3", "a film file"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
NO_PAGES = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/octet-stream",
            "application/msword", "application/vnd.", "text/css", "text/javascript", "application/javascript")  # fmt: skip


def judge_status(response: Response) -> tuple[Outcome, str | None]:
    """What the status alone says; READ where the body is to be read."""
    status = response.status
    if status == HTTPStatus.NOT_MODIFIED:
        return Outcome.UNCHANGED, None
    if status in MISSING:
        return Outcome.GONE, f"the site answered {_named(status)}"
    if status in REFUSING:
        return Outcome.REFUSED, f"the site answered {_named(status)}"
    if status != HTTPStatus.OK:
        return Outcome.FAILED, f"the site answered {_named(status)}"
    return Outcome.READ, None


def was_conditional(response: Response) -> bool:
    """Whether the request that was answered said which version it had."""
    headers = response.request.headers if response.request else {}
    return b"If-None-Match" in headers or b"If-Modified-Since" in headers


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def no_page(response: Response, *, script: bool = False) -> str | None:
    """Why the body is no page of text ("a JPEG picture"); None where it may be one.

    With *script*, a script is one as well: interfaces wrap their JSON into a call (JSONP), as Coral's count does.
    """
    head = response.body[:512]
    if not head.strip():
        return "an empty answer"
    for magic, name in MAGIC:
        if head.startswith(magic):
            return name
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1").split(";")[0].strip().casefold()
    if script and kind in {"text/javascript", "application/javascript", "application/octet-stream"}:
        return None
    if kind.startswith(NO_PAGES) and not head.lstrip().startswith(b"<"):
        return f"a file of type {kind[:60]}"
    return None
