"""Correction and update notes: what a paper says that it changed in an article.

A note is known by its form (a label such as "Correction:", or a sentence such as "An earlier version of this story …") and
by where it stands: among the first or last paragraphs, or set apart (italic, a bold label, a box of its own). A note within
the text stays a paragraph of the body: so does the truth of every hand-marked page that we measure by.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from newscrawl.cleaning import squeeze
from newscrawl.reading.furniture import Role, words_of
from newscrawl.reading.moments import iso_of
from newscrawl.reading.stated import text_in
from newscrawl.reading.wording import CORRECTION, EDITORS_NOTE
from newscrawl.reading.wordings import WORDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newscrawl.reading.blocks import Block, Blocks, Box
    from newscrawl.reading.body import Body
    from newscrawl.reading.stated import Stated

_KIND_OF = {label: kind for words in WORDINGS for label, kind in words.labels().items()}
_LABELS = "|".join(sorted(map(re.escape, _KIND_OF), key=len, reverse=True))
_LABEL = re.compile(
    rf"[\W_]{{0,4}}(?P<label>{_LABELS})(?!\w)"
    # A full stop right behind the label; or a date, and a colon (of no clock time), a dash or a bracket behind it.
    r"(?:\.\s|(?P<when>[^:\n—–]{0,60}?)(?::(?!\d\d)|[—–]|[)\]]\s))[)\]*\s]{0,3}(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_ALONE = re.compile(rf"[\W_]{{0,4}}(?P<label>{_LABELS})\W{{0,3}}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 5
_SENTENCES = tuple(
    (kind, re.compile(rf"[\W_]{{0,4}}{pattern}", re.IGNORECASE))
    for words in WORDINGS
    for kind, pattern in words.sentences
)
_FIRST_WORD = re.compile(r"[\W_]{0,4}([^\W\d_]+)")
_OPENINGS = frozenset(
    [match[1] for label in _KIND_OF if (match := _FIRST_WORD.match(label))]
    + [word for words in WORDINGS for word in words.openings.split()]
)
"""The first word of a note is one of these: most paragraphs need no further look."""
_ASKS = re.compile("|".join(pattern for words in WORDINGS for pattern in words.asks), re.IGNORECASE)
_BY = "|".join(word for words in WORDINGS for word in words.dated_by)
_DATED = re.compile(rf"\b(?:{_BY})\s+(?:(?:{_BY})\s+)?(?P<date>[^,;()]{{0,20}}\d[^;()]{{0,24}})", re.IGNORECASE)
_BOXES = frozenset(word for words in WORDINGS for word in words.note_boxes.split())
_BOX_PAIRS = frozenset(
    [("editor", "note"), ("editors", "note"), ("update", "note"), ("correction", "note"), ("note", "correction")]
)

_SHORTEST, _LONGEST = 20, 2_000
"""Characters of a note."""
_AT_HEAD, _AT_FOOT = 2, 4
"""Paragraphs of the body among which a note needs no look of its own."""
_BEFORE, _AFTER, _FAR_AFTER = 8, 6, 25
"""Blocks around the body that are looked at; the far ones only for notes that are set apart."""
NOTES_AT_MOST = 50


class Note(NamedTuple):
    """A note as printed."""

    kind: str
    text: str
    dated: str | None
    """ISO 8601, where the note states a whole date."""
    dated_raw: str | None

    def row(self) -> dict[str, str | None]:
        """As a mapping, in the form of ``read_article``."""
        return self._asdict()


def read_notes(blocks: Blocks, body: Body, stated: Stated, *, apart: tuple[int, int] | None = None) -> list[Note]:
    """The notes in, right above and below the story, in order; then those that JSON-LD alone states.

    Args:
        blocks: The page's.
        body: The story.
        stated: The page's data for machines; https://schema.org/correction.
        apart: From which to which block the posts of a live blog stand, whose "Update:" is news and no note.
    """
    found = [note for note in _printed(blocks, body, apart or (0, 0)) if note is not None]
    found += notes_in(stated.article.get("correction"))
    distinct: dict[str, Note] = {}
    for note in found:
        distinct.setdefault("".join(filter(str.isalnum, note.text)).casefold(), note)
    return list(distinct.values())[:NOTES_AT_MOST]


def note_of(text: str) -> Note:
    """*text*, which is known to be a note, with the kind that its words tell; a correction where they tell none."""
    return _read(text) or Note(CORRECTION, text[:_LONGEST], None, None)


def _printed(blocks: Blocks, body: Body, apart: tuple[int, int]) -> Iterator[Note | None]:
    if not body.blocks:
        return
    place = {id(block): index for index, block in enumerate(body.blocks)}
    last = len(body.blocks)
    for index in range(max(0, body.first - _BEFORE), min(len(blocks.blocks), body.last + _FAR_AFTER)):
        block = blocks.blocks[index]
        within = place.get(id(block))
        if apart[0] <= index < apart[1] or block.linked > 0.5 * len(block.text):
            continue
        if label := _label_alone(block):
            yield _under_label(label, block, blocks.blocks[index + 1 : index + 2])
            continue
        note = _read(block.text)
        if note is None:
            continue
        near = within < _AT_HEAD or within >= last - _AT_FOOT if within is not None else index < body.last + _AFTER
        if (near or _is_set_apart(block)) and not _is_of_readers(block.box):
            yield note


def _read(text: str) -> Note | None:
    """The note that *text* is by its words; None where it is none."""
    opening = _FIRST_WORD.match(text) if _SHORTEST <= len(text) <= _LONGEST else None
    if opening is None or opening[1].casefold() not in _OPENINGS:
        return None
    label = _LABEL.match(text)
    if label is not None:
        when, rest = (label["when"] or "").strip(" ,([)]|-"), label["text"]
        # Between the label and its colon stands a date or nothing: "Update on the bridge: ..." is a headline.
        if (when and not any(map(str.isdigit, when))) or len(_WORD.findall(rest)) < _FEWEST_WORDS or _ASKS.search(text):
            return None
        dated = (iso_of(when), when) if when else _dated(rest)
        return Note(_kind(label["label"], rest), text, *dated)
    for kind, pattern in _SENTENCES:
        if pattern.match(text):
            if _ASKS.search(text):
                return None
            return Note(kind, text, *_dated(text))
    return None


def _kind(label: str, rest: str) -> str:
    """The kind of *label*; under an editor's note, that of the sentence that follows, where it tells one."""
    kind = _KIND_OF[label.casefold()]
    if kind == EDITORS_NOTE:
        kind = next((other for other, pattern in _SENTENCES if pattern.match(rest)), kind)
    return kind


_YEAR = re.compile(r".{0,30}?\b(?:19|20)\d\d\b(?:-\d\d-\d\d)?")


def _dated(text: str) -> tuple[str | None, str | None]:
    """When a sentence says that the change was made ("was corrected on March 2, 2026 to …"): ISO 8601, and as printed."""
    said = _DATED.search(text[:200])
    found = _YEAR.match(said["date"]) if said else None
    iso = iso_of(found[0]) if found else None
    return (iso, squeeze(found[0])) if found and iso else (None, None)


def _label_alone(block: Block) -> str | None:
    if len(block.text) > 40:
        return None
    found = _ALONE.fullmatch(block.text)
    return found["label"] if found else None


def _under_label(label: str, block: Block, following: list[Block]) -> Note | None:
    """The note under a heading that is nothing but a label, in the same box."""
    if not following or _is_of_readers(block.box):
        return None
    text = following[0].text
    same = following[0].box.parent is block.box.parent and (
        block.kind.startswith("h") or block.bold or _named(block.box)
    )
    if not same or not _SHORTEST <= len(text) <= _LONGEST or _ASKS.search(text):
        return None
    note = _read(text)
    return note or Note(_kind(label, text), text, None, None)


def _is_set_apart(block: Block) -> bool:
    """Whether a block looks like no other paragraph: a box of its own by name, all in italics, or a label in bold."""
    if _named(block.box):
        return True
    node = block.box.node
    for inner in node.css("em, i, b, strong"):
        text = squeeze(inner.text()) or ""
        if len(text) >= 0.9 * len(block.text):
            return True
        return bool(text) and block.text.startswith(text) and bool(_LABEL.match(text + " :"))
    return False


def _named(box: Box | None) -> bool:
    for _ in range(3):
        if box is None or box.tag in ("body", "main", "article"):
            return False
        words = words_of(box.names)
        if not _BOXES.isdisjoint(words) or any(pair in _BOX_PAIRS for pair in pairwise(words)):
            return True
        box = box.parent
    return False


def _is_of_readers(box: Box) -> bool:
    inner: Box | None = box
    while inner is not None:
        if inner.role == Role.COMMENTS:
            return True
        inner = inner.parent
    return False


def notes_in(value: Any) -> list[Note]:
    """The notes that are stated: a text, a CorrectionComment, or several; an address says nothing of what was changed."""
    found = []
    for one in (value if isinstance(value, list) else [value])[:NOTES_AT_MOST]:
        text = text_in(one, "text") or text_in(one)
        if text and len(text) >= _SHORTEST and not text.startswith(("http://", "https://", "/")):
            note = note_of(text)
            when = text_in(one.get("datePublished")) if isinstance(one, dict) else None
            found.append(note._replace(dated=iso_of(when), dated_raw=when) if when else note)
    return found
