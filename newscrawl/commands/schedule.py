"""``scrapy schedule``: puts papers that are due into the queue, for the workers of any number of machines."""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand

from newscrawl.commands.asking import Asking, Refused, say
from newscrawl.db.engine import DatabaseUnavailable, open_engine, prepare
from newscrawl.discovery.clock import read_offset
from newscrawl.spiders.arguments import ArgumentError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Mapping, Sequence

    from newscrawl.queue.due import Verdict
    from newscrawl.queue.entries import Paper

MISSING = "the queue is an extra that is not installed ({name}): pip install 'newscrawl[queue]'"


class Command(Asking, ScrapyCommand):
    """Verdicts go to standard output with ``--dry-run`` or ``--why``; the counts to standard error."""

    examples = (
        "  scrapy schedule -a sites=mine.toml              what is due now becomes jobs; 'scrapy work' crawls them\n"
        "  scrapy schedule -a sites=mine.toml --every 10m  look again every ten minutes, until stopped\n"
        "  scrapy schedule --interval 30m                  every paper's newest list is asked each half hour\n"
        "  scrapy schedule -a sites=mine.toml --dry-run    each paper and why it is due or not; queues nothing\n"
        "  scrapy schedule --all -a since=2020-01-01       every paper, due or not, back to 2020\n"
        "\n"
        "A paper is due where it was never crawled, where a page of it is due (an article, a list or a thread, by their own\n"
        "clocks), or where its newest list was asked an interval ago. A paper that is in the queue or being crawled is not\n"
        "queued again, however many machines run 'scrapy schedule'. A job holds the paper's whole entry: workers need no\n"
        "sites file. The queue lies in the PostgreSQL that holds the data; it is made when it is not there."
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "[-a sites=...] [options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Queue the papers that are due, for 'scrapy work' on any number of machines"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """What is queued, and how often."""
        super().add_options(parser)
        parser.add_argument(
            "-a", dest="given", metavar="NAME=VALUE", action="append", default=[],
            help="as for 'scrapy crawl localnews': sites=NAME,NAME, sites=FILE.toml, sites=FILE.csv (without: every paper "
            "in newscrawl/spiders/sites); since=, until=, max_articles=, again= are handed on to the crawls",
        )  # fmt: skip
        parser.add_argument(
            "--interval", metavar="SPAN", default="1h", help="a paper is due after so long at the latest (1h)"
        )
        parser.add_argument("--every", metavar="SPAN", help="look again so often, until stopped")
        parser.add_argument("--all", dest="everything", action="store_true", help="every paper, due or not")
        parser.add_argument("--why", action="store_true", help="list each paper and why it is due or not")
        parser.add_argument("--dry-run", action="store_true", help="list them and queue nothing; on SQLite, too")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", dest="form", action="store_const", const="csv", help="the list as CSV")
        form.add_argument("--json", dest="form", action="store_const", const="json", help="the list as JSON")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Queue, once or again and again."""
        if args:
            raise Refused(f"'scrapy schedule' takes no {args[0]!r}; papers are named by -a sites={args[0]}")
        self._opts = opts
        self._interval = positive("--interval", opts.interval)
        every = positive("--every", opts.every) if opts.every else None
        given = self._given(opts.given)
        readers = self._readers(given)
        if opts.dry_run:
            self._list(self._verdicts(_domains(readers)))
            return 0
        self._prepare()
        self._pass(given)
        while every:
            time.sleep(every.total_seconds())
            try:
                self._pass(given)
            except (DatabaseUnavailable, Refused, ArgumentError) as error:  # the file may be whole again next time
                say(f"scrapy schedule: {error}")
        return 0

    def _given(self, words: Sequence[str]) -> dict[str, str]:
        from newscrawl.queue.entries import PASSED_ON

        given: dict[str, str] = {}
        for word in words:
            name, sign, value = word.partition("=")
            if not sign or name not in ("sites", *PASSED_ON):
                raise Refused(f"-a {word}: there are sites=, {', '.join(f'{one}=' for one in PASSED_ON)}")
            given[name] = value
        if given.get("sites", "").strip() == "demo":
            raise Refused("-a sites=demo: the demo lives within one run: 'scrapy crawl localnews -a sites=demo'")
        return given

    def _readers(self, given: Mapping[str, str]) -> list[Any]:
        """The papers, as their entries stand now: a sites file may have changed since the last look."""
        from newscrawl.spiders.arguments import RunArguments
        from newscrawl.spiders.registry import chosen_readers
        from newscrawl.spiders.site import SiteError

        readers = chosen_readers(RunArguments.read(given, self.now))
        for reader in readers:
            try:
                reader.site.check()
            except SiteError as error:
                raise Refused(f"{reader.name}: {error}") from None
        return readers

    def _prepare(self) -> None:
        from newscrawl.db.queue import only_postgresql, prepare_queue

        engine = open_engine(self.url)
        engine.dispose()
        only_postgresql(self.url)
        try:
            import procrastinate  # noqa: F401
        except ModuleNotFoundError as error:
            raise Refused(MISSING.format(name=error.name)) from None
        prepare(engine, say)
        engine.dispose()
        prepare_queue(self.url, say)

    def _pass(self, given: Mapping[str, str]) -> None:
        """Queue what is due now."""
        import asyncio

        from newscrawl.queue.entries import paper_of
        from newscrawl.queue.jobs import put_into_queue

        readers = self._readers(given)
        passed = {name: value for name, value in given.items() if name != "sites"}
        papers: dict[str, Paper] = {reader.name: paper_of(reader, passed) for reader in readers}
        domains = _domains(readers)

        def judged(names: Collection[str]) -> list[Verdict]:
            return self._verdicts({name: domains[name] for name in names})

        try:
            found = asyncio.run(put_into_queue(self.url, papers, judged))
        except Exception as error:
            from procrastinate.exceptions import ConnectorException
            from psycopg import Error

            if not isinstance(error, ConnectorException | Error | OSError):
                raise
            cause = error.__cause__ or error
            raise DatabaseUnavailable(f"the queue cannot be reached ({' '.join(str(cause).split())})") from error
        if self._opts.why or self._opts.form:
            self._list(found)
        say(_summary(found))

    def _verdicts(self, domains: Mapping[str, str]) -> list[Verdict]:
        from newscrawl.queue.due import verdicts

        with self.reading() as engine:
            return verdicts(engine, domains, self.now, self._interval, anyway=self._opts.everything)

    def _list(self, found: Sequence[Verdict]) -> None:
        from newscrawl.commands.printed import print_rows

        rows = [(verdict.name, verdict.state.value, verdict.why) for verdict in found]
        print_rows(("paper", "state", "why"), rows, self._opts.form or "table")


def positive(option: str, text: str) -> timedelta:
    """The span that an option names.

    Raises:
        Refused: it is none, or not above nothing.
    """
    try:
        found = read_offset(text)
    except (ValueError, OverflowError):
        found = timedelta()
    if found < timedelta(seconds=1):
        raise Refused(f"{option} {text}: give a span of time, as in 10m, 1h or 2d")
    return found


def _domains(readers: Sequence[Any]) -> dict[str, str]:
    return {reader.name: reader.site.domain for reader in readers}


def _summary(found: Sequence[Verdict]) -> str:
    from newscrawl.queue.due import State

    counts = Counter(verdict.state for verdict in found)
    words = {
        State.DUE: "queued",
        State.QUEUED: "in the queue already",
        State.CRAWLED: "being crawled",
        State.NOT_YET: "not due yet",
        State.REFUSES: "left alone, for they refuse",
        State.FORGOTTEN: "forgotten on request",
    }
    parts = [f"{counts[state]:,} {what}" for state, what in words.items() if counts[state] or state is State.DUE]
    number = len(found)
    return f"{number:,} {'paper' if number == 1 else 'papers'}: {', '.join(parts)}"
