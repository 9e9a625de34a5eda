"""``scrapy sites``: how every paper fares beside its own last weeks; what is quiet, broken or blocked comes first."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand

from newscrawl.commands.asking import EXIT_NOTHING, Asking, Refused, known_outlet, say
from newscrawl.commands.printed import plain, print_rows
from newscrawl.terminal import harmless

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.engine import Connection

COLUMNS = ("state", "site", "last_article", "last_week", "usual_week", "four_weeks", "reasons")
LATE_AT_LEAST = timedelta(days=2)
"""Below this no pause between two runs is too long."""
STYLES = {"blocked": "red", "failing": "red", "broken": "red", "quiet": "yellow", "new": "dim", "idle": "dim"}


class Command(Asking, ScrapyCommand):
    """Exit code 1 where a paper is wrong, or no run has begun for long."""

    examples: ClassVar[str] = (
        "  scrapy sites                       every paper, the wrong ones first\n"
        "  scrapy sites --wrong || mail ...   for cron: exit code 1 where something is wrong, or no run began\n"
        "  scrapy sites --site courier        one paper: its weekdays, its fields, its last runs\n"
        "  scrapy sites --json                everything, for programs\n"
        "  scrapy sites --tell                tell ALARM_WEBHOOK or ALARM_COMMAND what changed since it was told last\n\n"
        "states: blocked (it refuses to be crawled), failing (nothing was answered), broken (a field fell, or its lists name\n"
        "nothing), quiet (silent for longer than it ever was, or much less than usual), new (too young to judge), ok, idle\n"
        "(no run has asked it for two weeks). A paper is compared with its own last weeks, by weekday; no floor is fixed."
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "[options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "How every paper fares: what is quiet, broken or blocked first; exit code for cron"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which papers, in what form."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="NAME", help="one paper, in detail")
        parser.add_argument("--wrong", action="store_true", help="only papers that need a look")
        parser.add_argument("--tell", action="store_true", help="tell ALARM_WEBHOOK or ALARM_COMMAND what changed")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", dest="form", action="store_const", const="csv", help="as CSV, safe for spreadsheets")
        form.add_argument("--json", dest="form", action="store_const", const="json", help="as a JSON list of objects")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Judge, print, tell."""
        from newscrawl.db.health import last_runs, opt_outs, pasts
        from newscrawl.health.overview import overview, sorted_by_state

        if args:
            raise Refused(f"'scrapy sites' takes no {args[0]!r}; --site NAME shows one paper")
        now = self.now
        if opts.tell:
            self._tell(now)
        with self.reading() as engine, engine.connect() as connection:
            if opts.site:
                known_outlet(connection, opts.site)
            found = pasts(connection, now, [opts.site] if opts.site else None)
            late = _late(last_runs(connection, 12), now)
            reserved = opt_outs(connection)
            places = _places(connection)
        rows = [
            {**overview(past, now), "place": places.get(past.name), "opt_outs": reserved.get(past.name, [])}
            for past in found
        ]
        wrong = any(row["wrong"] for row in rows)
        shown = sorted_by_state(row for row in rows if row["wrong"] or not opts.wrong)
        if opts.form == "json":
            json.dump(shown, sys.stdout, ensure_ascii=False, indent=1, default=plain)
            sys.stdout.write("\n")
        elif opts.site and opts.form is None:
            _print_one(shown, now)
        else:
            _print_all(shown, now, opts.form or "table")
        if not found:
            say("no paper is in this database yet: scrapy crawl localnews")
        if late:
            say(late)
        return EXIT_NOTHING if wrong or late else 0

    def _tell(self, now: datetime) -> None:
        from newscrawl.alarms import tell
        from newscrawl.db.health import judge_all
        from newscrawl.telling import AlarmFailed

        assert self.settings is not None
        with self.writing() as engine:
            try:
                number = tell(engine, judge_all(engine, now), self.settings, now)
            except AlarmFailed as failed:
                raise Refused(str(failed), EXIT_NOTHING) from None
        say(f"told of {number} {'paper' if number == 1 else 'papers'}")


def _places(connection: Connection) -> dict[str, str]:
    from sqlalchemy import select

    from newscrawl.db.models import Outlet

    return {row.name: row.place for row in connection.execute(select(Outlet.name, Outlet.place))}


def _late(runs: Sequence[datetime], now: datetime) -> str | None:
    """The sentence that no run has begun for far longer than usual; None where one has."""
    if len(runs) < 3:
        return None
    usual = timedelta(seconds=median((later - sooner).total_seconds() for later, sooner in pairwise(runs)))
    waited = now - runs[0]
    if waited <= max(3 * usual, LATE_AT_LEAST):
        return None
    return f"no run has begun for {waited.total_seconds() / 86400:.1f} days; usually one begins every {_span(usual)}"


def _span(span: timedelta) -> str:
    hours = span.total_seconds() / 3600
    return f"{hours:.1f} hours" if hours < 36 else f"{hours / 24:.1f} days"


def _print_all(rows: Sequence[dict[str, Any]], now: datetime, form: str) -> None:
    from newscrawl.health.overview import age

    if form == "table" and sys.stdout.isatty():
        _print_table(rows, now)
        return
    print_rows(
        COLUMNS,
        (
            (
                row["state"],
                row["site"],
                row["last_article_at"] if form == "csv" else age(row["last_article_at"], now),
                row["last_week"],
                row["usual_week"],
                row["sparkline"],
                "; ".join(row["reasons"]),
            )
            for row in rows
        ),
        form,
    )


def _print_table(rows: Sequence[dict[str, Any]], now: datetime) -> None:
    """What is wrong in sentences, then every paper in a line; in a narrow window the days are fewer, never cut."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from newscrawl.health.overview import age
    from newscrawl.progress import Screen

    screen = Screen()
    for row in rows:
        if row["wrong"]:
            since = f" (since {row['since']:%Y-%m-%d})" if row["since"] else ""
            words = harmless("; ".join(row["reasons"]))
            screen.print(
                Text.assemble((f"{row['state']:8} ", STYLES[row["state"]]), (row["site"], "bold"), f"  {words}{since}")
            )
    widest = max((len(row["site"]) for row in rows), default=4)
    days = max(7, min(28, screen.width - widest - 36))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("site", overflow="fold")
    table.add_column("state", no_wrap=True)
    for name in ("last", "7 days", "usual"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column(f"last {days} days", no_wrap=True)
    for row in rows:
        usual = "" if row["usual_week"] is None else f"{row['usual_week']:,.0f}"
        state = Text(row["state"], STYLES.get(row["state"], "green"))
        last = age(row["last_article_at"], now)
        site = Text(row["site"] + (f" ({', '.join(row['opt_outs'])})" if row["opt_outs"] else ""))
        table.add_row(site, state, last, f"{row['last_week']:,}", usual, Text(row["sparkline"][-days:]))
    screen.print(table)
    wrong = sum(row["wrong"] for row in rows)
    screen.print(
        f"{len(rows):,} papers, {wrong:,} of them {'needs' if wrong == 1 else 'need'} a look"
        if wrong
        else f"{len(rows):,} papers, all well"
    )


def _print_one(rows: Sequence[dict[str, Any]], now: datetime) -> None:
    from newscrawl.health.overview import age

    for row in rows:
        out = sys.stdout.write
        since = f" since {row['since']:%Y-%m-%d %H:%M} UTC" if row["since"] else ""
        out(harmless(f"{row['site']}: {row['state']}{since}") + "\n")
        for reason in row["reasons"]:
            out(f"  {harmless(reason)}\n")
        out(
            f"last article {age(row['last_article_at'], now)} ago, last asked {age(row['asked_at'], now)} ago\n".replace(
                "never ago", "never"
            )
        )
        if row["opt_outs"]:
            out(f"its publisher reserves: {', '.join(row['opt_outs'])}\n")
        out(f"last 28 days  {row['sparkline']}\n\n")
        print_rows(("weekday", "last", "usual"), [(d["weekday"], d["last"], d["usual"]) for d in row["weekdays"]])
        out("\n")
        fields = [(f["field"], _percent(f["last_run"]), _percent(f["before"])) for f in row["fields"]]
        print_rows(("field", "last_run", "before"), fields)
        if row["last_run"]:
            out("\n")
            last = {name: value for name, value in row["last_run"].items() if value and name not in {"run", "at"}}
            out(f"run {row['last_run']['run']} at {row['last_run']['at']:%Y-%m-%d %H:%M} UTC: ")
            out(", ".join(f"{name.replace('_', ' ')} {number:,}" for name, number in last.items()) + "\n")


def _percent(share: float | None) -> str:
    from newscrawl.health.falls import percent

    return "" if share is None else percent(share)
