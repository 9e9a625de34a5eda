from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.discovery.clock import Clock, next_due, read_offset
from newscrawl.items import Outcome, PageKind
from newscrawl.spiders.arguments import ArgumentError, RunArguments

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def read(**given):
    return RunArguments.read(given, NOW)


def test_nothing_given_wants_everything():
    arguments = read()
    assert arguments.wants(None)
    assert arguments.wants(datetime(1999, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01T06:00-08:00", datetime(2026, 3, 1, 14, tzinfo=UTC)),
        ("7d", datetime(2026, 3, 3, 12, tzinfo=UTC)),
    ],
)
def test_since_is_a_day_a_moment_or_a_span(text, moment):
    assert read(since=text).since == moment


def test_until_a_day_ends_with_that_day():
    arguments = read(until="2026-03-01")
    assert arguments.wants(datetime(2026, 3, 1, 23, 59, tzinfo=UTC))
    assert not arguments.wants(datetime(2026, 3, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"sinse": "2026-01-01"}, "did you mean 'since'"),
        ({"since": "yesterday-ish"}, "no date"),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "nothing lies between"),
        ({"max_articles": "0"}, "from 1 up"),
        ({"max_articles": "many"}, "from 1 up"),
        ({"again": "perhaps"}, "true or false"),
        ({"urls": "/no/such/file"}, "cannot be read"),
    ],
)
def test_a_wrong_argument_is_named_with_the_fix(given, said):
    with pytest.raises(ArgumentError, match=said):
        read(**given)


def test_a_file_of_addresses_may_hold_comments_and_blank_lines(tmp_path):
    path = tmp_path / "urls.txt"
    path.write_text("# mine\nhttps://a.example/1\n\nhttps://a.example/2\nhttps://a.example/1\n")
    assert read(urls=str(path)).urls == ("https://a.example/1", "https://a.example/2")
    path.write_text("file:///etc/passwd\n")
    with pytest.raises(ArgumentError, match="line 1 is no http address"):
        read(urls=str(path))


@pytest.mark.parametrize(
    ("text", "span"),
    [("3d", timedelta(days=3)), ("90m", timedelta(minutes=90)), (None, timedelta()), ("5", timedelta(seconds=5))],
)
def test_a_clock_offset_is_a_number_and_a_unit(text, span):
    assert read_offset(text) == span


def test_a_clock_offset_that_is_none_is_refused():
    with pytest.raises(ValueError, match="3d or 90m"):
        read_offset("soon")


def test_the_clock_runs_ahead_by_its_offset():
    assert Clock(timedelta(days=3)).now() - datetime.now(UTC) > timedelta(days=2, hours=23)


def test_young_articles_are_due_sooner_than_old_ones():
    young, old = (
        next_due(PageKind.ARTICLE, Outcome.READ, NOW, published=NOW - timedelta(days=days)) for days in (0, 20)
    )
    assert NOW < young < old
    assert next_due(PageKind.ARTICLE, Outcome.READ, NOW, published=NOW - timedelta(days=4000)) is None


def test_failures_wait_longer_each_time():
    first, third = (next_due(PageKind.ARTICLE, Outcome.FAILED, NOW, failures=failures) for failures in (0, 2))
    assert NOW < first < third


@pytest.mark.parametrize("text", ["9" * 5000, "9" * 10])
def test_a_number_of_too_many_digits_is_refused_in_words(text):
    with pytest.raises(ArgumentError, match="9 digits at most"):
        RunArguments.read({"max_articles": text}, NOW)
