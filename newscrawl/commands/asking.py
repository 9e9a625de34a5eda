"""What the commands that ask the database share: how it is opened, how they end, and what they say."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.db.engine import DatabaseUnavailable, database_url, why
from newscrawl.db.models import Outlet
from newscrawl.db.opening import current_only, existing_url, open_for_reading, open_for_writing
from newscrawl.discovery.clock import Clock, read_offset
from newscrawl.nearest import suggest
from newscrawl.spiders.arguments import ArgumentError, read_moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from scrapy.settings import Settings
    from sqlalchemy.engine import Connection, Engine

EXIT_NOTHING, EXIT_WRONG_ARGUMENT, EXIT_DATABASE, EXIT_INTERRUPTED = 1, 2, 3, 130


class Refused(Exception):  # noqa: N818  (it is a sentence for people)
    """The command ends here; the message is a sentence that names the fix."""

    def __init__(self, reason: str, code: int = EXIT_WRONG_ARGUMENT) -> None:
        super().__init__(reason)
        self.code = code


class Asking:
    """The half of a command that all of them share; the other is :class:`scrapy.commands.ScrapyCommand`.

    A command states :attr:`examples` and answers in :meth:`answer`. Exit codes: 0; 1 it could not be done, or the
    answer is no; 2 wrong arguments; 3 the database failed; 130 interrupted.
    """

    requires_crawler_process = False
    requires_project = True
    examples: ClassVar[str] = ""
    settings: Settings | None
    exitcode: int = 0

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's own options, and the examples at the end of ``--help``."""
        super().add_options(parser)  # type: ignore[misc]
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = (
            f"examples:\n{self.examples}\n\n"
            "The database: -s DATABASE_URL=sqlite:///FILE or postgresql://..., or the environment's "
            "NEWSCRAWL_DATABASE_URL;\nwithout, newscrawl.db in this folder.\n"
            "Exit code: 0; 1 it could not be done, or the answer is no; 2 wrong arguments; 3 the database failed."
        )

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Do what the command is for; its exit code.

        Raises:
            Refused: it cannot be done as it was asked for.
        """
        raise NotImplementedError

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Answers, and ends with a sentence instead of a traceback where a person, a disk or a server is at fault."""
        name = type(self).__module__.rpartition(".")[2]
        try:
            _no_option(name, args)
            self.exitcode = self.answer(args, opts)
            sys.stdout.flush()
        except Refused as refused:
            self._end(name, str(refused), refused.code)
        except ArgumentError as error:
            self._end(name, str(error), EXIT_WRONG_ARGUMENT)
        except DatabaseUnavailable as error:
            self._end(name, str(error), EXIT_DATABASE)
        except BrokenPipeError:  # the reader has enough (| head): that is no error, and must not become one at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KeyboardInterrupt:
            self._end(name, "interrupted", EXIT_INTERRUPTED)

    def _end(self, name: str, reason: str, code: int) -> None:
        say(f"scrapy {name}: {reason}")
        self.exitcode = code

    @property
    def url(self) -> str:
        """The address of the database."""
        assert self.settings is not None
        return database_url(self.settings.get("DATABASE_URL"), os.environ)

    @property
    def now(self) -> datetime:
        """By the machine's clock, ``CLOCK_OFFSET`` included."""
        assert self.settings is not None
        try:
            return Clock(read_offset(self.settings.get("CLOCK_OFFSET"))).now()
        except ValueError as error:
            raise Refused(str(error)) from None

    @contextmanager
    def reading(self) -> Iterator[Engine]:
        """The database, for nothing but reading; today's schema or none.

        Raises:
            DatabaseUnavailable: there is none, it is of another schema, or it fails on the way.
        """
        engine = open_for_reading(existing_url(self.url))
        with _told(engine):
            current_only(engine)
            yield engine

    @contextmanager
    def writing(self) -> Iterator[Engine]:
        """The database, at today's schema.

        Raises:
            DatabaseUnavailable: there is none, it cannot be written to, or it fails on the way.
        """
        engine = open_for_writing(existing_url(self.url), say)
        with _told(engine):
            yield engine


def _no_option(name: str, args: list[str]) -> None:
    """Nothing, where no argument looks like an option: argparse hands on those that it does not know."""
    if stray := next((arg for arg in args if arg.startswith("-") and arg != "-"), None):
        raise Refused(f"no such option: {stray}; 'scrapy {name} --help' names them all")


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise DatabaseUnavailable(why(engine, error)) from error
    finally:
        engine.dispose()


def add_window(parser: argparse.ArgumentParser) -> None:
    """The options ``--since`` and ``--until``."""
    parser.add_argument(
        "--since", metavar="DATE", help="from then on: 2026-03-01, 2026-03-01T12:00Z or 7d (a week ago)"
    )
    parser.add_argument("--until", metavar="DATE", help="until then; a day is included")


def window(opts: argparse.Namespace, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The moments that ``--since`` and ``--until`` name.

    Raises:
        Refused: one is no date, or nothing lies between them.
    """
    since = read_moment("--since ", opts.since, now, end=False)
    until = read_moment("--until ", opts.until, now, end=True)
    if since and until and since >= until:
        raise Refused(f"--since {opts.since} --until {opts.until}: nothing lies between")
    return since, until


def number(name: str, text: str | None, default: int) -> int:
    """A number from 1 up that an option holds.

    Raises:
        Refused: it is none.
    """
    if text is None:
        return default
    if not text.strip().isdecimal() or len(text) > 20 or not 1 <= int(text) < 2**31:
        raise Refused(f"{name} {text[:100]}: give a number from 1 up")
    return int(text)


def confirm(question: str, *, yes: bool) -> bool:
    """Whether a person says yes; *yes* says it beforehand. Without a terminal nobody is asked.

    Raises:
        Refused: nobody can be asked.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise Refused("nobody is there to ask; say --yes")
    say(question)
    return input("Type yes to go on: ").strip().casefold() in {"yes", "y"}


def say(words: str) -> None:
    """Say something to the person at the terminal; results alone go to standard output."""
    print(words, file=sys.stderr)  # noqa: T201 - what a command says


def only_argument(args: list[str], what: str) -> str:
    """The one argument of a command.

    Raises:
        Refused: there is none, or there are several.
    """
    if len(args) != 1:
        raise Refused(f"{what}; {'nothing was' if not args else f'{len(args)} were'} given")
    return args[0]


def known_outlet(connection: Connection, name: str) -> None:
    """Nothing, where a paper of that name is in the database.

    Raises:
        Refused: there is none; the nearest names are suggested.
    """
    names = list(connection.execute(select(Outlet.name)).scalars())
    if name not in names:
        few = f"; there are: {', '.join(sorted(names))}" if len(names) <= 12 else ""
        raise Refused(f"no paper is called {name!r}{suggest(name, names)}{few}")
