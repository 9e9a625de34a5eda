"""Quotation marks that quote nobody: around titles, signs, nicknames, words as words, and a word or two held off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newscrawl.quotes.attribution import Claim
    from newscrawl.quotes.languages.language import Language

_WORDS = re.compile(r"[\w’'-]+")


def is_title(text: str, language: Language) -> bool:
    """Nearly every word of *text* that is not a little one has a capital."""
    long = [w for w in _WORDS.findall(text[:300]) if w.lower() not in language.little]
    return len(long) > 1 and sum(w[0].isupper() for w in long) >= 0.8 * len(long)


def is_naming(text: str, before: str, count: int, claim: Claim | None, language: Language) -> bool:
    """The marks around *text*, of *count* words, enclose a name, a title, a sign or a word as a word.

    *before*: what stands before it in its sentence; *claim*: the attribution found beside it.
    """
    before_words = [w.lower() for w in _WORDS.findall(before)]
    if not before_words:
        return not before.strip() and count < 3 and claim is None and text[-1:] not in ".,!?"
    named = bool(claim and claim.subject and claim.subject.name) and not is_title(text, language) and count > 2
    if before_words[-1] in language.words and not named and not before.rstrip().endswith((":", ",")):
        return True
    if is_title(text, language) and before_words[-1] in language.works:
        return True
    if set(before_words[-12:]) & language.things and not (claim and claim.subject and claim.subject.name):
        return True
    if claim and claim.cue in ("read", "reads") and count < 8 and not before.rstrip().endswith((",", ":")):
        return True
    if count < 6 and is_title(text, language) and not before.rstrip().endswith((",", ":")):
        return True
    if claim is None or not claim.subject:
        return count < 5
    if (claim.cue in language.mixed and claim.cue not in language.saying) or claim.tight:
        return False
    cue = max((at for at, word in enumerate(before_words) if word == claim.cue.split()[-1]), default=-1)
    return count < 4 and text[-1:] not in ".,?!" and (cue < 0 or len(before_words) - cue > 7)
