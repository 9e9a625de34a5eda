"""What ``scrapy sites`` and the web page show of a paper, in plain values: its state, its weeks, its fields."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from newscrawl.health.judging import ORDER, Judgement, Past, judge, local_day, shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

BARS = "▁▂▃▄▅▆▇█"
SHOWN_DAYS = 28
WEEKS = 8
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY = timedelta(days=1)


def sparkline(numbers: Sequence[int]) -> str:
    """One character a number, from the line's own smallest bar to its largest; nothing is a dot, never a bar."""
    most = max(numbers, default=0)
    return "".join("·" if number <= 0 else BARS[(number * len(BARS) - 1) // most if most else 0] for number in numbers)


def last_days(past: Past, until: date, number: int = SHOWN_DAYS) -> list[int]:
    """Articles of each of the last *number* days up to *until*, the oldest first."""
    return [past.days.get(until - back * DAY, 0) for back in reversed(range(number))]


def last_week(past: Past, until: date) -> int:
    """Articles of the last seven whole days."""
    return sum(past.days.get(until - back * DAY, 0) for back in range(1, 8))


def usual_week(past: Past, until: date) -> float | None:
    """Articles a week in the weeks before the last one, as far as the paper is known; None where that is no week."""
    if not past.days:
        return None
    weeks = min(WEEKS, (until - min(past.days)).days // 7 - 1)
    if weeks < 1:
        return None
    return sum(past.days.get(until - back * DAY, 0) for back in range(8, 8 + weeks * 7)) / weeks


def by_weekday(past: Past, until: date) -> list[dict[str, Any]]:
    """Each weekday from Monday: articles on its last one before *until*, and on average of those before that."""
    first = min(past.days, default=until)
    rows = []
    for number, name in enumerate(WEEKDAYS):
        last = until - ((until.weekday() - number - 1) % 7 + 1) * DAY
        before = [last - week * 7 * DAY for week in range(1, WEEKS + 1)]
        known = [day for day in before if day >= first]
        usual = sum(past.days.get(day, 0) for day in known) / len(known) if known else None
        rows.append(
            {"weekday": name, "last": past.days.get(last, 0), "usual": None if usual is None else round(usual, 1)}
        )
    return rows


def field_shares(past: Past) -> list[dict[str, Any]]:
    """Each field: the share of articles in which it was filled in the last run that read any, and in those before."""
    read = [visit for visit in past.visits if visit.of("articles")]
    if not read:
        return []
    now, before = shares(read[-1:]), shares(read[:-1])
    rows = []
    for name in sorted(now.keys() | before.keys()):
        of_now = now.get(name, (0, read[-1].of("articles")))  # a field that nobody filled is not counted at all
        of_before = before.get(name, (0, sum(visit.of("articles") for visit in read[:-1])))
        rows.append(
            {
                "field": name,
                "last_run": _share(of_now),
                "before": _share(of_before),
                "articles": read[-1].of("articles"),
            }
        )
    return rows


def _share(counted: tuple[int, int]) -> float | None:
    return round(counted[0] / counted[1], 3) if counted[1] else None


def overview(past: Past, now: datetime, judgement: Judgement | None = None) -> dict[str, Any]:
    """A paper in plain values; moments stay moments."""
    judged = judge(past) if judgement is None else judgement
    today = local_day(now, past.zone)
    until = min(today, local_day(past.asked_at, past.zone)) if past.asked_at else today
    last = past.visits[-1] if past.visits else None
    usual = usual_week(past, until)
    return {
        "site": past.name,
        "state": judged.state,
        "wrong": judged.wrong,
        "since": judged.since,
        "reasons": list(judged.reasons),
        "fields_fallen": [
            {
                "field": fall.field,
                "before": round(fall.before, 3),
                "now": round(fall.now, 3),
                "of": fall.of,
                "since": fall.since,
            }
            for fall in judged.falls
        ],
        "last_article_at": past.last_article,
        "asked_at": past.asked_at,
        "last_week": last_week(past, until),
        "usual_week": None if usual is None else round(usual, 1),
        "days": last_days(past, until),
        "sparkline": sparkline(last_days(past, until)),
        "weekdays": by_weekday(past, until),
        "fields": field_shares(past),
        "last_run": None if last is None else {"run": last.run_id, "at": last.at, **last.counts},
    }


def sorted_by_state(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is wrong first, the worst before the rest; by name within a state."""
    return sorted(rows, key=lambda row: (ORDER.index(row["state"]), row["site"]))


def age(moment: datetime | None, now: datetime) -> str:
    """How long ago it was: 40 min, 5 h, 3 d."""
    if moment is None:
        return "never"
    seconds = max((now - moment).total_seconds(), 0)
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h" if seconds < 36 * 3600 else f"{seconds / 86400:,.0f} d"
