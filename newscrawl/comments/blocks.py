"""Which elements of a page are one comment each, recognised by structure and by what their names mean.

A comment is often several elements inside each other (``li#comment-5 > article#div-comment-5.comment-body``), an element
whose replies stand beside it, or, on old Blogger pages, a run of siblings (``dt``, ``dd``, ``dd``). All of these become
one :class:`Block`. What only looks like a comment (a part of one, a form, a "recent comments" box) becomes none.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.comments.printed import date_starts
from newscrawl.comments.texts import UNREAD, is_form
from newscrawl.comments.vocabulary import (
    AUTHOR,
    COMMENT,
    COMMENTS,
    NOT_A_THREAD,
    NOT_WHOLE,
    PINGBACK,
    TEXT,
    TIME,
    is_whole,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Container

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_OF_COMMENTS = COMMENT | COMMENTS | {"recentcomments", "mostcommented", "topcomments"}
MAX_BLOCKS = 20_000
"""Comments of one page that are read; platforms print hundreds at most."""
MAX_PARTS = 2_000
"""Elements of one comment that are looked at."""

_CANDIDATES = ", ".join(
    f'[{name}*="{word}" i]'
    for name, words in (
        ("class", ("comment", "kommentar", "comentario", "pingback", "trackback", "reactie", "h-cite")),
        ("id", ("comment", "cmt", "wc-comm", "wpd-comm", "kommentar")),
        ("itemtype", ("comment",)),
        ("typeof", ("comment",)),
    )
    for word in words
)
_WPDISCUZ_ID = re.compile(r"(?:wpd|wc)-comm-(\d+)_(\d+)")
_BLOGGER_ID = re.compile(r"c(\d{12,})")
NUMBERED = re.compile(r"[a-z]{0,8}[-_]?(\d{1,24})")
"""The id of an element whose class says that it is a comment ("c12", "p-345")."""
_KEY = re.compile(
    r"(?:^|[-_]|(?<=comment)|(?<=kommentar)|(?<=cmt))(\d{1,24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,40})$"
)
_SCHEMA_COMMENT = re.compile(
    r"schema\.org/(?:User)?Comments?$|^(?:schema:|sioc:|sioct:)?(?:User)?(?:Comments?|Post)$", re.IGNORECASE
)


@dataclass(slots=True)
class Part:
    """One element of a comment, with the words of its class and id."""

    node: LexborNode
    tag: str
    attributes: dict[str, str | None]
    words: frozenset[str]
    depth: int
    end: int = 0
    """Index behind its last descendant in the list of parts."""


@dataclass(slots=True)
class Block:
    """The elements that are one comment. Replies inside them belong to their own blocks."""

    roots: list[LexborNode]
    key: str | None = None
    parent_key: str | None = None
    """The id of the comment that it answers, where the markup names it."""
    above: Block | None = None
    pingback: bool = False
    parts: list[Part] = field(default_factory=list)


def key_in_id(name: str) -> tuple[str | None, str | None]:
    """The comment's id, and its parent's, that an element's id names; None where it is not the id of a comment."""
    if not name or len(name) > 200:
        return None, None
    if found := _WPDISCUZ_ID.fullmatch(name):
        return found[1], None if found[2] == "0" else found[2]
    if found := _BLOGGER_ID.fullmatch(name):
        return found[1], None
    if not (found := _KEY.search(name)):
        return None, None
    words = words_of(name[: found.start()])
    whole = words & COMMENT and not (words - {"body", "content"} if "div" in words else words) & NOT_WHOLE
    return (found[1], None) if whole else (None, None)


def find_blocks(tree: LexborHTMLParser) -> list[Block]:
    """The comments of a page whose elements name them, in document order. Never raises on markup."""
    return _merged(_candidates(tree))


def surveyed(blocks: list[Block]) -> list[Block]:
    """*blocks*, each with its parts."""
    stops = {root.mem_id for block in blocks for root in block.roots}
    for block in blocks:
        block.parts = survey(block.roots, stops)
    return blocks


def survey(roots: list[LexborNode], stops: Container[int]) -> list[Part]:
    """The elements of a comment in document order, without those of nested comments, forms and scripts."""
    parts: list[Part] = []
    todo = [(root, 0) for root in reversed(roots)]
    first = {root.mem_id for root in roots}
    while todo and len(parts) < MAX_PARTS:
        node, depth = todo.pop()
        tag = node.tag or ""
        if (place := node.mem_id) in stops and place not in first:
            continue
        if (tag in UNREAD and tag != "button") or is_form(node):
            continue
        attributes = node.attributes
        words = words_of(attributes.get("class") or "")
        if name := attributes.get("id"):
            words |= words_of(name)
        if tag == "button" and not words & AUTHOR:  # a name that opens a profile
            continue
        parts.append(Part(node, tag, attributes, words, depth))
        child = node.last_child  # from the last to the first: the first is taken next
        while child is not None:
            if child.is_element_node:
                todo.append((child, depth + 1))
            child = child.prev
    open_parts: list[int] = []
    for index, part in enumerate(parts):
        while open_parts and parts[open_parts[-1]].depth >= part.depth:
            parts[open_parts.pop()].end = index
        open_parts.append(index)
    for index in open_parts:
        parts[index].end = len(parts)
    return parts


@dataclass(slots=True)
class _Candidate:
    node: LexborNode
    key: str | None
    parent_key: str | None
    pingback: bool
    schema: bool
    above: _Candidate | None = None
    below: list[_Candidate] = field(default_factory=list)
    into: _Candidate | None = None
    gone: bool = False
    twin: bool = False
    """More candidates like it stand beside it: what holds them is a list."""
    author: bool = False
    time: bool = False
    text: bool = False

    @property
    def whole(self) -> bool:
        """It has in its own elements what makes a comment."""
        return self.text and (self.author or self.time)


def _candidates(tree: LexborHTMLParser) -> list[_Candidate]:
    found: dict[int, _Candidate] = {}
    for node in tree.css(_CANDIDATES):
        if node.mem_id in found or node.tag in (
            "body",
            "html",
            "form",
            "a",
            "script",
            "style",
            "input",
            "textarea",
            "label",
            "link",
            "meta",
            "button",
            "img",
            "svg",
            "time",
            "i",
            "dt",
            "dd",
        ):
            continue
        attributes = node.attributes
        name = attributes.get("class") or ""
        key, parent_key = key_in_id(attributes.get("id") or "")
        schema = bool(_SCHEMA_COMMENT.search(attributes.get("itemtype") or attributes.get("typeof") or ""))
        ping = node.tag in ("li", "div", "article") and _is_pingback(node, name)
        whole = is_whole(name)
        if key is None and not schema and not ping and not whole:
            continue
        if key is None and whole and (numbered := NUMBERED.fullmatch(attributes.get("id") or "")):
            key = numbered[1]
        found[node.mem_id] = _Candidate(node, key, parent_key, ping, schema)
        if len(found) >= MAX_BLOCKS:
            break
    candidates = list(found.values())
    for one in candidates:
        above = one.node.parent
        while above is not None and above.mem_id not in found:
            above = above.parent
        if above is not None:
            one.above = found[above.mem_id]
            one.above.below.append(one)
    alike = Counter(map(_place, candidates))
    for one in candidates:
        one.twin = alike[_place(one)] > 1
        _look_at(one, found)
    return candidates


def _place(one: _Candidate) -> tuple[int, int, str, str]:
    """Where it stands, and of what kind it is."""
    above, parent = one.above, one.node.parent
    return (above.node.mem_id if above else 0, parent.mem_id if parent else 0, *kind_of(one.node))


def _is_pingback(node: LexborNode, name: str) -> bool:
    holder = node.parent.attributes.get("class") if node.parent is not None and node.tag == "li" else None
    return bool((words_of(name) | words_of(holder or "")) & PINGBACK)


def _look_at(one: _Candidate, found: Container[int]) -> None:
    """Does it hold, outside of other candidates, an author, a time and words of its own?"""
    for part in survey([one.node], found):
        words = part.words
        itemprop = part.attributes.get("itemprop") or ""
        if part.node is not one.node and part.node.mem_id != one.node.mem_id:
            one.author = one.author or part.tag == "cite" or bool(words & AUTHOR) or itemprop in ("author", "creator")
            one.time = one.time or part.tag == "time" or bool(words & TIME) or "date" in itemprop.lower()
        one.text = one.text or part.tag in ("p", "blockquote") or bool(words & TEXT) or "text" in itemprop.lower()


def _merged(candidates: list[_Candidate]) -> list[Block]:
    """One block for candidates that are shells or parts of one comment."""
    for one in candidates:
        if one.into is not None:
            continue
        if one.key is None and not one.pingback and (not one.whole or (one.below and one.below[0].key is not None)):
            _settle_unkeyed(one)
        above = _kept(one.above)
        if above is None or one.gone:
            continue
        same = one.key is not None and one.key == above.key
        part = one.key is None and not one.whole and not one.pingback
        filling = one.key is None and not above.whole and not one.twin
        if same or part or filling:
            one.into = above
            above.author, above.time, above.text = (
                above.author or one.author,
                above.time or one.time,
                above.text or one.text,
            )
    blocks: dict[int, Block] = {}
    for one in candidates:
        keeper = _kept(one)
        if keeper is not one or one.gone:
            if keeper is not None and keeper.node.mem_id in blocks:
                block = blocks[keeper.node.mem_id]
                block.key = block.key or one.key
                block.parent_key = block.parent_key or one.parent_key
            continue
        above = _kept(one.above)
        blocks[one.node.mem_id] = Block(
            [one.node],
            one.key,
            one.parent_key,
            blocks.get(above.node.mem_id) if above is not None else None,
            one.pingback,
        )
    seen: dict[int, bool] = {}
    return [block for block in blocks.values() if not elsewhere(block.roots[0], seen)]


def _kept(one: _Candidate | None) -> _Candidate | None:
    """The candidate that *one* was merged into, or for one that is no comment, the next above that is."""
    while one is not None and (one.into is not None or one.gone):
        one = one.into if one.into is not None else one.above
    return one


def _settle_unkeyed(one: _Candidate) -> None:
    """A candidate by class alone that is not whole by itself: the shell of the comment in it, a list, or a part."""
    chain: list[_Candidate] = []
    at = one
    while at.below and not at.below[0].twin and (not chain or chain[-1].key is None):
        at = at.below[0]
        chain.append(at)
    keyed = next((number for number, inner in enumerate(chain) if inner.key is not None), None)
    whole = next((number for number, inner in enumerate(chain) if inner.whole), None)
    last = keyed if keyed is not None else whole
    if last is None:
        _settle_scattered(one)
        return
    if one.whole and keyed is None:
        return
    if keyed is not None and not _adds(one, chain[keyed]):
        one.gone = not one.whole
        return
    for inner in chain[: last + 1]:
        inner.into = one
        one.key, one.parent_key = one.key or inner.key, one.parent_key or inner.parent_key
        one.author, one.time, one.text = one.author or inner.author, one.time or inner.time, one.text or inner.text


def _settle_scattered(one: _Candidate) -> None:
    """No candidate in it is whole: it is the comment if all together are, and none in it is so by its own parts."""
    if one.whole:
        return
    author, time, text = _together(one)
    if text and (author or time) and not any(_is_whole_together(inner) for inner in one.below if not inner.twin):
        one.author, one.time, one.text = author, time, text
    else:
        one.gone = one.above is None or bool(one.below)


def _is_whole_together(one: _Candidate) -> bool:
    author, time, text = _together(one)
    return text and (author or time)


def _together(one: _Candidate) -> tuple[bool, bool, bool]:
    """Author, time and words in *one* and in the candidates without an id inside it, lists left out."""
    parts, todo = [one], list(one.below)
    for _ in range(20):
        if not todo:
            break
        part = todo.pop()
        if part.key is None and not part.twin:
            parts.append(part)
            todo += part.below
    return any(part.author for part in parts), any(part.time for part in parts), any(part.text for part in parts)


def _adds(shell: _Candidate, inner: _Candidate) -> bool:
    """Does the shell hold a part of the comment that the element with its id does not? Else it is only around it."""
    author, time, text = _together(inner)
    whole = text and (author or time)
    return not whole or (shell.author and not author) or (shell.time and not time)


def kind_of(node: LexborNode) -> tuple[str, str]:
    """Its tag and the first word of its class: what the comments of one list have in common."""
    return node.tag or "", next(iter((node.attributes.get("class") or "").split()), "")


def elsewhere(node: LexborNode, seen: dict[int, bool]) -> bool:
    """Inside a box that repeats comments of other pages ("recent comments")? *seen* keeps the answers."""
    path: list[int] = []
    at: LexborNode | None = node
    found = False
    while at is not None and at.tag not in ("body", "html"):
        if at.mem_id in seen:
            found = seen[at.mem_id]
            break
        path.append(at.mem_id)
        attributes = at.attributes
        tokens = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()[:40]
        if any((words := words_of(token)) & NOT_A_THREAD and words & _OF_COMMENTS for token in tokens):
            found = True
            break
        at = at.parent
    seen.update(dict.fromkeys(path, found))
    return found


def looks_like_comment(node: LexborNode) -> bool:
    """Does *node* hold an author, a time and words, whatever it is called?"""
    one = _Candidate(node, None, None, pingback=False, schema=False)
    _look_at(one, ())
    author = one.author or node.css_first('strong, b, h3, h4, h5, a[href*="user"], a[href*="profil"]') is not None
    return author and one.text and (one.time or date_starts(node.text(separator=" ")) is not None)
