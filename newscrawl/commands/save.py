"""``scrapy save URL|FILE``: keep a page with what is expected of it, so that a change of its reading is seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from scrapy.commands import ScrapyCommand

from newscrawl.commands.asking import Asking, Refused, say
from newscrawl.commands.read import add_whose_page, take_page
from newscrawl.terminal import counted

if TYPE_CHECKING:
    import argparse


class Command(Asking, ScrapyCommand):
    """A folder ``SITE/PAGE`` with page.html, expected.json and meta.json; ``scrapy prove`` reads it again."""

    examples: ClassVar[str] = (
        "  scrapy save https://mapletoncourier.example/bridge           into cases/, as it is read today\n"
        "  scrapy save bridge.html --url https://mapletoncourier.example/bridge --name bridge-2026\n"
        "  then look at expected.json, and mend by hand what is read wrongly: 'scrapy prove' says when it is read right\n"
        "  A case holds the page as it came, commenters' names and all: mind that before you publish it."
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "URL|FILE [options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Keep a page with what is expected of it, as a test case"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Whose page it is, and what it is kept as."""
        super().add_options(parser)
        parser.epilog = (
            f"examples:\n{self.examples}\n\n-s CASES_FOLDER=FOLDER: where cases are kept (cases).\n"
            "Exit code: 0; 1 it could not be kept; 2 wrong arguments."
        )
        add_whose_page(parser)
        parser.add_argument("--name", metavar="NAME", help="of its folder (made of the address)")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Read, keep, and say what is expected of it from now on."""
        from newscrawl.scouting.cases import CaseError, keep

        assert self.settings is not None
        taken = take_page(self, args, opts)
        try:
            case = keep(taken, Path(self.settings["CASES_FOLDER"]), name=opts.name)
        except CaseError as error:
            raise Refused(str(error), 1) from None
        record = taken.read.record
        if record is None:
            say(f"kept as a page that is no article ({taken.read.reason}): {case.folder}")
        else:
            told = f"{counted(len(record.quotes), 'quote')}, {counted(len(record.comments), 'comment')}"
            say(
                f"kept: {case.folder} (an article, {told})\nNext: look at {case.folder / 'expected.json'}; scrapy prove"
            )
        return 0
