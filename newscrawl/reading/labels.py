"""Section, tags and language."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from newscrawl.reading.furniture import table, words_of
from newscrawl.reading.stated import SECTION_METAS, TAG_METAS, Found, Stated, first_meta, texts_in

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page

_HOME = table("home homepage front news start inicio accueil startseite") - {"news"}
_LONGEST_LABEL = 60
_MOST_TAGS = 40
_SECTION_LINKS = (
    '[class*="crumb" i] a, [itemtype*="BreadcrumbList"] a, nav[aria-label*="readcrumb" i] a, a[rel~="category"], '
    '[class*="cat-links"] a, '
    '[class*="entry-category"] a, [class*="taxonomy-category"] a, [itemprop~="articleSection"], [class*="section-name" i], '
    '[class*="article-section" i], [class*="post-category" i] a, [class*="kicker" i] a, [class*="eyebrow" i] a'
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


def read_section(page: Page, stated: Stated, title: str | None) -> Found | None:
    """The section, as stated, as printed, or as the address and the menu have it together."""
    value = stated.article.get("articleSection")
    texts = [text for text in texts_in(value if not isinstance(value, str) else [value]) if len(text) <= _LONGEST_LABEL]
    if texts:
        return Found(texts[0], "json-ld")
    meta = first_meta(page, SECTION_METAS)
    if meta is not None and len(meta.value) <= _LONGEST_LABEL:
        return meta
    for source, nodes in (("printed", page.tree.css(_SECTION_LINKS)),):
        labels = [
            text
            for node in nodes[:8]
            if not _is_foreign(node)
            and (text := page.text_of(node))
            and text.casefold() not in _HOME
            and text != title
            and len(text) <= _LONGEST_LABEL
        ]
        if labels:
            return Found(labels[0], source)
    crumbs = [text for text in stated.breadcrumb if text.casefold() not in _HOME and text != title]
    if crumbs and len(crumbs[0]) <= _LONGEST_LABEL:
        return Found(crumbs[0], "breadcrumb")
    primary = primary_tag(page)
    return Found(primary, "meta:article:tag") if primary else _by_address(page)


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
        last = unquote(urlsplit_path(node.attributes.get("href") or "").rstrip("/").rpartition("/")[2])
        text = page.text_of(node)
        if last and text and len(text) <= _LONGEST_LABEL:
            menu.setdefault(last, text)
    for folder in reversed(folders):
        if folder in menu:
            return Found(menu[folder], "url")
        if folder.count("-") < 3:
            return None  # the innermost folder that is no headline decides: "/news/local/" is not News
    return None


def urlsplit_path(href: str) -> str:
    """The path of *href*; empty where it cannot be read."""
    try:
        return urlsplit(href).path
    except ValueError:
        return ""


def read_tags(page: Page, stated: Stated) -> tuple[list[str], str]:
    """The tags and where they stood: printed links win, then ``article:tag`` and its like, then JSON-LD's keywords."""
    printed = [
        text
        for node in page.tree.css(
            'a[rel~="tag"], [class*="tags" i] a, [class*="tag-list" i] a, [class*="topics" i] a, [class*="taglist" i] a'
        )
        if _is_tag(node) and (text := page.text_of(node))
    ]
    stated_tags = [text for name in TAG_METAS for value in page.metas.get(name, []) for text in texts_in(value)]
    if (primary := primary_tag(page)) and primary in stated_tags:
        stated_tags.remove(primary)
    keywords = texts_in(stated.article.get("keywords")) if primary is None else []
    for texts, source in ((printed, "printed"), (stated_tags, "meta"), (keywords, "json-ld")):
        kept = _tidied(texts)
        if kept:
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


def read_language(page: Page, stated: Stated) -> str | None:
    """The language as declared, a BCP 47 tag ("en-US")."""
    root = page.tree.root
    declared = root.attributes.get("lang") if root is not None and root.tag == "html" else None
    for value in (
        declared,
        stated.text("inLanguage"),
        *(page.metas.get(name, [None])[0] for name in ("og:locale", "language", "content-language")),
    ):
        if value and _LANGUAGE.match(value.strip()):
            return value.strip().replace("_", "-")
    return None
