"""Elements that a page's scripts hold, drawn as the browser would, and read: the page's markup may have none of them."""

from __future__ import annotations

import re
from enum import IntEnum
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from newscrawl.cleaning import squeeze
from newscrawl.markup import open_page
from newscrawl.reading.blocks import find_blocks
from newscrawl.reading.body import find_body
from newscrawl.reading.byline import read_authors
from newscrawl.reading.flight import Text, is_element, reference
from newscrawl.reading.furniture import table
from newscrawl.reading.headline import read_dek
from newscrawl.reading.stated import read_stated

if TYPE_CHECKING:
    from newscrawl.reading.flight import Flight

_MOST_STEPS = 200_000
_NAME = re.compile(r"[a-z][a-z0-9]{0,20}")
_ATTRIBUTES = {
    "className": "class", "id": "id", "itemProp": "itemprop", "href": "href", "dateTime": "datetime", "role": "role",
    "rel": "rel",
}  # fmt: skip
_LONGEST_ATTRIBUTE = 2_000
_NOT_DRAWN = table(
    "head title meta link script style noscript template svg iframe img picture video audio button input"
)
_OPEN_ALREADY = frozenset(["html", "body"])
_VOID = frozenset(["br", "hr", "wbr"])
_HOLD_LINES = table("p h1 h2 h3 h4 h5 h6 li a span em strong b i u time td th dt dd figcaption small cite q")
"""In these a component stands in the line; elsewhere it is a block of its own."""


class Where(IntEnum):
    """Where a value stands."""

    OUTSIDE = 0
    """Of any element: texts are the program's, and only elements are drawn."""
    BLOCK = 1
    LINE = 2


class Markup(str):
    """A text that is markup already."""

    __slots__ = ()


class Drawn(NamedTuple):
    """What is read from the elements."""

    paragraphs: list[str]
    authors: list[str]
    dek: str | None


def read_drawn(flight: Flight, url: str, title: str | None) -> Drawn | None:
    """The story that the elements of *flight* show; None where they show none.

    Args:
        flight: The page's stream.
        url: The page's address.
        title: Its headline.
    """
    markup = draw(flight)
    if not markup:
        return None
    page = open_page(f"<body>{markup}".encode("utf-8", "replace"), url, "text/html; charset=utf-8")
    blocks = find_blocks(page.tree)
    stated = read_stated(page)
    body = find_body(blocks, None, title)
    paragraphs = [text for block in body.blocks if (text := squeeze(block.text))]
    dek = read_dek(page, blocks, body, stated, title)
    return Drawn(paragraphs, read_authors(page, blocks, body, stated, []).authors, dek.value if dek else None)


def draw(flight: Flight) -> str:
    """The elements of *flight* as HTML, row 0 first, each row once, where it is first referred to; "" where it has none."""
    parts: list[str] = []
    left = flight.room
    seen: set[str] = set()
    rows = [row for row in ("0", *flight.rows) if row in flight.rows and not isinstance(flight.rows[row], Text)]
    waiting: list[tuple[Any, Where]] = [(f"${row}", Where.OUTSIDE) for row in reversed(rows)]
    for _ in range(_MOST_STEPS):
        if not waiting or left < 0:
            break
        value, where = waiting.pop()
        if type(value) is str and (named := reference(value)) is not None:
            if value in seen or named[0] in seen:
                continue
            seen.add(value if named[1] else named[0])
            value = flight.meant(value)
        if is_element(value):
            _put(value, where, flight, waiting)
        elif isinstance(value, list):
            waiting.extend((inner, where) for inner in reversed(value))
        elif isinstance(value, dict):
            if where == Where.OUTSIDE:
                waiting.extend((inner, where) for inner in reversed(value.values()) if not isinstance(inner, bool))
        elif isinstance(value, Markup) or (where != Where.OUTSIDE and isinstance(value, str | int | float)):
            text = _shown(value, flight)
            left -= len(text)
            parts.append(text)
    return "".join(parts)


def _shown(value: str | float, flight: Flight) -> str:
    if isinstance(value, Markup):
        return value
    meant = flight.meant(value)
    is_text = isinstance(meant, str | int | float) and not isinstance(meant, bool)
    return escape(str(meant), quote=False) if is_text else ""


def _put(element: list[Any], where: Where, flight: Flight, waiting: list[tuple[Any, Where]]) -> None:
    """Put an element's tags and contents on the pile, the end first."""
    name, given = element[1], element[3]
    raw = given.get("dangerouslySetInnerHTML")
    raw = flight.meant(raw.get("__html")) if isinstance(raw, dict) else None
    if name in _NOT_DRAWN or (name.startswith("$") and _is_script(given, raw, flight)):
        return
    inside = where
    if name.startswith("$"):  # a component, whose tags are not known
        start, end = ("<div>", "</div>") if where == Where.BLOCK else ("", "")
    elif name in _OPEN_ALREADY or not _NAME.fullmatch(name):
        start = end = ""
    else:
        inside = max(where, Where.BLOCK)
        start = f"<{name}{_attributes(given)}>"
        end = "" if name in _VOID else f"</{name}>"
        inside = Where.LINE if name in _HOLD_LINES else inside
    contents = Markup(raw) if isinstance(raw, str) else given.get("children")
    waiting.extend(((Markup(end), inside), (contents, inside), (Markup(start), inside)))


def _is_script(given: dict[str, Any], raw: Any, flight: Flight) -> bool:
    """Whether a component is one of a script: it says when it runs, or has an id and code for its only contents.

    https://nextjs.org/docs/app/api-reference/components/script
    """
    if "strategy" in given or (isinstance(raw, str) and "</" not in raw):
        return True
    text = flight.meant(given.get("children")) if "id" in given else None
    return isinstance(text, str) and ("=" in text or "{" in text)


def _attributes(given: dict[str, Any]) -> str:
    return "".join(
        f' {name}="{escape(value)}"'
        for key, name in _ATTRIBUTES.items()
        if isinstance(value := given.get(key), str) and len(value) < _LONGEST_ATTRIBUTE
    )
