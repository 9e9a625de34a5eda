"""Rows of a list become entries: each paper once, under a name of its own; and what gives none, with the reason."""

# ruff: noqa: SIM905  (a table of words reads best as words)

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newscrawl.scouting.clock import zone_of_paper
from newscrawl.scouting.entries import Noted, plain_host, slug_of
from newscrawl.scouting.outlets import LeftOut
from newscrawl.spiders.site import Site, SiteError, usual_scheme
from newscrawl.urls import host_of, is_http

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.scouting.outlets import Row

# Hosts where anybody has a page: an address there is a paper's profile, and no paper's own site.
_EVERYBODYS = frozenset(
    """
    facebook.com fb.com twitter.com x.com youtube.com youtu.be instagram.com linkedin.com tiktok.com pinterest.com
    sites.google.com plus.google.com issuu.com en.wikipedia.org wikipedia.org web.archive.org archive.org linktr.ee flickr.com
    google.com yelp.com soundcloud.com reddit.com
    """.split()
)


def entries_of(
    rows: list[Row], names: set[str], hosts: Mapping[str, str], *, allow_private: bool = False
) -> tuple[list[tuple[Row, Noted]], list[LeftOut]]:
    """An entry for each row that has an address of its own; and the others, each with the reason.

    Args:
        rows: of a list.
        names: of entries that are there.
        hosts: of these, without "www.", to their names.
        allow_private: the list is of the user's own machine or network.
    """
    taken, seen = set(names), dict(hosts)
    kept: list[tuple[Row, Noted]] = []
    left: list[LeftOut] = []
    for row in rows:
        try:
            site, doubts = _entry(row, taken, seen, allow_private=allow_private)
        except SiteError as error:
            left.append(LeftOut(row.where, row.name, row.website, str(error)))
            continue
        taken.add(site.name)
        seen[plain_host(site.domain)] = f"{site.name} ({row.where})"
        kept.append((row, Noted(site, doubts)))
    return kept, left


def _entry(row: Row, taken: set[str], seen: Mapping[str, str], *, allow_private: bool) -> tuple[Site, dict[str, str]]:
    url = address_of(row.website, allow_private=allow_private)
    domain, host = host_of(url), (urlsplit(url).hostname or "")
    if plain_host(host) in _EVERYBODYS:
        raise SiteError(f"{host} is where anybody has a page, and no paper's own site")
    if (known := seen.get(plain_host(domain))) is not None:
        raise SiteError(f"the same site as {known}")
    place = row.place or ", ".join(part for part in (row.town, row.state, row.country) if part)
    clue = zone_of_paper(place, host, [], at=row.at)
    zone = row.timezone or clue.value
    doubts = {} if row.timezone or clue.doubt is None else {"timezone": clue.doubt}
    if not place:
        place, doubts["place"] = "unknown", "the list does not say"
    label = plain_host(domain).split(".")[0]
    name = slug_of(row.name or label, taken, *([row.town] if row.town else []), label)
    site = Site(name, domain, place, zone, scheme=urlsplit(url).scheme, allow_private=allow_private)
    site.check()
    return site, doubts


def address_of(text: str, *, allow_private: bool = False) -> str:
    """The http address that *text* names: "paper.com" is meant as "https://paper.com".

    Raises:
        SiteError: it names none.
    """
    given, text = text, text.strip().strip("<>\"'")
    if not text:
        raise SiteError("no address")
    if "://" not in text[:12]:
        text = f"{usual_scheme(text.partition('/')[0], allow_private=allow_private)}://{text.lstrip('/')}"
    text = text.replace(text.partition("://")[0], text.partition("://")[0].casefold(), 1)
    host = (urlsplit(text).hostname or "") if is_http(text) and "@" not in urlsplit(text).netloc else ""
    if not host or ("." not in host.strip(".") and ":" not in host and host != "localhost"):
        raise SiteError(f"{given[:80]!r} is no address of a site")
    return text


def host_in(text: str) -> str | None:
    """The host that an address of a list names, without "www."; None where it names none."""
    try:
        return plain_host(host_of(address_of(text)))
    except SiteError:
        return None
