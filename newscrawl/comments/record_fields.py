"""Author, time and words of a comment whose markup names nothing: told by what its pieces of text say and where they stand.

Every piece of text is a time, a button, a number, an introduction ("posted by"), or words. The author is the words beside
the time; the comment is the words that are left, once what all comments of the list repeat is out.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from newscrawl.cleaning.text import squeeze
from newscrawl.comments.fields import Fields, machine_time
from newscrawl.comments.phrases import (
    DELETED_TEXT,
    HELD_TEXT,
    PINGBACK_TEXT,
    answers,
    bare,
    is_reply_control,
    points_at,
    says_thread,
)
from newscrawl.comments.printed import date_starts
from newscrawl.comments.replies import moment
from newscrawl.comments.texts import text_in
from newscrawl.comments.vocabulary import (
    AUTHOR,
    FURNITURE,
    LIKES,
    TEXT,
    TIME,
    names,
    words_of,
)

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newscrawl.comments.blocks import Block

from newscrawl.comments.pieces import (
    BADGES,
    BLOCK,
    MAX_NAME,
    Piece,
    Unit,
    body_sign,
    is_body,
    is_emoji,
    is_initials,
    settle_repeated,
    sign_of,
    taken_apart,
)
from newscrawl.comments.record_names import SENTENCE, author_in, clean_name, href_of, profile_name, stated_name

_BUTTON_TAGS = names("a button label summary")
_TIME_ATTRIBUTES = ("datetime", "title", "content")
_UNIX = re.compile(r"1[0-9]{9}(?:\.\d+|\d{3})?")
_HELD = names("unapproved awaiting")
_HEADS = names("h1 h2 h3 h4 h5 h6")
_JOINED = names("joined registriert registered mitglied member inscrit registrado iscritto") | {
    "member since",
    "mitglied seit",
    "dabei seit",
    "registriert seit",
}


def read_records(blocks: list[Block]) -> list[Fields]:
    """The fields of each of *blocks*, which are the comments of one list."""
    stops = frozenset(root.mem_id for block in blocks for root in block.roots)
    units = [taken_apart(block, stops) for block in blocks]
    body = body_sign(units)
    settle_repeated(units, body)
    return [_fields(unit, stops, body) for unit in units]


def _fields(unit: Unit, stops: frozenset[int], body: tuple[str, str] | None) -> Fields:
    fields = Fields(printed=[])
    pieces = unit.pieces
    for before, after in pairwise(pieces[:12]):
        if before.kind == after.kind == "words" and is_initials(before.text, after.text):
            before.kind = "count"
    for piece in pieces:
        if body is not None and sign_of(piece) == body and is_emoji(piece):
            piece.kind = "words"  # "🥰🥰🥰", "<3"
        elif piece.kind == "words" and piece.holder.tag in _HEADS and says_thread(piece.text):
            piece.kind = "intro"
    time_at = _time(unit, fields)
    longest = _longest(pieces, time_at, profile_name(pieces), body)
    fields.reply_to = next((_answered(pieces, at) for at, piece in enumerate(pieces) if piece.kind == "answers"), None)
    author_at, fields.author = author_in(pieces, time_at, longest)
    dropped = {piece.node.mem_id for at, piece in enumerate(pieces) if not is_body(piece)}
    kept = _body(pieces, longest, {time_at, author_at})
    for at in (time_at, author_at):
        if at is not None:
            dropped |= _header(pieces, at, longest, {time_at, author_at})
    dropped -= kept
    if fields.author is not None and longest is not None:  # names are repeated under pictures and in titles
        said = bare(fields.author)
        dropped |= {one.node.mem_id for one in pieces[:longest] if len(one.text) <= MAX_NAME and bare(one.text) == said}
    if longest is not None and pieces[longest].node.mem_id in dropped and longest != author_at:
        dropped.discard(pieces[longest].node.mem_id)
    own = {root.mem_id for root in unit.block.roots}
    texts = [text for root in unit.block.roots if (text := _root_text(root, dropped, stops - own)) is not None]
    fields.text = texts[0] if len(texts) == 1 else "\n\n".join(texts) or None
    fields.held = any(words_of(attributes.get("class") or "") & _HELD for _, attributes in unit.attributes) or any(
        HELD_TEXT.search(piece.text) for piece in pieces if len(piece.text) <= 120
    )
    if fields.text is not None and len(fields.text) < 200 and DELETED_TEXT.fullmatch(fields.text):
        fields.deleted = True
    if PINGBACK_TEXT.fullmatch((fields.text or "")[:2_000]) or PINGBACK_TEXT.fullmatch(
        pieces[0].text if pieces else "."
    ):
        unit.block.pingback = True
    fields.author = fields.author or stated_name(unit)
    fields.likes = _likes(unit)
    return fields


def _body(pieces: list[Piece], longest: int | None, marks: set[int | None]) -> set[int]:
    """The pieces of the largest element around the surest words that holds no name, time or button: words, all of them.

    A short line among them that reads like a button or a date is none.
    """
    if longest is None or longest in marks:
        return set()
    around: list[int] = []
    for element in reversed(pieces[longest].above):
        inside = [at for at, piece in enumerate(pieces) if element in piece.above]
        if any(at in marks or _is_hard(pieces[at]) for at in inside):
            break
        around = inside
    return {
        pieces[at].node.mem_id for at in around if not pieces[at].chrome and not pieces[at].words & (FURNITURE - TEXT)
    }


def _is_hard(piece: Piece) -> bool:
    """A button, and no words that happen to read like one."""
    if piece.kind not in ("control", "answers"):
        return False
    parent = piece.holder.parent
    linked = piece.holder.tag not in BLOCK or (parent is not None and parent.tag in _BUTTON_TAGS)
    return linked or is_reply_control(piece.text) or piece.kind == "answers"


def _root_text(root: LexborNode, dropped: set[int], stops: frozenset[int]) -> str | None:
    if root.tag == "-text":
        return None if root.mem_id in dropped else squeeze(root.text_content or "")
    return text_in(root, lambda node: node.mem_id in stops, dropped)


def _time(unit: Unit, fields: Fields) -> int | None:
    printed: list[str] = []
    assert fields.printed is not None
    for tag, attributes in unit.attributes:
        for name in _TIME_ATTRIBUTES:
            value = attributes.get(name)
            if value and len(value) < 60 and any(char.isdigit() for char in value):
                if tag == "time" or name == "datetime":
                    fields.stated = fields.stated or machine_time(value)
                if date_starts(value) is not None:
                    printed.append(value)
        if fields.stated is None:
            fields.stated = _unix_time(attributes)
    times = [at for at, piece in enumerate(unit.pieces) if piece.kind == "time"]
    at = next((at for at in times if not _of_person(unit.pieces, at)), None)
    if at is not None:
        piece = unit.pieces[at]
        printed.append(piece.text)
        # The clock often stands in a piece of its own beside the day.
        beside = [
            one.text
            for one in unit.pieces[at : at + 4]
            if one.block == piece.block and one.kind in ("time", "count", "intro")
        ]
        if len(beside) > 1:
            printed.append(" ".join(beside))
    fields.printed = printed
    return at


def _of_person(pieces: list[Piece], at: int) -> bool:
    """Since when its author is a member, not when the comment was written."""
    before = bare(pieces[at - 1].text) if at else ""
    return bool(pieces[at].words & BADGES) or before in _JOINED or bare(pieces[at].text).split(" ")[0] in _JOINED


def _unix_time(attributes: dict[str, str | None]) -> str | None:
    for name, value in attributes.items():
        if not value or not name.startswith("data-") or not words_of(name) & (TIME | {"ts", "utime"}):
            continue
        if _UNIX.fullmatch(value):
            digits = value.partition(".")[0]
            return moment(int(digits), unit=0.001 if len(digits) == 13 else 1.0)
        if found := machine_time(value):
            return found
    return None


def _longest(pieces: list[Piece], time_at: int | None, name_at: int | None, body: tuple[str, str] | None) -> int | None:
    """The piece that is surely the comment's: the longest block of words, a profile's name and the like aside."""
    lengths: Counter[int] = Counter()
    for piece in pieces:
        if is_body(piece):
            bonus = 40 if piece.words & TEXT and not piece.words & (AUTHOR | TIME) else 0
            malus = 40 if piece.words & (AUTHOR | TIME) and not piece.words & TEXT else 0
            lengths[piece.block] += max(1, len(piece.text) + bonus - malus)
    if not lengths:  # a comment may be nothing but an emoji
        return next((at for at, piece in enumerate(pieces) if is_emoji(piece)), None)
    candidates = [at for at, piece in enumerate(pieces) if is_body(piece)]
    if name_at is not None and (
        others := [
            at for at in candidates if pieces[at].block != pieces[name_at].block or pieces[at].holder.tag in BLOCK
        ]
    ):
        candidates = [at for at in others if at != name_at] or candidates
    if body is not None and (like := [at for at in candidates if sign_of(pieces[at]) == body]):
        candidates = like
    if len(candidates) > 1 and time_at is not None:
        # Of two short lines the one beside the time is the name.
        block = pieces[time_at].block
        others = [at for at in candidates if pieces[at].block != block]
        named = [at for at in candidates if pieces[at].block == block]
        if others and named and all(len(pieces[at].text) <= MAX_NAME for at in named):
            later = [at for at in others if at > named[0]]
            candidates = later or others
    return max(candidates, key=lambda at: (lengths[pieces[at].block], len(pieces[at].text)))


def _header(pieces: list[Piece], at: int, longest: int | None, marks: set[int | None]) -> set[int]:
    """The pieces of the line that holds the author or the time: what else stands there is a badge or a place."""
    dropped = {pieces[at].node.mem_id}
    body = set(pieces[longest].above) if longest is not None else set()
    for element in reversed(pieces[at].above):
        if element in body:
            break
        inside = [index for index, piece in enumerate(pieces) if element in piece.above]
        words = [pieces[index] for index in inside if is_body(pieces[index]) and index not in marks]
        if sum(len(piece.text) for piece in words) > 80 or any(
            SENTENCE.search(piece.text) and len(piece.text) > 20 for piece in words
        ):
            break
        if any(piece.words & TEXT and not piece.words & (AUTHOR | TIME) for piece in words):
            break
        dropped |= {pieces[index].node.mem_id for index in inside}
    return dropped


def _answered(pieces: list[Piece], at: int) -> tuple[str | None, str | None]:
    """Whom it answers: the name, and the place in the page that a link beside it leads to."""
    piece = pieces[at]
    name = answers(piece.text)
    name = points_at(piece.text) if name is None else name
    link = href_of(piece)
    if not name and at + 1 < len(pieces) and len(pieces[at + 1].text) <= MAX_NAME:
        pieces[at + 1].kind = "answers"
        name, link = pieces[at + 1].text, link or href_of(pieces[at + 1])
    return (clean_name(name) if name else None), link.rpartition("#")[2] if "#" in link else None


def _likes(unit: Unit) -> int | None:
    for piece in unit.pieces:
        if piece.words & LIKES and piece.kind in ("count", "control") and (found := re.search(r"\d{1,7}", piece.text)):
            return int(found[0])
    return None
