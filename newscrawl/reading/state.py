"""The state that a page's own scripts start from: often the whole article stands in it, where the markup is empty.

``<script id="__NEXT_DATA__">`` (https://nextjs.org/docs/pages), ``Fusion.globalContent`` of Arc (its ANS schema:
https://github.com/washingtonpost/ans-schema), and states that are set as ``window.__…__ = {…}``; the stream of
Next.js's app router (:mod:`newscrawl.reading.flight`); the list of Nuxt 3 (:mod:`newscrawl.reading.flat`). The object that
is this page's article is told by its address or its headline: states hold other stories, too.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from newscrawl.cleaning import squeeze
from newscrawl.markup import objects_in
from newscrawl.reading.drawn import read_drawn
from newscrawl.reading.flat import flat_state
from newscrawl.reading.flight import Flight
from newscrawl.reading.held_text import paragraphs_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newscrawl.markup import Page

    _Opener = Callable[[], Any]

_SHORTEST = 200
"""Characters: less JSON holds no article."""
_MOST_OBJECTS = 30_000
_LONGEST_NAME = 80
_SET_BY_SCRIPT = re.compile(
    r"(?:Fusion\.globalContent|(?:window|self)\s*(?:\.|\[[\"'])\s*__[A-Z_]+__(?:[\"']\])?)\s*=\s*(?=\{)"
)
_DECODER = json.JSONDecoder(strict=False)

# What the fields of an article are called in the states of such pages, in the order of trust.
_HEADLINES = ("headlines", "headline", "title")
_PUBLISHED = (
    "first_publish_date", "firstPublished", "datePublished", "publishedAt", "published_at", "publishDate",
    "publish_date", "publicationDate", "publication_date", "publishedDate", "display_date", "published",
)  # fmt: skip
_MODIFIED = ("last_updated_date", "lastUpdated", "dateModified", "updatedAt", "updated_at", "modifiedAt", "modified")
_AUTHORS = ("credits", "authors", "author", "byline", "bylines")
_BODIES = (
    "content_elements",
    "articleBody",
    "bodyHtml",
    "body_html",
    "body",
    "content",
    "blocks",
    "paragraphs",
    "html",
)
_ADDRESSES = (
    "canonical_url",
    "website_url",
    "canonicalUrl",
    "url",
    "path",
    "pathname",
    "permalink",
    "href",
    "slug",
    "asPath",
)
_DEKS = ("subheadlines", "subheadline", "dek", "deck", "standfirst", "subtitle")
_SECTIONS = ("taxonomy", "primarySection", "primary_section", "section", "category", "channel")
_TAGS = ("taxonomy", "tags", "topics", "keywords")
_LABELS = ("name", "title", "label", "text", "displayName")
_MOST_LABELS = 100

# The date is sought first, and its key before it: scripts are long, and dates in them are few.
_QUOTED_DATE = re.compile(r"[\"'](\d{4}[-/]\d\d[-/]\d\d[^\"'<]{0,20})[\"']")
_DATE_KEY = re.compile(
    r"\b(?:date_?published|published_?(?:at|date|time|on)|publication_?date|publish_?(?:date|time)|pub_?date|"
    r"first_?publish(?:ed)?(?:_?(?:date|at))?)[\"']?\s*[:=]\s*$",
    re.IGNORECASE,
)
_LONGEST_KEY = 40


@dataclass(slots=True)
class StateArticle:
    """What the state says of the page's article; empty where it has none."""

    headline: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    dek: str | None = None
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    corrections: list[Any] = field(default_factory=list)
    """Notes on changes, each a text or an object with a ``text``."""


class State:
    """A page's state, read when it is asked for: most pages say all of it in their markup, and some states are large."""

    def __init__(self, page: Page, title: str | None) -> None:
        self._page = page
        self._headline = title
        self._title = _folded(title)
        self.is_all = False
        """The page prints hardly any text, so that the elements that its scripts hold are read, too."""

    @cached_property
    def article(self) -> StateArticle:
        """The article of this page."""
        article = self._of_object()
        if (
            self.is_all
            and not article.paragraphs
            and (drawn := read_drawn(self._flight, self._page.url, self._headline))
        ):
            article.paragraphs, article.dek = drawn.paragraphs, article.dek or drawn.dek
            article.authors = article.authors or drawn.authors
        return article

    def _of_object(self) -> StateArticle:
        thing = self._found()
        if thing is None:
            return StateArticle()
        return StateArticle(
            next((text for key in _HEADLINES if (text := _headline(thing.get(key)))), None),
            _date_in(thing, _PUBLISHED),
            _date_in(thing, _MODIFIED),
            next((names for key in _AUTHORS if (names := list(_names(thing.get(key), 0)))), []),
            next((texts for key in _BODIES if (texts := paragraphs_in(thing.get(key)))), []),
            next((text for key in _DEKS if (text := _headline(thing.get(key)))), None) or _ans_description(thing),
            next((text for key in _SECTIONS if (text := _section(thing.get(key)))), None),
            next((texts for key in _TAGS if (texts := _labels(thing.get(key)))), []),
            thing["corrections"] if isinstance(thing.get("corrections"), list) else [],
        )

    @property
    def read_already(self) -> StateArticle:
        """What was read for another field's sake; empty where no field asked, for reading a state is dear."""
        return self.article if "article" in self.__dict__ else StateArticle()

    @cached_property
    def scripts(self) -> list[str]:
        """The texts of the page's scripts."""
        own = (node for node in self._page.told["script"] if "src" not in node.attributes)
        return [text for node in own if (text := node.text())]

    @cached_property
    def _flight(self) -> Flight:
        return Flight(text for text in self.scripts if "__next_" in text)

    @cached_property
    def keyed_date(self) -> str | None:
        """The date of publication that scripts name so, where they name no two days: for advertisers, for counting.

        States are left out: a date in them is that of this page's article, or of another one.
        """
        found = [
            date
            for script in self.scripts
            if script.lstrip()[:1] not in "{["
            if (dates := list(_keyed_dates(script))) and not _SET_BY_SCRIPT.search(script)
            for date in dates
        ]
        return found[0].replace("/", "-") if found and len({date[:10] for date in found}) == 1 else None

    def _found(self) -> dict[str, Any] | None:
        """The object that has the address of this page or its headline, and most to say."""
        here = _path(self._page.url)
        best: dict[str, Any] | None = None
        most = 0
        best_opener: _Opener | None = None
        for thing, opener in self._objects():
            has_body = any(isinstance(thing.get(key), list | dict | str) and thing[key] for key in _BODIES)
            has_date = any(isinstance(thing.get(key), str) and thing[key] for key in _PUBLISHED)
            if not has_body and not has_date:
                continue
            headline = next((text for key in _HEADLINES if (text := _headline(thing.get(key)))), None)
            is_here = bool(here) and any(
                isinstance(address := thing.get(key), str) and _is_here(address, here) for key in _ADDRESSES
            )
            is_named = bool(self._title) and _folded(headline) == self._title
            if not is_here and not is_named:
                continue
            weight = 2 * is_here + 2 * is_named + 2 * has_body + has_date
            if weight > most:
                best, most, best_opener = thing, weight, opener
        opened = best_opener() if best_opener is not None else best
        return opened if isinstance(opened, dict) else None

    def _objects(self) -> Iterator[tuple[dict[str, Any], _Opener | None]]:
        """The objects of all states, and how one that refers to others is completed."""
        for thing, is_coded in self._open_objects():
            yield thing, partial(self._flight.opened, thing) if is_coded else None
        for flat in filter(None, map(flat_state, self.scripts)):
            for thing, place in islice(flat.objects(), _MOST_OBJECTS):
                yield thing, partial(flat.opened, place)

    def _open_objects(self) -> Iterator[tuple[dict[str, Any], bool]]:
        """The objects of all states that are nested, and whether they are coded as those of a flight are."""
        waiting: list[tuple[Any, bool]] = [*self._flight.roots(), *((root, False) for root in self._roots())]
        for _ in range(_MOST_OBJECTS):
            if not waiting:
                return
            value, is_coded = waiting.pop()
            if isinstance(value, dict):
                yield value, is_coded
                if isinstance(markup := value.get("__html") or value.get("children"), str) and _is_stated(markup):
                    waiting.extend((stated, False) for stated in objects_in(markup))
                waiting.extend((inner, is_coded) for inner in value.values() if isinstance(inner, dict | list))
            elif isinstance(value, list):
                waiting.extend((inner, is_coded) for inner in value if isinstance(inner, dict | list))

    def _roots(self) -> Iterator[Any]:
        for text in self.scripts:
            start = text.lstrip()[:1]
            if start == "{" and len(text) > _SHORTEST and not _is_stated(text):  # JSON-LD is read apart
                place = 0
            elif (found := _SET_BY_SCRIPT.search(text)) is not None:
                place = found.end()
            else:
                continue
            try:
                yield _DECODER.raw_decode(text.lstrip() if not place else text, place)[0]
            except (ValueError, RecursionError):
                continue


def _is_stated(text: str) -> bool:
    """Whether a script's text is JSON-LD."""
    return "@context" in text[:_SHORTEST]


def _headline(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("basic") or value.get("headline") or value.get("text") or value.get("rendered")
    return squeeze(value) if isinstance(value, str) else None


def _ans_description(thing: dict[str, Any]) -> str | None:
    """The dek of ANS; elsewhere a description is one for search engines, and no reader sees it."""
    value = thing.get("description")
    return _headline(value) if isinstance(value, dict) else None


def _section(value: Any) -> str | None:
    """A section's name: itself, in an object, or in the ``taxonomy`` of ANS, which names the primary one first."""
    if isinstance(value, dict):
        inner = value.get("primary_section") or value.get("sections") or value.get("categories")
        value = inner or value
    return next(iter(_labels(value if isinstance(value, list) else [value])), None)


def _labels(value: Any) -> list[str]:
    """The names in a list of texts or objects; in the ``taxonomy`` of ANS they stand under ``tags``."""
    if isinstance(value, dict):
        value = value.get("tags")
    found = []
    for one in value[:_MOST_LABELS] if isinstance(value, list) else []:
        text = next((one[key] for key in _LABELS if one.get(key)), None) if isinstance(one, dict) else one
        if isinstance(text, str) and (label := squeeze(text)) and len(label) < _LONGEST_NAME:
            found.append(label)
    return found


def _date_in(thing: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((value for key in keys if isinstance(value := thing.get(key), str) and value[:1].isdigit()), None)


def _names(value: Any, depth: int) -> Iterator[str]:
    if depth > 4:  # credits, by, author, name
        return
    if isinstance(value, str):
        if (name := squeeze(value)) and len(name) < _LONGEST_NAME:
            yield name
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner, depth + 1)
    elif isinstance(value, dict):
        name = value.get("name") or value.get("fullName") or value.get("displayName")
        if isinstance(name, str):
            yield from _names(name, depth + 1)
        elif isinstance(value.get("by"), list):
            yield from _names(value["by"], depth + 1)


def _is_here(address: str, here: str) -> bool:
    path = _path(address) if "://" in address else address.partition("?")[0].partition("#")[0].strip("/")
    return bool(path) and (path == here or (len(path) > 12 and here.endswith("/" + path)))


def _path(url: str) -> str:
    return url.partition("://")[2].partition("#")[0].partition("?")[0].partition("/")[2].strip("/")


def _keyed_dates(script: str) -> Iterator[str]:
    for found in _QUOTED_DATE.finditer(script):
        if _DATE_KEY.search(script, max(0, found.start() - _LONGEST_KEY), found.start()):
            yield found[1]


def _folded(text: str | None) -> str:
    return "".join(filter(str.isalnum, text)).casefold() if text else ""
