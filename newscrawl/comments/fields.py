"""Author, time, words and votes of one comment, out of the elements that it is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.cleaning.text import squeeze
from newscrawl.comments.phrases import DELETED_TEXT
from newscrawl.comments.printed import date_starts
from newscrawl.comments.replies import stated
from newscrawl.comments.texts import text_in
from newscrawl.comments.vocabulary import (
    AT,
    AUTHOR,
    AUXILIARIES,
    BY,
    COMMENT,
    COMMENTS,
    DISLIKES,
    FURNITURE,
    LIKES,
    SAYS,
    TEXT,
    TIME,
    names,
    words_of,
)

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newscrawl.comments.blocks import Block, Part

MAX_PRINTED_NAME = 100
_NOT_A_NAME = names(
    """
    avatar avatars pic picture photo image img icon badge badges role rank count date time timestamp says reply text
    content body label message posts joined stats rating
    """
)
_NOT_TEXT = names(
    """
    meta metadata author date time name header footer avatar form reply title actions tools respond user vote votes
    awaiting moderation edited label info menu count
    """
)
_SIGNS_OF_AUTHOR = names("fn vcard author username autor")
_STYLES = names("text copy")
"""Words of text that are also words of its style ("text-right")."""
_SURE_TEXT = TEXT - {"body"}
_HELD = names("unapproved awaiting")
_DELETED = names("deleted removed")
_PLAIN_TEXT = TEXT | names(
    """
    entry post inner wrapper wrap area block full long js field type item user the formatted rich main
    """
)
_TIME_ATTRIBUTES = ("datetime", "content", "title", "data-time", "data-datetime")
_WIDE_TIME = names("meta metadata info posted")
"""Words of parts that hold a time among other things."""
_ONLY_TITLE = 4
_TEXT_ITEMPROPS = names("text commenttext description reviewbody articlebody")
_INTEGER = re.compile(r"[+-]?\d[\d.,]*")
_PERMALINK = re.compile(r"#(?:comment|c|cmt)[-_]?(?:id[-_])?\d|[?&](?:showComment|comment_id|commentId)=|/comments?/\d")


@dataclass(slots=True)
class Fields:
    """What one comment's markup says, times still as printed."""

    author: str | None = None
    text: str | None = None
    stated: str | None = None
    """The machine-readable time."""
    printed: list[str] | None = None
    """What may be a printed time, best first."""
    likes: int | None = None
    dislikes: int | None = None
    held: bool = False
    """It waits for a moderator: not public."""
    deleted: bool = False
    named: bool = False
    """The names of its elements told which of them holds its words."""
    reply_to: tuple[str | None, str | None] | None = None
    """The name that it says it answers, and the place in the page that a link beside the name leads to."""


def read_fields(block: Block, stops: frozenset[int]) -> Fields:
    """The fields of *block*; *stops* are the roots of all blocks, whose words are not this one's."""
    parts = block.parts
    fields = Fields()
    if not parts:
        return fields
    fields.held = any(part.words & _HELD for part in parts)
    fields.deleted = bool(parts[0].words & _DELETED)
    sure = _sure_texts(parts)
    name_at, fields.author = _author(parts, sure)
    if name_at is not None:
        sure = [(start, end) for start, end in sure if not start <= name_at < end]
    time_at = _time(parts, sure, fields)
    text_at = _text_at(parts, {at for at in (name_at, time_at) if at is not None})
    fields.named = text_at is not None
    fields.text = _text(block, text_at, {parts[at].node.mem_id for at in (name_at, time_at) if at is not None}, stops)
    if fields.text is not None and len(fields.text) < 200 and DELETED_TEXT.fullmatch(fields.text):
        fields.deleted = True
    fields.likes, fields.dislikes = _votes(parts, LIKES), _votes(parts, DISLIKES)
    return fields


def _sure_texts(parts: list[Part]) -> list[tuple[int, int]]:
    """Spans of parts that hold a comment's words by their name, and no name or time of its author by theirs."""
    spans: list[tuple[int, int]] = []
    for at, part in enumerate(parts):
        if part.depth == 0 or (spans and at < spans[-1][1]) or not _named_text(part):
            continue
        inside = parts[at + 1 : part.end]
        if not any(
            one.tag in ("time", "cite") or one.words & _SIGNS_OF_AUTHOR or (one.words & AUTHOR and one.words & COMMENT)
            for one in inside
        ):
            spans.append((at, part.end))
    return spans


def _named_text(part: Part) -> bool:
    if (part.attributes.get("itemprop") or "").lower() in _TEXT_ITEMPROPS:
        return True
    return _text_words(part, _SURE_TEXT)


def _text_words(part: Part, names: frozenset[str]) -> bool:
    """Does one of the names in its class, or its id, say that it holds a comment's words, and of no other part?"""
    return bool(part.words & names) and any(words & names for words in _text_tokens(part))


def _text_tokens(part: Part) -> list[frozenset[str]]:
    """The words of each of its names that names no other part: of a comment, or nothing but text ("entry-content")."""
    tokens = f"{part.attributes.get('class') or ''} {part.attributes.get('id') or ''}".split()
    split = [words_of(token) for token in tokens]
    return [
        words for words in split if not words & _NOT_TEXT and (words & (COMMENT | COMMENTS) or words <= _PLAIN_TEXT)
    ]


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _author(parts: list[Part], sure: list[tuple[int, int]]) -> tuple[int | None, str | None]:
    """Where the author's name stands (index of the part) and the name. The order of trust is the order of the rules."""
    first = 1 if sum(part.depth == 0 for part in parts) == 1 else 0  # of a run of siblings the first may be the name
    outside = [at for at in range(first, len(parts)) if not _inside(at, sure)]
    places = (outside, range(1, len(parts))) if sure else (outside,)
    for place in places:
        for rule in (_marked_name, _schema_name, _worded_name, _cited_name, _linked_name, _bold_name, _first_words):
            for at in place:
                if rule(parts, at) and (name := _name_in(parts[at].node)):
                    return at, name
    return None, None


def _marked_name(parts: list[Part], at: int) -> bool:
    return "fn" in parts[at].words or "p-author" in (parts[at].attributes.get("class") or "").split()


def _schema_name(parts: list[Part], at: int) -> bool:
    itemprop = (parts[at].attributes.get("itemprop") or parts[at].attributes.get("property") or "").lower()
    if itemprop == "name":
        return any(
            (one.attributes.get("itemprop") or one.attributes.get("property") or "").lower() in ("author", "creator")
            and index < at < one.end
            for index, one in enumerate(parts)
        )
    inner = parts[at + 1 : parts[at].end]
    return itemprop in ("author", "creator") and not any(
        (one.attributes.get("itemprop") or "").lower() == "name" for one in inner
    )


def _worded_name(parts: list[Part], at: int) -> bool:
    if not _named_name(parts[at]):
        return False
    return not any(_named_name(one) and _name_in(one.node) for one in parts[at + 1 : parts[at].end])


def _named_name(part: Part) -> bool:
    """Does its class say that it holds a name? "InfoNameText" does: what is a name's text is no comment's."""
    if not part.words & AUTHOR or part.tag in ("img", "time", "ul", "ol"):
        return False
    return not part.words & (_NOT_A_NAME - {"text"} if "name" in part.words else _NOT_A_NAME)


def _cited_name(parts: list[Part], at: int) -> bool:
    return parts[at].tag == "cite"


def _linked_name(parts: list[Part], at: int) -> bool:
    part = parts[at]
    if part.tag != "a":
        return False
    href, rel = part.attributes.get("href") or "", part.attributes.get("rel") or ""
    return (
        "author" in rel
        or "url" in part.words
        or bool(re.search(r"/(?:users?|profiles?|members?|authors?|people)/|/@", href))
    )


def _bold_name(parts: list[Part], at: int) -> bool:
    return parts[at].tag in ("strong", "b", "h3", "h4", "h5", "h6") and not any(
        one.tag in ("p", "blockquote", "li") and index < at < one.end and one.depth > 0 and one.words == frozenset()
        for index, one in enumerate(parts[:at])
        if one.tag != "li"
    )


def _first_words(parts: list[Part], at: int) -> bool:
    """A short piece of text without a name for it, before anything that has one."""
    part = parts[at]
    if (
        part.end != at + 1
        or part.tag not in ("span", "div", "a", "p", "em", "td")
        or part.words & ((TIME - _WIDE_TIME) | TEXT | FURNITURE | {"title", "subject", "heading"})
    ):
        return False
    text = (part.node.text() or "").strip()
    before = any(_said(parts[index]) for index in range(1, at) if parts[index].end <= at)
    return not before and 0 < len(text) <= 40 and text[-1] not in ".!?…" and not text[0].isdigit()


def _said(part: Part) -> bool:
    """Does it say something, and not by its name the comment itself or its subject?"""
    return not part.words & (TEXT | {"title", "subject"}) and part.tag != "p" and bool((part.node.text() or "").strip())


def _name_in(node: LexborNode) -> str | None:
    """The words of an element that holds a name, without "says", times, badges and links to the comment."""

    def skipped(inner: LexborNode) -> bool:
        attributes = inner.attributes
        words = words_of(attributes.get("class") or "")
        return (
            inner.tag in ("time", "img", "small", "sup")
            or bool(words & (_NOT_A_NAME | FURNITURE | (TIME - {"meta", "posted"})))
            or bool(_PERMALINK.search(attributes.get("href") or ""))
        )

    text = text_in(node, skipped)
    lines = [line for line in (text or "").split("\n") if line.strip(" :|-–—·•,")]
    line = (squeeze(lines[0]) or "") if lines else ""
    if (start := date_starts(line)) is not None:
        line = line[:start]
    words = line.split()
    while words and words[-1].strip(" :,.…").lower() in (SAYS | AT if len(words) > 1 else SAYS):
        said = words.pop().strip(" :,.…").lower() in SAYS
        if said and len(words) > 1 and words[-1].lower() in AUXILIARIES:
            words.pop()
    if words and len(words) > 1 and words[0].strip(":").lower() in BY:
        words = words[1:]
    name = " ".join(words).strip(" :|–—·•,")
    return name if 0 < len(name) <= MAX_PRINTED_NAME else None


def _time(parts: list[Part], sure: list[tuple[int, int]], fields: Fields) -> int | None:
    """Set the times of *fields*; the index of the part that states one."""
    outside = [at for at in range(len(parts)) if not _inside(at, sure)]
    printed: list[tuple[int, int, str]] = []
    where: int | None = None
    for at in outside:
        part = parts[at]
        rank = _time_rank(part)
        if rank is None:
            continue
        if rank == 0:
            found = next((time for name in _TIME_ATTRIBUTES if (time := machine_time(part.attributes.get(name)))), None)
            if where is None or (found and fields.stated is None):
                where = at
            fields.stated = fields.stated or found
        texts = [part.attributes.get("title")]
        texts += [part.attributes.get("datetime")] if rank == 0 else []
        texts += [part.node.text(separator=" ")] if rank < _ONLY_TITLE and part.end - at < 40 else []
        printed += [(rank, at, text) for text in texts if text and any(char.isdigit() for char in text)]
    fields.printed = [text for _, _, text in sorted(printed)]
    if fields.stated is None and not any(date_starts(text) is not None for text in fields.printed):
        # No element is named for it: whatever stands outside of the words.
        texts = [parts[at].node.text(separator=" ") for at in outside if at and parts[at].end - at < 12]
        fields.printed += [text for text in texts if text and len(text) < 200 and any(char.isdigit() for char in text)]
    return where


def _time_rank(part: Part) -> int | None:
    """How likely a part states the comment's time: 0 it is marked as one, …, None not at all."""
    attributes = part.attributes
    itemprop = (attributes.get("itemprop") or attributes.get("property") or "").lower()
    if "modified" not in itemprop and (
        part.tag == "time"
        or "datetime" in attributes
        or "date" in itemprop
        or itemprop == "commenttime"
        or (part.tag == "abbr" and part.words & TIME)
    ):
        return 0
    if part.words & (TIME - _WIDE_TIME):
        return 1
    if _PERMALINK.search(attributes.get("href") or ""):
        return 2
    if part.words & TIME:
        return 3
    title = attributes.get("title")
    return _ONLY_TITLE if title and len(title) < 60 and date_starts(title) is not None else None


def machine_time(value: str | None) -> str | None:
    """A machine-readable time, "2022-04-22 07:33:47.5" and offsets without a colon included."""
    if not value:
        return None
    value = value.strip()
    return stated(value.replace(" ", "T", 1)) or stated(value)


def _text_at(parts: list[Part], meta: set[int]) -> int | None:
    """The part that holds the comment's words: by its name, without its author in it if there is such a one."""
    best: tuple[int, int] | None = None
    for at, part in enumerate(parts):
        if at == 0:
            continue
        words = part.words
        if (part.attributes.get("itemprop") or "").lower() in _TEXT_ITEMPROPS:
            score = 30
        elif _text_words(part, TEXT):
            score = (10 if _text_words(part, _SURE_TEXT) else 6) + (4 if words & (COMMENT | COMMENTS) else 0)
        elif words & (TEXT - _STYLES) and not words & _NOT_TEXT and not words & FURNITURE:
            score = 2
        elif part.tag == "blockquote" and not any(
            parts[i].end > at > i and parts[i].words & TEXT for i in range(1, at)
        ):
            score = 3
        else:
            continue
        if any(at <= index < part.end for index in meta):
            score -= 8
        if score > 0 and (best is None or score > best[0]) and _says_something(part.node):
            best = (score, at)
    return None if best is None else best[1]


def _says_something(node: LexborNode) -> bool:
    return bool((node.text() or "").strip()) or text_in(node) is not None  # the latter reads emoji pictures, too


def _text(block: Block, text_at: int | None, meta: set[int], stops: frozenset[int]) -> str | None:
    roots = block.roots if text_at is None else [block.parts[text_at].node]
    own = {root.mem_id for root in block.roots}
    inner = block.parts if text_at is None else block.parts[text_at : block.parts[text_at].end]
    mixed = text_at is None or any(part.node.mem_id in meta for part in inner)

    def skipped(node: LexborNode) -> bool:
        if node.mem_id in meta or (node.mem_id in stops and node.mem_id not in own):
            return True
        attributes = node.attributes
        name = attributes.get("class")
        words = words_of(name) if name else frozenset()
        if words & FURNITURE and not words & TEXT:
            return True
        if not mixed:
            return False
        if node.tag in ("time", "header", "footer", "cite", "h3", "h4", "h5", "h6", "nav"):
            return True
        if node.tag == "a" and _PERMALINK.search(attributes.get("href") or ""):
            return True
        if not words & (AUTHOR | TIME | {"moderation", "title", "vcard", "details", "info"}) or words & _SURE_TEXT:
            return False
        return (
            node.tag in ("p", "span", "a") or node.css_first("p, blockquote") is None
        )  # a shell of all, words included

    texts = [text for root in roots if (text := text_in(root, skipped))]
    return texts[0] if len(texts) == 1 else "\n\n".join(texts) or None


def _votes(parts: list[Part], names: frozenset[str]) -> int | None:
    """The number beside a thumb; None where none is printed."""
    for at, part in enumerate(parts):
        if (
            at
            and part.words & names
            and not part.words & (DISLIKES if names is LIKES else frozenset())
            and part.end - at < 8
        ):
            for text in (part.attributes.get("title"), part.node.text()):
                if text and len(text) < 40 and (found := _INTEGER.search(text)):
                    return int(re.sub(r"\D", "", found[0])) * (-1 if found[0].startswith("-") else 1)
    return None
