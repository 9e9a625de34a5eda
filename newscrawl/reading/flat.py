"""A state that is one flat list, in which objects and lists name what they hold by its place in the list.

Nuxt 3 writes ``<script id="__NUXT_DATA__">`` so, by way of devalue (https://github.com/sveltejs/devalue):
``[["Reactive", 1], {"title": 2}, "Bridge opens"]``. A list that begins with a text is
a value of a type; places below 0 are what JSON has no word for.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINS = re.compile(r'\s*\[\s*(?:\["(?:Shallow)?(?:Reactive|Ref)",\s*1\]|\{"data":\s*1[,}])')
_LONGEST = 4_000_000
"""Characters of a state that is read."""
_TIMES, _FLOOR = 4, 20_000
"""How many times its own length, and characters besides, it may come to: its parts could hold each other."""
_DEEPEST = 60
_COST = 8
_WRAPPERS = frozenset(["Reactive", "ShallowReactive", "Ref", "ShallowRef"])
_LISTS = frozenset(["Set"])
_TEXTS = frozenset(["Date", "URL", "BigInt"])


class _Budget:
    """What may still be copied, and the places that are being opened: one of them in itself is left out."""

    __slots__ = ("left", "open")

    def __init__(self, left: int) -> None:
        self.left = left
        self.open: set[int] = set()


class Flat:
    """The values of such a state."""

    def __init__(self, values: list[Any], room: int) -> None:
        self._values = values
        self._room = room

    def objects(self) -> Iterator[tuple[dict[str, Any], Any]]:
        """Every object, each with the texts that it holds and the places of all else, and its own place."""
        for place, value in enumerate(self._values):
            if isinstance(value, dict):
                yield {key: self._shallow(inner) for key, inner in value.items()}, place

    def opened(self, place: Any) -> Any:
        """What stands at *place*, with all that it holds; what is too deep or too much is None."""
        return self._opened(place, 0, _Budget(self._room))

    def _shallow(self, place: Any) -> Any:
        value = self._at(place)
        return value[1] if isinstance(value, list) and len(value) > 1 and value[0] == "Date" else value

    def _at(self, place: Any) -> Any:
        is_place = isinstance(place, int) and not isinstance(place, bool) and 0 <= place < len(self._values)
        return self._values[place] if is_place else None

    def _opened(self, place: Any, depth: int, budget: _Budget) -> Any:
        value = self._at(place)
        budget.left -= _COST + (len(value) if isinstance(value, str) else 0)
        if not isinstance(value, dict | list):
            return value if budget.left >= 0 else None
        if budget.left < 0 or depth > _DEEPEST or place in budget.open:
            return None
        budget.open.add(place)
        try:
            return self._nested(value, depth, budget)
        finally:
            budget.open.discard(place)

    def _nested(self, value: dict[str, Any] | list[Any], depth: int, budget: _Budget) -> Any:
        if isinstance(value, dict):
            return {key: self._opened(inner, depth + 1, budget) for key, inner in value.items()}
        if value and isinstance(value[0], str):
            if len(value) < 2 or value[0] in _LISTS:
                value = value[1:]
            elif value[0] in _WRAPPERS:
                return self._opened(value[1], depth + 1, budget)
            else:
                return value[1] if value[0] in _TEXTS and isinstance(value[1], str) else None
        return [self._opened(inner, depth + 1, budget) for inner in value]


def flat_state(text: str) -> Flat | None:
    """The state that a script's *text* is; None where it is none of this kind."""
    if len(text) > _LONGEST or not _BEGINS.match(text):
        return None
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return Flat(values, _TIMES * len(text) + _FLOOR) if isinstance(values, list) else None
