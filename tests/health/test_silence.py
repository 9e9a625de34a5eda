"""Silences by weekday: what a daily may do on a Sunday, and a weekly on a Tuesday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from newscrawl.health.silence import find_quiet

MONDAY = date(2026, 3, 2)


def days(pattern, weeks=10, *, begin=MONDAY, without=()):
    """Articles by day: seven numbers from Monday on, week after week, but for the days of *without* (from 0)."""
    return {begin + timedelta(days=n): pattern[n % 7] for n in range(weeks * 7) if pattern[n % 7] and n not in without}


def day(number):
    return MONDAY + timedelta(days=number)


DAILY = (5, 6, 5, 7, 6, 3, 2)
WEEKDAYS = (5, 6, 5, 7, 6, 0, 0)
WEEKLY = (0, 0, 0, 12, 0, 0, 0)
MONTHLY = {day(n): 9 for n in (0, 30, 61, 91)}


@pytest.mark.parametrize(
    ("what", "known", "until"),
    [
        ("a daily on the day of its article", days(DAILY), day(69)),
        ("a daily on the next morning", days(DAILY), day(70)),
        ("a daily, one day later", days(DAILY), day(71)),
        ("a paper of weekdays on Sunday night", days(WEEKDAYS), day(69)),
        ("a paper of weekdays on Monday", days(WEEKDAYS), day(70)),
        ("a weekly on a Tuesday", days(WEEKLY), day(71)),
        ("a weekly on its day", days(WEEKLY), day(73)),
        ("a weekly that missed one issue", days(WEEKLY), day(75)),
        ("a monthly after two weeks", MONTHLY, day(106)),
        ("a paper of a week", days(DAILY, 1), day(20)),
        ("a paper with a pause of five days behind it, silent for four", days(DAILY, without=range(30, 35)), day(74)),
        ("no paper at all", {}, day(70)),
        ("only articles to come", {day(80): 3}, day(70)),
    ],
)
def test_it_is_not_quiet(what, known, until):
    assert find_quiet(known, until) is None, what


@pytest.mark.parametrize(
    ("what", "known", "until"),
    [
        ("a daily, silent for two days", days(DAILY), day(72)),
        ("a paper of weekdays, silent on Monday and Tuesday", days(WEEKDAYS), day(72)),
        ("a weekly that missed two issues", days(WEEKLY), day(82)),
        ("a monthly after three months", MONTHLY, day(181)),
        ("silent for ever", days(DAILY, 2), day(300)),
        ("a paper with a pause of five days behind it, silent for six", days(DAILY, without=range(30, 35)), day(76)),
    ],
)
def test_it_is_quiet(what, known, until):
    quiet = find_quiet(known, until)
    assert quiet is not None, what
    assert quiet.since == max(known) + timedelta(days=1)
    assert "no article for" in quiet.words


def test_a_paper_that_gives_much_less_is_quiet():
    known = days(DAILY) | {day(70 + n): 1 for n in range(7)}
    quiet = find_quiet(known, day(77))
    assert quiet is not None
    assert quiet.words == "7 articles in 7 days, usually 34"
    assert find_quiet(days(DAILY) | {day(70 + n): 3 for n in range(7)}, day(77)) is None


def test_a_weekly_with_a_thin_issue_is_quiet_and_one_a_third_thinner_is_not():
    assert find_quiet(days(WEEKLY) | {day(73): 1}, day(75)) is not None
    assert find_quiet(days(WEEKLY) | {day(73): 8}, day(75)) is None


def test_the_day_of_the_visit_is_not_over():
    known = days(DAILY) | {day(70 + n): 5 for n in range(6)}
    assert find_quiet(known, day(76)) is None


def test_every_day_of_a_year_is_judged_without_an_error():
    known = {day(n): n % 5 for n in range(0, 300, 3)}
    for n in range(365):
        find_quiet(known, day(n))
