"""The author's name among the pieces of a comment whose markup names nothing: the words beside the time, or a profile's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newscrawl.cleaning.date_words import WEEKDAYS, fold
from newscrawl.comments.phrases import (
    is_count,
    is_intro,
)
from newscrawl.comments.printed import date_starts
from newscrawl.comments.relative import told
from newscrawl.comments.vocabulary import (
    AT,
    AUTHOR,
    AUXILIARIES,
    BY,
    FURNITURE,
    SAYS,
    TEXT,
    names,
    words_of,
)

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


from newscrawl.comments.pieces import BADGES, MAX_NAME, Piece, Unit, is_body

_PROFILE = re.compile(
    r"/(?:users?|profiles?|profil|members?|mitglied(?:er)?|authors?|people|u|space|community)[/\-?.]|[?&]u(?:id|"
    r"ser)?=|/@",
    re.IGNORECASE,
)
_TITLES = names("title ttl subject betreff titel titre titolo titulo headline heading subj")
SENTENCE = re.compile(r"[.!?…。！？؟]\s*$")
_NAMING = AUTHOR | names("data comment display full")


def profile_name(pieces: list[Piece]) -> int | None:
    """The piece that is surely the author's name, by a link to a profile or by its class."""
    for at, piece in enumerate(pieces):
        if piece.kind == "words" and len(piece.text) <= MAX_NAME and not piece.words & (TEXT | BADGES):
            named = piece.words & AUTHOR and piece.holder.tag in ("a", "span", "b", "strong")
            if named or _PROFILE.search(href_of(piece)):
                return at
    return None


def author_in(pieces: list[Piece], time_at: int | None, longest: int | None) -> tuple[int | None, str | None]:
    """Which of *pieces* holds the author's name, and the name; *time_at* and *longest* hold the time and the words."""
    ranked: list[tuple[int, int]] = []
    words_left = sum(is_body(piece) for piece in pieces)
    for at, piece in enumerate(pieces):
        if piece.kind == "time":
            # "Ada Reyes schrieb am 03.05.2012": the name stands in the date line.
            if at == time_at and name_before(piece.text):
                ranked.append((35, at))
            continue
        if piece.kind != "words" or len(piece.text) > 120 or (at == longest and words_left > 1):
            continue
        if (
            piece.holder.tag in ("code", "pre", "kbd", "samp")
            or piece.words & BADGES
            or (piece.words & TEXT and not piece.words & AUTHOR)
        ):
            continue
        name = clean_name(piece.text)
        if not name or len(name) > MAX_NAME:
            continue
        score = 0
        if piece.words & AUTHOR:
            score += 30
        if _PROFILE.search(href_of(piece)) or "author" in (piece.holder.attributes.get("rel") or ""):
            score += 25
        if piece.holder.tag in ("strong", "b", "cite", "h3", "h4", "h5", "h6", "dt"):
            score += 10
        if time_at is not None and piece.block == pieces[time_at].block:
            score += 14
        if at and pieces[at - 1].kind == "intro":
            score += 12
        if at + 1 < len(pieces) and pieces[at + 1].kind == "intro":
            score += 8
        if longest is not None and at < longest:
            score += 6
        if (
            longest is not None
            and piece.block == pieces[longest].block
            and piece.holder.tag in ("p", "div", "td", "dd", "li")
        ):
            score -= 20
        if piece.chrome:
            score -= 15
        if SENTENCE.search(piece.text) and not re.search(r"\b\w\.$", piece.text):
            score -= 12
        if piece.words & _TITLES:
            score -= 20
        if piece.words & FURNITURE and not piece.words & AUTHOR:
            score -= 20
        score -= min(at, 12)  # names stand first
        if score > 0 or (at == 0 and longest not in (None, 0) and score > -20):
            ranked.append((score, at))
    if not ranked:
        return None, None
    _, best = max(ranked, key=lambda one: (one[0], -one[1]))
    piece = pieces[best]
    return best, name_before(piece.text) if piece.kind == "time" else clean_name(piece.text)


def stated_name(unit: Unit) -> str | None:
    """A name in an attribute of the comment's own element (``data-author``)."""
    for _, attributes in unit.attributes[:2]:
        for name, value in attributes.items():
            if not value or len(value) > MAX_NAME or name in ("class", "id", "style", "title", "name"):
                continue
            words = words_of(name)
            if words <= _NAMING and words & AUTHOR and not value.isdigit() and "/" not in value:
                return clean_name(value)
    return None


def href_of(piece: Piece) -> str:
    """Where the link around a piece leads; "" where there is none."""
    holder: LexborNode | None = piece.holder
    for _ in range(3):
        if holder is None:
            break
        if holder.tag == "a":
            return holder.attributes.get("href") or ""
        holder = holder.parent
    return ""


def name_before(text: str) -> str | None:
    """The name in "Ada Reyes schrieb am 03.05.2012", "Posted by Ada on June 3, 2012" and "June 3, 2012 by Ada"."""
    start = date_starts(text)
    if start is None and (tale := told(text)) is not None:
        start = tale.start
    if start is None:
        return None
    words = text[:start].split()
    if words and len(words[-1]) > 5 and fold(words[-1].strip(".,")) in WEEKDAYS:
        words.pop()
    if len(words) == 1 and fold(words[0].strip(".,")) in WEEKDAYS:
        words = []
    if name := clean_name(" ".join(words)):
        return name if len(name) <= MAX_NAME else None
    if found := re.search(r"\b(?:by|von|par|por|di|door|av|af)\s+(\S.{0,58})$", text[start:]):
        return clean_name(found[1])
    return None


def clean_name(text: str) -> str | None:
    """A name without what is printed around it ("Posted by", "says:", "schrieb am"); None where nothing is left."""
    words = text.split()[:40]
    trim = " :,.…|–—-·•([>»"
    while words and (
        words[-1].strip(trim).lower() in SAYS | AT | {"at", ""} or (is_intro(words[-1]) and len(words) > 1)
    ):
        said = words.pop().strip(trim).lower() in SAYS
        if said and len(words) > 1 and words[-1].lower() in AUXILIARIES:
            words.pop()
    while (
        words
        and (words[0].strip(trim + ")").lower() in BY | {"name", "author", "user", "autor", "comment", "kommentar", ""})
        and len(words) > 1
    ):
        words = words[1:]
    name = " ".join(words).strip(" :|–—·•,-")
    return name if name and not is_intro(name) and not is_count(name) else None
