"""What people read on a terminal: numbers with their nouns, and strangers' texts made harmless."""

from __future__ import annotations

import unicodedata


def counted(number: int, word: str) -> str:
    """The number with its noun: 1 quote, 2 quotes."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")


def harmless(text: str) -> str:
    """*text* on one line and without what steers a terminal: control characters, marks that turn the direction of writing."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\n\t":
        return " "
    kind = unicodedata.category(character)
    if kind in {"Cc", "Cs"} or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f":
        return "\ufffd"
    return character
