"""One paper, judged by its own past: blocked, failing, broken, quiet, new, or as it should be. The one rule of all who ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newscrawl.health.falls import HALVED, Fall, Sample, find_fall
from newscrawl.health.silence import WEEKS, Quiet, find_quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

WRONG = ("blocked", "failing", "broken", "quiet")
"""States that a person should know of, the worst first."""
ORDER = (*WRONG, "new", "ok", "idle")

ALPHA = 0.001
"""Chance of a false word in one look at one paper, shared by all that is looked at."""
NEW_VISITS = 2
"""Visits below which nothing can have fallen."""
FAILED_RUNS, FAILED_PAGES = 2, 3
"""Nothing was answered in so many runs one after the other, or of so many pages in the last: one page that fails is chance."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one run did at one paper (``outlet_run``)."""

    run_id: int
    at: datetime
    counts: Mapping[str, int]
    filled: Mapping[str, int] = field(default_factory=dict)
    filled_young: Mapping[str, int] = field(default_factory=dict)
    reason: str | None = None
    """The most frequent reason of its problems."""

    def of(self, name: str) -> int:
        """A count; 0 where there is none."""
        return self.counts.get(name, 0)

    @property
    def answered(self) -> int:
        """Pages that came, of whatever kind."""
        return sum(map(self.of, ("sources", "sources_unchanged", "articles", "not_articles", "unchanged", "threads")))

    @property
    def asked(self) -> int:
        """Pages that came, failed or were refused."""
        return self.answered + self.of("failed") + self.of("refused")


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a paper."""

    name: str
    zone: str = "UTC"
    visits: Sequence[Visit] = ()
    """Of the last weeks, the oldest first; runs that only looked back left out."""
    days: Mapping[date, int] = field(default_factory=dict)
    """Articles by day of its own zone."""
    last_article: datetime | None = None
    asked_at: datetime | None = None
    """When it was asked last, and answered."""
    refused_since: datetime | None = None
    refused_reason: str | None = None
    idle_since: datetime | None = None
    """No run has come to it since, and others were asked: it is on nobody's list."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a paper fares."""

    state: str
    since: datetime | None = None
    falls: tuple[Fall, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def wrong(self) -> bool:
        """Whether a person should know."""
        return self.state in WRONG

    @property
    def fields(self) -> tuple[str, ...]:
        """What fell, by name."""
        return tuple(fall.field for fall in self.falls)

    @property
    def words(self) -> str:
        """All reasons in one sentence."""
        return "; ".join(self.reasons)


OF_PAGES: dict[str, tuple[Callable[[Visit], tuple[int, int]], float]] = {
    "pages answered": (lambda visit: (visit.answered, visit.asked), HALVED),
    "lists naming articles": (lambda visit: (visit.of("sources_naming"), visit.of("sources")), 0.0),
    "pages with an article": (
        lambda visit: (visit.of("articles"), visit.of("articles") + visit.of("not_articles")),
        0.1,
    ),
    "comment threads answered": (
        lambda visit: (visit.of("threads"), visit.of("threads") + visit.of("threads_failed")),
        HALVED,
    ),
}
"""What is looked at besides the fields: what of how many, and which part of its share may be left of one that fell. A
first run reads every list and every page, later ones what is new: of these shares, only what is near zero tells."""


def judge(past: Past) -> Judgement:
    """How a paper fares, by its own last weeks."""
    last = past.visits[-1] if past.visits else None
    if past.refused_since is not None:
        why = f" ({past.refused_reason})" if past.refused_reason else ""
        return Judgement("blocked", past.refused_since, (), (f"it refuses to be crawled{why}",))
    if past.idle_since is not None:
        return Judgement("idle", past.idle_since, (), (f"no run has asked it since {past.idle_since:%Y-%m-%d}",))
    first = _first_of_row(past.visits, lambda visit: visit.asked > 0 and not visit.answered)
    if last is not None and first is not None and (first[1] >= FAILED_RUNS or last.asked >= FAILED_PAGES):
        words = f"nothing was answered in {_number(first[1], 'run')}" + (f": {last.reason}" if last.reason else "")
        return Judgement("failing", first[0], (), (words,))
    if 0 < len(past.visits) < NEW_VISITS and past.last_article is not None:
        return Judgement("new")
    falls = find_falls(past.visits)
    quiet = _quiet(past)
    reasons = (*map(str, falls), *((quiet.words,) if quiet else ()))
    if falls:
        return Judgement("broken", min(fall.since for fall in falls), falls, reasons)
    if quiet:
        return Judgement("quiet", _moment(quiet.since, past.zone), (), reasons)
    if past.asked_at is not None and past.last_article is None:
        return Judgement("quiet", None, (), ("no article was ever stored",))
    return Judgement("ok" if past.visits or past.days else "new")


def find_falls(visits: Sequence[Visit]) -> tuple[Fall, ...]:
    """Everything whose share fell, the surest first."""
    if len(visits) < NEW_VISITS:
        return ()
    young = [visit for visit in visits if visit.of("young")]
    latest = next((visit for visit in reversed(visits) if visit.of("articles")), None)
    by_age = latest is not None and len(young) > 1 and latest.of("young") > 0
    articles = young if by_age else [visit for visit in visits if visit.of("articles")]
    names = sorted({name for visit in articles for name in _filled(visit, by_age=by_age)})
    alpha = ALPHA / (len(names) + len(OF_PAGES))
    found = [
        find_fall(name, [_sample(visit, *count(visit)) for visit in visits], alpha, left)
        for name, (count, left) in OF_PAGES.items()
    ]
    of = "young" if by_age else "articles"
    for name in names:
        # A paper is met with threads that have grown for weeks; what is read later is read when it is new.
        seen = articles[1:] if name == "comments" else articles
        samples = [_sample(visit, _filled(visit, by_age=by_age).get(name, 0), visit.of(of)) for visit in seen]
        found.append(find_fall(name, samples, alpha))
    return tuple(sorted((fall for fall in found if fall), key=lambda fall: (fall.chance, fall.field)))


def shares(visits: Sequence[Visit]) -> dict[str, tuple[int, int]]:
    """Field to how often it was filled, and of how many articles, in these visits."""
    of = sum(visit.of("articles") for visit in visits)
    names = {name for visit in visits for name in visit.filled}
    return {name: (sum(visit.filled.get(name, 0) for visit in visits), of) for name in sorted(names)}


def local_day(moment: datetime, zone: str) -> date:
    """The day that it was in *zone*; one that nobody knows is UTC."""
    return moment.astimezone(_zone(zone)).date()


def _zone(name: str) -> Any:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _moment(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=_zone(zone)).astimezone(UTC)


def _sample(visit: Visit, had: int, of: int) -> Sample:
    return Sample(visit.at, had, of)


def _filled(visit: Visit, *, by_age: bool) -> Mapping[str, int]:
    return visit.filled_young if by_age else visit.filled


def _quiet(past: Past) -> Quiet | None:
    if past.asked_at is None or past.last_article is None:
        return None
    until = local_day(past.asked_at, past.zone)
    if not past.days:  # all that it gave is older than what was looked at
        silent = (until - local_day(past.last_article, past.zone)).days - 1
        words = f"no article for {silent:,} days"
        return (
            Quiet(local_day(past.last_article, past.zone) + timedelta(days=1), words, 0.0)
            if silent > WEEKS * 7
            else None
        )
    return find_quiet(past.days, until)


def _first_of_row(visits: Sequence[Visit], bad: Callable[[Visit], bool]) -> tuple[datetime, int] | None:
    """When the row of bad visits began that goes on, and how many there are; None where the last was not bad."""
    row = list(takewhile(bad, reversed(visits)))
    return (row[-1].at, len(row)) if row else None


def _number(number: int, word: str) -> str:
    return f"the last {word}" if number == 1 else f"the last {number} {word}s"
