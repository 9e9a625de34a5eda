"""Section, tags and language."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from newscrawl.cleaning.languages import words_of_all
from newscrawl.reading.furniture import words_of
from newscrawl.reading.stated import Found, Stated, first_meta, text_in, texts_in
from newscrawl.reading.trust import LANGUAGE_METAS, ORDER, SECTION_METAS, TAG_METAS

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page

_HOME = words_of_all("home")
_LONGEST_LABEL = 60
_MOST_TAGS = 40
_SECTION_PLACES = (
    '[class*="crumb" i], [itemtype*="BreadcrumbList"], nav[aria-label*="readcrumb" i], a[rel~="category"], '
    '[class*="cat-links"], [class*="entry-category"], [class*="taxonomy-category"], [itemprop~="articleSection"], '
    '[class*="section-name" i], [class*="article-section" i], [class*="post-category" i], [class*="kicker" i], '
    '[class*="eyebrow" i]'
)
_TAG_PLACES = 'a[rel~="tag"], [class*="tags" i], [class*="tag-list" i], [class*="topics" i], [class*="taglist" i]'
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


def read_section(page: Page, stated: Stated, title: str | None) -> Found | None:
    """The section, by the order of trust of :mod:`newscrawl.reading.trust`; the address counts where a menu names it."""
    for place in ORDER["section"]:
        found = _SECTION_AT[place](page, stated, title) if place in _SECTION_AT else None
        if found is not None and len(found.value) <= _LONGEST_LABEL:
            return found
    return None


def _stated_section(stated: Stated, place: str) -> Found | None:
    article, source = stated.at(place)
    value = article.get("articleSection")
    texts = [text for text in texts_in(value if not isinstance(value, str) else [value]) if len(text) <= _LONGEST_LABEL]
    return Found(texts[0], source) if texts else None


def _printed_section(page: Page, _stated: Stated, title: str | None) -> Found | None:
    labels = (
        text
        for node in _labels_in(page, _SECTION_PLACES, _names_section)[:8]
        if not _is_foreign(node)
        and (text := page.text_of(node))
        and text.casefold() not in _HOME
        and text != title
        and len(text) <= _LONGEST_LABEL
    )
    return next((Found(text, "printed") for text in labels), None)


def _names_section(node: LexborNode) -> bool:
    attributes = node.attributes
    names = (attributes.get("class") or "").lower()
    return (
        "section-name" in names
        or "article-section" in names
        or "articleSection" in (attributes.get("itemprop") or "").split()
        or (node.tag == "a" and "category" in (attributes.get("rel") or "").split())
    )


def _names_tag(node: LexborNode) -> bool:
    return node.tag == "a" and "tag" in (node.attributes.get("rel") or "").split()


def _labels_in(page: Page, places: str, is_label: Callable[[LexborNode], bool]) -> list[LexborNode]:
    """The links in what *places* selects, and what of it is a label itself; in order, none twice.

    One selector for links in any of many places is ten times dearer: it is asked of every link, up to the root.
    """
    found: dict[int, LexborNode] = {}
    for place in page.tree.css(places):
        if is_label(place):
            found.setdefault(place.mem_id, place)
        for link in place.css("a"):
            if link.mem_id != place.mem_id:
                found.setdefault(link.mem_id, link)
    return list(found.values())


def _crumb_section(_page: Page, stated: Stated, title: str | None) -> Found | None:
    crumbs = [text for text in stated.breadcrumb if text.casefold() not in _HOME and text != title]
    return Found(crumbs[0], "breadcrumb") if crumbs else None


def _tag_section(page: Page, _stated: Stated, _title: str | None) -> Found | None:
    primary = primary_tag(page)
    return Found(primary, "meta:article:tag") if primary else None


def primary_tag(page: Page) -> str | None:
    """The tag that serves as section on Ghost: the first (https://ghost.org/docs/publishing/#tags, "primary tag")."""
    generator = (page.metas.get("generator") or [""])[0]
    tags = [unescape(tag) for tag in page.metas.get("article:tag") or []]  # Ghost escapes them twice
    return tags[0] if generator.casefold().startswith("ghost") and tags and len(tags[0]) <= _LONGEST_LABEL else None


def _by_address(page: Page) -> Found | None:
    """A folder of the address that the menu links to, under the menu's name for it."""
    folders = [part for part in urlsplit(page.url).path.split("/")[:-1] if part and not part.isdigit()]
    if not folders:
        return None
    menu: dict[str, str] = {}
    for node in page.tree.css("nav a[href], header a[href]"):
        href = node.attributes.get("href") or ""
        if "%" not in href and not any(folder in href for folder in folders):
            continue  # most links: another folder's
        last = unquote(urlsplit_path(href).rstrip("/").rpartition("/")[2])
        text = page.text_of(node) if last in folders else ""
        if last and text and len(text) <= _LONGEST_LABEL:
            menu.setdefault(last, text)
    for folder in reversed(folders):
        if folder in menu:
            return Found(menu[folder], "url")
        if folder.count("-") < 3:
            return None  # the innermost folder that is no headline decides: "/news/local/" is not News
    return None


_SECTION_AT: dict[str, Callable[[Page, Stated, str | None], Found | None]] = {
    "stated": lambda _page, stated, _title: _stated_section(stated, "stated"),
    "annotated": lambda _page, stated, _title: _stated_section(stated, "annotated"),
    "meta": lambda page, _stated, _title: first_meta(page, SECTION_METAS),
    "printed": _printed_section,
    "breadcrumb": _crumb_section,
    "primary tag": _tag_section,
    "url": lambda page, _stated, _title: _by_address(page),
}


def urlsplit_path(href: str) -> str:
    """The path of *href*; empty where it cannot be read."""
    try:
        return urlsplit(href).path
    except ValueError:
        return ""


def read_tags(page: Page, stated: Stated) -> tuple[list[str], str]:
    """The tags and where they stood, by the order of trust of :mod:`newscrawl.reading.trust`."""
    printed = [
        text for node in _labels_in(page, _TAG_PLACES, _names_tag) if _is_tag(node) and (text := page.text_of(node))
    ]
    stated_tags = [text for name in TAG_METAS for value in page.metas.get(name, []) for text in texts_in(value)]
    if (primary := primary_tag(page)) and primary in stated_tags:
        stated_tags.remove(primary)
    keywords = texts_in(stated.article.get("keywords")) if primary is None else []
    annotated = texts_in(stated.annotated.get("keywords"))
    at = {
        "printed": (printed, "printed"),
        "meta": (stated_tags, "meta"),
        "stated": (keywords, stated.source),
        "annotated": (annotated, stated.annotated_in),
    }
    for place in ORDER["tags"]:
        texts, source = at.get(place, ([], ""))
        if kept := _tidied(texts):
            return kept, source
    return [], ""


def _tidied(texts: list[str]) -> list[str]:
    found: dict[str, str] = {}
    for text in texts:
        name = text.strip(" #,")
        if name and len(name) <= _LONGEST_LABEL:
            found.setdefault(name.casefold(), name)
    return list(found.values())[:_MOST_TAGS]


def _is_tag(node: LexborNode) -> bool:
    """Whether a link is one of the article's tags: no category, none of a cloud in the sidebar, none within a sentence."""
    rel = (node.attributes.get("rel") or "").split()
    if "category" in rel:
        return False
    inner: LexborNode | None = node.parent
    for _ in range(6):
        if inner is None:
            break
        tag = inner.tag
        attributes = inner.attributes
        names = attributes.get("class") or ""
        if "taxonomy-category" in names or "cat-links" in names or "category" in words_of(names):
            return False
        words = set(words_of(f"{names} {attributes.get('id') or ''}"))
        if tag in ("aside", "nav", "p", "figcaption") or words & {
            "sidebar",
            "cloud",
            "trending",
            "widget",
            "menu",
            "nav",
            "related",
            "comment",
        }:
            # A list of tags may be set as one paragraph; a sentence has words between its links.
            return tag == "p" and bool(words & {"tags", "tag", "topics"})
        inner = inner.parent
    return True


def _is_foreign(node: LexborNode) -> bool:
    inner: LexborNode | None = node.parent
    for _ in range(6):
        if inner is None:
            return False
        words = set(words_of(f"{inner.attributes.get('class') or ''} {inner.attributes.get('id') or ''}"))
        if words & {"related", "card", "sidebar", "widget", "menu", "recirc"} or inner.tag == "aside":
            return True
        inner = inner.parent
    return False


def read_language(page: Page, stated: Stated) -> Found | None:
    """The language as declared, a BCP 47 tag ("en-US")."""
    for place in ORDER["language"]:
        for value in _languages_at(place, page, stated):
            if value and _LANGUAGE.match(value.strip()):
                source = stated.at(place)[1] if place in ("stated", "annotated") else place
                return Found(value.strip().replace("_", "-"), source)
    return None


def _languages_at(place: str, page: Page, stated: Stated) -> list[str | None]:
    if place == "html":
        root = page.tree.root
        return [root.attributes.get("lang")] if root is not None and root.tag == "html" else []
    if place == "meta":
        return [page.metas[name][0] for name in LANGUAGE_METAS if name in page.metas]
    return [text_in(stated.at(place)[0].get("inLanguage"))]
