"""Quotation marks that quote nobody: around titles, signs, nicknames, words as words, and a word or two held off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newscrawl.quotes.cues import MIXED, SAYING, THINGS, WORDS, words

if TYPE_CHECKING:
    from newscrawl.quotes.attribution import Claim

_WORDS = re.compile(r"[\w’'-]+")
_LITTLE = words("a an the of and or in on at to for with by from as is it")
_WORKS = words(
    "book novel memoir song album film movie show series episode podcast essay poem play musical documentary autobiography"
)


def is_title(text: str) -> bool:
    """Nearly every word of *text* that is not a little one has a capital."""
    long = [w for w in _WORDS.findall(text[:300]) if w.lower() not in _LITTLE]
    return len(long) > 1 and sum(w[0].isupper() for w in long) >= 0.8 * len(long)


def is_naming(text: str, before: str, count: int, claim: Claim | None) -> bool:
    """The marks around *text*, of *count* words, enclose a name, a title, a sign or a word as a word.

    *before*: what stands before it in its sentence; *claim*: the attribution found beside it.
    """
    before_words = [w.lower() for w in _WORDS.findall(before)]
    if not before_words:
        return not before.strip() and count < 3 and claim is None and text[-1:] not in ".,!?"
    named = bool(claim and claim.subject and claim.subject.name) and not is_title(text) and count > 2
    if before_words[-1] in WORDS and not named and not before.rstrip().endswith((":", ",")):
        return True
    if is_title(text) and before_words[-1] in _WORKS:
        return True
    if set(before_words[-12:]) & THINGS and not (claim and claim.subject and claim.subject.name):
        return True
    if claim and claim.cue in ("read", "reads") and count < 8 and not before.rstrip().endswith((",", ":")):
        return True
    if count < 6 and is_title(text) and not before.rstrip().endswith((",", ":")):
        return True
    if claim is None or not claim.subject:
        return count < 5
    if (claim.cue in MIXED and claim.cue not in SAYING) or claim.tight:
        return False
    cue = max((at for at, word in enumerate(before_words) if word == claim.cue.split()[-1]), default=-1)
    return count < 4 and text[-1:] not in ".,?!" and (cue < 0 or len(before_words) - cue > 7)
