"""What a paper's pages tell of the paper: its name, where it is, its clock, its language, what publishes it. Pure.

Each answer is a :class:`Clue`: the value, where it stood, and what makes it doubtful, if anything does.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newscrawl.cleaning.text import squeeze
from newscrawl.discovery.wordpress_api import api_root_of
from newscrawl.reading.stated import text_in, types_of
from newscrawl.scouting.places import (
    country_name,
    country_of,
    country_of_host,
    region_in,
    region_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newscrawl.markup import Page


@dataclass(frozen=True, slots=True)
class Clue:
    """An answer that pages gave."""

    value: str
    source: str
    """Where it stood, in words for people."""
    doubt: str | None = None
    """Why it should be checked; None where it was stated."""


NAME_AT_MOST = 60
_TITLE_PARTS = re.compile(r"(?<!\s)\s+[|–—•·»-]\s+|:\s+")
_ORGANISATIONS = frozenset(
    ["NewsMediaOrganization", "Organization", "LocalBusiness", "Newspaper", "Corporation", "WebSite"]
)
_OBJECTS_AT_MOST = 60
_STREET = re.compile(
    r"((?:[A-Z][\w.'’-]{1,20} ){0,2}[A-Z][\w.'’-]{1,20}),? ([A-Z]{2}|[A-Z][a-z]{2,5}\.|[A-Z]\.[A-Z]\.),? \d{5}(?!\d)"
)
"""The end of an American address: town, state, ZIP code."""
_FOOT = 4_000
"""Characters at a page's end in which its address is sought."""

# How publishing systems show in a page: words of <meta name="generator">, and signs in the markup where they state none.
_SIGNS = (
    ("BLOX", ("tncms", "bloximages")),
    ("Arc XP", ("arc/outboundfeeds", "fusion.globalcontent", "/pf/resources/")),
    ("Gannett", ("gannett-cdn.com",)),
    ("Newsquest", ("newsquestdigital", "nq-comments")),
    ("Village Media", ("villagemedia", "vmcdn.ca")),
    ("Squarespace", ("static1.squarespace.com",)),
    ("Wix", ("static.wixstatic.com",)),
    ("Blogger", ("blogger.com/static", ".blogspot.")),
    ("Substack", ("substackcdn.com",)),
    ("Drupal", ("/sites/default/files", "drupal-settings-json")),
    ("Next.js", ("__next_data__",)),
)  # fmt: skip


def name_of(page: Page, domain: str) -> Clue:
    """The paper's name as its front page states it; in doubt the host's."""
    for value in page.metas.get("og:site_name", []) + page.metas.get("application-name", []):
        if name := _short(value):
            return Clue(name, "og:site_name")
    for thing in organisations(page):
        if name := _short(text_in(thing.get("name"))):
            return Clue(name, f"JSON-LD {_type(thing)}")
    titles = page.tree.css("head title")
    parts = [name for part in _TITLE_PARTS.split(page.text_of(titles[0]) if titles else "") if (name := _short(part))]
    label = _label_of(domain)
    for part in sorted(parts, key=len):
        if _letters(part) in label or label in _letters(part) or _letters(part).removeprefix("the") in label:
            return Clue(part, "the page's title")
    if parts:
        return Clue(parts[0], "the page's title", "a title says what it likes")
    return Clue(label or domain, "the address", "the page states no name")


def organisations(page: Page) -> Iterator[Mapping[str, Any]]:
    """The publishers that a page's JSON-LD describes, those that state an address before the others."""
    things = [thing for told in page.linked_data[:_OBJECTS_AT_MOST] for thing in (told, told.get("publisher"))]
    found = [thing for thing in things if isinstance(thing, dict) and types_of(thing) & _ORGANISATIONS]
    yield from sorted(found, key=lambda thing: not isinstance(thing.get("address"), dict))


def place_of(pages: Iterable[Page], datelines: Sequence[str], host: str) -> Clue | None:
    """Where the paper is: an address that it states or prints, else the place that most of its stories begin with."""
    kept = list(pages)
    for page in kept:
        for thing in organisations(page):
            if place := _of_address(thing.get("address")):
                return Clue(place, f"JSON-LD {_type(thing)}")
        if name := next(iter(page.metas.get("geo.placename", [])), None):
            region = next(iter(page.metas.get("geo.region", [])), "").rpartition("-")[2]
            return Clue(_with_region(name, region), "geo.placename")
    for page in kept:
        if place := _printed_address(page):
            return Clue(place, "an address on the page", "it may be somebody else's")
    named = Counter(_title_case(line) for line in datelines if line)
    for line, times in named.most_common(1):
        country = country_of_host(host)
        place = line if "," in line or country is None else f"{line}, {country_name(country)}"
        return Clue(place, "datelines", f"{times} of {sum(named.values())} sample stories begin there")
    for page in kept[:1]:
        said = " ".join([*page.metas.get("description", [])[:1], *page.metas.get("og:description", [])[:1]])
        if told := region_in(f"{said} {page.text_of(page.tree.css_first('head title'))}"):
            return Clue(told.name, "the front page's description", "the town is not stated")
    if country := country_of_host(host):
        return Clue(country_name(country), f"the address ends in .{host.rpartition('.')[2]}", "the town is not stated")
    return None


def language_of(pages: Iterable[Page]) -> Clue | None:
    """The language that the pages declare."""
    for page in pages:
        root = page.tree.root
        if root is not None and (tag := squeeze(root.attributes.get("lang") or "")) and len(tag) <= 20:
            return Clue(tag, "html lang")
    return None


def system_of(page: Page, html: bytes) -> Clue | None:
    """The publishing system: as it states itself, or as its markup gives it away."""
    stated = [(squeeze(text) or "")[:60] for text in page.metas.get("generator", [])]
    for text in stated:
        if text.casefold().startswith(("wordpress", "ghost", "drupal", "blogger", "joomla", "hugo", "jekyll", "wix")):
            return Clue(text, "meta generator")
    if api_root_of(page):
        return Clue("WordPress", "its interface is named")
    folded = html[:600_000].lower()
    for name, signs in _SIGNS:
        if any(sign.encode() in folded for sign in signs):
            return Clue(name, "its markup")
    return Clue(stated[0], "meta generator") if stated else None


# --- parts ----------------------------------------------------------------------------------------------------------------
def _of_address(address: Any) -> str | None:
    if isinstance(address, list):
        address = next((one for one in address if isinstance(one, dict)), None)
    if not isinstance(address, dict):
        return None
    town = text_in(address.get("addressLocality"))
    region, country = text_in(address.get("addressRegion")), text_in(address.get("addressCountry"))
    if not town:
        return None
    place = _with_region(town, region or "")
    known = country_of(country)
    return place if known is None or region_in(place) else f"{place}, {country_name(known)}"


def _with_region(town: str, region: str) -> str:
    town, known = (squeeze(town) or "")[:60], region_of(region)
    return f"{town}, {known.name if known else (squeeze(region) or '')[:40]}" if region else town


def _printed_address(page: Page) -> str | None:
    text = page.text_of(page.tree.body)[-_FOOT:] if page.tree.body is not None else ""
    for town, state in reversed(_STREET.findall(text)):
        if (region := region_of(state)) is not None and region.country == "US":
            return f"{town}, {region.name}"
    return None


def _title_case(line: str) -> str:
    town, comma, rest = (squeeze(line) or "").partition(",")
    town = town.title() if town.isupper() else town
    region = region_of(rest)
    return f"{town}, {region.name}" if region else f"{town}{comma}{rest}"


def _short(text: str | None) -> str | None:
    name = squeeze(text or "") or ""
    return name if 2 <= len(name) <= NAME_AT_MOST else None


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _label_of(domain: str) -> str:
    """The telling part of a host: "mapletoncourier" of "www.mapletoncourier.co.uk"; "" of an address of numbers."""
    host = domain.partition(":")[0].removeprefix("www.")
    return "" if not any(character.isalpha() for character in host) else host.split(".")[0]


def _type(thing: Mapping[str, Any]) -> str:
    return text_in(thing.get("@type")) or "publisher"
