"""What stands beside an English quotation to the attribution in it: a cue before, between or after, and its subject."""

from __future__ import annotations

import re

from newscrawl.quotes.attribution import AS_PUT, RUN, Claim, Subject, placed
from newscrawl.quotes.languages.en.cues import MIXED, PARTICLES, SAYING, words
from newscrawl.quotes.languages.en.people import NAME
from newscrawl.quotes.languages.en.subjects import first_subject, read_subject, subject_before

_WORD = re.compile(r"[\w’'-]+")
_PUT = re.compile(
    r"\b(?:put|puts) it(?: this way| that way| like this| simply| bluntly)?\b|\bwent on\b|\bgoes on\b|\bhad this to say\b|"
    r"\bsum(?:s|med) (?:it )?up\b"
)
_AS_PUT = re.compile(r"[\s,–—-]*as ([^,.;:\x01]{1,60}?) (?:has |had |once |later )?((?:put|puts) it)\b")
_REPLY = re.compile(
    r"(?:(?<![\w’'] )\b([A-ZÀ-Þ][\w.-]+(?: [A-ZÀ-Þ][\w.-]+){0,3})[’'‘]s?|\b([Hh]is|[Hh]er|[Tt]heir)) (?:[a-z-]+ ){0,2}"
    r"(?:response|answer|reply|message|advice|verdict|view|take|explanation|motto|plea|conclusion|warning|reaction|theory|"
    r"comment|assessment|recommendation|retort|prediction|summary|rule|excuse)"
    r"(?: (?:to|for|on|about) [^:.]{1,40}?)?(?: was [a-z-]+)?:$"
)
"""What leads to quoted words by its name: "Lee’s answer:", "Her advice to drivers:"."""
_OWNERS = {"his": "he", "her": "she", "their": "they"}
_ACCORDING = re.compile(r"[\s,–—-]*(?:as )?(according to) ")
_BE = frozenset({"was", "were", "been", "being", "is", "are", "be", "get", "got"})
_ADVERBS = words(
    "also then later once had has as so and now still more again soon just even first too always often in fact turn of course"
)


def claim_after(text: str) -> Claim | None:
    """The attribution in *text*, which follows a segment up to its sentence's end: "said Ann Lee", "she added"."""
    claim = _read_after(RUN.sub("\x01", text))
    return placed(claim, text)


def _read_after(text: str) -> Claim | None:
    if according := _ACCORDING.match(text):
        subject = read_subject(text[according.end() :])
        return Claim(subject, "according to", 0.95, span=according.span(1)) if subject else None
    if put := _AS_PUT.match(text):
        subject = read_subject(put[1])
        return Claim(subject, AS_PUT, 0.95, span=put.span(2)) if subject else None
    found = list(_WORD.finditer(text))[:40]
    for at, word in enumerate(found):
        cue = word[0].lower()
        if (
            cue not in SAYING
            or _lacks_particle(cue, text, word.end())
            or (at and found[at - 1][0].lower() in _BE | {"to", "the", "a", "his", "her", "not"} and cue != "quoted")
        ):
            continue
        before = text[: word.start()].strip(" ,–—-\x01")
        plain = [w[0].lower() for w in found[:at]]
        if not before or all(w in _ADVERBS or w.endswith("ly") for w in plain):
            subject = read_subject(text[word.end() :])
            if subject is None and before:
                return Claim(None, cue, 0.6, span=word.span())
            if subject and subject.pronoun and "and" in plain:
                return None  # "and said it was late": what its own subject said besides
            return Claim(subject, cue, 0.97 if subject else 0.6, span=word.span())
        if inverted := _inverted(text, word.start(), word.end()):
            return Claim(inverted, cue, 0.92, span=word.span())
        if plain[0] in ("and", "but", "or", "to", "in", "for", "of", "on", "at", "with") and len(plain) > 6:
            return None
        subject = subject_before(text[: word.start()], first=True)
        if subject is None and at == 1 and plain[0].endswith("s"):
            subject = Subject(before)
        if subject:
            return Claim(subject, cue, 0.96 if at < 6 else 0.85, tight=at < 12, span=word.span())
    return None


def _lacks_particle(cue: str, text: str, end: int) -> bool:
    """The verb *cue*, up to character *end*, is one of speech with a word behind it that is not there: "shot back"."""
    return cue in PARTICLES and not text.startswith(PARTICLES[cue], end)


def _inverted(text: str, start: int, end: int) -> Subject | None:
    """The name behind a verb that follows a comma and ends its clause: ", said Ann Lee"."""
    if text[:start].rstrip()[-1:] != "," or text[start:end] not in (
        "said",
        "says",
        "added",
        "adds",
        "wrote",
        "explained",
    ):
        return None
    name = NAME.match(text, end + 1)
    return (
        read_subject(text[end:]) if name and text[name.end() : name.end() + 1] in ("", ",", ".", ";", "\x01") else None
    )


def claim_before(text: str) -> Claim | None:
    """The attribution in *text*, the sentence before a segment: "Lee said:", "According to Lee,", "Lee called it"."""
    return placed(_read_before(RUN.sub("\x01", text)), text)


def _read_before(text: str) -> Claim | None:
    tail = text.rstrip(" \x01")
    colon = tail.endswith(":")
    for match in reversed(list(_PUT.finditer(text))):
        subject = subject_before(text[: match.start()])
        if subject:
            return Claim(subject, match[0], 0.94, span=match.span())
    if colon and (reply := _REPLY.search(tail[-120:])):
        whose = Subject(_OWNERS[reply[2].lower()], pronoun=True) if reply[2] else read_subject(reply[1])
        if whose:
            return Claim(whose, ":", 0.85, span=(len(tail) - 1, len(tail)))
    found = list(_WORD.finditer(text))[-60:]
    tries = 4  # cues looked at: a sentence of nothing but cues is no attribution
    for at in range(len(found) - 1, -1, -1):
        cue = found[at][0].lower()
        if cue == "to" and at and found[at - 1][0].lower() == "according":
            subject = read_subject(text[found[at].end() :])
            if subject:
                return Claim(subject, "according to", 0.93, span=(found[at - 1].start(), found[at].end()))
        if (cue not in SAYING and cue not in MIXED) or _lacks_particle(cue, text, found[at].end()):
            continue
        previous = found[at - 1][0].lower() if at else ""
        if previous in {"the", "a", "an", "his", "its", "this", "no"} or (
            previous in _BE and not cue.endswith("ing") and cue != "quoted"
        ):
            continue
        tries -= 1
        if tries < 0:
            break
        between = text[found[at].end() :]
        subject = _inverted(text, found[at].start(), found[at].end()) or subject_before(text[: found[at].start()])
        if (
            subject is None
            and not text[: found[at].start()].strip(" ,\x01")
            and not between.lstrip().startswith("that")
        ):
            subject = read_subject(between)
        if subject is None:
            continue
        tight = bool(re.fullmatch(r"[\s,:–—-]{0,40}(?:that)?[\s,:]{0,40}|[^,:\x01]{0,60}[,:]\s*", between))
        sure = 0.93 if tight else 0.85
        return Claim(subject, cue, sure, tight=tight and (cue in SAYING), span=found[at].span())
    if colon and (subject := first_subject(text)):
        return Claim(subject, ":", 0.8, span=(len(tail) - 1, len(tail)))
    return None
