"""The state that a page's own scripts start from: often the whole article stands in it, where the markup is empty.

``<script id="__NEXT_DATA__">`` (https://nextjs.org/docs/pages), ``Fusion.globalContent`` of Arc (its ANS schema:
https://github.com/washingtonpost/ans-schema), and states that are set as ``window.__…__ = {…}``. The object that is this
page's article is told by its address or its headline: states hold other stories, too.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from newscrawl.cleaning import squeeze
from newscrawl.markup import open_page
from newscrawl.reading.blocks import find_blocks
from newscrawl.reading.furniture import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newscrawl.markup import Page

_SHORTEST = 200
"""Characters: less JSON holds no article."""
_MOST_OBJECTS = 30_000
_MOST_PARAGRAPHS = 2_000
_DEEPEST = 24
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
# Where the text of an element of a body stands.
_TEXTS = ("text", "content", "value", "html", "model", "children", "content_elements", "blocks", "items", "body")
_NO_TEXT = table(
    "image gallery video audio embed raw_html oembed oembed_response interstitial_link ad advertisement social related "
    "relatedcontent promo newsletter divider table-of-contents link_list caption media correction byline timestamp"
)

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
        self._title = _folded(title)

    @cached_property
    def article(self) -> StateArticle:
        """The article of this page."""
        thing = self._found()
        if thing is None:
            return StateArticle()
        return StateArticle(
            next((text for key in _HEADLINES if (text := _headline(thing.get(key)))), None),
            _date_in(thing, _PUBLISHED),
            _date_in(thing, _MODIFIED),
            next((names for key in _AUTHORS if (names := list(_names(thing.get(key), 0)))), []),
            next(
                (texts for key in _BODIES if (texts := list(islice(_paragraphs(thing.get(key), 0), _MOST_PARAGRAPHS)))),
                [],
            ),
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
        for thing in self._objects():
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
                best, most = thing, weight
        return best

    def _objects(self) -> Iterator[dict[str, Any]]:
        waiting: list[Any] = list(self._roots())
        for _ in range(_MOST_OBJECTS):
            if not waiting:
                return
            value = waiting.pop()
            if isinstance(value, dict):
                yield value
                waiting.extend(inner for inner in value.values() if isinstance(inner, dict | list))
            elif isinstance(value, list):
                waiting.extend(inner for inner in value if isinstance(inner, dict | list))

    def _roots(self) -> Iterator[Any]:
        for text in self.scripts:
            start = text.lstrip()[:1]
            if start == "{" and len(text) > _SHORTEST and "@context" not in text[:_SHORTEST]:  # JSON-LD is read apart
                place = 0
            elif (found := _SET_BY_SCRIPT.search(text)) is not None:
                place = found.end()
            else:
                continue
            try:
                yield _DECODER.raw_decode(text.lstrip() if not place else text, place)[0]
            except (ValueError, RecursionError):
                continue


def _headline(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("basic") or value.get("headline") or value.get("text")
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


def _paragraphs(value: Any, depth: int) -> Iterator[str]:
    """The paragraphs of a body: HTML, lines, or a list of elements, of which pictures, adverts and the like are left out."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield from _lines(value)
    elif isinstance(value, list):
        if value and all(isinstance(inner, dict) and _is_run(inner) for inner in value):
            yield from _lines("".join(str(inner.get("text") or inner.get("value") or "") for inner in value))
        else:
            for inner in value:
                yield from _paragraphs(inner, depth + 1)
    elif isinstance(value, dict):
        kind = str(value.get("type") or value.get("name") or value.get("__typename") or "").lower()
        if kind not in _NO_TEXT:
            yield from _paragraphs(next((value[key] for key in _TEXTS if value.get(key)), None), depth + 1)


def _is_run(value: dict[str, Any]) -> bool:
    """Whether an object is a run of a paragraph's text, as rich text is stored, and no paragraph of its own."""
    return (
        isinstance(value.get("text") or value.get("value"), str)
        and ("type" not in value or str(value["type"]).lower() in ("text", "span", "fragment", "leaf"))
        and not value.get("_id")
        and "content" not in value
    )


def _lines(text: str) -> Iterator[str]:
    if "<" in text and ">" in text:
        blocks = find_blocks(open_page(f"<body><div>{text}</div>".encode(), "").tree).blocks
        yield from (line for block in blocks if block.kind != "figcaption" and (line := squeeze(block.text)))
    else:
        yield from (line for part in text.splitlines() if (line := squeeze(part)))


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
