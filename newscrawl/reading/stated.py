"""What a page states about itself in data for machines: JSON-LD, ``<meta>``, microdata.

Vocabulary: https://schema.org/Article, https://ogp.me, Dublin Core (https://www.dublincore.org/specifications/dublin-core/),
and the names that Parsely, Sailthru and older systems read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

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
_PERSONS = frozenset(["Person"])
_ORGANIZATIONS = table("Organization NewsMediaOrganization Corporation NGO Brand WebSite")

PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date",
    "article.published", "article_date_original", "originalpublicationdate", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "date", "created", "cxenseparse:recs:publishtime",
    "rnews:datepublished", "article:post_date", "analyticsattributes.articledate", "ptime", "displaydate",
)  # fmt: skip
MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified",
    "dc.date.modified", "article:updated_time", "revised", "utime", "modified",
)  # fmt: skip
AUTHOR_METAS = (
    "author", "parsely-author", "sailthru.author", "article:author", "dc.creator", "dcterms.creator", "dc.creator.name",
    "byl", "article:author_name", "cxenseparse:author", "og:article:author", "creator", "authors", "twitter:data1",
)  # fmt: skip
SECTION_METAS = (
    "article:section",
    "parsely-section",
    "og:article:section",
    "section",
    "dc.subject.section",
    "cxenseparse:recs:category",
)
TAG_METAS = ("article:tag", "og:article:tag", "parsely-tags", "sailthru.tags", "news_keywords")


@dataclass(slots=True)
class Stated:
    """The article object of the page's JSON-LD, its references resolved; empty where there is none."""

    article: dict[str, Any] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)
    """Every type that the page's objects have."""
    page_object: dict[str, Any] = field(default_factory=dict)
    """The object of the page itself, where it states a date of publication."""
    article_count: int = 0
    names: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Objects by their ``@id``."""
    breadcrumb: list[str] = field(default_factory=list)
    publisher: str | None = None

    def text(self, *keys: str) -> str | None:
        """The first of *keys* that holds text."""
        for key in keys:
            if text := text_in(self.article.get(key)):
                return text
        return None


def read_stated(page: Page) -> Stated:
    """Find the object that describes the page's article. Of several, the one that names this page's address."""
    stated = Stated()
    articles: list[dict[str, Any]] = []
    for thing in page.linked_data:
        _take(thing, stated, articles)
        main = thing.get("mainEntity")
        if isinstance(main, dict):
            _take(main, stated, articles)
    stated.article_count = len(articles)
    if articles:
        here = _path(page.url)
        stated.article = max(articles, key=lambda thing: (here in map(_path, _addresses(thing)), len(thing) > 3))
    publisher = stated.article.get("publisher")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    stated.publisher = text_in(resolved(publisher, stated), "name")
    return stated


def _take(thing: dict[str, Any], stated: Stated, articles: list[dict[str, Any]]) -> None:
    types = types_of(thing)
    stated.types |= types
    name = thing.get("@id")
    if isinstance(name, str) and len(thing) > len(stated.names.get(name, ())):
        stated.names[name] = thing
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


def authors_in(stated: Stated) -> tuple[list[str], list[str]]:
    """The names of persons, and of others, that the article's ``author`` (else ``creator``) states."""
    value = stated.article.get("author") or stated.article.get("creator") or []
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
