"""``scrapy export``: articles, quotes, comments, threads or stories into a CSV, JSON Lines or Parquet file."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from scrapy.commands import ScrapyCommand
from sqlalchemy.exc import DBAPIError

from newscrawl.commands.asking import (
    EXIT_NOTHING,
    Asking,
    Refused,
    add_window,
    known_outlet,
    only_argument,
    say,
    window,
)
from newscrawl.db.condition import ConditionError
from newscrawl.db.export import EXPORTED, chunks, columns_of, statement_of
from newscrawl.db.files import WRITERS, MissingPackageError, whole_file
from newscrawl.nearest import suggest

if TYPE_CHECKING:
    import argparse

    from sqlalchemy import TextClause
    from sqlalchemy.engine import Connection


class Command(Asking, ScrapyCommand):
    """A file is there whole or not at all, and none is overwritten unless that is said."""

    examples: ClassVar[str] = (
        "  scrapy export comments -o comments.csv\n"
        "  scrapy export articles --since 30d --outlet 48hills -o month.jsonl\n"
        "  scrapy export quotes --where \"kind = 'direct' AND confidence > 0.8\" -o sure.parquet\n"
        "  --where takes a condition of SQL over the view's columns; 'scrapy db schema' lists them.\n"
        "  A cell of a CSV file that a spreadsheet would run as a formula gets an apostrophe in front."
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "articles|quotes|comments|threads|stories -o FILE.csv|.jsonl|.parquet [options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Write articles, quotes, comments, threads or stories into a CSV, JSON Lines or Parquet file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """What is exported, and where to."""
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="FILE", help="the file; its ending says the format")
        add_window(parser)
        parser.add_argument("--outlet", metavar="NAME", help="only of this paper")
        parser.add_argument("--where", metavar="CONDITION", help="only rows of which this is true (SQL)")
        parser.add_argument("--force", action="store_true", help="take the place of a file that is there")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Write the file."""
        what = only_argument(args, f"say what to export ({', '.join(EXPORTED)})")
        if what not in EXPORTED:
            raise Refused(f"there are no {what!r} to export{suggest(what, EXPORTED)}; there are: {', '.join(EXPORTED)}")
        path = _checked_path(opts.output, force=opts.force)
        since, until = window(opts, self.now)
        try:
            asked = partial(statement_of, what, since=since, until=until, outlet=opts.outlet, where=opts.where)
            statement, trial = asked(), asked(explain=True)
        except ConditionError as error:
            raise Refused(f"--where: {error}") from None
        began, number = time.monotonic(), 0
        with self.reading() as engine, engine.connect() as connection:
            if opts.outlet:
                known_outlet(connection, opts.outlet)
            columns = columns_of(connection, EXPORTED[what].view)
            if opts.where:
                _try_condition(connection, what, trial, list(columns))
            try:
                with whole_file(path, columns, force=opts.force) as file:
                    for rows in chunks(connection, statement, EXPORTED[what].chunk):
                        file.write(rows)
                        number += len(rows)
            except MissingPackageError as error:
                raise Refused(str(error)) from None
            except FileExistsError:
                raise Refused(f"{path} is there already: name another file, or say --force") from None
            except OSError as error:
                raise Refused(f"{path} cannot be written: {error.strerror or error}", EXIT_NOTHING) from None
        say(f"{number:,} {what} in {path} ({time.monotonic() - began:.1f} s)")
        return 0


def _checked_path(output: str | None, *, force: bool) -> Path:
    if not output:
        raise Refused("name the file: -o FILE.csv, .jsonl or .parquet")
    path = Path(output)
    if path.suffix.casefold() not in WRITERS:
        raise Refused(f"-o {output}: the ending says the format; there are: {', '.join(WRITERS)}")
    if not path.parent.is_dir():
        raise Refused(f"-o {output}: the folder {path.parent} is not there: make it (mkdir -p {path.parent})")
    if path.is_dir():
        raise Refused(f"-o {output}: that is a folder")
    if path.exists() and not force:
        raise Refused(f"{path} is there already: name another file, or say --force")
    return path


def _try_condition(connection: Connection, what: str, trial: TextClause, columns: list[str]) -> None:
    """Nothing, where the database understands the condition.

    Raises:
        Refused: it does not; with its words and the columns that there are.
    """
    try:
        connection.execute(trial).close()
    except DBAPIError as error:
        words = " ".join(str(error.orig).split("\n")[0].split())
        if "no such column" in words or "does not exist" in words:
            named = words.replace('column "', "").replace('" does not exist', "").rpartition(": ")[2].strip('"')
            words += suggest(named, columns)
        connection.rollback()
        raise Refused(f"--where: {words}; {EXPORTED[what].view} has: {', '.join(columns)}") from None
