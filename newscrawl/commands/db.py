"""``scrapy db``: bring the database up to date, check it, see what is in it, split what was merged."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from scrapy.commands import ScrapyCommand
from sqlalchemy import select

from newscrawl.commands.asking import EXIT_NOTHING, Asking, Refused, known_outlet, say
from newscrawl.commands.printed import print_rows
from newscrawl.db.engine import newest_schema, open_engine, prepare, write_transaction
from newscrawl.db.models import Outlet
from newscrawl.db.opening import existing_url, schema_of, shown_file
from newscrawl.nearest import suggest

if TYPE_CHECKING:
    import argparse


class Command(Asking, ScrapyCommand):
    """Subcommands: upgrade, check, stats, schema, split."""

    examples: ClassVar[str] = (
        "  scrapy db upgrade          bring an older database to today's schema (an SQLite file is copied first)\n"
        "  scrapy db check            is every quote what stands at its place, is the full text in step, is the file whole?\n"
        "  scrapy db check --mend     and make the full text anew where it is not\n"
        "  scrapy db stats            rows and bytes by table\n"
        "  scrapy db schema           every table, column and view, in Markdown\n"
        "  scrapy db split URL        URL was taken for an address of another article: make it one of its own"
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "upgrade|check|stats|schema|split [options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Upgrade, check and measure the database; list its tables; split what was merged"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The formats, and ``--mend``."""
        super().add_options(parser)
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", dest="form", action="store_const", const="csv", help="as CSV (check, stats)")
        form.add_argument("--json", dest="form", action="store_const", const="json", help="as JSON (check, stats)")
        parser.add_argument("--outlet", metavar="NAME", help="split: the paper, where two papers have the address")
        parser.add_argument(
            "--mend", action="store_true", help="check: make the full text anew where it is out of step"
        )

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Do what the first argument says."""
        words = {
            "upgrade": self._upgrade,
            "check": self._check,
            "stats": self._stats,
            "schema": self._schema,
            "split": self._split,
        }
        if not args or args[0] not in words:
            near = suggest(args[0], words) if args else ""
            raise Refused(f"say what to do{near}: {', '.join(words)}; 'scrapy db --help' tells more")
        self._form: str = opts.form or "table"
        self._mend: bool = opts.mend
        self._outlet: str | None = opts.outlet
        rest = args[1:]
        if rest and args[0] != "split":
            raise Refused(f"'scrapy db {args[0]}' takes no {rest[0]!r}")
        return words[args[0]](rest)

    def _upgrade(self, _rest: list[str]) -> int:
        engine = open_engine(existing_url(self.url))
        before = schema_of(engine)
        prepare(engine, say)
        engine.dispose()
        after = newest_schema()
        say(f"{shown_file(engine)}: schema {after}, " + ("as before" if before == after else f"was {before or 'none'}"))
        return 0

    def _check(self, _rest: list[str]) -> int:
        from newscrawl.db.checks import check
        from newscrawl.db.search import out_of_step, rebuild

        with self.writing() as engine:
            if self._mend:
                with write_transaction(engine) as connection:
                    if wrong := out_of_step(connection):
                        rebuild(connection)
                        say(f"the full text was made anew: {', '.join(wrong)}")
            findings = list(check(engine))
        rows = [("ok" if one.sound else "WRONG", one.question, one.detail) for one in findings]
        print_rows(("result", "question", "detail"), rows, self._form)
        number = sum(not one.sound for one in findings)
        if number:
            say(f"{number} of {len(findings)} answers are no")
        return EXIT_NOTHING if number else 0

    def _stats(self, _rest: list[str]) -> int:
        from newscrawl.db.sizes import table_sizes

        with self.reading() as engine, engine.connect() as connection:
            sizes = table_sizes(connection)
        rows = [(size.table, size.rows, size.bytes) for size in sizes]
        print_rows(("table", "rows", "bytes"), rows, self._form)
        known = [size.bytes for size in sizes if size.bytes is not None]
        if self._form == "table" and known:
            say(f"{sum(known) / 2**20:,.1f} MiB in all")
        return 0

    def _schema(self, _rest: list[str]) -> int:
        from newscrawl.db.reference import reference

        sys.stdout.write(reference())
        return 0

    def _split(self, rest: list[str]) -> int:
        if len(rest) != 1:
            raise Refused("name the one address to split off: scrapy db split URL")
        from newscrawl.db.merges import NotSplit, split

        with self.writing() as engine:
            with engine.connect() as connection:
                if self._outlet:
                    known_outlet(connection, self._outlet)
                outlet_id = connection.execute(select(Outlet.id).where(Outlet.name == self._outlet)).scalar()
            try:
                done = split(engine, rest[0], outlet_id=outlet_id, now=self.now)
            except NotSplit as error:
                raise Refused(str(error), EXIT_NOTHING) from None
        how = "as it was before it was merged" if done.restored else "with the text that was read there last"
        say(
            f"{done.url} is an article of its own again, {how}; it was one with {done.from_url}. The next run reads it."
        )
        return 0
