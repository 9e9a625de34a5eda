"""What repeats in a page: elements of one kind that each hold one time, or one "reply" button.

No name is needed: a kind is a tag with a class name, or, without one, a tag in its place. Only
:mod:`newscrawl.comments.evidence` tells whether a kind is a thread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from newscrawl.comments.phrases import (
    is_control,
    is_intro,
    is_reply_control,
    says_who,
)
from newscrawl.comments.printed import date_starts, is_yearless, may_hold_date
from newscrawl.comments.relative import may_tell, told
from newscrawl.comments.vocabulary import names, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode


MAX_ELEMENTS = 12_000
"""Elements of a page that are looked at."""
_PASSED = names(
    "script style template noscript svg select option nav head iframe object video audio canvas textarea math"
)
_LONG = 90
"""Characters of a text that may be a date line; a longer one is words."""
_UNIX = re.compile(r"1[0-9]{9}(?:\.\d+|\d{3})?")
_TIME_NAMES = names("time date timestamp ts created datetime published posted utime")
_CHANGING = re.compile(
    r"^(?:odd|even|alt|alternate|first|last|depth|level|lvl|indent|row|item|thread|byuser|bypost\w*|active|new|"
    r"parent|clearfix|cf|js)?[-_]*\d*$"
)
_FIGURES = re.compile(r"\d{2,}|(?<=[-_])\d+$")
_TELLING = names("article details section li fieldset blockquote")
"""Elements that hold comments without a name, and replies of the same sort inside them."""


class Element:
    """An element of the page, with what it holds. A plain class: a page has hundreds, and most hold nothing."""

    times: int = 0
    """Times in it, all elements in it included."""
    replies: int = 0
    controls: int = 0
    size: int = 1
    """Elements in it, itself included: they follow it in the list."""
    own_time: bool = False
    own_reply: bool = False
    own_control: bool = False
    says: int = 0
    """Pieces of text that say who wrote what follows."""

    def __init__(self, node: LexborNode, tag: str, parent: int, depth: int) -> None:
        self.node, self.tag, self.parent, self.depth = node, tag, parent, depth


@dataclass(slots=True)
class Kind:
    """Elements of one kind that hold a time, in document order."""

    name: tuple[str, str]
    at: list[int] = field(default_factory=list)


def elements_of(body: LexborNode) -> list[Element]:
    """The page's elements in document order, each with the times and buttons that it holds."""
    found: list[Element] = []
    todo: list[tuple[LexborNode, int, int]] = [(body, -1, 0)]
    while todo and len(found) < MAX_ELEMENTS:
        node, parent, depth = todo.pop()
        tag = node.tag or ""
        if tag == "-text":
            _mark(node.text_content or "", found[parent])
            continue
        if not tag or tag in _PASSED or tag.startswith("-"):
            continue
        at = len(found)
        one = Element(node, tag, parent, depth)
        found.append(one)
        if attributes := node.attributes:
            one.own_time = _states_time(tag, attributes)
            if tag == "img" and (alt := attributes.get("alt")):
                _mark(alt, one)
        depth += 1
        child = node.last_child  # from the last to the first: the first is taken next
        while child is not None:
            todo.append((child, at, depth))
            child = child.prev
    for one in reversed(found):
        if one.own_time:  # a time inside of an element that is one itself is the same time
            one.times = 1 if one.times <= 1 else one.times + 1
        if one.own_control:
            one.replies += one.own_reply
            one.controls += 1
        if one.parent >= 0:
            above = found[one.parent]
            above.size += one.size
            if one.times:
                above.times += one.times
            if one.controls:
                above.replies += one.replies
                above.controls += one.controls
            if one.says:
                above.says += one.says
    return found


def _mark(text: str, holder: Element) -> None:
    text = text.strip()
    if not 0 < len(text) <= 2 * _LONG:
        return
    marks = _marks_of(text)
    if marks & _CONTROL:
        holder.own_control = True
        holder.own_reply = holder.own_reply or marks == _REPLY
    elif marks:
        holder.says += marks & _SAYS
        holder.own_time = holder.own_time or marks & _TIME > 0


_SAYS, _TIME, _CONTROL = 1, 2, 4
_REPLY = 12
"""A control that answers."""


@lru_cache(maxsize=8192)
def _marks_of(text: str) -> int:
    """What a piece of text is: a button, or words that say who wrote, or a time, or both. Menus repeat from page to page."""
    if len(text) <= 60:
        if is_reply_control(text):
            return _REPLY
        if is_control(text):
            return _CONTROL
    return (_SAYS if says_who(text) else 0) | (_TIME if _is_time(text) else 0)


def _is_time(text: str) -> bool:
    """A date line: a date or a relative time, and not many words around it."""
    if may_hold_date(text) and (found := date_starts(text)) is not None:
        return len(text) - found <= 50 and (found <= 60 or is_intro(text[:found]))
    if len(text) <= 40 and is_yearless(text):
        return True
    return len(text) <= _LONG and may_tell(text) and (tale := told(text)) is not None and tale.start <= 60


def _states_time(tag: str, attributes: dict[str, str | None]) -> bool:
    if tag == "time" or "datetime" in attributes:
        return True
    for name, value in attributes.items():
        if (name != "title" and not name.startswith("data-")) or not value or len(value) > 60:
            continue
        if name == "title":
            if may_hold_date(value) and date_starts(value) is not None:
                return True
        elif (_TIME_NAMES & words_of(name)) and (_UNIX.fullmatch(value) or date_starts(value) is not None):
            return True
    return False


def _names_of(one: Element) -> tuple[tuple[str, str], ...]:
    """The kinds that an element belongs to: its tag with each class name that does not change from one to the next."""
    return _kinds_named(one.tag, one.node.attributes.get("class") or "")


@lru_cache(maxsize=4096)
def _kinds_named(tag: str, classes: str) -> tuple[tuple[str, str], ...]:
    tokens = [token for token in classes.split()[:8] if not _CHANGING.match(token)]
    return tuple(dict.fromkeys((tag, _FIGURES.sub("0", token)) for token in tokens[:6])) or ((tag, ""),)


def kinds_of(elements: list[Element], *, by_reply: bool) -> list[Kind]:
    """The kinds that may be comments, the outermost first: many elements, one time of its own in each."""
    found: dict[tuple[str, str, str], Kind] = {}
    for at, one in enumerate(elements):
        if not (one.replies if by_reply else one.times) or one.tag in ("body", "main", "html", "a", "button"):
            continue
        for tag, name in _names_of(one):
            # Without a name the kind is of its place: cells of one table are not those of another.
            place = "" if name or "-" in tag else _place(elements, one)
            found.setdefault((tag, name, place), Kind((tag, name))).at.append(at)
            if not name and tag in _TELLING:
                found.setdefault((tag, "", "*"), Kind((tag, ""))).at.append(at)
    good: list[tuple[int, int, Kind]] = []
    taken: set[tuple[int, ...]] = set()
    own_of: dict[int, list[int]] = {}
    for kind in found.values():
        if tuple(kind.at) in taken:
            continue
        taken.add(tuple(kind.at))
        own = _own_marks(kind, elements, by_reply=by_reply)
        kind.at = [at for at in kind.at if own[at] > 0]  # the others only hold comments of their kind
        if not kind.at:
            continue
        alone = len(kind.at) == 1
        marks = [own[at] for at in kind.at]
        if len(kind.at) > 1 and len(set(marks)) == 1 and marks[0] <= 3:
            marks = [1] * len(marks)  # each has a second date of the same sort: when its author joined
        if alone and not (marks == [1] and _may_be_alone(elements[kind.at[0]])):
            continue
        if sum(number <= 2 for number in marks) < 0.8 * len(marks) or sum(marks) > 1.5 * len(marks):
            continue
        own_of[id(kind)] = [own[at] for at in kind.at]
        good.append((elements[kind.at[0]].depth, -len(kind.at), kind))
    many = {-count for _, count, _ in good}
    return [
        kind
        for _, _, kind in sorted(good, key=lambda one: one[:2])
        # Pairs and triples of comments are rows of a table, and not what is repeated.
        if (each := max(own_of[id(kind)])) == 1 or not any(each * len(kind.at) * 0.9 <= number for number in many)
    ]


def _place(elements: list[Element], one: Element) -> str:
    """Names of the two elements around it."""
    above = elements[one.parent] if one.parent >= 0 else one
    further = elements[above.parent] if above.parent >= 0 else above
    return "/".join((*_names_of(above)[0], *_names_of(further)[0]))


def _may_be_alone(one: Element) -> bool:
    """A single comment is an element that holds more than a line."""
    return one.tag not in ("span", "time", "p", "a", "small", "em", "i", "b", "strong", "td")


def _own_marks(kind: Kind, elements: list[Element], *, by_reply: bool) -> dict[int, int]:
    """Times (or buttons) in each of its elements, without those of the same kind inside it."""
    own = {at: (elements[at].replies if by_reply else elements[at].times) for at in kind.at}
    for at, above in nested(kind.at, elements):
        if above is not None:
            own[above] -= elements[at].replies if by_reply else elements[at].times
    return own


def nested(members: list[int], elements: list[Element]) -> Iterator[tuple[int, int | None]]:
    """Each of *members* (in document order) with the nearest of them around it."""
    around: list[int] = []
    for at in members:
        while around and around[-1] + elements[around[-1]].size <= at:
            around.pop()
        yield at, around[-1] if around else None
        around.append(at)
