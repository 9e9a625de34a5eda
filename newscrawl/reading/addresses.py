"""Where else the article lies: canonical address, AMP and short links, further pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newscrawl.cleaning.languages import LANGUAGES
from newscrawl.reading.stated import Found
from newscrawl.urls import joined, same_site

if TYPE_CHECKING:
    from newscrawl.markup import Page

_PRINT = tuple(label for language in LANGUAGES for label in language.printed)
"""How links to an article's print version begin."""
_LONGEST_LABEL = 40
_TWINS = frozenset({"amphtml", "shortlink"})

_COMMENT_PAGE = re.compile(r"/comment-page-\d+/?$")
"""WordPress states a page of the comments as canonical where the newest comments come first: the article is before it."""
_PAGE_NUMBER = re.compile(r"^[1-9]\d?$")


def read_canonical(page: Page) -> Found | None:
    """The canonical address that the page states, where it can be right: on the same site, and no home or section page.

    ``og:url`` is asked where ``<link rel=canonical>`` states nothing of use. The fragment is left out.
    """
    stated = [(attributes.get("href"), "canonical") for rel, attributes in page.relations if "canonical" in rel]
    for href, source in (*stated, *((url, "meta:og:url") for url in page.metas.get("og:url", []))):
        url = _joined(page.url, href)
        if url and _may_be_canonical(url, page.url):
            return Found(_COMMENT_PAGE.sub("/", url), source)
    return None


def read_twins(page: Page) -> list[str]:
    """Addresses that the page states for itself: AMP, short link, print and mobile twins."""
    found: list[str] = []
    for rel, attributes in page.relations:
        is_alternate = "alternate" in rel
        if not rel & _TWINS and not (is_alternate and "media" in attributes):
            continue
        if is_alternate and attributes.get("type", "text/html") != "text/html":
            continue
        url = _joined(page.url, attributes.get("href"))
        if url and url != page.url and url not in found and urlsplit(url).path + urlsplit(url).query not in ("", "/"):
            found.append(url)
    here = _last_folder(page.url)
    for href, node in page.links:
        label = page.text_of(node).casefold() if "print" in href.lower() else ""
        if label.startswith(_PRINT) and len(label) < _LONGEST_LABEL:
            url = _joined(page.url, href)
            if url and url != page.url and url not in found and here and here in url:
                found.append(url)
    return found


_MAY_BE_NUMBERED = re.compile(r"(?:^|[/=])\d{1,3}/?(?=$|[?&#])")


def _last_folder(url: str) -> str:
    """The part of an address that names the article, by which its other dresses know it."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[2]


def read_next_pages(page: Page) -> list[str]:
    """Addresses of the further pages of the same article, in order; empty where there are none or this is the last.

    Known by their address: this one with a page number behind it ("/2/", "?page=2"), named by a link that says a number, or by
    ``<link rel=next>``, which themes set to the next story, too.
    """
    here, number = _numbered(page.url)
    found: dict[int, str] = {}
    stated = [(attributes.get("href") or "", None) for rel, attributes in page.relations if "next" in rel]
    name = here.partition("?")[0].rpartition("/")[2]
    for href, node in (*page.links, *stated):
        if name not in href and href.startswith(("/", "http")):
            continue  # most links: another page's
        if _MAY_BE_NUMBERED.search(href):
            url = _joined(page.url, href)
            if url is None:
                continue
            other, other_number = _numbered(url)
            if other == here and other_number > number and _says_number(page.text_of(node), other_number):
                found.setdefault(other_number, url)
    return [found[number] for number in sorted(found)]


def _joined(base: str, href: str | None) -> str | None:
    """The address that a link leads to, without its fragment; None for none."""
    url = joined(base, href)
    return url.partition("#")[0] if url else None


def _may_be_canonical(url: str, page_url: str) -> bool:
    theirs, ours = urlsplit(url), urlsplit(page_url)
    if not same_site(url, ours.netloc.rpartition("@")[2]):
        return False
    path, own = theirs.path.rstrip("/"), ours.path.rstrip("/")
    if not path and not theirs.query:
        return not own and not ours.query
    # A canonical that is a parent folder of this page is a section page, unless what is cut off is only dress.
    if own != path and own.startswith(path + "/") and not theirs.query:
        rest = own[len(path) + 1 :]
        return bool(_PAGE_NUMBER.match(rest)) or rest in ("amp", "print") or rest.startswith(("comment-page", "amp/"))
    return True


def _numbered(url: str) -> tuple[str, int]:
    """*url* without its page number, and the number (1 where there is none)."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    head, _, tail = path.rpartition("/")
    query = [part for part in parts.query.split("&") if part]
    number = 1
    if _PAGE_NUMBER.match(tail) and head:
        head = head.removesuffix("/page")
        path, number = head, int(tail)
    for part in query[:]:
        name, _, value = part.partition("=")
        if name in ("page", "pg", "paged") and _PAGE_NUMBER.match(value):
            query.remove(part)
            number = int(value)
    kept = [part for part in query if not part.startswith(("utm_", "fbclid", "gclid"))]
    return f"{parts.netloc.lower()}{path}?{'&'.join(kept)}", number


def _says_number(text: str, number: int) -> bool:
    return str(number) in text.split() or len(text) < 30
