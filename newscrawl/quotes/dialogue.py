"""Interviews and transcripts: turns behind labels ("Q:", "A:", "SMITH:", "Courier:") that no quotation marks enclose.

A list of labels is taken for speech only where its form says so: "When: Monday", "Lee: 14 votes" and candidates' positions
("Lee: Wants a new pier.") have the same form, but no question, no "I" and no "you".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from newscrawl.quotes.languages.en.names import PLACES
from newscrawl.quotes.languages.en.people import read_name
from newscrawl.quotes.marks import MOST, Segment
from newscrawl.quotes.people import NAMESAKES

if TYPE_CHECKING:
    from newscrawl.quotes.people import People

QUESTION, ANSWER = "question", "answer"
"""What the labels stand for that are no names."""
_LETTER = re.compile(r"(?:^|(?<=[.?!”\"’)] ))(Q(?:uestion)?|A(?:nswer)?)([.:]) +(?=\S)")
_NAMED = re.compile(r"([A-ZÀ-Þ][\w.’'-]{1,30}(?: [A-ZÀ-Þ][\w.’'-]{0,30}){0,4})(:) +(?=\S)")
_SPOKEN = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|me|us)\b|\?")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
_SENTENCE_ENDS = (".", "?", "!", "…", "”", '"')
_LEAST_CHANGES = 2
_GAP = 3
"""An answer goes on over so many paragraphs without a label, where another label follows them."""
_LEAST_TURNS = 3
_HEAD = 12
"""So many paragraphs before the first question are read for whom it is put to."""


@dataclass(slots=True)
class Turn:
    """What one voice says in one paragraph."""

    segment: Segment
    label: str
    """Who speaks, as printed."""
    colon: tuple[int, int]
    """The mark behind the label; empty where the turn goes on without one."""
    letter: str | None = None
    """What a label stands for that is no name: a question or its answer."""


def find_turns(paragraphs: list[str], segments: list[list[Segment]]) -> dict[int, list[Turn]]:
    """The turns of the interview or transcript in an article, by paragraph; empty where there is none."""
    return _lettered(paragraphs, segments) or _named(paragraphs, segments)


def _lettered(paragraphs: list[str], segments: list[list[Segment]]) -> dict[int, list[Turn]]:
    found: dict[int, list[re.Match[str]]] = {}
    kinds: Counter[str] = Counter()
    for number, text in enumerate(paragraphs):
        if _LETTER.match(text):  # a letter within a paragraph counts only behind one that begins it
            found[number] = matches = list(islice(_LETTER.finditer(text), MOST))
            kinds.update(match[1][0] + match[2] for match in matches)
    mark = ":" if kinds["Q:"] and kinds["A:"] else "." if min(kinds["Q."], kinds["A."]) >= 2 else None
    if mark is None:
        return {}
    turns = {
        number: _turns_of(paragraphs[number], number, [m for m in matches if m[2] == mark], segments[number])
        for number, matches in found.items()
    }
    return _with_continuations({n: them for n, them in turns.items() if them}, paragraphs, segments)


def _named(paragraphs: list[str], segments: list[list[Segment]]) -> dict[int, list[Turn]]:
    labels = {n: match for n, text in enumerate(paragraphs) if (match := _NAMED.match(text))}
    shouted = {n: match for n, match in labels.items() if match[1].isupper()}
    if len(shouted) >= max(_LEAST_TURNS, len(labels) / 2):
        labels = shouted  # a transcript: "Pier: Closed" is a headline in it
    order = [match[1].split()[-1].casefold() for match in labels.values()]
    changes = sum(one != next_one for one, next_one in pairwise(order))
    if len(order) < _LEAST_TURNS or changes < _LEAST_CHANGES or len(set(order)) == len(order):
        return {}
    said = [paragraphs[n][match.end() :].rstrip() for n, match in labels.items()]
    closed = sum(text.endswith(_SENTENCE_ENDS) for text in said)
    spoken = sum(bool(_SPOKEN.search(text)) for text in said)
    if closed < 0.8 * len(said) or spoken < 0.3 * len(said):
        return {}
    turns = {n: _turns_of(paragraphs[n], n, [match], segments[n]) for n, match in labels.items()}
    return _with_continuations({n: them for n, them in turns.items() if them}, paragraphs, segments)


def _turns_of(text: str, number: int, labels: list[re.Match[str]], marked: list[Segment]) -> list[Turn]:
    turns: list[Turn] = []
    for at, label in enumerate(labels):
        start = label.end()
        end = len(text[: labels[at + 1].start() if at + 1 < len(labels) else len(text)].rstrip())
        if start >= end:
            continue
        letter = {"Q": QUESTION, "A": ANSWER}[label[1][0]] if label.re is _LETTER else None
        turns.append(Turn(_without_marks(number, start, end, marked), label[1], label.span(2), letter))
    return turns


def _without_marks(number: int, start: int, end: int, marked: list[Segment]) -> Segment:
    """The turn itself, or the one quotation that fills it."""
    whole = next((s for s in marked if s.outer_start == start and s.outer_end == end), None)
    return whole or Segment(number, start, end, start, end)


def _with_continuations(
    turns: dict[int, list[Turn]], paragraphs: list[str], segments: list[list[Segment]]
) -> dict[int, list[Turn]]:
    """Adds the paragraphs between two labels that go on with the answer before them: without quotation marks of their own."""
    numbers = sorted(turns)
    for number, after in pairwise(numbers):
        between = range(number + 1, after)
        if len(between) > _GAP or any(segments[n] for n in between):
            continue
        last = turns[number][-1]
        for n in between:
            text = paragraphs[n].strip()
            if _goes_on(text, last):
                start = paragraphs[n].index(text)
                segment = Segment(n, start, start + len(text), start, start + len(text), continues=True)
                turns[n] = [Turn(segment, last.label, (0, 0), last.letter)]
    return turns


def _goes_on(text: str, turn: Turn) -> bool:
    """*text* goes on with a turn: no stage direction ("(Applause.)"), nor, behind a name, what the paper says between."""
    if text[:1] in ("", "(", "[") or not any(map(str.isalpha, text)):
        return False
    return turn.letter == ANSWER or (turn.letter is None and bool(_FIRST_PERSON.search(text)))


def speaker_of(turn: Turn, people: People) -> tuple[str | None, str | None]:
    """The fullest name of who speaks, with the office printed in the label; None for who asks the questions."""
    if turn.letter:
        return None, None
    tokens, role = read_name(turn.label)
    if not tokens:
        return turn.label, None
    if not turn.label.isupper():
        return people.resolve(tokens, turn.segment.paragraph, role), role
    wanted = {token.casefold() for token in tokens}
    names = [tokens, *people.fulls.get(tokens[-1].lower(), [])[:NAMESAKES]]
    bearers = [name for name in names if wanted <= {token.casefold() for token in name}]
    printed = next((" ".join(name) for name in bearers if not "".join(name).isupper()), None)
    longest: tuple[str, ...] = max(bearers, key=len)
    return printed or " ".join(longest).title(), role


def interviewed(turns: dict[int, list[Turn]], people: People) -> list[str]:
    """Who answers the questions: the persons named before the first of them, who is named most often first.

    One name alone where one person is named more often than any other.
    """
    first = min(turns)
    named: Counter[str] = Counter()
    for number in range(max(0, first - _HEAD), first):
        for mention in people.mentions[number]:
            name = people.resolve(mention.tokens, number, mention.role)
            if mention.tokens[-1].lower() not in PLACES and (name in people.persons or len(mention.tokens) > 1):
                named[name] += 1
    best = named.most_common(5)
    if len(best) == 1 or (best and best[0][1] > best[1][1]):
        return [best[0][0]]
    return [name for name, _ in best]
