"""What an edit changed, word by word. Pure; in time that grows with the texts, whatever they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORDS_AT_MOST = 20_000
"""Of each text; what comes after counts as one word."""

EDITS_AT_MOST = 250
"""Within one stretch between words that both texts have once; beyond, the stretch counts as rewritten."""

SUBSTANTIAL_WORDS = 50
"""So many words added and removed are a substantial change, however long the text is,"""
SUBSTANTIAL_SHARE = 0.1
"""and so is this share of its words,"""
SMALL_WORDS = 10
"""unless they are fewer than this."""

_WORD = re.compile(r"\S+\s*")


class Change(StrEnum):
    """How much of a text an edit changed."""

    NONE = "none"
    """Nothing but spaces; the headline, perhaps."""
    SMALL = "small"
    """A name, a figure, a note."""
    SUBSTANTIAL = "substantial"
    """A paragraph or more, or much of a short text."""


class Kind(StrEnum):
    """What a segment of a difference is."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of words that stayed, came or went; those that stayed are spaced as in the new text."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Extent:
    """How much an edit changed."""

    change: Change
    added: int
    """Words."""
    removed: int
    """Words."""


def word_diff(old: str, new: str) -> list[Segment]:
    """The segments that lead from *old* to *new*, in order; what was removed stands before what took its place.

    The texts of ``same`` and ``added`` segments make up *new*, save for white space at its beginning.
    """
    a, b = _words(old), _words(new)
    segments: list[Segment] = []
    at = before = 0
    for i, j, length in [*_matches([w.rstrip() for w in a], [w.rstrip() for w in b]), (len(a), len(b), 0)]:
        for kind, words in (
            (Kind.REMOVED, a[at:i]),
            (Kind.ADDED, b[before:j]),
            (Kind.SAME, b[j : j + length]),
        ):
            if words:
                segments.append(Segment(kind, "".join(words)))
        at, before = i + length, j + length
    return segments


def extent(old: str, new: str) -> Extent:
    """How much changed between two texts. Spaces and breaks do not count."""
    a, b = [w.rstrip() for w in _words(old)], [w.rstrip() for w in _words(new)]
    same = sum(length for _, _, length in _matches(a, b))
    added, removed = len(b) - same, len(a) - same
    words = added + removed
    if not words:
        return Extent(Change.NONE, 0, 0)
    much = words >= SUBSTANTIAL_WORDS or (words >= SMALL_WORDS and words > SUBSTANTIAL_SHARE * max(len(a), len(b)))
    return Extent(Change.SUBSTANTIAL if much else Change.SMALL, added, removed)


def _words(text: str) -> list[str]:
    words: list[str] = []
    for found in _WORD.finditer(text):
        if len(words) == WORDS_AT_MOST:
            words.append(text[found.start() :])
            break
        words.append(found.group())
    return words


def _matches(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Stretches that both have, in order, as (place in *a*, place in *b*, length), neighbours joined."""
    joined: list[tuple[int, int, int]] = []
    for i, j in _pairs(a, b):
        if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            first, second, length = joined[-1]
            joined[-1] = (first, second, length + 1)
        else:
            joined.append((i, j, 1))
    return joined


def _pairs(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Words that stand for one another, in order.

    Words that stand once in each text are the anchors (Bram Cohen's "patience" order); between two anchors the shortest
    edit is sought (E. Myers, An O(ND) difference algorithm, 1986) up to a number of edits.
    """
    start = _common(a, b)
    end = _common(a[start:][::-1], b[start:][::-1])
    yield from ((n, n) for n in range(start))
    stop_a, stop_b = len(a) - end, len(b) - end
    at, before = start, start
    for i, j in [*_anchors(a, b, start, stop_a, stop_b), (stop_a, stop_b)]:
        for x, y in _shortest(a[at:i], b[before:j]):
            yield at + x, before + y
        if i < stop_a or j < stop_b:
            yield i, j
        at, before = i + 1, j + 1
    yield from ((stop_a + n, stop_b + n) for n in range(end))


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    n = 0
    for one, two in zip(a, b, strict=False):
        if one != two:
            break
        n += 1
    return n


def _anchors(a: Sequence[str], b: Sequence[str], start: int, stop_a: int, stop_b: int) -> list[tuple[int, int]]:
    """The longest series of words that stand once in each and keep their order."""
    once_a, once_b = _once(a, start, stop_a), _once(b, start, stop_b)
    pairs = [(i, once_b[word]) for word, i in once_a.items() if word in once_b]
    pairs.sort()
    tails: list[int] = []  # index of the pair that ends the best series of each length
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            if pairs[tails[middle]][1] < j:
                low = middle + 1
            else:
                high = middle
        before.append(tails[low - 1] if low else -1)
        tails[low : low + 1] = [n]
    series: list[tuple[int, int]] = []
    at = tails[-1] if tails else -1
    while at >= 0:
        series.append(pairs[at])
        at = before[at]
    return series[::-1]


def _once(words: Sequence[str], start: int, stop: int) -> dict[str, int]:
    places: dict[str, int] = {}
    for n in range(start, stop):
        places[words[n]] = -1 if words[n] in places else n
    return {word: n for word, n in places.items() if n >= 0}


def _shortest(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The words that a shortest edit keeps; where it takes more than :data:`EDITS_AT_MOST`, the ends alone."""
    start = _common(a, b)
    if start == min(len(a), len(b)):
        return [(n, n) for n in range(start)]
    furthest, trail = {1: 0}, []
    for edits in range(min(len(a) + len(b), EDITS_AT_MOST) + 1):
        trail.append(furthest)
        furthest = dict(furthest)
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1])
            x = furthest[k + 1] if down else furthest[k - 1] + 1
            while x < len(a) and 0 <= x - k < len(b) and a[x] == b[x - k]:
                x += 1
            furthest[k] = x
            if x >= len(a) and x - k >= len(b):
                return _back(trail, len(a), len(b))
    end = _common(a[start:][::-1], b[start:][::-1])
    return [(n, n) for n in range(start)] + [(len(a) - n, len(b) - n) for n in range(end, 0, -1)]


def _back(trail: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for edits in range(len(trail) - 1, -1, -1):
        furthest, k = trail[edits], x - y
        down = k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1])
        before = k + 1 if down else k - 1
        before_x = furthest[before] if edits else 0
        before_y = before_x - before if edits else 0
        while x > before_x and y > before_y:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = before_x, before_y
    return pairs[::-1]
