"""What a paper's robots.txt and tdmrep.json say of the whole site, kept in the database for the runs of the next days."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from newscrawl.db.engine import DatabaseUnavailable
from newscrawl.db.site_files import SiteFileAnswer
from newscrawl.discovery.optouts import read_optouts, read_reservations
from newscrawl.urls import host_of, same_site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.db.frontier import Frontier
    from newscrawl.discovery.clock import Clock
    from newscrawl.discovery.robots import RobotsRules
    from newscrawl.markup import Page
    from newscrawl.spiders.site import Site

AGENT = "newscrawl"
TDMREP_HOLDS = timedelta(days=60)
"""It is asked for every week or so; one that is not there any more holds for so long at most."""
ROBOTS_HOLDS = timedelta(hours=23)
"""RFC 9309, 2.4 allows a day; a run that comes every day asks each time."""


class SiteRules:
    """The rules of the papers of one run, by the papers' names.

    Args:
        clock: of the run.
        ask_anew: what the database keeps counts for nothing: every robots.txt is asked for (``-a again=true``).
    """

    def __init__(self, clock: Clock, *, ask_anew: bool = False) -> None:
        self._clock, self._ask_anew = clock, ask_anew
        self._frontier: Frontier | None = None
        self._sitemaps: dict[str, list[str]] = {}
        self._robots: dict[str, RobotsRules] = {}
        self._reservations: dict[str, list[Any] | None] = {}

    def open(self, frontier: Frontier) -> None:
        """From now on the database keeps what is learned."""
        self._frontier = frontier

    # --- robots.txt ---------------------------------------------------------------------------------------------------
    async def robots_kept(self, host: str) -> tuple[int, bytes] | None:
        """Status and body that *host* answered within the last day; None where it is to be asked."""
        if self._ask_anew or self._frontier is None:
            return None
        try:
            address = f"{host}/robots.txt"
            kept = await asyncio.to_thread(self._frontier.site_file, address, self._clock.now(), ROBOTS_HOLDS)
        except DatabaseUnavailable:  # whoever stores says so; asking once more harms nobody
            return None
        return (kept.status, kept.body) if kept else None

    async def keep_robots(self, host: str, status: int, body: bytes) -> None:
        """Keep what *host* answered, for the runs of the next day."""
        await self._keep(f"{host}/robots.txt", SiteFileAnswer(status, body))

    def note_robots(self, site: Site, url: str, rules: RobotsRules) -> None:
        """The robots.txt of the host of *url* was read for a page of this paper; it counts where that is its own host."""
        if same_site(url, site.domain):
            self._robots[site.name] = rules
            named = self._sitemaps.setdefault(site.name, [])
            named += [place for place in rules.sitemaps if place not in named and same_site(place, site.domain)]

    def sitemaps(self, outlet: str) -> list[str]:
        """The sitemaps that the paper's robots.txt names."""
        return self._sitemaps.get(outlet, [])

    # --- opt-outs -----------------------------------------------------------------------------------------------------
    def remember_tdmrep(self, site: Site, frontier: Frontier) -> None:
        """Take up the paper's ``/.well-known/tdmrep.json`` as an earlier run has read it, if one has."""
        if kept := frontier.site_file(_tdmrep(site), self._clock.now(), TDMREP_HOLDS):
            self._reservations[site.name] = read_reservations(kept.body)

    async def note_tdmrep(self, site: Site, body: bytes) -> None:
        """A paper's ``/.well-known/tdmrep.json`` came: it holds for the pages read from now on, and for later runs."""
        self._reservations[site.name] = read_reservations(body)
        await self._keep(_tdmrep(site), SiteFileAnswer(200, body))

    def knows_tdmrep(self, outlet: str) -> bool:
        """Whether the paper's reservations are known."""
        return self._reservations.get(outlet) is not None

    def opt_outs(self, outlet: str, headers: Mapping[str, Any], page: Page) -> dict[str, bool]:
        """What the publisher states of uses of a page (:func:`newscrawl.discovery.optouts.read_optouts`)."""
        return read_optouts(
            self._robots.get(outlet) or b"", headers, page, self._reservations.get(outlet), page.url, AGENT
        )

    def grounds(self, outlet: str) -> tuple[RobotsRules | None, list[Any] | None]:
        """What a paper's opt-outs are read from, beside its pages; the same objects until it changes."""
        return self._robots.get(outlet), self._reservations.get(outlet)

    def take_grounds(self, outlet: str, grounds: tuple[RobotsRules | None, list[Any] | None]) -> None:
        """Know what another process knows (:meth:`grounds`)."""
        rules, self._reservations[outlet] = grounds
        if rules is not None:
            self._robots[outlet] = rules

    async def _keep(self, address: str, answer: SiteFileAnswer) -> None:
        if self._frontier is not None:
            with suppress(DatabaseUnavailable):
                await asyncio.to_thread(self._frontier.keep_site_file, address, answer, self._clock.now())


def _tdmrep(site: Site) -> str:
    return f"{host_of(site.home)}/.well-known/tdmrep.json"
