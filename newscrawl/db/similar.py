"""Two texts that are one story: overlapping runs of five words, of which a fixed share stands in the database. Pure.

A text's shingles are its runs of five words, folded. A shingle is *sampled* where its hash is divisible by a power of
two; which one depends on the text's length, so that a text has a few dozen samples whether it has 60 words or 6,000, and
two texts are compared by the hashes that both would sample (A. Broder, On the resemblance and containment of documents,
1997: "mod m" sketches, which measure containment, and so find a text that was cut to a third).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable

RUN = 5
"""Words of a shingle."""

WORDS_AT_LEAST = 30
"""A shorter text is no story: a score, a notice, "no school on Monday"."""

WORDS_AT_MOST = 20_000
"""Of a longer text the beginning is compared."""

SAMPLES = 64
"""A text has at most about so many samples, and at least about half as many where it is long enough."""

SAME = 0.5
"""Of the shorter text's shingles, in the longer one: the two are one story."""

DOUBTFUL = (0.3, 0.7)
"""Where the share among the samples lies between these, the texts themselves are compared."""

AKIN = 0.2
"""A text that joins a story has this much in common with most of those that are in it already."""

_BITS = (1 << 48) - 1
"""48 bits: six bytes in SQLite; 50 million different shingles meet by chance less than once in five texts."""
_PLACE = _BITS.to_bytes(16, "little")
_FACTOR = 0x9E3779B97F4B  # odd, so that the lowest bits, by which shingles are sampled, depend on every word
_POWERS = tuple(pow(_FACTOR, n, 1 << 48) for n in range(1, RUN))
_UNIT = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]|[^\W\u3040-\u9fff\u0e00-\u0e7f]+"
)
"""A word; in scripts that print none between spaces (Chinese, Japanese, Thai) a character."""


class Signature(NamedTuple):
    """What is known of a text without reading it again."""

    share: int
    """One shingle in so many is sampled: a power of two."""
    samples: frozenset[int]
    """Hashes of 48 bits, each divisible by *share*."""

    @classmethod
    def of_samples(cls, samples: Iterable[int]) -> Signature:
        """The signature that has these samples: all are divisible by its share, and hardly by chance by twice that."""
        samples = frozenset(samples)
        bits = 0
        for sample in samples:
            bits |= sample
        return cls(bits & -bits or 1, samples)


def words_of(text: str) -> list[str]:
    """The words of a text for comparing: case, width, punctuation and white space left out."""
    return _UNIT.findall(unicodedata.normalize("NFKC", text[: WORDS_AT_MOST * 12]).casefold())[:WORDS_AT_MOST]


def shingles_of(text: str) -> set[int]:
    """The hashes (48 bits) of all runs of five words; nothing for a text that is too short to compare."""
    words = words_of(text)
    if len(words) < WORDS_AT_LEAST:
        return set()
    return set(_hashes(list(map(crc32, _bytes(words)))))


def _hashes(words: list[int]) -> list[int]:
    """Of each run of five words a, b, c, d, e: ``(a * F⁴ + b * F³ + c * F² + d * F + e) & _BITS``, in order.

    All at once: the words' numbers (32 bits) stand in one number, each in 128 bits of its own, so that no sum of products
    (83 bits) reaches its neighbour.
    """
    runs = len(words) - RUN + 1
    places = array("Q", bytes(16 * len(words)))
    places[::2] = array("Q", words)
    if sys.byteorder == "big":
        places.byteswap()
    row = int.from_bytes(places.tobytes(), "little")
    total = row >> 128 * (RUN - 1)
    for before, power in enumerate(_POWERS, start=1):
        total += (row >> 128 * (RUN - 1 - before)) * power
    total &= int.from_bytes(_PLACE * runs, "little")
    places = array("Q", total.to_bytes(16 * runs, "little"))
    if sys.byteorder == "big":
        places.byteswap()
    return places[::2].tolist()


def _bytes(words: list[str]) -> list[bytes]:
    try:
        return list(map(str.encode, words))
    except UnicodeEncodeError:  # half of a surrogate pair
        return [word.encode("utf-8", "replace") for word in words]


def sign(shingles: set[int]) -> Signature:
    """The signature of a text by its shingles."""
    share = 1
    while len(shingles) > share * SAMPLES:
        share *= 2
    kept = {h for h in shingles if not h & share - 1}
    while len(kept) > SAMPLES:
        share *= 2
        kept = {h for h in kept if not h & share - 1}
    return Signature(share, frozenset(kept))


def samples_at(share: int, signature: Signature) -> set[int]:
    """The samples that a text would have if one shingle in *share* were sampled; *share* is not finer than its own."""
    return {h for h in signature.samples if not h & share - 1}


def contained(one: set[int], two: set[int]) -> float:
    """The share (0 to 1) of the shorter text's shingles that the longer one has."""
    fewer = min(len(one), len(two))
    return len(one & two) / fewer if fewer else 0.0
