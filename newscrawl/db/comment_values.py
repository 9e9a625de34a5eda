"""One comment as a reading has it and as it is stored: what a later reading changes of it, and what counts as an edit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newscrawl.db.border import key, plain, storable, whole
from newscrawl.db.identity import fold
from newscrawl.db.models import Comment

if TYPE_CHECKING:
    from newscrawl.db.records import Reading
    from newscrawl.items import CommentItem

STATES = ("shown", "deleted", "held", "orphan")
COLUMNS = tuple(column.name for column in Comment.__table__.columns if column.name != "id")


@dataclass(slots=True, eq=False)
class Said:
    """A comment as it is stored, or is about to be."""

    values: dict[str, Any]
    id: int | None = None
    is_new: bool = False
    changed: bool = False
    touched: bool = False
    old_texts: list[dict[str, Any]] = field(default_factory=list)


def row_of(reading: Reading, thread_id: int, item: CommentItem) -> dict[str, Any] | None:
    """The columns of a comment that a page gave; None for one without id, or without text and not deleted."""
    state = item.state if item.state in STATES else "shown"
    text = storable(item.text)
    if not item.id or (text is None and state != "deleted"):
        return None
    gone = state == "deleted"  # who deleted a comment is not named any more
    parent = key(item.parent) if item.parent and item.parent != item.id else None
    return {
        "thread_id": thread_id,
        "page_id": reading.page_id,
        "platform_id": key(item.id),
        "parent_id": None,
        "parent_platform_id": parent,
        "depth": whole(item.depth),
        "position": whole(item.position),
        "author": None if gone else storable(item.author),
        "author_key": None if gone else storable(item.author_key),
        "text": text,
        "published": item.published,
        "published_raw": storable(item.published_raw),
        "published_precision": storable(item.published_precision) if item.published else None,
        "edited": item.edited,
        "likes": whole(item.likes),
        "dislikes": whole(item.dislikes),
        "state": "shown" if state == "orphan" else state,
        "pinned": bool(item.pinned),
        "quoted": plain(item.quoted),
        "links": plain(item.links),
        "badges": [] if gone else plain(item.badges),
        "first_seen": reading.now,
        "last_seen": reading.now,
    }


_MARK = re.compile(r"^(?:> ?)+", re.MULTILINE)
_OF_THE_TEXT = ("quoted", "links")
_KEPT = ("depth", "position", "author", "author_key", "text", "edited", "likes", "dislikes", "parent_platform_id")
"""Kept where a later reading gives none."""


_PRECISE = ("year", "month", "week", "day", "hour", "minute", "second")


def _is_better(row: dict[str, Any], before: dict[str, Any]) -> bool:
    """Does a later reading know more precisely when a comment was published? "2 hours ago" is never right again."""
    if before["published"] is None or row["published"] is None:
        return row["published"] is not None
    return 0 <= _rank(before["published_precision"]) < _rank(row["published_precision"])


def _rank(precision: str | None) -> int:
    """How much a precision is worth: any time that was counted from another is worth less than any that was stated."""
    kind, _, unit = (precision or "").rpartition(" ")
    if kind == "relative" or unit == "relative":
        return _PRECISE.index(unit) if unit in _PRECISE else 0
    return len(_PRECISE) + _PRECISE.index(unit) if unit in _PRECISE else -1


def take_over(said: Said, row: dict[str, Any], now: Any, *, moved: bool, quick: bool) -> bool:
    """Take over what a later reading says; True where the text or the state is another.

    Args:
        said: the comment as it is stored.
        row: as the reading has it.
        now: of the reading.
        moved: the reading is of another platform, whose ids, order and depth say nothing about this row.
        quick: the page asks for what is new alone: the page that shows the comment in a whole reading stays another.
    """
    values, before = said.values, dict(said.values)
    values["last_seen"] = max(values["last_seen"], now)
    if not quick:
        values["page_id"] = row["page_id"]
    said.touched = True
    names = ("text", "likes", "dislikes") if moved else _KEPT
    values |= {name: row[name] for name in names if row[name] is not None}
    if moved and fold(values["text"]) == fold(before["text"]):
        values["text"] = before["text"]
    elif row["text"] is not None:
        values |= {name: row[name] for name in _OF_THE_TEXT}
    if _is_better(row, before):
        values |= {name: row[name] for name in ("published", "published_raw", "published_precision")}
    if not moved:
        values |= {"pinned": row["pinned"], "badges": row["badges"]}
        if values["parent_platform_id"] != before["parent_platform_id"]:
            values["parent_id"] = None
        if not (row["state"] == "shown" and before["state"] == "orphan"):
            values["state"] = row["state"]
        if row["state"] == "deleted":
            values |= {"author": None, "author_key": None, "badges": []}
    changed = {name for name in COLUMNS if values[name] != before[name]} - {"last_seen", "page_id"}
    said.changed = said.changed or bool(changed)
    edited = "text" in changed and _unmarked(values["text"]) != _unmarked(before["text"])
    if edited and before["text"] is not None:
        said.old_texts.append({**{name: before[name] for name in ("text", *_OF_THE_TEXT)}, "replaced_at": now})
    return edited or "state" in changed


def _unmarked(text: str | None) -> str | None:
    """The text without the marks that readers before the column ``quoted`` set to quoted lines: their going is no edit."""
    return _MARK.sub("", text) if text and ">" in text else text
