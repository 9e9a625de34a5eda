"""Segments between quotation marks: curly, straight, angled, low, doubled apostrophes, single; unclosed and continued.

Conventions (Chicago Manual of Style 13.29-13.32, Guardian style guide "quotation marks"): a quotation over several
paragraphs opens in each and closes in the last; a nested quotation takes the other kind of mark and is no segment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

_DOUBLE = re.compile(r"[“”„‟\"«»″＂]|''|``|’’|‘‘")
_SINGLE = re.compile(r"[‘’'‚‛‹›]")
_OPENERS = frozenset({"“", "„", "‟", "«", "``", "‘‘"})
_CLOSERS = frozenset({"”", "»", "’’"})
_ANGLED = {"«": "»", "»": "«"}
"""What closes a quotation in angled marks: French and Swiss papers point them outwards, German ones inwards."""
_ELIDED = re.compile(r"(?:\d\ds?|tis|twas|em|cause|til|n|bout|round|cos)\b", re.IGNORECASE)
"""Words that begin with an apostrophe, which is no opening mark ("the '90s", "rock 'n' roll")."""
_LEADS = (":", ",")
"""What stands before a quotation that a cue introduces."""
_LONGEST = 3000
"""Longest quotation in single or angled marks, in characters: beyond it two marks met by chance."""
MOST = 1000
"""Quotations of one paragraph that are read; what has more is no article's paragraph."""


@dataclass(slots=True)
class Segment:
    """Text between marks: ``paragraphs[paragraph][start:end]``, marks left out."""

    paragraph: int
    start: int
    end: int
    outer_start: int
    """Where its opening mark stands."""
    outer_end: int
    """Behind its closing mark; the paragraph's end where there is none."""
    closed: bool = True
    single: bool = False
    continues: bool = False
    """It goes on with what the paragraph before left open."""


def find_segments(paragraphs: list[str]) -> list[list[Segment]]:
    """The outermost segments of each paragraph, in order. Linear in the length of the text; never raises."""
    found: list[list[Segment]] = []
    open_before = False
    for number, text in enumerate(paragraphs):
        doubles = _doubles(number, text)
        segments = sorted(doubles + _singles(number, text, doubles), key=lambda s: s.start)
        if open_before and segments and not text[: segments[0].outer_start].strip():
            segments[0].continues = True
        open_before = bool(segments) and not segments[-1].closed
        found.append(segments)
    return found


def _opens(text: str, start: int, end: int) -> bool:
    """A mark that could be either stands like an opening one: after a space or bracket, before no space."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return (before.isspace() or before in "([{—–-/:‘'") and not after.isspace() and after not in ",.;:)!?"


def _doubles(number: int, text: str) -> list[Segment]:
    segments: list[Segment] = []
    start: tuple[int, int, str] | None = None
    depth = 0
    partner = -1  # where the angled mark stands that closes the one open
    for match in _DOUBLE.finditer(text):
        mark = match[0]
        if match.start() < partner:
            continue
        if len(segments) >= MOST:
            return segments
        opening = _opens(text, match.start(), match.end())
        if start is None:
            if (
                mark not in _CLOSERS
                or opening
                or not text[max(0, match.start() - 2) : match.start()].rstrip()[-1:].isalnum()
            ):
                start, depth = (match.start(), match.end(), mark), 0
                if mark in _ANGLED:
                    partner = text.find(_ANGLED[mark], match.end(), match.end() + _LONGEST)
        elif opening and mark not in _CLOSERS:
            if mark == '"' and start[2] == '"' and _closes_twice(text, match.end()):
                depth += 1
            else:  # the segment before was never closed: what stands there cannot be told from the text around it
                start, depth = (match.start(), match.end(), mark), 0
        elif depth and mark == '"':
            depth -= 1
        else:
            _add(segments, number, text, start, match.span())
            start = None
    if start is not None and (start[2] in _OPENERS or _opens(text, start[0], start[1])):
        _add(segments, number, text, start, (len(text), len(text)), closed=False)
    return segments


def _closes_twice(text: str, at: int) -> bool:
    """Two closing marks follow before the next opening one, near by: the mark before *at* opens a nested quotation."""
    marks = list(islice(_DOUBLE.finditer(text, at, at + 400), 2))
    return len(marks) == 2 and not any(_opens(text, m.start(), m.end()) for m in marks)


def _add(
    out: list[Segment],
    number: int,
    text: str,
    opened: tuple[int, int, str],
    closes: tuple[int, int],
    *,
    closed: bool = True,
) -> None:
    start, end = opened[1], closes[0]
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        out.append(Segment(number, start, end, opened[0], closes[1], closed))


def _singles(number: int, text: str, doubles: list[Segment]) -> list[Segment]:
    """Segments in single marks outside of *doubles*; apostrophes, possessives and contractions are none."""
    segments: list[Segment] = []
    edges = [0, *(edge for d in doubles for edge in (d.outer_start, d.outer_end)), len(text)]
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        if len(segments) >= MOST:
            break
        marks = [m.start() for m in _SINGLE.finditer(text, left, right)]
        opened = -1
        closing: list[int] = []
        for at in [*marks, right]:
            if len(segments) >= MOST:
                break
            last = at == right
            if last or _opens_single(text, at):
                if opened >= 0 and closing:
                    segments.extend(_single(number, text, opened, closing))
                elif opened >= 0 and last and right == len(text) and _is_left_open(text, opened):
                    segments.extend(_left_open(number, text, opened))
                opened, closing = (-1 if last else at), []
            elif opened >= 0 and at - opened < _LONGEST and _closes_single(text, at):
                closing.append(at)
    return segments


def _opens_single(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    if text[at] == "’" or not (before.isspace() or before in '([—–“"'):
        return False
    after = text[at + 1] if at + 1 < len(text) else " "
    return not after.isspace() and after not in ",.;:)" and not _ELIDED.match(text, at + 1)


def _closes_single(text: str, at: int) -> bool:
    after = text[at + 1] if at + 1 < len(text) else " "
    return not after.isalnum() and not text[at - 1].isspace()


def _is_left_open(text: str, at: int) -> bool:
    """A single mark that nothing closes opens a quotation all the same: a capital behind it, nothing or a cue before."""
    before = text[max(0, at - 12) : at].rstrip()
    return text[at + 1 : at + 2].isupper() and (not text[:at].strip() if not before else before.endswith(_LEADS))


def _left_open(number: int, text: str, opened: int) -> list[Segment]:
    out: list[Segment] = []
    _add(out, number, text, (opened, opened + 1, "‘"), (len(text), len(text)), closed=False)
    for segment in out:
        segment.single = True
    return out


def _single(number: int, text: str, opened: int, closing: list[int]) -> list[Segment]:
    """The first mark that closes for sure; one behind an "s" may be a possessive and counts where no other follows."""
    sure = [at for at in closing if text[at - 1] in ",.?!…" or text[at - 1] not in "sS"]
    end = sure[0] if sure and (sure[0] == closing[0] or text[closing[0] + 1 : closing[0] + 2] == " ") else closing[0]
    out: list[Segment] = []
    _add(out, number, text, (opened, opened + 1, "‘"), (end, end + 1))
    for segment in out:
        segment.single = True
    return out
