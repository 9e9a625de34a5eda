"""``scrapy forget``: takedowns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from scrapy.commands import ScrapyCommand

from newscrawl.commands.asking import EXIT_NOTHING, Asking, Refused, confirm, known_outlet, say
from newscrawl.db.engine import write_transaction
from newscrawl.db.forget import Takedown, find_article, find_author, find_outlet, take_down
from newscrawl.db.forgotten import lift
from newscrawl.urls import is_http

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from sqlalchemy.engine import Connection, Engine


class Command(Asking, ScrapyCommand):
    """What is forgotten is deleted, and does not come back with the next run."""

    examples: ClassVar[str] = (
        "  scrapy forget https://mapletoncourier.example/bridge          one article, with its quotes and comments\n"
        "  scrapy forget --author 'disqus:ada_reyes'                     a commenter, by the platform's key or the name\n"
        "  scrapy forget --author 'Ada R.' --outlet mapleton_courier     a commenter at one paper\n"
        "  scrapy forget --outlet mapleton_courier --yes                 a whole paper, without asking\n"
        "  scrapy forget https://mapletoncourier.example/bridge --lift   from now on it may come back\n"
        "  A forgotten commenter's comments stay as nodes without name and words, so that replies keep their place."
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "URL | --author KEY [--outlet NAME] | --outlet NAME [options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Delete an article, a commenter or a paper for good, so that no run brings it back"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """What is to be forgotten."""
        super().add_options(parser)
        parser.add_argument(
            "--author", metavar="KEY", help="a commenter: the platform's key (author_key) or the name as printed"
        )
        parser.add_argument(
            "--outlet", metavar="NAME", help="a paper; with --author, the commenter at that paper alone"
        )
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument("--lift", action="store_true", help="delete nothing; let the next run bring it back")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Find, ask, delete."""
        what, find = _chosen(args, opts)
        with self.writing() as engine:
            with engine.connect() as connection:
                if opts.outlet and opts.author:
                    known_outlet(connection, opts.outlet)
                found = find(connection)
            if opts.lift:
                return _lift(engine, found, what)
            if found.kind == "outlet" and not found.outlets:
                with engine.connect() as connection:
                    known_outlet(connection, opts.outlet)
            told = ", ".join(f"{count:,} {_one(name, count)}" for name, count in found.counts.items() if count)
            if not confirm(f"{what}: this deletes {told or 'nothing yet'} and keeps it from coming back. There is no way back.",
                           yes=opts.yes):  # fmt: skip
                say("nothing was deleted")
                return EXIT_NOTHING
            with write_transaction(engine) as connection:
                take_down(connection, find(connection), self.now)
            _clean_up(engine)
        say(f"{what}: forgotten; {told or 'nothing'} deleted")
        _tell_leftovers(engine, found)
        return 0


def _chosen(args: list[str], opts: argparse.Namespace) -> tuple[str, Callable[[Connection], Takedown]]:
    if args and (opts.author or opts.outlet):
        raise Refused("name one thing: a URL, --author KEY, or --outlet NAME")
    if opts.author:
        where = f" at {opts.outlet}" if opts.outlet else ""
        return f"commenter {opts.author}{where}", lambda connection: find_author(connection, opts.author, opts.outlet)
    if opts.outlet:
        return f"paper {opts.outlet}", lambda connection: find_outlet(connection, opts.outlet)
    if len(args) != 1:
        raise Refused("say what to forget: one URL, --author KEY, or --outlet NAME")
    if not is_http(args[0]):
        raise Refused(f"{args[0]!r} is no address: it begins with http:// or https://")
    return args[0], lambda connection: find_article(connection, args[0])


def _one(name: str, count: int) -> str:
    return {"addresses": "address"}.get(name, name[:-1]) if count == 1 else name


def _lift(engine: Engine, found: Takedown, what: str) -> int:
    with write_transaction(engine) as connection:
        number = lift(connection, found.kind, found.digests)
    say(f"{what}: " + ("it may come back with the next run" if number else "it was not forgotten"))
    return 0 if number else EXIT_NOTHING


def _clean_up(engine: Engine) -> None:
    """What was deleted leaves SQLite's journal, too; where another process reads, that comes with its end."""
    if engine.dialect.name == "sqlite":
        engine.dispose()
        raw = engine.raw_connection()
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()


def _tell_leftovers(engine: Engine, found: Takedown) -> None:
    """Copies that are not ours to delete."""
    if engine.dialect.name == "sqlite":
        path = Path(str(engine.url.database))
        for copy in sorted(path.parent.glob(f"{path.name}.before-*.db")):
            say(f"{copy} is a copy from before an upgrade and may still hold it: delete it when you need it no more")
    for archive in found.archives:
        say(f"{archive} still holds its pages as fetched: delete the file, or rewrite it without them")
