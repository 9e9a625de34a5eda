"""Decisions over an article's quotations together: what nobody claims goes to whom its neighbours show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.quotes.attribution import REACH, name_of, sentence_end

if TYPE_CHECKING:
    from newscrawl.quotes.languages.language import Language
    from newscrawl.quotes.marks import Segment
    from newscrawl.quotes.people import People
    from newscrawl.quotes.reference import Memory


@dataclass(slots=True)
class Found:
    """A segment and what is known of it so far."""

    segment: Segment
    text: str
    kind: str | None = None
    speaker: str | None = None
    printed: str | None = None
    role: str | None = None
    cue: tuple[int, int] | None = None
    """Where the cue stands in the paragraph."""
    confidence: float = 0.0
    candidates: list[str] = field(default_factory=list)
    own: bool = False
    """Attributed beside itself, not by what stands around."""
    claimed_after: bool = False


@dataclass(slots=True)
class Article:
    """What is read of, and what was found."""

    paragraphs: list[str]
    masked: list[str]
    people: People
    memory: Memory
    language: Language
    rows: list[Found] = field(default_factory=list)


def spread(article: Article, number: int, found: list[Found]) -> None:
    """Gives the quotes of one paragraph that nobody claims to who claims their neighbours; else to who spoke before."""
    first = next((row for row in found if row.kind and row.own and row.speaker), None)
    spoke: Found | None = None
    for row in found:
        if not row.kind or row.own or row.speaker:
            spoke = row if row.kind and row.speaker else spoke
            continue
        if row.segment.continues and article.rows and article.rows[-1].segment.paragraph == number - 1:
            take(row, article.rows[-1], 0.97)
            spoke = row if row.speaker else spoke
            continue
        if spoke or first:
            take(row, spoke or first, 0.95)
        else:
            _from_before(article, number, row)


def explain_opened(article: Article, found: list[Found]) -> None:
    """The paragraphs that a quotation opened in are its speaker's too, where only the last of them says who that is."""
    if not found or not found[0].segment.continues or not found[0].kind:
        return
    source = next((row for row in found if row.kind and row.own and row.speaker), None)
    number, mark = found[0].segment.paragraph, _mark(article, found[0])
    for row in reversed(article.rows):
        if source is None or row.own or not is_open_before(row, number):
            return
        if _mark(article, row) != mark:
            return  # what opened before has another quotation inside
        take(row, source, 0.97)
        number -= 1
        if not row.segment.continues:
            return


def explain_later(article: Article, number: int) -> None:
    """Words that nobody claims are whose the next paragraph says they were: "That is how Ann Lee told it."."""
    last = article.rows[-1] if article.rows else None
    if last is None or last.own or last.segment.paragraph != number - 1:
        return
    masked = article.masked[number]
    told = article.language.told_later.match(masked)
    if told is None:
        return
    end = sentence_end(masked, told.end(), min(len(masked), REACH), article.language.abbreviation)
    subject = article.language.first_subject(masked[told.end() : end])
    if subject and subject.name:
        name = name_of(subject, article.people, number)
        for row in reversed(article.rows):
            if row.own or row.segment.paragraph != number - 1:
                break
            row.speaker, row.printed, row.role, row.confidence = name, subject.printed, subject.role, 0.75
            row.role = row.role or article.people.role_of(name)
        article.memory.last, article.memory.last_paragraph = name, number - 1


def is_open_before(row: Found, number: int) -> bool:
    """*row* stands in the paragraph before *number* and is not closed there."""
    return row.segment.paragraph == number - 1 and not row.segment.closed


def _mark(article: Article, row: Found) -> str:
    return article.paragraphs[row.segment.paragraph][row.segment.outer_start]


def take(row: Found, other: Found | None, weight: float) -> None:
    """Gives *row* the speaker of *other*; *weight* of its confidence goes with it."""
    if other is None:
        return
    row.speaker, row.role, row.candidates = other.speaker, other.role, other.candidates
    if other.segment.paragraph == row.segment.paragraph:
        row.cue = row.cue or other.cue
    row.confidence = max(row.confidence, other.confidence * weight)


def _from_before(article: Article, number: int, row: Found) -> None:
    row.speaker, row.confidence = article.memory.nobody(number, row.segment.outer_start)
    if row.speaker is None:
        row.candidates = article.memory.candidates(number, row.segment.outer_start)
