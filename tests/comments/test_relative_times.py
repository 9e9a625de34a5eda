"""Times that count from the moment of reading, and clocks that are marked as UTC and are none."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from comments.wordpress_page import URL
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.comments import read_reply, read_thread
from newscrawl.comments.clocks import precision_of
from newscrawl.comments.relative import may_tell, resolved, told

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["yeſterday", "yeſterday 10:15", "geſtern, 18:30", "İ dag 10:15"])
def test_letters_that_fold_into_others_tell_nothing(text):
    assert told(text) is None
    assert resolved(text, NOW) is None


@pytest.mark.parametrize("platform", ["page", "wordpress", "wpdiscuz"])
def test_later_pages_count_from_when_they_came(platform):
    html = "".join(
        f'<li class="comment" id="comment-{n}"><cite class="fn">{name}</cite><span class="comment-date">{said}</span>'
        f'<div class="comment-content"><p>{name} thinks that the bridge is too old for us all.</p></div></li>'
        for n, (name, said) in enumerate([("Ada", "3 hours ago"), ("Bo", "yesterday at 10:15"), ("Cy", "2 days ago")])
    )
    html = f'<ol class="commentlist">{html}</ol>'
    body = json.dumps({"data": {"comment_list": html}}) if platform == "wpdiscuz" else f"<html><body>{html}"
    rows = read_reply(platform, body.encode(), f"{URL}comment-page-2/", {}, NOW).rows
    assert [row["published"] for row in rows] == ["2026-05-04T09:00:00+00:00", "2026-05-03T10:15", "2026-05-02"]


@pytest.mark.parametrize(
    ("text", "published", "precision"),
    [
        ("3 hours ago", "2026-05-04T09:00:00+00:00", "relative hour"),
        ("about an hour ago", "2026-05-04T11:00:00+00:00", "relative hour"),
        ("• 5 hr. ago", "2026-05-04T07:00:00+00:00", "relative hour"),
        ("just now", "2026-05-04T12:00:00+00:00", "relative minute"),
        ("45m", "2026-05-04T11:15:00+00:00", "relative minute"),
        ("3h", "2026-05-04T09:00:00+00:00", "relative hour"),
        ("8 d", "2026-04-26", "relative day"),
        ("2mo", "2026-03-04", "relative month"),
        ("1 year ago", "2025-05-04", "relative year"),
        ("a week ago", "2026-04-27", "relative week"),
        ("yesterday at 10:15", "2026-05-03T10:15", "relative minute"),
        ("Today 9:12 PM", "2026-05-04T21:12", "relative minute"),
        ("today", "2026-05-04", "relative day"),
        ("vor 2 Stunden", "2026-05-04T10:00:00+00:00", "relative hour"),
        ("vor einem Tag", "2026-05-03", "relative day"),
        ("gestern, 18:30", "2026-05-03T18:30", "relative minute"),
        ("Heute, 08:15 Uhr", "2026-05-04T08:15", "relative minute"),
        ("il y a 5 minutes", "2026-05-04T11:55:00+00:00", "relative minute"),
        ("il y a une heure", "2026-05-04T11:00:00+00:00", "relative hour"),
        ("hier à 10h20", "2026-05-03T10:20", "relative minute"),
        ("hace 3 días", "2026-05-01", "relative day"),
        ("há 2 horas", "2026-05-04T10:00:00+00:00", "relative hour"),
        ("un'ora fa", "2026-05-04T11:00:00+00:00", "relative hour"),
        ("2 ore fa", "2026-05-04T10:00:00+00:00", "relative hour"),
        ("2 uur geleden", "2026-05-04T10:00:00+00:00", "relative hour"),
        ("för 3 timmar sedan", "2026-05-04T09:00:00+00:00", "relative hour"),
        ("for 2 timer siden", "2026-05-04T10:00:00+00:00", "relative hour"),
        ("2 tuntia sitten", "2026-05-04T10:00:00+00:00", "relative hour"),
        ("2 godziny temu", "2026-05-04T10:00:00+00:00", "relative hour"),
        ("před 2 hodinami", "2026-05-04T10:00:00+00:00", "relative hour"),
        ("3 часа назад", "2026-05-04T09:00:00+00:00", "relative hour"),
        ("πριν 2 ώρες", "2026-05-04T10:00:00+00:00", "relative hour"),
        ("3 saat önce", "2026-05-04T09:00:00+00:00", "relative hour"),
        ("3時間前", "2026-05-04T09:00:00+00:00", "relative hour"),
        ("5分钟前", "2026-05-04T11:55:00+00:00", "relative minute"),
        ("3시간 전", "2026-05-04T09:00:00+00:00", "relative hour"),
        ("منذ 3 ساعات", "2026-05-04T09:00:00+00:00", "relative hour"),
        ("לפני 3 שעות", "2026-05-04T09:00:00+00:00", "relative hour"),
    ],
)
def test_words_of_many_languages_are_counted_from_the_reply(text, published, precision):
    assert resolved(text, NOW) == (published, precision)
    assert may_tell(text)


@pytest.mark.parametrize(
    "text",
    [
        "We waited for 3 hours",
        "vor 3 Personen",
        "hier wohnen wir",
        "5 people",
        "12 likes",
        "3",
        "Jan 5",
        "",
        "20 m breit",
    ],
)
def test_other_words_tell_no_time(text):
    assert told(text) is None


@given(st.text(max_size=150))
def test_any_text_is_a_time_before_now_or_none(text):
    found = resolved(text, NOW)
    assert found is None or found[0][:10] <= "2026-05-04"


def test_a_month_ago_on_the_31st_is_the_last_of_the_month():
    assert resolved("1 month ago", datetime(2026, 3, 31, tzinfo=UTC)) == ("2026-02-28", "relative month")


def test_without_the_replys_time_words_stay_as_printed():
    page = "<h3>Comments</h3>" + "".join(
        f"<div class=x><b>{name}</b> <i>{ago} hours ago</i><p>Words of {name}.</p><a>Reply</a></div>"
        for name, ago in (("Ada", 3), ("Bo", 2))
    )
    rows = read_thread(page.encode(), URL)
    assert [(row["published"], row["published_raw"], row["precision"]) for row in rows] == [
        (None, "3 hours ago", None),
        (None, "2 hours ago", None),
    ]
    rows = read_thread(page.encode(), URL, now=NOW)
    assert [(row["published"], row["published_raw"], row["precision"]) for row in rows] == [
        ("2026-05-04T09:00:00+00:00", "3 hours ago", "relative hour"),
        ("2026-05-04T10:00:00+00:00", "2 hours ago", "relative hour"),
    ]


def test_a_reply_resolves_words_too():
    page = (
        b'<div class="comment" id="comment-5"><b class=fn>Ada</b> <span class=date>2 hours ago</span><p>Words</p></div>'
    )
    (row,) = read_reply("wordpress", page, URL, now=NOW).rows
    assert (row["published"], row["precision"]) == ("2026-05-04T10:00:00+00:00", "relative hour")


@pytest.mark.parametrize(
    ("published", "precision"),
    [
        ("2026-03-04", "day"),
        ("2026-03-04T10:22", "minute"),
        ("2026-03-04T10:22Z", "minute"),
        ("2026-03-04T10:22:01", "second"),
        ("2026-03-04T10:22:01-08:00", "second"),
    ],
)
def test_precision_is_what_was_stated(published, precision):
    assert precision_of(published) == precision


# --- +00:00 on a clock that is the site's -----------------------------------------------------------------------------
def published(*, article, comments, shown=True, now=None):
    """What a page with an article of *article* and comments of those stated times gives."""
    items = "".join(
        f'<li class=comment id=comment-{number}><b class=fn>Ada</b><time datetime="{time}">{time[8:10]}.{time[5:7]}.{time[:4]} {time[11:16] if shown else "13:13"}'
        f"</time><div class=comment-content><p>Words</p></div></li>"
        for number, time in enumerate(comments, 1)
    )
    page = f'<html lang=de><meta property="article:published_time" content="{article}"><h1>Brücke</h1><ol class=comment-list>{items}</ol>'
    return [row["published"] for row in read_thread(page.encode(), URL, now=now)]


WINTER, SUMMER = "2026-01-10T09:00:00+01:00", "2026-07-10T09:00:00+02:00"


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"article": SUMMER, "comments": ["2026-07-10T12:30:00+00:00"]}, "2026-07-10T12:30:00"),  # the site is at +02:00
        ({"article": WINTER, "comments": ["2026-01-10T12:30:00+00:00"]}, "2026-01-10T12:30:00"),  # London is not in winter
        ({"article": "2026-07-10T09:00:00+01:00", "comments": ["2026-12-10T12:30:00+00:00"]}, "2026-12-10T12:30:00+00:00"),  # London is
        ({"article": "2026-07-10T09:00:00+01:00", "comments": ["2026-07-11T12:30:00+00:00"]}, "2026-07-11T12:30:00"),
        ({"article": SUMMER, "comments": ["2026-07-10T12:30:00+00:00"], "shown": False}, "2026-07-10T12:30:00+00:00"),  # people see another clock
        ({"article": "2026-07-10T09:00:00+00:00", "comments": ["2026-07-10T12:30:00+00:00"]}, "2026-07-10T12:30:00+00:00"),  # so is the article
        ({"article": "2026-07-10T09:00:00-07:00", "comments": ["2026-07-10T10:30:00+00:00"], "shown": False}, "2026-07-10T10:30:00"),  # before its article
        ({"article": "2026-07-10T09:00:00Z", "comments": ["2026-07-10T14:00:00+00:00"], "now": datetime(2026, 7, 10, 12, 30, tzinfo=UTC)}, "2026-07-10T14:00:00"),
        ({"article": "2026-07-10T09:00:00Z", "comments": ["2026-07-10T14:00:00+00:00"], "now": datetime(2026, 7, 10, 15, 0, tzinfo=UTC)}, "2026-07-10T14:00:00+00:00"),
        ({"article": SUMMER, "comments": ["2026-07-10T12:30:00Z"]}, "2026-07-10T12:30:00Z"),  # a machine's Z is meant
        ({"article": SUMMER, "comments": ["2026-07-10T12:30:00+02:00"]}, "2026-07-10T12:30:00+02:00"),
    ],
)  # fmt: skip
def test_utc_is_believed_unless_the_page_disproves_it(case, expected):
    assert published(**case) == [expected]


def test_one_comment_from_the_future_shows_the_clock_of_all():
    now = datetime(2026, 7, 10, 14, 0, tzinfo=timezone(timedelta(hours=2)))
    times = ["2026-07-09T08:00:00+00:00", "2026-07-10T13:58:00+00:00"]
    assert published(article="2026-07-08T09:00:00Z", comments=times, now=now) == [
        "2026-07-09T08:00:00",
        "2026-07-10T13:58:00",
    ]


def test_a_comment_years_off_proves_nothing():
    times = ["2019-07-10T12:30:00+00:00"]
    assert published(article="2026-07-10T09:00:00Z", comments=times, shown=False) == times
