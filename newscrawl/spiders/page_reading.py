"""An answer becomes what was read from it, in whichever process that is done (:mod:`newscrawl.spiders.readers`).

Nothing here asks or tells the spider that runs: what it should do comes back as a value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newscrawl.items import FoundPage, Item, Outcome, PageKind
from newscrawl.markup import Page, open_page
from newscrawl.spiders import articles, threads

if TYPE_CHECKING:
    from datetime import datetime

    from newscrawl.reading.memory import Sighting
    from newscrawl.spiders.arguments import RunArguments
    from newscrawl.spiders.fetched import Fetched
    from newscrawl.spiders.site_rules import SiteRules


@dataclass(slots=True)
class PageRead:
    """What a page gave. Plain values and items alone, so that it can be sent from one process to another."""

    items: list[Item] = field(default_factory=list)
    found: list[FoundPage] = field(default_factory=list)
    """The pages that it named."""
    refused: tuple[Outcome, str] | None = None
    """How it ends, and why, where it gave nothing."""
    raw: dict[str, Any] | None = None
    """The article as far as it was read, where it goes on at ``following``."""
    following: str | None = None
    seen: list[str] = field(default_factory=list)
    """The addresses of the article's pages, ``following`` not counted."""
    published: datetime | None = None
    sighting: dict[str, Any] | None = None
    """What the store learns of the paper's pages."""
    learned: Sighting | None = None
    """What the reader's own memory has learned."""
    encoding: str | None = None
    opt_outs: dict[str, bool] | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a run wants of its pages."""

    run: RunArguments
    obeyed_opt_outs: tuple[str, ...] = ()


def open_answer(fetched: Fetched) -> Page:
    """The answer's tree: parsed once, whoever reads it."""
    assert fetched.response is not None
    page = open_page(fetched.response.body, fetched.response.url, fetched.content_type)
    fetched.encoding = fetched.encoding or page.encoding
    fetched.reader.opened = (fetched.response.body, page)
    return page


def read_article_page(fetched: Fetched, wishes: Wishes, rules: SiteRules) -> PageRead:
    """The article of a page, its quotes and the comments that stand there; or its first part."""
    assert fetched.response is not None
    page = open_answer(fetched)
    opt_outs = rules.opt_outs(fetched.outlet, fetched.response.headers, page)
    denied = [name for name in wishes.obeyed_opt_outs if opt_outs.get(name) is False]
    if denied:
        reason = f"its publisher reserves it ({', '.join(denied)}), and OPT_OUTS obeys that"
        return PageRead(refused=(Outcome.REFUSED, reason), encoding=fetched.encoding, opt_outs=opt_outs)
    try:
        raw, items, found = articles.read_first_part(fetched, page, wishes.run)
    except articles.NoArticleError as none:
        return PageRead(refused=(none.outcome, str(none)), encoding=fetched.encoding, opt_outs=opt_outs)
    read = whole_or_part(fetched, raw, [fetched.page, page.url], items, found)
    read.opt_outs, read.learned = opt_outs, articles.sighting_of(raw)
    return read


def read_part_page(fetched: Fetched, part: dict[str, Any]) -> PageRead:
    """The article that this is a later page of; *part* is what the request for it carried."""
    assert fetched.response is not None
    raw = fetched.reader.read_article(fetched.response.body, open_answer(fetched).url)
    if not articles.is_part(fetched, part["raw"], raw, part["seen"]):
        return whole(fetched, part["raw"], [], found_of(part))
    return whole_or_part(fetched, articles.join_part(part["raw"], raw), part["seen"], [], found_of(part))


def read_thread_page(fetched: Fetched) -> PageRead:
    """The comments of one page or reply of a thread."""
    items, found = threads.read_thread_page(fetched)
    return PageRead(items, found, encoding=fetched.encoding)


def whole_or_part(
    fetched: Fetched, raw: dict[str, Any], seen: list[str], items: list[Item], found: list[FoundPage]
) -> PageRead:
    """The whole article; or what there is of it, and where it goes on."""
    following = articles.next_part(raw, fetched, seen)
    if following is None or fetched.response is None or fetched.response.request is None:
        return whole(fetched, raw, items, found)
    return PageRead(items, found, raw=raw, following=following, seen=seen, encoding=fetched.encoding)


def whole(fetched: Fetched, raw: dict[str, Any], items: list[Item], found: list[FoundPage]) -> PageRead:
    """The article, of which everything was read."""
    items, published = articles.whole_article(fetched, raw, items)
    return PageRead(items, found, published=published, sighting=raw.get("sighting"), encoding=fetched.encoding)


def found_of(part: dict[str, Any]) -> list[FoundPage]:
    """The pages that a part's request carries, as they were."""
    return [FoundPage(**{**place, "kind": PageKind(place["kind"])}) for place in part["found"]]
