"""When sources are due: pure rules, each in a row."""

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.db.source_clock import (
    SHORTEST,
    SourceState,
    best_watch,
    first_pause,
    is_spare,
    missed_some,
    next_pause,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def hours(number):
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("what", "named", "age", "deep", "pause"),
    [
        ("home", 20, None, False, hours(3)),
        ("feed", 20, 1, False, hours(6)),
        ("section", 20, None, False, hours(12)),
        ("section", 0, None, False, hours(12)),
        ("section", 20, None, True, timedelta(days=14)),  # its second page
        ("sitemap", 900, 400, False, timedelta(days=14)),  # of last year
        ("sitemap", 900, 2, False, hours(12)),
        ("sitemap", 0, None, False, timedelta(days=14)),  # of tags or authors
        ("something else", 3, None, False, hours(12)),
    ],
)
def test_the_first_pause(what, named, age, deep, pause):
    newest = NOW - timedelta(days=age) if age is not None else None
    told = {"named": named, "newest": newest, "deep": deep, "latest": NOW}
    assert first_pause(what, spare=False, **told) == pause
    assert first_pause(what, spare=True, **told) == max(pause, timedelta(days=5))


@pytest.mark.parametrize(
    ("what", "counts", "dated", "listed", "spare"),
    [
        ("section", (20, 0), None, False, True),
        ("section", (20, 3), None, False, False),
        ("section", (0, 0), None, False, False),
        ("news sitemap", (20, 0), None, False, True),
        ("feed", (20, 0), None, True, False),
        ("sitemap", (20, 0), None, False, False),  # it says when articles change
        ("sitemap", (20, 0), None, True, True),  # as the interface does
        ("sitemap", (20, 5), None, True, False),
        ("sitemap", (20, 20), 0, False, True),  # its index says when it changes
        ("sitemap", (20, 20), 30, False, False),  # and has ceased to
    ],
)
def test_a_source_that_tells_nothing_of_its_own_is_spared(what, counts, dated, listed, spare):
    named, new = counts
    stated = NOW - timedelta(days=dated) if dated is not None else None
    newest = NOW - timedelta(days=2)
    assert is_spare(what, named=named, new=new, newest=newest, dated=stated, listed=listed) is spare


@pytest.mark.parametrize(
    ("before", "what", "counts", "is_old", "pause"),
    [
        (hours(6), "feed", (20, 0), False, hours(12)),
        (hours(24), "feed", (20, 0), False, hours(24)),  # never rarer than once a day
        (timedelta(days=5), "sitemap", (0, 0), False, timedelta(days=5)),  # spared, and rightly
        (hours(6), "feed", (20, 2), False, hours(1.5)),
        (hours(6), "feed", (20, 20), False, SHORTEST),  # more may have come and gone
        (timedelta(minutes=20), "feed", (20, 1), False, SHORTEST),
        (hours(12), "section", (0, 0), False, hours(24)),
        (timedelta(days=14), "sitemap", (0, 0), True, timedelta(days=28)),
        (timedelta(days=50), "sitemap", (0, 0), True, timedelta(days=60)),
    ],
)
def test_a_visit_that_brings_nothing_new_makes_the_pause_longer(before, what, counts, is_old, pause):
    named, new = counts
    assert next_pause(before, what, named=named, new=new, is_old=is_old) == pause


def state(number, what, named=20, age=0, **more):
    newest = NOW - timedelta(days=age) if age is not None else None
    return SourceState(number, what, visits=1, named=named, newest=newest, **more)


@pytest.mark.parametrize(
    ("sources", "watch"),
    [
        ([], None),
        ([state(1, "home", age=None)], 1),
        ([state(1, "home", age=None), state(2, "feed")], 2),
        ([state(1, "home"), state(2, "feed", named=3)], 1),  # too short to be the paper's
        ([state(1, "home"), state(2, "feed", age=900), state(3, "news sitemap")], 3),  # nobody fills it any more
        ([state(1, "feed", named=10), state(2, "feed", named=30), state(3, "feed", named=30)], 2),
        ([state(1, "wordpress", named=100), state(2, "news sitemap")], 2),
        ([state(1, "sitemap"), state(2, "section")], None),  # neither lists the newest of all
        ([state(1, "wordpress", deep=True)], None),
    ],
)
def test_the_source_that_every_run_asks(sources, watch):
    assert best_watch(sources) == watch


@pytest.mark.parametrize(
    ("named", "new", "visits", "missed"), [(20, 20, 3, True), (20, 20, 0, False), (20, 19, 3, False), (2, 2, 3, False)]
)
def test_a_list_on_which_nothing_is_known_has_run_over(named, new, visits, missed):
    assert missed_some(named=named, new=new, visits=visits) is missed
