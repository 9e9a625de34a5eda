"""One paper as a whole: which state wins, and what is said of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from newscrawl.health import Past, Visit, judge
from newscrawl.health.overview import age, by_weekday, field_shares, overview, sorted_by_state, sparkline, usual_week

NOW = datetime(2026, 5, 12, 15, tzinfo=UTC)  # a Tuesday
DAILY = {date(2026, 5, 12) - timedelta(days=n): 5 for n in range(70)}


def visit(number, articles=10, *, authors=None, **counts):
    filled = {"headline": articles, "authors": articles if authors is None else authors}
    counts = {"sources": 3, "sources_naming": 2, "articles": articles, "young": articles, **counts}
    return Visit(number, NOW - timedelta(days=20 - number), counts, filled, filled)


def past(*visits, **more):
    known = {"visits": visits, "days": DAILY, "last_article": NOW - timedelta(hours=3), "asked_at": NOW}
    return Past("courier", **(known | more))


WELL = tuple(visit(number) for number in range(15))
DEAD = {"sources": 0, "sources_naming": 0, "young": 0}


@pytest.mark.parametrize(
    ("what", "paper", "state", "words"),
    [
        ("all is well", past(*WELL), "ok", ""),
        ("of an older version's database", past(), "ok", ""),
        ("never asked", past(days={}, last_article=None, asked_at=None), "new", ""),
        ("asked once", past(visit(1)), "new", ""),
        ("asked once, in vain", past(visit(1, 0, **DEAD, failed=9)), "failing", "nothing was answered in the last run"),
        ("one page failed, once", past(*WELL, visit(16, 0, **DEAD, failed=1)), "ok", ""),
        ("three failed, and nothing came", past(*WELL, visit(16, 0, **DEAD, failed=3)), "failing", "nothing was answered in the last run"),
        ("one page failed, twice", past(*WELL, visit(16, 0, **DEAD, failed=1), visit(17, 0, **DEAD, failed=1)), "failing", "the last 2 runs"),
        ("a field fell", past(*WELL, visit(16, authors=0)), "broken", "authors fell from 100 % to 0 % of 10"),
        ("no list names anything", past(*WELL, visit(16, 0, sources=12, sources_naming=0)), "broken", "lists naming articles fell"),
        ("no page is an article", past(*WELL, visit(16, 0, not_articles=12)), "broken", "pages with an article fell"),
        ("most pages fail", past(*WELL, visit(16, 2, failed=60)), "broken", "pages answered fell"),
        ("threads are not answered", past(*(visit(n, threads=8) for n in range(15)), visit(16, threads_failed=8)), "broken",
         "comment threads answered fell"),
        ("it is silent", past(*WELL, days={day: n for day, n in DAILY.items() if day < date(2026, 5, 8)}), "quiet", "no article for"),
        ("it never gave any", past(*WELL, days={}, last_article=None), "quiet", "no article was ever stored"),
        ("its last article is older than what is looked at", past(*WELL, days={}, last_article=NOW - timedelta(days=300)), "quiet",
         "no article for 299 days"),
        ("it refuses", past(*WELL, refused_since=NOW, refused_reason="403"), "blocked", "it refuses to be crawled (403)"),
        ("nobody asks it", past(*WELL, visit(16, authors=0), idle_since=NOW), "idle", "no run has asked it"),
        ("two runs fail", past(*WELL, visit(16, 0, **DEAD, failed=9), visit(17, 0, **DEAD, failed=9)), "failing", "the last 2 runs"),
        ("broken and silent", past(*WELL, visit(16, authors=0), days={day: n for day, n in DAILY.items() if day < date(2026, 5, 8)}),
         "broken", "no article for"),
        ("two of few", past(visit(1, 2), visit(2, 2, authors=0)), "ok", ""),
    ],
)  # fmt: skip
def test_a_paper_is_judged(what, paper, state, words):
    judged = judge(paper)
    assert judged.state == state, (what, judged)
    assert words in judged.words
    assert judged.wrong == (state in {"broken", "quiet", "failing", "blocked"})
    if state in {"failing", "blocked", "broken"}:
        assert judged.since is not None


def test_the_words_of_a_failure_are_told():
    last = visit(16, 0, **DEAD, failed=9)
    judged = judge(past(*WELL, Visit(last.run_id, last.at, last.counts, reason="the server took too long")))
    assert judged.words == "nothing was answered in the last run: the server took too long"


def test_old_pages_are_compared_with_no_young_ones():
    """A first run reads years of pages, which name sections; today's pages never did."""
    old = Visit(1, NOW - timedelta(days=5), {"articles": 500, "young": 20, "sources": 1},
                {"section": 480, "headline": 500}, {"headline": 20})  # fmt: skip
    new = [
        Visit(
            n, NOW - timedelta(days=5 - n), {"articles": 9, "young": 9, "sources": 1}, {"headline": 9}, {"headline": 9}
        )
        for n in (2, 3)
    ]
    assert judge(past(old, *new)).state == "ok"


def test_a_first_run_that_read_everything_is_no_measure_for_later_ones():
    """It reads every list and every page, most of which name and hold an article; later ones read what is new."""
    first = visit(0, 300, sources=60, sources_naming=55, not_articles=6)
    hourly = (visit(number, 1, sources=3, sources_naming=1, not_articles=2) for number in range(1, 12))
    assert judge(past(first, *hourly)).state == "ok"


def test_a_fresh_article_has_no_comments_yet():
    def seen(number, articles, comments):
        filled = {"headline": articles, "comments": comments}
        return Visit(
            number,
            NOW - timedelta(days=9 - number),
            {"articles": articles, "young": articles, "sources": 1},
            filled,
            filled,
        )

    assert judge(past(seen(1, 60, 50), *(seen(n, 10, 0) for n in range(2, 8)))).state == "ok"


@pytest.mark.parametrize(
    ("numbers", "line"),
    [([], ""), ([0, 0], "··"), ([1], "█"), ([0, 1, 2, 4, 8], "·▁▂▄█"), ([5, -1], "█·"), ([100, 1], "█▁")],
)
def test_a_sparkline_shows_nothing_as_nothing(numbers, line):
    assert sparkline(numbers) == line


def test_weekdays_and_weeks_are_counted_by_themselves():
    known = {date(2026, 5, 11) - timedelta(days=7 * n): 3 + n for n in range(5)}
    rows = by_weekday(past(days=known), date(2026, 5, 12))
    assert rows[0] == {"weekday": "Mon", "last": 3, "usual": 5.5}
    assert rows[1] == {"weekday": "Tue", "last": 0, "usual": 0.0}
    assert usual_week(past(days=known), date(2026, 5, 12)) == 5.0
    assert usual_week(past(days={}), date(2026, 5, 12)) is None


def test_an_overview_says_it_all_in_plain_values():
    shown = overview(past(*WELL, visit(16, authors=0)), NOW)
    assert (shown["state"], shown["last_week"], shown["usual_week"]) == ("broken", 35, 35.0)
    assert len(shown["days"]) == 28
    assert shown["fields_fallen"][0]["field"] == "authors"
    assert {"field": "authors", "last_run": 0.0, "before": 1.0, "articles": 10} in field_shares(
        past(*WELL, visit(16, authors=0))
    )
    states = [
        row["state"]
        for row in sorted_by_state([{"state": s, "site": "a"} for s in ("ok", "quiet", "idle", "blocked", "new")])
    ]
    assert states == ["blocked", "quiet", "new", "ok", "idle"]


@pytest.mark.parametrize(("ago", "words"), [(600, "10 min"), (7200, "2 h"), (86400 * 3, "3 d"), (-50, "0 min")])
def test_an_age_is_short(ago, words):
    assert age(NOW - timedelta(seconds=ago), NOW) == words
    assert age(None, NOW) == "never"
