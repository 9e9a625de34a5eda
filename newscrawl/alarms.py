"""Who is told when a paper breaks, falls silent or is well again: once, at the end of a run or by ``scrapy sites --tell``.

A webhook gets JSON whose ``text`` Slack, Mattermost and Discord show as it stands; a command gets the same sentences on
its standard input, as ``mail`` wants them. What is told is noted in the database before it is sent, so that of runs that end
together one alone tells it; where it arrived nowhere the note is taken back, and the next run tells it.
"""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.db.engine import DatabaseUnavailable, database_url, open_engine
from newscrawl.db.health import judge_all, note_told, told
from newscrawl.health.judging import ORDER
from newscrawl.telling import AlarmFailed, command_words, post, run_command, webhook_host

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from sqlalchemy.engine import Engine

    from newscrawl.health import Judgement

log = logging.getLogger(__name__)

TOLD_AT_MOST = 50
"""Papers that the sentences name; the JSON has all of them."""
DISCORD_LIMIT = 1_900
"""Characters of ``content``: Discord takes 2,000 (https://discord.com/developers/docs/resources/webhook)."""


OUTAGE = "network"
"""What is kept of a paper that failed together with most others: told in one sentence, for all of them."""
OUTAGE_AT_LEAST = 3
"""Papers that make an outage."""


@dataclass(frozen=True, slots=True)
class Change:
    """A paper whose state nobody was told of yet."""

    site: str
    before: str | None
    """As it was told last: "broken: authors"; None for never."""
    judgement: Judgement
    outage: bool = False
    """It failed together with most others, or is well again after that."""

    @property
    def key(self) -> str:
        """What is kept of it: the state, and what fell."""
        return state_key(self.judgement) + (f": {OUTAGE}" if self.outage and self.judgement.wrong else "")

    def __str__(self) -> str:
        """One line for people."""
        one = self.judgement
        if not one.wrong:
            return f"well again: {self.site} (it was {(self.before or '').partition(':')[0]})"
        since = f", since {one.since:%Y-%m-%d %H:%M} UTC" if one.since else ""
        return f"{one.state}: {self.site}: {one.words}{since}"


def state_key(judgement: Judgement) -> str:
    """The state as it is compared with what was told."""
    return judgement.state + (f": {', '.join(sorted(judgement.fields))}" if judgement.fields else "")


def changes(judged: Mapping[str, Judgement], said: Mapping[str, str | None]) -> list[Change]:
    """What is to be told: a paper that is newly wrong, wrong in another way or in a further field, or well again.

    Where more than half of the papers that are asked fail, it is one change for people: this machine's network is down, or
    what it goes through. A paper that fails still when the others are back is told by itself.
    """
    states = [judgement.state for judgement in judged.values() if judgement.state not in {"idle", "blocked"}]
    failing = states.count("failing")
    network = failing >= OUTAGE_AT_LEAST and 2 * failing > len(states)
    found = []
    for site, judgement in judged.items():
        before = said.get(site)
        state, _, fields = (before or "").partition(": ")
        known = set(fields.split(", "))
        outage = network and judgement.state == "failing"
        if judgement.wrong:
            further = set(judgement.fields) - known
            worth = state != judgement.state or bool(further) or (OUTAGE in known and not outage)
        else:
            worth = bool(state) and state not in {"ok", "new", "idle"}
            outage = OUTAGE in known
        if worth:
            found.append(Change(site, before, judgement, outage))
    return sorted(found, key=lambda change: (ORDER.index(change.judgement.state), change.site))


def sentences(found: Sequence[Change]) -> str:
    """What people are told, a line a paper."""
    wrong = sum(change.judgement.wrong for change in found)
    well = len(found) - wrong
    parts = [f"{wrong} {'paper needs' if wrong == 1 else 'papers need'} a look" if wrong else ""]
    parts.append(f"{well} {'is' if well == 1 else 'are'} well again" if well else "")
    lines = ["newscrawl: " + ", ".join(part for part in parts if part)]
    down = sum(change.outage and change.judgement.wrong for change in found)
    up = sum(change.outage and not change.judgement.wrong for change in found)
    if down:
        lines.append(f"failing: {down:,} papers answered nothing, most of all: is this machine's network up?")
    named = [str(change) for change in found if not change.outage]
    lines += named[:TOLD_AT_MOST]
    if len(named) > TOLD_AT_MOST:
        lines.append(f"and {len(named) - TOLD_AT_MOST:,} more: scrapy sites")
    if up:
        lines.append(f"well again: {up:,} {'paper' if up == 1 else 'papers'} that answered nothing together")
    return "\n".join(lines)


def message(found: Sequence[Change], now: datetime) -> dict[str, Any]:
    """The JSON that a webhook gets."""
    words = sentences(found)
    return {
        "text": words,
        "content": words[:DISCORD_LIMIT],
        "at": now.isoformat(),
        "changed": [
            {
                "site": change.site,
                "state": change.judgement.state,
                "before": change.before,
                "since": change.judgement.since.isoformat() if change.judgement.since else None,
                "fields": list(change.judgement.fields),
                "reasons": list(change.judgement.reasons),
            }
            for change in found
        ],
    }


def tell(engine: Engine, judged: Mapping[str, Judgement], settings: BaseSettings, now: datetime) -> int:
    """Tell what changed; how many papers were told of. Nothing is kept of what arrived nowhere.

    Raises:
        AlarmFailed: one of the two ways failed, or none is set.
    """
    webhook, command = settings.get("ALARM_WEBHOOK"), settings.get("ALARM_COMMAND")
    ways: list[Callable[[Sequence[Change]], None]] = []
    if webhook:
        ways.append(lambda found: post(str(webhook), message(found, now)))
    if command:
        ways.append(lambda found: run_command(str(command), sentences(found)))
    if not ways:
        raise AlarmFailed("nobody to tell: set ALARM_WEBHOOK or ALARM_COMMAND")
    with engine.connect() as connection:
        found = changes(judged, told(connection))
    if not found:
        return 0
    mine = note_told(engine, {change.site: (change.before, change.key) for change in found}, now)
    found = [change for change in found if change.site in mine]
    failed = _tell_all(ways, found) if found else []
    if len(failed) == len(ways):
        note_told(engine, {change.site: (change.key, change.before) for change in found}, now)
    if failed:
        raise AlarmFailed("; ".join(map(str, failed)), arrived=len(failed) < len(ways))
    return len(found)


def _tell_all(ways: Sequence[Callable[[Sequence[Change]], None]], found: Sequence[Change]) -> list[AlarmFailed]:
    failed = []
    for way in ways:
        try:
            way(found)
        except AlarmFailed as error:
            failed.append(error)
    return failed


class Alarms:
    """Judges a run's papers at its end, and tells what changed. Settings: ``ALARM_WEBHOOK``, ``ALARM_COMMAND``."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        alarms = cls(crawler)
        crawler.signals.connect(alarms.spider_opened, signals.spider_opened)
        crawler.signals.connect(alarms.spider_closed, signals.spider_closed)
        return alarms

    def spider_opened(self) -> None:
        """A setting that will not do is told before the crawl, not after it."""
        settings = self._crawler.settings
        for name, check in (("ALARM_WEBHOOK", webhook_host), ("ALARM_COMMAND", command_words)):
            try:
                if given := settings.get(name):
                    check(str(given).strip())
            except AlarmFailed as failed:
                log.error("%s: nobody is told by it when a paper breaks", failed)  # noqa: TRY400  (its words say all)

    async def spider_closed(self, spider: Spider) -> None:
        """The run's rows are written: judge by them."""
        stats = self._crawler.stats
        clock = getattr(spider, "clock", None)
        if clock is None or stats is None or stats.get_value("store/failed"):
            return
        try:
            await asyncio.to_thread(self._judge, clock.now(), list(getattr(spider, "readers", {})))
        except AlarmFailed as failed:
            log.warning("%s; %s", failed, "the other way was told" if failed.arrived else "the next run tells it")
        except (SQLAlchemyError, DatabaseUnavailable) as error:
            log.warning("how the papers fare could not be judged: %s", type(error).__name__)

    def _judge(self, now: datetime, papers: Sequence[str]) -> None:
        settings = self._crawler.settings
        engine = open_engine(database_url(settings.get("DATABASE_URL"), os.environ))
        try:
            judged = judge_all(engine, now, papers)
            if settings.get("ALARM_WEBHOOK") or settings.get("ALARM_COMMAND"):
                tell(engine, judged, settings, now)
        finally:
            engine.dispose()
