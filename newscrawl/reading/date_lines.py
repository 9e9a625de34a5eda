"""Dates that stand on lines of their own around the text, and what the line says that they are of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newscrawl.cleaning.date_words import PUBLISHED, UPDATED, fold
from newscrawl.reading.furniture import Role, table, words_of
from newscrawl.reading.moments import LONGEST_LINE, YEAR, Dated, iso_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newscrawl.reading.blocks import Block, Blocks
    from newscrawl.reading.body import Body

_ABOUT_POST = table("meta metadata postmetadata footer info details")
_NEAR, _FARTHEST = 12, 40
"""Blocks above the text: so far lines are looked at in any case, and so far a headline is sought."""
_WORD = re.compile(r"[^\W\d_]+")


class DatedLine(NamedTuple):
    """A line, or the part of one that a label opens, and its date."""

    text: str
    iso: str
    is_update: bool | None = None
    """What its label says: that the page changed then, or (False) that it appeared then; None where nothing says it."""


def dated_lines(blocks: Blocks, body: Body, *, day_first: bool = False) -> list[DatedLine]:
    """The dates on lines between headline and text, and right under the text; where there is no text, all but readers'.

    *day_first* as in :func:`newscrawl.reading.moments.iso_of`.
    """
    in_body = {id(block) for block in body.blocks}
    first, last = (_head_of(blocks, body), body.last + 6) if body.blocks else (0, len(blocks.blocks))
    near = [
        block
        for block in blocks.blocks[first:last]
        if YEAR.search(block.text)
        and id(block) not in in_body
        and block.kind != "h1"
        # Where there is no text, a list of terms says what its date is of: a deed, a deadline, a show.
        and (block.kind != "dd" or body.sentences)
        and not _is_of_readers(block)
    ]
    return [
        dated
        for block in near
        for line in block.lines or [block.text]
        for dated in read_line(_opening(line, block), day_first=day_first)
    ]


def _head_of(blocks: Blocks, body: Body) -> int:
    """Where what stands above the text begins: at the headline, or a few blocks up where none is near."""
    near = max(0, body.first - _NEAR)
    for index in range(near, max(0, body.first - _FARTHEST), -1):
        if blocks.blocks[index].kind == "h1":
            return index
    return near


def read_line(line: str, *, day_first: bool = False) -> list[DatedLine]:
    """The dates of one line with what they are of: "Updated March 3, 2026 | Published March 2, 2026" has two."""
    if len(line) > LONGEST_LINE or not YEAR.search(line):
        return []
    whole = iso_of(line, day_first=day_first)
    if whole is None:
        return []
    found: list[DatedLine] = []
    said: bool | None = None
    parts = list(_labelled(line))
    if len(parts) == 1:
        return [DatedLine(line, whole, parts[0][0])]
    for label, text in parts:
        if iso := iso_of(text, day_first=day_first):
            found.append(DatedLine(text, iso, label))
            said = label
        elif found and said is None and label:  # "Zuletzt am 3. März 2026 geändert": the label stands behind
            found[-1] = found[-1]._replace(is_update=True)
    if len(found) > 1:
        return found
    return [DatedLine(line, whole, found[0].is_update if found else None)]


def printed(lines: list[DatedLine]) -> tuple[Dated | None, Dated | None]:
    """The first date of publication among *lines*, and the first of a change.

    A date that nothing is said of is one of publication, unless that of a change stands before it: then it is of
    something else.
    """
    published = modified = None
    for line in lines:
        dated = Dated(line.iso, line.text, "printed")
        if line.is_update:
            modified = modified or dated
        elif published is None and (modified is None or line.is_update is False):
            published = dated
    return published, modified


def _labelled(line: str) -> Iterator[tuple[bool | None, str]]:
    """*line* cut before each word that says what a date is of; True: of a change, False: of publication, None: unsaid."""
    label: bool | None = None
    start = 0
    for word in _WORD.finditer(line):
        folded = fold(word[0])
        if folded not in UPDATED and folded not in PUBLISHED:
            continue
        if text := line[start : word.start()].strip():
            yield label, text
        label, start = folded in UPDATED, word.start()
    yield label, line[start:]


def _opening(line: str, block: Block) -> str:
    """*line*; of a sentence about the post ("This entry was posted on …, and filed under …") its beginning."""
    if len(line) > LONGEST_LINE and _ABOUT_POST & set(words_of(block.box.names)):
        return line[:LONGEST_LINE].rpartition(" ")[0]
    return line


def _is_of_readers(block: Block) -> bool:
    box = block.box
    while box.parent is not None and box.role != Role.COMMENTS:
        box = box.parent
    return box.role == Role.COMMENTS
