"""What a look at a paper found: its lists, its samples, and the entry that comes of it. Plain values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newscrawl.scouting.clues import Clue
    from newscrawl.spiders.site import Site


@dataclass(frozen=True, slots=True)
class ListSeen:
    """A feed or a sitemap."""

    url: str
    entries: int
    newest: str | None = None
    """ISO 8601, as stated."""
    found: str = "named by the page"


@dataclass(frozen=True, slots=True)
class Sample:
    """One article as it would be read."""

    url: str
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    words: int = 0
    quotes: int = 0
    comments: str | None = None
    """Platform, and how many comments its thread is said to have: "wordpress, 12"."""
    dateline: str | None = None
    problem: str | None = None
    """Why it is no article, or what should be looked at."""


@dataclass(slots=True)
class Look:
    """What a look found of a paper."""

    site: Site
    """As it was asked for; :attr:`entry` is what came of it."""
    refused: str | None = None
    """Why nothing can be said; a sentence that names the fix."""
    robots: str | None = None
    opt_outs: dict[str, bool] = field(default_factory=dict)
    system: Clue | None = None
    name: Clue | None = None
    place: Clue | None = None
    timezone: Clue | None = None
    language: Clue | None = None
    feeds: list[ListSeen] = field(default_factory=list)
    sitemaps: list[ListSeen] = field(default_factory=list)
    sections: int = 0
    links: int = 0
    """Articles that the front page links."""
    samples: list[Sample] = field(default_factory=list)
    domain: str = ""
    """Host and port as the front page answered at last."""
    scheme: str = "https"

    @property
    def read(self) -> int:
        """Sample articles that were read without a problem."""
        return sum(sample.problem is None for sample in self.samples)


def entry_of(look: Look, name: str) -> Site:
    """The site's entry that a look comes to.

    Raises:
        SiteError: what the user said makes no sense.
    """
    site = replace(
        look.site,
        name=name,
        domain=look.domain,
        scheme=look.scheme,
        place=look.place.value if look.place else "unknown",
        timezone=look.timezone.value if look.timezone else "UTC",
    )
    site.check()
    return site


def doubts_of(look: Look) -> dict[str, str]:
    """What is to be checked of the entry, by field."""
    unknown = "nothing tells it"
    found = {
        "place": look.place.doubt if look.place else unknown,
        "timezone": look.timezone.doubt if look.timezone else unknown,
    }
    return {name: doubt for name, doubt in found.items() if doubt}
