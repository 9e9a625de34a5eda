"""The data that a page of Next.js's app router starts from: a stream that is cut into calls of a script.

``self.__next_f.push([1, "…"])`` has a piece of the stream, ``[3, "…"]`` one in base 64, where the cut fell into a
character (https://github.com/vercel/next.js: ``server/app-render/use-flight-response.tsx``). The pieces joined are rows:
``id:JSON`` up to the end of the line, or ``id:T<bytes in hex>,text``; other letters are of programs. In the JSON,
``"$1f"`` stands for row 1f, ``"$1f:props:title"`` for a part of it, ``"$D…"`` for a date, ``"$$"`` for a dollar, and
``["$", "p", key, {…}]`` for an element (https://github.com/facebook/react: ``react-client/src/ReactFlightClient.js``).
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import re
from typing import TYPE_CHECKING, Any

from newscrawl.markup import objects_in
from newscrawl.reading.held_text import COMPONENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST = 4_000_000
"""Bytes of a stream that are read."""
_TIMES, _FLOOR = 4, 20_000
"""How many times its own length, and characters besides, a stream may come to."""
_MOST_ROWS = 20_000
_DEEPEST = 60
_MOST_HOPS = 8
_LONGEST_REFERENCE = 200
_COST = 8
"""What a value costs of the characters that may be copied, besides its own."""

_PUSH = re.compile(r"__next_(?:f|s)(?:\s*=\s*self\.__next_[fs]\s*\|\|\s*\[\]\s*\))?\.push\(\s*(?=\[)")
_ROW = re.compile(rb"([0-9a-f]*+):(?:([TAOoUSsLlGgMmVb])([0-9a-f]{1,8}),)?")
"""A row's beginning; these letters are followed by the length of what comes, all others by a line."""
_REFERENCE = re.compile(r"\$[L@QW]?([0-9a-f]+)((?::[^:]*)*)")
_PARTS_OF_ELEMENT = {"type": 1, "key": 2, "props": 3}
_DECODER = json.JSONDecoder(strict=False)


class Text(str):
    """A text as it is meant: a dollar at its beginning is one of money."""

    __slots__ = ()


class Flight:
    """The rows of a page's stream.

    Attributes:
        rows: Values as they stand in the JSON, by the row's id; of long texts, a :class:`Text`.
        others: Scripts that the page has its browser put in, with their contents (``__next_s``), each a list.
        room: Characters that may come of the stream when references are followed: they could refer to each other.
    """

    def __init__(self, scripts: Iterable[str]) -> None:
        pieces: list[bytes] = []
        self.others: list[Any] = []
        size = 0
        for value in _pushed(scripts):
            piece = _piece(value)
            if piece is None:
                self.others.append(value)
            elif size + len(piece) <= _LONGEST:
                pieces.append(piece)
                size += len(piece)
            else:
                break
        self.rows = _rows(b"".join(pieces))
        self.room = _TIMES * size + _FLOOR

    def roots(self) -> Iterator[tuple[Any, bool]]:
        """Every value in which an article's object may stand, and whether references may stand in it (not in JSON-LD)."""
        for value in self.rows.values():
            if isinstance(value, Text):
                if "@context" in value[:_LONGEST_REFERENCE]:
                    yield objects_in(value), False
            else:
                yield value, True
        for value in self.others:
            yield value, False

    def opened(self, value: Any) -> Any:
        """A copy of *value* in which what references stand for is in their place; what is too deep or too much is None.

        An element becomes an object: ``type``, and ``children`` or ``html``.
        """
        return self._opened(value, 0, [self.room])

    def _opened(self, value: Any, depth: int, left: list[int]) -> Any:
        value = self.meant(value)
        left[0] -= _COST + (len(value) if isinstance(value, str) else 0)
        if left[0] < 0 or (isinstance(value, dict | list) and depth > _DEEPEST):
            return None
        if is_element(value):
            raw = value[3].get("dangerouslySetInnerHTML")
            key, held = ("html", raw.get("__html")) if isinstance(raw, dict) else ("children", value[3].get("children"))
            kind = COMPONENT if value[1].startswith("$") else value[1]
            return {"type": kind, key: self._opened(held, depth + 1, left)}
        if isinstance(value, dict):
            return {key: self._opened(inner, depth + 1, left) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._opened(inner, depth + 1, left) for inner in value]
        return value

    def meant(self, value: Any) -> Any:
        """What *value* stands for: a row, a part of one, a text; None where it is nothing that can be shown."""
        for _ in range(_MOST_HOPS):
            if type(value) is not str or value[:1] != "$" or value == "$":
                return value
            if value[1] in "$D":
                return Text(value[1:] if value[1] == "$" else value[2:])
            named = reference(value)
            if named is None:  # "$undefined", "$NaN", symbols, functions
                return None
            value = self._part(*named)
        return None

    def _part(self, row: str, path: list[str]) -> Any:
        value = self.rows.get(row)
        for name in path:
            if type(value) is str and (named := reference(value)) is not None and not named[1]:
                value = self.rows.get(named[0])
            if isinstance(value, list):
                place = _PARTS_OF_ELEMENT.get(name) if is_element(value) else None
                if place is None and name.isascii() and name.isdigit() and len(name) < _MOST_HOPS:
                    place = int(name)
                value = value[place] if place is not None and place < len(value) else None
            else:
                value = value.get(name) if isinstance(value, dict) else None
        return value


def reference(text: str) -> tuple[str, list[str]] | None:
    """The row that *text* refers to, and the path in it; None where it is no reference."""
    found = _REFERENCE.fullmatch(text) if len(text) < _LONGEST_REFERENCE else None
    return (found[1], found[2].split(":")[1:]) if found is not None else None


def is_element(value: Any) -> bool:
    """Whether *value* is an element: a tag or component with what it is given."""
    return (
        isinstance(value, list)
        and len(value) > 3
        and value[0] == "$"
        and isinstance(value[1], str)
        and isinstance(value[3], dict)
    )


def _pushed(scripts: Iterable[str]) -> Iterator[list[Any]]:
    """What scripts push, each a list of two or more."""
    for script in scripts:
        place = 0
        while (found := _PUSH.search(script, place)) is not None:
            place = found.end()
            try:
                value, place = _DECODER.raw_decode(script, place)
            except (ValueError, RecursionError):
                break  # to look on would be to read the same again
            if isinstance(value, list) and len(value) > 1:
                yield value


def _piece(value: list[Any]) -> bytes | None:
    """The bytes of a piece of the stream; None where *value* is something else."""
    if not isinstance(value[1], str):
        return None
    if value[0] == 1:
        return value[1].encode("utf-8", "replace")
    if value[0] == 3:
        try:
            return base64.b64decode(value[1])
        except (ValueError, binascii.Error):
            return b""
    return None


def _rows(stream: bytes) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    place = 0
    while place < len(stream) and len(rows) < _MOST_ROWS:
        found = _ROW.match(stream, place)
        if found is not None and found[2]:
            end = found.end() + int(found[3], 16)
            if found[2] == b"T":
                rows[found[1].decode()] = Text(stream[found.end() : end].decode("utf-8", "replace"))
            place = end
            continue
        end = stream.find(b"\n", place)
        end = end if end >= 0 else len(stream)
        if found is not None and stream[found.end() : found.end() + 1] in (b"[", b"{", b'"'):
            with contextlib.suppress(ValueError, RecursionError):
                rows[found[1].decode()] = json.loads(stream[found.end() : end])
        place = end + 1
    return rows
