"""What servers do wrong, each a function that stands at a path of the bench."""

from __future__ import annotations

import gzip
import socket
import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from faults.bench import Answer, Handler

Fault = "Callable[[Handler, Answer], None]"
BOMB = 120_000_000
"""Bytes that a bomb unpacks to."""


def reset(handler: Handler, answer: Answer) -> None:
    """The connection is reset in the middle of the body."""
    handler.head(200, {"Content-Type": answer.kind, "Content-Length": str(len(answer.body))})
    handler.send(answer.body[: len(answer.body) // 2])
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def cut(handler: Handler, answer: Answer) -> None:
    """The connection ends before the body does."""
    handler.head(200, {"Content-Type": answer.kind, "Content-Length": str(len(answer.body))})
    handler.send(answer.body[: len(answer.body) // 2])
    handler.close_connection = True


def says_less(handler: Handler, answer: Answer) -> None:
    """Content-Length is smaller than what is sent."""
    handler.head(200, {"Content-Type": answer.kind, "Content-Length": "40"})
    handler.send(answer.body)
    handler.close_connection = True


def drips(handler: Handler, answer: Answer) -> None:
    """One byte each half second."""
    handler.head(200, {"Content-Type": answer.kind, "Content-Length": str(len(answer.body))})
    for number in range(len(answer.body)):
        handler.send(answer.body[number : number + 1])
        handler.wfile.flush()
        if handler.server.ending.wait(0.5):
            return


def hangs(handler: Handler, _answer: Answer) -> None:
    """Nothing ever comes."""
    handler.server.ending.wait(600)
    handler.close_connection = True


def status(code: int, **headers: str) -> Callable[[Handler, Answer], None]:
    """An answer of this status with no body of any use."""

    def answers(handler: Handler, _answer: Answer) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.head(code, {"Content-Length": "4", **named})
        handler.send(b"oops")

    return answers


def not_before(seconds: int, code: int = 503) -> Callable[[Handler, Answer], None]:
    """Busy at first, with Retry-After; then as ever. Asked again too soon, it is busy once more."""
    first: list[float] = []

    def answers(handler: Handler, answer: Answer) -> None:
        if not first or handler.line.at - first[-1] < seconds:
            first.append(handler.line.at)
            handler.head(code, {"Retry-After": str(seconds), "Content-Length": "4"})
            handler.send(b"oops")
        else:
            handler.answer(answer)

    return answers


def long_header(handler: Handler, answer: Answer) -> None:
    """One header line of a megabyte."""
    handler.head(200, {"X-Long": "x" * 1_000_000, "Content-Length": str(len(answer.body))})
    handler.send(answer.body)


def many_headers(handler: Handler, answer: Answer) -> None:
    """Two hundred thousand headers, 20 MB in all."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    line = b"X-Filler-%d: " + b"y" * 85 + b"\r\n"
    for start in range(0, 200_000, 10_000):
        handler.wfile.write(b"".join(line % number for number in range(start, start + 10_000)))
    handler.wfile.write(b"Content-Length: %d\r\nContent-Type: text/html\r\n\r\n" % len(answer.body))
    handler.send(answer.body)


def empty(handler: Handler, answer: Answer) -> None:
    """200, and nothing in it."""
    handler.head(200, {"Content-Type": answer.kind, "Content-Length": "0"})


def wrong_charset(handler: Handler, answer: Answer) -> None:
    """UTF-8 that says UTF-16."""
    handler.head(200, {"Content-Type": "text/html; charset=utf-16", "Content-Length": str(len(answer.body))})
    handler.send(answer.body)


def round_trip(handler: Handler, _answer: Answer) -> None:
    """A redirect to itself."""
    handler.head(302, {"Location": handler.path + "?again", "Content-Length": "0"})


def no_http(handler: Handler, _answer: Answer) -> None:
    """Bytes that are no HTTP."""
    handler.wfile.write(b"\x00\x01\x02 not at all\r\n\r\n")
    handler.close_connection = True


def packed(coding: str, body: bytes) -> Callable[[Handler, Answer], None]:
    """A body that is packed as it says, whatever comes out."""

    def answers(handler: Handler, answer: Answer) -> None:
        handler.head(200, {"Content-Type": answer.kind, "Content-Encoding": coding, "Content-Length": str(len(body))})
        handler.send(body)

    return answers


def bombs() -> dict[str, Callable[[Handler, Answer], None]]:
    """Bodies of some kilobytes that unpack to 120 MB, by coding; those that a package is there to make."""
    flat = b"<p>" + b" " * BOMB
    once = gzip.compress(flat, 9)
    made = {
        "gzip": packed("gzip", once),
        "deflate": packed("deflate", zlib.compress(flat, 9)),
        "gzip twice": packed("gzip, gzip", gzip.compress(once, 9)),
    }
    try:
        import brotli

        made["br"] = packed("br", brotli.compress(flat, quality=5))
    except ImportError:
        pass
    try:
        import zstandard

        made["zstd"] = packed("zstd", zstandard.compress(flat))
    except ImportError:
        pass
    return made


FAULTS: dict[str, tuple[Callable[[Handler, Answer], None], str]] = {
    "reset": (reset, "cut off"),
    "cut": (cut, "cut off"),
    "says less": (says_less, ""),
    "drips": (drips, "DOWNLOAD_TIMEOUT"),
    "hangs": (hangs, "DOWNLOAD_TIMEOUT"),
    "500": (status(500), "500"),
    "404": (status(404), "404"),
    "302 to itself": (round_trip, "without end"),
    "a header of a megabyte": (long_header, ""),
    "20 MB of headers": (many_headers, ""),
    "empty": (empty, "empty"),
    "304 unasked": (status(304), "304"),
    "UTF-8 that says UTF-16": (wrong_charset, ""),
    "no HTTP": (no_http, "no HTTP"),
}
"""By name: the fault, and a word of the reason that is to be recorded ("" where the page may as well be stored)."""
