"""What a page states about its article in data for machines: JSON-LD, else microdata, RDFa or Parsely's object.

Vocabulary: https://schema.org/Article. Which source is believed in what stands in :mod:`newscrawl.reading.trust`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from newscrawl.cleaning import squeeze
from newscrawl.markup import open_page
from newscrawl.reading.annotated import parsely_page, read_annotated
from newscrawl.reading.blocks import find_blocks
from newscrawl.reading.furniture import table

if TYPE_CHECKING:
    from newscrawl.markup import Page


class Found(NamedTuple):
    """A value and where it stood."""

    value: str
    source: str


# Types of https://schema.org that are one piece of writing.
ARTICLE_TYPES = table(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle "
    "OpinionNewsArticle ReviewNewsArticle AdvertiserContentArticle SatiricalArticle ScholarlyArticle TechArticle "
    "BlogPosting LiveBlogPosting Report"
)
_ORGANIZATIONS = table("Organization NewsMediaOrganization Corporation NGO Brand WebSite")


@dataclass(slots=True)
class Stated:
    """The object that describes the page's article, its references resolved; empty where there is none."""

    article: dict[str, Any] = field(default_factory=dict)
    """In terms of schema.org."""
    source: str = "json-ld"
    """Where ``article`` stood: "json-ld" or "meta:parsely-page"."""
    annotated: dict[str, Any] = field(default_factory=dict)
    """The article as attributes of elements describe it, in terms of schema.org; empty where JSON-LD describes one."""
    annotated_in: str = "microdata"
    """Or "rdfa"."""
    types: set[str] = field(default_factory=set)
    """Every type that the page's objects have."""
    page_object: dict[str, Any] = field(default_factory=dict)
    """The object of the page itself, where it states a date of publication."""
    article_count: int = 0
    names: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Objects by their ``@id``."""
    live: dict[str, Any] = field(default_factory=dict)
    """The live blog's object, where one lists its posts."""
    breadcrumb: list[str] = field(default_factory=list)
    publisher: str | None = None

    def text(self, *keys: str) -> str | None:
        """The first of *keys* that holds text."""
        for key in keys:
            if text := text_in(self.article.get(key)):
                return text
        return None

    def at(self, place: str) -> tuple[dict[str, Any], str]:
        """The object at a place of :data:`newscrawl.reading.trust.ORDER`, "stated" or "annotated", and its source."""
        return (self.article, self.source) if place == "stated" else (self.annotated, self.annotated_in)


def read_stated(page: Page) -> Stated:
    """Find the object that describes the page's article. Of several, the one that names this page's address."""
    stated = Stated()
    articles: list[dict[str, Any]] = []
    for thing in page.linked_data:
        _take(thing, stated, articles)
        for key in _HOLDING:
            held = thing.get(key)
            for inner in held[:_HELD_AT_MOST] if isinstance(held, list) else [held]:
                if isinstance(inner, dict):
                    _take(inner, stated, articles)
    stated.article_count = len(articles)
    if articles:
        stated.article = _of_this_page(articles, page)
    else:
        if thing := parsely_page(page):
            stated.article, stated.source = thing, "meta:parsely-page"
        _take_annotated(page, stated)
    publisher = stated.article.get("publisher") or stated.annotated.get("publisher")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    stated.publisher = text_in(resolved(publisher, stated), "name")
    return stated


# Where the article stands within the object of its page.
_HOLDING = ("mainEntity", "mainEntityOfPage", "@included")
_HELD_AT_MOST = 50


def _of_this_page(articles: list[dict[str, Any]], page: Page) -> dict[str, Any]:
    """Of several articles the one that names this page's address, else its title; else the first that says anything."""
    if len(articles) == 1:
        return articles[0]
    here = _path(page.url)
    titles = {_letters(title) for name in ("og:title", "twitter:title") for title in page.metas.get(name, [])}
    return max(
        articles,
        key=lambda thing: (
            here in map(_path, _addresses(thing)),
            _letters(text_in(thing.get("headline")) or text_in(thing.get("name"))) in titles,
            len(thing) > 3,
        ),
    )


def _letters(text: str | None) -> str:
    return "".join(filter(str.isalnum, text)).casefold() if text else "-"


def _take_annotated(page: Page, stated: Stated) -> None:
    """The article as attributes of elements describe it; of several only one that names this page's address."""
    for kind, things in read_annotated(page, ARTICLE_TYPES):
        thing = _of_this_page(things, page)
        if len(things) == 1 or _path(page.url) in map(_path, _addresses(thing)):
            stated.annotated, stated.annotated_in = thing, kind
            return


def _take(thing: dict[str, Any], stated: Stated, articles: list[dict[str, Any]]) -> None:
    types = types_of(thing)
    stated.types |= types
    name = thing.get("@id")
    if isinstance(name, str) and len(thing) > len(stated.names.get(name, ())):
        stated.names[name] = thing
    if "liveBlogUpdate" in thing and not stated.live:
        stated.live = thing
    if types & ARTICLE_TYPES:
        articles.append(thing)
    elif "WebPage" in types and "datePublished" in thing and not stated.page_object:
        stated.page_object = thing
    if "BreadcrumbList" in types and not stated.breadcrumb:
        stated.breadcrumb = _crumbs(thing)
    crumbs = thing.get("breadcrumb")
    if isinstance(crumbs, dict) and not stated.breadcrumb:
        stated.breadcrumb = _crumbs(crumbs)


def types_of(thing: dict[str, Any]) -> set[str]:
    """The ``@type`` of an object, without the vocabulary's address."""
    types = thing.get("@type")
    listed = types if isinstance(types, list) else [types]
    return {name.rpartition("/")[2] for name in listed if isinstance(name, str)}


def resolved(value: Any, stated: Stated) -> Any:
    """*value*, or the object whose ``@id`` it is only a reference to."""
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
        return stated.names.get(value["@id"], value)
    return value


def text_in(value: Any, key: str = "name") -> str | None:
    """The text that a JSON-LD value holds: itself, its *key*, or that of the first in a list; white space collapsed."""
    for _ in range(4):  # as deep as lists and objects nest where people mean one name
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get(key) or value.get("@value")
        else:
            break
    if isinstance(value, str):
        return " ".join((unescape(value) if "&" in value else value).split()) or None
    return None


def texts_in(value: Any) -> list[str]:
    """All texts of a list, or of one string that separates them by commas."""
    if isinstance(value, str):
        return [text for part in unescape(value).split(",") if (text := " ".join(part.split()))]
    parts = value if isinstance(value, list) else [value]
    return [found for part in parts if (found := text_in(part))]


def lines_in(value: Any) -> list[str]:
    """The paragraphs of a text that is stated: of its markup, where it has any, else its lines."""
    text = value if isinstance(value, str) else text_in(value) or ""
    if "<p" in text or "<br" in text:
        inner = open_page(text.encode("utf-8", "replace"), "https://body.invalid/", "text/html; charset=utf-8")
        return [line for block in find_blocks(inner.tree).blocks if (line := squeeze(block.text))]
    return [line for part in (unescape(text) if "&" in text else text).splitlines() if (line := squeeze(part))]


def authors_in(stated: Stated, place: str = "stated") -> tuple[list[str], list[str]]:
    """The names of persons, and of others, that the ``author`` (else ``creator``) of the object at *place* states."""
    return names_in(stated.at(place)[0], stated)


def names_in(article: dict[str, Any], stated: Stated) -> tuple[list[str], list[str]]:
    """The names of persons, and of others, that the ``author`` (else ``creator``) of *article* states."""
    return _names_of(article.get("author") or article.get("creator") or [], stated)


def contributors_in(stated: Stated) -> list[str]:
    """The names of persons that the article's JSON-LD states as its ``contributor``.

    Some programs (Ghost) state a byline's first name as the author and the others so; elsewhere they are editors and
    photographers, so what is printed must decide.
    """
    return _names_of(stated.article.get("contributor") or [], stated)[0]


def _names_of(value: object, stated: Stated) -> tuple[list[str], list[str]]:
    persons: list[str] = []
    others: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        thing = resolved(one, stated)
        several = isinstance(thing, dict) and isinstance(thing.get("name"), list)
        names: list[str | None] = [*texts_in(thing["name"])] if several else [text_in(thing)]
        for name in names:
            if name and not name.startswith(("http://", "https://")):
                is_other = isinstance(thing, dict) and bool(types_of(thing) & _ORGANIZATIONS)
                (others if is_other else persons).append(name)
    return persons, others


def first_meta(page: Page, names: tuple[str, ...]) -> Found | None:
    """The first of *names* that a ``<meta>`` states."""
    metas = page.metas
    for name in names:
        if name in metas:
            return Found(metas[name][0], f"meta:{name}")
    return None


def _addresses(thing: dict[str, Any]) -> list[str]:
    main = thing.get("mainEntityOfPage")
    values = [thing.get("url"), thing.get("@id"), main, main.get("@id") if isinstance(main, dict) else None]
    return [value for value in values if isinstance(value, str)]


def _path(url: str) -> str:
    return url.partition("://")[2].partition("#")[0].partition("?")[0].partition("/")[2].rstrip("/")


def _crumbs(thing: dict[str, Any]) -> list[str]:
    items = thing.get("itemListElement")
    if not isinstance(items, list):
        return []
    return [name for item in items if isinstance(item, dict) and (name := text_in(item) or text_in(item.get("item")))]
