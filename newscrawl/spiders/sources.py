"""Home and section pages, feeds, sitemaps and CMS interfaces become the pages that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from newscrawl.db.models import STATED
from newscrawl.discovery.addresses import Shape, shape_of
from newscrawl.discovery.archives import dated_outside, lies_outside, month_pages
from newscrawl.discovery.feeds import read_feed
from newscrawl.discovery.listings import MAX_LINKS, WELL_KNOWN_FEEDS, article_links, feeds_of
from newscrawl.discovery.sitemaps import WELL_KNOWN_SITEMAPS, read_sitemap
from newscrawl.discovery.teasers import plain_text
from newscrawl.discovery.wordpress_api import api_root_of, lists_parts, parts_request, posts_request, read_posts
from newscrawl.items import FoundPage, PageKind
from newscrawl.urls import is_http, joined, same_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from newscrawl.markup import Page
    from newscrawl.spiders.arguments import RunArguments
    from newscrawl.spiders.fetched import Fetched
    from newscrawl.spiders.site import Site

HINT_FIELDS = ("title", "published", "modified", "dek", "authors", "section", "tags", "listed_under")

SECTION_LENGTH = 40
"""Characters; a longer name is no section's."""

LISTING_PAGES = 30
"""How far "older posts" is followed from one listing page in one run, as long as each page brings something new."""

PLACES = {"feed": WELL_KNOWN_FEEDS, "sitemap": WELL_KNOWN_SITEMAPS}
GUESSES = 5
"""Well-known places that are tried where a site names no feed, or no sitemap; once, and again after a month."""


NO_ARTICLES = frozenset({Shape.SECTION, Shape.FURTHER, Shape.NEVER})
"""Sitemaps list every page of a site; addresses of these shapes lead to lists by section, tag or author."""

EVERYTHING = frozenset(
    ["all", "archive", "archives", "blog", "home", "index", "latest", "popular", "posts", "recent", "today", "trending"]
)
"""Names of listing pages that are no sections."""


@dataclass(slots=True)
class Findings:
    """What one source named."""

    articles: list[FoundPage] = field(default_factory=list)
    sources: list[FoundPage] = field(default_factory=list)
    older: list[FoundPage] = field(default_factory=list)
    """The source's next page; worth asking for where this one brought something new."""
    nothing: str | None = None
    """Why the source gave nothing ("a feed was expected, this is HTML"); None where it gave something."""
    cut: str | None = None
    """What of it was left out, and why."""

    def reasons(self, hint: Mapping[str, Any]) -> list[str]:
        """What is to be recorded as problems; that a guessed place has nothing is none."""
        return [reason for reason in (None if hint.get("guess") else self.nothing, self.cut) if reason]


def source(url: str, what: str, found_in: str | None = None, **hint: Any) -> FoundPage:
    """A source to be fetched; *what* is home, section, feed, sitemap or wordpress."""
    return FoundPage(url, PageKind.SOURCE, found_in, hint={"source": what, **hint})


def stated(site: Site) -> list[FoundPage]:
    """Where a paper's crawl begins: the front page, and what the site's entry states."""
    found = [source(site.home, "home"), tdmrep(site)]
    for what, addresses in (("section", site.sections), ("feed", site.feeds), ("sitemap", site.sitemaps)):
        found += [source(_absolute(site, address), what, STATED) for address in addresses]
    return found


def tdmrep(site: Site) -> FoundPage:
    """Where a paper may reserve uses of its pages. A guess: most have none, and that is no problem."""
    return source(f"{site.home}.well-known/tdmrep.json", "tdmrep", guess=GUESSES)


def _absolute(site: Site, address: str) -> str:
    return address if is_http(address) else f"{site.home}{address.lstrip('/')}"


def from_listing(page: Page, domain: str, what: str, nth: int) -> Findings:
    """What a home or section page names: articles, further listing pages, feeds, the WordPress interface."""
    findings = Findings()
    section = section_of(page.url) if what == "section" else None
    hint = {"listed_under": section} if section else {}
    for link in article_links(page, domain):
        if link.kind == "article":
            findings.articles.append(FoundPage(link.url, found_in=page.url, hint=dict(hint)))
        elif link.kind == "next" and nth < LISTING_PAGES:
            findings.older.append(source(link.url, "section", page.url, nth=nth + 1))
        elif link.kind == "section" and what == "home":
            findings.sources.append(source(link.url, "section", page.url))
    if what == "home":
        findings.sources += [source(url, "feed", page.url) for url in feeds_of(page) if same_site(url, domain)]
        root = api_root_of(page)
        if root and same_site(root, domain):
            findings.sources.append(source(posts_request(root), "wordpress", page.url))
            findings.sources.append(source(parts_request(root), "wordpress", page.url, guess=GUESSES))
    if (links := len(page.tree.css("a[href]"))) > MAX_LINKS:
        findings.cut = f"a page of {links:,} links; those beyond the first {MAX_LINKS:,} are left out"
    if not findings.articles and not findings.sources:
        findings.nothing = "a listing page that links no article"
    return findings


def read_source(fetched: Fetched, opened: Callable[[], Page]) -> Findings:
    """What an answer names, read as what it was asked for as. *opened* gives its tree; only a listing page needs one."""
    assert fetched.response is not None
    body, url, domain = fetched.response.body, fetched.response.url, fetched.reader.domain
    what = fetched.hint.get("source") or "section"
    if what == "wordpress":
        return from_wordpress(
            body,
            url,
            domain,
            {
                name: value
                for name, value in fetched.response.headers.to_unicode_dict().items()
                if isinstance(name, str)
            },
        )
    if what == "sitemap":
        return from_sitemap(body, url, domain)
    if what == "feed":
        return from_feed(body, url, domain)
    return from_listing(opened(), domain, what, int(fetched.hint.get("nth") or 1))


def for_span(findings: Findings, home: Page | None, domain: str, run: RunArguments, now: datetime) -> bool:
    """Turn what a source named to the run's span of time: sitemaps and lists that hold other times alone are left out.

    Articles whose address dates them outside it are noted with that date (``dated``), by which the frontier leaves them
    for another run.

    Args:
        findings: of the source; changed in place.
        home: the front page where it is that: the site's archives by month are added, and its interface is asked for the
            span alone.
        domain: of the paper.
        run: says ``since`` and ``until``.
        now: by the page clock.

    Returns:
        Whether something was left out.
    """
    since, until = run.since, run.until
    within = [place for place in findings.sources if not _elsewhen(place, since, until)]
    cut, findings.sources = len(within) < len(findings.sources), within
    for found in findings.articles:
        if not found.hint.get("published") and (day := dated_outside(found.url, since, until)):
            found.hint["dated"] = day.isoformat()
    if home is None or since is None or not run.looks_back(now):
        return cut
    root = api_root_of(home)
    if root and same_site(root, domain):
        asked = posts_request(
            root, after=f"{since:%Y-%m-%dT00:00:00+00:00}", before=until.isoformat() if until else None
        )
        dated = source(asked, "wordpress", home.url, once=True)
        findings.sources = [dated if _lists_all(place) else place for place in findings.sources]
    own = [url for address, _ in home.links if (url := joined(home.url, address)) and same_site(url, domain)]
    for url, end in month_pages(own, since, until or now, like=home.url if root else None):
        findings.sources.append(source(url, "section", home.url, guess=GUESSES, once=True, published=end.isoformat()))
    return cut


def _lists_all(place: FoundPage) -> bool:
    return place.hint.get("source") == "wordpress" and not place.hint.get("guess")


def _elsewhen(place: FoundPage, since: datetime | None, until: datetime | None) -> bool:
    try:
        changed = datetime.fromisoformat(place.hint.get("modified") or "")
    except ValueError:
        changed = None
    if changed is not None and changed.tzinfo is None:
        changed = changed.replace(tzinfo=UTC)
    return place.hint.get("source") in {"sitemap", "section"} and lies_outside(place.url, changed, since, until)


def section_of(url: str) -> str | None:
    """The section that a listing page's address names ("/section/high-schools/page/2/" is "high schools"), if any."""
    folders = [unquote(folder) for folder in urlsplit(url).path.split("/") if folder]
    while folders and (folders[-1].isdecimal() or folders[-1].casefold() == "page"):
        folders.pop()
    name = re.sub(r"[-_+]+", " ", folders[-1].rpartition(".")[0] or folders[-1]).strip() if folders else ""
    return name if name and len(name) <= SECTION_LENGTH and name.casefold() not in EVERYTHING else None


def well_known(site: Site, findings: Findings, sitemaps_stated: Iterable[str]) -> list[FoundPage]:
    """The sitemaps that robots.txt states; where the site names no feed or no sitemap, a place worth a look for it."""
    found = [source(url, "sitemap", "robots.txt") for url in sitemaps_stated]
    kinds = {place.hint["source"] for place in [*findings.sources, *found]}
    for what, stated_by_entry in (("feed", site.feeds), ("sitemap", site.sitemaps)):
        if what not in kinds and not stated_by_entry:
            found += guess(site, what, 0)
    return found


def guess(site: Site, what: str, nth: int) -> list[FoundPage]:
    """The nth place where sites keep their feed or sitemap; the next is only tried where this one has none."""
    places = PLACES[what][nth : min(nth + 1, GUESSES)]
    return [source(_absolute(site, path), what, "well-known place", guess=nth + 1) for path in places]


def next_guess(site: Site, hint: Mapping[str, Any]) -> list[FoundPage]:
    """Where to look after a place that was guessed gave nothing; nowhere, where the place was no guess."""
    return guess(site, hint["source"], int(hint["guess"])) if hint.get("guess") and hint["source"] in PLACES else []


def from_feed(body: bytes, url: str, domain: str) -> Findings:
    """What a feed names. Off-site entries are left out: they are other people's articles, or advertising."""
    entries = [_feed_hint(entry) for entry in read_feed(body, url) if entry.get("url")]
    if not entries:
        words = (
            "HTML"
            if body.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html"))
            else "nothing that can be read"
        )
        return Findings(nothing=f"a feed was expected, and this is {words} or has no entries")
    own = [entry for entry in entries if same_site(entry["url"], domain)]
    return Findings(articles=list(_articles(own, url, "feed")))


def _feed_hint(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry says of its article. Feeds name categories and tags alike, the section first; a title may be markup."""
    sections = entry.get("sections") or []
    return {
        **entry,
        "title": plain_text(entry.get("title")),
        "modified": entry.get("updated"),
        "dek": entry.get("summary"),
        "listed_under": sections[0] if sections else None,
    }


def from_sitemap(body: bytes, url: str, domain: str) -> Findings:
    """What a sitemap names: pages, and further sitemaps."""
    read = read_sitemap(body, url)
    pages = [
        {**page, "modified": page.get("lastmod")}
        for page in read["pages"]
        if same_site(page["url"], domain) and shape_of(page["url"]) not in NO_ARTICLES
    ]
    further = [sitemap for sitemap in read["sitemaps"] if same_site(sitemap, domain)]
    if not read["pages"] and not read["sitemaps"]:
        return Findings(nothing="a sitemap was expected, and this names no page")
    return Findings(
        articles=list(_articles(pages, url, "sitemap")),
        # an index dates its sitemaps: one that changed since it was read is due
        sources=[source(address, "sitemap", url, modified=read["changed"].get(address)) for address in further],
    )


def from_wordpress(body: bytes, url: str, domain: str, headers: Mapping[str, str]) -> Findings:
    """What one page of WordPress's list of posts names, with the dek and the time of change that its pages may not print."""
    entries, further = read_posts(body, url, headers)
    if not entries:
        return Findings(nothing="the WordPress interface was expected, and this lists no post")
    findings = Findings(articles=list(_articles([e for e in entries if same_site(e["url"], domain)], url, "rest")))
    if lists_parts(url):
        for place in findings.articles:
            place.hint["parts"] = True
    if further:
        findings.older.append(source(further, "wordpress", url))
    return findings


def _articles(entries: Iterable[Mapping[str, Any]], found_in: str, origin: str) -> Iterator[FoundPage]:
    for entry in entries:
        hint = {name: entry[name] for name in HINT_FIELDS if entry.get(name)}
        yield FoundPage(entry["url"], found_in=found_in, hint={**hint, "source": origin})
