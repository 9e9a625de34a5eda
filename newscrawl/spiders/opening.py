"""Which papers a run crawls: those that nobody had forgotten, that no other run holds and that do not refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.items import FoundPage, PageKind
from newscrawl.reading.memory import Memory
from newscrawl.spiders import sources
from newscrawl.spiders.lease import Lease
from newscrawl.spiders.paper import owner_of

if TYPE_CHECKING:
    import logging
    from collections.abc import Mapping

    from scrapy.utils.log import SpiderLoggerAdapter

    from newscrawl.db.frontier import DuePage, Frontier
    from newscrawl.discovery.clock import Clock
    from newscrawl.spiders.arguments import RunArguments
    from newscrawl.spiders.feeder import Feeder
    from newscrawl.spiders.paper import Paper
    from newscrawl.spiders.refusals import Refusals
    from newscrawl.spiders.site import Site
    from newscrawl.spiders.site_rules import SiteRules


class OpenPapers:
    """The papers that one run has opened, and why it left out the others. Its calls wait for the database."""

    def __init__(
        self, clock: Clock, refusals: Refusals, rules: SiteRules, log: SpiderLoggerAdapter | logging.Logger
    ) -> None:
        self._clock, self._refusals, self._rules, self._log = clock, refusals, rules, log
        self.lease: Lease | None = None
        self.ids: dict[str, int] = {}
        """The outlets' ids by name."""
        self.homes: dict[str, tuple[int, str]] = {}
        """The outlets' ids and home addresses, by name."""
        self.held: dict[str, str] = {}
        """Papers that another run is crawling, and its words."""
        self.forgotten: list[str] = []
        """Papers that somebody had taken out (``scrapy forget``)."""

    def open(self, frontier: Frontier, readers: Mapping[str, Paper], run: RunArguments, *, with_memory: bool) -> None:
        """Note the outlets, take their leases, and give each reader what earlier runs learned of it.

        Args:
            frontier: of the database.
            readers: the papers by name.
            run: its arguments.
            with_memory: whether readers get the paper's site memory (``SITE_MEMORY``).
        """
        self.lease = Lease(frontier)
        now = self._clock.now()
        known = frontier.domains(readers)
        anyway = run.again or run.warc is not None or run.urls is not None  # the user wants just this
        sites = {name: reader.site for name, reader in readers.items()}
        forgotten = frontier.forgotten_among({name: site.domain for name, site in sites.items()})
        taken = {name: site for name, site in sites.items() if name not in forgotten}
        ids = frontier.outlet_ids({name: _said(site) for name, site in taken.items()})
        held = self.lease.take_all(ids.values())
        histories = frontier.histories(ids.values())
        remembered = frontier.remembered(ids.values()) if with_memory else set()
        stated: dict[int, list[FoundPage]] = {}
        for name, reader in readers.items():
            site = sites[name]
            if known.get(name, site.domain) != site.domain:
                self._log.warning(
                    "%s was %s in this database and is %s now; if these are two papers, give one another name",
                    name, known[name], site.domain,
                )  # fmt: skip
            if name in forgotten:
                self.forgotten.append(name)
                self._log.warning(
                    "%s was forgotten on request, and this run leaves it out; 'scrapy forget --outlet %s --lift' takes "
                    "it up again", name, name,
                )  # fmt: skip
                continue
            outlet_id = ids[name]
            if holder := held.get(outlet_id):
                self.held[name] = holder
                self._log.warning("%s is being crawled already, by %s; this run leaves it out", name, holder)
                continue
            reader.standing, reader.edit_habits = histories[outlet_id]
            if not self._refusals.open(name, outlet_id, reader.standing, anyway=anyway):
                continue
            self.ids[name] = outlet_id
            self.homes[name] = (outlet_id, site.home)
            self._rules.remember_tdmrep(site, frontier)
            reader.memory = None
            if with_memory:
                reader.memory = frontier.memory(outlet_id) if outlet_id in remembered else Memory()
            if run.urls is None and run.warc is None:
                stated[outlet_id] = sources.stated(site)
        frontier.note_stated(stated, now)

    def name_pages(
        self,
        frontier: Frontier,
        feeder: Feeder,
        readers: Mapping[str, Paper],
        run: RunArguments,
        *,
        opt_outs_first: bool,
    ) -> None:
        """The pages of ``-a urls=``, each under its paper.

        Args:
            frontier: of the database.
            feeder: takes them.
            readers: the papers by name.
            run: its arguments.
            opt_outs_first: a paper's reservations are asked for first where they are not known (``OPT_OUTS``).
        """
        now = self._clock.now()
        named: dict[str, list[str]] = {name: [] for name in self.ids}
        for url in run.urls or ():
            owner = owner_of(url, readers.values())
            if owner is not None and owner.name in named:  # the spider has refused what belongs to none
                named[owner.name].append(url)
        for name, urls in named.items():
            outlet_id = self.ids[name]
            frontier.note_found(outlet_id, [FoundPage(url, found_in="-a urls") for url in urls], now, literal=True)
            first: list[DuePage] = []
            if opt_outs_first and not self._rules.knows_tdmrep(name):
                reservations = sources.tdmrep(readers[name].site)
                frontier.note_found(outlet_id, [reservations], now)
                first = frontier.pages_at(outlet_id, [reservations.url], PageKind.SOURCE)
            feeder.name(name, [*first, *frontier.pages_at(outlet_id, urls)])


def _said(site: Site) -> dict[str, Any]:
    """What a paper's entry says of it, as its row holds it."""
    return {"domain": site.domain, "place": site.place, "timezone": site.timezone, "language": site.language}
