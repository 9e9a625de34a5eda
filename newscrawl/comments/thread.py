"""What a comment thread is here: rows of comments, the thread's state, and the requests that read the rest of it.

A row is a plain dict (it travels through JSON and Scrapy's ``meta``): ``id``, ``parent``, ``author``, ``author_key``,
``text``, ``published``, ``published_raw``, ``precision``, ``edited``, ``likes``, ``dislikes``, ``depth``, ``position``,
``state``, ``pinned``, ``kind``, ``also``, ``quoted``, ``links``, ``badges``; what each means stands at
:class:`newscrawl.items.CommentItem`. ``twins`` counts other comments that bore the same id and were left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from newscrawl.cleaning.text import squeeze
from newscrawl.comments.badges import badge_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row = dict[str, Any]

SHOWN, DELETED, ORPHAN = "shown", "deleted", "orphan"
COMMENT, PINGBACK = "comment", "pingback"

MAX_NAME = 200
"""Characters of an author's name; what is longer is no name but a page read wrongly."""


@dataclass(slots=True)
class NextRequest:
    """A request that reads more of a thread. It only ever reads: none of these makes the platform store anything."""

    url: str
    platform: str
    """The name to call :func:`newscrawl.comments.read_reply` with."""
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    person: str | None = None
    """The key of the commenter whose name it asks for, where it does."""


@dataclass(slots=True)
class Thread:
    """A comment thread as an article page shows it."""

    platform: str
    """wordpress, disqus, viafoura, ..., or "page" for a list that was recognised by its structure."""
    key: str
    """The platform's key of the thread; the page's address where it has none."""
    claimed: int | None = None
    """How many comments the page says there are."""
    closed: bool | None = None
    readable: bool = True
    reason: str | None = None
    """Why the thread cannot be read, a sentence for people; None where it can."""
    rows: list[Row] = field(default_factory=list)
    """The comments that stand in the page, in its order. Pingbacks are apart."""
    pingbacks: list[Row] = field(default_factory=list)
    """Pingbacks and trackbacks that stand in the page; their ``kind`` is "pingback"."""
    requests: list[NextRequest] = field(default_factory=list)
    """What must still be asked for; empty where the page has all."""
    fallback: list[NextRequest] = field(default_factory=list)
    """What is asked for instead where the first request is refused (WordPress' pages of comments for its interface)."""


class _Pair(NamedTuple):
    rows: list[Row]
    next: list[NextRequest]


class Reply(_Pair):
    """What one reply of a platform held: its comments, and the requests that it asks for; and what it says of the thread."""

    claimed: int | None
    """How many comments the platform says there are, as it counts them; None where the reply says nothing."""
    closed: bool | None
    """Whether nobody can write any more; None where the reply says nothing."""
    reason: str | None
    """Why the thread cannot be read to its end, a sentence for people; None where nothing is in the way."""
    total: int | None
    """How many rows the platform's pages are cut from, where that is not what it claims (top comments alone). Where it
    falls between two pages, what is left moved up, and something may have been passed over."""
    people: list[NextRequest]
    """One request for the name of each commenter whom the reply names by key only; what each sends has ``names``."""
    names: dict[str, str]
    """Names of commenters by their key (a row's ``author_key``), where the reply is one of ``people``."""

    def __new__(
        cls,
        rows: list[Row],
        next: list[NextRequest],  # noqa: A002 - the pair's own name
        *,
        claimed: int | None = None,
        closed: bool | None = None,
        reason: str | None = None,
        total: int | None = None,
        people: Iterable[NextRequest] = (),
        names: Mapping[str, str] | None = None,
    ) -> Self:
        """A pair, to be unpacked as one, that also carries what the reply says of its thread."""
        reply = super().__new__(cls, rows, next)
        reply.claimed, reply.closed, reply.reason = claimed, closed, reason
        reply.total = claimed if total is None else total
        reply.people, reply.names = list(people), dict(names or {})
        return reply


def row(  # the one place where a row is made, so that every row has every key
    key: object,
    *,
    parent: object = None,
    author: object = None,
    author_key: object = None,
    text: str | None = None,
    published: str | None = None,
    published_raw: str | None = None,
    edited: str | None = None,
    likes: int | None = None,
    dislikes: int | None = None,
    state: str = SHOWN,
    pinned: bool = False,
    kind: str = COMMENT,
    also: Iterable[str] = (),
    badges: Iterable[object] = (),
) -> Row:
    """A row with every key. A deleted comment keeps its place, and loses author and text even where they were sent."""
    if state == DELETED:
        author = author_key = text = None
        badges = ()
    return {
        "id": str(key),
        "parent": None if parent in (None, "") else str(parent),
        "author": squeeze(author[: 4 * MAX_NAME]) if isinstance(author, str) else None,
        "author_key": None if author_key in (None, "") else str(author_key),
        "text": None if text is None else str(text),
        "quoted": list(getattr(text, "quoted", ())),
        "links": list(getattr(text, "links", ())),
        "badges": badge_names(badges),
        "published": published,
        "published_raw": published_raw if published_raw is not None else published,
        "precision": None,
        "edited": edited,
        "likes": likes,
        "dislikes": dislikes,
        "depth": None,
        "position": None,
        "state": state,
        "pinned": pinned,
        "kind": kind,
        "also": list(also),
        "twins": 0,
    }


def arranged(rows: list[Row], *, whole: bool) -> list[Row]:
    """*rows* with doubles out and ``position`` and ``depth`` set; the first of two rows with one id stays.

    A reply whose parent is not among the rows has no depth (None): its parent may stand on another page. Only where
    the rows are the *whole* thread is it an orphan. A row that says it answers itself, or a ring of rows that answer
    each other, loses the parent that closes the ring.
    """
    by_id: dict[str, Row] = {}
    for one in rows:
        first = by_id.setdefault(one["id"], one)
        if (first["author"], first["text"]) != (one["author"], one["text"]):
            first["twins"] += 1
    kept = list(by_id.values())
    for position, one in enumerate(kept):
        one["position"] = position
    for one in kept:
        _set_depth(one, by_id)
    if whole:
        for one in kept:
            if one["parent"] is not None and one["parent"] not in by_id and one["state"] == SHOWN:
                one["state"] = ORPHAN
    return kept


def _set_depth(one: Row, by_id: dict[str, Row]) -> None:
    """Walk up to a row of known depth, then back down; parents may come after their replies."""
    path: list[Row] = []
    walked: set[str] = set()
    at: Row | None = one
    while at is not None and at["depth"] is None and at["id"] not in walked:
        path.append(at)
        walked.add(at["id"])
        above = by_id.get(at["parent"]) if at["parent"] is not None else None
        if above is not None and above["id"] in walked:
            at["parent"] = above = None
        at = above
    depth = at["depth"] if at is not None else None
    for step in reversed(path):
        if step["parent"] is None:
            depth = 0
        elif depth is not None:
            depth += 1
        elif step is path[-1]:  # its parent is not here
            depth = None
        step["depth"] = depth
