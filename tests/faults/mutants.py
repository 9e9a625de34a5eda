"""Bytes, texts and JSON damaged on purpose. Pure: one seed gives one damage, and a failure prints its seed."""

from __future__ import annotations

import json
import random
from typing import Any

SHARE = 200
"""One byte in so many is another: half a percent."""
NASTY = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;",
    b"&#x110000;", b"&#xD800;", b"&#0;", b"&" * 40, b"%00", b"%", b"[::", b"http://[", b"//", b"://", b"data:,x", b"\xf0\x9f",
    b"9" * 5000, b"-1", b"1e999", b"NaN", b"Infinity", b"{" * 300, b"[" * 300, b"\\ud800", b'\\"', b"2026-02-30T25:61:61+99:99",
    b"0000-00-00", b"99999-01-01", b"Mon, 32 Foo 20266 99:99:99 +9999", b"<a" * 50, b"<" * 100, b">" * 100, b"xmlns:x=''",
    b"\r", b"\x85", b"\xe2\x80\xa8", b"\xe2\x80\x9c", b"\xe2\x80\x9d", "“”‘’«»„".encode(), b"By ", b" and ", b",", b"\t" * 60,
    b"\x1b[31m", "\u202e".encode(), "İ".encode(), "ß".encode(), "\u0130\u0307".encode(), b"<?xml version='1.1' encoding='utf-7'?>",
]  # fmt: skip
"""What breaks parsers, by experience: ends and beginnings of sections, entities, numbers too large, times that are none."""


def flipped(body: bytes, draw: random.Random) -> bytes:
    """Half a percent of the bytes are others."""
    damaged = bytearray(body)
    for _ in range(max(1, len(body) // SHARE)):
        if damaged:
            damaged[draw.randrange(len(damaged))] = draw.randrange(256)
    return bytes(damaged)


def cut(body: bytes, draw: random.Random) -> bytes:
    """The connection was lost."""
    return body[: draw.randrange(len(body) + 1)]


def doubled(body: bytes, draw: random.Random) -> bytes:
    """A piece of it was sent twice."""
    start = draw.randrange(len(body) + 1)
    return body + body[start:] if draw.random() < 0.5 else body[start:] + body


def shuffled(body: bytes, draw: random.Random) -> bytes:
    """Its pieces are out of order."""
    mark = draw.choice([b"<", b",", b" ", b"\n", b'"', b"/", b"."])
    pieces = body.split(mark)[:5000]
    draw.shuffle(pieces)
    return mark.join(pieces)


def poked(body: bytes, draw: random.Random) -> bytes:
    """Something nasty stands in the middle of it, in a few places."""
    for _ in range(draw.randint(1, 6)):
        start = draw.randrange(len(body) + 1)
        body = body[:start] + draw.choice(NASTY) + body[start + draw.choice([0, 0, 1, 8]) :]
    return body


def swollen(body: bytes, draw: random.Random) -> bytes:
    """A short piece of it, or something nasty, stands there ten thousand times."""
    start = draw.randrange(len(body) + 1)
    piece = body[start : start + draw.choice([1, 2, 5, 20])] if draw.random() < 0.7 else draw.choice(NASTY)[:40]
    return body[:start] + (piece or b" ") * 10_000 + body[start:]


MUTATIONS = (flipped, cut, doubled, shuffled, poked, poked)


def mutant(body: bytes, seed: str, *, swell: bool = True) -> bytes:
    """One to three damages, one on top of the other; now and then one that makes it large."""
    draw = random.Random(seed)
    for _ in range(draw.choice([1, 1, 2, 3])):
        body = draw.choice(MUTATIONS)(body, draw)
    if swell and draw.random() < 0.05:
        body = swollen(body, draw)
    return body


ODD: list[Any] = [
    None, True, False, 0, -1, 10**30, 1.5, float("inf"), float("nan"), "", " ", "x" * 3000, "\ud800", "\x00", "9" * 5000, [], {},
    [[]], [None], {"": None}, "http://[", "javascript:alert(1)", "<b>x", "2026-02-30", "١٢", "²", "1e400", [[[[[[[[1]]]]]]]],
]  # fmt: skip


def odd_json(value: Any, seed: str) -> bytes:
    """The JSON with some of its values replaced by odd ones, left out, put elsewhere or nested deep."""
    draw = random.Random(seed)
    for _ in range(draw.choice([1, 2, 5, 20])):
        value = _with_one_changed(value, draw, 0)
    body = json.dumps(value).encode()
    if draw.random() < 0.02:  # deeper than Python's own reader goes, or not quite so deep
        name, times = (
            draw.choice([b"replies", b"children", b"comments", b"items", b"edges"]),
            draw.choice([50, 900, 5000]),
        )
        body = b'{"%b": [' % name * times + body + b"]}" * times
    return body


def _with_one_changed(value: Any, draw: random.Random, depth: int) -> Any:
    if depth > 60 or draw.random() < 0.12 or not isinstance(value, dict | list) or not value:
        return draw.choice(ODD)
    if isinstance(value, list):
        place = draw.randrange(len(value))
        if draw.random() < 0.1:
            return value[:place] + value[place + 1 :] if draw.random() < 0.5 else [*value, value[place]]
        return [*value[:place], _with_one_changed(value[place], draw, depth + 1), *value[place + 1 :]]
    name = draw.choice(list(value))
    if draw.random() < 0.1:
        return {key: one for key, one in value.items() if key != name}
    return {**value, name: _with_one_changed(value[name], draw, depth + 1)}
