"""A look at a paper before it is crawled: its lists, its system, its clock, and three of its articles as they would be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newscrawl import comments, quotes, reading
from newscrawl.discovery.addresses import Shape, shape_of
from newscrawl.discovery.feeds import read_feed
from newscrawl.discovery.listings import WELL_KNOWN_FEEDS, article_links, feeds_of
from newscrawl.discovery.optouts import read_optouts
from newscrawl.discovery.sitemaps import WELL_KNOWN_SITEMAPS, read_sitemap
from newscrawl.discovery.wordpress_api import api_root_in, api_root_of
from newscrawl.items import PageKind
from newscrawl.markup import open_page
from newscrawl.reading.dateline import read_dateline
from newscrawl.scouting import clues, wordpress
from newscrawl.scouting.clock import zone_of_paper
from newscrawl.scouting.clues import Clue
from newscrawl.scouting.places import country_name, country_of_zone
from newscrawl.scouting.seen import ListSeen, Look, Sample
from newscrawl.urls import canonical_url, host_of, same_site

if TYPE_CHECKING:
    from newscrawl.discovery.robots import RobotsRules
    from newscrawl.markup import Page
    from newscrawl.scouting.visits import Answer, Visitor
    from newscrawl.spiders.site import Site

SAMPLES = 3
FEEDS_AT_MOST = 3
"""Feeds that are read of those which a page names."""
GUESSES = 3
"""Well-known places that are tried for a feed, and for a sitemap, where none is named."""
AGENT = "newscrawl"
SAID = "as you say"
"""The source of what the user knows."""


async def look_at(
    visitor: Visitor,
    site: Site,
    *,
    samples: int = SAMPLES,
    schemes: tuple[str, ...] = (),
    place: str | None = None,
    timezone: str | None = None,
) -> Look:
    """Visit *site*: robots.txt, front page, feeds, sitemap, articles; some ten requests.

    Args:
        visitor: who asks.
        site: what is known of it; its name is the visitor's.
        samples: articles that are read.
        schemes: to be tried one after another, where the user named none.
        place: where it is, as the user says.
        timezone: as the user says.
    """
    look = Look(site, domain=site.domain, scheme=site.scheme)
    look.place = Clue(place, SAID) if place else None
    look.timezone = Clue(timezone, SAID) if timezone else None
    for scheme in schemes or (site.scheme,):
        site = replace(site, scheme=scheme)
        home = await visitor.get(site.home, site)
        if home.status or scheme == (schemes or (site.scheme,))[-1]:
            break
    if home.reason is not None or not home.body.strip():
        look.refused = _why_not(home)
        return look
    look.scheme, look.domain = urlsplit(home.url).scheme, host_of(home.url)
    page = open_page(home.body, home.url, home.content_type)
    look.robots, rules = _robots(visitor.rules.get(site.name)), visitor.rules.get(site.name)
    look.opt_outs = read_optouts(rules or b"", home.headers, page, None, page.url, AGENT)
    look.system = clues.system_of(page, home.body)
    look.name, look.language = clues.name_of(page, look.domain), clues.language_of([page])
    links = article_links(page, look.domain)
    look.links, look.sections = (sum(link.kind == kind for link in links) for kind in ("article", "section"))
    named = [link.url for link in links if link.kind == "article"]
    stated = await _interface(visitor, site, page, home, look)
    entries = await _feeds(visitor, site, page, look)
    named = [entry["url"] for entry in entries if same_site(entry.get("url") or "", look.domain)] + named
    listed = await _sitemaps(visitor, site, rules, look)
    pages = await _samples(visitor, site, _few(named or listed, look.domain, samples), look)
    _conclude(look, page, pages, entries, stated)
    return look


def _why_not(home: Answer) -> str:
    if home.reason and "leads off the site, to " in home.reason:
        other = home.reason.rpartition("leads off the site, to ")[2]
        return f"it has moved to {other}: 'scrapy add https://{other}/' looks there"
    if home.reason and home.reason.startswith("private address"):
        return f"{home.reason.partition(';')[0]}: --allow-private looks at a site of your own machine or network"
    return home.reason or "its front page is empty"


def _robots(rules: RobotsRules | None) -> str:
    if rules is None:
        return "could not be read"
    delay = rules.crawl_delay(AGENT)
    return "allows us" + (f", {delay:g} s between requests" if delay else "")


async def _interface(visitor: Visitor, site: Site, page: Page, home: Answer, look: Look) -> wordpress.Index:
    """What WordPress' interface says of the site; nothing of other systems."""
    root = api_root_of(page) or api_root_in(home.headers, home.url)
    if not root or not same_site(root, look.domain):
        return wordpress.Index()
    answer = await visitor.get(wordpress.index_request(root), site, guess=True)
    if look.system is None:
        look.system = Clue("WordPress", "its interface is named")
    return wordpress.read_index(answer.body) if answer.reason is None else wordpress.Index()


async def _feeds(visitor: Visitor, site: Site, page: Page, look: Look) -> list[dict[str, Any]]:
    """The entries of the feeds, which are noted; a place where feeds stand is tried where the page names none."""
    named = [url for url in feeds_of(page) if same_site(url, look.domain)]
    home = f"{look.scheme}://{look.domain}"
    guesses = [] if named else [home + path for path in WELL_KNOWN_FEEDS[:GUESSES]]
    entries: list[dict[str, Any]] = []
    for url in named[:FEEDS_AT_MOST] or guesses:
        answer = await visitor.get(url, site, guess=not named)
        read = read_feed(answer.body, answer.url) if answer.reason is None else []
        if not read:
            continue
        entries += read
        newest = max((one["published"] for one in read if isinstance(one.get("published"), str)), default=None)
        look.feeds.append(ListSeen(url, len(read), newest, "named by the page" if named else "at a well-known place"))
        if not named:
            break
    return entries


async def _sitemaps(visitor: Visitor, site: Site, rules: RobotsRules | None, look: Look) -> list[str]:
    """The pages of the first sitemap that names some, of an index' first that does; they are noted."""
    stated = [url for url in rules.sitemaps if same_site(url, look.domain)] if rules is not None else []
    home = f"{look.scheme}://{look.domain}"
    waiting = stated[:GUESSES] or [home + path for path in WELL_KNOWN_SITEMAPS[:GUESSES]]
    found = "named by robots.txt" if stated else "at a well-known place"
    for asked in range(GUESSES + 1):
        if asked >= len(waiting):
            break
        answer = await visitor.get(waiting[asked], site, guess=not stated)
        if answer.reason is not None:
            continue
        read = read_sitemap(answer.body, answer.url)
        if read["pages"] or read["sitemaps"]:
            look.sitemaps.append(ListSeen(waiting[asked], len(read["pages"]) + len(read["sitemaps"]), None, found))
        if read["pages"]:
            return [page["url"] for page in read["pages"] if shape_of(page["url"]) is Shape.ARTICLE]
        waiting += [url for url in read["sitemaps"] if same_site(url, look.domain)][:GUESSES]
        found = "in the sitemap above" if read["sitemaps"] else found
    return []


def _few(urls: list[str], domain: str, number: int) -> list[str]:
    """The first *number* of different addresses, those that look like articles' before the others."""
    once = {canonical_url(url): url for url in reversed(urls) if same_site(url, domain)}
    ordered = [url for url in dict.fromkeys(urls) if once.get(canonical_url(url)) == url]
    return sorted(ordered, key=lambda url: shape_of(url) is not Shape.ARTICLE)[:number]


async def _samples(visitor: Visitor, site: Site, urls: list[str], look: Look) -> list[Page]:
    pages = []
    for url in urls:
        answer = await visitor.get(url, site, PageKind.ARTICLE)
        if answer.reason is not None:
            look.samples.append(Sample(url, problem=answer.reason))
            continue
        page = open_page(answer.body, answer.url, answer.content_type)
        pages.append(page)
        look.samples.append(_sample(url, page))
    return pages


def _sample(url: str, page: Page) -> Sample:
    try:
        raw = reading.read_page(page)
        threads = comments.find_threads(page, datetime.now(UTC))
        found = quotes.find_quotes(raw["paragraphs"], raw["language"])
    except Exception as error:  # noqa: BLE001 - a stranger's page may break any reader, and the look goes on
        return Sample(url, problem=f"reading it failed: {type(error).__name__}")
    first = read_dateline(raw["paragraphs"][0]) if raw["paragraphs"] else None
    problem = None if raw["is_article"] else f"no article: {'; '.join(raw['why'][:2]) or 'it does not look like one'}"
    if problem is None and raw["truncated"]:
        problem = "its text looks cut: a paywall, or a reader in the browser"
    return Sample(
        url,
        raw["title"],
        tuple(raw["authors"]),
        raw["published"],
        sum(len(text.split()) for text in raw["paragraphs"]),
        len(found),
        _thread_words(threads),
        first.place if first else None,
        problem,
    )


def _thread_words(threads: list[comments.Thread]) -> str | None:
    for thread in threads:
        if thread.claimed is None and not thread.rows and thread.requests:
            return f"{thread.platform}, loaded by its interface"
        count = thread.claimed if thread.claimed is not None else len(thread.rows)
        return f"{thread.platform}, {count:,}" + ("" if thread.readable else " (cannot be read)")
    return None


def _conclude(
    look: Look, home: Page, pages: list[Page], entries: list[dict[str, Any]], stated: wordpress.Index
) -> None:
    host = look.domain.partition(":")[0]
    if stated.name:
        look.name = Clue(stated.name, "the site's own interface")
    look.language = look.language or clues.language_of(pages)
    datelines = [sample.dateline for sample in look.samples if sample.dateline]
    look.place = look.place or clues.place_of([home, *pages], datelines, host)
    moments = [sample.published for sample in look.samples if sample.published]
    moments += [entry["published"] for entry in entries if isinstance(entry.get("published"), str)]
    look.timezone = look.timezone or zone_of_paper(
        look.place.value if look.place else None,
        host,
        moments,
        stated=stated.timezone,
        language=look.language.value if look.language else None,
    )
    if look.place is None and look.timezone.doubt is None and (country := country_of_zone(look.timezone.value)):
        look.place = Clue(country_name(country), "its time zone", "the town is not stated")
