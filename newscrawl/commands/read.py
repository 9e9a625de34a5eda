"""``scrapy read URL|FILE``: what would be stored from one page."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, ClassVar

from scrapy.commands import ScrapyCommand

from newscrawl.commands.asking import EXIT_NOTHING, Asking, Refused, only_argument, say
from newscrawl.terminal import harmless

if TYPE_CHECKING:
    import argparse

    from newscrawl.scouting.left_out import LeftOut
    from newscrawl.scouting.taking import Taken


class Command(Asking, ScrapyCommand):
    """Article, quotes with their speakers, comments as a tree; nothing is stored."""

    examples: ClassVar[str] = (
        "  scrapy read https://mapletoncourier.example/bridge            what a crawl would store of it\n"
        "  scrapy read https://mapletoncourier.example/bridge --why      where each value stood, what was left out\n"
        "  scrapy read bridge.html --url https://mapletoncourier.example/bridge   a saved page: no network\n"
        "  scrapy read bridge.html --json | jq .quotes\n"
        "  In a pipe a quote is [marked](Speaker); (?) is nobody for sure."
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "URL|FILE [options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Show what would be stored from one page: article, quotes, comments"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """How it is shown, and whose page it is."""
        super().add_options(parser)
        parser.epilog = f"examples:\n{self.examples}\n\nExit code: 0; 1 the page gives no article; 2 wrong arguments."
        add_whose_page(parser)
        parser.add_argument("--json", action="store_true", help="as JSON")
        parser.add_argument("--why", action="store_true", help="where each value stood, and the blocks left out")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Read and show; 1 where the page holds no article."""
        taken = take_page(self, args, opts)
        record, left = taken.read.record, _left_out(taken) if opts.why else []
        if record is None:
            if opts.json:
                json.dump({"article": None, "reason": taken.read.reason}, sys.stdout, ensure_ascii=False, indent=1)
                sys.stdout.write("\n")
            say(harmless(f"nothing would be stored: {taken.read.reason}"))
            for one in left[:30]:
                say(harmless(f"  {one.text[:90]}  ({one.reason})"))
            return EXIT_NOTHING
        from newscrawl.scouting.shown import as_json, folded, page_lines

        if opts.json:
            told = as_json(record)
            if opts.why:
                told["left_out"] = [one._asdict() for one in left]
            json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
            sys.stdout.write("\n")
            return 0
        from newscrawl.progress import Screen

        screen = Screen(highlight=False, soft_wrap=not sys.stdout.isatty())
        for line in page_lines(record, colour=screen.is_terminal, why=opts.why, left=left):
            for row in folded(line, screen) if screen.is_terminal else (line,):
                screen.print(row)
        return 0


def add_whose_page(parser: argparse.ArgumentParser) -> None:
    """The options of commands that read one page."""
    parser.add_argument("--url", metavar="URL", help="the address of a saved page")
    parser.add_argument("--sites", metavar="FILE", help="the sites file that has the paper's entry")
    parser.add_argument("--allow-private", action="store_true", help="it is on your own machine or network")


def take_page(command: Asking, args: list[str], opts: argparse.Namespace) -> Taken:
    """The page that the command's one argument names, read.

    Raises:
        Refused: there is none.
    """
    from newscrawl.scouting.taking import TakingError, take
    from newscrawl.spiders.arguments import check_commenters

    assert command.settings is not None
    text = only_argument(args, "give the address of one page, or a file that holds one")
    check_commenters(command.settings)
    try:
        taken = take(text, command.settings, url=opts.url, sites=opts.sites, allow_private=opts.allow_private)
    except TakingError as error:
        raise Refused(str(error), EXIT_NOTHING) from None
    if not taken.stated:
        say("its paper is in no list, so dates without a zone are taken as UTC (--sites FILE names its entry)")
    return taken


def _left_out(taken: Taken) -> list[LeftOut]:
    from newscrawl.markup import open_page
    from newscrawl.scouting.left_out import left_out

    found: list[LeftOut] = []
    record = taken.read.record
    article = record.article if record else None
    held = (
        [article.headline, article.dek, article.byline, *(image.caption for image in article.images)] if article else []
    )
    for comment in record.comments if record else ():
        held += [comment.author, *(comment.text or "").splitlines()]
    for part in taken.read.parts:
        page = open_page(part.body, part.url, part.headers.get("content-type"))
        found += left_out(page, article.paragraphs if article else [], held)
    return found
