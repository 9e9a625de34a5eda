"""No regular expression of the project explodes: each is run against texts of 50,000 of its own characters."""

from __future__ import annotations

import re

import pytest
from faults.patterns import ANCHORED, hard_texts, patterns, slowest, uses

LENGTH = 50_000
SECONDS = 0.5
"""CPU time for one text."""

BOUNDED: dict[str, tuple[int, str]] = {
    "newscrawl.cleaning.names:_ADDRESS": (1_000, "read_byline reads the first 1,000 characters (_LONGEST)"),
    "newscrawl.cleaning.names:_SEPARATORS": (1_000, "read_byline reads the first 1,000 characters (_LONGEST)"),
    "newscrawl.reading.clock:_HOUR": (120, "searched within 80 characters (_LONGEST_NAME) before a time"),
}
"""Expressions that only ever meet short texts: how long, and by what. They are held to that length."""

PATTERNS = patterns()
USED = uses()


def is_anchored(name):
    what = name.partition(":")[2]
    how = USED.get(what, set()) | ({what.split(" ")[0]} if " " in what and what.split(" ")[0] in ANCHORED else set())
    return bool(how) and how <= ANCHORED


def test_they_are_all_found():
    assert len(PATTERNS) > 300
    assert set(BOUNDED) <= set(PATTERNS)


@pytest.mark.parametrize(
    ("text", "is_slow"), [("(a+)+b", True), (r"\s+x", True), ("a[bc]d", False), (r"(?<!\s)\s+x", False)]
)
def test_the_hard_texts_are_hard(text, is_slow):
    assert (slowest(re.compile(text), LENGTH, SECONDS) is not None) == is_slow


def test_every_pattern_has_hard_texts():
    assert all(any(True for _ in hard_texts(pattern, 100)) for pattern in PATTERNS.values())


@pytest.mark.parametrize("length", [2_000, pytest.param(LENGTH, marks=pytest.mark.faults)])
def test_none_explodes(length):
    """At 2,000 what is worse than quadratic shows; at the full length, what is quadratic."""
    slow = {}
    for name, pattern in PATTERNS.items():
        most = min(length, BOUNDED.get(name, (length, ""))[0])
        if said := slowest(pattern, most, SECONDS, anchored=is_anchored(name)):
            slow[name] = said
    assert slow == {}
