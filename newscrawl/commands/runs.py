"""``scrapy runs``: past runs, and what one of them did and met."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand

from newscrawl.commands.asking import EXIT_NOTHING, Asking, Refused, number, say
from newscrawl.commands.printed import plain, print_rows
from newscrawl.progress import span
from newscrawl.terminal import harmless

if TYPE_CHECKING:
    import argparse

    from newscrawl.db.runs import PastRun

COLUMNS = ("run", "began", "took", "sites", "pages", "articles", "changed", "quotes", "comments", "problems", "ended")
PROBLEMS = 50
SITE_COLUMNS = (
    "site",
    "pages",
    "found",
    "articles",
    "articles_new",
    "articles_changed",
    "quotes_new",
    "comments_new",
    "failed",
    "refused",
)


class Command(Asking, ScrapyCommand):
    """Without a number it lists the last ones; with one it shows that run, with its problems."""

    examples: ClassVar[str] = (
        "  scrapy runs                the last twenty, the newest first\n"
        "  scrapy runs --limit 100 --csv > runs.csv\n"
        "  scrapy runs 17             one: what it did at each paper, and its problems\n"
        "ended: finished, interrupted, database failed, running, or killed (it has no end, and its process holds no paper)"
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "[N] [options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Past runs: when, what they brought, how they ended; one of them with its problems"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """How many, in what form."""
        super().add_options(parser)
        parser.add_argument("--limit", metavar="N", help=f"at most so many runs (20), or problems of one ({PROBLEMS})")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", dest="form", action="store_const", const="csv", help="as CSV, safe for spreadsheets")
        form.add_argument("--json", dest="form", action="store_const", const="json", help="as JSON")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """List them, or show one."""
        from newscrawl.db.runs import past_runs, problems_of_run, sites_of_run
        from newscrawl.spiders.lease import is_dead

        form = opts.form or "table"
        if len(args) > 1 or (args and not args[0].isdecimal()):
            raise Refused(f"'scrapy runs' takes the number of one run; {' '.join(args)!r} is none")
        with self.reading() as engine, engine.connect() as connection:
            if not args:
                runs = past_runs(connection, is_dead, datetime.now(UTC), limit=number("--limit", opts.limit, 20))
                print_rows(COLUMNS, map(_row, runs), form)
                if not runs:
                    say("no run is in this database yet: scrapy crawl localnews")
                return 0
            limit = number("--limit", opts.limit, PROBLEMS)
            found = past_runs(connection, is_dead, datetime.now(UTC), run_id=min(int(args[0]), 2**62))
            if not found:
                raise Refused(f"there is no run {args[0]}; 'scrapy runs' lists the last ones", EXIT_NOTHING)
            [run] = found
            sites = sites_of_run(connection, run.run_id)
            problems = problems_of_run(connection, run.run_id, limit)
        self._show(run, sites, problems, form)
        return 0

    def _show(self, run: PastRun, sites: list[dict[str, Any]], problems: list[tuple[Any, ...]], form: str) -> None:
        columns = ("at", "site", "stage", "url", "field", "reason")
        if form == "json":
            told = {
                **dict(zip(COLUMNS, map(plain, _row(run)), strict=True)),
                "owner": run.owner,
                "arguments": run.arguments,
                "at_sites": [{name: plain(value) for name, value in site.items()} for site in sites],
                "problem_list": [dict(zip(columns, map(plain, row), strict=True)) for row in problems],
            }
            json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
            sys.stdout.write("\n")
            return
        if form == "csv":
            print_rows(columns, problems, form)
            return
        arguments = " ".join(f"{name}={value}" for name, value in run.arguments.items())
        sys.stdout.write(
            harmless(f"run {run.run_id}: {run.ended}; {run.owner or 'of an older version'}; {arguments}") + "\n"
        )
        print_rows(COLUMNS, [_row(run)], form)
        sys.stdout.write("\n")
        print_rows(SITE_COLUMNS, [tuple(site[name] for name in SITE_COLUMNS) for site in sites], form)
        sys.stdout.write("\n")
        print_rows(columns, problems, form)
        if len(problems) < run.problems:
            say(f"the first {len(problems)} of {run.problems:,} problems; more with --limit")


def _row(run: PastRun) -> tuple[Any, ...]:
    took = span((run.finished_at - run.started_at).total_seconds()) if run.finished_at else None
    counts = [run.counts[name] for name in ("pages", "articles_new", "articles_changed", "quotes_new", "comments_new")]
    return (run.run_id, run.started_at, took, run.sites, *counts, run.problems, run.ended)
