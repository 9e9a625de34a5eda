"""An attribution beside a quotation, in any language: its cue, its subject; and where sentences begin and end.

The text around the segments is read with the quoted words blanked out, so that nothing said inside attributes anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newscrawl.quotes.people import People

_BREAK = re.compile(r"[.!?…][”\"’')\]\x01]*\s+(?=[A-ZÀ-Þ\"“„»‘'(\x01\d])")
RUN = re.compile("\x01+")
"""Quoted words, blanked out."""
AS_PUT = "put it"
"""The cue of ", as she put it": it makes words in lower case a part of the reporter's sentence."""
SEVERAL = "several"
"""What a pronoun means that stands for no single person, in a language whose verbs tell that."""
REACH = 400
"""Characters to either side of a segment that are read for its attribution."""


@dataclass(slots=True)
class Subject:
    """The words that name a speaker beside a quotation."""

    printed: str
    name: tuple[str, ...] = ()
    """Words of the name, offices left out; empty for a pronoun or a description."""
    pronoun: bool = False
    role: str | None = None
    means: str | None = None
    """The English pronoun that a pronoun of another language stands for."""
    office: str | None = None
    """The office that a description names where another language's does: "bürgermeisterin" of "die Bürgermeisterin"."""


@dataclass(slots=True)
class Claim:
    """An attribution found beside a segment."""

    subject: Subject | None
    cue: str
    confidence: float
    tight: bool = True
    """Nothing but marks and commas stands between the cue and the quoted words."""
    span: tuple[int, int] = (0, 0)
    """Where the cue stands in the text that was read."""


def placed(claim: Claim | None, text: str) -> Claim | None:
    """*claim* with its span as in *text*, of which it was read with every blanked quotation as one character."""
    if claim:
        start, end = claim.span
        for run in RUN.finditer(text):
            if run.start() >= start:
                break
            longer = run.end() - run.start() - 1
            start, end = start + longer, end + longer
        claim.span = start, end
    return claim


def sentence_start(text: str, low: int, high: int, abbreviation: re.Pattern[str]) -> int:
    """Where the sentence begins that reaches *high*; looks back to *low* and no further.

    *abbreviation* matches what ends before a full stop that ends no sentence.
    """
    start = low
    for match in _BREAK.finditer(text, low, high):
        if not (text[match.start()] == "." and abbreviation.search(text, max(low, match.start() - 12), match.start())):
            start = match.end()
    return start


def is_sentence_end(text: str, abbreviation: re.Pattern[str]) -> bool:
    """*text*, what stands before a segment, closes a sentence there: the segment begins one of its own."""
    text = text.rstrip(" \u00a0")
    if text[-1:] != ".":
        return text[-1:] in ("!", "?", "…") and text != ""
    return not abbreviation.search(text, max(0, len(text) - 13), len(text) - 1)


def sentence_end(text: str, low: int, high: int, abbreviation: re.Pattern[str]) -> int:
    """Behind the first full stop between *low* and *high*; *high* where there is none."""
    for match in _BREAK.finditer(text, low, high):
        if not (text[match.start()] == "." and abbreviation.search(text, max(low, match.start() - 12), match.start())):
            return match.start() + 1
    return high


def name_of(subject: Subject, people: People, paragraph: int) -> str:
    """What to call the speaker: the fullest name, or the words of the description."""
    if subject.name:
        return people.resolve(subject.name, paragraph, subject.role)
    return " ".join(subject.printed.split())
