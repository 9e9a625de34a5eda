"""``scrapy query NAME``: the ready questions, answered as a table, CSV or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from scrapy.commands import ScrapyCommand

from newscrawl.commands.asking import Asking, Refused, add_window, known_outlet, number, say, window
from newscrawl.commands.printed import print_rows
from newscrawl.db.questions import QUESTIONS, Asked, ask
from newscrawl.nearest import suggest

if TYPE_CHECKING:
    import argparse

LIMIT = 20


class Command(Asking, ScrapyCommand):
    """Without a name it lists the questions."""

    examples: ClassVar[str] = (
        "  scrapy query                                       the questions that there are\n"
        "  scrapy query most-quoted --since 30d               who was quoted most in the last thirty days\n"
        "  scrapy query speaker 'Ada Reyes' --csv > ada.csv   how often, month by month\n"
        "  scrapy query today --place Oregon                  what papers in Oregon published today\n"
        "  scrapy query search 'bridge -\"toll road\"' --json   words, phrases, OR, -without, begin*"
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "[NAME [WORDS]] [options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Ready questions to the database: who is quoted most, silent edits, search, ..."

    def long_desc(self) -> str:
        """What ``--help`` teaches."""
        return self.short_desc() + "\n\n" + "\n".join(f"  {one.name:<13} {one.title}" for one in QUESTIONS.values())

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which rows, how many, in what form."""
        super().add_options(parser)
        add_window(parser)
        parser.add_argument("--outlet", metavar="NAME", help="only this paper")
        parser.add_argument("--place", metavar="PLACE", help="only papers whose place has these words in it: Oregon")
        parser.add_argument("--limit", metavar="N", help=f"at most so many rows ({LIMIT})")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", dest="form", action="store_const", const="csv", help="as CSV, safe for spreadsheets")
        form.add_argument("--json", dest="form", action="store_const", const="json", help="as a JSON list of objects")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Ask, print, and say where there was nothing to print."""
        form = opts.form or "table"
        if not args:
            rows = [(one.name + (" WORDS" if one.wants else ""), one.title) for one in QUESTIONS.values()]
            print_rows(("question", "answers"), rows, form)
            return 0
        question = QUESTIONS.get(args[0])
        if question is None:
            raise Refused(
                f"no question is called {args[0]!r}{suggest(args[0], QUESTIONS)}; there are: {', '.join(QUESTIONS)}"
            )
        words = " ".join(args[1:]).strip()
        if question.wants and not words:
            raise Refused(f"'scrapy query {question.name}' wants {question.wants}")
        if words and not question.wants:
            raise Refused(f"'scrapy query {question.name}' takes no words; {words!r} was given")
        for option in ("since", "until", "outlet", "place", "limit"):
            if getattr(opts, option) is not None and option not in question.takes:
                raise Refused(f"'scrapy query {question.name}' takes no --{option}")
        now = self.now
        since, until = window(opts, now)
        limit = number("--limit", opts.limit, LIMIT)
        asked = Asked(now, words, since, until, opts.outlet, opts.place, limit)
        with self.reading() as engine, engine.connect() as connection:
            if opts.outlet:
                known_outlet(connection, opts.outlet)
            try:
                found = ask(connection, question, asked)
            except ValueError as error:
                raise Refused(f"{error}: give {question.wants}") from None
        print_rows(question.columns, found, form)
        if not found:
            say("nothing was found")
        elif len(found) == limit and form == "table":
            say(f"the first {limit}; more with --limit")
        return 0
