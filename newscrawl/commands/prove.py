"""``scrapy prove [SITE]``: read the kept pages again, offline, and show what is read otherwise than expected."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from scrapy.commands import ScrapyCommand

from newscrawl.commands.asking import EXIT_NOTHING, Asking, Refused, say
from newscrawl.nearest import suggest
from newscrawl.terminal import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from newscrawl.scouting.cases import Case
    from newscrawl.spiders.site import Site


class _Proof(Enum):
    """How a kept page is read today."""

    SAME = 1
    OTHERWISE = 2
    """Or nobody knows what is expected of it."""
    UNREADABLE = 3
    """The page itself, or what belongs to it, is broken."""


class Command(Asking, ScrapyCommand):
    """No network, no database. Exit code 1 where a page is read otherwise."""

    examples: ClassVar[str] = (
        "  scrapy prove                      every page that was kept\n"
        "  scrapy prove mapleton_courier     those of one paper\n"
        "  scrapy prove --sites papers.toml  with the entries of that file, to try selectors\n"
        "  scrapy prove --accept             what is read today is expected from now on\n"
        "  In a pipe, words that came stand in {+ +} and words that went in [- -].\n"
        "  In a test of your own: newscrawl/scouting/cases.py shows its three lines."
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "[SITE ...] [options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Read kept pages again and show what differs from what is expected of them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Whose entries count, and whether today's reading is right."""
        super().add_options(parser)
        parser.epilog = (
            f"examples:\n{self.examples}\n\n-s CASES_FOLDER=FOLDER: where cases are kept (cases).\n"
            "Exit code: 0; 1 something differs; 2 wrong arguments."
        )
        parser.add_argument("--sites", metavar="FILE", help="a sites file whose entries win over those that were kept")
        parser.add_argument("--accept", action="store_true", help="write what is read today as what is expected")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Read each again; 1 where something differs."""
        assert self.settings is not None
        folder = Path(self.settings["CASES_FOLDER"])
        cases = _cases(folder, args)
        entries = _entries(opts.sites)
        found = Counter(self._one(case, entries, accept=opts.accept) for case in cases)
        differing = len(cases) - found[_Proof.SAME]
        if not differing:
            say(f"{counted(len(cases), 'page')} read as expected")
            return 0
        if opts.accept:
            if found[_Proof.OTHERWISE]:
                say(
                    f"{counted(found[_Proof.OTHERWISE], 'page')} of {len(cases)}: what is read today is expected from now on"
                )
            if not found[_Proof.UNREADABLE]:
                return 0
            say(
                f"{counted(found[_Proof.UNREADABLE], 'page')} of {len(cases)} cannot be read: see above; "
                "nothing of it was accepted"
            )
            return EXIT_NOTHING
        say(
            f"{counted(differing, 'page')} of {len(cases)} read otherwise than expected; "
            "--accept where today's reading is right"
        )
        return EXIT_NOTHING

    def _one(self, case: Case, entries: Iterable[Site], *, accept: bool) -> _Proof:
        """How one page is read; what is not as expected is shown, and taken as expected where that is asked for."""
        from newscrawl.progress import Screen
        from newscrawl.scouting.cases import CaseError, read_case, write_expected
        from newscrawl.scouting.compared import differences

        screen = Screen(highlight=False, soft_wrap=True)
        try:
            found = read_case(case, entries)
        except CaseError as error:
            screen.print(Text(str(case), "bold"))
            screen.print(Text(f"  {error}", "red"))
            return _Proof.UNREADABLE
        try:
            lines = list(differences(case.expected(), found, colour=screen.is_terminal))
        except CaseError as error:
            lines = [Text(f"  {error}", "red")]
        if not lines:
            return _Proof.SAME
        screen.print(Text(str(case), "bold"))
        for line in lines:
            screen.print(line)
        if accept:
            try:
                write_expected(case, found)
            except OSError as error:
                raise Refused(f"{error.filename}: {error.strerror or error}", EXIT_NOTHING) from None
        return _Proof.OTHERWISE


def _cases(folder: Path, sites: Sequence[str]) -> list[Case]:
    from newscrawl.scouting.cases import find_cases

    every = find_cases(folder)
    if not every:
        raise Refused(f"no page is kept in {folder}; 'scrapy save URL' keeps one", EXIT_NOTHING)
    names = {case.site for case in every}
    for site in sites:
        if site not in names:
            raise Refused(f"no page of {site!r} is kept{suggest(site, names)}; there are: {', '.join(sorted(names))}")
    return [case for case in every if not sites or case.site in sites]


def _entries(sites: str | None) -> list[Site]:
    from newscrawl.spiders.sites_file import SitesFileError, read_sites_file

    if sites is None:
        return []
    try:
        return read_sites_file(Path(sites))
    except SitesFileError as error:
        raise Refused(f"--sites: {error}") from None
