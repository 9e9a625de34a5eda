"""Text as people see it: one Unicode form, no invisible characters, white space collapsed.

Characters are dropped or replaced by rule, words never: what is left stands in the order in which it was printed.
"""

from __future__ import annotations

import re
from unicodedata import category, combining, is_normalized, normalize

# Facts: what is invisible and carries no meaning in running text (Unicode 16, chapters 23.1 to 23.8). C0 and C1
# controls that are no white space; soft hyphen; Arabic letter mark; Mongolian vowel separator; zero-width space and the
# bidi marks, embeddings and isolates; word joiner and invisible operators; BOM; interlinear annotation; the object
# placeholder; noncharacters. U+200C and U+200D (joiners) and tag characters are judged by what they stand between.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffc\ufdd0-\ufdef\ufffe\uffff\U000e0001]+"
)
_JOINER = re.compile("[\u200c\u200d]")
_STRAY_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+")
"""Tag characters spell the flag of a region after a black flag (England, Scotland); anywhere else they hide text."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK_LINES = re.compile("\n{3,}")

# Facts: blocks of scripts whose letters change shape or order by a joiner (Unicode 16, 23.2 "Cursive connection and
# ligatures", and UAX 31, 2.3.1): Arabic to Mongolian, the Brahmi-derived scripts, Arabic presentation forms.
_JOINING_BLOCKS = (
    (0x0600, 0x08FF),
    (0x0900, 0x0DFF),
    (0x0F00, 0x109F),
    (0x1780, 0x18AF),
    (0x1A20, 0x1CFF),
    (0xA840, 0xABFF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFE),
    (0x10A00, 0x10FFF),
    (0x11000, 0x11FFF),
    (0x1E900, 0x1E95F),
)
_VIRAMA = 9
"""Canonical combining class of the sign that joins two consonants; a joiner after it means something even at a word's
end."""


def squeeze(text: str) -> str | None:
    """The text on one line: NFC, no invisible characters, white space collapsed; None where nothing is left.

    Joiners stay where they carry meaning: between letters of scripts that join, and inside emoji. Two halves of a
    surrogate pair are put together; a half alone becomes U+FFFD, which every database takes. Applying it twice changes
    nothing.
    """
    return " ".join(_visible(text).split()) or None


def keep_lines(text: str) -> str | None:
    """As :func:`squeeze`, with line feeds kept: breaks as one, paragraphs as a blank line; for what readers wrote."""
    joined = "\n".join([" ".join(_visible(line).split()) for line in text.splitlines()])
    if "\n\n\n" in joined:
        joined = _BLANK_LINES.sub("\n\n", joined)
    return joined.strip("\n") or None


def _visible(text: str) -> str:
    """The text without invisible characters, in NFC."""
    if (
        text.isprintable() and "\ufffc" not in text
    ):  # most lines; printable leaves out controls, joiners, halves of pairs
        return text if text.isascii() or is_normalized("NFC", text) else normalize("NFC", text)
    if text.isascii():
        return _UNWANTED.sub("", text)
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = normalize("NFC", _STRAY_TAGS.sub("", _UNWANTED.sub("", text)))
    if "\u200c" in text or "\u200d" in text:
        text = _JOINER.sub(_meant, text)
        if not is_normalized("NFC", text):
            text = normalize("NFC", text)
    return text


def _meant(joiner: re.Match[str]) -> str:
    """The joiner where it joins or parts letters of a script that joins, or emoji; nothing elsewhere."""
    text, at = joiner.string, joiner.start()
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if _joins(before):
        return joiner[0] if _joins(after) or combining(before) == _VIRAMA else ""
    emoji = joiner[0] == "\u200d" and before and after and _pictures(before) and category(after) == "So"
    return joiner[0] if emoji else ""


def _joins(char: str) -> bool:
    return bool(char) and any(first <= ord(char) <= last for first, last in _JOINING_BLOCKS)


def _pictures(char: str) -> bool:
    """Is it an emoji, its variation selector, or a skin tone?"""
    return char == "\ufe0f" or "\U0001f3fb" <= char <= "\U0001f3ff" or category(char) == "So"
