"""Rows: the segments of an article that somebody said, with who, decided over the whole article from its head to its end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newscrawl.quotes.attribution import (
    AS_PUT,
    REACH,
    Claim,
    is_sentence_end,
    name_of,
    sentence_end,
    sentence_start,
)
from newscrawl.quotes.dialogue import ANSWER, QUESTION, Turn, find_turns, interviewed, speaker_of
from newscrawl.quotes.joint import Article, Found, explain_later, explain_opened, is_open_before, spread, take
from newscrawl.quotes.languages.choice import language_of
from newscrawl.quotes.marks import Segment, find_segments
from newscrawl.quotes.naming import is_naming, is_title
from newscrawl.quotes.reference import SOMEONE, Memory

if TYPE_CHECKING:
    from newscrawl.quotes.languages.language import Language

_WORDS = re.compile(r"[\w’'-]+")
_LEAD = 120
"""Characters of a paragraph's end that may introduce the next one as somebody's words."""
_NEW_SENTENCE = re.compile(r"\s+[A-ZÀ-Þ“\"\x01]")


@dataclass(slots=True)
class _Sides:
    """The rest of a segment's sentence; ``low`` and ``until`` are where it begins and ends in the paragraph."""

    before: str
    after: str
    low: int
    until: int
    start: bool
    """The segment begins its sentence."""
    shared: bool
    """An earlier segment stands in the same sentence."""
    fresh: bool = False
    """A sentence ends right before the segment, whose own text begins like one."""


def find_quotes(paragraphs: list[str], language: str | None = None) -> list[dict[str, Any]]:
    """The quotations of an article, in order, one row a paragraph.

    Keys: ``paragraph`` (index), ``start`` and ``end`` (characters in that paragraph, marks left out), ``text``, ``kind``
    ("direct": the words themselves; "mixed": quoted words inside a paraphrase), ``speaker`` (fullest name in the article,
    else the words that describe the speaker, else None), ``speaker_as_printed``, ``role``, ``cue`` (the words that attribute
    it, as printed) with ``cue_start`` and ``cue_end`` (characters in the paragraph; all three None where it has no cue),
    ``confidence`` (0 to 1), ``candidates`` (who may have said it, likeliest first, where ``speaker`` is None) and
    ``continues`` (it goes on with what the paragraph before left open). Pure; linear; never raises on any text.

    Args:
        paragraphs: the article's body.
        language: as the article states it (BCP 47: "en", "de-AT"); None where it is known by its words. A language that
            nothing is known of is read as English.
    """
    tongue = language_of(language, paragraphs)
    segments = find_segments(paragraphs)
    turns = find_turns(paragraphs, segments)
    for number, spoken in turns.items():
        segments[number] = [turn.segment for turn in spoken]
    if not turns and not any(segments) and not any(tongue.introduced.search(text[-_LEAD:]) for text in paragraphs[:-1]):
        return []  # nothing that somebody said: nobody need be known
    masked = [_mask(text, found) for text, found in zip(paragraphs, segments, strict=True)]
    people = tongue.find_people(paragraphs, masked)
    article = Article(paragraphs, masked, people, Memory(masked, people, tongue), tongue)
    answering = interviewed(turns, people) if turns else []
    for number, found in enumerate(segments):
        explain_later(article, number)
        if number in turns:
            _read_turns(article, turns[number], answering)
        elif found:
            _read_paragraph(article, number, found)
        else:
            _read_block(article, number)
    return [_row(found, paragraphs[found.segment.paragraph]) for found in article.rows if found.kind]


def _mask(text: str, segments: list[Segment]) -> str:
    parts, at = [], 0
    for segment in segments:
        parts.append(text[at : segment.outer_start])
        parts.append("\x01" * (segment.outer_end - segment.outer_start))
        at = segment.outer_end
    parts.append(text[at:])
    return "".join(parts)


def _row(found: Found, text: str) -> dict[str, Any]:
    segment = found.segment
    cue_start, cue_end = found.cue or (None, None)
    return {
        "paragraph": segment.paragraph,
        "start": segment.start,
        "end": segment.end,
        "text": found.text,
        "kind": found.kind,
        "speaker": found.speaker,
        "speaker_as_printed": found.printed,
        "role": found.role,
        "cue": text[cue_start:cue_end] if found.cue else None,
        "cue_start": cue_start,
        "cue_end": cue_end,
        "confidence": round(found.confidence, 2),
        "candidates": [] if found.speaker else found.candidates,
        "continues": segment.continues,
    }


def _read_paragraph(article: Article, number: int, segments: list[Segment]) -> None:
    text, memory = article.paragraphs[number], article.memory
    found: list[Found] = []
    memory.here, memory.here_until, memory.asked = None, 0, {}
    for at, segment in enumerate(segments):
        row = Found(segment, text[segment.start : segment.end])
        previous = found[-1] if found else None
        sides = _sides(
            article, segment, previous, segments[at + 1].outer_start if at + 1 < len(segments) else len(text)
        )
        _attribute(article, row, sides, previous)
        if row.kind is None and segment.continues and article.rows and is_open_before(article.rows[-1], number):
            row.kind = "direct"  # a word or two more of what goes on
        if row.kind and row.speaker:
            memory.here, memory.here_until = row.speaker, sides.until if row.claimed_after else segment.outer_end
        found.append(row)
    spread(article, number, found)
    explain_opened(article, found)
    for row in found:
        if row.kind:
            if row.speaker and (row.kind == "direct" or row.own) and not article.language.is_document(row.speaker):
                memory.last, memory.last_paragraph = row.speaker, number
            article.rows.append(row)


def _read_turns(article: Article, turns: list[Turn], answering: list[str]) -> None:
    """A paragraph of an interview or a transcript; questions that no name stands before are the paper's own words."""
    for turn in turns:
        if turn.letter == QUESTION:
            continue
        segment = turn.segment
        row = Found(segment, article.paragraphs[segment.paragraph][segment.start : segment.end], "direct")
        row.printed, row.cue = turn.label, turn.colon if turn.colon[1] else None
        row.speaker, row.role = speaker_of(turn, article.people)
        row.confidence = 0.9 if row.speaker else 0.0
        if turn.letter == ANSWER:
            row.candidates = answering
            if len(answering) == 1:
                row.speaker, row.confidence = answering[0], 0.85
        if row.speaker:
            row.role = row.role or article.people.role_of(row.speaker)
            article.memory.last, article.memory.last_paragraph = row.speaker, segment.paragraph
        article.rows.append(row)


def _sides(article: Article, segment: Segment, previous: Found | None, next_start: int) -> _Sides:
    """The parts of a segment's own sentence before and after it."""
    masked = article.masked[segment.paragraph]
    behind = previous.segment.outer_end if previous else 0
    right = min(next_start, segment.outer_end + REACH)
    begin = sentence_start(
        masked, max(0, segment.outer_start - REACH), segment.outer_start, article.language.abbreviation
    )
    if previous and behind > begin and _ends_sentence(previous.text) and _NEW_SENTENCE.match(masked, behind):
        begin = behind
    low = max(begin, behind, segment.outer_start - REACH)
    until = sentence_end(masked, segment.outer_end, right, article.language.abbreviation)
    before, after = masked[low : segment.outer_start], masked[segment.outer_end : until]
    if right < len(masked) and until == right and not before.strip() and after.rstrip().endswith(":"):
        after = ""  # it leads to the next segment
    return _Sides(
        before,
        after,
        low,
        until,
        start=begin >= segment.outer_start,
        shared=previous is not None and begin < behind,
        fresh=is_sentence_end(before, article.language.abbreviation),
    )


def _attribute(article: Article, row: Found, sides: _Sides, previous: Found | None) -> None:
    count = len(_WORDS.findall(row.text[:400]))
    whole = row.text[:1].isupper() or row.text[:1] in "(…[.‘'" or count > 8
    claim = _claim(article.language, row, sides, count)
    sentence = (
        sides.fresh and count >= 3 and _ends_sentence(row.text) and whole and not is_title(row.text, article.language)
    )
    if not (sentence and claim is None) and is_naming(row.text, sides.before, count, claim, article.language):
        return
    if claim and claim.subject:
        leads = claim.tight and claim.cue != AS_PUT and sides.before.rstrip().endswith((",", ":"))
        if (
            count < 4
            and row.text[-1:] not in ".,?!"
            and claim.cue in article.language.saying
            and not claim.tight
            and claim.confidence < 0.9
        ):
            return  # a word or two, far from the verb: a scare quote
        mixed = (
            not (whole or leads)
            or not claim.tight
            or (claim.cue in article.language.mixed and claim.cue not in article.language.saying)
            or (count < 4 and not row.text[:1].isupper())
        )
        _settle(article, row, claim, sides)
        row.kind = "mixed" if mixed and not (sides.start or (sides.fresh and whole)) else "direct"
    elif sides.shared and previous and previous.kind and count >= 2:
        take(row, previous, 0.95)
        row.kind, row.printed, row.own = "direct" if whole and count > 4 else "mixed", previous.printed, previous.own
    elif claim and sides.start and count >= 3:
        row.kind, row.cue, row.confidence = "direct", _cue_span(row, claim, sides), 0.4
    elif (
        (sides.start or sides.fresh)
        and whole
        and count >= 3
        and (row.text[-1] in ".?!…,—-" or not sides.after.strip() or not row.segment.closed)
    ):
        row.kind = "direct"
    elif count >= 6 and not is_title(row.text, article.language):
        row.kind = "direct" if sides.start or (sides.fresh and whole) else "mixed"


def _claim(language: Language, row: Found, sides: _Sides, count: int) -> Claim | None:
    """The attribution beside a segment: after it, or before it where that stands closer."""
    claim: Claim | None = None
    lead = sides.before.strip(" \x01,(")
    if row.text[-1:] in "?!" or not (_ends_sentence(row.text) and _NEW_SENTENCE.match(sides.after)):
        claim = language.claim_after(sides.after) if sides.after.strip(" .,;:") else None
        if claim and not lead and row.text[-1:] not in ",?!—…-" and count < 3 and not sides.after.startswith(","):
            claim = None
    row.claimed_after = claim is not None
    if lead and (claim is None or not (sides.start or claim.cue == AS_PUT)):
        earlier = language.claim_before(sides.before)
        leads = sides.before.rstrip().endswith((":", ",")) or row.text[-1:] != ","
        if earlier and (claim is None or (earlier.tight and leads)):
            claim, row.claimed_after = earlier, False
    return claim


def _cue_span(row: Found, claim: Claim, sides: _Sides) -> tuple[int, int]:
    base = row.segment.outer_end if row.claimed_after else sides.low
    return base + claim.span[0], base + claim.span[1]


def _settle(article: Article, row: Found, claim: Claim, sides: _Sides) -> None:
    subject, number, memory = claim.subject, row.segment.paragraph, article.memory
    assert subject is not None
    row.cue = _cue_span(row, claim, sides)
    row.printed, row.role, row.own = subject.printed, subject.role, True
    until, sure = row.segment.outer_start, 1.0
    if subject.pronoun:
        if not row.claimed_after:  # who is named behind the pronoun is not who it means
            until = sides.low + max(0, sides.before.rfind(subject.printed))
        pronoun = subject.means or subject.printed.lower()
        if pronoun == "it" and claim.cue in ("read", "reads"):
            pronoun = SOMEONE  # a letter or a post: its writer's words
        document = memory.document(number, until) if subject.printed.lower() == "it" else None
        row.speaker, sure = (document, 0.85) if document else memory.whom(number, until, pronoun)
    elif not subject.name:
        row.speaker, sure = memory.described(subject, number, until)
    else:
        row.speaker = name_of(subject, article.people, number)
        article.people.persons.add(row.speaker)
    row.confidence = claim.confidence * sure
    if row.speaker is None:
        row.candidates = article.memory.candidates(number, until, subject.means or subject.printed.lower())
    else:
        row.role = row.role or article.people.role_of(row.speaker)


def _ends_sentence(text: str) -> bool:
    return text[-1:] in ".?!"


def _read_block(article: Article, number: int) -> None:
    """A paragraph without marks that the one before introduces: "The statement that Lee posted read, in part:"."""
    text = article.paragraphs[number].strip()
    if not number or not text or not article.language.introduced.search(article.paragraphs[number - 1][-_LEAD:]):
        return
    masked = article.masked[number - 1]
    if "\x01" in masked:
        return
    sentence = masked[
        sentence_start(masked, max(0, len(masked) - 2 * REACH), len(masked), article.language.abbreviation) :
    ]
    start = article.paragraphs[number].index(text)
    segment = Segment(number, start, start + len(text), start, start + len(text))
    row = Found(segment, text)
    claim = article.language.claim_before(sentence)
    people = article.people
    names = [
        people.resolve(m.tokens, number - 1) for m in people.mentions[number - 1] if m.end > len(masked) - len(sentence)
    ]
    person = next((name for name in names if name in people.persons), None)
    if claim and claim.subject:
        _settle(article, row, claim, _Sides("", "", 0, 0, start=True, shared=False))
        row.cue = None  # it stands in the paragraph before
    if person and row.speaker not in people.persons:
        row.speaker, row.confidence = person, 0.8
    if row.speaker:
        row.kind = "direct"
        if not article.language.is_document(row.speaker):
            article.memory.last, article.memory.last_paragraph = row.speaker, number
        article.rows.append(row)
