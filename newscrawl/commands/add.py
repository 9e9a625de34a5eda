"""``scrapy add URL``: look at a paper, say what was found, and write its entry; ``--list FILE`` does thousands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand

from newscrawl.commands.asking import EXIT_INTERRUPTED, EXIT_NOTHING, Asking, Refused, confirm, only_argument, say
from newscrawl.terminal import counted

if TYPE_CHECKING:
    import argparse

    from newscrawl.scouting.entries import SitesList
    from newscrawl.scouting.seen import Look
    from newscrawl.scouting.visits import Visitor
    from newscrawl.spiders.site import Site

TO = "papers.toml"
"""Where entries are written, unless ``--to`` names a file."""


class Command(Asking, ScrapyCommand):
    """A paper's entry from its address; what it could not find out is marked."""

    examples: ClassVar[str] = (
        "  scrapy add https://mapletoncourier.example/              look, ask, and add it to papers.toml\n"
        "  scrapy add mapletoncourier.example --yes --to mine.csv   without asking, to a list of your own\n"
        "  scrapy add mapletoncourier.example --place 'Mapleton, Oregon' --timezone America/Los_Angeles\n"
        "  scrapy add mapletoncourier.example --spider              as a class in newscrawl/spiders/sites\n"
        "  scrapy add http://127.0.0.1:8080/ --allow-private        a site of your own machine or network\n"
        "  scrapy add --list outlets.json --to us.csv               each paper of a list is looked at (run it again to go on)\n"
        "  scrapy add --list outlets.json --to us.csv --no-look     thousands in seconds, nothing is fetched\n"
        "Then: scrapy crawl localnews -a sites=papers.toml"
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "URL [options]  or  --list FILE [options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Look at a paper, and add it to a list of papers"

    def long_desc(self) -> str:
        """What ``--help`` teaches."""
        return (
            self.short_desc()
            + ". Some ten polite requests: robots.txt, front page, feeds, sitemap, three articles. Lists are "
            "JSON (3DLNews' as it is), CSV with a column website or url, TOML, or addresses one a line; .gz is unpacked. What "
            "gives no entry stands with the reason in FILE.left-out.csv beside the list that is written."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """What is known already, and where the entry goes."""
        super().add_options(parser)
        parser.epilog = (
            f"examples:\n{self.examples}\n\nExit code: 0; 1 nothing was added; 2 wrong arguments; 130 interrupted."
        )
        parser.add_argument("--to", metavar="FILE", help=f"the list that it is added to, .toml or .csv ({TO})")
        parser.add_argument("--spider", action="store_true", help="write a class into newscrawl/spiders/sites instead")
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument("--name", metavar="NAME", help="the paper's name in the database (made of its own)")
        parser.add_argument("--place", metavar="PLACE", help="where it reports from: 'Mapleton, Oregon'")
        parser.add_argument("--timezone", metavar="ZONE", help="of its dates: America/Los_Angeles")
        parser.add_argument("--allow-private", action="store_true", help="it is a site of your own machine or network")
        parser.add_argument("--list", metavar="FILE", help="add every paper of this list")
        parser.add_argument("--no-look", action="store_true", help="with --list: take the list's word, fetch nothing")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Look, tell, ask, write."""
        from newscrawl.scouting.entries import EntryError
        from newscrawl.scouting.outlets import ListError
        from newscrawl.spiders.site import SiteError

        try:
            if opts.list is not None:
                return self._list(args, opts)
            if opts.no_look:
                raise Refused(
                    "--no-look is for --list; without a look, write the entry by hand (README, 'Add a paper')"
                )
            return self._one(only_argument(args, "give the address of one paper, or --list FILE"), opts)
        except (EntryError, ListError, SiteError) as error:
            raise Refused(str(error)) from None

    # --- one paper ----------------------------------------------------------------------------------------------------
    def _one(self, text: str, opts: argparse.Namespace) -> int:
        from newscrawl.scouting.entries import SitesList, plain_host
        from newscrawl.scouting.look import look_at
        from newscrawl.scouting.visits import check_visit, visit
        from newscrawl.spiders.site import usual_scheme

        assert self.settings is not None
        if opts.spider and opts.to:
            raise Refused("--spider writes a class into the package, --to an entry into a list; give one of them")
        site, sections = _asked(text, opts)
        listed = None if opts.spider else SitesList(Path(opts.to or TO))
        if opts.name:
            _free(opts.name, site, listed)
        _not_there(site, listed)
        check_visit(self.settings, [site])
        schemes = () if "://" in text else (usual_scheme(site.domain, allow_private=site.allow_private), "http")
        looks: list[Look] = []

        async def errand(visitor: Visitor) -> None:
            looks.append(await look_at(visitor, site, schemes=schemes, place=opts.place, timezone=opts.timezone))

        if not visit(self.settings, [site], errand) or not looks:
            raise KeyboardInterrupt
        look = looks[0]
        _show(look)
        if look.refused:
            raise Refused(f"{site.domain}: {look.refused}", EXIT_NOTHING)
        if plain_host(look.domain) != plain_host(site.domain):
            _not_there(replace(site, domain=look.domain), listed)
        return self._write(look, sections, listed, opts)

    def _write(self, look: Look, sections: tuple[str, ...], listed: SitesList | None, opts: argparse.Namespace) -> int:
        from newscrawl.scouting.entries import Noted, as_class, class_file, slug_of, write_class
        from newscrawl.scouting.seen import doubts_of, entry_of

        paper = look.name.value if look.name else look.domain
        taken = _taken(listed)
        name = opts.name or slug_of(paper, taken, look.domain.partition(":")[0].removeprefix("www.").split(".")[0])
        noted = Noted(replace(entry_of(look, name), sections=sections), doubts_of(look))
        where = f"newscrawl/spiders/sites/{class_file(name)}" if listed is None else str(listed.path)
        say(f"\nFor {where}:\n\n{as_class(noted, paper) if listed is None else listed.lines([noted])}")
        if not look.read:
            say("No sample article could be read without a doubt; a crawl may find little here.")
        if not confirm(f"Add it to {where}?", yes=opts.yes):
            say("nothing was added")
            return EXIT_NOTHING
        if listed is None:
            path = write_class(noted, paper)
            say(f"added: {path}\nNext: scrapy crawl {name}")
        else:
            if reason := listed.add([noted]).get(name):  # another 'scrapy add' wrote it meanwhile
                raise Refused(reason, EXIT_NOTHING)
            say(
                f"added to {where}, {counted(len(listed.names), 'paper')} now\nNext: scrapy crawl localnews -a sites={where}"
            )
        return 0

    # --- a list -------------------------------------------------------------------------------------------------------
    def _list(self, args: list[str], opts: argparse.Namespace) -> int:
        from newscrawl.scouting.entries import SitesList
        from newscrawl.scouting.import_run import ImportRun
        from newscrawl.scouting.outlets import read_list

        if args or opts.spider or opts.name or opts.place or opts.timezone:
            raise Refused("--list takes --to, --no-look, --allow-private and --yes, and no address")
        assert self.settings is not None
        rows = read_list(Path(opts.list))
        run = ImportRun(SitesList(Path(opts.to or TO)), say, allow_private=opts.allow_private)
        found = run.sort(rows)
        say(found)
        if not run.waiting:
            run.close()
            return 0 if run.listed.began_with else EXIT_NOTHING
        whole = "" if opts.no_look else ", after a look at each (some seconds a paper, sixteen at a time)"
        if not confirm(
            f"Add {counted(len(run.waiting), 'paper')} to {run.listed.path}{whole}?", yes=opts.yes or opts.no_look
        ):
            say("nothing was added")
            return EXIT_NOTHING
        ended = run.take_all() if opts.no_look else run.look_at_all(self.settings)
        say(run.close())
        if not ended:
            say(f"It was interrupted; 'scrapy add --list {opts.list} --to {run.listed.path}' goes on from here.")
            return EXIT_INTERRUPTED
        return 0 if run.added else EXIT_NOTHING


def _asked(text: str, opts: argparse.Namespace) -> tuple[Site, tuple[str, ...]]:
    """The site that an address means, and the section of it that was named, if one was."""
    from newscrawl.discovery.addresses import Shape, shape_of
    from newscrawl.fetching.guard import is_private
    from newscrawl.scouting.importing import address_of
    from newscrawl.spiders.site import Site
    from newscrawl.urls import host_of

    url = address_of(text, allow_private=opts.allow_private)
    parts = urlsplit(url)
    if is_private(parts.hostname or "") and not opts.allow_private:
        raise Refused(f"{parts.hostname} is an address of your own machine or network; --allow-private looks at it")
    site = Site("paper", host_of(url), "unknown", opts.timezone or "UTC", parts.scheme, opts.allow_private)
    site.check()
    return site, (parts.path,) if shape_of(url) is Shape.SECTION else ()


def _taken(listed: SitesList | None) -> set[str]:
    """The names of the papers of the package and of the list."""
    from newscrawl.scouting.entries import known_papers

    return {*known_papers().values(), *(listed.names if listed else ())}


def _free(name: str, site: Site, listed: SitesList | None) -> None:
    """Nothing where the paper may be called so.

    Raises:
        Refused: another is.
        SiteError: it is no name.
    """
    replace(site, name=name).check()
    if name in _taken(listed):
        raise Refused(f"a paper is called {name!r} already; give another --name")


def _not_there(site: Site, listed: SitesList | None) -> None:
    """Nothing where the paper is in neither the list nor the package.

    Raises:
        Refused: it is.
    """
    from newscrawl.scouting.entries import known_papers, plain_host

    host = plain_host(site.domain)
    if listed is not None and (name := listed.hosts.get(host)):
        raise Refused(f"{site.domain} stands in {listed.path} already, as {name!r}", EXIT_NOTHING)
    if name := known_papers().get(host):
        raise Refused(f"{site.domain} is there already: 'scrapy crawl {name}'", EXIT_NOTHING)


def _show(look: Look) -> None:
    from newscrawl.progress import Screen
    from newscrawl.scouting.report import look_lines
    from newscrawl.scouting.shown import folded

    screen = Screen(highlight=False, soft_wrap=True)
    for line in look_lines(look):
        for row in folded(line, screen) if screen.is_terminal else (line,):
            screen.print(row)
